"""Names behind the figures, on a real file: the board's counts and the names agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.operations import field, people, plans
from core.planning.planner import make_plan
from core.queries.planning_case import planning_case
from core.queries.shelter_people import shelter_people
from core.queries.shelters import shelter_board
from core.store.database import Store
from tests.desktop import factories


@pytest.fixture
def store(night_file: Path) -> Iterator[Store]:
    opened = factories.open_night(night_file)
    case = planning_case(opened, factories.NOW)
    plan = make_plan(case, lambda _: None, lambda: False)
    plans.adopt_plan(opened, plan=plan, at=factories.NOW, operator=factories.OFFICER)
    yield opened
    opened.close()


def test_names_and_figures_agree_for_every_shelter(store: Store) -> None:
    for row in shelter_board(store, None, factories.NOW):
        names = shelter_people(store, row.shelter.id, factories.NOW)
        assert len(names.inside) == row.inside
        assert sum(len(party.members) for party in names.coming) == row.coming


def test_who_arrives_leaves_the_coming_and_stands_inside(store: Store) -> None:
    shelter = next(row.shelter.id for row in shelter_board(store, None, factories.NOW) if row.coming)
    party = shelter_people(store, shelter, factories.NOW).coming[0]
    first = party.members[0].person
    field.check_in(store, persons=(first,), place=shelter, at=factories.NOW, operator=factories.OFFICER)
    names = shelter_people(store, shelter, factories.NOW)
    assert [row.person for row in names.inside] == [first]
    still = [row.person for coming in names.coming for row in coming.members if coming.household == party.household]
    assert still == [row.person for row in party.members[1:]]


def test_somebody_beyond_the_register_is_inside(store: Store) -> None:
    shelter = shelter_board(store, None, factories.NOW)[0].shelter.id
    people.add_person(store, name="", place=shelter, at=factories.NOW, operator=factories.OFFICER)
    names = shelter_people(store, shelter, factories.NOW)
    assert [(row.name, row.beyond_register) for row in names.inside] == [("", True)]
