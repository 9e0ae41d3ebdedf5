"""The largest text on every screen of a night in full swing: nothing is cut and no number ends in an ellipsis, neither
at 1366 x 768 nor at the size that such a screen leaves at 125 %."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.settings import SHELTER, TEXT_SIZE, Settings
from tests.journeys.conftest import SitDown
from tests.journeys.full_night import ISLAND
from tests.journeys.legible import Unread, cut, reading
from tests.journeys.officer import Officer

SIZES = ((1366, 768), (1093, 614))
ORDER = "险者在前"  # how the roll is ordered: it gives way to eight counts, and stands under its key and in F1
EMPTY_DOOR = "来一个记一个"  # what the empty desk says: it gives way to a card that has to be settled
IN_THE_DUTY_ROOM = {
    "map": ("F2",),
    "a road": ("]", "]"),
    "calls": ("Escape", "F3"),
    "a call": ("Return",),
    "a village": ("Escape", "Down", "Down", "Down", "Down"),
    "rules": ("G",),
    "plan": ("Escape", "F6"),
    "trips": ("V",),
    "plan as a table": ("Escape", "T"),
    "a person": ("F7", "Down", "Return"),
    "review": ("Escape", "K"),
    "institutions": ("Escape", "O"),
    "helpers": ("Escape", "U", "Down"),
    "imports": ("Escape", "Escape", "I"),
    "a road map": ("R",),
    "storm": ("Escape", "F8"),
    "reports": ("F10",),
    "a squad": ("N",),
    "desks": ("Escape", "Ctrl+D", "Down", "Down"),
    "radio": ("H",),
    "hand-over": ("Escape", "Escape", "Ctrl+J", "J"),
    "end": ("Escape", "Shift+X"),
    "help": ("Escape", "F1"),
    "who is on shift": ("Escape", "Ctrl+O"),
    "undo": ("Escape", "Ctrl+H"),
    "shelters": ("Escape", "F5"),
    "checklist": ("L",),
    "gate": ("Escape", "B"),
    "a shelter on the spot": ("Escape", "A"),
    "roll": ("Escape", "F4"),
    "claims": ("K",),
    "a claim": ("1",),
    "a bed": ("Escape", "8"),
}
AT_THE_DOOR = {
    "door": ("F5",),
    "found": ("Z",),
    "household": ("Return",),
    "unknown": ("Escape", "Escape", "Ctrl+N"),
    "claims": ("Escape", "Alt+K"),
    "a claim": ("1",),
}


def walk(officer: Officer, steps: dict[str, tuple[str, ...]], unread: Unread) -> list[str]:
    """Go to every place by its keys and read what stands there, at both sizes."""
    found = []
    for name, sequences in steps.items():
        for sequence in sequences:
            officer.press(sequence)
            officer.until_at_rest()
        for size in SIZES:
            officer.window.resize(*size)
            QApplication.processEvents()
            unread.found.clear()
            officer.window.grab()
            lines = [*unread.found, *cut(officer.window)]
            found += [f"{name} {size[0]}: {line}" for line in lines if not line[1].startswith((ORDER, EMPTY_DOOR))]
    return found


@pytest.mark.parametrize(("island", "steps"), [("", IN_THE_DUTY_ROOM), (ISLAND, AT_THE_DOOR)])
def test_nothing_is_cut_at_the_largest_text(
    full_night: Path,
    sit_down: SitDown,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    island: str,
    steps: dict[str, tuple[str, ...]],
) -> None:
    settings = Settings(tmp_path)
    settings.put(SHELTER, island)
    settings.put(TEXT_SIZE, "largest")
    settings.save()
    with reading(monkeypatch) as unread, sit_down(full_night) as officer:
        theme.apply(qapp, theme.NIGHT, settings.text_scale())
        assert walk(officer, steps, unread) == []
