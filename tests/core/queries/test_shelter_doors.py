"""When a shelter can take people, as the planner is told: opened, opening since an earlier plan, closed by hand."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode, ShelterId
from core.domain.places import Shelter
from core.operations.field import check_in
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.operations.shelters import close_shelter, open_shelter
from core.planning.planner import make_plan
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.database import Store, open_store
from tests.factories import THREE_VILLAGES, make_file, minute, surroundings, who, write_pack

OPENING_MIN = 40


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Store]:
    """The three villages with shelters that open forty minutes after somebody asks, the first village ordered."""
    lines = (THREE_VILLAGES / "shelters.csv").read_text(encoding="utf-8").splitlines()
    more = [f"{line},{'opens_after_min' if n == 0 else OPENING_MIN}" for n, line in enumerate(lines)]
    pack = write_pack(tmp_path / "pack", {"shelters.csv": "\n".join(more) + "\n"})
    path = tmp_path / "night.daolian"
    make_file(path, pack=pack)
    with closing(open_store(path, surroundings())) as store:
        order(store, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(0), operator="张值班")
        yield store


def plan_at(store: Store, minutes: int) -> set[ShelterId]:
    """Adopt a plan made at a minute; the shelters that it sends people to."""
    plan = make_plan(planning_case(store, minute(minutes)), lambda _share: None, lambda: False)
    adopt_plan(store, plan=plan, at=minute(minutes), operator="张值班")
    assert [finding for finding in verify(store) if finding.error] == []
    return {move.shelter for move in plan.moves}


def told(store: Store, minutes: int) -> dict[ShelterId, Shelter]:
    return {shelter.id: shelter for shelter in planning_case(store, minute(minutes)).shelters}


def test_a_new_plan_does_not_put_off_a_shelter_that_is_opening(night: Store) -> None:
    used = plan_at(night, 0)
    assert used
    assert all(told(night, 0)[shelter].opens_after_min == OPENING_MIN for shelter in used)
    assert all(told(night, 25)[shelter].opens_after_min == OPENING_MIN - 25 for shelter in used)
    for minutes in (25, 30):  # one plan after the other hands the moment on
        assert plan_at(night, minutes) == used
    assert all(told(night, 35)[shelter].opens_after_min == OPENING_MIN - 35 for shelter in used)
    assert all(told(night, 90)[shelter].opens_after_min == 0 for shelter in used)


def test_a_shelter_that_no_plan_asked_for_still_needs_its_time(night: Store) -> None:
    used = plan_at(night, 0)
    others = told(night, 0).keys() - used
    assert others
    assert all(told(night, 25)[shelter].opens_after_min == OPENING_MIN for shelter in others)


def test_an_open_shelter_takes_people_at_once(night: Store) -> None:
    (one, *_) = sorted(told(night, 0))
    open_shelter(night, shelter=one, at=minute(3), operator="张值班")
    assert told(night, 5)[one].opens_after_min == 0


def test_a_shelter_with_people_in_it_is_open_whatever_was_written(night: Store) -> None:
    (one, *_) = sorted(told(night, 0))
    check_in(night, persons=(who(night, "H1/赵示甲"),), place=one, at=minute(4), operator="张值班")
    assert told(night, 5)[one].opens_after_min == 0


def test_nobody_is_sent_to_a_shelter_that_was_closed(night: Store) -> None:
    (one, *_) = sorted(plan_at(night, 0))
    close_shelter(night, shelter=one, at=minute(5), operator="张值班")
    assert told(night, 6)[one].capacity == 0
    assert one not in plan_at(night, 6)
