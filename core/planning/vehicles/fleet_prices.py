"""The fleet of a case and those who might ride with it, as the bound by prices wants them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.planning.allocation import Demand
from core.planning.effort import Effort
from core.planning.network import Floats, Ints
from core.planning.proof import Proof, Ride
from core.planning.timeline import HORIZON, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.earliest_rides import EarliestRides
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.narrow_roads import NarrowRoads
from core.planning.vehicles.passengers import STOP_US, WALKING_ON_US
from core.planning.vehicles.price_bound import Crew, PriceBound, Riders
from core.planning.vehicles.shared_cars import SharedCars
from core.planning.vehicles.tour_values import NEVER, Ground, Sort, TourValues, buckets

# Rounds of better prices. Time is cut in steps of so many minutes while they are looked for (the finest for which a
# minute has few enough entries), finer in the end; trips of between such a share of so many persons and so many alike.
ROUNDS = 16
_STEPS = (2.5, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0)
_FINAL_STEP = 1.0
_COARSE, _FINE = 0.75, 0.9
# Entries for each minute of the tables, in the search; above the latter the bound is too much work.
_ENTRIES, _MOST_ENTRIES = 14_000, 60_000
# So many kinds of stops are told apart; with more all of a village count as ready with its first.
_GROUPS = 200

Groups = dict[tuple[object, ...], list[int]]


@dataclass(frozen=True, slots=True)
class Priced:
    """Kinds of people, in the order of a demand: where they start, their arrivals by themselves and with a vehicle for
    them alone (kinds x shelters, microseconds), and the prices of its beds and of leaving somebody behind."""

    starts: Sequence[Start]
    foot: Ints
    ride: Ints
    toll: Sequence[int]
    left: int
    narrow: "Narrow | None" = None


@dataclass(frozen=True, slots=True)
class Narrow:
    """Prices of roads that let only so many through, at which the `Priced` beds are priced: `alone` is what each kind
    costs without the fleet (microseconds)."""

    roads: NarrowRoads
    alone: Ints


def least_cost(
    fleet: FleetProblem,
    earliest: EarliestRides,
    demand: Demand,
    served: int,
    priced: Priced,
    effort: Effort,
    shared: SharedCars | None = None,
    rounds: int = ROUNDS,
) -> tuple[int, Proof | None]:
    """Person-microseconds that no plan which serves so many of a demand can better, and the prices that prove it; 0 and
    none where that is too much work.
    `shared` are the cars that several households share; `rounds` of better prices are looked for."""
    sorts = tuple(sorted({_sort(fleet, v) for v in range(len(fleet.rounds.vehicles))}))
    groups = _groups(priced.starts)
    step = next((step for step in _STEPS if _entries(groups, priced, sorts) / step <= _ENTRIES), _STEPS[-1])
    if _entries(groups, priced, sorts) / step > _MOST_ENTRIES or not sorts:
        return 0, None
    ground = _ground(fleet, earliest, groups, priced)
    crews = _crews(fleet, earliest, sorts, groups)
    free = replace(priced, toll=[0] * len(priced.toll))
    tried = []
    for one in (priced, free) if any(priced.toll) and priced.narrow is None else (priced,):
        bound = PriceBound(ground, sorts, crews, _riders(groups, demand, served, one))
        constant = _constant(demand, served, one)
        table = TourValues(ground, sorts, step, _COARSE)
        price, first = bound.start(table)
        tried.append((first - constant, bound, (constant, one), table, price))
    _, bound, (constant, one), table, price = max(tried, key=lambda each: each[0])
    price = bound.climb(table, price, rounds, effort)
    fine = TourValues(ground, sorts, min(step, _FINAL_STEP), _FINE)
    alone = shared is None or one.narrow is not None  # what sharing adds is only known where roads cost nothing
    sharing = 0.0 if shared is None or alone else _sharing(shared, demand, served, one, bound.riders, price)
    found, crews_worth = bound.at_and_worth(fine, price)
    cost = int((found - constant + sharing) * MINUTE * (1 - 1e-12)) - 1
    worth = dict(zip(crews_of(fleet, sorts), crews_worth, strict=True))
    each = [worth[_crew(fleet, sorts, v)] for v in range(len(fleet.fleet))]
    return cost, _proof(fleet, (demand, served), one, bound.riders, (price, each, sharing))


def _proof(
    fleet: FleetProblem,
    serving: tuple[Demand, int],
    priced: Priced,
    riders: Riders,
    found: tuple[Floats, Sequence[float], float],
) -> Proof | None:
    """The prices as a proof: of fetching, what each vehicle takes back at most, and what sharing cars adds. None where
    roads have prices as well."""
    if priced.narrow is not None:
        return None
    (demand, served), (price, worth, sharing) = serving, found
    each = np.rint(price[riders.village] * MINUTE).astype(np.int64)
    going = np.minimum(np.rint(riders.otherwise * MINUTE).astype(np.int64), each)
    unserved = np.array([kind.unserved for kind in demand.kinds], dtype=np.int64)
    all_go = max(0, int((going - unserved).max(initial=0)))
    rides = {(start.place, start.ready): us for start, us in zip(priced.starts, each.tolist(), strict=True)}
    return Proof(
        persons=served,
        serving=all_go if served == demand.persons else priced.left,
        beds=tuple(priced.toll),
        own_cars=True,
        beyond=int(sharing * MINUTE),
        rides=tuple(Ride(place, ready, us) for (place, ready), us in sorted(rides.items())),
        vehicles=tuple((vehicle.id, minutes) for vehicle, minutes in zip(fleet.fleet, worth, strict=True)),
    )


def _sharing(shared: SharedCars, demand: Demand, served: int, priced: Priced, riders: Riders, price: Floats) -> float:
    """Person-minutes that sharing helpers' cars adds at these prices of rides: who is not in the first trip goes later,
    on foot, or with the fleet at its price."""
    rides = price[riders.village[shared.kind]] * MINUTE
    later = np.minimum(_otherwise(demand, served, priced, shared.later, shared.kind), HORIZON)
    best = np.ceil(np.minimum(riders.otherwise[shared.kind] * MINUTE, rides)).astype(np.int64)
    without = np.floor(np.minimum(later, rides)).astype(np.int64)
    toll = np.array(priced.toll, dtype=np.int64)
    return max(0.0, shared.cost(best.tolist(), without.tolist(), toll) / MINUTE * (1 - 1e-9))


def _otherwise(demand: Demand, served: int, priced: Priced, arrivals: Ints, kinds: Ints) -> Ints:
    """What people of some kinds (a row of arrivals each) cost without the fleet, at the prices of beds and of staying:
    microseconds."""
    toll = np.array(priced.toll, dtype=np.int64)
    able = (arrivals < UNREACHED) & (demand.room > 0)[None, :]
    found: Ints = np.where(able, arrivals + toll[None, :], UNREACHED).min(axis=1)
    if priced.narrow is not None:
        found = np.maximum(found, priced.narrow.alone[kinds])
    if served < demand.persons:
        left = np.array([demand.kinds[k].unserved + priced.left for k in kinds.tolist()], dtype=np.int64)
        found = np.minimum(found, left)
    return found


def _constant(demand: Demand, served: int, priced: Priced) -> float:
    """Person-minutes that beds, roads and those who are left take back at their prices."""
    beds: int = sum(price * room for price, room in zip(priced.toll, np.maximum(demand.room, 0).tolist(), strict=True))
    roads = 0 if priced.narrow is None else priced.narrow.roads.earned
    return (beds + roads + priced.left * (demand.persons - served)) / MINUTE


def _entries(groups: Groups, priced: Priced, sorts: Sequence[Sort]) -> int:
    """How many entries the tables of a minute have."""
    rows = sum(len(buckets(sort.places, _COARSE)) for sort in sorts)
    return len(groups) * len(priced.toll) * rows


def _sort(fleet: FleetProblem, vehicle: int) -> Sort:
    one = fleet.rounds.vehicles[vehicle]
    return Sort(one.kind, one.seats + one.wheelchair + one.stretcher)


def _groups(starts: Sequence[Start]) -> Groups:
    """Kinds by where they board and when they can leave their doors; with many by village alone."""
    apart: Groups = {}
    villages: Groups = {}
    for k, start in enumerate(starts):
        apart.setdefault((start.place, start.ready), []).append(k)
        villages.setdefault((start.place,), []).append(k)
    return apart if len(apart) <= _GROUPS else villages


def _minutes(us: Ints) -> Floats:
    return np.where(us < UNREACHED, us / MINUTE, NEVER)


def _ground(fleet: FleetProblem, earliest: EarliestRides, groups: Groups, priced: Priced) -> Ground:
    first = fleet.points.first_shelter
    out, back, ready = [], [], []
    members = list(groups.values())
    for kind, legs in enumerate(earliest.closed):
        stops = [earliest.stop(kind, priced.starts[each[0]].place) for each in members]
        out.append(_minutes(legs[stops, first:]))
        back.append(_minutes(legs[first:, stops]))
        ready.append(
            _minutes(np.array([min(earliest.ready(kind, priced.starts[k]) for k in each) for each in members]))
        )
    soonest = np.array([priced.ride[each].min(axis=0) for each in members])
    ground = Ground(
        np.array(out), np.array(back), np.array(ready), _minutes(soonest), STOP_US / MINUTE, WALKING_ON_US / MINUTE
    )
    if priced.narrow is None:
        return ground
    roads = priced.narrow.roads
    places = [priced.starts[each[0]].place for each in members]
    aboard = [
        roads.aboard(way, [None if place in walks else place for place in places], roads.moments)
        for way, walks in zip(fleet.ways, fleet.walks, strict=True)
    ]
    return replace(ground, aboard=_minutes(np.array(aboard)), moment=int(roads.moments[1]) / MINUTE)


def _crew(fleet: FleetProblem, sorts: Sequence[Sort], vehicle: int) -> tuple[int, int, int]:
    """What vehicles that are alike have in common: their sort, where they stand and from when on they are free."""
    one = fleet.rounds.vehicles[vehicle]
    return sorts.index(_sort(fleet, vehicle)), one.depot, one.free


def crews_of(fleet: FleetProblem, sorts: Sequence[Sort]) -> list[tuple[int, int, int]]:
    """In order."""
    return sorted({_crew(fleet, sorts, v) for v in range(len(fleet.rounds.vehicles))})


def _crews(
    fleet: FleetProblem,
    earliest: EarliestRides,
    sorts: tuple[Sort, ...],
    groups: Groups,
) -> list[Crew]:
    alike = Counter(_crew(fleet, sorts, v) for v in range(len(fleet.rounds.vehicles)))
    crews = []
    for (sort, depot, free), count in sorted(alike.items()):
        kind = sorts[sort].kind
        stops = [earliest.stop(kind, str(key[0])) for key in groups]
        crews.append(Crew(sort, count, free / MINUTE + _minutes(earliest.closed[kind][depot, stops])))
    return crews


def _riders(groups: Groups, demand: Demand, served: int, priced: Priced) -> Riders:
    village = np.zeros(len(priced.starts), dtype=np.int64)
    for n, members in enumerate(groups.values()):
        village[members] = n
    toll = np.array(priced.toll, dtype=np.int64)
    otherwise = _otherwise(demand, served, priced, priced.foot, np.arange(len(demand.kinds)))
    persons = np.array([kind.persons for kind in demand.kinds], dtype=np.float64)
    return Riders(village, persons, np.minimum(otherwise, HORIZON) / MINUTE, toll / MINUTE)
