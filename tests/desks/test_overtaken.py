"""A laptop is lost with entries that are known to exist: whom they may be about bears a mark, and nobody else does."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.domain.events import Event, Outcome
from core.domain.hazards import Trigger
from core.domain.ids import PersonId, PlaceCode
from core.domain.standing import Class
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import revoke
from core.operations.field import call, check_in, leave
from core.operations.orders import order
from core.operations.undo import void
from core.queries.desk_board import desk_board
from core.queries.desks import desks
from core.queries.night import night
from core.queries.people import person_card
from core.queries.roll import roll, stated
from core.queries.situation import situation
from core.queries.situation_rows import Broken
from core.store.bundle_format import Bundle, unpack
from core.store.database import Store
from core.store.device import Surroundings
from core.store.journal import event_id
from core.store.missing import missing
from desktop.surroundings import seeded_bytes
from tests.desks.simulator import _copy, laptop_of, template
from tests.factories import T0, minute

DUTY, ISLAND, OTHER = range(3)
SAID: dict[str, Any] = {"operator": ""}


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return template(tmp_path_factory.mktemp("overtaken"))


class Desks:
    """The duty room and two islands; the people of the register by number, all of whom are due."""

    def __init__(self, connection: Any) -> None:
        self.people = [PersonId(row[0]) for row in connection.execute("select id from people order by id")]
        self.stores = []
        for number in range(3):
            around = Surroundings(lambda: T0, seeded_bytes(700 + number), laptop_of(number))
            store = Store(Path(f"desk-{number}"), _copy(connection), around, None)
            store.journal.start(around.device, (0, 0))
            self.stores.append(store)
        codes = [row[0] for row in connection.execute("select distinct place from people")]
        order(self.stores[DUTY], places=tuple(map(PlaceCode, codes)), level=Trigger.GO, at=T0, operator="")

    def arrives(self, desk: int, person: int, place: str = "S1") -> Event:
        said = check_in(self.stores[desk], persons=(self.people[person],), place=place, at=minute(person), **SAID)
        return said.events[-1]

    def hears(self, desk: int, other: int, *, lost: Iterable[Event] = ()) -> None:
        """A stick of `other`, from which some entries were cut off; it says what that desk held all the same."""
        merge(self.stores[desk], [self.stick(other, lost)])

    def stick(self, desk: int, lost: Iterable[Event] = ()) -> Bundle:
        store, gone = self.stores[desk], {event.id for event in lost}
        whole = unpack(make_bundle(store, {})[1], store.around.device.key, "")
        return replace(whole, events=tuple(pair for pair in whole.events if event_id(pair[0]) not in gone))

    def marked(self, desk: int = DUTY) -> set[int]:
        return {self.people.index(person) for person in night(self.stores[desk]).overtaken}


@pytest.fixture
def story(beginning: Any) -> Desks:
    """0 is checked in at the island by mistake and taken back, 1 and 2 arrive there before and after, 3 at the other
    island; the entry that took 0 back never left the island's laptop."""
    told = Desks(beginning)
    told.arrives(ISLAND, 1)
    wrong = told.arrives(ISLAND, 0)
    taken_back = void(told.stores[ISLAND], event=wrong.id, at=minute(9), operator="").events[-1]
    told.arrives(ISLAND, 2)
    told.arrives(OTHER, 3, "S2")
    told.hears(DUTY, OTHER)
    told.hears(DUTY, ISLAND, lost=(taken_back,))
    return told


def test_only_whom_the_lost_entry_may_be_about_bears_the_mark(story: Desks) -> None:
    """2 was written after it, 3 by another laptop: neither can have been changed by it."""
    assert [(one.first, one.last) for one in missing(story.stores[DUTY])] == [(3, 3)]
    assert story.marked() == {0, 1}
    assert story.marked(ISLAND) == set()


def test_the_entry_comes_after_all_and_the_mark_goes(story: Desks) -> None:
    story.hears(DUTY, ISLAND)
    assert story.marked() == set()
    assert night(story.stores[DUTY]).standing(story.people[0]).class_ is Class.NOT_MOVED


