"""make_plan: the only composition. Who goes with whom, where to, when and by which roads; with bound and gap."""

from collections.abc import Callable

from core.domain.plans import Mode, Move, Plan
from core.planning.assignment import assign
from core.planning.case import Case
from core.planning.effort import Effort, Stopped
from core.planning.placement import allocate, joined_first, room_after
from core.planning.reach import Reach
from core.planning.situation import PartyKey, Situation, key_of
from core.planning.standing_moves import StandingMoves
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
    begun = _begun(situation)
    situation.ride(pairing.pairings, frozenset(i for i, move in begun.items() if move.mode is Mode.CAR))
    writer = MoveWriter(situation)
    going = _under_way(situation, begun, writer)
    seats = {i: situation.travel.column[move.shelter] for i, move in going.items()}
    waiting = [i for i in range(len(situation.parties)) if i not in going]
    fixed = {**seats, **joined_first(situation, waiting, room_after(situation, seats))}
    free = [i for i in waiting if i not in fixed]
    outcome = allocate(situation, free, room_after(situation, fixed), case.objective)
    effort.share(0.7)
    goals = sorted({**fixed, **outcome.goals}.items())
    moves = [going[party] if party in going else writer.move(party, column) for party, column in goals]
    plan = write_plan(situation, pairing, moves, Bounds.of(situation, outcome, fixed))
    effort.share(1.0)
    return plan


def _begun(situation: Situation) -> dict[int, Move]:
    """Standing moves of parties whom an entry has out of their door: facts, not choices."""
    old = situation.case.standing
    moves: dict[PartyKey, Move] = {(m.household, m.place): m for m in old.moves} if old else {}
    return {i: moves[key_of(p)] for i, p in enumerate(situation.parties) if p.left and key_of(p) in moves}


def _under_way(situation: Situation, begun: dict[int, Move], writer: MoveWriter) -> dict[int, Move]:
    """Those of them that still hold, in id order while their shelters have room."""
    standing, room = StandingMoves(situation, writer), situation.room.copy()
    going: dict[int, Move] = {}
    for i, move in begun.items():
        held = standing.hold(i, move)
        column = situation.travel.column.get(move.shelter)
        if held is None or column is None or room[column] < len(held.persons):
            continue
        room[column] -= len(held.persons)
        going[i] = standing.refreshed(i, held)
    return going
