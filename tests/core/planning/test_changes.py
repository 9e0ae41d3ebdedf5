"""Every kind of change of a night, and the fresh plan beside the least change where it is worth telling."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.comparing import may_gain, worth_telling
from core.domain.people import Mobility
from core.domain.plans import Mode, Novelty, Plan, Replan
from core.domain.roads import Vehicle
from core.planning.case import Case, CaseParty
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.villages import (
    AT,
    after,
    case,
    closed,
    link,
    never,
    node,
    nothing,
    party,
    place,
    random_case,
    random_closures,
    shelter,
    walkers,
)


def planned(drawn: Case) -> Plan:
    return make_plan(drawn, nothing, never)


def answered(drawn: Case, **facts: object) -> tuple[Case, Replan]:
    """The case after a change of its standing plan, and the answer to it, checked."""
    changed = replace(drawn, standing=planned(drawn), **facts)  # type: ignore[arg-type]
    answer = replan(changed, nothing, never)
    assert violations(changed, answer.plan) == ()
    return changed, answer


def goals(plan: Plan) -> dict[str, str]:
    return {move.household: move.shelter for move in plan.moves}


def told(answer: Replan) -> list[tuple[str, tuple[Novelty, ...]]]:
    return [(telling.household, telling.novelties) for telling in answer.to_tell]


def ring(parties: Sequence[CaseParty] = (walkers("h", "v", 2), walkers("i", "v", 2)), **facts: object) -> Case:
    """v --10-- s (2 beds), v --20-- t (6 beds) and v --60-- u (6 beds); h and i of two each, in v."""
    at = {"a": (0, 0), "s": (640, 0), "t": (0, 1280), "u": (0, -3850)}
    return case(
        [node(name, *xy) for name, xy in at.items()],
        [link("as", "a", "s", 10), link("at", "a", "t", 20), link("au", "a", "u", 60)],
        [place("v", 0, 0)],
        [shelter("s", *at["s"], 2), shelter("t", *at["t"], 6), shelter("u", *at["u"], 6)],
        parties,
        **{"together": False, **facts},
    )


def test_an_opening_touches_nobody_and_is_offered_where_it_saves_much() -> None:
    """All roads but the long one are shut when the plan is made; then they open."""
    shut = ring(closures=(closed("as", 0), closed("at", 0)))
    changed, answer = answered(shut, closures=())
    assert goals(answer.plan) == {"h": "u", "i": "u"}
    assert (answer.touched, answer.kept, told(answer)) == ((), 2, [])
    assert answer.fresh is not None
    assert violations(changed, answer.fresh) == ()
    assert sorted(goals(answer.fresh).values()) == ["s", "t"]
    assert (answer.plan.exposure, answer.fresh.exposure) == (240.0, 60.0)
    assert {telling.household for telling in answer.fresh_to_tell} == {"h", "i"}


@pytest.mark.parametrize(("threshold", "offered"), [(3.0, True), (3.01, False)])
def test_the_officer_sets_what_is_worth_telling(threshold: float, offered: bool) -> None:
    shut = ring(closures=(closed("as", 0), closed("at", 0)), worth_telling=threshold)
    assert (answered(shut, closures=())[1].fresh is not None) == offered  # 180 person-minutes more than its 60


@pytest.mark.parametrize(("further", "shown"), [(0.0199, False), (0.02, True), (0.0201, True)])
def test_without_a_choice_nothing_further_than_two_per_cent_from_a_fresh_plan_stands_alone(
    further: float, shown: bool
) -> None:
    """Of the fresh plan's person-minutes, not of the answer's own, which are more."""
    usual, fresh = ring().worth_telling, 1000.0
    answer = replace(planned(ring()), exposure=fresh * (1 + further), exposure_bound=fresh)
    assert worth_telling(answer, usual, answer.served, fresh) == shown
    assert may_gain(answer, usual) == shown


def test_more_persons_safe_always_count_and_as_many_must_save_time() -> None:
    plan = planned(ring())
    assert worth_telling(plan, 0.05, plan.served + 1, plan.exposure * 2)
    assert not worth_telling(plan, 0.0, plan.served, plan.exposure)
    assert not worth_telling(plan, 0.05, plan.served - 1, 0.0)


def test_nothing_is_offered_where_nothing_changed() -> None:
    assert answered(ring())[1].fresh is None


def test_a_full_shelter_touches_only_its_own() -> None:
    drawn = ring()
    first = next(household for household, goal in goals(planned(drawn)).items() if goal == "s")
    _, answer = answered(drawn, inside=(("s", 2),))
    assert goals(answer.plan) == {"h": "t", "i": "t"}
    assert answer.touched == (first,)
    assert told(answer) == [(first, (Novelty.SHELTER, Novelty.ROUTE))]


@pytest.mark.parametrize(("left", "served"), [(False, {"h": "t", "i": "s"}), (True, {"h": "s"})])
def test_whoever_is_on_the_road_makes_no_room_for_others(left: bool, served: dict[str, str]) -> None:
    """Only the road to s can be used by those who must be carried; h has its two beds."""
    drawn = ring((walkers("h", "v", 2),))
    on_foot = [replace(road, modes=("walk",)) if road.id != "as" else road for road in drawn.links]
    before = replace(drawn, links=tuple(on_foot))
    parties = (replace(walkers("h", "v", 2), left=left), party("i", "v", Mobility.WHEELCHAIR, Mobility.WHEELCHAIR))
    _, answer = answered(before, parties=parties)
    assert goals(answer.plan) == served


def test_a_batch_of_check_ins_drops_those_and_touches_nobody() -> None:
    drawn = ring((walkers("h", "v", 1), walkers("i", "v", 2), walkers("j", "v", 2)))
    inside = goals(planned(drawn))["h"]
    changed, answer = answered(drawn, parties=drawn.parties[1:], inside=((inside, 1),), at=after(15))
    assert sorted(goals(answer.plan)) == ["i", "j"]
    assert (answer.touched, answer.moved_for_them, answer.kept, told(answer)) == ((), (), 2, [])
    assert all(move.depart == changed.at for move in answer.plan.moves)


def test_a_new_due_village_is_planned_around_those_who_know() -> None:
    drawn = ring()
    more = (*drawn.places, place("w", 640, 0))
    parties = (*drawn.parties, walkers("n", "w", 2))
    _, answer = answered(drawn, places=more, parties=parties)
    before = goals(planned(drawn))
    assert {household: goals(answer.plan)[household] for household in before} == before
    assert (answer.touched, answer.kept, told(answer)) == (("n",), 2, [("n", (Novelty.FOUND,))])


def test_those_on_the_road_are_facts_for_the_fresh_plan_too() -> None:
    shut = ring(closures=(closed("as", 0), closed("at", 0)))
    going = tuple(replace(party, left=party.household == "h") for party in shut.parties)
    _, answer = answered(shut, closures=(), parties=going, at=after(5))
    assert answer.fresh is not None
    for plan in (answer.plan, answer.fresh):
        move = next(move for move in plan.moves if move.household == "h")
        assert (move.shelter, move.depart) == ("u", AT)
    assert {telling.household for telling in answer.fresh_to_tell} == {"i"}


def test_a_broken_bus_leaves_its_people_to_be_fetched_or_to_walk() -> None:
    at = {"a": (0, 0), "b": (30_000, 0)}
    drawn = case(
        [node(name, *xy) for name, xy in at.items()],
        [link("ab", "a", "b", 460)],
        [place("v", 0, 0)],
        [shelter("s", *at["b"], 9)],
        [walkers("h", "v", 2), walkers("i", "v", 1)],
        fleet=(Vehicle("k", "bus", 20, depot="a"),),
    )
    assert {move.mode for move in planned(drawn).moves} == {Mode.BUS}
    _, answer = answered(drawn, fleet=())
    assert {move.mode for move in answer.plan.moves} == {Mode.WALK}
    assert set(answer.touched) == {"h", "i"}
    assert {telling.household for telling in answer.to_tell} == {"h", "i"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_the_answer_is_near_the_fresh_optimum_or_that_is_shown_beside_it(seed: int) -> None:
    rnd = Random(seed)
    drawn = random_case(rnd, helpers=(), worth_telling=rnd.choice([0.0, 0.02, 0.3]))
    more = tuple(random_closures(rnd, drawn.links, rnd.randint(0, 2), reopening=True))
    kept = drawn.closures[rnd.randint(0, 1) :]
    changed, answer = answered(drawn, closures=(*kept, *more))
    fresh = make_plan(changed, nothing, never)
    if answer.fresh is not None:
        assert violations(changed, answer.fresh) == ()
        assert worth_telling(answer.plan, changed.worth_telling, answer.fresh.served, answer.fresh.exposure)
    else:
        assert not worth_telling(answer.plan, changed.worth_telling, fresh.served, fresh.exposure)
