"""The shift goes over in the middle of a full night: what is open is read, worked off from the page, and handed on."""

from pathlib import Path

import pypdfium2

from core.queries.bed_cards import BedCard
from core.queries.duty import Open
from desktop.prints_folder import prints_folder
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer

SECONDS = 90
KEY, LINE = 0.3, 5  # seconds that a key and the reading of a line take


def choose(officer: Officer, kind: Open) -> int:
    """Walk down the page to an item; the keys that took."""
    view = officer.window.views["duty"]
    at = next(n for n, line in enumerate(view.lines.lines) if line.item is kind)
    view.focus_first()
    keys = 0
    while view.list.currentIndex().row() != at:
        officer.press("Down")
        keys += 1
    return keys


def counts(officer: Officer) -> dict[str, int]:
    page = officer.state("duty").page
    return dict(page.counts) if page is not None else {}


def printed_text(officer: Officer) -> str:
    """Ctrl+P, and what stands on the paper."""
    folder = prints_folder()
    before = set(folder.glob("**/*.pdf")) if folder.exists() else set()
    officer.press("Ctrl+P")
    officer.until(lambda: set(folder.glob("**/*.pdf")) - before)
    officer.until_at_rest()
    (made,) = set(folder.glob("**/*.pdf")) - before
    with pypdfium2.PdfDocument(made) as paper:
        return "".join(page.get_textpage().get_text_range() for page in paper)


def test_two_hand_overs_of_a_full_night_with_a_bed_worked_off_between(full_night: Path, sit_down: SitDown) -> None:
    with sit_down(full_night) as officer:
        officer.window.resize(1366, 768)
        view = officer.screen("duty", "Ctrl+J")
        officer.until(lambda: counts(officer).get("beds_apart"))
        before = counts(officer)
        assert before["beds_apart"] == 5
        heads = [number for number, line in enumerate(view.lines.lines) if line.head]
        last = view.list.visualRect(view.lines.index(heads[1] - 1, 0))
        assert view.list.viewport().rect().contains(last)  # everything that is open, and the eight words, in one look

        keys = choose(officer, Open.BEDS_APART)
        officer.press("Return")
        queue = officer.window.models["roll"].conflicts
        officer.until(lambda: isinstance(queue.state.card, BedCard))
        assert officer.window.views["roll"].conflicts.hasFocus()
        card = queue.state.card
        officer.press("1")
        officer.until(lambda: card.ident not in {one.ident for one in queue.state.cards})
        officer.press("Ctrl+Z")  # not that bed: it is open again, as it was
        officer.until(lambda: card.ident in {one.ident for one in queue.state.cards})
        officer.press("Escape", "Escape", "K")
        officer.until(lambda: any(one.ident == card.ident for one in queue.state.cards))
        number = next(n for n, one in enumerate(queue.state.cards, start=1) if one.ident == card.ident)
        officer.press(str(number))
        officer.until(lambda: queue.state.card is not None and queue.state.card.ident == card.ident)
        officer.press("1")
        officer.until(lambda: card.ident not in {one.ident for one in queue.state.cards})
        officer.press("Escape", "Escape")

        officer.screen("duty", "Ctrl+J")
        officer.until(lambda: counts(officer).get("beds_apart") == before["beds_apart"] - 1)
        for name in ("feng", "he"):
            officer.press("J")
            officer.type(name)
            officer.press("Return")
            officer.until(lambda name=name: officer.window.desk.operator == name)
            officer.until_at_rest()
        officer.until(lambda: any("he" in line.words for line in view.lines.lines))
        words = " ".join(officer.state("duty").page.words)
        lines = heads[1] - 1
        taken = (2 + keys + len("feng") + 2) * KEY + lines * LINE
        officer.note(f"hand-over: {lines} lines to read, {2 + keys + len('feng') + 2} keys, {taken:.0f} s")
        assert taken <= SECONDS
        text = printed_text(officer)
        assert "待核的床" in text
        assert "18:35" in text
        assert all(word in text for word in words.split())
