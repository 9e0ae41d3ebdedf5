"""What journeys ask the worker process to do instead of the usual: the same planning, made quick or made to differ."""

from dataclasses import replace

from core.domain.critical import CriticalRoad
from core.domain.plans import Plan, Replan
from core.planning.advice.critical import critical_roads
from core.planning.case import Case
from core.planning.planner import make_plan
from core.planning.telling import diff_plans
from desktop.planning_work import Report, Stopped
from desktop.worker import Memory

ROADS_TRIED = 3


def with_any_fresh(case_and_answer: tuple[Case, Replan], report: Report, stopped: Stopped, _memory: Memory) -> Replan:
    """The least change, with the fresh plan beside it whatever it is worth."""
    case, answer = case_and_answer
    fresh = make_plan(case, report, stopped)
    return replace(answer, fresh=fresh, fresh_to_tell=diff_plans(case.standing, fresh))


def search_few(
    case_and_plan: tuple[Case, Plan], report: Report, stopped: Stopped, _memory: Memory
) -> tuple[CriticalRoad, ...]:
    """The busiest roads only."""
    case, plan = case_and_plan
    return critical_roads(case, plan, report, stopped, most=ROADS_TRIED)
