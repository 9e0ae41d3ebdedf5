"""The prices behind a bound of exposure, as found and as written into the plan for whoever checks it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.domain.ids import PlaceCode, VehicleId
from core.domain.reasons import BoundProof, RidePrice, RoadPrice
from core.planning.allocation import Demand, Flow, cheapest_beds
from core.planning.network import Ints
from core.planning.situation import Situation
from core.planning.timeline import MINUTE, SECOND, moment


@dataclass(frozen=True, slots=True)
class GatePrice:
    """What entering one direction of a link (by index) costs in one step, in microseconds."""

    link: int
    forward: bool
    step: int
    price: int


class Ride(NamedTuple):
    """What fetching one of those costs who can leave their doors in a village at a moment, both in microseconds."""

    place: PlaceCode
    ready: int
    price: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Prices in microseconds for each person: `serving` for serving one more than `persons`, `beds` by shelter column,
    `gates` in steps of `step_us`. `own_cars`, `beyond` (person-microseconds), `rides` and `vehicles` (person-minutes)
    as in `BoundProof`."""

    persons: int
    serving: int
    beds: tuple[int, ...]
    gates: tuple[GatePrice, ...] = ()
    step_us: int = 0
    own_cars: bool = False
    beyond: int = 0
    rides: tuple[Ride, ...] = ()
    vehicles: tuple[tuple[VehicleId, float], ...] = ()

    @classmethod
    def of_flow(cls, demand: Demand, flow: Flow, persons: int, *, own_cars: bool = False) -> "Proof":
        """The prices of the cheapest flow of so many persons."""
        return cls.at(demand, (flow.price[:-1], int(flow.price[-1])), persons, own_cars=own_cars)

    @classmethod
    def at(
        cls, demand: Demand, prices: tuple[Ints, int], persons: int, *, own_cars: bool = False, beyond: int = 0
    ) -> "Proof":
        """At prices of beds and of leaving somebody behind; the latter no higher than makes everybody go who can."""
        toll, left = prices
        unserved = np.array([kind.unserved for kind in demand.kinds], dtype=np.int64)
        toll = np.where(demand.room > 0, toll, 0)  # where there is no bed its price says nothing
        going = int((cheapest_beds(demand, demand.cost, toll) - unserved).max(initial=0))
        serving = going if persons == demand.persons else min(left, going)
        return cls(persons, serving, tuple(map(int, toll)), own_cars=own_cars, beyond=beyond)


def written(situation: Situation, proof: Proof, *, joined: bool) -> BoundProof:
    """A proof with names and minutes; `joined` says whether whoever follows his household is settled by it."""
    at, links, step_us = situation.case.at, situation.network.links, proof.step_us
    named = zip(situation.travel.shelters, proof.beds, strict=False)  # where nobody is free no bed has a price
    return BoundProof(
        persons=proof.persons,
        serving=proof.serving / MINUTE,
        beds=tuple((shelter, price / MINUTE) for shelter, price in named if price),
        roads=tuple(
            RoadPrice(
                links[each.link].id,
                each.forward,
                moment(at, each.step * step_us),
                moment(at, (each.step + 1) * step_us),
                each.price / MINUTE,
            )
            for each in proof.gates
        ),
        step_s=step_us // SECOND,
        joined=joined,
        own_cars=proof.own_cars,
        beyond=proof.beyond / MINUTE,
        rides=tuple(RidePrice(each.place, each.ready / MINUTE, each.price / MINUTE) for each in proof.rides),
        vehicles=proof.vehicles,
    )
