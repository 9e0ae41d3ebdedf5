"""Somebody is at the door: found by the initials of his name, checked in, taken back; and one whom nobody knows."""

from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from core.queries.rows import RollRow
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer

STRANGER = "查无此"


def roll_lines(officer: Officer) -> tuple[Any, ...]:
    """The roll as one reads it; which entry said so last is left out."""
    return tuple(
        (line.person, line.group, line.class_, line.look, line.steps, line.at_place)
        if isinstance(line, RollRow)
        else (line.group, line.persons, line.households)
        for line in officer.state("roll").lines
    )


def shelter_figures(officer: Officer) -> dict[str, int]:
    return {row.shelter.id: row.inside for row in officer.state("shelters").rows}


def somebody_planned(officer: Officer) -> RollRow:
    return next(line for line in officer.state("roll").lines if isinstance(line, RollRow) and line.shelter)


def find(officer: Officer, who: RollRow) -> None:
    """`/`, the initials, and where several have them the number of the right one."""
    officer.command("".join(lazy_pinyin(who.name, style=Style.FIRST_LETTER)))
    hits = officer.window.command.hits
    place = next(number for number, hit in enumerate(hits, start=1) if hit.id == who.person)
    officer.press("Return" if place == 1 else f"Alt+{place}")
    officer.until(lambda: officer.window.front == "people")
    officer.until(lambda: officer.window.models["people"].card is not None)
    officer.until_at_rest()


def test_initials_and_one_more_key_check_in_and_the_undo_takes_it_back(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("roll", "F4")
        officer.press("7")
        officer.until(lambda: officer.state("roll").chosen == "all")
        roll, figures, shelters = roll_lines(officer), officer.figures(), shelter_figures(officer)
        who = somebody_planned(officer)

        find(officer, who)
        assert officer.window.models["people"].card.row.person == who.person
        officer.press("D")
        officer.until(lambda: officer.figure("moved") == 1)
        officer.until(lambda: shelter_figures(officer)[who.shelter] == shelters[who.shelter] + 1)
        assert officer.figure("not_moved") == figures["not_moved"] - 1
        acts = officer.window.shell.acts
        assert acts[0].row.name == who.name
        assert acts[0].seconds_left(officer.window.shell.clock()) > 0
        assert roll_lines(officer) != roll

        officer.press("Ctrl+Z")
        officer.until(lambda: officer.figures() == figures)
        officer.until(lambda: roll_lines(officer) == roll)
        officer.until(lambda: shelter_figures(officer) == shelters)


def test_one_line_in_the_command_box_checks_in_a_household(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("roll", "F4")
        who = next(
            line
            for line in officer.state("roll").lines
            if isinstance(line, RollRow) and line.shelter and line.household_size > 1
        )
        officer.command(f"{who.card} d")
        officer.press("Return")
        officer.until(lambda: officer.figure("moved") == 1)
        assert officer.window.front == "roll"
        assert not officer.window.row.popup.isVisible()


def test_a_name_the_register_does_not_have_is_taken_in(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("shelters", "F5")
        officer.press("O")
        officer.until(lambda: any(row.open for row in officer.state("shelters").rows))
        figures = officer.figures()

        officer.press("/", "Ctrl+I")
        box = officer.window.row.box
        event = QInputMethodEvent()
        event.setCommitString(STRANGER)
        QApplication.sendEvent(box, event)
        officer.until(lambda: officer.window.command.command.key == STRANGER and officer.window.row.popup.isVisible())
        officer.until_at_rest()
        assert officer.window.command.hits == ()
        officer.press("Return")
        officer.until(lambda: officer.window.shell.row.totals.beyond == 1)
        officer.until(lambda: sum(row.beyond for row in officer.state("shelters").rows) == 1)
        assert officer.figures() == figures  # 扩面 stands beside those who are due

        officer.window.bar.opened.emit("beyond")
        officer.until(lambda: officer.state("roll").chosen == "beyond")
        assert [line.name for line in officer.state("roll").lines if isinstance(line, RollRow)] == [STRANGER]
