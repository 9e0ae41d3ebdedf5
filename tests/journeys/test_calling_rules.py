"""On the calls screen: a number of the rules set for this night, the list filtered, a note that goes with a call."""

from contextlib import closing
from pathlib import Path

from core.queries.rules import calling_book
from core.store.database import open_store
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import GO_AT, NAME, SitDown


def test_rules_filter_and_note(sit_down: SitDown, night_file: Path) -> None:
    with sit_down(night_file) as officer:
        view = officer.screen("calls", "F3")
        model = officer.window.models["calls"]
        rows = model.state.counts["open"]

        officer.press("G")
        officer.until(lambda: view.rules.table.current_ident())
        officer.press("Return", "Ctrl+A")
        officer.type("x")
        officer.press("Return")
        assert view.rules.line.refusal()
        officer.press("Ctrl+A")
        officer.type("8 town")
        officer.press("Return")
        officer.until(lambda: model.state.rules.rules and model.state.rules.number("answer", "go") == 8)
        officer.until(lambda: not view.rules.line.isVisible())
        officer.press("Esc")
        assert view.pages.currentWidget() is view.calling

        officer.press("Ctrl+F")
        officer.type("0003")
        officer.press("Return")
        officer.until(lambda: len([line for line in model.state.lines if getattr(line, "household", None)]) == 1)
        officer.press("Ctrl+F", "Ctrl+A", "Backspace", "Return")
        officer.until(lambda: sum(line.households for line in model.state.lines if hasattr(line, "villages")) == rows)

        officer.press("T")
        assert view.panel.isHidden()
        officer.press("T", "N")
        officer.type("bridge")
        officer.press("Return", "Return", "2")
        officer.until_at_rest()
    with closing(open_store(night_file, seeded_surroundings(4, lambda: GO_AT), write=False)) as store:
        (row,) = [row for row in calling_book(store).rules if row.changed_at is not None]
        assert (row.key, row.value, row.source, row.by) == (("answer", "go"), 8, "town", NAME)
        called = store.journal.latest(1, ["called"])[0]
        assert store.journal.personal(called.pii[0]) == {"note": "bridge"}
