"""Where one person stands: each row is a little story, told as events, and how it must be read."""

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.events import Event, Kind, Outcome, Step
from core.domain.ids import EventId
from core.domain.standing import NOBODY_KNOWS, WORST_FIRST, Class, fold_person
from tests.factories import Story, minute


def _arrives(story: Story) -> None:
    story.tell(Kind.ARRIVED, 5, place="S1")


def _is_called(story: Story) -> None:
    story.tell(Kind.CALLED, 1, to="A", outcome=Outcome.NONE)


def _called_answers_and_comes(story: Story) -> None:
    call = story.tell(Kind.CALLED, 1, to="A", outcome=Outcome.ANSWERED)
    reached = story.tell(Kind.STEPPED, 2, after=[call], step=Step.REACHED)
    out = story.tell(Kind.STEPPED, 3, after=[reached], step=Step.OUT)
    story.tell(Kind.ARRIVED, 9, after=[out], place="S2")


def _comes_and_leaves(story: Story) -> None:
    story.tell(Kind.LEFT, 9, after=[story.tell(Kind.ARRIVED, 5, place="S1")])


def _refuses(story: Story) -> None:
    story.tell(Kind.REFUSED, 5)


def _refuses_then_comes(story: Story) -> None:
    story.tell(Kind.ARRIVED, 9, after=[story.tell(Kind.REFUSED, 5)], place="S1")


def _unreachable(story: Story) -> None:
    story.tell(Kind.UNREACHABLE, 5)


def _unreachable_then_answers(story: Story) -> None:
    gone = story.tell(Kind.UNREACHABLE, 5)
    story.tell(Kind.CALLED, 9, after=[gone], to="self", outcome=Outcome.ANSWERED)


def _unreachable_and_still_silent(story: Story) -> None:
    gone = story.tell(Kind.UNREACHABLE, 5)
    story.tell(Kind.CALLED, 9, after=[gone], to="self", outcome=Outcome.OFF)


def _away(story: Story) -> None:
    story.tell(Kind.AWAY, 5, place="外地")


def _void_of_an_arrival(story: Story) -> None:
    story.void(story.tell(Kind.ARRIVED, 5, place="S1"), 6)


def _void_brings_back_what_was_before(story: Story) -> None:
    refused = story.tell(Kind.REFUSED, 3)
    story.void(story.tell(Kind.ARRIVED, 5, after=[refused], place="S1"), 6)


def _void_of_a_void(story: Story) -> None:
    first = story.void(story.tell(Kind.ARRIVED, 5, place="S1"), 6)
    story.void(first, 7)


def _void_of_a_void_of_a_void(story: Story) -> None:
    first = story.void(story.tell(Kind.ARRIVED, 5, place="S1"), 6)
    story.void(story.void(first, 7), 8)


def _two_shelters(story: Story) -> None:
    story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.ARRIVED, 9, place="S2")


def _same_shelter_twice(story: Story) -> None:
    story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.ARRIVED, 9, place="S1")


def _one_desk_has_him_one_cannot_find_him(story: Story) -> None:
    story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.UNREACHABLE, 9)


def _reconciled_by_one_who_knew_both(story: Story) -> None:
    one, two = story.tell(Kind.ARRIVED, 5, place="S1"), story.tell(Kind.ARRIVED, 9, place="S2")
    story.tell(Kind.ARRIVED, 12, after=[one, two], place="S2")


def _a_bare_call_beside_an_arrival(story: Story) -> None:
    story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.CALLED, 9, to="A", outcome=Outcome.NONE)


def _a_call_and_a_departure_after_the_same_arrival(story: Story) -> None:
    came = story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.CALLED, 8, after=[came], to="A", outcome=Outcome.NONE)
    story.tell(Kind.LEFT, 9, after=[came])


def _answered_on_one_desk_silent_on_the_other(story: Story) -> None:
    gone = story.tell(Kind.UNREACHABLE, 5)
    story.tell(Kind.CALLED, 8, after=[gone], to="A", outcome=Outcome.NONE)
    story.tell(Kind.CALLED, 9, after=[gone], to="self", outcome=Outcome.ANSWERED)


def _a_void_does_not_bring_back_what_another_desk_replaced(story: Story) -> None:
    came = story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.LEFT, 6, after=[came])
    story.void(story.tell(Kind.ARRIVED, 7, after=[came], place="S2"), 8)


def _a_kind_of_a_newer_version(story: Story) -> None:
    came = story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell("teleported", 9, after=[came], place="S9")


