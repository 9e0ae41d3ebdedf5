"""What the reading of a road map has to know of a file, in values alone: the window reads maps in another process,
which never opens the file."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.ids import EventId, HouseholdId, LinkId, NodeId
from core.domain.places import Place, Position, Shelter
from core.domain.road_labels import RoadLabel, Village, named, placed
from core.domain.roads import Vehicle
from core.store.database import Store
from core.store.plans import standing_plan
from core.store.reference import read_picture, read_rows
from core.store.road_network import closed_links, credits_osm, depots, network_size, standing_links, standing_nodes
from core.store.shelters import all_shelters
from core.store.table_imports import SUBJECT


@dataclass(frozen=True, slots=True)
class RoadsKnown:
    """What the reading of a road map has to know of the file.

    `spots` are villages and shelters by `town/name`, `before` its nodes and links, `closed` the links that closures
    name with how many do and `labels` what those are called, `ways` the links of each household in the standing plan,
    `parked` the vehicles with a node and `depots` where those nodes are; `heads` the last imports of tables.
    """

    rings: tuple[tuple[tuple[float, float], ...], ...]
    spots: Mapping[str, Position]
    before: tuple[int, int]
    closed: Mapping[LinkId, int]
    labels: Mapping[LinkId, RoadLabel]
    ways: Mapping[HouseholdId, frozenset[LinkId]]
    parked: tuple[Vehicle, ...]
    depots: Mapping[NodeId, Position]
    credits_osm: bool
    heads: tuple[EventId, ...]


def roads_known(store: Store) -> RoadsKnown:
    connection, standing = store.connection, standing_plan(store)
    closed, parked = closed_links(store), depots(store)
    at = {vehicle.depot for vehicle in parked}
    stands = standing_nodes(connection) if at else ()
    return RoadsKnown(
        rings=tuple(tuple((float(x), float(y)) for x, y in ring) for ring in read_picture(connection, "outline") or ()),
        spots=_spots(store),
        before=network_size(connection),
        closed=closed,
        labels=_labels(store, set(closed)) if closed else {},
        ways={} if standing is None else {move.household: frozenset(move.route.links) for move in standing.plan.moves},
        parked=parked,
        depots={node.id: node.position for node in stands if node.id in at},
        credits_osm=credits_osm(store),
        heads=store.journal.heads(SUBJECT),
    )


def _spots(store: Store) -> dict[str, Position]:
    """Where villages and shelters stand, by `town/name`, those of which it is known."""
    everything: tuple[Place | Shelter, ...] = (
        *read_rows(store.connection, "places", Place),
        *all_shelters(store).values(),
    )
    return {f"{each.town}/{each.name}": each.position for each in everything if each.position is not None}


def _labels(store: Store, wanted: set[LinkId]) -> dict[LinkId, RoadLabel]:
    """What the standing roads are called, so that somebody can say again on the new ones what is closed."""
    found = {link: RoadLabel(link) for link in wanted}
    roads = [road for road in standing_links(store.connection) if road.id in wanted]
    ends = {node for road in roads for node in (road.from_node, road.to_node)}
    where = {node.id: node.position for node in standing_nodes(store.connection) if node.id in ends}
    villages = [(p.name, p.position) for p in read_rows(store.connection, "places", Place) if p.position is not None]
    for road in roads:
        if not villages or road.from_node not in where or road.to_node not in where:
            found[road.id] = named(road)
            continue
        tail, head = where[road.from_node], where[road.to_node]
        found[road.id] = placed(road, (tail, head), (_nearest(villages, tail), _nearest(villages, head)))
    return found


def _nearest(villages: Sequence[Village], spot: Position) -> Village:
    shrink = math.cos(math.radians(spot.lat))
    return min(villages, key=lambda v: math.hypot((v[1].lon - spot.lon) * shrink, v[1].lat - spot.lat))
