"""At an island's door by keyboard: a household, a stranger, a call back, a scanner, and a window that goes away."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pypinyin import Style, lazy_pinyin
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from core.domain.events import Kind
from core.queries.night import night
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.people import households, people
from desktop.island.shown import Stage
from desktop.settings import SHELTER, Settings
from tests.factories import surroundings
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer

ISLAND = "SI-26"


@pytest.fixture
def at_the_door(tmp_path: Path) -> None:
    """This laptop serves an island."""
    settings = Settings(tmp_path)
    settings.put(SHELTER, ISLAND)
    settings.save()


def of_file(file: Path, ask: Callable[[Store], Any]) -> Any:
    with closing(open_store(file, surroundings(9))) as store:
        return ask(store)


def family(store: Store, size: int = 3) -> list[Any]:
    """A household of some size that is due and that the plan sends to this island, eldest first."""
    known = night(store)
    due = (m for m in known.moves.values() if m.shelter == ISLAND and all(one in known.due for one in m.persons))
    move = next(m for m in due if len(m.persons) == size)
    return list(households(store)[move.household])


def initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def open_card(officer: Officer, somebody: Any) -> None:
    """Initials and two digits of the birth year, then the line that is his."""
    model = officer.window.models["island"]
    officer.type(initials(somebody.name) + somebody.birth[2:4])
    officer.until(lambda: model.state.hits)
    officer.until_at_rest()
    at = next(n for n, hit in enumerate(model.state.hits, start=1) if hit.row.household == somebody.household)
    officer.press("Return" if at == 1 else f"Alt+{at}")
    officer.until(lambda: model.state.stage is Stage.CARD)


def scan(officer: Officer, code: str, at: int = 100_000) -> None:
    """A scanner: the code and Enter, 8 ms apart, to whatever has the focus."""
    for number, character in enumerate(code + "\r"):
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
        event.setTimestamp(at + 8 * number)
        QApplication.sendEvent(QApplication.focusWidget() or officer.window, event)


def test_a_household_with_one_missing_and_back_to_the_input(
    night_file: Path, sit_down: SitDown, at_the_door: None
) -> None:
    members = of_file(night_file, family)
    with sit_down(night_file) as officer:
        view = officer.screen("island", "F5")
        model = officer.window.models["island"]
        assert view.input.hasFocus()
        open_card(officer, members[0])
        assert view.card.hasFocus()
        assert len(model.state.ticked) == len(members)  # all of them, but for exceptions
        officer.press("2", "Return")
        officer.until(lambda: officer.figure("moved") == len(members) - 1)
        assert (model.state.typed, model.state.stage) == ("", Stage.TYPING)
        assert view.input.hasFocus()
        officer.until(lambda: model.state.row.inside == len(members) - 1)
        assert view.side._acts[0].row.name == members[0].name

        officer.press("F4")  # whoever is missing is one key away
        officer.until(lambda: officer.window.front == "roll")
        officer.until_at_rest()
        lines = officer.state("roll").lines
        assert members[1].id in {getattr(line, "person", "") for line in lines}
        officer.press("F5", "Ctrl+Z")
        officer.until(lambda: officer.figure("moved") == 0)
        officer.press("F5")
        officer.until(lambda: officer.window.front == "shelters")  # from the desk, all islands


def test_somebody_nobody_knows_and_a_call_back(night_file: Path, sit_down: SitDown, at_the_door: None) -> None:
    members = of_file(night_file, lambda store: family(store, 2))
    with sit_down(night_file) as officer:
        officer.screen("island", "F5")
        model = officer.window.models["island"]
        officer.press("Ctrl+N", "Return")
        officer.type("m40")
        officer.press("Return", "Return")
        officer.until(lambda: officer.window.shell.row.totals.beyond == 1)
        officer.until(lambda: model.state.stage is Stage.TYPING)

        for name in ("zzq", "qqz"):
            officer.type(name)
            officer.until_at_rest()
            officer.press("Return")
            assert model.state.stranger == (name, "", "")  # nothing of the one who was not taken in
            officer.type("f 70")
            officer.press("Escape", "Escape")

        form = officer.window.views["island"].stranger
        officer.press("Ctrl+N")  # what Esc left is still there, and says that it is a draft
        assert model.state.stranger == ("qqz", "f 70", "")
        assert form.draft.isVisible()
        officer.press("Ctrl+Y")
        assert model.state.stranger == ("", "", "")
        assert not form.draft.isVisible()
        officer.press("Escape")

        open_card(officer, members[0])
        officer.press("V", "1", "1")  # with relatives, he said so himself
        officer.type("nvr jia")
        officer.press("Return")
        officer.until(lambda: officer.figure("moved") == len(members))
        assert model.state.row.inside == 1  # nobody but the stranger
    known = of_file(night_file, night)
    assert {known.standing(one.id).place for one in members} == {"relatives"}


def test_a_scanner_over_an_open_card_asks_first(night_file: Path, sit_down: SitDown, at_the_door: None) -> None:
    first, second = of_file(night_file, lambda store: (family(store, 2), family(store, 4)))
    with sit_down(night_file) as officer:
        view = officer.screen("island", "F5")
        model = officer.window.models["island"]
        officer.type("zl")
        scan(officer, first[0].card)
        officer.until(lambda: model.state.card is not None)
        assert (model.state.card.found, model.state.card.card_read) == (first[0].id, True)
        assert model.state.typed == "zl"  # what the hand had typed is not part of the code
        scan(officer, second[0].card, 200_000)
        assert model.state.stage is Stage.ASK
        assert len(model.state.ticked) == len(first)  # no digit of the code has ticked anybody off
        officer.press("Escape")
        assert model.state.card.found == first[0].id
        scan(officer, second[0].card, 300_000)
        officer.press("Return")
        officer.until(lambda: officer.figure("moved") == len(first))
        officer.until(lambda: model.state.card is not None and model.state.card.found == second[0].id)
        scan(officer, "NOTACODE", 400_000)
        officer.press("Return")
        officer.until(lambda: officer.figure("moved") == len(first) + len(second))
        officer.until(lambda: view.notice.isVisible())


def test_what_is_half_typed_survives_a_screen_change_and_a_restart(
    night_file: Path, sit_down: SitDown, at_the_door: None
) -> None:
    members = of_file(night_file, family)
    with sit_down(night_file) as officer:
        view = officer.screen("island", "F5")
        model = officer.window.models["island"]
        open_card(officer, members[0])
        officer.press("2", "F4")
        officer.until(lambda: officer.window.front == "roll")
        officer.press("F5")
        officer.until(lambda: officer.window.front == "island" and view.card.hasFocus())
        ticked = model.state.ticked
        assert len(ticked) == len(members) - 1
    with sit_down(night_file) as officer:
        officer.screen("island", "F5")
        model = officer.window.models["island"]
        officer.until(lambda: model.state.card is not None)
        assert (model.state.card.found, model.state.ticked) == (members[0].id, ticked)
        officer.press("Escape", "Escape", "Ctrl+N")
        officer.type("wang")
        officer.press("Return")
        officer.type("f 70")
    with sit_down(night_file) as officer:
        view = officer.screen("island", "F5")
        model = officer.window.models["island"]
        officer.until(lambda: model.state.stranger[1] == "f 70")
        assert view.stranger.fields[0].text() == "wang"
        officer.until(lambda: view.stranger.fields[2].hasFocus())  # where it was left off
        officer.press("Return")
        officer.until(lambda: officer.window.shell.row.totals.beyond == 1)
        officer.until_at_rest()
    assert of_file(night_file, lambda store: store.connection.execute("select * from unfinished").fetchall()) == []
    assert "wang" in of_file(night_file, lambda store: {one.name for one in people(store).values()})


def test_guests_change_rooms_go_out_come_back_and_go_on(night_file: Path, sit_down: SitDown, at_the_door: None) -> None:
    members = of_file(night_file, lambda store: family(store, 2))
    with sit_down(night_file) as officer:
        officer.screen("island", "F5")
        model = officer.window.models["island"]
        open_card(officer, members[0])
        officer.until(lambda: len(model.state.beds) == len(members))  # shown before it is given
        officer.press("Return")
        officer.until(lambda: officer.figure("moved") == len(members))
        officer.until(lambda: model.state.board is not None and model.state.board.unroomed == 0)

        open_card(officer, members[0])
        assert model.state.arriving == ()  # both are here
        officer.press("G")
        officer.until(lambda: model.state.stage is Stage.ROOM)
        chosen = model.state.choices[4].room
        officer.press("5")
        officer.until(lambda: model.state.stage is Stage.TYPING)
        officer.until(lambda: [row.inside for row in model.state.board.rows if row.room == chosen] == [len(members)])

        open_card(officer, members[0])
        officer.press("C")  # which of the two is not said
        officer.until(lambda: "一次换一个人" in officer.window.views["island"].notice.text())
        officer.press("1", "C")
        officer.until(lambda: model.state.stage is Stage.BED)
        bed = model.state.free_beds[1].bed
        assert bed.room == chosen.id  # his own room first
        officer.press("2")
        officer.until(lambda: model.state.stage is Stage.TYPING)
        officer.until_at_rest()

        open_card(officer, members[0])
        officer.press("2", "L")  # one of the two
        officer.until(lambda: model.state.board.out == 1)
        assert officer.figure("moved") == len(members)
        open_card(officer, members[1])
        officer.until(lambda: model.state.arriving == (members[1].id,))  # who is out stands ready to be taken back
        officer.press("Return")
        officer.until(lambda: model.state.board.out == 0)

        open_card(officer, members[0])
        officer.press("T")
        assert model.state.stage is Stage.ONWARD
        asked = officer.window.views["island"].card._asked.findChildren(QLabel)
        officer.until(lambda: all(one.width() >= one.sizeHint().width() for one in asked if one.isVisible()))  # not cut
        onward = model.state.onward[0].shelter
        officer.press("1")
        officer.until(lambda: officer.figure("moved") == 0)
    known = of_file(night_file, night)
    assert {known.standing(one.id).going_to for one in members} == {onward}
    last = of_file(night_file, lambda store: [one.values for one in store.journal.of_kind(Kind.ROOMED)])[-1]
    assert (last["room"], last["bed"]) == (bed.room, bed.number)
    assert of_file(night_file, verify) == ()
