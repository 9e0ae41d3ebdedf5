"""Pairings against an enumeration of every legal one, and each hard rule by itself."""

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.people import Helper, Mobility, Role
from core.domain.plans import SoftRule, UncoveredRule
from core.planning.assignment import Assignment, assign
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.network import build_network
from core.planning.prepared import Roads
from core.planning.reach import Reach
from core.planning.travel import Travel
from tests.core.planning.villages import (
    case,
    closed,
    helper,
    link,
    never,
    node,
    nothing,
    party,
    place,
    shelter,
    walkers,
)


def pair(given_case: Case, deadlines: dict[str, float | None] | None = None) -> Assignment:
    effort = Effort(nothing, never, 10**9, 1e9)
    travel = Travel(given_case, Roads(build_network(given_case)), effort)
    return assign(given_case, Reach(given_case, travel, effort), deadlines or {})  # type: ignore[arg-type]


def valley(helpers: list[Helper], *more: object, **facts: object) -> Case:
    """u --- 10 min --- v --- 10 min --- w --- 40 min --- x; the household lives in v, the shelter is in v."""
    roads = [link("uv", "u", "v", 10), link("vw", "v", "w", 10), link("wx", "w", "x", 40)]
    at = {"u": 0, "v": 640, "w": 1280, "x": 3850}
    return case(
        [node(name, x, 0) for name, x in at.items()],
        roads,
        [*(place(name, x, 0) for name, x in at.items()), place("y", 0, 50_000, "远")],
        [shelter("s", 640, 0, 99)],
        [walkers("h", "v", 2), *more],  # type: ignore[list-item]
        helpers=tuple(helpers),
        **facts,
    )


def who(found: Assignment, household: str = "h") -> dict[Role, str]:
    return {p.role: p.helper for p in found.pairings if p.household == household}


def left(found: Assignment) -> list[tuple[Role, UncoveredRule]]:
    return [(u.role, u.rule) for u in found.uncovered]


def test_the_nearer_of_two_is_a() -> None:
    found = pair(valley([helper("far", "u"), helper("near", "v")]))
    assert who(found) == {Role.PRIMARY: "near", Role.DEPUTY: "far"}
    assert [p.minutes for p in found.pairings] == [2.0, 10.0]


def test_two_of_one_house_are_one_helper() -> None:
    found = pair(valley([helper("p", "v", household="k"), helper("q", "v", household="k")]))
    assert len(who(found)) == 1
    assert left(found) == [(Role.DEPUTY, UncoveredRule.ONLY_SAME_HOUSE)]


def test_who_is_due_himself_helps_nobody() -> None:
    found = pair(valley([helper("p", "v", household="h"), helper("q", "v")]))
    assert who(found) == {Role.PRIMARY: "q"}


@pytest.mark.parametrize(
    ("helpers", "facts", "rule"),
    [
        ([], {}, UncoveredRule.NO_HELPER_IN_REACH),
        ([helper("p", "x"), helper("q", "y")], {}, UncoveredRule.NO_HELPER_IN_REACH),
        ([helper("p", "v", night=False)], {"night": True}, UncoveredRule.NOBODY_AWAKE),
        ([helper("p", "v", max_load=0)], {}, UncoveredRule.ALL_LOADED),
    ],
)
def test_the_rule_that_took_the_last_helper_is_the_reason(
    helpers: list[Helper], facts: dict[str, object], rule: UncoveredRule
) -> None:
    assert left(pair(valley(helpers, **facts))) == [(Role.PRIMARY, rule), (Role.DEPUTY, rule)]


def test_both_helpers_of_the_bedridden_can_lift() -> None:
    weak = [helper("p", "w", carries=0), helper("q", "w", carries=0)]
    found = pair(valley([*weak, helper("r", "w")], party("b", "w", Mobility.BEDRIDDEN)))
    assert who(found, "b") == {Role.PRIMARY: "r"}
    assert (Role.DEPUTY, UncoveredRule.NOBODY_CAN_CARRY) not in left(pair(valley(weak)))
    assert left(pair(valley(weak, party("b", "w", Mobility.BEDRIDDEN))))[:2] == [
        (Role.PRIMARY, UncoveredRule.NOBODY_CAN_CARRY),
        (Role.DEPUTY, UncoveredRule.NOBODY_CAN_CARRY),
    ]


def test_nobody_is_counted_on_who_would_come_too_late() -> None:
    helpers = [helper("p", "u"), helper("q", "w", car_seats=4)]
    assert who(pair(valley(helpers), {"h": 5.0})) == {Role.PRIMARY: "q"}
    assert who(pair(valley(helpers, closures=(closed("vw", -5),)))) == {Role.PRIMARY: "p"}


