"""Keys that come faster than the answers, as from a scanner or a tired hand, never act on somebody else."""

from contextlib import closing
from pathlib import Path
from typing import Any

from core.domain.events import Kind
from core.queries.rows import RollRow
from core.store.database import open_store
from tests.factories import surroundings
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer


def two_planned(officer: Officer) -> tuple[RollRow, RollRow]:
    """Two people of different houses whom the plan sends somewhere."""
    officer.screen("roll", "F4")
    rows = [line for line in officer.state("roll").lines if isinstance(line, RollRow) and line.shelter]
    other = next(row for row in rows if row.household != rows[0].household)
    return rows[0], other


def last_name(officer: Officer) -> str:
    return str(officer.window.shell.acts[0].row.name)


def test_enter_before_the_search_has_answered_waits_for_it(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        first, second = two_planned(officer)
        officer.command(first.card)  # its answer stands in the list
        officer.press("Esc")
        officer.press("/")
        officer.burst(*first.card)
        officer.until_at_rest()
        officer.burst(*("Backspace",) * len(first.card), *second.card, "Space", "D", "Return")
        officer.until(lambda: officer.figure("moved") == 1)
        officer.until_at_rest()
        assert last_name(officer) == second.name


def test_a_name_typed_in_a_burst_is_found_not_taken_in_as_a_stranger(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("shelters", "F5")
        officer.press("O")
        officer.until(lambda: any(row.open for row in officer.state("shelters").rows))
        who, _other = two_planned(officer)
        officer.press("/")
        officer.burst(*who.card, "Return")
        officer.until(lambda: officer.window.front == "people")
        officer.until_at_rest()
        assert officer.window.shell.row.totals.beyond == 0


def test_nobody_is_taken_in_before_the_list_has_said_that_there_is_nobody(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("shelters", "F5")
        officer.press("O")
        officer.until(lambda: any(row.open for row in officer.state("shelters").rows))
        officer.press("/")
        officer.burst(*"zzzzz", "Return")
        officer.until(lambda: officer.window.row.popup.isVisible())
        officer.until_at_rest()
        assert officer.window.shell.row.totals.beyond == 0
        officer.press("Return")
        officer.until(lambda: officer.window.shell.row.totals.beyond == 1)


def test_a_verb_in_the_register_is_about_the_selected_row(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        view = officer.screen("people", "F7")
        officer.press("Down")
        officer.until(lambda: officer.window.models["people"].card is not None)
        officer.until_at_rest()
        officer.burst("Down", "J", "5")
        chosen = view.rows.person(view.table.currentIndex().row())
        officer.until(lambda: officer.window.shell.acts and not officer.window.desk.tasks.busy())
        assert last_name(officer) == chosen.name


def test_every_refusal_is_taken_down_with_what_keeps_them(night_file: Path, sit_down: SitDown) -> None:
    """In the register, on the map, in the command box: the same digits for the same reasons."""
    with sit_down(night_file) as officer:
        view = officer.screen("people", "F7")
        officer.press("Down")
        officer.until(lambda: officer.window.models["people"].card is not None)
        officer.until_at_rest()
        card = view.rows.person(view.table.currentIndex().row()).card
        officer.press("J", "5")
        officer.until(lambda: officer.figure("refused") == 1)
        officer.press("M")
        officer.until(lambda: officer.window.front == "map" and officer.state("map").subject is not None)
        officer.until_at_rest()
        officer.press("J", "1")
        officer.until(lambda: len(officer.window.shell.acts) >= 2 and not officer.window.desk.tasks.busy())
        officer.command(f"{card} j 3")
        officer.press("Return")
        officer.until_at_rest()
    with closing(open_store(night_file, surroundings(9), write=False)) as store:
        said = [event.values for event in store.journal.of_kind(Kind.REFUSED)]
    assert [one["why"] for one in said[:1]] == ["guard"]
    assert {one["why"] for one in said} == {"guard", "stock", "sick"}
    assert {(one["why"], one["remedy"]) for one in said} >= {("guard", "watch"), ("sick", "pills")}


def test_the_outcome_of_a_call_is_about_whom_it_was_begun_for(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        view = officer.screen("people", "F7")
        officer.press("Down")
        officer.until(lambda: officer.window.models["people"].card is not None)
        officer.until_at_rest()
        called = view.rows.person(view.table.currentIndex().row())
        officer.press("H", "Down")
        officer.until_at_rest()
        officer.press("1")
        officer.until(lambda: officer.window.shell.acts and not officer.window.desk.tasks.busy())
        assert last_name(officer) == called.name


def test_a_field_is_shown_of_the_person_it_was_asked_for(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        view = officer.screen("people", "F7")
        officer.press("Down")
        officer.until(lambda: officer.window.models["people"].card is not None)
        officer.until_at_rest()
        shown: list[str] = []
        officer.window.models["people"].revealed.connect(lambda _field, text: shown.append(text))
        officer.burst("Shift+1", "Down")  # the next person is selected before the answer is there
        officer.until_at_rest()
        officer.until(lambda: officer.window.models["people"].card.row.person == selected(view))
        officer.until_at_rest()
        assert not any(shown)


def selected(view: Any) -> str:
    return str(view.rows.person(view.table.currentIndex().row()).person)
