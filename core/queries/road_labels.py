"""Roads as people call them: the name, with the stretch where it goes on for more than one link, or the kind and the
villages that an unnamed one lies between."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from core.domain.ids import LinkId, NodeId
from core.domain.places import Place, Position
from core.domain.plans import Mode
from core.domain.road_labels import RoadKind, RoadLabel
from core.domain.roads import Link, Node
from core.queries.names import links, nodes, places
from core.store.database import Store

KM_PER_DEGREE = 111.195
_WHEELS = {Mode.CAR.value, Mode.BUS.value}
_CROSSINGS = (RoadKind.LOW_WATER, RoadKind.BRIDGE, RoadKind.TUNNEL)


class RoadLabels:
    """Labels of one network, each made when it is asked for; holds nothing of the file it came from."""

    def __init__(self, roads: Mapping[LinkId, Link], junctions: Iterable[Node], villages: Iterable[Place]) -> None:
        self._roads = roads
        self._where = {node.id: node.position for node in junctions}
        self._villages = [(each.name, each.position) for each in villages if each.position is not None]
        names = Counter(road.name for road in roads.values())
        self._long = {name for name, links_of_it in names.items() if links_of_it > 1}
        self._nearest = _nearest(self._where, [spot for _, spot in self._villages])

    def of(self, link: LinkId | str) -> RoadLabel:
        """The label of a link; of one that is no longer in the file, nothing but its id."""
        road = self._roads.get(LinkId(link))
        if road is None:
            return RoadLabel(LinkId(link))
        if road.name and road.name not in self._long:
            return RoadLabel(road.id, road.name, _kind(road))
        ends = [self._nearest[node] for node in (road.from_node, road.to_node) if node in self._nearest]
        if not ends:
            return RoadLabel(road.id, road.name, _kind(road))
        near = tuple(dict.fromkeys(self._villages[end][0] for end in ends))
        km, bearing = _from(self._villages[ends[0]][1], self._middle(road))
        return RoadLabel(road.id, road.name, _kind(road), near, km, bearing)

    def _middle(self, road: Link) -> Position:
        if road.via:
            return road.via[len(road.via) // 2]
        tail, head = self._where[road.from_node], self._where[road.to_node]
        return Position((tail.lon + head.lon) / 2, (tail.lat + head.lat) / 2)


def road_labels(store: Store) -> RoadLabels:
    """Kept until an import replaces the roads or the places."""
    return store.memo(
        "road_labels",
        store.tables_stamp,
        lambda: RoadLabels(links(store), nodes(store), places(store).values()),
    )


def _kind(road: Link) -> RoadKind:
    crossings = road.crossing.split("|")
    found = next((kind for kind in _CROSSINGS if kind.value in crossings), None)
    if found is not None:
        return found
    return RoadKind.PATH if road.modes and _WHEELS.isdisjoint(road.modes) else RoadKind.ROAD


def _nearest(where: Mapping[NodeId, Position], villages: list[Position]) -> dict[NodeId, int]:
    """For each node the village nearest to it, the first of equally near ones."""
    if not villages or not where:
        return {}
    lon = np.array([spot.lon for spot in where.values()])
    lat = np.array([spot.lat for spot in where.values()])
    east = np.cos(np.radians(lat))
    best, found = np.full(len(lon), np.inf), np.zeros(len(lon), dtype=np.int64)
    for number, village in enumerate(villages):
        apart = np.hypot((lon - village.lon) * east, lat - village.lat)
        nearer = apart < best
        best[nearer], found[nearer] = apart[nearer], number
    return dict(zip(where, found.tolist(), strict=True))


def _from(village: Position, spot: Position) -> tuple[float, int]:
    """Kilometres and eighths of a turn from north, on a plane touching the Earth at the village."""
    east = (spot.lon - village.lon) * math.cos(math.radians(village.lat)) * KM_PER_DEGREE
    north = (spot.lat - village.lat) * KM_PER_DEGREE
    return math.hypot(east, north), round(math.degrees(math.atan2(east, north)) / 45) % 8
