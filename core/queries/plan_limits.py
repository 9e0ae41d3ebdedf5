"""What limits a plan and what would help, with names: loaded roads, the proof, remedies, trips, reasons."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from core.domain.ids import HelperId, HouseholdId, LinkId, PlaceCode, ShelterId, VehicleId
from core.domain.plans import Plan, Route
from core.domain.reasons import Cut, LinkLoad, Reasons, Remedy, RemedyKind
from core.domain.roads import Link, Vehicle
from core.domain.trips import Stop, Trip, driver_of
from core.queries.names import household_head, links, places, shelters
from core.queries.plan_rows import BrokenRow, CutLinkRow, CutRow, LinkLoadRow, RemedyRow, StopRow, TripRow
from core.queries.road_labels import RoadLabels, road_labels
from core.queries.rows import ReasonsRow
from core.store.database import Store
from core.store.people import helpers
from core.store.reference import read_rows
from core.store.vehicles import breakdowns

HOUR_S = 3600
_OF_ROADS = (RemedyKind.ROAD, RemedyKind.STAGE)


# -- roads that let only so many through -------------------------------------------------------------------------------


def allowances(per_hour: float, step_s: int, steps: int) -> tuple[int, ...]:
    """Persons that each of the first `steps` steps lets in: the cumulative whole number of persons per hour."""
    whole = [int(per_hour * step * step_s // HOUR_S) for step in range(steps + 1)]
    return tuple(after - before for before, after in itertools.pairwise(whole))


def places_taken(entering: Sequence[int], allowed: Sequence[int]) -> tuple[int, ...]:
    """How many of each step's places are gone: whoever starts in a step takes its places, then those just before.

    This is the latest that a plan which keeps the rule can take them; both sequences are as long. What does not even
    fit into all the steps before (a broken plan) is left in the first step, over its allowance.
    """
    taken = [0] * len(entering)
    waiting = 0
    for step in range(len(entering) - 1, -1, -1):
        waiting += entering[step]
        taken[step] = waiting if step == 0 else min(waiting, allowed[step])
        waiting -= taken[step]
    return tuple(taken)


def load_rows(store: Store, plan: Plan) -> tuple[LinkLoadRow, ...]:
    """Loads of the roads that let only so many through, in the plan's order."""
    known, labels = links(store), road_labels(store)
    heading = _destinations(plan, known, {load.link for load in plan.loads_of_links})
    return tuple(_load_row(load, plan.step_s, labels, heading, shelters(store)) for load in plan.loads_of_links)


def _load_row(
    load: LinkLoad,
    step_s: int,
    labels: RoadLabels,
    heading: Mapping[tuple[LinkId, bool], ShelterId],
    rooms: Mapping[ShelterId, object],
) -> LinkLoadRow:
    allowed = allowances(load.per_hour, step_s, len(load.entering))
    goal = heading.get((load.link, load.forward))
    return LinkLoadRow(
        link=load.link,
        road=labels.of(load.link),
        forward=load.forward,
        towards=str(getattr(rooms.get(goal), "name", goal)) if goal is not None else "",
        per_hour=load.per_hour,
        step_s=step_s,
        entering=load.entering,
        taken=places_taken(load.entering, allowed),
        allowed=allowed,
    )


def _destinations(
    plan: Plan, known: Mapping[LinkId, Link], wanted: set[LinkId]
) -> dict[tuple[LinkId, bool], ShelterId]:
    """The shelter that most persons on a wanted link go to, by direction of travel."""
    counts: dict[tuple[LinkId, bool], Counter[ShelterId]] = {}
    for move in plan.moves:
        if wanted.isdisjoint(move.route.links):
            continue
        for link, forward in zip(move.route.links, directions(move.route, known), strict=True):
            if link in wanted:
                counts.setdefault((link, forward), Counter())[move.shelter] += len(move.persons)
    return {key: min(found, key=lambda goal: (-found[goal], goal)) for key, found in counts.items()}


def directions(route: Route, known: Mapping[LinkId, Link]) -> list[bool]:
    """For each link of a route, whether it is travelled from its `from_node` to its `to_node`."""
    if len(route.links) < 2 or any(link not in known for link in route.links):
        return [route.from_share <= route.to_share] * len(route.links)
    first, second = known[route.links[0]], known[route.links[1]]
    found = [first.to_node in (second.from_node, second.to_node)]
    node = first.to_node if found[0] else first.from_node
    for link in route.links[1:]:
        forward = known[link].from_node == node
        found.append(forward)
        node = known[link].to_node if forward else known[link].from_node
    return found


# -- the proof and the remedies ----------------------------------------------------------------------------------------


