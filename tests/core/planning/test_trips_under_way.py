"""A trip with people on the road is a fact, whatever has become of its other riders and of the trips before it."""

from dataclasses import replace
from datetime import timedelta

from core.domain.helping import Lock
from core.domain.people import Role
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import least_change
from tests.core.planning.test_helper_cars import CAR, planned, valley
from tests.core.planning.villages import after, never, nothing, walkers


def test_a_trip_that_somebody_rides_in_goes_on_though_others_are_not_at_their_stop() -> None:
    """h is on the road; of i, at the next stop, nobody has heard that they got on: they wait for another ride. Or they
    are in by themselves. The car stays where it is, by its own times, and i's stop counts nobody."""
    locks = tuple(Lock(name, Role.PRIMARY, "p", after(-9), "", "") for name in "hi")
    drawn = valley(seats=4, parties=[walkers("h", "w", 2), walkers("i", "v", 2)], locks=locks)
    standing = planned(drawn)
    (told,) = standing.trips
    assert [stop.place for stop in told.stops] == ["w", "v"]
    at = told.stops[1].leave + timedelta(minutes=1)
    on_the_road = replace(drawn.parties[0], left=True)
    for waiting in (drawn.parties[1:], ()):
        later = replace(drawn, at=at, standing=standing, parties=(on_the_road, *waiting))
        for plan in (least_change(later, nothing, never).plan, make_plan(later, nothing, never)):
            going_on = plan.trips[0]
            assert (going_on.vehicle, going_on.legs, going_on.shelter) == (CAR, told.legs, told.shelter)
            assert [stop.persons for stop in going_on.stops] == [2, 0]
            assert violations(later, plan) == ()
            wrong = replace(later, parties=tuple(replace(each, left=False) for each in later.parties))
            assert "stop_wrong" in {finding.rule for finding in violations(wrong, plan)}


def test_a_trip_that_somebody_rides_in_goes_on_though_the_one_before_it_broke() -> None:
    """Nobody has heard that the first got on; those of the second are on the road."""
    drawn = valley(seats=2)
    standing = planned(drawn)
    first, second, *_ = standing.trips
    riders = {move.household for move in standing.moves if move.trip == second.number}
    at = second.stops[0].leave + timedelta(minutes=1)
    parties = tuple(replace(each, left=each.household in riders) for each in drawn.parties)
    later = replace(drawn, at=at, standing=standing, parties=parties)
    for plan in (least_change(later, nothing, never).plan, make_plan(later, nothing, never)):
        assert first.legs not in {trip.legs for trip in plan.trips}
        assert next(trip.legs for trip in plan.trips if trip.vehicle == CAR) == second.legs
        assert {move.household for move in plan.moves if move.trip == 1 and move.depart < at} == riders
        assert violations(later, plan) == ()
