"""Rows and a real night for the tests of the desktop. Shared and append-only."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.domain.events import Outcome, Step
from core.domain.hazards import Trigger
from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode, ShelterId
from core.domain.people import Hazard, Mobility, Role
from core.domain.standing import Class
from core.exchange.packs import read_pack
from core.operations import drills, field, files, orders
from core.queries.names import places
from core.queries.roll import roll
from core.queries.rows import HelperRow, Look, RollGroup, RollRow
from core.resources import resource
from core.store.database import Store, open_store
from core.store.device import Surroundings, device_from_key

ORDERED = datetime(2023, 7, 30, 10, tzinfo=UTC)
NOW = datetime(2023, 7, 30, 12, 12, tzinfo=UTC)  # 20:12 in Beijing
STORM = (datetime(2023, 7, 29, 12, tzinfo=UTC), datetime(2023, 8, 1, tzinfo=UTC))
TOWN = "王平镇"
OFFICER = "吴拟辛"


def surroundings(seed: int = 1) -> Surroundings:
    """A seeded device; the clock stands."""
    draw = random.Random(seed)
    return Surroundings(lambda: NOW, draw.randbytes, device_from_key(b"1" * 32, "甲台 第2班"))


def new_night(path: Path) -> Path:
    """A drill on the built-in district: the storm runs, one town is ordered to go, nobody has been called."""
    around = surroundings()
    files.new_file(
        path,
        read_pack(resource("mentougou")),
        around,
        drill=True,
        plain=True,
        passphrase=None,
        sample=True,
        at=STORM[0],
        operator=OFFICER,
    )
    store = open_store(path, around)
    try:
        drills.set_replay(store, name="23-7", options={}, at=STORM[0], operator=OFFICER)
        codes = tuple(place.code for place in places(store).values() if place.town == TOWN)
        orders.order(store, places=codes, level=Trigger.GO, at=ORDERED, operator=OFFICER)
        _first_entries(store)
    finally:
        store.close()
    return path


def _first_entries(store: Store) -> None:
    """One household refuses, one is out of reach, one has answered."""
    homes: dict[str, list[PersonId]] = {}
    for row in roll(store, TOWN, NOW).rows:
        homes.setdefault(str(row.household), []).append(row.person)
    first, second, third = (tuple(homes[home]) for home in sorted(homes)[:3])
    at = ORDERED + timedelta(minutes=30)
    field.refuse(store, persons=first, reason="看家", at=at, operator=OFFICER)
    field.unreachable(store, persons=second, at=at, operator=OFFICER)
    for person in third:
        field.call(store, person=person, to="A", outcome=Outcome.ANSWERED, at=at, operator=OFFICER)


def open_night(path: Path, seed: int = 2) -> Store:
    """For the store thread of a window."""
    return open_store(path, surroundings(seed))


def helper(name: str, role: Role = Role.PRIMARY, outcome: str | None = None) -> HelperRow:
    return HelperRow(HelperId(f"helper-{name}"), role, name, "199****0031", 6.0, outcome=outcome)


def row(number: int, group: RollGroup = RollGroup.REST, **changes: object) -> RollRow:
    """One due person; `changes` replace fields."""
    made = RollRow(
        person=PersonId(f"{number:032x}"),
        card=f"C{number:04d}K",
        name=f"李虚{number}",
        sex="女",
        age=70 + number % 20,
        mobility=Mobility.SLOW,
        needs=(),
        hazards=(Hazard.FLASH_FLOOD,),
        household=HouseholdId(f"王-{number // 2:04d}"),
        household_size=2,
        place=PlaceCode("110109101"),
        place_name="安家庄村",
        town=TOWN,
        level=Trigger.GO,
        class_=Class.NOT_MOVED,
        look=Look.UNCONTACTED,
        group=group,
        to_reconcile=False,
        claims=(),
        steps=(),
        next_step=Step.CALLED,
        tries=0,
        last_at=None,
        last_kind="",
        last_outcome=None,
        helper=helper("韩样子"),
        deputy=helper("杨拟丑", Role.DEPUTY),
        at_place=None,
        at_name="",
        shelter=ShelterId("island-1"),
        shelter_name="王平村中心小学",
        depart=None,
        arrive=None,
        deadline=NOW + timedelta(minutes=number),
        beyond_register=False,
        last_event=None,
        since=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]
