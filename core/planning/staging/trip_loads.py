"""When the passengers of a trip pass which gates: on foot to where they get on, then with their vehicle."""

from collections.abc import Iterator

from core.domain.plans import Move, Route
from core.planning.pace import Way, driving_factor, leg_ms
from core.planning.situation import Situation
from core.planning.staging.gates import Gates
from core.planning.staging.pieces import Passing, along
from core.planning.timeline import MINUTE, micros
from core.planning.travel import Start
from core.planning.vehicles.boarding import boarded_at


def on_the_trip(situation: Situation, gates: Gates, start: Start, move: Move) -> Iterator[Passing]:
    """(gate, moment of entry) of a passenger, in order; `start` is how he walks. Vehicles stand at their stops."""
    trip = None if move.vehicle is None else situation.trips.get((move.vehicle, move.trip))
    boarded = None if trip is None else boarded_at(trip, move)
    if trip is None or boarded is None:
        return
    at = situation.case.at
    if move.boards is not None:
        walk, access = move.boards.walk, leg_ms(move.boards.walk.access_m) * start.pace.legs
        on_road = walk.minutes * MINUTE - access
        begin = micros(at, move.depart) + access
        yield from along(situation, gates, walk, begin, (start.pace.way, start.pace.road), on_road)
    way = Way(move.mode.value)
    factor = driving_factor(situation.case, way)
    for leg in trip.legs[boarded + 1 :]:
        taken = micros(leg.depart, leg.arrive)
        ridden = Route(leg.links, taken / MINUTE, 0.0, from_share=leg.from_share, to_share=leg.to_share)
        yield from along(situation, gates, ridden, micros(at, leg.depart), (way, factor), taken)
