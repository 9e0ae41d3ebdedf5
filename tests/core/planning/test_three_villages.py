"""A night of three villages solved on paper first.

    甲村 (a) ---10--- (m) ---10--- (d) 学校: 5 beds
                       |            |
                      15           20
                       |            |
    乙村 (b) ---5---- (k) ---10--- (c) 丙村          礼堂: 9 beds, at k

Minutes on foot; the car takes a quarter. All stand at the crossings. Times to 学校 / 礼堂:
    甲 20 / 25      乙 40 / 5 (b-k-m-d: 5+15+10 = 30, so 30 / 5)      丙 20 / 10
Due: 甲 4 persons (H1) and 2 (H2), 乙 3 (H3), 丙 3 (H4).

Allocation. Room for all twelve: 5 + 9 = 14. Everybody's best would be 甲 -> 学校 (6 persons, 5 beds), the others to the
hall (6 of 9). So of 甲 one household must go to the hall: H2 costs 2 x 5 minutes more, H1 4 x 5. Whole households:
H1 to the school (4 x 20), H2 to the hall (2 x 25), H3 hall (3 x 5), H4 hall (3 x 10): 80 + 50 + 15 + 30 = 175
person-minutes. Separable persons would leave one person at the hall only: 5 x 20 + 25 + 15 + 30 = 170.
The loss from whole households is 5, the gap 5/170; the last arrival is 25 and no plan can be earlier, because one of 甲
must go to the hall.

Pairing. 老赵 lives in 甲, 老钱 in 乙, 老孙 (no night duty) and 老李 in 丙; each can take two doors, 老李 four.
It is night, so 老孙 does not count. In reach (30 minutes): 甲 - 丙 is 35 (a-m-k-c), 甲 - 乙 30, 乙 - 丙 15.
H4 (丙): A 老李 (same village, 2 minutes), B 老钱 (15). H3 (乙): A 老钱, B 老李 (15). H1, H2 (甲): A 老赵; no B is left:
老钱 has his two doors and 老李 is out of reach: two deputies missing. It could not be better: 老赵 and 老钱 have four
places for the eight wanted, H1 and H2 alone want four, and 老李 can only take H3 and H4: six in all.

Routes. H1: a-m, m-d; its second way shares a-m, which is the only road out of 甲: a-m, m-k, k-c, c-d.
The bridge m-k closes after 20 minutes. 甲 to the hall needs m-k from minute 10 to 25: closed. The way round, a-m, m-d,
d-c, c-k is 10+10+20+10 = 50 minutes. H2 then has 2 x 50.
"""

import pytest

from core.domain.people import Role
from core.domain.plans import Plan, UncoveredRule
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import (
    after,
    case,
    closed,
    helper,
    link,
    never,
    node,
    nothing,
    place,
    shelter,
    walkers,
)


def three_villages(**facts: object) -> Case:
    at = {"a": (0, 2000), "m": (1000, 2000), "d": (2000, 2000), "b": (0, 0), "k": (1000, 0), "c": (2000, 0)}
    return case(
        [node(name, *xy) for name, xy in at.items()],
        [
            link("a-m", "a", "m", 10),
            link("m-d", "m", "d", 10),
            link("m-k", "m", "k", 15),
            link("d-c", "d", "c", 20),
            link("b-k", "b", "k", 5),
            link("k-c", "k", "c", 10),
        ],
        [place("甲", *at["a"]), place("乙", *at["b"]), place("丙", *at["c"])],
        [shelter("学校", *at["d"], 5), shelter("礼堂", *at["k"], 9)],
        [walkers("H1", "甲", 4), walkers("H2", "甲", 2), walkers("H3", "乙", 3), walkers("H4", "丙", 3)],
        helpers=(
            helper("老赵", "甲", max_load=2),
            helper("老钱", "乙", max_load=2),
            helper("老孙", "丙", max_load=2, night=False),
            helper("老李", "丙", max_load=4),
        ),
        night=True,
        **facts,
    )


def solved(given_case: Case) -> Plan:
    plan = make_plan(given_case, nothing, never)
    assert violations(given_case, plan) == ()
    return plan


def test_the_allocation_is_the_one_on_paper() -> None:
    plan = solved(three_villages())
    assert {m.household: m.shelter for m in plan.moves} == {"H1": "学校", "H2": "礼堂", "H3": "礼堂", "H4": "礼堂"}
    assert {m.household: m.arrive for m in plan.moves} == {
        "H1": after(20),
        "H2": after(25),
        "H3": after(5),
        "H4": after(10),
    }
    assert (plan.due, plan.served, plan.served_bound) == (12, 12, 12)
    assert (plan.exposure, plan.exposure_bound, plan.whole_household_loss) == pytest.approx((175, 170, 5))
    assert plan.gap == pytest.approx(5 / 170)
    assert (plan.clearance_s, plan.clearance_bound_s) == (25 * 60, 25 * 60)
    assert plan.bottlenecks == ("学校",)


def test_the_pairing_is_the_one_on_paper() -> None:
    plan = solved(three_villages())
    pairs = {(p.household, p.role): (p.helper, p.minutes) for p in plan.pairings}
    assert pairs == {
        ("H1", Role.PRIMARY): ("老赵", 2.0),
        ("H2", Role.PRIMARY): ("老赵", 2.0),
        ("H3", Role.PRIMARY): ("老钱", 2.0),
        ("H3", Role.DEPUTY): ("老李", 15.0),
        ("H4", Role.PRIMARY): ("老李", 2.0),
        ("H4", Role.DEPUTY): ("老钱", 15.0),
    }
    assert {(u.household, u.role, u.rule) for u in plan.uncovered} == {
        ("H1", Role.DEPUTY, UncoveredRule.ALL_LOADED),
        ("H2", Role.DEPUTY, UncoveredRule.ALL_LOADED),
    }


def test_the_routes_are_the_ones_on_paper() -> None:
    first = {m.household: m for m in solved(three_villages()).moves}
    assert first["H1"].route.links == ("a-m", "m-d")
    assert first["H1"].deadline is None
    assert first["H1"].second is not None
    assert first["H1"].second.links == ("a-m", "m-k", "k-c", "d-c")
    assert first["H1"].second_shares == ("a-m",)
    assert first["H3"].second is None


def test_the_bridge_sends_them_round() -> None:
    plan = solved(three_villages(closures=(closed("m-k", 20),)))
    moves = {m.household: m for m in plan.moves}
    assert moves["H2"].route.links == ("a-m", "m-d", "d-c", "k-c")
    assert moves["H2"].arrive == after(50)
    assert moves["H2"].deadline is None
    assert plan.exposure == pytest.approx(80 + 100 + 15 + 30)
