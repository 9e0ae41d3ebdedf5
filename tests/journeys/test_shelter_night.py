"""A hall fills by itself: added by keys, somebody taken in, closed on the number that is typed."""

from pathlib import Path

from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer

NAME, VILLAGE, BEDS = "mofang", "jyc", "30"


def _added(officer: Officer) -> list[str]:
    return [row.shelter.id for row in officer.state("shelters").rows if row.added]


def _press_each(officer: Officer, text: str) -> None:
    officer.type(text)
    officer.press("Return")


def test_a_hall_is_added_filled_and_closed_by_keys(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        view = officer.screen("shelters", "F5")
        officer.press("A")
        for text in (NAME, VILLAGE, BEDS):
            _press_each(officer, text)
        officer.until(lambda: len(_added(officer)) == 1)
        officer.note(f"a shelter added with {len(NAME + VILLAGE + BEDS) + 4} keys")
        (shelter,) = _added(officer)
        view.model.select(f"shelter/{shelter}")
        officer.until(lambda: officer.state("shelters").people is not None)
        row = officer.state("shelters").row
        assert (row.shelter.name, row.shelter.town, row.shelter.capacity, row.open) == (NAME, "王平镇", 30, True)

        officer.press("X", "Return")
        officer.until(lambda: officer.state("shelters").row.inside == 1)
        officer.until_at_rest()
        officer.press("O")
        officer.until(lambda: view.panel.page is view.panel.ask_close)
        _press_each(officer, "2")
        officer.until(lambda: "里还有 1 人" in view.panel.notice.text())
        assert officer.state("shelters").row.open
        view.panel.ask_close.number.clear()
        _press_each(officer, "1")
        officer.until(lambda: not officer.state("shelters").row.open)
        officer.until(lambda: view.panel.page is view.panel.names)

        officer.press("B")
        officer.until(lambda: view.model.gates.state.loaded)
        assert view.panel.page is view.panel.gate
        officer.press("Esc")
        assert view.panel.page is view.panel.names
        officer.press("Ctrl+Z")
        officer.until_at_rest()