def test_whoever_is_confirmed_loses_the_mark_and_an_unanswered_call_confirms_nobody(story: Desks) -> None:
    duty = story.stores[DUTY]
    story.arrives(DUTY, 1)
    assert story.marked() == {0}
    call(duty, person=story.people[0], outcome=Outcome.NONE, at=minute(20), **SAID)
    assert story.marked() == {0}
    leave(duty, persons=(story.people[0],), at=minute(21), **SAID)
    assert story.marked() == set()


def test_the_last_entries_of_a_laptop_are_missing(beginning: Any) -> None:
    """Another desk said that it held more of the lost laptop than ever came here."""
    told = Desks(beginning)
    told.arrives(ISLAND, 0)
    told.hears(DUTY, ISLAND)
    late = [told.arrives(ISLAND, 1), told.arrives(ISLAND, 2)]
    told.hears(OTHER, ISLAND)
    told.hears(DUTY, OTHER, lost=late)
    assert [(one.first, one.last, one.count) for one in missing(told.stores[DUTY])] == [(2, 3, 2)]
    assert told.marked() == {0}
    assert told.marked(OTHER) == set()


def test_an_entry_that_names_one_that_has_not_come_marks_its_person(beginning: Any) -> None:
    """The island took him in, and the other island, which had heard of it, only called him: the call alone came."""
    told = Desks(beginning)
    arrival = told.arrives(ISLAND, 0)
    told.hears(OTHER, ISLAND)
    call(told.stores[OTHER], person=told.people[0], outcome=Outcome.ANSWERED, at=minute(5), **SAID)
    merge(told.stores[DUTY], [replace(told.stick(OTHER, [arrival]), vector={})])  # it does not say what it held
    assert missing(told.stores[DUTY]) == ()
    assert told.marked() == {0}
    stands = situation(told.stores[DUTY], None, minute(30))
    assert [found.persons for found in stands.differences if found.rule is Broken.UNHEARD] == [(told.people[0],)]
    told.hears(DUTY, ISLAND)
    assert told.marked() == set()


def test_an_answer_is_no_longer_taken_for_certain_once_a_laptop_is_lost(beginning: Any) -> None:
    """He said at the other island that he came from S1, where one arrival is known: the lost laptop may have had an
    earlier one, and the known one may be the later."""
    told = Desks(beginning)
    told.arrives(ISLAND, 0, "S1")
    said = {"at": minute(9), "operator": ""}
    check_in(told.stores[OTHER], persons=(told.people[0],), place="S2", moved_from="S1", **said)
    told.hears(DUTY, ISLAND)
    told.hears(DUTY, OTHER)
    assert (told.marked(), night(told.stores[DUTY]).standing(told.people[0]).to_reconcile) == (set(), False)
    lost = laptop_of(4).id
    revoke(told.stores[DUTY], device=lost, township=laptop_of(99).key, at=minute(20), operator="")
    assert told.marked() == {0}
    told.arrives(DUTY, 0, "S2")
    assert told.marked() == set()


def test_the_mark_stands_on_every_screen_with_its_count(story: Desks) -> None:
    duty, at = story.stores[DUTY], minute(30)
    marked = {story.people[0], story.people[1]}
    answer = roll(duty, None, at)
    assert {row.person for row in answer.rows if row.overtaken} == marked
    assert answer.totals.overtaken == 2
    assert person_card(duty, story.people[0], at).row.overtaken
    board = desk_board(duty, at)
    assert (board.verified, board.overtaken, board.to_reconcile) == (2, 2, 0)
    assert [(row.overtaken, [(gap.first, gap.last) for gap in row.gaps]) for row in board.rows if row.missing] == [
        (2, [(3, 3)])
    ]
    assert stated(duty, at)["overtaken"] == 2
    found = [one for one in situation(duty, None, at).differences if one.rule is Broken.MISSING]
    assert [(set(one.persons), one.left - one.right) for one in found] == [(marked, 1)]
    assert sum(row.missing for row in desks(duty)) == 1
