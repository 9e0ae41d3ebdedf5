"""No key leads into a corner: an empty list keeps its keys, Esc goes back to where one came from, and a line that was
being written is still there."""

from contextlib import closing
from pathlib import Path

from core.operations.field import check_in
from core.queries.night import night
from core.store.database import open_store
from desktop.duty.model import DutyModel
from tests.factories import surroundings
from tests.journeys.conftest import SitDown


def test_an_empty_list_keeps_its_keys(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        calls = officer.screen("calls", "F3")
        officer.press("3")  # nobody is missing yet
        officer.until(lambda: calls.empty.isVisible())
        officer.press("1")  # the key that the line names
        officer.until(lambda: calls.table.isVisible())
        assert calls.table.hasFocus()
        officer.press("6")
        officer.until(lambda: calls.empty.isVisible())
        roll = officer.screen("roll", "F4")
        officer.screen("calls", "F3")
        officer.press("4")
        officer.until(lambda: calls.table.isVisible() and officer.state("calls").chosen == "uncalled")

        officer.press("F4", "2")
        officer.until(lambda: roll.empty.isVisible())
        officer.press("7")
        officer.until(lambda: roll.table.isVisible())
        assert roll.table.hasFocus()


def test_esc_goes_back_and_a_half_written_line_stays(night_file: Path, sit_down: SitDown) -> None:
    with closing(open_store(night_file, surroundings(9))) as store:
        persons = (min(night(store).due),)
    with sit_down(night_file) as officer:
        officer.screen("reports", "F10")
        officer.press("G")
        officer.until(lambda: officer.window.front == "calls")
        officer.press("Escape")
        assert officer.window.front == "reports"

        for name, key in (("desks", "Ctrl+D"), ("duty", "Ctrl+J")):
            officer.screen(name, key)
        duty, model = officer.window.views["duty"], officer.window.models["duty"]
        assert isinstance(model, DutyModel)
        officer.press("N")
        officer.type("gou li shui ji")
        model.desk.write(check_in, persons=persons, place="SI-26")  # as something that another desk's stick brings
        officer.until(lambda: officer.figure("moved") == 1)
        assert duty.entry.field.text() == "gou li shui ji"
        officer.press("Escape", "J", "Escape", "N")
        assert duty.entry.field.text() == "gou li shui ji"
        officer.press("Return")
        officer.until(lambda: not duty.entry.isVisible())
        officer.press("N")
        assert duty.entry.field.text() == ""  # written is not half written
        officer.press("Escape", "Escape")
        assert officer.window.front == "reports"  # the last screen of the navigation
        officer.screen("desks", "Ctrl+D")
        officer.press("X")  # of this laptop: refused
        assert officer.window.views["desks"].notice.isVisible()
        officer.press("E")
        assert not officer.window.views["desks"].notice.isVisible()
        officer.press("Escape", "Escape")
        assert officer.window.front == "reports"
