"""Roads as people call them: the name, with the stretch where it goes on for more than one link, or the kind and the
villages that an unnamed one lies between."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from core.domain.ids import LinkId, NodeId
from core.domain.places import Place, Position
from core.domain.road_labels import RoadLabel, named, placed
from core.domain.roads import Link, Node
from core.queries.names import links, nodes, places
from core.store.database import Store


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
        ends = road.from_node, road.to_node
        if (road.name and road.name not in self._long) or any(node not in self._nearest for node in ends):
            return named(road)
        tail, head = (self._villages[self._nearest[node]] for node in ends)
        return placed(road, (self._where[ends[0]], self._where[ends[1]]), (tail, head))


def road_labels(store: Store) -> RoadLabels:
    """Kept until an import replaces the roads or the places."""
    return store.memo(
        "road_labels",
        store.tables_stamp,
        lambda: RoadLabels(links(store), nodes(store), places(store).values()),
    )


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
