"""A route in words: stretches of equally named road, what is dangerous on them, which villages they pass."""

from collections.abc import Iterable, Mapping

import numpy as np

from core.domain.ids import LinkId, NodeId, PlaceCode
from core.domain.places import Place
from core.domain.plans import Route
from core.domain.roads import Link, Node
from core.queries.map_rows import ClosureRow
from core.queries.names import links, nodes, places
from core.queries.paper_rows import Stretch, Way
from core.store.database import Store

BY_THE_ROAD_M = 350.0  # a village this near to a junction is passed by whoever passes the junction
METRES_PER_DEGREE = 111_320.0


class Ways:
    """Routes of one file put into words, each once; `closures` say what is closed at that minute."""

    def __init__(self, store: Store, closures: Iterable[ClosureRow] = ()) -> None:
        self._closed = {row.link.id: row.road for row in closures if row.now}
        self._links = links(store)
        self._names = villages_at_nodes(nodes(store), places(store).values())
        self._known: dict[Route, Way] = {}

    def of(self, route: Route) -> Way:
        if route not in self._known:
            self._known[route] = Way(
                stretches=stretches(route, self._links, self._names),
                minutes=route.minutes,
                length_m=route.length_m,
                access_m=route.access_m,
                egress_m=route.egress_m,
                route=route,
                closed=tuple(dict.fromkeys(self._closed[link] for link in route.links if link in self._closed)),
            )
        return self._known[route]


def stretches(
    route: Route, roads: Mapping[LinkId, Link], names: Mapping[NodeId, tuple[str, ...]] | None = None
) -> tuple[Stretch, ...]:
    """Parts of equally named road in travel order; a link that the file no longer has is left out.

    A stretch passes the villages at the junctions inside it and at its end, not the one where the route ends.
    """
    known = [roads[link] for link in route.links if link in roads]
    out: list[Stretch] = []
    for place, link in enumerate(known):
        after = known[place + 1] if place + 1 < len(known) else None
        node = _shared(link, after) if after else None
        metres = link.length_m * _travelled(route, place, len(known), link, node, known[place - 1])
        through = names.get(node, ()) if names and node is not None else ()
        dangers = (link.crossing,) if link.crossing else ()
        if out and out[-1].road == link.name:
            before = out.pop()
            metres += before.metres
            dangers = tuple(dict.fromkeys((*before.crossings, *dangers)))
            through = tuple(dict.fromkeys((*before.through, *through)))
        out.append(Stretch(link.name, metres, dangers, through))
    return tuple(out)


def _travelled(route: Route, place: int, count: int, link: Link, end: NodeId | None, before: Link) -> float:
    """Which share of a link is travelled: the first one from where the route gets on, the last one to where it ends."""
    if count == 1:
        return abs(route.to_share - route.from_share)
    if place == 0:
        return 1 - route.from_share if end == link.to_node else route.from_share
    if place == count - 1:
        return route.to_share if _shared(before, link) == link.from_node else 1 - route.to_share
    return 1.0


def _shared(link: Link, after: Link) -> NodeId | None:
    ends = {after.from_node, after.to_node}
    return next((node for node in (link.to_node, link.from_node) if node in ends), None)


def villages_at_nodes(junctions: Iterable[Node], villages: Iterable[Place]) -> dict[NodeId, tuple[str, ...]]:
    """The villages within BY_THE_ROAD_M of each junction, the nearest first; unplaced ones are nowhere."""
    at = list(junctions)
    if not at:
        return {}
    lon = np.array([node.position.lon for node in at])
    lat = np.array([node.position.lat for node in at])
    found: dict[NodeId, list[tuple[float, PlaceCode, str]]] = {}
    for village in villages:
        if village.position is None:
            continue
        north = (lat - village.position.lat) * METRES_PER_DEGREE
        east = (lon - village.position.lon) * METRES_PER_DEGREE * np.cos(np.radians(village.position.lat))
        apart = np.hypot(north, east)
        nearest = int(np.argmin(apart))
        if apart[nearest] <= BY_THE_ROAD_M:
            found.setdefault(at[nearest].id, []).append((float(apart[nearest]), village.code, village.name))
    return {node: tuple(name for _, _, name in sorted(near)) for node, near in found.items()}
