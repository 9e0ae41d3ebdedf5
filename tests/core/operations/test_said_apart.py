"""What desks say apart of a shelter's doors and of the response level: shown, on the side that leaves nobody behind."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode, ShelterId
from core.operations.orders import order, set_level
from core.operations.shelters import close_shelter, open_shelter
from core.queries.incident import incident
from core.queries.planning_case import planning_case
from core.queries.shelters import shelter_board
from core.store.database import Store
from core.store.orders import openings, response_levels
from tests.factories import minute
from tests.second_desk import meet, second_desk

S1 = ShelterId("S1")


def at(count: float) -> dict[str, Any]:
    return {"at": minute(count), "operator": ""}


@pytest.fixture
def island(drill: Store, tmp_path: Path) -> Iterator[Store]:
    open_shelter(drill, shelter=S1, **at(1))
    set_level(drill, level="四级", scope="全区", issuer="指挥部", **at(1))
    with second_desk(drill, tmp_path) as store:
        yield store


def doors(store: Store) -> tuple[bool, bool]:
    door = openings(store)[S1]
    row = next(row for row in shelter_board(store, None, minute(60)) if row.shelter.id == S1)
    assert (row.open, row.contested) == (door.open, door.contested)
    assert openings(store, store.journal.revision)[S1] == door
    return door.open, door.contested


@pytest.mark.parametrize("more", [1, 2, 3])
def test_a_shelter_that_one_desk_closed_is_open_on_none_until_somebody_says_so(
    drill: Store, island: Store, more: int
) -> None:
    """However often the other has turned its key meanwhile."""
    for n in range(more):
        close_shelter(drill, shelter=S1, **at(2 + n))
        open_shelter(drill, shelter=S1, **at(3 + n))
    close_shelter(island, shelter=S1, **at(2))
    meet(drill, island)
    for store in (drill, island):
        assert doors(store) == (False, True)
    assert drill.dump() == island.dump()
    open_shelter(drill, shelter=S1, **at(20))
    meet(drill, island)
    assert doors(drill) == doors(island) == (True, False)


def test_both_have_closed_it(drill: Store, island: Store) -> None:
    for store in (drill, island):
        close_shelter(store, shelter=S1, **at(2))
    meet(drill, island)
    assert doors(drill) == doors(island) == (False, False)


def test_the_higher_level_stands(drill: Store, island: Store) -> None:
    said = {"scope": "全区", "issuer": "指挥部"}
    set_level(drill, level="三级", **said, **at(2))
    set_level(drill, level="解除", **said, **at(3))
    set_level(island, level="一级", **said, **at(1))
    meet(drill, island)
    for store in (drill, island):
        assert [row.level for row in response_levels(store)] == ["一级"]
        shown = incident(store, None, minute(60)).level
        assert shown is not None
        assert shown.level == "一级"
    set_level(drill, level="解除", **said, **at(0))  # knowing of both
    meet(drill, island)
    assert [row.level for row in response_levels(island)] == ["解除"]


def test_a_shelter_that_a_clock_ahead_has_opened_takes_people_now(real: Store) -> None:
    order(real, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(0), operator="")
    open_shelter(real, shelter=S1, at=minute(0) + timedelta(days=3650), operator="")
    case = planning_case(real, minute(1))
    assert next(one for one in case.shelters if one.id == S1).opens_after_min == 0
