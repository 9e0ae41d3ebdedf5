"""A memory of the roads changes nothing but the time: the same plans and replans, whatever was planned before."""

from contextlib import suppress
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning.case import Case
from core.planning.planner import Stopped, make_plan
from core.planning.prepared import PreparedRoads
from core.planning.ready import make_ready
from core.planning.replan import replan
from tests.core.planning.drawn_cases import changed_case, drawn_case
from tests.core.planning.villages import closed, never, nothing, place, random_case, random_closures, walkers


def changed(rnd: Random, drawn: Case) -> Case:
    """One of the changes of a night: roads close, open, beds fill, villages are added, the network is mended."""
    kind = rnd.randrange(5)
    if kind == 0:
        return replace(drawn, closures=(*drawn.closures, *random_closures(rnd, drawn.links, 1, reopening=True)))
    if kind == 1:
        return replace(drawn, closures=drawn.closures[1:])
    if kind == 2:
        return replace(drawn, inside=((drawn.shelters[0].id, rnd.randint(0, 9)),))
    if kind == 3:
        more = walkers(f"new{len(drawn.parties)}", rnd.choice(drawn.places).code, 2)
        return replace(drawn, parties=(*drawn.parties, more))
    return replace(drawn, links=tuple(replace(each, walk_s=(each.walk_s or 60) + 60) for each in drawn.links))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_plans_with_a_memory_are_those_without(seed: int) -> None:
    rnd = Random(seed)
    drawn, roads = random_case(rnd), PreparedRoads()
    plan = make_plan(drawn, nothing, never, roads)
    assert plan == make_plan(drawn, nothing, never)
    for _ in range(3):
        drawn = changed(rnd, replace(drawn, standing=plan))
        answer = replan(drawn, nothing, never, roads)
        assert answer == replan(drawn, nothing, never)
        plan = answer.plan
    assert make_plan(drawn, nothing, never, roads) == make_plan(drawn, nothing, never)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9))
def test_nights_with_a_memory_are_those_without(seed: int) -> None:
    """With fleets, crowded roads and hours that pass."""
    rnd, roads = Random(seed), PreparedRoads()
    night = drawn_case(rnd)
    plan = make_plan(night, nothing, never, roads)
    for _ in range(3):
        night = changed_case(rnd, night, plan)
        answer = replan(night, nothing, never, roads)
        assert answer == replan(night, nothing, never)
        plan = answer.plan


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9))
def test_an_answer_made_ready_is_the_one_that_was_not(seed: int) -> None:
    """Ready for this night, for another hour or plan of it, or for another map altogether: what does not hold is not
    used."""
    rnd = Random(seed)
    night, other = drawn_case(rnd), drawn_case(rnd)
    plan = make_plan(night, nothing, never)
    later = changed_case(rnd, night, plan)
    alone = replan(later, nothing, never)
    of_another = replace(other, standing=make_plan(other, nothing, never))
    for before in (replace(night, standing=plan), replace(later, standing=alone.plan), of_another):
        roads = PreparedRoads()
        make_ready(before, never, roads)
        assert replan(later, nothing, never, roads) == alone


def test_what_made_ready_is_ended_leaves_is_right() -> None:
    night = drawn_case(Random(4))
    later = changed_case(Random(4), night, make_plan(night, nothing, never))
    for asked in (1, 3, 9):
        left, roads = iter([False] * asked), PreparedRoads()
        with suppress(Stopped):
            make_ready(later, lambda left=left: next(left, True), roads)  # type: ignore[misc]
        assert replan(later, nothing, never, roads) == replan(later, nothing, never)


def test_legs_of_a_standing_trip_are_read_once_for_each_map() -> None:
    night = next(
        replace(drawn, standing=plan)
        for drawn in (drawn_case(Random(seed)) for seed in range(99))
        if (plan := make_plan(drawn, nothing, never)).trips
    )
    roads = PreparedRoads()
    make_ready(night, never, roads)
    read = dict(roads.of(night).legs_read)
    assert {key[1] for key in read} == {leg.links for trip in night.standing.trips for leg in trip.legs if leg.links}  # type: ignore[union-attr]
    replan(night, nothing, never, roads)
    assert all(roads.of(night).legs_read[key] is read[key] for key in read)
    assert not roads.of(replace(night, links=night.links[1:])).legs_read


def test_what_is_remembered_is_kept_while_the_network_is_the_same() -> None:
    drawn = random_case(Random(3))
    roads = PreparedRoads()
    first = roads.of(drawn)
    assert roads.of(replace(drawn, closures=(closed(drawn.links[0].id, 0),), parties=())) is first
    equal = replace(drawn, links=tuple(replace(each) for each in drawn.links))
    assert equal.links[0] is not drawn.links[0]
    assert roads.of(equal) is first
    assert roads.of(replace(drawn, places=(*drawn.places, place("more", 9, 9)))) is not first
