"""What a change touches, who makes room for whom, and whom to tell."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.plans import Novelty, Plan, ShortfallRule
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import replan
from core.planning.telling import diff_plans
from tests.core.planning.drawn_cases import changed_case, drawn_case
from tests.core.planning.villages import (
    AT,
    after,
    case,
    closed,
    helper,
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


def two_valleys(**facts: object) -> Case:
    """
    v --10-- m --10-- s (4 beds)        u --10-- t (4 beds)
              \\--------30----------------------- t
    """
    at = {"a": (0, 0), "m": (640, 0), "b": (1280, 0), "u": (0, 3000), "c": (640, 3000)}
    return case(
        [node(name, *xy) for name, xy in at.items()],
        [
            link("am", "a", "m", 10),
            link("mb", "m", "b", 10),
            link("mc", "m", "c", 30),
            link("uc", "u", "c", 10),
            link("ub", "u", "b", 60),
        ],
        [place("v", *at["a"]), place("u", *at["u"])],
        [shelter("s", *at["b"], 4), shelter("t", *at["c"], 4)],
        [walkers("h", "v", 3), walkers("i", "u", 2)],
        **facts,
    )


def planned(drawn: Case) -> Plan:
    return make_plan(drawn, nothing, never)


def after_change(drawn: Case, **facts: object) -> Case:
    return replace(drawn, standing=planned(drawn), **facts)  # type: ignore[arg-type]


def goals(plan: Plan) -> dict[str, str]:
    return {m.household: m.shelter for m in plan.moves}


def test_nothing_happens_where_nothing_changed() -> None:
    again = after_change(two_valleys(helpers=(helper("p", "v"), helper("q", "v"))))
    answer = replan(again, nothing, never)
    assert again.standing is not None
    assert answer.plan.moves == again.standing.moves
    assert answer.plan.pairings == again.standing.pairings
    assert (answer.touched, answer.moved_for_them, answer.kept, answer.to_tell) == ((), (), 2, ())


def test_only_who_used_the_closed_road_changes() -> None:
    changed = after_change(
        two_valleys(),
        closures=(closed("mb", 5),),
        shelters=(*two_valleys().shelters[:1], replace(two_valleys().shelters[1], capacity=9)),
    )
    answer = replan(changed, nothing, never)
    assert goals(answer.plan) == {"h": "t", "i": "t"}
    assert (answer.touched, answer.moved_for_them, answer.kept) == (("h",), (), 1)
    assert [(t.household, t.novelties) for t in answer.to_tell] == [("h", (Novelty.SHELTER, Novelty.ROUTE))]
    assert violations(changed, answer.plan) == ()


def test_an_untouched_household_makes_room_only_where_somebody_would_be_stranded() -> None:
    """h can now only reach t, where i holds two of four beds; i can go to s by the long road, which h cannot reach."""
    drawn = two_valleys()
    drawn = replace(
        drawn, links=tuple(replace(k, oneway=True, modes=("walk",)) if k.id == "uc" else k for k in drawn.links)
    )
    changed = after_change(drawn, closures=(closed("mb", 5),))
    answer = replan(changed, nothing, never)
    assert goals(answer.plan) == {"h": "t", "i": "s"}
    assert (answer.touched, answer.moved_for_them, answer.kept) == (("h",), ("i",), 0)
    assert violations(changed, answer.plan) == ()


def test_beds_that_one_giving_way_leaves_over_go_to_whom_they_serve_best() -> None:
    """v --10-- s (2 beds), v --30-- t (9 beds, steps). i sleeps in s; h in a wheelchair and n are new. h needs a bed in
    s, so i of two gives way; the bed that is then left in s is n's, who was to go to t for want of it."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 0, 1900)],
        [link("ab", "a", "b", 10), link("ac", "a", "c", 30)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 2), shelter("t", 0, 1900, 9, step_free=False)],
        [walkers("i", "v", 2)],
    )
    new = (party("h", "v", Mobility.WHEELCHAIR), walkers("n", "v", 1))
    changed = after_change(drawn, parties=(*drawn.parties, *new), due_households=frozenset("hin"))
    answer = replan(changed, nothing, never)
    assert violations(changed, answer.plan) == ()
    assert goals(answer.plan) == {"h": "s", "i": "t", "n": "s"}
    assert (answer.touched, answer.moved_for_them) == (("h", "n"), ("i",))


