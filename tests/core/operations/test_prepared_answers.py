"""An answer made before the road closed: adopted only while that closing is all that has changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode
from core.domain.plans import Replan
from core.domain.roads import Closure
from core.operations.closures import close_link
from core.operations.fresh_plans import adopt_fresh
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.operations.prepared_answers import adopt_prepared
from core.operations.undo import void
from core.planning.planner import make_plan
from core.planning.replan import replan
from core.planning.telling import diff_plans
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.store.database import Store
from core.store.plans import standing_plan
from tests.factories import minute


@pytest.fixture
def planned(drill: Store) -> Store:
    order(drill, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=minute(0), operator="")
    plan = make_plan(planning_case(drill, minute(0)), lambda _: None, lambda: False)
    adopt_plan(drill, plan=plan, at=minute(0), operator="")
    return drill


def used_link(store: Store) -> LinkId:
    adopted = standing_plan(store)
    assert adopted is not None
    return next(move.route.links[0] for move in adopted.plan.moves if move.route.links)


def prepared(store: Store, link: LinkId, at: datetime) -> Replan:
    case = planning_case(store, at)
    closed = replace(case, closures=(*case.closures, Closure(link, at)))
    return replan(closed, lambda _: None, lambda: False)


def close(store: Store, link: LinkId, at: datetime, start: datetime | None = None) -> None:
    close_link(store, link=link, start=start or at, at=at, operator="")


def test_it_is_the_plan_at_once_and_says_whom_to_tell(planned: Store) -> None:
    link = used_link(planned)
    answer = prepared(planned, link, minute(0))
    close(planned, link, minute(0))
    adopt_prepared(planned, replan=answer, link=link, at=minute(0), operator="", reason="断路")
    adopted, board = standing_plan(planned), plan_board(planned, minute(0))
    assert adopted is not None
    assert board is not None
    assert adopted.plan.moves == answer.plan.moves
    assert adopted.link == link
    assert not board.stale
    assert {row.household for row in board.tell} == {telling.household for telling in answer.to_tell}
    assert not any(link in move.route.links for move in adopted.plan.moves)


def another(link: LinkId) -> LinkId:
    return next(one for one in map(LinkId, ("L1", "L2", "L6")) if one != link)


def two_roads(store: Store, link: LinkId) -> None:
    close(store, link, minute(0))
    close(store, another(link), minute(0))


def a_new_order(store: Store, link: LinkId) -> None:
    close(store, link, minute(0))
    order(store, places=(PlaceCode("P3"),), level=Trigger.GO, at=minute(0), operator="")


def taken_back(store: Store, link: LinkId) -> None:
    close(store, link, minute(0))
    void(store, event=store.journal.heads(f"link/{link}")[0], at=minute(0), operator="")


CHANGED: dict[str, Callable[[Store, LinkId], object]] = {
    "nothing closed": lambda _store, _link: None,
    "another road": lambda store, link: close(store, another(link), minute(0)),
    "two roads": two_roads,
    "closed before": lambda store, link: close(store, link, minute(0), minute(-30)),
    "closes later": lambda store, link: close(store, link, minute(0), minute(90)),
    "a new order": a_new_order,
    "closed and taken back": taken_back,
}


@pytest.mark.parametrize("what", CHANGED)
def test_whatever_else_has_changed_it_is_refused(planned: Store, what: str) -> None:
    link = used_link(planned)
    answer = prepared(planned, link, minute(0))
    CHANGED[what](planned, link)
    before = standing_plan(planned)
    with pytest.raises(Refusal) as caught:
        adopt_prepared(planned, replan=answer, link=link, at=minute(0), operator="")
    assert caught.value.rule == Rule.STALE_PLAN
    assert standing_plan(planned) == before


def test_somebody_to_tell_who_should_have_left_makes_it_too_late(planned: Store) -> None:
    link = used_link(planned)
    answer = prepared(planned, link, minute(0))
    told = {telling.household for telling in answer.to_tell}
    first = min(move.depart for move in answer.plan.moves if move.household in told)
    later = max(first, minute(0)) + (minute(1) - minute(0))
    close(planned, link, later)
    with pytest.raises(Refusal):
        adopt_prepared(planned, replan=answer, link=link, at=later, operator="")


def test_a_fresh_plan_can_take_the_place_of_a_prepared_answer(planned: Store) -> None:
    """Compared after the adoption: whom to tell is counted from the plan before both, as of any other answer."""
    before, link = standing_plan(planned), used_link(planned)
    assert before is not None
    answer = prepared(planned, link, minute(0))
    close(planned, link, minute(0))
    adopt_prepared(planned, replan=answer, link=link, at=minute(0), operator="")
    case = planning_case(planned, minute(0))
    assert case.in_force is not None
    fresh = make_plan(replace(case, standing=None), lambda _: None, lambda: False)
    offer = replace(answer, plan=case.in_force, fresh=fresh, fresh_to_tell=diff_plans(before.plan, fresh))
    adopt_fresh(planned, replan=offer, at=minute(0), operator="")
    adopted = standing_plan(planned)
    assert adopted is not None
    assert adopted.plan.moves == fresh.moves
