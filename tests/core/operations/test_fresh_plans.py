"""Choosing the fresh plan: at once after the least change was adopted, never past another change."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode
from core.domain.plans import Replan
from core.operations.closures import close_link
from core.operations.fresh_plans import adopt_fresh
from core.operations.orders import order
from core.operations.plans import adopt_plan, adopt_replan, told
from core.planning.planner import make_plan
from core.planning.replan import least_change
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.queries.telling import to_tell
from core.store.database import Store
from core.store.plans import previous_plan, standing_plan
from core.store.telling import told_households
from tests.factories import minute


@pytest.fixture
def answered(drill: Store) -> tuple[Store, Replan]:
    """A plan, a closure, its least change adopted; beside it a fresh one that has everybody leave ten minutes later."""
    order(drill, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=minute(0), operator="")
    plan = make_plan(planning_case(drill, minute(0)), lambda _: None, lambda: False)
    adopt_plan(drill, plan=plan, at=minute(0), operator="")
    link = next(move.route.links[0] for move in plan.moves if move.route.links)
    close_link(drill, link=link, start=minute(0), at=minute(0), operator="")
    case = planning_case(drill, minute(0))
    answer = least_change(case, lambda _: None, lambda: False)
    fresh = make_plan(case, lambda _: None, lambda: False)
    later = tuple(replace(move, depart=minute(10)) for move in fresh.moves)
    answer = replace(answer, fresh=replace(fresh, moves=later, reason="fresh"))
    adopt_replan(drill, replan=answer, link=link, at=minute(0), operator="")
    return drill, answer


def test_it_takes_the_place_of_the_least_change(answered: tuple[Store, Replan]) -> None:
    store, answer = answered
    adopt_fresh(store, replan=answer, at=minute(0), operator="", reason="重排")
    adopted, board = standing_plan(store), plan_board(store, minute(0))
    assert adopted is not None
    assert answer.fresh is not None
    assert replace(adopted.plan, revision=0) == replace(answer.fresh, revision=0)
    assert told_households(store, adopted.event) == {}
    assert {row.telling.household for row in to_tell(store, adopted)} == {move.household for move in adopted.plan.moves}
    assert board is not None
    assert not board.stale


def test_whoever_has_heard_of_the_least_change_hears_that_it_is_off(answered: tuple[Store, Replan]) -> None:
    """The fresh plan has everybody go as he did before the road closed, but for who was told of the least change."""
    store, answer = answered
    first = answer.to_tell[0].household
    told(store, household=first, at=minute(0), operator="")
    before = previous_plan(store)
    assert before is not None
    adopt_fresh(store, replan=replace(answer, fresh=before), at=minute(0), operator="")
    adopted = standing_plan(store)
    assert adopted is not None
    assert [row.telling.household for row in to_tell(store, adopted)] == [first]


CHANGED: dict[str, Callable[[Store, Replan], object]] = {
    "a closure": lambda s, _a: close_link(s, link=LinkId("L6"), start=minute(0), at=minute(0), operator=""),
    "an order": lambda s, _a: order(s, places=(PlaceCode("P3"),), level=Trigger.GO, at=minute(0), operator=""),
    "another plan": lambda s, a: adopt_plan(
        s, plan=replace(a.plan, revision=s.journal.revision), at=minute(0), operator=""
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_after_any_other_change_it_is_made_anew(answered: tuple[Store, Replan], what: str) -> None:
    store, answer = answered
    CHANGED[what](store, answer)
    with pytest.raises(Refusal) as refused:
        adopt_fresh(store, replan=answer, at=minute(0), operator="")
    assert refused.value.rule == Rule.STALE_PLAN


def test_nobody_who_should_have_left_is_sent_elsewhere_unasked(answered: tuple[Store, Replan]) -> None:
    store, answer = answered
    with pytest.raises(Refusal) as refused:
        adopt_fresh(store, replan=answer, at=minute(600), operator="")
    assert refused.value.rule == Rule.STALE_PLAN


def test_without_a_fresh_plan_there_is_nothing_to_choose(answered: tuple[Store, Replan]) -> None:
    store, answer = answered
    with pytest.raises(Refusal) as refused:
        adopt_fresh(store, replan=replace(answer, fresh=None), at=minute(0), operator="")
    assert refused.value.rule == Rule.NO_PLAN
