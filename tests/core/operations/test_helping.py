"""Helpers who drop out and come back, pairs locked by hand: what is recorded, refused, taken back and followed."""

import pytest

from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HelperId, HouseholdId, PlaceCode
from core.domain.in_force import standing_absence, standing_lock
from core.domain.pairing import LockRule, SoftRule
from core.domain.people import Role
from core.operations.helping import come_back, drop_out, lock_pair, unlock_pair
from core.operations.orders import order
from core.operations.plans import adopt_plan, adopt_replan, called_about
from core.operations.undo import void
from core.planning.effort import Effort
from core.planning.pairing.explaining import explain
from core.planning.planner import make_plan
from core.planning.replan import least_change
from core.queries.night import night
from core.queries.pairing import (
    calls_after,
    change_rows,
    explained_case,
    find_helper,
    find_household,
    pairing_board,
    reason_rows,
)
from core.queries.pairing_rows import CallNews
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.database import Store
from core.store.helping import absences, locks
from tests.factories import Story, minute

H1, H2, H3 = (HouseholdId(f"H{n}") for n in (1, 2, 3))
SAID = {"at": minute(10), "operator": "张值班"}


def silent(_: float) -> None:
    """Nobody watches."""


def never() -> bool:
    return False


@pytest.fixture
def planned(drill: Store) -> Store:
    """甲村 and 乙村 ordered and planned."""
    order(drill, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=minute(0), operator="")
    adopt_plan(drill, plan=make_plan(planning_case(drill, minute(0)), silent, never), at=minute(0), operator="")
    return drill


def pairs(store: Store) -> dict[tuple[str, str], str]:
    known = night(store)
    return {(h, role.value): known.helpers[p.helper].name for (h, role), p in known.pairings.items()}


def follow(store: Store, at: float = 11) -> None:
    answer = least_change(planning_case(store, minute(at)), silent, never)
    adopt_replan(store, replan=answer, at=minute(at), operator="", reason="helper")


def a_with_deputy(store: Store) -> tuple[HouseholdId, HelperId, HelperId]:
    """A household with two helpers."""
    known = night(store).pairings
    household = next(h for h, role in sorted(known) if role is Role.DEPUTY)
    return household, known[household, Role.PRIMARY].helper, known[household, Role.DEPUTY].helper


def test_the_deputy_stands_in_at_once(planned: Store) -> None:
    household, first, deputy = a_with_deputy(planned)
    drop_out(planned, helper=first, reason="脚崴了", **SAID)
    known = night(planned)
    assert known.pairings[household, Role.PRIMARY].helper == deputy
    assert (household, Role.DEPUTY) not in known.pairings
    assert all(pairing.helper != first for pairing in known.pairings.values())
    assert set(absences(planned)) == {first}


def test_the_calls_say_whom_to_tell_what(planned: Store) -> None:
    household, first, deputy = a_with_deputy(planned)
    alone = {h for (h, _), p in night(planned).pairings.items() if p.helper == first} - {
        h for (h, _), p in night(planned).pairings.items() if p.helper != first
    }
    assert calls_after(planned, first) == ()
    drop_out(planned, helper=first, reason="", **SAID)
    calls = calls_after(planned, first)
    stands_in = [about.household for row in calls for about in row.about if about.news is CallNews.STANDS_IN]
    assert household in stands_in
    assert {a.household for row in calls for a in row.about if a.news is CallNews.NOBODY} == alone
    assert [row.helper.helper for row in calls if row.helper and household in {a.household for a in row.about}] == [
        deputy
    ]
    told = {row.about[0].household: row.told.helper for row in calls if row.told is not None}
    assert told[household] == deputy


def test_each_call_is_ticked_by_itself(planned: Store) -> None:
    """The new A, the new B and the household hear of one door: who has been called is not mixed up."""
    _, first, _ = a_with_deputy(planned)
    out = drop_out(planned, helper=first, reason="", **SAID)  # type: ignore[arg-type]
    answer = least_change(planning_case(planned, minute(11)), silent, never)
    adopt_replan(planned, replan=answer, at=minute(11), operator="", reason="helper", helper=first)
    calls = [row for row in calls_after(planned, first) if row.is_call]
    assert len(calls) > 1
    for made, call in enumerate(calls, start=1):
        called_about(planned, knows=call.knows, at=minute(12), operator="")
        now = [row.done is not None for row in calls_after(planned, first) if row.is_call]
        assert now == [True] * made + [False] * (len(calls) - made)
    void(planned, event=out.events[-1].id, at=minute(13), operator="")
    assert night(planned).adopted.plan == answer.plan  # type: ignore[union-attr]


