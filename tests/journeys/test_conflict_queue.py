"""Two laptops put people in two places; the queue of cards is worked off on the roll without touching the mouse."""

from contextlib import closing
from pathlib import Path

import pytest

from core.domain.events import Evidence
from core.domain.standing import Class
from core.queries.conflicts import conflicts
from core.queries.verification import verify
from core.store.database import open_store
from core.store.standings import standing_of
from tests.factories import surroundings
from tests.journeys.conftest import SitDown
from tests.journeys.two_desks import merged_night

HERE, THERE = "SI-22", "SI-23"


@pytest.fixture
def disputed(night_file: Path, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    return night_file, merged_night(night_file, tmp_path / "U盘", 3, HERE, THERE)


def test_the_queue_is_worked_off_by_keyboard(disputed: tuple[Path, tuple[str, ...]], sit_down: SitDown) -> None:
    file, who = disputed
    with sit_down(file) as officer:
        officer.screen("roll", "F4")
        assert officer.figure("to_reconcile") == len(who)
        queue = officer.window.models["roll"].conflicts
        officer.press("K")
        officer.until(lambda: queue.state.loaded and len(queue.state.cards) == len(who))
        assert officer.window.views["roll"].conflicts.hasFocus()
        officer.press("1")
        card = queue.state.card
        assert [claim.evidence for claim in card.claims] == [Evidence.CARD, Evidence.SEEN]  # not by the clock
        assert queue.state.claim == 0  # nothing is proposed

        officer.press("2", "3")  # the duty room is right, his helper said on the phone
        officer.until(lambda: officer.figure("to_reconcile") == len(who) - 1)
        officer.until(lambda: queue.state.card is not None and queue.state.card.person != card.person)
        officer.press("1", "2")
        officer.until(lambda: officer.figure("to_reconcile") == len(who) - 2)
        officer.until(lambda: queue.state.card is not None)
        officer.press("1", "Escape")  # thought better of it
        assert queue.state.claim == 0
        officer.press("1", "1")
        officer.until(lambda: officer.figure("to_reconcile") == 0)
        officer.until(lambda: not officer.window.views["roll"].conflicts.isVisible())
        assert officer.window.views["roll"].table.hasFocus()
        first = card.person

        officer.press("Ctrl+Z")  # a decision is taken back like any other act
        officer.until(lambda: officer.figure("to_reconcile") == 1)
        officer.press("K", "1")
        officer.until(lambda: queue.state.card is not None)
        officer.press("1", "4")
        officer.until(lambda: officer.figure("to_reconcile") == 0)
        officer.until_at_rest()

    with closing(open_store(file, surroundings(13))) as store:
        assert conflicts(store) == ()
        stands = standing_of(store, first)
        assert (stands.class_, stands.place, stands.evidence) == (Class.MOVED, HERE, Evidence.PHONE_HELPER)
        assert verify(store) == ()


def test_the_key_asks_even_where_nobody_is_disputed(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("roll", "F4")
        officer.press("K", "1")
        officer.until(lambda: officer.window.models["roll"].conflicts.state.loaded)
        assert officer.window.models["roll"].conflicts.state.card is None
        officer.press("Escape")
        assert officer.window.views["roll"].table.hasFocus()
