"""Rides given up for others: whoever stays out because the only car for him is busy with the untouched.

People come before few changes. A car that could fetch somebody who is left unserved, but is to bring in households that
nothing has touched, is planned anew with all of them: the car with the fewest persons first, one after the other, until
everybody is safe whom that can save. Nobody who was safe is left out for it, and who is on the road stays a fact.
"""

from collections.abc import Iterator, Mapping

from core.domain.ids import VehicleId
from core.domain.plans import Move
from core.domain.trips import car_of
from core.planning.holding import Holding, hold_what_holds
from core.planning.placement import room_after
from core.planning.situation import Situation, in_own_car
from core.planning.timeline import micros
from core.planning.timetable import UNREACHED
from core.planning.vehicles.fleet_problem import on_duty
from core.planning.writing import MoveWriter

_TRIES = 8  # vehicles planned anew at most, each a part of a replan


def released_for_others(
    situation: Situation, writer: MoveWriter, known: Mapping[int, Move]
) -> tuple[Holding, frozenset[int]]:
    """The least change to the standing moves `known` that saves everybody whom cars can, and the untouched who were
    planned anew for that. Seats are guessed for `known` before."""
    best = hold_what_holds(situation, writer, known)
    released: frozenset[int] = frozenset()
    stands = True  # whether the situation's seats are those of the best
    untouched = best.kept.keys()
    for group in _in_the_way(situation, best):
        if situation.effort.exhausted:
            break
        less = {i: move for i, move in known.items() if i not in released and i not in group}
        situation.ride_anew(less)
        tried = hold_what_holds(situation, writer, less)
        stands = _persons(situation, tried) > _persons(situation, best) and untouched <= tried.goals.keys()
        if stands:
            best, released = tried, released | group
            if not _stranded(situation, best):
                break
    if not stands:
        less = {i: move for i, move in known.items() if i not in released}
        situation.ride_anew(less)
        best = hold_what_holds(situation, writer, less)
    return best, frozenset(untouched - best.kept.keys())


def _persons(situation: Situation, found: Holding) -> int:
    return sum([situation.sizes[i] for i in found.goals])


def _stranded(situation: Situation, found: Holding) -> list[int]:
    """Who is left out and has a road."""
    return [i for i in range(len(situation.parties)) if i not in found.goals and situation.kind[i] >= 0]


def _in_the_way(situation: Situation, found: Holding) -> Iterator[frozenset[int]]:
    """Untouched riders of each vehicle that might fetch one of the stranded, the fewest persons first."""
    stranded = _stranded(situation, found)
    if not stranded:
        return iter(())
    riders = _riders(situation, found)
    left = room_after(situation, found.goals)
    wanted: set[VehicleId] = set()
    fleet = [vehicle.id for vehicle in on_duty(situation)]
    for i in stranded:
        name = situation.cars.driver.get(i)
        for vehicle in (*fleet, *(() if name is None else (car_of(name),))):
            room = left.copy()
            for j in riders.get(vehicle, ()):
                room[found.goals[j]] += situation.sizes[j]
            beds = situation.fits.of(i) & (room >= situation.sizes[i])
            if name is not None and vehicle == car_of(name):
                beds &= [situation.lone_arrival(i, column) < UNREACHED for column in range(len(room))]
            if beds.any():
                wanted.add(vehicle)
    groups = [frozenset(riders[vehicle]) for vehicle in sorted(wanted) if vehicle in riders]
    groups.sort(key=lambda group: (sum(situation.sizes[i] for i in group), sorted(group)))
    return iter(groups[:_TRIES])


def _riders(situation: Situation, found: Holding) -> dict[VehicleId, list[int]]:
    """Untouched parties by the vehicle that is to bring them in and has not set out for them."""
    begun = {
        (trip.vehicle, trip.number) for trip in found.held.trips if micros(situation.case.at, trip.legs[0].depart) < 0
    }
    begun |= {(move.vehicle, move.trip) for i, move in found.kept.items() if move.vehicle and situation.parties[i].left}
    riders: dict[VehicleId, list[int]] = {}
    for i, move in found.kept.items():
        name = situation.cars.driver.get(i)
        if situation.parties[i].left or i in found.away:
            continue
        if move.vehicle is not None:
            if (move.vehicle, move.trip) not in begun:
                riders.setdefault(move.vehicle, []).append(i)
        elif name is not None and in_own_car(move):
            riders.setdefault(car_of(name), []).append(i)
    return riders
