"""Small plans written by hand: who goes where in what."""

from dataclasses import replace
from datetime import timedelta

from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode, ShelterId, VehicleId
from core.domain.pairing import Pairing
from core.domain.people import Role
from core.domain.plans import Mode, Move, Objective, Plan, Route, Shortfall, ShortfallRule
from core.domain.trips import Leg, Trip
from tests.factories import T0

EMPTY = Plan(
    at=T0, revision=0, objective=Objective.EXPOSURE, due=0, served=0, moves=(), shortfall=(), pairings=(), uncovered=(),
    served_bound=0, clearance_s=0.0, clearance_bound_s=0.0, exposure=0.0, exposure_bound=0.0,
    whole_household_loss=0.0, gap=0.0, stopped=False, steps=0,
)  # fmt: skip


def plan(at: float = 0, *, helpers: str = "", **ways: str) -> Plan:
    """`a="s"` walks to s, `a="s bus"` rides there in a vehicle, `a="s car"` in the car of its helper, `a=""` stays;
    `helpers="ax"` has x as A of a."""
    moves = tuple(_move(HouseholdId(h), *way.split(maxsplit=1)) for h, way in ways.items() if way)
    rides = sorted({move.vehicle for move in moves if move.vehicle})
    return replace(
        EMPTY,
        at=T0 + timedelta(minutes=at),
        moves=moves,
        shortfall=tuple(
            Shortfall(HouseholdId(h), (PersonId(h),), PlaceCode("v"), ShortfallRule.CUT_OFF)
            for h, way in ways.items()
            if not way
        ),
        pairings=tuple(
            Pairing(HouseholdId(pair[0]), Role.PRIMARY, HelperId(pair[1]), 1.0, ()) for pair in helpers.split()
        ),
        trips=tuple(
            Trip(vehicle, 1, (), (Leg((), T0, T0 + timedelta(minutes=9)),), ShelterId("s")) for vehicle in rides
        ),
    )


def _move(household: HouseholdId, shelter: str, ride: str = "") -> Move:
    mode = {"": Mode.WALK, "car": Mode.CAR}.get(ride, Mode.BUS)
    vehicle = VehicleId(ride) if ride not in ("", "car") else None
    end, route = T0 + timedelta(minutes=10), Route((), 10.0, 500.0)
    trip = 1 if vehicle else 0
    place = PlaceCode("v")
    return Move(household, (), place, ShelterId(shelter), mode, T0, end, None, route, vehicle=vehicle, trip=trip)
