"""Two desks that did not know of each other said different things of a door: which is shown has nothing to do with
their clocks."""

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.events import Kind
from core.domain.ids import EventId
from core.domain.in_force import last_said
from tests.factories import Story

DOORS = (Kind.SHELTER_OPENED, Kind.SHELTER_CLOSED)


def test_who_knew_more_is_shown_before_who_has_the_later_clock() -> None:
    story = Story("shelter/S1")
    opened = story.tell(Kind.SHELTER_OPENED, 0)
    story.tell(Kind.SHELTER_CLOSED, 600, after=[])
    again = story.tell(Kind.SHELTER_OPENED, 5, after=[story.tell(Kind.SHELTER_CLOSED, 1, after=[opened])])
    assert [event.id for event in last_said(story.told, *DOORS)] == [again]


def test_what_was_written_after_another_through_a_stranger_replaces_it() -> None:
    story = Story("shelter/S1")
    newer = story.tell("of a newer version", 2, after=[story.tell(Kind.SHELTER_OPENED, 1)])
    closed = story.tell(Kind.SHELTER_CLOSED, 0, after=[newer])
    assert [event.id for event in last_said(story.told, *DOORS)] == [closed]


@given(seed=st.integers(0, 2**32))
def test_neither_clocks_nor_the_order_of_arrival_have_a_say(seed: int) -> None:
    draws, story, ids = random.Random(seed), Story("shelter/S1"), list[EventId]()
    for _ in range(draws.randint(1, 9)):
        before = draws.sample(ids, k=draws.randint(0, min(2, len(ids))))
        ids.append(story.tell(draws.choice(DOORS), draws.randint(-99, 99), after=before))
    told = list(story.told.values())
    off = [event._replace(at=event.at + timedelta(hours=draws.randint(-90_000, 20_000))) for event in told]
    draws.shuffle(off)
    shown = last_said(story.told, *DOORS)
    assert len(shown) == 1
    assert [event.id for event in last_said({event.id: event for event in off}, *DOORS)] == [shown[0].id]
