"""Prices of roads that let only so many through, as if everybody had a vehicle of the fleet to himself.

They come from the linear program over ways and departures that guides households beside the fleet's trips, with the
riders in it as well: begun with what the plan does, at the prices that guided it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.plans import Mode, Move
from core.planning.network import Ints
from core.planning.pace import Pace, driving_factor
from core.planning.proof import Proof
from core.planning.situation import Situation
from core.planning.staging.ledger import Ledger
from core.planning.staging.passages import PassagesOf
from core.planning.staging.pool import WayPool
from core.planning.staging.relaxation import Relaxation
from core.planning.staging.standing_loads import load_standing
from core.planning.staging.travellers import Kind, kinds_to_stage
from core.planning.staging.ways import Turn
from core.planning.timeline import micros
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.earliest_rides import EarliestRides
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.passengers import STOP_US, WALKING_ON_US

_ROUNDS = 14


@dataclass(frozen=True, slots=True)
class Going:
    """What a plan does: `facts` cannot be changed, `rides` are moves with the fleet or with cars, `turns` of all
    others; all by party."""

    facts: Mapping[int, Move]
    rides: Mapping[int, Move]
    turns: Mapping[int, Turn]


def road_prices(
    situation: Situation, fleet: FleetProblem, parties: Sequence[int], room: Ints, going: Going, guided: Proof
) -> Proof:
    """Better prices than those that `guided` the plan, of the same roads, for serving as many of `parties`."""
    earliest = EarliestRides(situation, fleet)
    mine = [i for i in parties if situation.foot[i] is not None]
    kinds = [_with_rides(situation, fleet, earliest, kind) for kind in kinds_to_stage(situation, mine)]
    gates = situation.roads.gates(situation.case.step_s)
    ledger = Ledger(gates)
    load_standing(situation, ledger, going.facts)
    links = frozenset(each.link for each in guided.gates)
    steps = (1 + max(each.step for each in guided.gates)) * (guided.step_us // gates.step_us)
    passages = PassagesOf(situation, gates, links)
    relaxation = Relaxation(situation, kinds, room, ledger, passages, steps, guiding=True)
    pool = WayPool(situation, gates, kinds)
    served = 0
    for k, kind in enumerate(kinds):
        for i in kind.parties:
            turn = going.turns.get(i) or _ridden(situation, pool, kind, going.rides.get(i))
            if turn is not None:
                relaxation.offer(k, turn)
            served += situation.sizes[i] if i in going.turns or i in going.rides else 0
    found = relaxation.run(pool, served, guided, _ROUNDS).proof
    return guided if found is None else found


def _with_rides(situation: Situation, fleet: FleetProblem, earliest: EarliestRides, kind: Kind) -> Kind:
    """A kind that may also drive off as soon as the first vehicle is there, with the fleet or its helper's car."""
    one = kind.parties[0]
    foot, lone = situation.foot[one], situation.lone[one]
    ways = [situation.walking(one)]
    if lone is not None:
        ways.append((lone, Mode.CAR))
    for n, way in enumerate(fleet.ways) if foot is not None else ():
        if foot is not None and foot.place not in fleet.walks[n]:
            came = int(earliest.comes(n, foot.place))
            ready = max(came, earliest.ready(n, foot)) + STOP_US + WALKING_ON_US
            if ready < UNREACHED:
                pace = Pace(way, driving_factor(situation.case, way), 0)
                ways.append((Start(foot.place, pace, ready), Mode(way.value)))
    taken = situation.fits.of(one)
    return replace(kind, ways_out=tuple(ways), taken=tuple(map(bool, taken)))


def _ridden(situation: Situation, pool: WayPool, kind: Kind, move: Move | None) -> Turn | None:
    """A ride as a way and departure: the quickest in a vehicle of its kind that ends at the same moment."""
    if move is None:
        return None
    arrive = micros(situation.case.at, move.arrive)
    for start, mode in kind.ways_out:
        if mode is move.mode:
            way = pool.quickest(start, mode, situation.travel.column[move.shelter])
            if way is not None and arrive - way.duration >= way.soonest:
                return Turn(way, arrive - way.duration)
    return None
