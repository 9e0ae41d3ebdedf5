"""What the worker process is asked to do: the solvers are loaded there, never in the window's process."""

from collections.abc import Callable

from core.domain.plans import Plan, Replan
from core.planning.case import Case

Report = Callable[[float], None]
Stopped = Callable[[], bool]


def plan_afresh(case: Case, report: Report, stopped: Stopped) -> Plan:
    """A whole plan; see `core.planning.planner`."""
    from core.planning.planner import make_plan

    return make_plan(case, report, stopped)


def answer_change(case: Case, report: Report, stopped: Stopped) -> Replan:
    """The standing plan changed as little as the case allows; see `core.planning.replan`."""
    from core.planning.replan import replan

    return replan(case, report, stopped)
