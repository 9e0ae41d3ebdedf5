"""What happens if one more road closes: the exact clearance of many scenarios, for little more than that of one.

A closure only takes away. Where the base plan does not pass the closed road, it stays the best; elsewhere nobody can
be faster than in the base, so its cut rules out the same horizons, and as a rule few maximum flows are needed.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.planning.effort import Effort
from core.planning.flows.answers import Clearance, FlowOverTime
from core.planning.flows.clearance import clear
from core.planning.flows.paths import gathered, journeys, straightened
from core.planning.flows.problem import FlowProblem, barred_entries, closures_by_arc

Closures = tuple[tuple[int, int, int], ...]


def clear_each(
    problem: FlowProblem, scenarios: Sequence[Closures], effort: Effort, base: Clearance | None = None
) -> tuple[Clearance, ...]:
    """The clearance of `problem` with each scenario's (arc, first, end) closed as well; `base` is its own, if known.

    Where the base plan stays possible, the answer is the base with 0 flows and no roads that turn in a circle.
    """
    base = clear(problem, effort) if base is None else base
    plan = gathered(problem, straightened(problem, journeys(problem, base.flow)))
    standing = replace(base, flow=plan, flows=0)
    answers = []
    for scenario in scenarios:
        if base.exact and not touches(problem, plan, scenario):
            answers.append(standing)
        else:
            answers.append(clear(replace(problem, closed=problem.closed + scenario), effort, base.cut))
    return tuple(answers)


def touches(problem: FlowProblem, flow: FlowOverTime, scenario: Closures) -> bool:
    """Whether anybody enters a road of the scenario when it is barred."""
    closed = closures_by_arc(replace(problem, closed=scenario))
    for arc, intervals in closed.items():
        enter = flow.enter[flow.arc == arc]
        for begin, end in barred_entries(intervals, int(problem.steps[arc])):
            if np.any((enter >= begin) & (enter < end)):
                return True
    return False
