"""A plan that would take all night, for the worker process: it reports and holds the interpreter as a solver does."""

import itertools

from core.domain.plans import Plan
from core.planning.case import Case
from desktop.planning_work import Report, Stopped

STEPS_A_REPORT = 1_000_000


def plan_without_end(_case: Case, report: Report, _stopped: Stopped, *_memory: object) -> Plan:
    for step in itertools.count():
        if step % STEPS_A_REPORT == 0:
            report(0.25)
    raise AssertionError