def test_a_route_that_is_done_before_the_closure_is_not_touched() -> None:
    changed = after_change(two_valleys(), closures=(closed("mb", 20),))
    answer = replan(changed, nothing, never)
    assert (answer.touched, answer.kept, answer.to_tell) == ((), 2, ())
    assert {m.household: m.deadline for m in answer.plan.moves}["h"] is None  # the long way round stays open
    shut = replace(changed, closures=(closed("mb", 20), closed("mc", 100)))
    assert {m.household: m.deadline for m in replan(shut, nothing, never).plan.moves}["h"] == after(60)


def test_a_departure_that_has_passed_shifts_to_now_without_a_word() -> None:
    later = replace(after_change(two_valleys()), at=after(30))
    answer = replan(later, nothing, never)
    assert {m.household: (m.depart, m.arrive) for m in answer.plan.moves} == {
        "h": (after(30), after(50)),
        "i": (after(30), after(40)),
    }
    assert (answer.touched, answer.kept, answer.to_tell) == ((), 2, ())
    shut = replace(later, closures=(closed("mb", 40),))  # would still be on it: now the shift breaks the route
    assert replan(shut, nothing, never).touched == ("h",)


def test_a_longer_road_that_was_told_holds_where_the_shorter_is_done_before_the_shelter_opens() -> None:
    r"""
    v --7-- m --7-- s (opens at 20): the only road at first, out at 6 and there at 20
     \------4------/
    Then the short one opens, until 17, and the first half of the long one will close at 14.
    """
    at = {"a": (0, 0), "m": (640, 0), "b": (1280, 0)}
    drawn = case(
        [node(name, *xy) for name, xy in at.items()],
        [link("am", "a", "m", 7), link("mb", "m", "b", 7), link("ab", "a", "b", 4)],
        [place("v", *at["a"])],
        [shelter("s", *at["b"], 4, opens_after_min=20)],
        [walkers("h", "v", 2)],
        closures=(closed("ab", 0),),
    )
    changed = after_change(drawn, closures=(closed("ab", 17), closed("am", 14)))
    plan = replan(changed, nothing, never).plan
    assert [(m.route.links, m.depart, m.deadline) for m in plan.moves] == [(("am", "mb"), after(6), after(7))]
    assert (plan.served, plan.served_bound, violations(changed, plan)) == (2, 2, ())
    for wrong in (after(6.5), after(13.5), None):
        moves = (replace(plan.moves[0], deadline=wrong),)
        assert [f.rule for f in violations(changed, replace(plan, moves=moves))] == ["deadline_wrong"]


def test_who_is_on_the_road_goes_on_at_his_own_times_while_it_holds() -> None:
    drawn = two_valleys()
    left = tuple(replace(p, left=p.household == "h") for p in drawn.parties)
    going = replace(after_change(drawn, parties=left), at=after(12))
    behind = replace(going, closures=(closed("am", 12),))  # he has passed it; who had not left would be cut off
    for changed in (going, behind):
        for plan in (replan(changed, nothing, never).plan, planned(changed)):
            assert violations(changed, plan) == ()
            assert {m.household: (m.depart, m.arrive) for m in plan.moves}["h"] == (AT, after(20))
    ahead = replace(going, closures=(closed("mb", 15),))
    answer = replan(ahead, nothing, never)
    assert violations(ahead, answer.plan) == ()
    assert answer.touched == ("h",)


