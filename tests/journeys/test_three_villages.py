"""Three villages drawn by hand and solved on paper, through the operations and through the `plan` verb.

    n1 甲村   n2 乙村   n3 丙村   n4 a crossing   n5 S1 (6 beds)   n6 S2 (8 beds)

    link   between   walk    drive                 link   between   walk    drive
    L1     n1-n4     10 min  10 min                L5     n3-n6      5 min   5 min
    L2     n2-n4      5       5                    L6     n3-n5     25      25
    L3     n4-n5     10      10                    L7     n1-n5     25      25
    L4     n4-n6     20      20                    L8     n1-n6     24      24

Due at GO: H1 (3) and H2 (2) in 甲村, H3 (4) in 乙村, H4 (3) in 丙村; H5 has no hazard and stays. No delays, no fleet,
no factors: everybody leaves at once and takes the fastest way.

Minutes to the shelters:  甲村 -> S1 20 (L1 L3), S2 24 (L8) · 乙村 -> S1 15 (L2 L3), S2 25 (L2 L4) ·
丙村 -> S1 25 (L6), S2 5 (L5).  12 people, 14 beds.

What a person costs more at S2 than at S1: 甲村 4, 乙村 10, 丙村 -20. So 丙村 goes to S2 (3 beds), and of the other
nine only six fit into S1: the three cheapest to send on are of 甲村, and H1 is a household of exactly three.
Person-minutes: H1 3x24=72, H2 2x20=40, H3 4x15=60, H4 3x5=15: 187. Separable persons cannot do better (three of 甲村
must go on), so the bound is 187 too and the gap is 0. Clearance: the last, H1, arrives after 24 minutes.

Helpers: 吴样一 in 甲村, 郑样二 in 乙村, 王样三 in 丙村, none of them due. Minutes between villages: 甲-乙 15 (L1 L2),
甲-丙 29 (L8 L5; by L1 L4 L5 it would be 35), 乙-丙 30 (L2 L4 L5). A is of the village itself (2 minutes from door to
door), B the next nearest.

Second routes to the same shelter, sharing nothing where that is possible: H1 L1 L4; H2 L7; H4 L6 L3 L4; H3 cannot leave
乙村 but by L2, then L1 L7.

L8 closes at once: only H1 uses it. S1 is full with H2 and H3, who are untouched and stay; so H1 keeps S2 and goes L1 L4
(30 min). 187 + 3x6 = 205 person-minutes.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode
from core.domain.people import Role
from core.domain.plans import Plan
from core.operations.closures import close_link
from core.operations.orders import order
from core.operations.plans import adopt_plan, adopt_replan
from core.planning.planner import make_plan
from core.planning.replan import replan
from core.queries.night import night
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.database import Store
from core.store.people import helpers
from desktop.cli import main
from tests.factories import OFFICER, minute

EVERY_VILLAGE = tuple(PlaceCode(code) for code in ("P1", "P2", "P3"))
WAYS = {  # household: persons, shelter, minutes, links, second links, shared
    "H1": (3, "S2", 24, ("L8",), ("L1", "L4"), ()),
    "H2": (2, "S1", 20, ("L1", "L3"), ("L7",), ()),
    "H3": (4, "S1", 15, ("L2", "L3"), ("L2", "L1", "L7"), ("L2",)),
    "H4": (3, "S2", 5, ("L5",), ("L6", "L3", "L4"), ()),
}
PAIRS = {
    "H1": ("吴样一", "郑样二"),
    "H2": ("吴样一", "郑样二"),
    "H3": ("郑样二", "吴样一"),
    "H4": ("王样三", "吴样一"),
}


def silent(_share: float) -> None:
    pass


def never() -> bool:
    return False


def planned(store: Store, at: datetime) -> Plan:
    order(store, places=EVERY_VILLAGE, level=Trigger.GO, at=at, operator=OFFICER)
    plan = make_plan(planning_case(store, at), silent, never)
    adopt_plan(store, plan=plan, at=at, operator=OFFICER)
    return plan


@pytest.mark.parametrize("start", [0, 9 * 60], ids=["noon", "nine in the evening"])
def test_allocation_routes_and_bound_are_those_on_paper(drill: Store, start: int) -> None:
    plan = planned(drill, minute(start))
    found = {
        move.household: (
            len(move.persons),
            move.shelter,
            (move.arrive - minute(start)).total_seconds() / 60,
            move.route.links,
            move.second.links if move.second else None,
            move.second_shares,
        )
        for move in plan.moves
    }
    assert found == WAYS
    assert {move.depart for move in plan.moves} == {minute(start)}
    assert (plan.due, plan.served, plan.shortfall, plan.uncovered) == (12, 12, (), ())
    assert (plan.exposure, plan.exposure_bound, plan.gap) == (187, 187, 0)
    assert (plan.clearance_s, plan.clearance_bound_s) == (24 * 60, 24 * 60)
    assert not plan.stopped


def test_pairing_is_the_one_on_paper(drill: Store) -> None:
    plan = planned(drill, minute(0))
    names = {helper.id: helper.name for helper in helpers(drill).values()}
    pairs = {(pairing.household, pairing.role): (names[pairing.helper], pairing.minutes) for pairing in plan.pairings}
    assert {house: (pairs[house, Role.PRIMARY][0], pairs[house, Role.DEPUTY][0]) for house in PAIRS} == PAIRS
    assert [pairs[house, Role.PRIMARY][1] for house in PAIRS] == [2, 2, 2, 2]
    assert [pairs[house, Role.DEPUTY][1] for house in PAIRS] == [15, 15, 15, 29]


def test_closing_l8_sends_h1_by_another_road_and_leaves_all_others_alone(drill: Store) -> None:
    before = {move.household: move for move in planned(drill, minute(0)).moves}
    close_link(drill, link=LinkId("L8"), start=minute(0), at=minute(0), operator=OFFICER)
    answer = replan(planning_case(drill, minute(0)), silent, never)
    adopt_replan(drill, replan=answer, at=minute(0), operator=OFFICER, link=LinkId("L8"))
    after = {move.household: move for move in answer.plan.moves}
    assert (answer.touched, answer.moved_for_them, answer.kept) == (("H1",), (), 3)
    assert answer.to_tell[0].household == "H1"
    assert (after["H1"].shelter, after["H1"].route.links, after["H1"].arrive) == ("S2", ("L1", "L4"), minute(30))
    for house in ("H2", "H3", "H4"):
        kept, was = after[house], before[house]
        assert (kept.shelter, kept.route.links, kept.depart, kept.arrive) == (
            was.shelter,
            was.route.links,
            was.depart,
            was.arrive,
        )
    assert answer.plan.exposure == 205
    assert verify(drill) == ()


def test_the_standing_plan_is_the_one_that_was_adopted(drill: Store) -> None:
    plan = planned(drill, minute(0))
    adopted = night(drill).adopted
    assert adopted is not None
    assert adopted.plan == plan
    assert (adopted.version, drill.operator_name(adopted.operator)) == (1, OFFICER)
    assert verify(drill) == ()


def test_the_plan_verb_says_the_same(drill_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    def run(*words: str) -> Any:
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    said: Callable[..., Any] = run
    assert said("order", str(drill_path), "练习镇")["due"] == 12
    plan = said("plan", str(drill_path), "--at", "2023-07-30T12:00")
    found = {
        house["id"]: (
            house["persons"],
            house["shelter"],
            int(house["arrive"][-2:]),
            tuple(house["links"]),
            tuple(house["second_links"]),
            tuple(house["second_shares"]),
        )
        for house in plan["households"]
    }
    assert found == WAYS
    assert {house["id"]: (house["helper"], house["deputy"]) for house in plan["households"]} == PAIRS
    assert (plan["exposure"], plan["exposure_bound"], plan["gap"], plan["clearance_s"]) == (187, 187, 0, 1440)
    assert (plan["due"], plan["served"], plan["not_ordered"], plan["shortfall"]) == (12, 12, [], [])
    closed = said("close", str(drill_path), "L8", "--from", "2023-07-30T12:00")
    assert (closed["changed"], closed["moved_for_others"], closed["kept"]) == (["H1"], [], 3)
    opened = said("open", str(drill_path), "L8", "--from", "2023-07-30T12:10")
    assert opened["shortfall"] == []
    assert said("verify", str(drill_path))["violations"] == []
