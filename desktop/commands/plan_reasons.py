"""Why a plan is as it is, as JSON: what bounds the whole, and the reasons of each household with their figures."""

from typing import Any

from core.domain.critical import CriticalRoad
from core.domain.plans import Objective, Plan
from core.domain.reasons import BoundProof, Cut, LinkLoad, Reasons, Remedy
from core.domain.tight_shelters import TightShelter, tight_shelters
from core.domain.trips import Trip, driver_of
from desktop.commands.results import local

_HOUR_S = 3600


def why_result(plan: Plan) -> dict[str, Any]:
    """`plan`: the objective with value, bound and gap, the losses on their own lines, and what limits it;
    `households`: the reasons of each."""
    exposure = plan.objective is Objective.EXPOSURE
    return {
        "plan": {
            "objective": plan.objective.value,
            "value": round(plan.exposure if exposure else plan.clearance_s, 2),
            "bound": round(plan.exposure_bound if exposure else plan.clearance_bound_s, 2),
            "gap": round(plan.gap, 6),
            "served": plan.served,
            "served_bound": plan.served_bound,
            "served_bound_any": plan.served_bound_any,
            "with_these_helpers": plan.with_these_helpers,
            "whole_household_loss": round(plan.whole_household_loss, 2),
            "together_loss": round(plan.together_loss, 2),
            "shared_cars_loss": round(plan.shared_cars_loss, 2),
            "bottlenecks": [_tight(tight, plan) for tight in tight_shelters(plan)],
            "cut": None if plan.cut is None else _cut(plan.cut),
            "proof": None if plan.proof is None else _proof(plan.proof),
            "limiting_links": [_load(load, plan.step_s) for load in plan.loads_of_links],
        },
        "households": [_reasons(why) for why in plan.reasons],
    }


def _tight(tight: TightShelter, plan: Plan) -> dict[str, Any]:
    """A shelter whose beds hold the plan back: how full it gets, whom that sends farther, and what one bed more would
    save at the prices that prove the bound (person-minutes; none where it stands on more than prices)."""
    load = next((load for load in plan.loads if load.shelter == tight.shelter), None)
    return {
        "shelter": tight.shelter,
        "capacity": None if load is None else load.capacity,
        "inside": None if load is None else load.inside,
        "planned": None if load is None else load.planned,
        "households": tight.households,
        "persons": tight.persons,
        "later_min": round(tight.later_min, 2),
        "bed_saves_min": None if plan.proof is None else round(dict(plan.proof.beds).get(tight.shelter, 0.0), 2),
    }


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "by": local(cut.by),
        "persons": cut.persons,
        "capacity": cut.capacity,
        "links": [
            {
                "link": each.link,
                "forward": each.forward,
                "from": local(each.start),
                "until": local(each.end),
                "persons": each.persons,
            }
            for each in cut.links
        ],
        "shelters": [{"shelter": shelter, "beds": beds} for shelter, beds in cut.shelters],
        "places": list(cut.places),
    }


def _proof(proof: BoundProof) -> dict[str, Any]:
    """The prices that prove the bound of person-minutes; `verify` recomputes it from them."""
    return {
        "persons": proof.persons,
        "serving_min": round(proof.serving, 2),
        "beds": [{"shelter": shelter, "price_min": round(price, 2)} for shelter, price in proof.beds],
        "roads": [
            {
                "link": each.link,
                "forward": each.forward,
                "from": local(each.start),
                "until": local(each.end),
                "price_min": round(each.minutes, 2),
            }
            for each in proof.roads
        ],
        "shared_cars": round(proof.beyond, 2),
    }


def _load(load: LinkLoad, step_s: int) -> dict[str, Any]:
    """A road that lets only so many through; `full` steps take all that it lets through in one."""
    allowed = load.per_hour * step_s / _HOUR_S
    return {
        "link": load.link,
        "forward": load.forward,
        "per_hour": load.per_hour,
        "persons": sum(load.entering),
        "most_in_a_step": max(load.entering, default=0),
        "full_steps": sum(persons >= allowed > 0 for persons in load.entering),
        "entering": list(load.entering),
    }


def _reasons(why: Reasons) -> dict[str, Any]:
    return {
        "id": why.household,
        "place": why.place,
        "shelter_reason": why.shelter.value,
        "passed_over": why.passed_over,
        "passed_over_min": round(why.passed_over_min, 2),
        "next_shelter": why.next_shelter,
        "next_shelter_min": _minutes(why.next_shelter_min),
        "route_reason": why.route.value,
        "blocked": why.blocked,
        "next_route_min": _minutes(why.next_route_min),
        "time_reason": why.time.value,
        "wait_min": round(why.wait_min, 2),
    }


def _minutes(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 2)


def remedy_result(remedy: Remedy) -> dict[str, Any]:
    return {
        "kind": remedy.kind.value,
        "subject": remedy.subject,
        "amount": remedy.amount,
        "serves": remedy.serves,
        "saves_min": round(remedy.saves_min, 2),
        "sooner_min": round(remedy.sooner_min, 2),
        "left": remedy.left,
        "by": local(remedy.by),
        "helper": remedy.helper,
        "uncovered": remedy.uncovered,
    }


def trip_result(trip: Trip) -> dict[str, Any]:
    return {
        "vehicle": trip.vehicle,
        "helper": driver_of(trip.vehicle),
        "number": trip.number,
        "depart": local(trip.legs[0].depart) if trip.legs else None,
        "arrive": local(trip.legs[-1].arrive) if trip.legs else None,
        "shelter": trip.shelter,
        "stops": [
            {
                "place": stop.place,
                "node": stop.node,
                "arrive": local(stop.arrive),
                "leave": local(stop.leave),
                "persons": stop.persons,
            }
            for stop in trip.stops
        ],
        "links": [list(leg.links) for leg in trip.legs],
    }


def critical_result(road: CriticalRoad) -> dict[str, Any]:
    """A road's closing; `ready` says that the answer to it is kept."""
    return {
        "link": road.link,
        "touched": road.touched,
        "lost": road.lost,
        "extra_min": round(road.extra_min, 2),
        "later_min": round(road.later_min, 2),
        "households": list(road.households),
        "ready": road.replan is not None,
    }
