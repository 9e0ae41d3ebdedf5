"""Which road hurts most if it closes: each road that the plan uses is closed by itself and answered by a replan."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.domain.critical import CriticalRoad
from core.domain.ids import HouseholdId, LinkId
from core.domain.plans import Move, Plan, Replan
from core.domain.roads import Closure, ClosureKind
from core.planning.case import Case
from core.planning.prepared import PreparedRoads
from core.planning.replan import least_change

MOST = 100
READY = 12  # whole answers kept: each holds a plan


def roads_in_use(plan: Plan, most: int = MOST) -> tuple[LinkId, ...]:
    """Links of the plan's routes, those that most persons pass first."""
    persons = Counter[LinkId]()
    for move in plan.moves:
        for link in _links(move):
            persons[link] += len(move.persons)
    return tuple(sorted(persons, key=lambda link: (-persons[link], link))[:most])


def _links(move: Move) -> set[LinkId]:
    return {*move.route.links, *(move.boards.walk.links if move.boards is not None else ())}


def critical_roads(
    case: Case,
    plan: Plan,
    report: Callable[[float], None],
    stopped: Callable[[], bool],
    *,
    most: int = MOST,
    ready: int = READY,
    roads: PreparedRoads | None = None,
) -> tuple[CriticalRoad, ...]:
    """The roads in the plan's use, the worst first: most persons lost, then most person-minutes, then most touched.

    Each is closed from the case's start, for how long nobody knows, and answered as if it had happened; the figures are
    against the answer to no closing at all. The first `ready` keep their whole answer. Raises
    core.planning.effort.Stopped soon after `stopped` turns true.
    """
    standing = replace(case, standing=plan)
    prepared = PreparedRoads() if roads is None else roads
    links = roads_in_use(plan, most)
    tries = _Tries(standing, prepared, stopped)
    found: list[CriticalRoad] = []
    for done, link in enumerate(links):
        report(done / len(links))
        found = _worst([*found, tries.without(link)], ready)
    report(1.0)
    return tuple(found)


def _worst(roads: Sequence[CriticalRoad], ready: int) -> list[CriticalRoad]:
    """In order of harm; only the first keep their answers, so that a hundred plans are never held at once."""
    order = sorted(roads, key=lambda road: (-road.lost, -road.extra_min, -road.touched, road.link))
    return [road if i < ready or road.replan is None else replace(road, replan=None) for i, road in enumerate(order)]


class _Tries:
    """Answers to one closing after the other, and to none."""

    def __init__(self, case: Case, roads: PreparedRoads, stopped: Callable[[], bool]) -> None:
        self._case, self._roads, self._stopped = case, roads, stopped
        self._base = self._answer(case)
        self._placed = {person for move in self._base.plan.moves for person in move.persons}
        self._changed = _changed(self._base)

    def _answer(self, case: Case) -> Replan:
        return least_change(case, _unheard, self._stopped, self._roads)

    def without(self, link: LinkId) -> CriticalRoad:
        """What happens when a road closes now."""
        closure = Closure(link, self._case.at, None, ClosureKind.PLANNED, source="scenario")
        answer = self._answer(replace(self._case, closures=(*self._case.closures, closure)))
        plan, base = answer.plan, self._base.plan
        lost = Counter[HouseholdId]()
        for short in plan.shortfall:
            lost[short.household] += len(self._placed.intersection(short.persons))
        touched = (_changed(answer) - self._changed) | {household for household in lost if lost[household]}
        return CriticalRoad(
            link=link,
            touched=len(touched),
            lost=lost.total(),
            extra_min=plan.exposure - base.exposure,
            later_min=(plan.clearance_s - base.clearance_s) / 60,
            households=tuple(sorted(touched, key=lambda household: (lost[household] == 0, household))),
            replan=answer,
        )


def _changed(answer: Replan) -> set[HouseholdId]:
    return {*answer.touched, *answer.moved_for_them}


def _unheard(_share: float) -> None:
    """Progress is counted in roads."""