def test_what_follows_after_a_void_stands_also_in_the_same_minute(planned: Store) -> None:
    """The drill clock stands: neither the time nor the id may decide between two plans of which one knew the other."""
    _, first, _ = a_with_deputy(planned)
    for _ in range(6):
        out = drop_out(planned, helper=first, reason="", at=minute(0), operator="")
        answer = least_change(planning_case(planned, minute(0)), silent, never)
        adopt_replan(planned, replan=answer, at=minute(0), operator="", reason="helper", helper=first)
        assert all(pairing.helper != first for pairing in night(planned).adopted.plan.pairings)  # type: ignore[union-attr]
        void(planned, event=out.events[0].id, at=minute(0), operator="")
        assert any(pairing.helper == first for pairing in night(planned).adopted.plan.pairings)  # type: ignore[union-attr]


def test_the_replan_that_follows_changes_no_other_household(planned: Store) -> None:
    _, first, _ = a_with_deputy(planned)
    before = {(p.household, p.role): p.helper for p in night(planned).adopted.plan.pairings}  # type: ignore[union-attr]
    his = {household for (household, _), helper in before.items() if helper == first}
    drop_out(planned, helper=first, reason="", **SAID)
    follow(planned)
    after = {(p.household, p.role): p.helper for p in night(planned).adopted.plan.pairings}  # type: ignore[union-attr]
    others = {key for key in before if key[0] not in his}
    assert {key: after[key] for key in others} == {key: before[key] for key in others}
    assert first not in after.values()
    assert {row.household for row in change_rows(planned)} <= his
    assert [finding for finding in verify(planned) if finding.error] == []


def test_back_again_he_is_asked_again(planned: Store) -> None:
    _, first, _ = a_with_deputy(planned)
    before = pairs(planned)
    drop_out(planned, helper=first, reason="", **SAID)
    come_back(planned, helper=first, **SAID)
    assert absences(planned) == {}
    assert pairs(planned) == before
    with pytest.raises(Refusal) as caught:
        come_back(planned, helper=first, **SAID)
    assert caught.value.rule == Rule.HELPER_NOT_OUT


def test_taking_it_back_gives_him_his_households_again(planned: Store) -> None:
    _, first, _ = a_with_deputy(planned)
    before = pairs(planned)
    done = drop_out(planned, helper=first, reason="听错了", **SAID)
    void(planned, event=done.events[-1].id, **SAID)
    assert pairs(planned) == before
    dump = planned.dump()
    planned.rebuild()
    assert planned.dump() == dump


def test_taking_it_back_takes_the_plan_along_that_answered_it(planned: Store) -> None:
    _, first, _ = a_with_deputy(planned)
    before = night(planned).adopted
    done = drop_out(planned, helper=first, reason="听错了", **SAID)
    answer = least_change(planning_case(planned, minute(11)), silent, never)
    adopt_replan(planned, replan=answer, helper=first, at=minute(11), operator="")
    void(planned, event=done.events[-1].id, **SAID)
    after = night(planned).adopted
    assert before is not None
    assert after is not None
    assert (after.event, after.plan) == (before.event, before.plan)


def test_the_reason_stands_in_a_blob_alone(planned: Store) -> None:
    _, first, _ = a_with_deputy(planned)
    event = drop_out(planned, helper=first, reason="脚崴了", **SAID).events[-1]
    assert "脚崴了" not in str(event)
    assert planned.journal.personal(event.pii[0]) == {"note": "脚崴了"}


def test_a_plan_that_does_not_know_of_it_is_refused(planned: Store) -> None:
    plan = make_plan(planning_case(planned, minute(5)), silent, never)
    drop_out(planned, helper=a_with_deputy(planned)[1], reason="", **SAID)
    with pytest.raises(Refusal) as caught:
        adopt_plan(planned, plan=plan, at=minute(11), operator="")
    assert caught.value.rule == Rule.STALE_PLAN


def test_who_is_out_cannot_drop_out_or_be_locked(planned: Store) -> None:
    _, first, _ = a_with_deputy(planned)
    drop_out(planned, helper=first, reason="", **SAID)
    for wrong in (
        lambda: drop_out(planned, helper=first, reason="", **SAID),
        lambda: lock_pair(planned, household=H1, helper=first, role=Role.PRIMARY, **SAID),
    ):
        with pytest.raises(Refusal) as caught:
            wrong()
        assert caught.value.rule == Rule.HELPER_IS_OUT


