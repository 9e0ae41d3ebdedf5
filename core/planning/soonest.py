"""When a party could be safe elsewhere while everybody else does as planned, roads that are full by then included."""

from collections.abc import Mapping, Sequence

from core.domain.plans import Mode, Move
from core.planning.situation import Situation
from core.planning.staging.ledger import Ledger
from core.planning.staging.pool import WayPool
from core.planning.staging.standing_loads import passed
from core.planning.staging.travellers import ways_out
from core.planning.staging.ways import earliest_turn
from core.planning.timetable import UNREACHED
from core.planning.travel import Start


class Soonest:
    """Arrivals beside a plan. Where no road lets only so many through they are those of the open roads."""

    def __init__(self, situation: Situation, moves: Mapping[int, Move]) -> None:
        self._situation = situation
        self._gates = situation.roads.gates(situation.case.step_s)
        self.crowded = len(self._gates) > 0
        if self.crowded:
            self._ledger = Ledger(self._gates)
            self._pool = WayPool(situation, self._gates, ())
            self._turns = {
                party: self._enter(passed(situation, self._gates, party, move), len(move.persons))
                for party, move in sorted(moves.items())
            }

    def _enter(self, turns: tuple[tuple[int, int], ...], persons: int) -> tuple[tuple[int, int], ...]:
        """Gates and moments that can be given back; facts for which there is no room stay."""
        given = []
        for gate, moment in turns:
            if self._ledger.fits(gate, moment, persons):
                self._ledger.add(gate, moment, persons)
                given.append((gate, moment))
            else:
                self._ledger.force(gate, moment, persons)
        return tuple(given)

    def arrival(self, party: int, move: Move, column: int) -> int:
        """Microseconds until the party is safe in a shelter, riding or not, by the quickest way there when it is let in
        (its own turns given back) or by the quickest beside all roads where it might have to wait."""
        situation = self._situation
        free = int(situation.anywhere[situation.kind[party], column])
        if not self.crowded or free >= UNREACHED:
            return free
        starts = ways_out(situation, party)
        ways = [self._pool.quickest(start, mode, column) for start, mode in starts]
        situation.effort.spend()
        persons = len(move.persons)
        own = self._turns[party]
        for gate, moment in own:
            self._ledger.remove(gate, moment, persons)
        found = UNREACHED
        for way in ways:
            depart = None if way is None else earliest_turn(way, self._ledger, persons)
            if way is not None and depart is not None:
                found = min(found, depart + way.duration)
        self._turns[party] = self._enter(own, persons)
        return found if found <= free else min(found, self._round(starts, column))

    def _round(self, starts: Sequence[tuple[Start, Mode]], column: int) -> int:
        beside = self._situation.beside
        journeys = (beside.journey(start, beside.shelters[column]) for start, _ in starts)
        return min((journey.arrive for journey in journeys if journey is not None), default=UNREACHED)
