"""What a plan says of its pairing: each wrong word is found, and nothing in a right plan."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.helping import Lock
from core.domain.ids import EventId
from core.domain.pairing import Hand, Level, LockAside, LockRule, PairRemedy, PairRule, SoftRule
from core.domain.people import Mobility, Role
from core.domain.plans import Pairing, Plan
from core.planning.case import Case, CaseMember, CaseParty
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import AGES, AT, case, helper, link, never, node, nothing, party, place, shelter

ROWS = (
    *AGES,
    PairRule(SoftRule.SAME_SEX, sex="女", age_from=60, alone=True),
    PairRule(SoftRule.STRANGER, age_to=13),
    PairRule(SoftRule.OWN_STAFF, institution=True),
    PairRule(SoftRule.CARRY_GEAR, carry=True, helper_hands=2),
)


def drawn() -> Case:
    """u --- 10 --- v --- 10 --- w. In v an old woman alone, two children, a care home, and three without enough
    helpers; helpers in u, v and w."""
    at = {"u": 0, "v": 640, "w": 1280}
    woman = CaseParty("woman", "v", (CaseMember("p1", Mobility.WALKS, (), "女", 71),))
    children = CaseParty("children", "v", (CaseMember("p2", Mobility.WALKS, (), "男", 9),))
    home = CaseParty("home", "v", (CaseMember("p3", Mobility.BEDRIDDEN, (), "男", 80),), institution=True)
    return case(
        [node(name, x, 0) for name, x in at.items()],
        [link("uv", "u", "v", 10), link("vw", "v", "w", 10)],
        [place(name, x, 0) for name, x in at.items()],
        [shelter("s", 640, 0, 99)],
        [woman, children, home, party("many", "v", Mobility.WALKS), party("far", "v", Mobility.WALKS)],
        helpers=(
            helper("man", "u", max_load=2, sex="男"),
            helper("nurse", "w", max_load=2, staff_of="home", sex="女"),
            helper("old", "v", age=70, max_load=2, carries=2),
            helper("out", "v"),
            helper("busy", "v", day=False),
        ),
        out=frozenset({"out"}),
        pair_rules=ROWS,
        kept_pairings=(("many", "man"), ("many", "gone")),
        locks=(
            Lock("far", Role.PRIMARY, "man", AT, "", EventId("00")),
            Lock("far", Role.DEPUTY, "busy", AT, "", EventId("01")),
        ),
    )


def planned() -> Plan:
    return make_plan(drawn(), nothing, never)


Change = Callable[[Plan], Plan]


def saying(*broken: SoftRule) -> Change:
    """The first pairing names other rules."""
    return lambda plan: replace(plan, pairings=(replace(plan.pairings[0], broken=broken), *plan.pairings[1:]))


def sent(helper_id: str, role: Role = Role.PRIMARY) -> Change:
    def change(plan: Plan) -> Plan:
        others = tuple(p for p in plan.pairings if (p.household, p.role) != ("home", role))
        return replace(plan, pairings=(*others, Pairing("home", role, helper_id, 10.0)))

    return change


def counted(level: Level, more: int) -> Change:
    def change(plan: Plan) -> Plan:
        assert plan.pairing_figures is not None
        levels = tuple(replace(f, value=f.value + more * (f.level is level)) for f in plan.pairing_figures.levels)
        return replace(plan, pairing_figures=replace(plan.pairing_figures, levels=levels))

    return change


def bound_above(plan: Plan) -> Plan:
    assert plan.pairing_figures is not None
    levels = tuple(replace(f, bound=f.value + (f.level is Level.UNCOVERED_A)) for f in plan.pairing_figures.levels)
    return replace(plan, pairing_figures=replace(plan.pairing_figures, levels=levels))


BREACHES: list[tuple[str, Change]] = [
    ("soft_rule_wrong", saying()),
    ("soft_rule_wrong", saying(SoftRule.AGE, SoftRule.OWN_STAFF)),
    ("shared_road_wrong", saying(SoftRule.SHARED_ROAD)),
    ("helper_out", sent("out")),
    ("helper_absent", sent("busy")),
    ("lock_wrong", lambda plan: replace(plan, locks_aside=())),
    ("lock_wrong", lambda plan: replace(plan, pairings=tuple(p for p in plan.pairings if p.household != "far"))),
    (
        "lock_unknown",
        lambda plan: replace(
            plan, locks_aside=(*plan.locks_aside, LockAside("home", Role.DEPUTY, "man", LockRule.ALL_LOADED))
        ),
    ),
    *(("pairing_figure_wrong", counted(level, 1)) for level in Level),
    ("pairing_bound_wrong", bound_above),
    (
        "pair_remedy_wrong",
        lambda plan: replace(plan, pair_remedies=(PairRemedy("v", Hand.ON_FOOT, 5, ("nobody",), 1),)),
    ),
    (
        "pair_remedy_wrong",
        lambda plan: replace(plan, pair_remedies=(*plan.pair_remedies, *plan.pair_remedies)),
    ),
    (
        "pair_remedy_wrong",
        lambda plan: replace(plan, pair_remedies=(replace(plan.pair_remedies[0], place="nowhere"),)),
    ),
]


def test_a_right_plan_says_nothing_wrong() -> None:
    plan = planned()
    assert violations(drawn(), plan) == ()
    assert plan.pair_remedies
    assert [each.rule for each in plan.locks_aside] == [LockRule.NOBODY_PRESENT]


@pytest.mark.parametrize(("rule", "change"), BREACHES, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(BREACHES)])
def test_each_wrong_word_is_found(rule: str, change: Change) -> None:
    assert rule in {finding.rule for finding in violations(drawn(), change(planned()))}


def test_more_carried_than_hands_is_found() -> None:
    one = drawn()
    more = replace(
        one,
        parties=(*one.parties, party("also", "v", Mobility.BEDRIDDEN)),
        due_households=one.due_households | {"also"},
    )
    plan = make_plan(more, nothing, never)
    assert violations(more, plan) == ()
    others = tuple(p for p in plan.pairings if p.household not in ("also", "home"))
    over = (*others, Pairing("also", Role.PRIMARY, "nurse", 10.0), Pairing("home", Role.PRIMARY, "nurse", 10.0))
    found = {finding.rule for finding in violations(more, replace(plan, pairings=over))}
    assert "helper_carries_too_many" in found
