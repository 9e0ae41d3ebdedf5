"""Persons, peak and visits: three figures, from what was recorded in its causal order, whatever the clocks said."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.events import Kind
from core.domain.harm import Harm
from core.domain.ids import PersonId
from core.domain.stays import InHouse, Stay, in_house, stays_of
from tests.factories import Story, minute

Told = list[tuple[str, float, str]]  # kind, minutes, place


def stays(name: str, told: Told) -> tuple[Stay, ...]:
    """One person's night, each entry knowing the one before."""
    story, last = Story(f"person/{name}"), []
    for kind, at, place in told:
        last = [
            story.tell(
                kind, at, after=last, place=place or None, **({"harm": Harm.HOSPITAL} if kind == Kind.HARMED else {})
            )
        ]
    return stays_of(PersonId(name), story.told)


@pytest.mark.parametrize(
    ("nights", "place", "persons", "peak", "visits"),
    [
        pytest.param([[("arrived", 5, "S1")]], "S1", 1, 1, 1, id="one who comes and stays"),
        pytest.param([[("arrived", 5, "S1"), ("arrived", 9, "S1")]], "S1", 1, 1, 1, id="a bed is no second visit"),
        pytest.param(
            [[("arrived", 5, "S1"), ("left", 9, ""), ("arrived", 20, "S1")]], "S1", 1, 1, 2, id="who comes back is two"
        ),
        pytest.param(
            [[("arrived", 5, "S1"), ("left", 9, "")], [("arrived", 9, "S1")]], "S1", 2, 1, 2, id="one out, one in"
        ),
        pytest.param([[("arrived", 5, "S1")], [("arrived", 6, "S1")]], "S1", 2, 2, 2, id="two at one time"),
        pytest.param([[("arrived", 5, "S1"), ("roomed", 6, "S1")]], "S1", 1, 1, 1, id="a room is where he already is"),
        pytest.param([[("roomed", 6, "S1")]], "S1", 1, 1, 1, id="a room of one whose arrival was lost"),
        pytest.param(
            [[("arrived", 5, "S1"), ("arrived", 9, "S2")]], "*", 1, 1, 2, id="a transfer is one person, two visits"
        ),
        pytest.param(
            [[("arrived", 5, "S1"), ("harmed", 9, "")], [("arrived", 20, "S1")]], "S1", 2, 1, 2, id="to the hospital"
        ),
        pytest.param(
            [[("arrived", 50, "S1"), ("left", 9, "")], [("arrived", 50, "S1")]],
            "S1",
            2,
            1,
            2,
            id="a clock that is back",
        ),
    ],
)
def test_three_different_figures(nights: list[Told], place: str, persons: int, peak: int, visits: int) -> None:
    found = in_house(stay for n, told in enumerate(nights) for stay in stays(f"p{n}", told))[place]
    assert (found.persons, found.peak, found.visits) == (persons, peak, visits)


def test_two_desks_that_claim_one_person_have_him_each_and_all_have_him_once() -> None:
    story = Story()
    story.tell(Kind.ARRIVED, 5, place="S1")
    story.tell(Kind.ARRIVED, 6, place="S2")
    found = in_house(stays_of(PersonId("p"), story.told))
    assert (found["S1"].peak, found["S2"].peak, found["*"].peak, found["*"].persons) == (1, 1, 1, 1)


def test_what_was_taken_back_never_was() -> None:
    story = Story()
    story.void(story.tell(Kind.ARRIVED, 5, place="S1"))
    assert stays_of(PersonId("p"), story.told) == ()


def test_nobody_anywhere() -> None:
    assert in_house(()) == {"*": InHouse()}


@given(
    st.lists(
        st.tuples(st.sampled_from(("arrived", "left")), st.integers(0, 30), st.sampled_from(("S1", "S2"))), max_size=6
    )
)
def test_the_order_in_which_entries_came_changes_nothing(told: Told) -> None:
    story, last = Story(), []
    for n, (kind, at, place) in enumerate(told):
        made = story.tell(kind, at, after=last, place=place)
        last = [made] if n % 3 else last  # now and then two desks that did not know of one another
    events = list(story.told.items())
    first = set(stays_of(PersonId("p"), dict(events)))
    for other in list(permutations(events))[:24]:
        assert set(stays_of(PersonId("p"), dict(other))) == first


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_the_peak_is_the_most_that_a_clock_in_the_door_would_have_seen(drawn: list[tuple[int, int, int]]) -> None:
    """Against brute force: count who is in, minute by minute."""
    there = [
        Stay(PersonId(f"p{who}-{n}"), "S1", minute(start), minute(start + long))
        for n, (who, start, long) in enumerate(drawn)
    ]
    most = max((sum(s.start <= minute(m) < (s.until or minute(99)) for s in there) for m in range(42)), default=0)
    found = in_house(there)["*"]
    assert found.peak == most
    assert found.visits >= found.persons >= found.peak