def test_who_should_have_arrived_but_is_not_checked_in_is_not_sent_again_from_his_door() -> None:
    """Twenty minutes' walk: at minute 25 he is there, only nobody has written it down. The shelter was open then."""
    drawn = two_valleys()
    left = tuple(replace(p, left=p.household == "h") for p in drawn.parties)
    later = replace(after_change(drawn, parties=left), at=after(25))
    for plan in (replan(later, nothing, never).plan, planned(later)):
        assert violations(later, plan) == ()
        assert {m.household: (m.depart, m.arrive) for m in plan.moves}["h"] == (AT, after(20))


def test_who_has_gone_is_dropped_and_who_shrank_keeps_the_bed() -> None:
    drawn = two_valleys()
    smaller = replace(drawn.parties[0], members=drawn.parties[0].members[:1])
    answer = replan(after_change(drawn, parties=(smaller,)), nothing, never)
    assert goals(answer.plan) == {"h": "s"}
    assert [len(m.persons) for m in answer.plan.moves] == [1]
    assert (answer.touched, answer.kept, answer.to_tell) == ((), 1, ())


def test_new_households_are_touched_and_told() -> None:
    drawn = two_valleys()
    answer = replan(after_change(drawn, parties=(*drawn.parties, walkers("n", "u", 1))), nothing, never)
    assert (answer.touched, answer.kept) == (("n",), 2)
    assert [(t.household, t.novelties) for t in answer.to_tell] == [("n", (Novelty.FOUND,))]


def test_a_full_shelter_sends_the_fewest_away() -> None:
    drawn = replace(two_valleys(), parties=(walkers("h", "v", 1), walkers("j", "v", 1), walkers("k", "v", 2)))
    answer = replan(after_change(drawn, inside=(("s", 2),)), nothing, never)
    assert (answer.touched, answer.kept) == (("k",), 2)


def test_nobody_who_is_lost_is_left_unsaid() -> None:
    drawn = two_valleys()
    cut = after_change(drawn, closures=(closed("am", 0),))
    answer = replan(cut, nothing, never)
    assert [(t.household, t.novelties) for t in answer.to_tell] == [("h", (Novelty.LOST,))]
    assert answer.touched == ("h",)
    later = replace(cut, standing=answer.plan)
    assert replan(later, nothing, never).touched == ()  # still cut off: nothing new
    opened = replace(later, closures=())
    found = replan(opened, nothing, never)
    assert [(t.household, t.novelties) for t in found.to_tell] == [("h", (Novelty.FOUND,))]


def test_a_broken_second_route_alone_is_replaced_quietly() -> None:
    """The first way of h stands; the second, round by t, closes."""
    drawn = two_valleys()
    second = next(m.second for m in planned(drawn).moves if m.household == "h")
    assert second is not None
    assert second.links == ("am", "mc", "uc", "ub")
    answer = replan(after_change(drawn, closures=(closed("ub", 30),)), nothing, never)
    assert (answer.touched, answer.to_tell) == ((), ())
    assert {m.household: m.second for m in answer.plan.moves}["h"] is None


def test_helpers_stay_and_a_new_one_is_told() -> None:
    drawn = two_valleys(
        helpers=(helper("p", "v"), helper("q", "v"), helper("r", "m", age=66)),
    )
    drawn = replace(drawn, places=(*drawn.places, place("m", 640, 0)))
    changed = after_change(drawn, helpers=drawn.helpers[1:])
    answer = replan(changed, nothing, never)
    assert {(p.household, p.helper) for p in answer.plan.pairings} == {("h", "q"), ("h", "r")}
    assert [(t.household, t.helper, t.novelties) for t in answer.to_tell] == [("h", "q", (Novelty.HELPER,))]


def test_a_first_plan_is_news_to_everybody() -> None:
    told = diff_plans(None, planned(two_valleys()))
    assert [(t.household, t.novelties) for t in told] == [("h", (Novelty.FOUND,)), ("i", (Novelty.FOUND,))]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 40))
