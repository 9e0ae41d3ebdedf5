"""make_plan: the only composition. Who goes with whom, where to, when and by which roads; with bound and gap."""

from collections.abc import Callable

from core.domain.plans import Plan
from core.planning.assignment import assign
from core.planning.case import Case
from core.planning.effort import Effort, Stopped
from core.planning.placement import allocate, joined_first, room_after
from core.planning.reach import Reach
from core.planning.situation import Situation
from core.planning.writing import Bounds, MoveWriter, write_plan

__all__ = ["Stopped", "make_plan"]


def make_plan(case: Case, report: Callable[[float], None], stopped: Callable[[], bool]) -> Plan:
    """One whole answer to a case. `report` gets the share done (0 to 1); raises Stopped soon after `stopped` is true.

    Steps or seconds used up give the best so far, marked `stopped`.
    """
    effort = Effort(report, stopped, case.max_steps, case.watchdog_s)
    situation = Situation(case, effort)
    effort.share(0.3)
    pairing = assign(case, Reach(case, situation.travel, effort), situation.last_moments())
    effort.share(0.5)
    situation.ride(pairing.pairings)
    fixed = joined_first(situation, range(len(situation.parties)), situation.room)
    free = [i for i in range(len(situation.parties)) if i not in fixed]
    outcome = allocate(situation, free, room_after(situation, fixed), case.objective)
    effort.share(0.7)
    writer = MoveWriter(situation)
    moves = [writer.move(party, column) for party, column in sorted({**fixed, **outcome.goals}.items())]
    plan = write_plan(situation, pairing, moves, Bounds.of(situation, outcome, fixed))
    effort.share(1.0)
    return plan
