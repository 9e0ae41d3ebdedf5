"""The least change beside a plan made without regard to the standing one: where that is better, both are shown."""

from collections.abc import Callable
from dataclasses import replace

from core.collecting import no_collection
from core.domain.comparing import may_gain, worth_telling
from core.domain.plans import Plan, Replan
from core.planning.assignment import Assignment
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.planner import arrivals, fetched_by_others, solve, with_bound_of_cars, write
from core.planning.prepared import PreparedRoads
from core.planning.telling import diff_plans
from core.planning.timeline import MINUTE


def compared(
    case: Case,
    answer: Replan,
    report: Callable[[float], None],
    stopped: Callable[[], bool],
    roads: PreparedRoads | None = None,
) -> Replan:
    """The least change `answer` to a case, with the fresh plan where it is better by the officer's threshold.

    An answer that the watchdog ended has used up the time of both. Raises core.planning.planner.Stopped.
    """
    threshold = case.worth_telling
    if case.standing is not None and not answer.plan.stopped and may_gain(answer.plan, threshold):
        seconds = max(0.0, case.watchdog_s - answer.plan.seconds)
        effort = Effort(report, stopped, case.max_steps, seconds)
        roads = PreparedRoads() if roads is None else roads
        with no_collection():
            fresh = _fresh(with_known_helpers(case), answer.plan, effort, roads)
        if fresh is not None:
            answer = replace(answer, fresh=fresh, fresh_to_tell=diff_plans(case.standing, fresh))
    report(1.0)
    return answer


def with_known_helpers(case: Case) -> Case:
    """The case with the helpers of its standing plan as those to keep, where it names none itself."""
    if case.standing is None or case.kept_pairings:
        return case
    return replace(case, kept_pairings=tuple((p.household, p.helper) for p in case.standing.pairings))


def _fresh(case: Case, plan: Plan, effort: Effort, roads: PreparedRoads) -> Plan | None:
    """The plan made without regard to the standing one; written only where its figures are worth it.

    Helpers are those of the least change, so that the price in people to tell is that of places and times alone; only
    where another car saves somebody do they change.
    """
    pairing = Assignment(plan.pairings, plan.uncovered, plan.pairing_figures, plan.locks_aside, plan.pair_remedies)
    solved = solve(case, effort, roads, pairing, thorough=False, bounded=bool(case.fleet))
    if (plan.served_bound_any or 0) > solved.saved.persons:  # then helpers change, for whom that saves alone
        solved = fetched_by_others(solved, roads, hold=True, thorough=False)
        pairing = solved.pairing
    safe = arrivals(solved)
    size = [len(party.members) for party in solved.situation.parties]
    waiting = sum(size[i] * solved.situation.unserved_us(i) for i in range(len(size)) if i not in safe)
    exposure = waiting + sum(size[i] * arrive for i, arrive in safe.items())
    if not worth_telling(plan, case.worth_telling, sum(size[i] for i in safe), exposure / MINUTE):
        return None
    return write(solve(case, effort, roads, pairing) if case.fleet else with_bound_of_cars(solved))
