"""What roads are called: names, and for unnamed ones the villages beside them."""

from pathlib import Path

import pytest

from core.domain.ids import LinkId, NodeId, PlaceCode
from core.domain.places import Place, Position
from core.domain.road_labels import RoadKind, RoadLabel
from core.domain.roads import Link, Node
from core.operations.road_import import import_roads
from core.queries.people import search
from core.queries.road_labels import RoadLabels
from core.store.database import Store
from tests.factories import minute

DEGREE_KM = 111.195


def spot(east_km: float, north_km: float) -> Position:
    return Position(116.0 + east_km / DEGREE_KM / 0.766044, 40.0 + north_km / DEGREE_KM)


VILLAGES = [
    Place(PlaceCode("1"), "镇", "田庄", "village", spot(0, 0)),
    Place(PlaceCode("2"), "镇", "淤白", "village", spot(4, 0)),
    Place(PlaceCode("3"), "镇", "无点", "village", None),
]
NODES = [Node(NodeId("a"), spot(0.1, 0)), Node(NodeId("b"), spot(3, 0)), Node(NodeId("c"), spot(0.1, 1.8))]


def label(start: str, end: str, villages: list[Place] = VILLAGES, **more: object) -> RoadLabel:
    link = Link(LinkId("107"), NodeId(start), NodeId(end), 900.0, **more)  # type: ignore[arg-type]
    return RoadLabels({link.id: link}, NODES, villages).of("107")


def test_a_named_road_goes_by_its_name() -> None:
    found = label("a", "b", name="军沿路")
    assert (found.link, found.name, found.near) == ("107", "军沿路", ())


def test_an_unnamed_road_lies_between_the_villages_nearest_to_its_ends() -> None:
    found = label("a", "b")
    assert (found.near, found.km) == (("田庄", "淤白"), pytest.approx(1.55, abs=0.01))
    assert label("b", "a").near == ("淤白", "田庄")


def test_where_both_ends_are_nearest_to_one_village_the_way_from_it_counts() -> None:
    found = label("a", "c")
    assert (found.near, found.km, found.bearing) == (("田庄",), pytest.approx(0.91, abs=0.01), 0)
    bent = label("a", "c", via=(spot(-1, -1),))
    assert (bent.km, bent.bearing) == (pytest.approx(1.41, abs=0.01), 5)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({}, RoadKind.ROAD),
        ({"modes": ("walk", "carried")}, RoadKind.PATH),
        ({"modes": ("walk", "car")}, RoadKind.ROAD),
        ({"crossing": "bridge"}, RoadKind.BRIDGE),
        ({"crossing": "bridge|low_water"}, RoadKind.LOW_WATER),
        ({"crossing": "gully|tunnel"}, RoadKind.TUNNEL),
        ({"crossing": "gully"}, RoadKind.ROAD),
    ],
)
def test_the_kind_is_what_the_link_says(more: dict[str, object], kind: RoadKind) -> None:
    assert label("a", "b", **more).kind is kind


def test_without_villages_or_the_link_itself_nothing_is_made_up() -> None:
    assert label("a", "b", []) == RoadLabel(LinkId("107"))
    assert RoadLabels({}, NODES, VILLAGES).of("108") == RoadLabel(LinkId("108"))


def test_of_a_road_of_several_links_the_stretch_is_said() -> None:
    links = [Link(LinkId(str(at)), NodeId("a"), NodeId(end), 900.0, "G109") for at, end in enumerate("bc")]
    labels = RoadLabels({link.id: link for link in links}, NODES, VILLAGES)
    assert [(labels.of(link.id).name, labels.of(link.id).near) for link in links] == [
        ("G109", ("田庄", "淤白")),
        ("G109", ("田庄",)),
    ]


def test_the_command_box_finds_each_stretch_of_a_road_with_where_it_is(drill: Store, tmp_path: Path) -> None:
    table = tmp_path / "links.csv"
    table.write_text("link,from_node,to_node,length_m,name\nL9,n4,n5,2800,河路\n", encoding="utf-8")
    import_roads(drill, source=table, datum="wgs84", dry_run=False, at=minute(0), operator="")
    found = [(hit.id, hit.name, hit.town) for hit in search(drill, "河路") if hit.kind == "link"]
    assert found == [("L8", "河路", "甲村—乙村"), ("L9", "河路", "甲村—丙村")]