def test_a_lock_is_followed_by_the_next_plan_and_let_go_again(planned: Store) -> None:
    helper = find_helper(planned, "郑样二")
    lock_pair(planned, household=H1, helper=helper, role=Role.PRIMARY, **SAID)
    assert locks(planned)[H1, Role.PRIMARY].helper == helper
    plan = make_plan(planning_case(planned, minute(11)), silent, never)
    mine = {p.role: p.helper for p in plan.pairings if p.household == H1}
    if plan.locks_aside:
        assert plan.locks_aside[0].rule is LockRule.NO_HELPER_IN_REACH
    else:
        assert mine[Role.PRIMARY] == helper
    adopt_plan(planned, plan=plan, at=minute(11), operator="")
    board = pairing_board(planned)
    assert board is not None
    assert [(row.household, row.role) for row in board.locks] == [(H1, Role.PRIMARY)]
    assert [finding for finding in verify(planned) if finding.error] == []
    unlock_pair(planned, household=H1, role=Role.PRIMARY, **SAID)
    assert locks(planned) == {}


REFUSED_LOCKS = {
    Rule.UNKNOWN_HELPER: (H1, "nobody", Role.PRIMARY),
    Rule.UNKNOWN_HOUSEHOLD: (HouseholdId("H99"), "郑样二", Role.PRIMARY),
    Rule.LOCK_SAME_HOUSE: (H1, "吴样一", Role.DEPUTY),
}


@pytest.mark.parametrize("rule", REFUSED_LOCKS)
def test_a_lock_that_is_wrong_at_any_hour_is_refused(planned: Store, rule: str) -> None:
    lock_pair(planned, household=H1, helper=find_helper(planned, "吴样一"), role=Role.PRIMARY, **SAID)
    household, name, role = REFUSED_LOCKS[rule]
    helper = HelperId(name) if rule == Rule.UNKNOWN_HELPER else find_helper(planned, name)
    with pytest.raises(Refusal) as caught:
        lock_pair(planned, household=household, helper=helper, role=role, **SAID)
    assert caught.value.rule == rule


def test_nobody_is_locked_to_more_doors_than_he_takes_on(planned: Store) -> None:
    helper = find_helper(planned, "吴样一")
    for household in ("H1", "H2", "H3", "H4"):
        lock_pair(planned, household=HouseholdId(household), helper=helper, role=Role.PRIMARY, **SAID)
    with pytest.raises(Refusal) as caught:
        lock_pair(planned, household=HouseholdId("H5"), helper=helper, role=Role.PRIMARY, **SAID)
    assert caught.value.rule == Rule.LOCK_OVER_LOAD
    assert caught.value.facts["max_load"] == 4


def test_names_are_found_or_refused(planned: Store) -> None:
    assert find_helper(planned, "甲村/吴样一") == find_helper(planned, "吴样一")
    assert find_household(planned, "H3") == H3
    for wrong in (lambda: find_helper(planned, "乙村/吴样一"), lambda: find_household(planned, "H0")):
        with pytest.raises(Refusal):
            wrong()


def test_why_somebody_comes(planned: Store) -> None:
    asked = explained_case(planned)
    assert asked is not None
    household, first, deputy = a_with_deputy(planned)
    rows = reason_rows(planned, explain(*asked, (household,), Effort(silent, never, 10**6, 60)))
    assert [(row.role, row.helper.helper) for row in rows] == [(Role.PRIMARY, first), (Role.DEPUTY, deputy)]
    assert all(row.minutes >= 0 and row.households >= 1 for row in rows)


def test_switches_stay_with_the_plan(planned: Store) -> None:
    off = (SoftRule.OWN_DANGER_ZONE,)
    plan = make_plan(planning_case(planned, minute(5), soft_off=off), silent, never)
    adopt_plan(planned, plan=plan, at=minute(5), operator="")
    assert not any(SoftRule.OWN_DANGER_ZONE in pairing.broken for pairing in plan.pairings)
    assert planning_case(planned, minute(6)).soft_off == off
    assert planning_case(planned, minute(6), soft_off=()).soft_off == ()
    assert [finding for finding in verify(planned) if finding.error] == []


def test_while_one_desk_says_that_he_is_out_he_is_out() -> None:
    story = Story("helper/z")
    out = story.tell(Kind.HELPER_OUT, 1)
    story.tell(Kind.HELPER_BACK, 2, after=[out])
    again = story.tell(Kind.HELPER_OUT, 1.5, after=[out])
    assert getattr(standing_absence(story.told), "id", None) == again
    story.tell("from_a_newer_version", 3, after=[again])
    assert getattr(standing_absence(story.told), "id", None) == again
    story.tell(Kind.HELPER_BACK, 4, after=tuple(story.told))
    assert standing_absence(story.told) is None


def test_two_desks_that_lock_different_helpers_are_shown_as_two() -> None:
    story = Story("lock/h/A")
    one = story.tell(Kind.PAIR_LOCKED, 1, helper="p")
    other = story.tell(Kind.PAIR_LOCKED, 2, helper="q")
    found, contested = standing_lock(story.told)
    assert (getattr(found, "id", None), contested) == (other, True)
    story.tell(Kind.PAIR_UNLOCKED, 3, after=[other])
    assert standing_lock(story.told) == (story.told[one], False)
