"""A laptop's clock runs years ahead, people are checked in, and somebody puts it right: nobody goes by that."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.events import Outcome
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.operations.field import call, check_in
from core.operations.orders import order
from core.queries.calls import call_board
from core.queries.night import night
from core.queries.roll import roll
from core.queries.situation import situation
from core.store.database import Store, open_store
from tests.factories import Clock, minute, surroundings, who
from tests.second_desk import meet, second_desk

YEARS = timedelta(days=3650)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(real_path: Path, clock: Clock) -> Iterator[Store]:
    with closing(open_store(real_path, surroundings(7, clock))) as store:
        yield store


def evening(store: Store, clock: Clock) -> None:
    """By a clock that is ten years ahead; then it is put right."""
    clock.now = minute(5) + YEARS
    said = {"at": clock.now, "operator": ""}
    order(store, places=(PlaceCode("P1"),), level=Trigger.GO, **said)
    check_in(store, persons=(who(store, "H1/赵示甲"),), place="S1", **said)
    call(store, person=who(store, "H2/钱例甲"), outcome=Outcome.NONE, to="A", household=True, **said)
    clock.now = minute(10)


def test_whoever_was_checked_in_is_in_when_the_clock_has_been_put_right(desk: Store, clock: Clock) -> None:
    evening(desk, clock)
    totals = roll(desk, None, minute(10)).totals
    assert (totals.due, totals.moved) == (5, 1)
    assert night(desk, minute(10)) is night(desk)
    assert situation(desk, None, minute(10)).houses[0].visits == 1
    rows = {row.household: row for row in call_board(desk, None, minute(10)).rows}
    assert rows["H2"].stands.tries == 1
    assert rows["H2"].since <= minute(10)  # and stands among those who wait, not below all of them


def test_an_earlier_time_is_looked_at_with_them(desk: Store, clock: Clock) -> None:
    """Nobody knows when it was: what was written is shown rather than left out."""
    evening(desk, clock)
    check_in(desk, persons=(who(desk, "H2/钱例甲"),), place="S2", at=minute(9), operator="")
    known = night(desk, minute(8))
    assert [known.standing(who(desk, name)).place for name in ("H1/赵示甲", "H2/钱例甲")] == ["S1", None]
    assert situation(desk, None, minute(8)).houses[0].visits == 1


def test_what_came_while_the_clock_was_ahead_is_there_too(desk: Store, clock: Clock, tmp_path: Path) -> None:
    with second_desk(desk, tmp_path) as island:
        evening(island, Clock())
        clock.now = minute(0) + YEARS
        meet(island, desk)
    clock.now = minute(10)
    assert roll(desk, None, minute(10)).totals.moved == 1
