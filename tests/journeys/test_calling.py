"""Nobody answers at a door in the red: it becomes 有险无人, stands on top, and somebody puts his name to it."""

from pathlib import Path

from core.domain.hazards import Trigger
from core.queries.rows import RollGroup, RollRow
from desktop.roll.model import Head
from tests.journeys.conftest import SitDown


def test_neither_helper_answers(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        roll = officer.screen("roll", "F4")
        officer.press("7")
        officer.until(lambda: officer.state("roll").chosen == "all")
        officer.until_at_rest()
        who = roll.current()
        assert who.level is Trigger.GO
        assert who.helper is not None
        assert who.deputy is not None
        assert officer.figure("exposed") == 0
        house = {row.person for row in people(officer.state("roll").lines) if row.household == who.household}

        officer.press("H")
        assert roll.call.isVisible()
        assert who.helper.name in roll.call.whom()
        officer.until(lambda: "*" not in roll.call.whom())  # the whole number of whom she is calling, a moment later
        officer.press("2")
        officer.until(lambda: RollGroup.UNANSWERED in {row.group for row in people(officer.state("roll").lines)})
        assert officer.figure("exposed") == 0
        assert roll.current().person == who.person

        officer.press("B", "3")
        officer.until(lambda: officer.figure("exposed") == len(house))  # one call is about the whole household
        officer.until(lambda: officer.state("roll").lines[0].group is RollGroup.EXPOSED)
        head, first = officer.state("roll").lines[:2]
        assert isinstance(head, Head)
        assert (head.persons, first.household) == (len(house), who.household)
        officer.until(officer.window.alarm.isVisible)

        officer.press("Ctrl+E")
        assert not officer.window.alarm.isVisible()
        officer.press("2")
        officer.until(lambda: officer.state("roll").chosen == "exposed")
        assert {row.person for row in people(officer.state("roll").lines)} == house


def people(lines: tuple[Head | RollRow, ...]) -> list[RollRow]:
    return [line for line in lines if isinstance(line, RollRow)]