def cut_row(store: Store, cut: Cut | None) -> CutRow | None:
    if cut is None:
        return None
    known, labels, rooms, towns = links(store), road_labels(store), shelters(store), places(store)
    return CutRow(
        by=cut.by,
        persons=cut.persons,
        capacity=cut.capacity,
        links=tuple(
            CutLinkRow(
                item.link,
                labels.of(item.link),
                item.start,
                item.end,
                item.persons,
                known[item.link].capacity_pph if item.link in known else None,
            )
            for item in cut.links
        ),
        shelters=tuple((rooms[code].name if code in rooms else code, beds) for code, beds in cut.shelters),
        places=tuple(towns[code].name if code in towns else code for code in cut.places),
    )


def remedy_rows(store: Store, remedies: Sequence[Remedy]) -> tuple[RemedyRow, ...]:
    """Remedies in the plan's order (the best first), their subjects by name."""
    return tuple(
        RemedyRow(
            kind=item.kind,
            subject=item.subject,
            name=_subject_name(store, item),
            amount=item.amount,
            serves=item.serves,
            saves_min=item.saves_min,
            sooner_min=item.sooner_min,
            left=item.left,
            road=road_labels(store).of(item.subject) if item.kind in _OF_ROADS else None,
            by=item.by,
            helper_name=_helper_name(store, item.helper),
            uncovered=item.uncovered,
        )
        for item in remedies
    )


def _helper_name(store: Store, name: HelperId | None) -> str:
    helper = None if name is None else helpers(store).get(name)
    return (name or "") if helper is None else helper.name


def _subject_name(store: Store, item: Remedy) -> str:
    if item.kind in (RemedyKind.BED, RemedyKind.CARE, RemedyKind.OPEN):
        room = shelters(store).get(ShelterId(item.subject))
        return room.name if room else item.subject
    if item.kind in _OF_ROADS:
        return road_labels(store).of(item.subject).name
    if item.kind is RemedyKind.HELPER:
        head = household_head(store, HouseholdId(item.subject))
        return head.name if head else item.subject
    if item.kind is RemedyKind.VEHICLE:
        vehicle = fleet(store).get(VehicleId(item.subject))
        return vehicle.kind if vehicle else item.subject
    return ""


# -- vehicles ----------------------------------------------------------------------------------------------------------


def fleet(store: Store) -> dict[VehicleId, Vehicle]:
    return store.memo(
        "fleet", store.tables_stamp, lambda: {v.id: v for v in read_rows(store.connection, "fleet", Vehicle)}
    )


def broken_rows(store: Store) -> tuple[BrokenRow, ...]:
    """Vehicles of the fleet that cannot drive, the last to break down first."""
    cars = fleet(store)
    said = sorted(breakdowns(store).values(), key=lambda one: (one.at, one.vehicle), reverse=True)
    return tuple(BrokenRow(one.vehicle, car.kind, car.driver, one.at) for one in said if (car := cars.get(one.vehicle)))


def trip_rows(store: Store, trips: Sequence[Trip]) -> tuple[TripRow, ...]:
    """Trips by the time that the vehicle leaves."""
    cars, rooms, known = fleet(store), shelters(store), helpers(store)
    rows = []
    for trip in trips:
        car, room = cars.get(trip.vehicle), rooms.get(trip.shelter)
        helper = driver_of(trip.vehicle)
        own = known.get(helper) if helper is not None else None
        rows.append(
            TripRow(
                vehicle=trip.vehicle,
                kind=car.kind if car else "",
                driver=car.driver if car else own.name if own else "",
                number=trip.number,
                leave=trip.legs[0].depart,
                stops=tuple(_stop_row(store, stop) for stop in trip.stops),
                shelter=trip.shelter,
                shelter_name=room.name if room else trip.shelter,
                arrive=trip.legs[-1].arrive,
                links=tuple(link for leg in trip.legs for link in leg.links),
                own=helper is not None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.leave, row.vehicle, row.number)))


def _stop_row(store: Store, stop: Stop) -> StopRow:
    name = _place_name(store, stop.place)
    return StopRow(name, stop.arrive, stop.leave, stop.persons, on_foot=stop.node is not None)


def _place_name(store: Store, code: PlaceCode) -> str:
    place = places(store).get(code)
    return place.name if place else code


# -- reasons -----------------------------------------------------------------------------------------------------------


def reasons_row(store: Store, why: Reasons | None, *, rides: bool = False) -> ReasonsRow | None:
    if why is None:
        return None
    rooms = shelters(store)

    def room(code: ShelterId | None) -> str:
        if code is None:
            return ""
        return rooms[code].name if code in rooms else code

    return ReasonsRow(
        shelter=why.shelter,
        route=why.route,
        time=why.time,
        passed_over=room(why.passed_over),
        passed_over_min=why.passed_over_min,
        next_shelter=room(why.next_shelter),
        next_shelter_min=why.next_shelter_min,
        blocked=road_labels(store).of(why.blocked) if why.blocked else None,
        next_route_min=why.next_route_min,
        wait_min=why.wait_min,
        rides=rides,
    )
