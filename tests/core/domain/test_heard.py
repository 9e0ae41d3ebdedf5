"""Which plan a household goes by: what it was told last, whoever adopted it; said apart, either."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.events import Kind
from core.domain.heard import MEMBERS, Heard, first_plans, goes_by, heard, plan_order, split_told, told_subject
from core.domain.ids import EventId, HouseholdId
from tests.factories import Story, minute

P, Q, R = (EventId(f"{n:032x}") for n in range(3))
ORDER = {P: 0, Q: 1, R: 2}


def known(story: Story) -> list[tuple[EventId, bool]]:
    return [(one.plan, one.live) for one in heard(story.told)]


def test_the_last_telling_is_what_somebody_knows_and_the_ones_before_stay() -> None:
    story = Story("household/H1")
    first = story.tell(Kind.TOLD, 5, plan=P)
    again = story.tell(Kind.TOLD, 1, after=[first], plan=Q)
    assert known(story) == [(P, False), (Q, True)]
    story.tell(Kind.TOLD, 2, after=[again], plan=P)
    assert known(story) == [(Q, False), (P, True)]


def test_a_telling_taken_back_brings_back_the_one_before() -> None:
    story = Story("household/H1")
    first = story.tell(Kind.TOLD, plan=P)
    story.void(story.tell(Kind.TOLD, after=[first], plan=Q))
    assert known(story) == [(P, True)]


def test_what_two_desks_told_apart_he_may_go_by_either() -> None:
    story = Story("household/H1")
    both = [story.tell(Kind.TOLD, plan=Q), story.tell(Kind.TOLD, plan=R)]
    assert {plan for plan, live in known(story) if live} == {Q, R}
    story.tell(Kind.TOLD, after=both, plan=R)
    assert [plan for plan, live in known(story) if live] == [R]


def said(*plans: EventId, live: int = 1) -> Sequence[Heard]:
    """Told of these one after the other; the last `live` of them by desks apart."""
    return [Heard(plan, minute(0), EventId(""), n >= len(plans) - live) for n, plan in enumerate(plans)]


@pytest.mark.parametrize(
    ("by_whom", "aside", "goes"),
    [
        ({}, None, ()),
        ({"": said(P, Q)}, None, (Q,)),
        ({"": said(R, Q)}, Q, (R,)),  # before he was told of Q
        ({"": said(Q)}, Q, ()),
        ({"": said(P, Q, R, live=2)}, None, (R, Q)),
        ({"": said(P, Q, R, live=2)}, R, (Q,)),
        ({"": said(Q), MEMBERS: said(R)}, None, (R, Q)),  # they know more than A
        ({"": said(R), MEMBERS: said(Q)}, None, (R,)),  # A speaks for them
        ({MEMBERS: said(Q)}, Q, ()),
        ({MEMBERS: said(Q)}, None, (Q, P)),  # A knows the first one
        ({"": said(P)}, None, ()),
    ],
)
def test_by_which_plans_a_household_goes(
    by_whom: dict[str, Sequence[Heard]], aside: EventId | None, goes: tuple[EventId, ...]
) -> None:
    assert goes_by(by_whom, ORDER, (P,), aside) == goes


def test_the_first_plan_is_the_one_adopted_on_no_other_that_still_counts() -> None:
    story = Story("plan")
    wrong = story.tell(Kind.PLAN_ADOPTED, plan="0")
    taken_back = story.void(wrong)
    one = story.tell(Kind.PLAN_ADOPTED, after=[taken_back], plan="1")
    answer = story.tell(Kind.PLAN_ADOPTED, after=[one], plan="2")
    assert first_plans(story.told) == (one,)
    apart = story.tell(Kind.PLAN_ADOPTED, plan="3")  # another desk made its own
    assert set(first_plans(story.told)) == {one, apart}
    order = plan_order(story.told)
    assert order[answer] > order[one] > max(order[wrong], order[apart])


@given(seed=st.integers(0, 2**32))
def test_the_order_of_arrival_has_no_say(seed: int) -> None:
    draws, story, ids = random.Random(seed), Story("household/H1"), list[EventId]()
    for _ in range(draws.randint(1, 9)):
        before = draws.sample(ids, k=draws.randint(0, min(2, len(ids))))
        if before and draws.random() < 0.2:
            ids.append(story.void(before[0], after=before))
        else:
            ids.append(story.tell(Kind.TOLD, draws.randint(-99, 99), after=before, plan=draws.choice((P, Q, R))))
    events = list(story.told.values())
    draws.shuffle(events)
    assert heard({event.id: event for event in events}) == heard(story.told)
    assert any(one.live for one in heard(story.told)) == bool(heard(story.told))


@pytest.mark.parametrize("whom", ["", MEMBERS, "0" * 32])
def test_a_subject_says_of_whom_and_whom(whom: str) -> None:
    household = HouseholdId("王/0083")
    assert split_told(told_subject(household, whom).removeprefix("household/")) == (household, whom)
