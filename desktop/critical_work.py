"""What the background process is asked to do: which single road closing hurts most, below everybody else's work."""

import os

from core.domain.critical import CriticalRoad
from core.domain.plans import Plan
from core.planning.case import Case
from desktop.planning_work import Report, Stopped, critical_roads
from desktop.worker import Memory

NICENESS = 10


def search(
    case_and_plan: tuple[Case, Plan], report: Report, stopped: Stopped, memory: Memory
) -> tuple[CriticalRoad, ...]:
    """`planning_work.critical_roads` at low priority where the system knows priorities."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
    return critical_roads(case_and_plan, report, stopped, memory)