def test_every_door_gets_its_first_helper_before_any_gets_a_second() -> None:
    found = pair(valley([helper("p", "v", max_load=1), helper("q", "u", max_load=1)], walkers("i", "v", 1)))
    assert sorted(p.household for p in found.pairings) == ["h", "i"]
    assert {p.role for p in found.pairings} == {Role.PRIMARY}


def test_the_helper_who_knows_the_household_stays() -> None:
    helpers = [helper("a", "v"), helper("b", "v"), helper("old", "w", age=66)]
    found = pair(valley(helpers, kept_pairings=(("h", "old"),)))
    assert "old" in who(found).values()


def test_a_known_helper_gives_way_where_a_door_would_stay_empty() -> None:
    """p alone can lift; kept at h he could not go to the bedridden."""
    helpers = [helper("p", "v", max_load=1), helper("q", "v", carries=0)]
    found = pair(valley(helpers, party("b", "v", Mobility.BEDRIDDEN), kept_pairings=(("h", "p"),)))
    assert who(found, "b") == {Role.PRIMARY: "p"}
    assert who(found, "h") == {Role.PRIMARY: "q"}


def test_broken_soft_rules_are_shown() -> None:
    found = pair(
        valley(
            [helper("p", "u", age=66), helper("q", "u")],
        )
    )
    broken = {p.helper: p.broken for p in found.pairings if p.household == "h"}
    assert broken == {"p": (SoftRule.AGE, SoftRule.SHARED_ROAD), "q": (SoftRule.SHARED_ROAD,)}
    home = pair(valley([helper("p", "v")]))
    assert home.pairings[0].broken == (SoftRule.OWN_DANGER_ZONE, SoftRule.TWO_BY_TWO)


def test_off_the_map_helpers_of_the_town_count_at_a_flat_guess() -> None:
    drawn = valley([helper("p", "lost"), helper("q", "y")])
    unplaced = place("lost", 0, 0).__class__("lost", "镇", "lost", "village")
    found = pair(
        case(drawn.nodes, drawn.links, (*drawn.places, unplaced), drawn.shelters, drawn.parties, helpers=drawn.helpers)
    )
    assert [(p.helper, p.minutes, p.broken) for p in found.pairings] == [("p", 25.0, (SoftRule.POSITION_UNKNOWN,))]


def enumerated(given_case: Case) -> tuple[int, int]:
    """Most doors with an A, then with a B too, over every legal choice of two helpers per door."""
    spots = {"u": 0, "v": 10, "w": 20}
    free = [h for h in given_case.helpers if h.household not in given_case.due_households]
    options = []
    for each in given_case.parties:
        lies = any(m.mobility is Mobility.BEDRIDDEN for m in each.members)
        able = [
            h
            for h in free
            if (h.night or not given_case.night)
            and (h.carries or not lies)
            and abs(spots[h.place] - spots[each.place]) <= 30
        ]
        pairs = [p for p in combinations(able, 2) if p[0].household is None or p[0].household != p[1].household]
        options.append([(), *((h,) for h in able), *pairs])
    best = (0, 0)
    for chosen in product(*options):
        load: dict[str, int] = {}
        for h in (h for pair_ in chosen for h in pair_):
            load[h.id] = load.get(h.id, 0) + 1
        if all(load.get(h.id, 0) <= h.max_load for h in free):
            best = max(best, (sum(len(c) > 0 for c in chosen), sum(len(c) == 2 for c in chosen)))
    return best


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**9))
def test_as_many_doors_are_covered_as_can_be(seed: int) -> None:
    rnd = Random(seed)
    homes = ["u", "v", "w"]
    helpers = [
        helper(
            f"z{i}",
            rnd.choice(homes),
            carries=rnd.randint(0, 1),
            max_load=rnd.randint(0, 2),
            night=rnd.random() < 0.8,
            household=rnd.choice([None, "k", "l", "h"]),
        )
        for i in range(rnd.randint(0, 4))
    ]
    more = [
        party(f"i{i}", rnd.choice(homes), rnd.choice([Mobility.WALKS, Mobility.BEDRIDDEN]))
        for i in range(rnd.randint(0, 3))
    ]
    known = tuple((p.household, rnd.choice(helpers).id) for p in more if helpers and rnd.random() < 0.5)
    drawn = valley(helpers, *more, night=rnd.random() < 0.5, kept_pairings=known)
    roles = [p.role for p in pair(drawn).pairings]
    assert (roles.count(Role.PRIMARY), roles.count(Role.DEPUTY)) == enumerated(drawn)
