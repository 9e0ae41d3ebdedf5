"""Taken off the list at one desk, seen at another: nobody drops out by a race, and somebody is asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.domain.events import Outcome
from core.domain.findings import Refusal, Rule
from core.domain.harm import Harm
from core.domain.ids import PersonId
from core.operations import field, register
from core.operations.people import add_person
from core.operations.undo import void
from core.queries.door import at_the_door
from core.queries.harmed import harmed_rows
from core.queries.night import night
from core.queries.review import review, review_count
from core.queries.roll import roll_report
from core.queries.verification import verify
from core.store.database import Store
from core.store.people import entries, people
from tests.factories import minute, who
from tests.second_desk import meet, second_desk


def at(count: float) -> dict[str, Any]:
    return {"at": minute(count), "operator": ""}


@pytest.fixture
def island(drill: Store, tmp_path: Path) -> Iterator[Store]:
    """It holds all that the duty room has, and a stranger whom the duty room has taken in."""
    add_person(drill, name="过路人", place="P1", **at(1))
    with second_desk(drill, tmp_path) as store:
        entries(drill), entries(store)  # what is kept from now on has to be renewed
        yield store


def off(store: Store, person: PersonId) -> None:
    register.take_off(store, person=person, reason="moved_away", **at(3))


def is_asked_about(store: Store, person: PersonId) -> None:
    """He counts, he is found, and one card asks whether he is on the list, in whatever town one looks."""
    assert person in people(store)
    assert entries(store)[person].conflicts == ("off",)
    cards = [card for card in review(store, "练习镇").cards if card.field == "off"]  # type: ignore[union-attr]
    assert [card.entry.entry for card in cards] == [person]  # type: ignore[union-attr]
    assert review_count(store, "练习镇") == 1
    assert verify(store) == ()


@pytest.mark.parametrize("first", ["island", "duty"])
def test_who_was_taken_off_here_and_has_arrived_there_counts(drill: Store, island: Store, first: str) -> None:
    person = who(drill, "H1/赵示甲")
    off(drill, person)
    field.check_in(island, persons=(person,), place="S2", **at(2))
    meet(*((drill, island) if first == "duty" else (island, drill)))
    for store in (drill, island):
        is_asked_about(store, person)
        assert roll_report(store, None)["by_shelter"]["S2"]["persons"] == [person]
    assert drill.dump() == island.dump()
    with pytest.raises(Refusal) as inside:
        off(drill, person)
    assert inside.value.rule == Rule.STILL_INSIDE
    field.leave(island, persons=(person,), place="S2", **at(5))  # he is not forgotten by leaving
    meet(drill, island)
    is_asked_about(drill, person)
    off(drill, person)  # knowing all of it
    meet(drill, island)
    for store in (drill, island):
        assert entries(store)[person].off == "moved_away"
        assert review(store, None).total == 0


def test_what_the_taking_off_knew_does_not_keep_him(drill: Store, island: Store) -> None:
    person = who(drill, "H1/赵示甲")
    field.check_in(island, persons=(person,), place="S2", **at(2))
    field.leave(island, persons=(person,), place="S2", **at(3))
    meet(drill, island)
    off(drill, person)
    field.call(island, person=person, outcome=Outcome.NONE, **at(4))  # nobody answered: that tells nothing
    meet(drill, island)
    assert person not in people(drill)
    assert review(drill, None).total == 0


def test_whoever_is_checked_in_after_he_was_taken_off_counts_too(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    off(drill, person)
    assert person not in people(drill)
    field.check_in(drill, persons=(person,), place="S1", **at(4))
    is_asked_about(drill, person)
    register.put_back(drill, person=person, **at(5))
    assert entries(drill)[person].conflicts == ()


def test_a_taking_off_of_an_older_version_keeps_who_is_in_a_shelter(
    drill: Store, island: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not say what it knew."""
    person = who(drill, "H1/赵示甲")
    monkeypatch.setattr(register, "KNEW", "note_of_an_older_version")
    off(drill, person)
    field.check_in(island, persons=(person,), place="S2", **at(2))
    meet(drill, island)
    is_asked_about(drill, person)
    field.leave(island, persons=(person,), place="S2", **at(5))
    meet(drill, island)
    assert person not in people(drill)


@pytest.mark.parametrize("first", ["island", "duty"])
def test_a_stranger_taken_back_here_and_checked_in_there_counts(drill: Store, island: Store, first: str) -> None:
    person = who(drill, "过路人")
    (added,) = drill.journal.heads(f"register/{person}")
    field.check_in(island, persons=(person,), place="S2", **at(2))
    void(drill, event=added, **at(3))
    assert person not in entries(drill)
    meet(*((drill, island) if first == "duty" else (island, drill)))
    for store in (drill, island):
        is_asked_about(store, person)
        assert roll_report(store, None)["by_shelter"]["S2"]["persons"] == [person]
        assert [hit.row.person for hit in at_the_door(store, "glr", "S1", None, minute(9))] == [person]
    assert drill.dump() == island.dump()
    register.put_back(island, person=person, **at(6))
    meet(drill, island)
    assert entries(drill)[person].conflicts == ()
    field.leave(drill, persons=(person,), place="S2", **at(7))
    off(drill, person)
    assert entries(drill)[person].off == "moved_away"


def test_a_stranger_taken_back_comes_and_goes_with_what_another_desk_says_of_him(drill: Store, island: Store) -> None:
    person = who(drill, "过路人")
    void(drill, event=drill.journal.heads(f"register/{person}")[0], **at(3))
    arrived = field.check_in(island, persons=(person,), place="S2", **at(2)).events[-1]
    meet(drill, island)
    assert person in people(drill)
    void(island, event=arrived.id, **at(4))
    meet(drill, island)
    for store in (drill, island):
        assert person not in entries(store)
        assert review(store, None).total == 0
        assert verify(store) == ()


def test_nobody_vanishes_from_the_lists_of_the_harmed(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    field.harm(drill, persons=(person,), harm=Harm.DEAD, **at(1))
    with pytest.raises(Refusal) as named:
        register.take_off(drill, person=person, reason="died", **at(2))
    assert named.value.rule == Rule.STILL_NAMED
    assert [row.person for row in harmed_rows(drill, night(drill), minute(1))] == [person]
    field.harm(drill, persons=(person,), harm=Harm.NONE, **at(1))  # it was somebody else
    register.take_off(drill, person=person, reason="died", **at(1))
    assert person not in people(drill)


def test_who_died_at_one_desk_and_was_taken_off_at_another_stands_on_the_list_of_the_dead(
    drill: Store, island: Store
) -> None:
    person = who(drill, "H1/赵示甲")
    field.harm(island, persons=(person,), harm=Harm.DEAD, **at(2))
    off(drill, person)
    meet(drill, island)
    is_asked_about(drill, person)
    assert [row.harm for row in harmed_rows(drill, night(drill), minute(9))] == [Harm.DEAD]
