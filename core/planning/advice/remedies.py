"""What would help: single changes, each tried by solving the whole case again with nothing else changed.

What a remedy promises is what a whole plan of the changed case gains; only writing is left out (routes on paper, second
routes, reasons), and the pairing where the change cannot touch it. In a large case
the fleet's rounds are planned roughly, before and after alike. The watchdog has one count for a plan and its remedies:
these get what the plan has left of it, and a list that it ended says so.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from core.domain.ids import ShelterId
from core.domain.plans import Plan
from core.domain.reasons import Remedy, RemedyKind
from core.planning.advice.proposals import Proposal, proposals, with_beds
from core.planning.assignment import Assignment
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.planner import Solved, arrivals, solve
from core.planning.prepared import PreparedRoads
from core.planning.situation import Situation
from core.planning.timeline import HORIZON, MINUTE, micros

SOLVES = 12
_FEWEST = 4
_THOROUGH = 300  # households up to which the fleet's rounds are planned as thoroughly as in the plan
_PAIRS = 6_000_000  # households times shelters that all tries together may go through
_TIMES_THE_PLAN = 8  # steps of work for all tries together, as a multiple of the plan's own


@dataclass(frozen=True, slots=True)
class Figures:
    """What counts of an answer: persons safe, person-microseconds since a moment, last arrival after it, persons left
    without a place."""

    served: int
    exposure: int
    last: int
    left: int


def figures(solved: Solved, since: datetime) -> Figures:
    """Counted from `since`, whenever the answer itself begins: whoever is safe before that is exposed no more."""
    situation = solved.situation
    shift = micros(since, situation.case.at)
    size = [len(party.members) for party in situation.parties]
    safe = arrivals(solved)
    left = [i for i in range(len(size)) if i not in safe]
    exposure = sum(size[i] * max(0, arrive + shift) for i, arrive in safe.items())
    exposure += sum(size[i] * _unserved(situation, i, shift) for i in left)
    last = max((max(0, arrive + shift) for arrive in safe.values()), default=0)
    return Figures(sum(size[i] for i in safe), exposure, last, sum(size[i] for i in left))


def _unserved(situation: Situation, party: int, shift: int) -> int:
    """Until the last safe departure, else for a day, whenever the count begins."""
    latest = situation.unserved_us(party)
    return latest if latest >= HORIZON else max(0, latest + shift)


def advise(
    case: Case,
    plan: Plan,
    report: Callable[[float], None],
    stopped: Callable[[], bool],
    roads: PreparedRoads | None = None,
    clock: Callable[[], float] = monotonic,
) -> Plan:
    """The plan with its `remedies`, the best first; the same plan where nothing is short and nobody waits, and where
    the watchdog ended the plan itself: what it could not finish once is not tried again and again.

    At most `solves_for` tries, no more work than some plans together, and no longer than the watchdog has left after
    the plan. Raises core.planning.effort.Stopped soon after `stopped` turns true.
    """
    prepared = PreparedRoads() if roads is None else roads
    if not _wanting(plan):
        return plan
    left = Effort(_unheard, stopped, sys.maxsize, max(0.0, case.watchdog_s - plan.seconds), clock)
    if plan.stopped or not left.seconds_left:
        return replace(plan, remedies=(), remedies_stopped=True)
    tries = _Tries(case, plan, left, prepared)
    wanted = proposals(tries.base, plan)
    found: list[Remedy] = []
    for done, proposal in enumerate(wanted):
        report(done / len(wanted))
        if tries.used_up:
            break
        if (remedy := tries.remedy(proposal)) is not None:
            found.append(remedy)
    report(1.0)
    return replace(plan, remedies=ranked(found), remedies_stopped=tries.cut_short)


def _wanting(plan: Plan) -> bool:
    """Whether anything is short, waits, or is passed over."""
    return bool(plan.shortfall or plan.bottlenecks or any(why.wait_min > 0 or why.passed_over for why in plan.reasons))


def ranked(remedies: Sequence[Remedy]) -> tuple[Remedy, ...]:
    """Most persons served first, then person-minutes. More minutes earlier are left out where fewer do as much."""
    order = sorted(remedies, key=lambda r: (-r.serves, -r.saves_min, -r.sooner_min, r.kind, r.subject, r.amount))
    sooner = [r for r in order if r.kind in (RemedyKind.EARLIER, RemedyKind.OPEN)]

    def less_does_it(r: Remedy) -> bool:
        alike = (e for e in sooner if (e.kind, e.subject) == (r.kind, r.subject))
        return r in sooner and any(e.amount < r.amount and e.serves >= r.serves for e in alike)

    return tuple(r for r in order if not less_does_it(r))


def solves_for(case: Case) -> int:
    """How many tries a case of this size is worth: fewer in a large district, where each takes seconds."""
    pairs = max(1, len(case.parties) * len(case.shelters))
    return min(SOLVES, max(_FEWEST, _PAIRS // pairs))


class _Tries:
    """Solves one changed case after the other and compares it with the plan; `left` is the watchdog's count for all of
    them. `cut_short` says that it has ended one of them or their list."""

    def __init__(self, case: Case, plan: Plan, left: Effort, roads: PreparedRoads) -> None:
        self._case, self._left, self._roads = case, left, roads
        self.cut_short = False
        self._paired = Assignment(plan.pairings, plan.uncovered)
        self._solves = 0
        self._steps = 0
        self._most = solves_for(case)
        self._budget = _TIMES_THE_PLAN * max(plan.steps, 1)
        self.base = self._solve(case, self._paired)
        self._before = figures(self.base, case.at)

    @property
    def used_up(self) -> bool:
        over = not self._left.seconds_left or self.base.situation.effort.exhausted
        self.cut_short = self.cut_short or over
        return over or self._solves >= self._most or self._steps >= self._budget

    def _solve(self, case: Case, pairing: Assignment | None, *, hold: bool = False) -> Solved:
        effort = self._left.part(case.max_steps)
        thorough = len(case.parties) <= _THOROUGH
        solved = solve(case, effort, self._roads, pairing, thorough=thorough, bounded=False, hold=hold)
        self._solves += 1
        self._steps += effort.steps
        self.cut_short = self.cut_short or effort.exhausted
        return solved

    def remedy(self, proposal: Proposal) -> Remedy | None:
        """What a change gains; None where it gains nothing, or where the watchdog ended the try."""
        pairing = self._paired if proposal.same_pairing else None
        solved = self._solve(proposal.case, pairing, hold=proposal.helper is not None)
        if proposal.kind is RemedyKind.BED and not self.used_up:
            proposal, solved = self._without_idle_beds(proposal, solved)
        if solved.situation.effort.exhausted:
            return None
        now = figures(solved, self._case.at)
        remedy = Remedy(
            kind=proposal.kind,
            subject=proposal.subject,
            amount=proposal.amount,
            serves=now.served - self._before.served,
            saves_min=(self._before.exposure - now.exposure) / MINUTE,
            sooner_min=(self._before.last - now.last) / MINUTE,
            left=now.left,
            by=proposal.by,
            helper=proposal.helper,
            uncovered=len(solved.pairing.uncovered) - len(self.base.pairing.uncovered),
        )
        return remedy if _worthwhile(remedy) else None

    def _without_idle_beds(self, proposal: Proposal, solved: Solved) -> tuple[Proposal, Solved]:
        """As many beds as are slept in, tried again."""
        shelter, before = ShelterId(proposal.subject), self.base.situation
        column = before.travel.column[shelter]
        used = _sleepers(solved, column) - int(before.room[column])
        if not 0 < used < proposal.amount:
            return proposal, solved
        fewer = replace(proposal, amount=used, case=with_beds(self._case, shelter, used))
        return fewer, self._solve(fewer.case, self._paired)


def _sleepers(solved: Solved, column: int) -> int:
    """Persons whom an answer sends to a shelter."""
    going = {i: solved.situation.travel.column[move.shelter] for i, move in solved.going.items()}
    goals = {**going, **solved.joined, **solved.brought.goals}
    return sum(len(solved.situation.parties[i].members) for i, goal in goals.items() if goal == column)


def _worthwhile(remedy: Remedy) -> bool:
    """More people safe, or as many with less exposure. An earlier order always saves minutes: it has to save people."""
    if remedy.serves or remedy.kind in (RemedyKind.EARLIER, RemedyKind.HELPER):
        return remedy.serves > 0
    return remedy.saves_min > 0


def _unheard(_share: float) -> None:
    """Progress is counted in tries."""