STORIES: dict[Callable[[Story], None], tuple[Class, str | None, bool]] = {
    _arrives: (Class.MOVED, "S1", False),
    _is_called: (Class.NOT_MOVED, None, False),
    _called_answers_and_comes: (Class.MOVED, "S2", False),
    _comes_and_leaves: (Class.NOT_MOVED, None, False),
    _refuses: (Class.REFUSED, None, False),
    _refuses_then_comes: (Class.MOVED, "S1", False),
    _unreachable: (Class.UNREACHABLE, None, False),
    _unreachable_then_answers: (Class.NOT_MOVED, None, False),
    _unreachable_and_still_silent: (Class.UNREACHABLE, None, False),
    _away: (Class.AWAY, "外地", False),
    _void_of_an_arrival: (Class.NOT_MOVED, None, False),
    _void_brings_back_what_was_before: (Class.REFUSED, None, False),
    _void_of_a_void: (Class.MOVED, "S1", False),
    _void_of_a_void_of_a_void: (Class.NOT_MOVED, None, False),
    _two_shelters: (Class.MOVED, "S1", True),
    _same_shelter_twice: (Class.MOVED, "S1", False),
    _one_desk_has_him_one_cannot_find_him: (Class.UNREACHABLE, None, True),
    _reconciled_by_one_who_knew_both: (Class.MOVED, "S2", False),
    _a_bare_call_beside_an_arrival: (Class.MOVED, "S1", False),
    _a_call_and_a_departure_after_the_same_arrival: (Class.NOT_MOVED, None, False),
    _answered_on_one_desk_silent_on_the_other: (Class.NOT_MOVED, None, False),
    _a_void_does_not_bring_back_what_another_desk_replaced: (Class.NOT_MOVED, None, False),
    _a_kind_of_a_newer_version: (Class.MOVED, "S1", False),
}


@pytest.mark.parametrize("tell", STORIES, ids=lambda tell: tell.__name__.strip("_"))
def test_a_story_is_read_as_it_was_meant_in_every_order_of_arrival(tell: Callable[[Story], None]) -> None:
    story = Story()
    tell(story)
    for order in permutations(story.told.items()):
        standing = fold_person(dict(order))
        assert (standing.class_, standing.place, standing.to_reconcile) == STORIES[tell]


def test_of_nobody_nothing_is_known() -> None:
    assert fold_person({}) == NOBODY_KNOWS


def test_all_claims_of_a_conflict_stay_and_the_person_counts_once_under_the_worst() -> None:
    story = Story()
    _one_desk_has_him_one_cannot_find_him(story)
    standing = fold_person(story.told)
    assert {claim.class_ for claim in standing.claims} == {Class.MOVED, Class.UNREACHABLE}
    assert standing.class_ is Class.UNREACHABLE
    assert WORST_FIRST[0] is Class.UNREACHABLE


def test_only_steps_that_were_recorded_show_and_leaving_takes_arrival_back() -> None:
    story = Story()
    _called_answers_and_comes(story)
    assert fold_person(story.told).steps == (Step.CALLED, Step.ANSWERED, Step.REACHED, Step.OUT, Step.ARRIVED)
    story.tell(Kind.LEFT, 20, after=[list(story.told)[-1]])
    assert fold_person(story.told).steps == (Step.CALLED, Step.ANSWERED, Step.REACHED, Step.OUT)


def test_housed_on_arrival_fills_both_cells() -> None:
    story = Story()
    story.tell(Kind.ARRIVED, 5, place="S1", housed=True)
    assert fold_person(story.told).steps == (Step.ARRIVED, Step.HOUSED)


def test_calls_are_remembered_by_whom_with_the_latest_outcome_and_counted() -> None:
    story = Story()
    first = story.tell(Kind.CALLED, 1, to="A", outcome=Outcome.NONE)
    second = story.tell(Kind.CALLED, 2, after=[first], to="B", outcome=Outcome.OFF)
    story.tell(Kind.CALLED, 3, after=[second], to="A", outcome=Outcome.ANSWERED)
    standing = fold_person(story.told)
    assert {whom: outcome for whom, outcome, _ in standing.called} == {"A": "answered", "B": "off"}
    assert standing.tries == 3


