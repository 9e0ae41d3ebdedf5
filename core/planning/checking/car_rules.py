"""Helpers' own cars: whom they may fetch, and that a car is in one place at a time.

A car that fetches one household only brings it in without a trip; whoever else it fetches rides in its trips. Times,
places, roads and seats of these are checked like those of any vehicle (`trip_rules`).
"""

from core.domain.plans import Mode
from core.domain.trips import driver_of
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.roads import SLACK


def helpers_cars_fetch_their_own(inspection: Inspection) -> Findings:
    """In the trips of a helper's car ride households whose A or B he is, and nobody bedridden; he has not dropped
    out."""
    if not inspection.plan.trips:
        return
    for (vehicle, number), entries in inspection.riders.items():
        driver = driver_of(vehicle)
        if driver is None:
            continue
        for entry in entries:
            pair = inspection.pairs.get(entry.move.household, ())
            mine = driver not in inspection.case.out and any(each.helper == driver for each in pair)
            if not mine or entry.traits.lying:
                yield wrong("car_of_another", "trips", vehicle=vehicle, trip=number, household=entry.move.household)


def a_helpers_car_is_in_one_place_at_a_time(inspection: Inspection) -> Findings:
    """One household alone at most, and no trip before that one is in. Of those who were told before, and may have set
    out, nothing is asked."""
    for vehicle, entries in sorted(inspection.alone.items()):
        if len(entries) > 1 and not all(_was_told(inspection, entry) for entry in entries):
            yield wrong("car_twice", "moves", vehicle=vehicle, household=entries[-1].move.household)
        trips = inspection.rounds.get(vehicle)
        if trips and trips[0].legs and inspection.roads.after(trips[0].legs[0].depart) < entries[0].arrive - SLACK:
            yield wrong("car_twice", "trips", vehicle=vehicle, trip=trips[0].number)


def _was_told(inspection: Inspection, entry: Entry) -> bool:
    """Whether the standing plan has them driven there by a helper already."""
    before, move = inspection.standing.get((entry.move.household, entry.move.place)), entry.move
    return before is not None and (before.mode, before.vehicle, before.shelter) == (Mode.CAR, None, move.shelter)
