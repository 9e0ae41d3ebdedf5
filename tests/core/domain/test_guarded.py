"""从哪个点过来的? An answer replaces one arrival there, and nothing when it could be another one."""

from collections.abc import Callable, Iterable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.events import Event, Evidence, Kind
from core.domain.guarded import with_declared
from core.domain.ids import EventId
from core.domain.standing import Class, fold_person
from tests.factories import Story


class Doors(Story):
    """A story whose arrivals may say where he came from, and whose laptops may have been set back."""

    def comes(
        self, place: str, at: float, after: Iterable[EventId] = (), came_from: str | None = None, epoch: int = 1
    ) -> EventId:
        made = self.tell(Kind.ARRIVED, at, after=after, place=place, evidence=Evidence.SEEN)
        event = self.told.pop(made)

        self.told[made] = event._replace(moved_from=came_from, epoch=epoch)
        return made


def _not_asked(story: Doors) -> None:
    story.comes("S1", 1)
    story.comes("S2", 2)


def _asked(story: Doors) -> None:
    story.comes("S1", 1)
    story.comes("S2", 2, came_from="S1")


def _asked_on_a_laptop_ten_years_behind(story: Doors) -> None:
    story.comes("S1", 1)
    story.comes("S2", -5_000_000, came_from="S1")


def _two_arrivals_there(story: Doors) -> None:
    first = story.comes("S1", 1)
    story.comes("S2", 2, came_from="S1")
    story.comes("S1", 3, after=[first])


def _came_back_and_was_asked(story: Doors) -> None:
    first = story.comes("S1", 1)
    story.comes("S2", 2, came_from="S1")
    story.comes("S1", 3, after=[first], came_from="S2")


def _from_a_place_that_never_had_him(story: Doors) -> None:
    story.comes("S1", 1)
    story.comes("S2", 2, came_from="S3")


def _each_says_he_came_from_the_other(story: Doors) -> None:
    story.comes("S1", 1, came_from="S2")
    story.comes("S2", 2, came_from="S1")


def _three_in_a_ring(story: Doors) -> None:
    story.comes("S1", 1, came_from="S3")
    story.comes("S2", 2, came_from="S1")
    story.comes("S3", 3, came_from="S2")


def _the_arrival_there_is_later_by_what_it_knew(story: Doors) -> None:
    there = story.comes("S2", 2, came_from="S1")
    story.comes("S1", 3, after=[there])


def _his_arrival_there_is_on_a_laptop_that_was_set_back(story: Doors) -> None:
    story.comes("S1", 3, epoch=2)
    story.comes("S2", 2, came_from="S1")


def _something_that_the_arrival_there_knew_is_missing(story: Doors) -> None:
    story.comes("S1", 3, after=[EventId("ab" * 16)])
    story.comes("S2", 2, came_from="S1")


def _his_slip_names_an_arrival_that_is_missing(story: Doors) -> None:
    """Seed 10433: the laptop at S1 lost his first arrival, the slip remembers it; he is back at S1."""
    story.comes("S2", 2, after=[EventId("ab" * 16)], came_from="S1")
    story.comes("S1", 3)


def _he_rang_from_there(story: Doors) -> None:
    """Seed 2646: he had gone back to S1 when he rang, and the laptop at S1 lost what it had written of him."""
    story.tell(Kind.ARRIVED, 1, place="S1", evidence=Evidence.PHONE_SELF)
    story.comes("S2", 2, came_from="S1")


def _left_there_and_came_here(story: Doors) -> None:
    first = story.comes("S1", 1)
    story.tell(Kind.LEFT, 2, after=[first])
    story.comes("S2", 3, came_from="S1")


def _asked_and_left_again(story: Doors) -> None:
    story.comes("S1", 1)
    second = story.comes("S2", 2, came_from="S1")
    story.tell(Kind.LEFT, 3, after=[second])


def _the_answer_is_taken_back(story: Doors) -> None:
    story.comes("S1", 1)
    story.void(story.comes("S2", 2, came_from="S1"), 3)


def _a_third_desk_says_he_is_out_of_reach(story: Doors) -> None:
    story.comes("S1", 1)
    story.comes("S2", 2, came_from="S1")
    story.tell(Kind.UNREACHABLE, 3)


STORIES: dict[Callable[[Doors], None], tuple[Class, str | None, bool]] = {
    _not_asked: (Class.MOVED, "S1", True),
    _asked: (Class.MOVED, "S2", False),
    _asked_on_a_laptop_ten_years_behind: (Class.MOVED, "S2", False),
    _two_arrivals_there: (Class.MOVED, "S2", True),
    _came_back_and_was_asked: (Class.MOVED, "S1", False),
    _from_a_place_that_never_had_him: (Class.MOVED, "S1", True),
    _each_says_he_came_from_the_other: (Class.MOVED, "S1", True),
    _three_in_a_ring: (Class.MOVED, "S1", True),
    _the_arrival_there_is_later_by_what_it_knew: (Class.MOVED, "S1", False),
    _his_arrival_there_is_on_a_laptop_that_was_set_back: (Class.MOVED, "S2", True),
    _something_that_the_arrival_there_knew_is_missing: (Class.MOVED, "S2", True),
    _his_slip_names_an_arrival_that_is_missing: (Class.MOVED, "S2", True),
    _he_rang_from_there: (Class.MOVED, "S1", True),
    _left_there_and_came_here: (Class.NOT_MOVED, None, True),
    _asked_and_left_again: (Class.NOT_MOVED, None, False),
    _the_answer_is_taken_back: (Class.MOVED, "S1", False),
    _a_third_desk_says_he_is_out_of_reach: (Class.UNREACHABLE, None, True),
}


@pytest.mark.parametrize("tell", STORIES, ids=lambda tell: tell.__name__.strip("_"))
def test_an_answer_is_believed_only_where_it_can_mean_one_thing(tell: Callable[[Doors], None]) -> None:
    story = Doors()
    tell(story)
    for order in permutations(story.told.items()):
        standing = fold_person(dict(order))
        assert (standing.class_, standing.place, standing.to_reconcile) == STORIES[tell]


def test_without_an_answer_nothing_is_touched() -> None:
    story = Doors()
    _not_asked(story)
    assert with_declared(story.told) is story.told


@st.composite
def nights(draw: st.DrawFn) -> dict[EventId, Event]:
    story = Doors()
    for n in range(draw(st.integers(1, 7))):
        known = list(story.told)
        after = draw(st.lists(st.sampled_from(known), unique=True, max_size=2)) if known else []
        place = f"S{draw(st.integers(1, 3))}"
        came_from = draw(st.sampled_from([None, "S1", "S2", "S3"]))
        story.comes(place, n, after=after, came_from=came_from, epoch=draw(st.sampled_from([1, 1, 2])))
    return story.told


@given(nights())
def test_answers_never_go_in_a_circle_and_somebody_always_speaks(told: dict[EventId, Event]) -> None:
    declared = with_declared(told)
    placed: set[EventId] = set()
    while ready := [key for key in told if key not in placed and placed.issuperset(declared[key].after)]:
        placed.update(ready)
    assert placed == set(told)
    assert fold_person(told).claims


@given(nights())
def test_an_answer_only_adds_the_one_arrival_at_the_place_it_names(told: dict[EventId, Event]) -> None:
    for key, event in with_declared(told).items():
        for added in set(event.after) - set(told[key].after):
            there = [one for one in told.values() if one.place == event.moved_from]
            assert [one.id for one in there] == [added]
