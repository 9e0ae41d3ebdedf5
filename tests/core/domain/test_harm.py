"""Injured, sent to hospital, dead: what becomes of the class, and what two desks must be asked about."""

from collections.abc import Callable

import pytest

from core.domain.events import Kind, Outcome, Step
from core.domain.harm import HOSPITAL_PLACE, Harm
from core.domain.standing import Class, fold_person
from tests.factories import Story


def _hurt_at_home(story: Story) -> None:
    story.tell(Kind.HARMED, 5, harm=Harm.INJURED)


def _lost_then_found_hurt(story: Story) -> None:
    story.tell(Kind.HARMED, 9, after=[story.tell(Kind.UNREACHABLE, 5)], harm=Harm.INJURED)


def _lost_then_found_dead(story: Story) -> None:
    story.tell(Kind.HARMED, 9, after=[story.tell(Kind.UNREACHABLE, 5)], harm=Harm.DEAD, place="P1")


def _dead_at_the_island(story: Story) -> None:
    story.tell(Kind.HARMED, 9, after=[story.tell(Kind.ARRIVED, 5, place="S1")], harm=Harm.DEAD)


def _from_the_island_to_hospital(story: Story) -> None:
    story.tell(Kind.HARMED, 9, after=[story.tell(Kind.ARRIVED, 5, place="S1")], harm=Harm.HOSPITAL)


def _to_a_hospital_of_the_table_and_back(story: Story) -> None:
    sent = story.tell(Kind.HARMED, 9, harm=Harm.HOSPITAL, place="H1")
    story.tell(Kind.ARRIVED, 20, after=[sent], place="S1")


def _hurt_and_then_not(story: Story) -> None:
    story.tell(Kind.HARMED, 9, after=[story.tell(Kind.HARMED, 5, harm=Harm.INJURED)], harm=Harm.NONE)


def _a_list_of_a_newer_version(story: Story) -> None:
    story.tell(Kind.HARMED, 9, after=[story.tell(Kind.ARRIVED, 5, place="S1")], harm="frozen")


@pytest.mark.parametrize(
    ("tell", "class_", "place", "harm"),
    [
        (_hurt_at_home, Class.NOT_MOVED, None, Harm.INJURED),
        (_lost_then_found_hurt, Class.NOT_MOVED, None, Harm.INJURED),
        (_lost_then_found_dead, Class.NOT_MOVED, None, Harm.DEAD),
        (_dead_at_the_island, Class.MOVED, "S1", Harm.DEAD),
        (_from_the_island_to_hospital, Class.MOVED, HOSPITAL_PLACE, Harm.HOSPITAL),
        (_to_a_hospital_of_the_table_and_back, Class.MOVED, "S1", Harm.HOSPITAL),
        (_hurt_and_then_not, Class.NOT_MOVED, None, None),
        (_a_list_of_a_newer_version, Class.MOVED, "S1", None),
    ],
)
def test_what_becomes_of_the_class(
    tell: Callable[[Story], None], class_: Class, place: str | None, harm: Harm | None
) -> None:
    story = Story()
    tell(story)
    stands = fold_person(story.told)
    listed = stands.harm.harm if stands.harm else None
    assert (stands.class_, stands.place, listed) == (class_, place, harm)
    assert not stands.to_reconcile


def test_a_death_beside_an_arrival_that_did_not_know_of_it_is_asked_about() -> None:
    story = Story()
    story.tell(Kind.HARMED, 5, harm=Harm.DEAD, place="P1")
    story.tell(Kind.ARRIVED, 6, place="S1")
    stands = fold_person(story.told)
    assert stands.to_reconcile
    assert stands.class_ is Class.NOT_MOVED
    assert stands.dead


def test_two_lists_at_once_are_both_kept_and_the_worst_is_shown() -> None:
    story = Story()
    first = story.tell(Kind.CALLED, 1, to="A", outcome=Outcome.ANSWERED)
    story.tell(Kind.HARMED, 5, after=[first], harm=Harm.INJURED)
    story.tell(Kind.HARMED, 6, after=[first], harm=Harm.DEAD)
    stands = fold_person(story.told)
    assert stands.harm is not None
    assert stands.harm.harm is Harm.DEAD
    assert {claim.harm for claim in stands.harms} == {Harm.INJURED, Harm.DEAD}


def test_what_knew_of_it_replaces_it() -> None:
    story = Story()
    hurt = story.tell(Kind.HARMED, 5, harm=Harm.INJURED)
    story.tell(Kind.HARMED, 6, after=[hurt], harm=Harm.NONE)
    story.tell(Kind.STEPPED, 7, after=[hurt], step=Step.REACHED)
    assert fold_person(story.told).harm is None


def test_a_void_takes_somebody_off_the_list() -> None:
    story = Story()
    came = story.tell(Kind.ARRIVED, 5, place="S1")
    story.void(story.tell(Kind.HARMED, 6, after=[came], harm=Harm.HOSPITAL))
    stands = fold_person(story.told)
    assert (stands.place, stands.harm) == ("S1", None)
