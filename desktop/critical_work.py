"""What the background process is asked to do: what would help the plan, and which single road closing hurts it most;
below everybody else's work."""

import os

from core.domain.critical import CriticalRoad
from core.domain.plans import Plan
from core.domain.reasons import Remedy
from core.planning.case import Case
from desktop.planning_work import Report, Stopped, critical_roads, remedies
from desktop.worker import Memory

NICENESS = 10


def search(
    case_and_plan: tuple[Case, Plan], report: Report, stopped: Stopped, memory: Memory
) -> tuple[CriticalRoad, ...]:
    """`planning_work.critical_roads` at low priority where the system knows priorities."""
    _step_back()
    return critical_roads(case_and_plan, report, stopped, memory)


def advise(
    case_and_plan: tuple[Case, Plan], report: Report, stopped: Stopped, memory: Memory
) -> tuple[tuple[Remedy, ...], bool]:
    """`planning_work.remedies`, likewise."""
    _step_back()
    return remedies(case_and_plan, report, stopped, memory)


def _step_back() -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