def test_wall_clocks_decide_nothing() -> None:
    """The laptop that recorded the departure runs a day behind: he has left all the same."""
    story = Story()
    came = story.tell(Kind.ARRIVED, 600, place="S1")
    story.tell(Kind.LEFT, 600 - 24 * 60, after=[came])
    assert fold_person(story.told).class_ is Class.NOT_MOVED


_KINDS = st.sampled_from(
    [
        Kind.CALLED,
        Kind.STEPPED,
        Kind.ARRIVED,
        Kind.LEFT,
        Kind.REFUSED,
        Kind.UNREACHABLE,
        Kind.AWAY,
        Kind.VOIDED,
        Kind.ROOMED,
        Kind.STEPPED_OUT,
    ]
)


@st.composite
def histories(draw: st.DrawFn) -> dict[EventId, Event]:
    """Any tangle of events that desks could have recorded about one person while apart."""
    story = Story()
    for n in range(draw(st.integers(1, 9))):
        known = list(story.told)
        after = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
        kind = draw(_KINDS)
        at = draw(st.integers(-30, 30))
        if kind is Kind.VOIDED:
            if known:
                story.void(draw(st.sampled_from(known)), at, after or None)
        elif kind is Kind.CALLED:
            story.tell(
                kind, at, after=after, to=draw(st.sampled_from("AB")), outcome=draw(st.sampled_from(list(Outcome)))
            )
        elif kind is Kind.STEPPED:
            story.tell(kind, at, after=after, step=draw(st.sampled_from(list(Step))))
        elif kind is Kind.ROOMED:
            story.tell(
                kind, at, after=after, place=f"S{draw(st.integers(1, 2))}", room="S1-01", bed=draw(st.integers(1, 3))
            )
        else:
            story.tell(kind, at, after=after, place=f"S{draw(st.integers(1, 2))}", n=n)
    return story.told


@given(histories(), st.randoms(use_true_random=False))
def test_the_fold_is_of_a_set_whatever_order_it_came_in(told: dict[EventId, Event], rng: object) -> None:
    shuffled = list(told.items())
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold_person(dict(shuffled)) == fold_person(told)


@given(histories(), st.data())
def test_merging_parts_in_any_way_is_the_fold_of_their_union(told: dict[EventId, Event], data: st.DataObject) -> None:
    """Two sticks carry any subsets, with gaps; once all has come, no trace is left of how it came."""
    keys = list(told)
    left = set(data.draw(st.lists(st.sampled_from(keys), unique=True))) if keys else set()
    one = {key: told[key] for key in keys if key in left}
    other = {key: told[key] for key in reversed(keys) if key not in left}
    fold_person(one)  # a part alone never fails
    fold_person(other)
    assert fold_person({**one, **other}) == fold_person({**other, **one}) == fold_person(told)


@given(histories())
def test_everybody_is_in_exactly_one_class_and_a_conflict_is_two_different_claims(told: dict[EventId, Event]) -> None:
    standing = fold_person(told)
    assert standing.class_ in set(Class)
    assert standing.to_reconcile == (len({(claim.class_, claim.place) for claim in standing.claims}) > 1)
    if standing.claims:
        assert standing.class_ is min((claim.class_ for claim in standing.claims), key=WORST_FIRST.index)


@given(histories(), st.integers(-10_000, 10_000))
def test_shifting_every_clock_changes_no_class(told: dict[EventId, Event], shift: int) -> None:
    moved = {key: event._replace(at=minute(shift)) for key, event in told.items()}
    before, after = fold_person(told), fold_person(moved)
    assert (after.class_, after.to_reconcile) == (before.class_, before.to_reconcile)


def test_a_night_of_a_thousand_calls_is_no_deep_recursion() -> None:
    story = Story()
    last: list[EventId] = []
    for n in range(1500):
        last = [story.tell(Kind.CALLED, n, after=last, to="A", outcome=Outcome.NONE)]
    assert fold_person(story.told).tries == 1500


def test_an_answer_takes_back_being_out_of_reach_and_nothing_another_desk_says() -> None:
    story = Story()
    gone = story.tell(Kind.UNREACHABLE, 5)
    there = story.tell(Kind.ARRIVED, 6, place="S1")
    story.tell(Kind.CALLED, 9, after=[gone, there], to="self", outcome=Outcome.ANSWERED)
    standing = fold_person(story.told)
    assert (standing.class_, standing.to_reconcile) == (Class.NOT_MOVED, True)
    assert {(claim.class_, claim.place) for claim in standing.claims} == {
        (Class.NOT_MOVED, None),
        (Class.MOVED, "S1"),
    }
