"""Before the rain: the register is worked through by keyboard in the real window: duplicates, a phone, old entries, a
care home's heads, a helper's page; and everything counts at once where it should."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from core.domain.people import Role
from desktop.shell.help_sheet import HelpSheet
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer


def write(officer: Officer, text: str) -> None:
    """Into the line that is open, as an input method commits it."""
    field: Any = QApplication.focusWidget()
    field.clear()
    said = QInputMethodEvent()
    said.setCommitString(text)
    QApplication.sendEvent(field, said)
    officer.press("Return")
    officer.until_at_rest()


def test_the_register_is_worked_through_by_keyboard(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        due, everybody = officer.figure("due"), 0
        view = officer.screen("people", "F7")
        officer.until(lambda: view.rows.rowCount() > 0)
        everybody = officer.state("people").persons
        assert officer.state("people").review == 2

        officer.press("K")
        officer.until(lambda: len(view._beside["review"].state.cards) == 2)
        officer.press("1")  # one person
        officer.until(lambda: len(view._beside["review"].state.cards) == 1)
        officer.press("2")  # two people
        officer.until(lambda: len(view._beside["review"].state.cards) == 0)
        officer.press("Escape")
        officer.until(lambda: officer.state("people").persons == everybody - 1)
        assert due is not None
        officer.until(lambda: officer.figure("due") == due - 1)
        assert officer.state("people").review == 0

        officer.press("Down", "E", "5")
        officer.until(lambda: view.editor.line.isVisible())
        write(officer, "1990001234")
        officer.until(lambda: view.editor.line.refusal())
        write(officer, "010-69840000")
        officer.until(lambda: officer.window.models["people"].card.phone == "010****0000")
        officer.press("Escape")
        officer.until(lambda: view.side.currentWidget() is view.panel)

        officer.press("7")
        officer.until(lambda: officer.state("people").chosen == "phone_unconfirmed")
        officer.until_at_rest()
        old = officer.state("people").counts["phone_unconfirmed"]
        for left in (old - 1, old - 2):
            officer.press("C")
            officer.until(lambda left=left: officer.state("people").counts["phone_unconfirmed"] == left)
            officer.until_at_rest()

        officer.press("O")
        institutions = view._beside["institutions"]
        officer.until(lambda: institutions.state.rows)
        home = institutions.state.rows[0].institution.id
        officer.press("Return")
        write(officer, "26 9")
        officer.until(lambda: institutions.row(home).institution.heads == 26)
        assert institutions.row(home).counted_by == officer.window.desk.operator
        officer.press("Escape")

        officer.press("U")
        helpers = view._beside["helpers"]
        officer.until(lambda: helpers.page is not None)
        assert helpers.page.visits
        visits = [visit for visit in helpers.page.visits if visit.waiting and visit.depart is not None]
        assert all(visit.leave <= visit.reach <= visit.depart for visit in visits)
        officer.press("Escape")
        officer.until(lambda: view.pages.currentWidget() is view.list)

        officer.press("Ctrl+Z")  # the newest act: the heads
        officer.until(lambda: not institutions._in_front)
        assert officer.figure("due") == due - 1


def test_a_helper_drops_out_at_night_and_the_plan_follows_by_itself(night_file: Path, sit_down: SitDown) -> None:
    """Deputies at once, new ones found without being asked for, the plan and the calls know; taken back, all is as it
    was."""
    with sit_down(night_file) as officer:
        calls = officer.screen("calls", "F3")
        across = sum(calls.table.columnWidth(column) for column in range(calls.rows.columnCount()))
        assert calls.table.viewport().width() - across < calls.rows.columnCount()  # the list fills its room at once

        view = officer.screen("people", "F7")
        officer.press("U")
        helpers = view._beside["helpers"]
        officer.until(lambda: helpers.page is not None)
        officer.until_at_rest()
        while not any(visit.role is Role.PRIMARY and visit.leave for visit in helpers.page.visits):
            officer.press("Down")
            officer.until_at_rest()
        homes = {visit.household for visit in helpers.page.visits}
        officer.press("O")
        write(officer, "腿摔了")
        officer.until(lambda: helpers.page.calls and not helpers.page.visits)
        officer.until_at_rest()
        assert helpers.page.row.out is not None

        officer.until(lambda: officer.window.models["plan"].fact.startswith("待告知"))
        board = officer.state("plan").board
        assert homes <= {str(row.household) for row in board.tell}
        assert all(row.deputy is not None for row in officer.state("people").rows if str(row.household) in homes)

        plan = officer.screen("plan", "F6")
        officer.press("U")
        officer.until(lambda: officer.state("plan").pairs)
        changed = {str(row.household) for row in officer.state("plan").pairs}
        assert changed <= homes
        officer.until(lambda: {line.household for line in plan.right.list.lines.lines} == changed)

        officer.screen("people", "F7")
        officer.press("Ctrl+Z")
        officer.until(lambda: {visit.household for visit in helpers.page.visits} == homes)
        assert helpers.page.row.out is None
        officer.until(lambda: not officer.window.models["plan"].running)
        officer.until_at_rest()

        officer.press("?")
        officer.until(lambda: helpers.reasons.rows)
        said = {(row.household, row.role) for row in helpers.reasons.rows}
        assert {(visit.household, visit.role) for visit in helpers.page.visits} <= said
        officer.press("F1")
        assert officer.window.findChildren(HelpSheet)[-1].isVisible()
        officer.press("Esc")

        officer.press("O")  # again, and this time somebody is called before he is back
        write(officer, "又疼了")
        officer.until(lambda: helpers.page.calls and not helpers.page.visits)
        officer.until_at_rest()
        waiting = [call for call in helpers.page.calls if call.is_call]
        officer.press("Return")  # the number of whoever is called next, not of him who cannot come
        shown = view._made["helpers"]._shown
        officer.until(shown)
        (asked,) = shown()
        assert asked == waiting[0].answers != helpers.page.row.helper.id
        assert "*" not in shown()[asked]
        officer.press("Space")
        officer.until(lambda: any(call.done for call in helpers.page.calls))
        assert [call.done is not None for call in helpers.page.calls if call.is_call][:2] == [True, False]
        assert len(waiting) == len([call for call in helpers.page.calls if call.is_call])
        officer.press("O")
        officer.until(lambda: helpers.page.row.out is None and helpers.page.former)
        officer.until_at_rest()
        officer.until(lambda: not officer.window.models["plan"].running)
        # Who has heard of somebody else keeps him until he is given back; the others never heard that he was away.
        elsewhere = {home for home, _role in helpers.page.former}
        assert {visit.household for visit in helpers.page.visits} == homes - elsewhere
        assert elsewhere
        officer.press("G")
        officer.until(lambda: {visit.household for visit in helpers.page.visits} == homes)
        assert not helpers.page.former
