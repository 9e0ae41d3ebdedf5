"""Trips of the fleet on roads that let only so many through: what does not fit is not driven."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.ids import VehicleId
from core.domain.plans import Move
from core.planning.situation import Situation
from core.planning.staging.ledger import Ledger
from core.planning.staging.standing_loads import load_standing, passed
from core.planning.vehicles.fleet_rounds import Rides


def within_gates_too(situation: Situation, rides: Rides, facts: Mapping[int, Move]) -> Rides:
    """The rides without the trips that a gate has no room for beside `facts`, and without those of the same vehicle
    after them; the earliest trips come first. Whoever loses his seat goes like those without one."""
    gates = situation.roads.gates(situation.case.step_s)
    if not len(gates) or not rides.trips:
        return rides
    ledger = Ledger(gates)
    load_standing(situation, ledger, facts)
    at_home: set[VehicleId] = set()
    moves: dict[int, Move] = {}
    trips = []
    for trip in sorted(rides.trips, key=lambda trip: (trip.legs[0].depart, trip.vehicle, trip.number)):
        mine = {i: move for i, move in rides.moves.items() if (move.vehicle, move.trip) == (trip.vehicle, trip.number)}
        if trip.vehicle in at_home or not _enter(situation, ledger, mine):
            at_home.add(trip.vehicle)
            continue
        trips.append(trip)
        moves.update(mine)
    order = {(trip.vehicle, trip.number) for trip in trips}
    kept = tuple(trip for trip in rides.trips if (trip.vehicle, trip.number) in order)
    return replace(rides, moves=dict(sorted(moves.items())), trips=kept)


def _enter(situation: Situation, ledger: Ledger, moves: Mapping[int, Move]) -> bool:
    """Put all passengers of a trip on the roads, or none."""
    done: list[tuple[int, int, int]] = []
    for party, move in sorted(moves.items()):
        for gate, moment in passed(situation, ledger.gates, party, move):
            if not ledger.fits(gate, moment, len(move.persons)):
                for each in done:
                    ledger.remove(*each)
                return False
            ledger.add(gate, moment, len(move.persons))
            done.append((gate, moment, len(move.persons)))
    return True
