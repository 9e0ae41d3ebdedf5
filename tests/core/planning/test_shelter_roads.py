"""Ways between shelters against a search that knows nothing of doors on roads, and when the last one closes."""

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import LinkId, NodeId, ShelterId
from core.domain.places import Position
from core.domain.roads import Closure, Link, Node
from core.planning.shelter_roads import ShelterRoads, barred_within, cut_off_at
from tests.factories import minute

NODES = [Node(NodeId(f"N{n}"), Position(116.0 + n * 0.01, 40.0)) for n in range(5)]
A, B, C = ShelterId("A"), ShelterId("B"), ShelterId("C")
AT = {A: Position(116.0, 40.0), B: Position(116.025, 40.0), C: Position(116.04, 40.0)}


def link(name: str, a: int, b: int, length: float = 1000, **more: object) -> Link:
    made = Link(LinkId(name), NodeId(f"N{a}"), NodeId(f"N{b}"), length, drive_s=length / 10)
    return replace(made, **more)  # type: ignore[arg-type]


CHAIN = [link(f"L{n}", n, n + 1) for n in range(4)]


def test_a_shelter_stands_on_its_road_not_only_at_crossings() -> None:
    drives = ShelterRoads(NODES, CHAIN, AT).drives(A)
    assert {to: (round(drive.metres), round(drive.minutes, 2)) for to, drive in drives.items()} == {
        B: (2500, 4.17),
        C: (4000, 6.67),
    }


def test_a_closed_road_cuts_what_lies_behind_it() -> None:
    roads = ShelterRoads(NODES, CHAIN, AT)
    assert set(roads.drives(A, frozenset({LinkId("L3")}))) == {B}
    assert roads.drives(A, frozenset({LinkId("L0")})) == {}  # its own road


def test_a_path_and_the_wrong_way_of_a_one_way_road_carry_no_car() -> None:
    foot = [*CHAIN[:3], replace(CHAIN[3], modes=("walk",))]
    where = {A: AT[A], C: Position(116.03, 40.0)}
    assert set(ShelterRoads(NODES, foot, where).drives(A)) == {C}  # C then stands where the car road ends
    one_way = [replace(each, oneway=True) for each in CHAIN]
    roads = ShelterRoads(NODES, one_way, AT)
    assert (set(roads.drives(A)), set(roads.drives(C))) == ({B, C}, set())


def test_when_the_last_way_out_closes() -> None:
    roads = ShelterRoads(NODES, [*CHAIN, link("R", 0, 4, 9000)], {A: AT[A], C: AT[C]})
    first, second = Closure(LinkId("L1"), minute(30)), Closure(LinkId("R"), minute(90), minute(200))
    assert cut_off_at(roads, A, [first], minute(0), minute(360)) is None
    assert cut_off_at(roads, A, [second, first], minute(0), minute(360)) == minute(90)
    assert cut_off_at(roads, A, [second, first], minute(0), minute(80)) is None
    assert cut_off_at(roads, A, [second, first], minute(100), minute(360)) is None  # cut off already: nothing to await
    assert barred_within([first, second], minute(0), minute(40)) == {"L1"}
    assert barred_within([replace(first, modes=("walk",))], minute(0), minute(40)) == set()


def test_without_roads_nobody_is_reached() -> None:
    assert ShelterRoads(NODES, [], AT).drives(A) == {}


@given(
    ends=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(100, 3000)), min_size=1, max_size=9),
    barred=st.sets(st.integers(0, 8)),
)
def test_the_quickest_way_is_that_of_a_plain_graph(ends: list[tuple[int, int, int]], barred: set[int]) -> None:
    """Shelters at crossings that no road passes by, so that the graph of crossings is the whole truth."""
    corners = ((116.0, 40.0), (116.02, 40.01), (116.03, 40.03), (116.01, 40.04), (115.99, 40.02))
    nodes = [Node(NodeId(f"N{n}"), Position(*corner)) for n, corner in enumerate(corners)]
    links = [link(f"L{n}", a, b, length) for n, (a, b, length) in enumerate(ends) if a != b]
    where = {ShelterId(str(n)): node.position for n, node in enumerate(nodes)}
    used = {node for each in links for node in (each.from_node, each.to_node)}
    gone = frozenset(LinkId(f"L{n}") for n in barred)
    graph = nx.MultiGraph()
    graph.add_nodes_from(used)
    for each in links:
        if each.id not in gone:
            graph.add_edge(each.from_node, each.to_node, weight=each.drive_s)
    roads = ShelterRoads(nodes, links, where)
    for n in (int(node[1:]) for node in sorted(used)):
        best = nx.single_source_dijkstra_path_length(graph, NodeId(f"N{n}"))
        drives = roads.drives(ShelterId(str(n)), gone)
        found = {to: drive.minutes for to, drive in drives.items() if NodeId(f"N{to}") in used}
        meant = {ShelterId(node[1:]): seconds / 60 for node, seconds in best.items() if node != f"N{n}"}
        assert found == pytest.approx(meant)
