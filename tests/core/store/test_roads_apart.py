"""Desks that close and open one road without knowing of each other: nobody is sent into a slide that lies there."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain.ids import LinkId
from core.operations.closures import close_link, open_link
from core.store.database import Store, open_store
from core.store.roads import known_closures
from tests.factories import Clock, make_file, minute, surroundings, write_pack
from tests.second_desk import meet, second_desk

ROAD = LinkId("L6")


def at(count: float) -> dict[str, Any]:
    return {"link": ROAD, "at": minute(count), "operator": ""}


def closed(store: Store) -> list[tuple[Any, Any]]:
    return [(one.closure.start, one.closure.end) for one in known_closures(store) if one.closure.link == ROAD]


@pytest.fixture
def island(drill: Store, tmp_path: Path) -> Iterator[Store]:
    with second_desk(drill, tmp_path) as store:
        yield store


@pytest.mark.parametrize("seed", range(6))
def test_an_opening_ends_what_its_writer_knew_of(drill: Store, island: Store, seed: int) -> None:
    """Whatever order the entries have by their numbers."""
    draws = random.Random(seed)
    close_link(drill, start=minute(0), **at(draws.randint(0, 5)))
    open_link(drill, **at(20))
    close_link(island, start=minute(10), source="滑坡", **at(draws.randint(10, 30)))
    meet(drill, island)
    for store in (drill, island):
        assert closed(store) == [(minute(0), minute(20)), (minute(10), None)]
    open_link(drill, **at(40))
    meet(drill, island)
    for store in (drill, island):
        assert closed(store) == [(minute(0), minute(20)), (minute(10), minute(40))]


def test_two_openings_apart_end_each_its_own(drill: Store, island: Store) -> None:
    for store, start in ((drill, 0), (island, 10)):
        close_link(store, start=minute(start), **at(start))
        open_link(store, **at(20 + start))
    meet(drill, island)
    for store in (drill, island):
        assert closed(store) == [(minute(0), minute(20)), (minute(10), minute(30))]


def test_what_the_pack_closes_is_ended_by_whoever_opens_it(tmp_path: Path) -> None:
    table = f"link,from,until,kind,modes,source\n{ROAD},2023-07-30T12:00,,planned,,镇里\n"
    path = tmp_path / "封路.daolian"
    make_file(path, pack=write_pack(tmp_path / "pack", {"closures.csv": table}))
    with closing(open_store(path, surroundings(7))) as store, second_desk(store, tmp_path) as island:
        assert closed(store) == [(minute(0), None)]
        open_link(island, **at(20))
        close_link(store, start=minute(30), **at(10))
        meet(store, island)
        assert closed(store) == closed(island) == [(minute(0), minute(20)), (minute(30), None)]


def test_a_road_that_a_clock_ten_years_ahead_found_closed_is_closed_now(real_path: Path) -> None:
    clock, years = Clock(), timedelta(days=3650)
    with closing(open_store(real_path, surroundings(7, clock))) as store:
        clock.now = minute(5) + years
        close_link(store, link=ROAD, start=clock.now, at=clock.now, operator="")
        clock.now = minute(10)
        ((start, end),) = closed(store)
        assert (start <= minute(0), end) == (True, None)
        close_link(store, link=LinkId("L5"), start=minute(60), at=clock.now, operator="")  # in an hour, as planned
        assert [one.closure.start for one in known_closures(store) if one.closure.link == "L5"] == [minute(60)]
