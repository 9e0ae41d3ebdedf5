"""Ninety seconds of calling by keyboard: eight households, each ending as calls do at night."""

import time
from pathlib import Path

from core.domain.calling import Rung
from core.queries.call_rows import CallGroup, CallRow
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer

HOMES = 8


def test_eight_households_by_keyboard(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        due = officer.figure("due")
        view = officer.screen("calls", "F3")
        rows = [row for row in calls(officer) if row.household and row.persons and both(row)]
        homes = rows[:HOMES]
        assert len(homes) == HOMES
        began = time.process_time()

        to_deputy, refuses, relays, *others = homes
        for minute, outcome in enumerate(("2", "2", "2")):  # unanswered thrice: the deputy, then the door
            stand(officer, view, to_deputy)
            officer.press("Return", outcome)
            officer.until(lambda n=minute: row_of(officer, to_deputy).stands.tries == n + 1)
        assert row_of(officer, to_deputy).stands.rung is Rung.B
        assert row_of(officer, to_deputy).group is CallGroup.DUE
        assert officer.figure("exposed") == 0
        stand(officer, view, to_deputy)
        officer.press("Return", "3")
        officer.until(lambda: row_of(officer, to_deputy).stands.rung is Rung.NEIGHBOUR)
        officer.until(lambda: officer.figure("exposed") == to_deputy.persons)
        assert calls(officer)[0].ident == to_deputy.ident  # nobody is on it: on top
        stand(officer, view, to_deputy)
        officer.press("Q", "4")
        officer.until(lambda: row_of(officer, to_deputy).group is CallGroup.WAITING)
        officer.until(lambda: officer.figure("exposed") == 0)
        assert row_of(officer, to_deputy).stands.rung is Rung.DOOR

        stand(officer, view, relays)
        officer.press("Return", "4")
        officer.until(lambda: row_of(officer, relays).group is CallGroup.WAITING)

        stand(officer, view, refuses)
        officer.press("J", "5")  # 看家
        officer.until(lambda: officer.figure("refused") == refuses.persons)

        stand(officer, view, others[0])
        for home in others:  # the next one stands ready: Enter, digit, nothing else
            if view.current().ident != home.ident:
                stand(officer, view, home)
            officer.press("Return", "1")
        officer.until(lambda: all(answered(officer, home) for home in others))
        officer.note(f"{(time.process_time() - began) * 1000:6.0f} ms of processor for the round of {HOMES}")

        figures = officer.figures()
        assert figures["due"] == due
        assert figures["refused"] == refuses.persons
        assert sum(figures[name] or 0 for name in ("moved", "not_moved", "refused", "unreachable")) == due
        assert officer.window.models["calls"].state.counts["refused"] == 1
        assert officer.window.models["calls"].state.counts["answered"] == len(others)

        officer.press("Ctrl+Z")  # the last answer is taken back, and that household is to be called again
        officer.until(lambda: officer.window.models["calls"].state.counts["answered"] == len(others) - 1)
        roll = officer.screen("roll", "F4")
        assert roll is not None
        assert officer.figure("exposed") == 0


def calls(officer: Officer) -> list[CallRow]:
    return [line for line in officer.state("calls").lines if isinstance(line, CallRow)]


def both(row: CallRow) -> bool:
    """A and B are paired with it, and a neighbour can be called."""
    return {Rung.A, Rung.B, Rung.NEIGHBOUR} <= {one.rung for one in row.rungs if one.to != "self"}


def row_of(officer: Officer, home: CallRow) -> CallRow:
    return next((row for row in calls(officer) if row.ident == home.ident), home)


def answered(officer: Officer, home: CallRow) -> bool:
    """Answered households are behind chip 5: they no longer stand among the open ones."""
    return all(row.ident != home.ident for row in calls(officer))


def stand(officer: Officer, view: object, home: CallRow) -> None:
    """Walk to a household with the arrow keys."""
    for _ in range(400):
        lines = officer.state("calls").lines
        here = view.current()  # type: ignore[attr-defined]
        wanted = next(n for n, line in enumerate(lines) if isinstance(line, CallRow) and line.ident == home.ident)
        at = next(
            (n for n, line in enumerate(lines) if isinstance(line, CallRow) and here and line.ident == here.ident), 0
        )
        if at == wanted:
            return
        officer.press("Down" if wanted > at else "Up")
    raise AssertionError(home.ident)
