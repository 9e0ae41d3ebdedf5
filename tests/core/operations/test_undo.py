"""Taking back one's own last entry: nothing is erased, and nothing else is touched."""

from contextlib import closing
from pathlib import Path

import pytest

from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import EventId, LinkId, PersonId, PlaceCode
from core.domain.standing import Class
from core.operations.closures import close_link
from core.operations.field import check_in, leave, refuse
from core.operations.orders import order
from core.operations.people import add_person
from core.operations.undo import void
from core.queries.history import about_person, recent
from core.queries.night import night
from core.queries.roads import closures_known
from core.queries.roll import class_lists
from core.queries.shelters import shelter_board
from core.store.database import Store, open_store
from core.store.people import people
from core.store.standings import standing_of
from tests.factories import minute, surroundings, who


def last(changes: Changes) -> EventId:
    return changes.events[-1].id


def take_back(store: Store, event: EventId) -> EventId:
    return last(void(store, event=event, at=minute(99), operator=""))


def why_not(store: Store, event: EventId) -> str:
    with pytest.raises(Refusal) as caught:
        take_back(store, event)
    return caught.value.rule


def test_undo_redo_undo(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    refuse(drill, persons=(person,), at=minute(1), operator="")
    event = last(check_in(drill, persons=(person,), place="S1", at=minute(5), operator=""))
    for _ in range(3):
        event = take_back(drill, event)
        assert standing_of(drill, person).class_ is Class.REFUSED
        event = take_back(drill, event)
        assert standing_of(drill, person).class_ is Class.MOVED


def test_history_and_the_shelter_board_agree_with_a_redo(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    arrival = last(check_in(drill, persons=(person,), place="S1", at=minute(5), operator=""))
    undone = take_back(drill, arrival)
    (board,) = (row for row in shelter_board(drill, None, minute(9)) if row.shelter.id == "S1")
    assert (board.inside, board.visits) == (0, 0)
    take_back(drill, undone)
    void_of = {row.event: row.void for row in about_person(drill, person)}
    assert (void_of[arrival], void_of[undone]) == (False, True)
    (board,) = (row for row in shelter_board(drill, None, minute(9)) if row.shelter.id == "S1")
    assert (board.inside, board.visits, board.peak) == (1, 1, 1)


def test_what_something_has_followed_is_corrected_not_undone(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    first = last(check_in(drill, persons=(person,), place="S1", at=minute(5), operator=""))
    leave(drill, persons=(person,), at=minute(6), operator="")
    assert why_not(drill, first) == Rule.NOT_THE_LAST


def test_twice_is_refused(drill: Store) -> None:
    event = last(order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(1), operator=""))
    take_back(drill, event)
    assert why_not(drill, event) == Rule.ALREADY_VOID
    assert night(drill).due == {}


def test_an_order_taken_back_brings_back_the_one_before(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.PREPARE, at=minute(1), operator="")
    take_back(drill, last(order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(2), operator="")))
    assert night(drill).levels == {PlaceCode("P1"): Trigger.PREPARE}


def test_a_closure_taken_back_never_was(drill: Store) -> None:
    take_back(drill, last(close_link(drill, link=LinkId("L1"), start=minute(0), at=minute(0), operator="")))
    assert closures_known(drill, minute(5)) == ()


def test_another_desks_entry_is_not_ours_to_take_back(drill_path: Path) -> None:
    with closing(open_store(drill_path, surroundings(7))) as store:
        event = last(refuse(store, persons=(who(store, "H1/赵示甲"),), at=minute(1), operator=""))
    with closing(open_store(drill_path, surroundings(8))) as store:
        assert why_not(store, event) == Rule.NOT_YOURS_TO_VOID


def test_some_entries_are_never_taken_back(drill_path: Path) -> None:
    with closing(open_store(drill_path, surroundings())) as store:  # the laptop that made the file
        for kind in (Kind.CREATED, Kind.IMPORTED, Kind.OPERATOR_NAMED):
            assert why_not(store, store.journal.of_kind(kind)[0].id) == Rule.NOT_YOURS_TO_VOID


def test_an_entry_that_is_not_there(drill: Store) -> None:
    assert why_not(drill, EventId("0" * 32)) == Rule.UNKNOWN_EVENT


def added(store: Store, place: str = "S1") -> tuple[PersonId, EventId]:
    changes = add_person(store, name="过路人", place=place, at=minute(1), operator="")
    return PersonId(changes.events[0].subject.split("/")[1]), changes.events[0].id


def test_somebody_taken_in_by_mistake_goes_and_comes_back_with_his_arrival(drill: Store) -> None:
    person, event = added(drill)
    assert class_lists(night(drill))["beyond_register"] == [person]
    undone = void(drill, event=event, at=minute(2), operator="").events[0].id
    assert person not in people(drill)
    assert class_lists(night(drill))["beyond_register"] == []
    assert sum(row.inside for row in shelter_board(drill, None, minute(3))) == 0
    take_back(drill, undone)
    assert class_lists(night(drill))["beyond_register"] == [person]


def test_somebody_of_whom_more_is_known_stays(drill: Store) -> None:
    person, event = added(drill)
    leave(drill, persons=(person,), at=minute(5), operator="")
    assert why_not(drill, event) == Rule.NOT_THE_LAST
    assert sum(row.inside for row in shelter_board(drill, None, minute(9))) == 0


def test_somebody_whose_arrival_was_taken_back_may_go_too(drill: Store) -> None:
    person, event = added(drill)
    take_back(drill, drill.journal.heads(f"person/{person}")[0])
    take_back(drill, event)
    assert person not in people(drill)
    assert sum(row.inside for row in shelter_board(drill, None, minute(9))) == 0


def test_what_can_be_taken_back_is_listed_newest_first(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    first = last(refuse(drill, persons=(person,), at=minute(1), operator="张值班"))
    second = last(check_in(drill, persons=(person,), place="S1", at=minute(2), operator="张值班"))
    rows = recent(drill)
    assert [row.event for row in rows] == [second, first]
    assert (rows[0].name, rows[0].operator, rows[0].place_name) == ("赵示甲", "张值班", "岛一小学")
