"""How little a closure changes in a township, and that nothing much better goes unsaid."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.comparison import with_known_helpers
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.drawn_cases import changed_case, drawn_case
from tests.core.planning.villages import (
    case,
    closed,
    helper,
    never,
    nothing,
    party,
    place,
    random_closures,
    random_roads,
    shelter,
)

THRESHOLD = 0.02  # of the person-minutes: from there on both plans are shown


def township(rnd: Random) -> Case:
    """Forty crossings, twelve villages with 120 households, eight shelters with a few beds to spare."""
    nodes, links = random_roads(rnd, 40, 25)
    spots = [(rnd.uniform(0, 4000), rnd.uniform(0, 4000)) for _ in range(20)]
    places = [place(f"v{i:02}", *spots[i]) for i in range(12)]
    people = []
    for i in range(120):
        many = rnd.choice([1, 2, 2, 3, 4])
        members = [rnd.choices(list(Mobility), [80, 15, 3, 2])[0] for _ in range(many)]
        people.append(party(f"h{i:03}", rnd.choice(places).code, *members))
    beds = round(sum(len(one.members) for one in people) * 1.3 / 8) + 1
    return case(
        nodes,
        links,
        places,
        [shelter(f"s{i}", *spots[12 + i], beds) for i in range(8)],
        people,
        closures=tuple(random_closures(rnd, links, 4, reopening=True)),
        helpers=tuple(
            helper(f"z{i:02}", rnd.choice(places).code, carries=rnd.randint(0, 2), car_seats=rnd.choice([0, 0, 4]))
            for i in range(60)
        ),
        worth_telling=THRESHOLD,
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9))
def test_no_more_are_left_out_than_a_fresh_plan_leaves_or_both_are_shown(seed: int) -> None:
    """Drawn nights with cars, a fleet and few beds; whoever was not touched is left out by none of them."""
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    later = changed_case(rnd, drawn, make_plan(drawn, nothing, never))
    answer = replan(later, nothing, never)
    fresh = make_plan(with_known_helpers(later), nothing, never)
    assert answer.plan.served >= fresh.served or (answer.fresh is not None and answer.fresh.served >= fresh.served)
    safe = {move.household for move in answer.plan.moves}
    assert safe.issuperset(answer.moved_for_them)


@pytest.mark.parametrize("seed", range(5))
def test_a_closure_leaves_the_untouched_alone_and_nothing_much_better_unsaid(seed: int) -> None:
    rnd = Random(seed)
    drawn = township(rnd)
    standing = make_plan(drawn, nothing, never)
    used = Counter(link for move in standing.moves for link in move.route.links)
    road = rnd.choice([link for link, _ in used.most_common(10)])
    changed = replace(drawn, standing=standing, closures=(*drawn.closures, closed(road, 0)))
    answer = replan(changed, nothing, never)
    assert violations(changed, answer.plan) == ()
    ways = {move.household: (move.shelter, move.route.links, move.depart) for move in standing.moves}
    after = {move.household: (move.shelter, move.route.links, move.depart) for move in answer.plan.moves}
    untouched = ways.keys() - set(answer.touched)
    unchanged = sum(ways[household] == after.get(household) for household in untouched)
    assert unchanged >= 0.95 * len(untouched)
    fresh = make_plan(with_known_helpers(changed), nothing, never)
    near = answer.plan.served >= fresh.served and answer.plan.exposure <= (1 + THRESHOLD) * fresh.exposure
    assert near or answer.fresh is not None
