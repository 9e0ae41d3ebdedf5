"""The road network as arrays, made once per case; and as a networkx graph, the model that people edit.

Vertices are the nodes, then the shelters, then the places as they leave, then the places as they are reached. Shelters
and places hang on the network by arcs over the part of the link between their access point and the link's ends, so
that a partly used link costs its share and is closed when the link is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.domain.findings import Finding
from core.domain.ids import LinkId, NodeId, PlaceCode, ShelterId
from core.domain.places import Position
from core.domain.roads import Link
from core.planning.access import AT_NODE_M, Access, Shapes
from core.planning.case import Case
from core.planning.pace import Way, back_ms, binds_direction, concerns, leg_ms, link_ms

LONG_ACCESS_M = 1000.0
TOO_FAR_M = 3000.0
NO_LINK = -1

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Arcs:
    """Directed pieces of road. `ms` is time at factor 1, -1 where the way may not use it in that direction (one-way
    roads are so for vehicles, and people on foot pass them both ways); `link` is NO_LINK at a door that stands at a
    crossing. Shares say where on the link (0 = its `from_node`) the piece starts and ends."""

    tail: Ints
    head: Ints
    link: Ints
    first: Floats
    last: Floats
    ms: dict[Way, Ints]


@dataclass(frozen=True, slots=True)
class Network:
    """Everything about the roads of a case that does not depend on who travels. Links and nodes are in id order."""

    nodes: tuple[NodeId, ...]
    links: tuple[Link, ...]
    link_index: dict[LinkId, int]
    arcs: Arcs
    vertices: int
    shelters: dict[ShelterId, int]
    leaving: dict[PlaceCode, int]
    reaching: dict[PlaceCode, int]
    shelter_access: dict[ShelterId, Access]
    place_access: dict[PlaceCode, Access]
    too_far: frozenset[PlaceCode]
    findings: tuple[Finding, ...]


def to_networkx(case: Case) -> "nx.MultiDiGraph[NodeId]":
    """The network as an editable graph: an edge per link and direction, keyed by link id, with `link`, `walk_ms`,
    `drive_ms` (-1 = barred, in that direction) and `length_m`."""
    graph: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    for node in sorted(case.nodes, key=lambda n: n.id):
        graph.add_node(node.id, position=node.position)
    for link in sorted(case.links, key=lambda each: each.id):
        facts = {"link": link, "length_m": link.length_m}
        walk, drive = link_ms(link, Way.FOOT), link_ms(link, Way.CAR)
        graph.add_edge(link.from_node, link.to_node, key=link.id, **facts, walk_ms=walk, drive_ms=drive)
        walk, drive = back_ms(link, Way.FOOT), back_ms(link, Way.CAR)
        if not link.oneway or max(walk, drive) >= 0:
            graph.add_edge(link.to_node, link.from_node, key=link.id, **facts, walk_ms=walk, drive_ms=drive)
    return graph


def build_network(case: Case, poll: Callable[[], None] = lambda: None) -> Network:
    """The arrays of a case; `poll` is called now and then and may raise to stop the work.

    Links to unknown nodes are left out (the pack's door has reported them).
    """
    nodes = tuple(sorted(node.id for node in case.nodes))
    index = {node: i for i, node in enumerate(nodes)}
    where = {node.id: node.position for node in case.nodes}
    links = tuple(sorted((k for k in case.links if k.from_node in index and k.to_node in index), key=lambda k: k.id))
    accesses = _Accesses(case, links, (index, where), poll)
    vertices = _Vertices(len(nodes), accesses)
    return Network(
        nodes=nodes,
        links=links,
        link_index={link.id: i for i, link in enumerate(links)},
        arcs=_arcs(links, index, accesses, vertices),
        vertices=vertices.count,
        shelters=vertices.shelters,
        leaving=vertices.leaving,
        reaching=vertices.reaching,
        shelter_access=accesses.shelters,
        place_access=accesses.places,
        too_far=frozenset(accesses.too_far),
        findings=(*accesses.findings, *long_ways_to_the_road(case, accesses.places)),
    )


def for_parties_of(network: Network, case: Case) -> Network:
    """The same network with the findings of a case that differs in who moves: they name only villages with parties."""
    shelters = tuple(finding for finding in network.findings if finding.where == "shelters")
    return replace(network, findings=(*shelters, *long_ways_to_the_road(case, network.place_access)))


def long_ways_to_the_road(case: Case, accesses: Mapping[PlaceCode, Access]) -> tuple[Finding, ...]:
    """Villages with parties that stand far from any road, in order."""
    return tuple(
        Finding("long_access", "places", facts={"place": place, "metres": round(accesses[place].leg_m)})
        for place in sorted({party.place for party in case.parties})
        if place in accesses and accesses[place].leg_m > LONG_ACCESS_M
    )


class _Accesses:
    """Access points of shelters and places.

    Shelters join the main part of the walkable network, or another part if the main one is over a kilometre away;
    places join the nearest link of a part that holds a shelter, so that a stray piece of road catches nobody.
    """

    def __init__(
        self,
        case: Case,
        links: tuple[Link, ...],
        nodes: tuple[dict[NodeId, int], dict[NodeId, Position]],
        poll: Callable[[], None],
    ) -> None:
        index, self._where = nodes
        self._links, self._poll = links, poll
        self.findings: list[Finding] = []
        self.too_far: set[PlaceCode] = set()
        self.shelters: dict[ShelterId, Access] = {}
        self.places: dict[PlaceCode, Access] = {}
        self._walkable = [(i, link) for i, link in enumerate(links) if concerns(link.modes, Way.FOOT)]
        self._part = _parts(len(index), [(index[k.from_node], index[k.to_node]) for _, k in self._walkable])
        self._index = index
        self._join_shelters(case)
        self._join_places(case)

    def _shapes(self, parts: set[int] | None) -> Shapes:
        chosen = [(i, k) for i, k in self._walkable if parts is None or self._part[self._index[k.from_node]] in parts]
        return Shapes(chosen, [(self._where[k.from_node], self._where[k.to_node]) for _, k in chosen])

    def _join_shelters(self, case: Case) -> None:
        if not self._walkable:
            return
        main = self._shapes({int(np.argmax(np.bincount(self._part)))})
        anywhere: Shapes | None = None
        for shelter in sorted(case.shelters, key=lambda s: s.id):
            self._poll()
            access = main.nearest(shelter.position)
            if access is not None and access.leg_m > LONG_ACCESS_M:
                anywhere = anywhere or self._shapes(None)
                access = anywhere.nearest(shelter.position)
            if access is None:
                continue
            if access.leg_m > LONG_ACCESS_M:
                far = access.leg_m > TOO_FAR_M
                self.findings.append(
                    Finding(
                        "shelter_too_far" if far else "long_access",
                        "shelters",
                        facts={"shelter": shelter.id, "metres": round(access.leg_m)},
                    )
                )
                if far:
                    continue
            self.shelters[shelter.id] = access

    def _join_places(self, case: Case) -> None:
        parts = {int(self._part[self._index[self._links[a.link].from_node]]) for a in self.shelters.values()}
        shapes = self._shapes(parts)
        for place in sorted(case.places, key=lambda p: p.code):
            self._poll()
            access = shapes.nearest(place.position) if place.position is not None else None
            if access is None:
                continue
            if access.leg_m > TOO_FAR_M:
                self.too_far.add(place.code)
                continue
            self.places[place.code] = access


def _parts(count: int, pairs: list[tuple[int, int]]) -> NDArray[np.int32]:
    tails = [a for a, _ in pairs]
    heads = [b for _, b in pairs]
    graph = coo_array((np.ones(len(pairs)), (tails, heads)), shape=(count, count))
    labels: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return labels


class _Vertices:
    def __init__(self, nodes: int, accesses: _Accesses) -> None:
        self.shelters = {shelter: nodes + i for i, shelter in enumerate(sorted(accesses.shelters))}
        start = nodes + len(self.shelters)
        places = sorted(accesses.places)
        self.leaving = {place: start + i for i, place in enumerate(places)}
        self.reaching = {place: start + len(places) + i for i, place in enumerate(places)}
        self.count = start + 2 * len(places)


class _ArcRows:
    """Pieces of links: the whole links by array, the few that end at a door one by one."""

    def __init__(self, links: tuple[Link, ...], index: dict[NodeId, int]) -> None:
        self._tails = [index[link.from_node] for link in links]
        self._heads = [index[link.to_node] for link in links]
        self._metres = [link.length_m for link in links]
        self._whole = _times(links)
        self._bound = _bound(links)
        self._back = _both_ways(links, self._whole, self._bound)
        self._rows: list[tuple[int, int, int, float, float]] = []

    def piece(self, tail: int, head: int, link: int, first: float, last: float) -> None:
        """A stretch of a link, unless nobody may use it in that direction."""
        if last >= first or self._back[link]:
            self._rows.append((tail, head, link, first, last))

    def leave(self, vertex: int, access: Access) -> None:
        a, b = self._tails[access.link], self._heads[access.link]
        if access.share in (0.0, 1.0):
            self._rows.append((vertex, b if access.share else a, NO_LINK, 0.0, 0.0))
            return
        self.piece(vertex, a, access.link, access.share, 0.0)
        self.piece(vertex, b, access.link, access.share, 1.0)

    def reach(self, vertex: int, access: Access) -> None:
        a, b = self._tails[access.link], self._heads[access.link]
        if access.share in (0.0, 1.0):
            self._rows.append((b if access.share else a, vertex, NO_LINK, 0.0, 0.0))
            return
        self.piece(a, vertex, access.link, 0.0, access.share)
        self.piece(b, vertex, access.link, 1.0, access.share)

    def along(self, leaving: int, reached: int, ends: tuple[Access, Access]) -> None:
        """From door to door along the link that both stand on; who stands at the same point of it need not use it."""
        here, there = ends
        if abs(here.share - there.share) * self._metres[here.link] < AT_NODE_M:
            self._rows.append((leaving, reached, NO_LINK, 0.0, 0.0))
        else:
            self.piece(leaving, reached, here.link, here.share, there.share)

    def arrays(self) -> Arcs:
        table = np.concatenate([self._whole_links(), np.array(self._rows, dtype=np.float64).reshape(-1, 5)])
        link = table[:, 2].astype(np.int64)
        part, back = np.abs(table[:, 4] - table[:, 3]), table[:, 4] < table[:, 3]
        ms = {}
        for way in Way:
            whole = np.append(self._whole[way], 0)[link]  # NO_LINK picks the 0 at the end
            against = back & np.append(self._bound[way], False)[link]
            ms[way] = np.where((whole < 0) | against, -1, np.rint(whole * part).astype(np.int64))
        return Arcs(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), link, table[:, 3], table[:, 4], ms)

    def _whole_links(self) -> Floats:
        """Every link that leads somewhere, forward and, where somebody may, back."""
        tails, heads = np.array(self._tails, dtype=np.float64), np.array(self._heads, dtype=np.float64)
        links, zero = np.arange(len(tails), dtype=np.float64), np.zeros(len(tails))
        forward = np.column_stack([tails, heads, links, zero, zero + 1])
        back = np.column_stack([heads, tails, links, zero + 1, zero])
        there = tails != heads
        both = np.stack([there, there & self._back], axis=1).reshape(-1)
        rows: Floats = np.stack([forward, back], axis=1).reshape(-1, 5)[both]
        return rows


def _times(links: tuple[Link, ...]) -> dict[Way, Ints]:
    """Milliseconds over each whole link by way; a link for all modes takes the carried as long as walkers, and a bus as
    long as a car."""
    found: dict[Way, Ints] = {}
    for way, like in ((Way.FOOT, Way.FOOT), (Way.CAR, Way.CAR), (Way.CARRIED, Way.FOOT), (Way.BUS, Way.CAR)):
        if way is like:
            found[way] = np.array([link_ms(link, way) for link in links], dtype=np.int64)
            continue
        ms = found[way] = found[like].copy()
        for i, link in enumerate(links):
            if link.modes:
                ms[i] = link_ms(link, way)
    return found


def _bound(links: tuple[Link, ...]) -> dict[Way, Bools]:
    """By way the links that it may only use from `from_node` to `to_node`."""
    found = {way: np.zeros(len(links), dtype=bool) for way in Way}
    for i, link in enumerate(links):
        if link.oneway:
            for way in Way:
                found[way][i] = binds_direction(link, way)
    return found


def _both_ways(links: tuple[Link, ...], whole: dict[Way, Ints], bound: dict[Way, Bools]) -> Bools:
    """Links that somebody may use in both directions, and all that are not one-way."""
    found = np.array([not link.oneway for link in links], dtype=bool)
    for way in Way:
        found |= (whole[way] >= 0) & ~bound[way]
    return found


def _arcs(links: tuple[Link, ...], index: dict[NodeId, int], accesses: _Accesses, vertices: _Vertices) -> Arcs:
    rows = _ArcRows(links, index)
    onto: dict[int, list[tuple[int, Access]]] = {}
    arriving = [(vertices.shelters[s], a) for s, a in accesses.shelters.items()]
    arriving += [(vertices.reaching[p], a) for p, a in accesses.places.items()]
    for vertex, access in sorted(arriving, key=lambda pair: pair[0]):
        rows.reach(vertex, access)
        if access.share not in (0.0, 1.0):
            onto.setdefault(access.link, []).append((vertex, access))
    for place, access in sorted(accesses.places.items()):
        rows.leave(vertices.leaving[place], access)
        if access.share not in (0.0, 1.0):
            for vertex, other in onto.get(access.link, ()):
                rows.along(vertices.leaving[place], vertex, (access, other))
    return rows.arrays()


def access_leg_ms(access: Access) -> int:
    return leg_ms(access.leg_m)
