"""What the worker process is asked to do: the solvers are loaded there, never in the window's process."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.plans import Plan, Replan
from core.domain.reasons import Remedy
from core.planning.case import Case
from desktop.worker import Memory

if TYPE_CHECKING:
    from core.domain.critical import CriticalRoad
    from core.domain.ids import HouseholdId
    from core.domain.pairing import Pairing, PairReason

Report = Callable[[float], None]
Stopped = Callable[[], bool]


def plan_afresh(case: Case, report: Report, stopped: Stopped, memory: Memory) -> Plan | Replan:
    """A whole plan; see `core.planning.planner`. Where another stands it comes with whom to tell what it changes. What
    would help it is looked for once it stands."""
    from core.planning.planner import make_plan
    from core.planning.prepared import PreparedRoads
    from core.planning.telling import in_place_of

    plan = make_plan(case, report, stopped, memory.of(PreparedRoads))
    _get_ready(case, plan, memory)
    return plan if case.standing is None else in_place_of(case.standing, plan)


def answer_change(case: Case, report: Report, stopped: Stopped, memory: Memory) -> Replan:
    """The standing plan changed as little as the case allows; see `core.planning.replan`."""
    from core.planning.prepared import PreparedRoads
    from core.planning.replan import least_change

    answer = least_change(case, report, stopped, memory.of(PreparedRoads))
    _get_ready(case, answer.plan, memory)
    return answer


def compare_afresh(case_and_answer: tuple[Case, Replan], report: Report, stopped: Stopped, memory: Memory) -> Replan:
    """An answer with the fresh plan beside it where that is worth it; see `core.planning.comparison`."""
    from core.planning.comparison import compared
    from core.planning.prepared import PreparedRoads

    case, answer = case_and_answer
    found = compared(case, answer, report, stopped, memory.of(PreparedRoads))
    _get_ready(case, answer.plan, memory)
    return found


def pair_reasons(
    asked: "tuple[Case, tuple[Pairing, ...], tuple[HouseholdId, ...]]", report: Report, stopped: Stopped, memory: Memory
) -> "tuple[PairReason, ...]":
    """Why the helpers of some households are who they are; see `core.planning.pairing.explaining`."""
    from core.planning.effort import Effort
    from core.planning.pairing.explaining import explain
    from core.planning.prepared import PreparedRoads

    case, pairings, households = asked
    effort = Effort(report, stopped, case.max_steps, case.watchdog_s)
    return explain(case, pairings, households, effort, memory.of(PreparedRoads))


def remedies(
    case_and_plan: tuple[Case, Plan], report: Report, stopped: Stopped, memory: Memory
) -> tuple[tuple[Remedy, ...], bool]:
    """The single changes that would help a plan most, and whether the watchdog ended the search for them; see
    `core.planning.advice.remedies`."""
    from core.planning.advice.remedies import advise
    from core.planning.prepared import PreparedRoads

    case, plan = case_and_plan
    advised = advise(case, plan, report, stopped, memory.of(PreparedRoads))
    return advised.remedies, advised.remedies_stopped


def critical_roads(
    case_and_plan: tuple[Case, Plan], report: Report, stopped: Stopped, memory: Memory
) -> "tuple[CriticalRoad, ...]":
    """The roads whose closing would hurt a plan most; see `core.planning.advice.critical`."""
    from core.planning.advice.critical import critical_roads as search
    from core.planning.prepared import PreparedRoads

    case, plan = case_and_plan
    return search(case, plan, report, stopped, roads=memory.of(PreparedRoads))


def _get_ready(case: Case, plan: Plan, memory: Memory) -> None:
    """Once the plan is out, find what the answer to the next change will ask of the roads; see `core.planning.ready`.

    The memory is this process's own: it goes with the process when the night's file is closed."""
    from core.planning.prepared import PreparedRoads
    from core.planning.ready import make_ready

    standing = replace(case, standing=plan)
    memory.afterwards(lambda wanted: make_ready(standing, wanted, memory.of(PreparedRoads)))
