"""The standing plan as people know it: each goes by what he was told last, each vehicle by one plan."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.heard import Knowledge
from core.domain.ids import EventId, HelperId, HouseholdId, PersonId, PlaceCode, ShelterId, VehicleId
from core.domain.pairing import Pairing
from core.domain.people import Role
from core.domain.plans import Mode, Move, Objective, Plan, Route, Shortfall, ShortfallRule
from core.domain.trips import Leg, Trip, car_of
from core.planning.as_known import as_known, going_by_earlier
from tests.factories import T0

P0, P1, P2 = (EventId(f"{n:032x}") for n in range(3))
BUS, VAN = VehicleId("bus"), VehicleId("van")
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


def seen(standing: Plan, told: dict[str, EventId], **earlier: Plan) -> dict[str, str]:
    """Where each goes as people know it, and how. `told` says who was told of which plan, the others know the first;
    the one that stands is P2."""
    plans: dict[EventId, Plan | None] = {P2: standing}
    plans |= {{"p0": P0, "p1": P1}[name]: one for name, one in earlier.items()}
    knowledge = Knowledge((P0,), {HouseholdId(h): (event,) for h, event in told.items()})
    goes = going_by_earlier(knowledge, plans, P2)
    known = as_known(standing, {h: one for h, event in goes.items() if (one := plans[event]) is not None})
    assert {trip.vehicle for trip in known.trips} == {move.vehicle for move in known.moves if move.vehicle}
    return {str(move.household): _way(move) for move in known.moves}


def _way(move: Move) -> str:
    ride = move.vehicle or ("car" if move.mode is Mode.CAR else "")
    return f"{move.shelter} {ride}".strip()


CASES: dict[str, tuple[Plan, Plan, dict[str, EventId], dict[str, str]]] = {
    "nobody was told": (plan(a="s", b="t"), plan(a="u", b="u"), {}, {"a": "s", "b": "t"}),
    "one was told": (plan(a="s", b="t"), plan(a="u", b="u"), {"a": P2}, {"a": "u", "b": "t"}),
    "he was to stay, and never heard of it": (plan(a="s"), plan(a=""), {}, {"a": "s"}),
    "he was told that he stays": (plan(a="s"), plan(a=""), {"a": P2}, {}),
    "he has a place for the first time": (plan(a=""), plan(a="s"), {}, {"a": "s"}),
    "he is new": (plan(a="s"), plan(a="s", b="t"), {}, {"a": "s", "b": "t"}),
    "he is no longer in the plan": (plan(a="s", b="t"), plan(a="u"), {}, {"a": "s"}),
    "a bus goes back to its round": (
        plan(a="s bus", b="s bus"), plan(a="t bus", b="u"), {}, {"a": "s bus", "b": "s bus"}
    ),
    "a bus that one was told of goes as he knows": (
        plan(a="s bus", b="s bus", c="s van"),
        plan(a="t bus", b="u", c="t"),
        {"a": P2},
        {"a": "t bus", "b": "u", "c": "s van"},
    ),
    "somebody who has a seat for the first time keeps it": (
        plan(a="s bus", b=""),
        plan(a="u", b="s bus"),
        {},
        {"a": "u", "b": "s bus"},
    ),
    "whom both plans tell the same rides with the others": (
        plan(a="s bus", b="s bus"),
        plan(a="u", b="s van"),
        {},
        {"a": "s bus", "b": "s bus"},
    ),
    "what is given up for one may be another's": (
        plan(a="s bus", b="s van"),
        plan(a="t van", b="t bus", c="t bus"),
        {"c": P2},
        {"a": "t van", "b": "t bus", "c": "t bus"},
    ),
    "a helper's car fetches one at a time": (
        plan(a="s car", b="s", helpers="ax bx"),
        plan(a="t", b="t car", helpers="ax bx"),
        {"b": P2},
        {"a": "t", "b": "t car"},
    ),
    "a car that is about to make trips": (
        plan(a="s car", b="s", helpers="ax bx"),
        plan(a="t", b=f"t {car_of(HelperId('x'))}", helpers="ax bx"),
        {"b": P2},
        {"a": "t", "b": f"t {car_of(HelperId('x'))}"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_where_people_go_as_they_know(what: str) -> None:
    first, standing, told, goes = CASES[what]
    assert seen(standing, told, p0=first) == goes


def test_of_three_plans_each_goes_by_his_own() -> None:
    told = {"a": P1, "c": P2}
    first, second, third = plan(a="s", b="s", c="s"), plan(1, a="t", b="t", c="t"), plan(2, a="u", b="u", c="u")
    assert seen(third, told, p0=first, p1=second) == {"a": "t", "b": "s", "c": "u"}


def test_of_two_earlier_plans_the_later_has_the_vehicle() -> None:
    told = {"a": P1}
    first, second, third = plan(a="s bus", b="s bus"), plan(1, a="t bus", b="t"), plan(2, a="u", b="u")
    assert seen(third, told, p0=first, p1=second) == {"a": "t bus", "b": "u"}


def test_helpers_are_those_whom_people_know() -> None:
    first, standing = plan(a="s", b="s", helpers="ax by"), plan(a="s", b="s", helpers="ay bx")
    goes = going_by_earlier(Knowledge((P0,), {HouseholdId("b"): (P2,)}), {P0: first, P2: standing}, P2)
    assert goes == {"a": P0}
    known = as_known(standing, {HouseholdId("a"): first})
    assert [(pair.household, pair.helper) for pair in known.pairings] == [("a", "x"), ("b", "x")]


def test_the_plan_that_everybody_knows_is_the_plan() -> None:
    standing = plan(a="s bus")
    assert as_known(standing, {}) is standing


WAYS = st.sampled_from(["", "s", "t", "s bus", "t bus", "s van", "t van", "s car", "t car"])
HOUSES = "abcdef"


@given(
    plans=st.lists(st.fixed_dictionaries(dict.fromkeys(HOUSES, WAYS)), min_size=3, max_size=3),
    helpers=st.lists(st.sampled_from("xyz"), min_size=18, max_size=18),
    told=st.dictionaries(st.sampled_from(HOUSES), st.sampled_from([P0, P1, P2])),
)
def test_no_vehicle_goes_by_two_plans_and_nobody_is_lost(
    plans: list[dict[str, str]], helpers: list[str], told: dict[str, EventId]
) -> None:
    made = []
    for n, ways in enumerate(plans):
        pairs = " ".join(f"{h}{x}" for h, x in zip(HOUSES, helpers[6 * n :], strict=False))
        made.append(plan(n, helpers=pairs, **ways))
    events: dict[EventId, Plan | None] = dict(zip((P0, P1, P2), made, strict=True))
    knowledge = Knowledge((P0,), {HouseholdId(h): (event,) for h, event in told.items()})
    goes = going_by_earlier(knowledge, events, P2)
    earlier = {household: one for household, event in goes.items() if (one := events[event]) is not None}
    known = as_known(made[2], earlier)
    owner: dict[str, set[int]] = {}
    for move in known.moves:
        source = earlier.get(move.household, made[2])
        assert move in source.moves
        helper = next(pair.helper for pair in known.pairings if pair.household == move.household)
        ride = move.vehicle or (car_of(helper) if move.mode is Mode.CAR else None)
        if ride:
            owner.setdefault(ride, set()).add(id(source))
    assert all(len(sources) == 1 for sources in owner.values())
    served = {move.household for move in made[2].moves}
    assert served <= {move.household for move in known.moves}
    assert all(events[told.get(str(h), P0)] is one for h, one in earlier.items())