def test_a_replan_breaks_no_rule_strands_nobody_and_keeps_the_untouched(seed: int, minutes: int) -> None:
    rnd = Random(seed)
    drawn = random_case(rnd)
    more = random_closures(rnd, drawn.links, rnd.randint(0, 2), reopening=False)
    changed = after_change(drawn, closures=(*drawn.closures, *more), at=AT + timedelta(minutes=minutes))
    begun = {(m.household, m.place) for m in changed.standing.moves if m.depart < changed.at}  # type: ignore[union-attr]
    parties = tuple(replace(p, left=(p.household, p.place) in begun and rnd.random() < 0.4) for p in changed.parties)
    changed = replace(changed, parties=parties)
    on_the_road = {(p.household, p.place) for p in parties if p.left}
    answer = replan(changed, nothing, never)
    assert violations(changed, answer.plan) == ()
    assert changed.standing is not None
    old = {(m.household, m.place): m for m in changed.standing.moves}
    told = {t.household for t in answer.to_tell}
    free = set(answer.touched) | set(answer.moved_for_them)
    for move in answer.plan.moves:
        before = old.get((move.household, move.place))
        if before is not None and move.household not in free:
            assert (move.shelter, move.route.links) == (before.shelter, before.route.links)
            out = (move.household, move.place) in on_the_road
            assert move.depart == (before.depart if out else max(before.depart, changed.at))
    changes = {t.household for t in answer.to_tell if set(t.novelties) != {Novelty.HELPER}}
    assert changes <= free
    assert told >= {s.household for s in answer.plan.shortfall if (s.household, s.place) in old}
    assert violations(changed, planned(changed)) == ()
    fresh = planned(replace(changed, kept_pairings=tuple((p.household, p.helper) for p in changed.standing.pairings)))
    riding = any(h.car_seats for h in drawn.helpers)
    if not riding:
        assert answer.plan.served >= fresh.served - sum(len(p.members) for p in drawn.parties if p.joins)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 40))
@example(47161693, 0)  # had a seat in a trip to another shelter
@example(3, 0)  # follows his household without having been held to it: the proof must not say so
def test_whoever_was_sent_to_one_shelter_goes_there_or_nowhere(seed: int, minutes: int) -> None:
    """Orders to go on come after the plan; a fresh plan and a replan take them as they are, and the checks agree."""
    rnd = Random(seed)
    drawn = random_case(rnd)
    changed = after_change(drawn, at=AT + timedelta(minutes=minutes))
    names = [one.id for one in drawn.shelters]
    parties = tuple(replace(p, sent_to=rnd.choice([None, *names])) for p in changed.parties)
    changed = replace(changed, parties=parties)
    sent = {(p.household, p.place): p.sent_to for p in parties if p.sent_to is not None}
    for plan in (replan(changed, nothing, never).plan, planned(changed)):
        assert violations(changed, plan) == ()
        assert all(m.shelter == sent.get((m.household, m.place), m.shelter) for m in plan.moves)
        rules = {(s.household, s.place): s.rule for s in plan.shortfall}
        assert {rules[key] for key in sent if key in rules}.isdisjoint(
            {ShortfallRule.NO_ROOM, ShortfallRule.NO_FIT_SHELTER, ShortfallRule.LARGER_THAN_ANY}
        )


@pytest.mark.parametrize("seed", [5009, 5134])
def test_orders_to_go_on_beside_vehicles_that_go_on(seed: int) -> None:
    """A bus that was to take them elsewhere; a neighbour whose helper now makes trips, who is not told the old way."""
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    changed = changed_case(rnd, drawn, planned(drawn))
    names = [one.id for one in changed.shelters]
    parties = tuple(replace(p, sent_to=None if p.left else rnd.choice([None, None, *names])) for p in changed.parties)
    changed = replace(changed, parties=parties)
    assert violations(changed, replan(changed, nothing, never).plan) == ()
    assert violations(changed, planned(changed)) == ()
