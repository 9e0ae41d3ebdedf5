"""Unnamed roads in words."""

import pytest

from core.domain.ids import LinkId
from core.domain.road_labels import RoadKind, RoadLabel
from desktop.road_words import kind, road, short_road, where


@pytest.mark.parametrize(
    ("label", "far", "near"),
    [
        (RoadLabel(LinkId("107"), "军沿路"), "军沿路", "军沿路"),
        (
            RoadLabel(LinkId("107"), "", RoadKind.ROAD, ("田庄", "淤白"), 1.23),
            "村道，田庄—淤白之间（离田庄 1.2 公里）",
            "村道，田庄—淤白之间",
        ),
        (
            RoadLabel(LinkId("107"), "", RoadKind.BRIDGE, ("田庄",), 0.84, 1),
            "桥，田庄东北 0.8 公里",
            "桥，田庄东北 0.8 公里",
        ),
        (RoadLabel(LinkId("107"), "", RoadKind.PATH, ("田庄",), 0.1, 1), "小路，田庄旁", "小路，田庄旁"),
        (
            RoadLabel(LinkId("9"), "G109", near=("田庄村", "淤白村"), km=3.0),
            "G109，田庄—淤白段（离田庄 3.0 公里）",
            "G109",
        ),
        (RoadLabel(LinkId("9"), "G109", near=("田庄村",), km=0.6, bearing=6), "G109，田庄西 0.6 公里", "G109"),
        (RoadLabel(LinkId("107"), "", RoadKind.LOW_WATER), "无名漫水路 107", "无名漫水路 107"),
    ],
)
def test_roads_as_people_call_them(label: RoadLabel, far: str, near: str) -> None:
    assert (road(label), short_road(label)) == (far, near)


@pytest.mark.parametrize(
    ("label", "what", "place"),
    [
        (RoadLabel(LinkId("107"), "军沿路"), "军沿路", ""),
        (RoadLabel(LinkId("9"), "G109", near=("田庄村", "淤白村"), km=3.0), "G109", "田庄—淤白"),
        (RoadLabel(LinkId("9"), "", near=("田庄村",), km=0.6, bearing=6), "村道", "田庄西 0.6 公里"),
        (RoadLabel(LinkId("9"), "", RoadKind.BRIDGE, ("田庄村",), 0.1), "桥", "田庄旁"),
        (RoadLabel(LinkId("9"), "", RoadKind.TUNNEL), "隧道", "9"),
    ],
)
def test_what_it_is_and_where_apart(label: RoadLabel, what: str, place: str) -> None:
    assert (kind(label), where(label)) == (what, place)
