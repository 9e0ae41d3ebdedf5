"""A desk that has nothing but its own enrolment is given a whole night entry by entry, in any order.

Whatever has come so far, every screen can be asked; once all has come, no trace is left of how it came.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.events import Kind, Outcome
from core.domain.findings import Refusal
from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.helping import Out
from core.domain.ids import HouseholdId, LinkId, PersonId, PlaceCode, ShelterId
from core.domain.relief import Cause, Group, Onward
from core.domain.situation import Figure
from core.exchange.packs import read_pack
from core.operations.bundles import make_bundle, merge
from core.operations.closures import close_link
from core.operations.drills import set_clock, set_replay
from core.operations.enrolment import Laptop, enrol
from core.operations.field import call, check_in, harm, leave
from core.operations.files import new_file
from core.operations.helping import send_squad, sortie
from core.operations.orders import order, set_level
from core.operations.people import add_person
from core.operations.plans import adopt_plan, told
from core.operations.relief import decline_relief, order_relief
from core.operations.returning import note_peak, sign_inspection, went_back
from core.operations.rules import set_rule
from core.operations.shelters import add_shelter, count_stock, open_shelter, tick
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.behind import names_behind
from core.queries.conflicts import conflicts
from core.queries.desks import desks
from core.queries.history import recent
from core.queries.incident import incident, info
from core.queries.map import map_state
from core.queries.people import search
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.queries.relief import closing_proposal, next_islands, relief_board
from core.queries.returning import gate_board, gate_people
from core.queries.roll import register, roll, roll_report, stated
from core.queries.shelter_people import shelter_people
from core.queries.shelters import shelter_board
from core.queries.situation import situation
from core.queries.storm import storm_board
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.helping_out import sorties
from desktop.reporting import sent
from tests.factories import OFFICER, THREE_VILLAGES, minute, surroundings, who

TOWNSHIP = Ed25519PrivateKey.from_private_bytes(b"T" * 32)
SCREENS: tuple[Callable[[Store], object], ...] = (
    lambda store: roll(store, None, minute(60)),
    lambda store: register(store, None, minute(60)),
    lambda store: roll_report(store, None),
    lambda store: roll_report(store, minute(7)),
    lambda store: stated(store, None),
    lambda store: incident(store, "练习镇", minute(60)),
    lambda store: info(store),
    lambda store: conflicts(store),
    lambda store: desks(store),
    lambda store: recent(store),
    lambda store: map_state(store, None, minute(60)),
    lambda store: search(store, "z", at=minute(60)),
    lambda store: plan_board(store, minute(60)),
    lambda store: shelter_board(store, None, minute(60)),
    lambda store: [shelter_people(store, shelter, minute(60)) for shelter in ("S1", "S2")],
    lambda store: storm_board(store, None, minute(60)),
    lambda store: situation(store, None, minute(60)),
    lambda store: [names_behind(store, "练习镇", figure, minute(60)) for figure in Figure],
    lambda store: relief_board(store, None, minute(60)),
    lambda store: closing_proposal(store, "S1", minute(60)),
    lambda store: next_islands(store, "S1", minute(60)),
    lambda store: gate_board(store, None, minute(60)),
    lambda store: [gate_people(store, place, minute(60)) for place in ("P1", "P2")],
)


@pytest.fixture
def night(drill: Store) -> Store:
    """A night with one of everything, on the desk of the duty room."""
    enrol(drill, laptops=[Laptop(surroundings(8).device.public, "岛")], township=TOWNSHIP, at=minute(0), operator="")
    said = {"at": minute(5), "operator": OFFICER}
    order(drill, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, **said)
    set_level(drill, level="一级", scope="全区", issuer="指挥部", **said)
    set_replay(drill, name="23-7", options={}, **said)
    set_clock(drill, **said)
    close_link(drill, link=LinkId("L6"), start=minute(0), **said)
    open_shelter(drill, shelter=ShelterId("S1"), **said)
    plan = make_plan(planning_case(drill, minute(5)), lambda _: None, lambda: False)
    adopt_plan(drill, plan=plan, **said)
    told(drill, household=HouseholdId("H1"), **said)
    one, other = who(drill, "H1/赵示甲"), who(drill, "H3/孙拟乙")
    call(drill, person=one, outcome=Outcome.ANSWERED, note="说马上走", **said)
    check_in(drill, persons=(one, other), place="S1", **said)
    leave(drill, persons=(other,), place="S1", at=minute(9), operator=OFFICER)
    check_in(drill, persons=(other,), place="S2", moved_from="S1", at=minute(10), operator="另一位")
    _shelters_and_gates(drill, one, other, said)
    add_person(drill, name="过路人", place="S2", at=minute(11), operator=OFFICER)
    void(drill, event=drill.journal.of_kind(Kind.ARRIVED)[-1].id, at=minute(12), operator=OFFICER)
    taken_back = add_person(drill, name="写错了", place="P3", at=minute(13), operator=OFFICER)
    void(drill, event=taken_back.events[-1].id, at=minute(14), operator=OFFICER)
    harm(drill, persons=(who(drill, "H2/钱例甲"),), harm=Harm.HOSPITAL, note="区医院", **said)
    send_squad(drill, name="示例队", heads=6, place="P1", **said)
    sortie(drill, responder=min(sorties(drill)), state=Out.SAFE, at=minute(20), operator=OFFICER)
    set_rule(drill, rule="first", scope="*", value=20, source="镇里定", **said)
    sent(drill, scope=None, kind=None, at=minute(21), operator=OFFICER)
    return drill


def _shelters_and_gates(drill: Store, one: PersonId, other: PersonId, said: dict[str, Any]) -> None:
    made = add_shelter(drill, name="示村委会", place=PlaceCode("P3"), beds=20, **said).events[0]
    shelter = ShelterId(made.subject.removeprefix("site/"))
    count_stock(drill, shelter=shelter, item="water_l", amount=300, **said)
    tick(drill, shelter=ShelterId("S1"), item="plates", who="示老师", **said)
    order_relief(drill, shelter=ShelterId("S1"), onward=(Onward(Group(HouseholdId("H1"), (one,)), shelter),), **said)
    decline_relief(drill, shelter=ShelterId("S2"), cause=Cause.FULL, reason="还挤得下", **said)
    note_peak(drill, place=PlaceCode("P1"), peak=minute(1), **said)
    sign_inspection(drill, place=PlaceCode("P1"), role="village_head", name="示村长", clear=True, **said)
    went_back(drill, persons=(other,), note="喂羊", **said)


@pytest.fixture
def empty(night: Store, tmp_path: Path) -> Iterator[Store]:
    """The same incident and tables with no entry at all."""
    path = tmp_path / "空.daolian"
    made = {"drill": True, "plain": True, "passphrase": None, "sample": False, "at": minute(0), "operator": ""}
    new_file(path, replace(read_pack(THREE_VILLAGES), people=(), helpers=()), surroundings(8), **made)  # type: ignore[arg-type]
    with closing(open_store(path, surroundings(8))) as store:
        store.connection.execute("delete from events")
        store.connection.execute("update meta set value = ? where key = 'incident'", (night.incident.id,))
        store.connection.execute(
            "insert into meta select 'township', value from (select ? as value)",
            (night.township.hex(),),  # type: ignore[union-attr]
        )
    with closing(open_store(path, surroundings(8))) as store:
        yield store


@pytest.mark.parametrize("seed", range(6))
def test_every_screen_can_be_asked_whatever_has_come(night: Store, empty: Store, seed: int) -> None:
    draws = random.Random(seed)
    whole, _ = make_bundle(night, None)
    parts = [replace(whole, events=(event,), blobs=()) for event in whole.events]
    parts += [replace(whole, events=(), blobs=(blob,)) for blob in whole.blobs]
    parts += [replace(whole, events=(event,)) for event in whole.events]  # a blob comes only with its event
    draws.shuffle(parts)
    while parts:
        size = draws.randint(1, 8)
        merge(empty, parts[:size])
        parts = parts[size:]
        for ask in SCREENS:
            try:
                ask(empty)
            except Refusal:  # a screen may say what is missing
                continue
    assert empty.dump() == night.dump()
    assert [finding for finding in verify(empty) if finding.error] == []
