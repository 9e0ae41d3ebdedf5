"""Projection, frames, levels of detail, and routes traced over links."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import LinkId
from core.domain.plans import Route
from desktop.map.frame import Detail, Frame, fitting, inside
from desktop.map.ground import is_main_road, prepare
from desktop.map.projection import Projection
from desktop.map.routes import cut, middle, trace
from tests.desktop.map.grounds import LINKS, NODES, base, many_links

coordinate = st.floats(-30_000, 30_000)


def test_a_degree_of_latitude_is_about_111_km_and_of_longitude_shorter() -> None:
    projection = Projection(116.0, 40.0)
    assert projection.point(116.0, 41.0) == pytest.approx((0.0, 111_320.0))
    assert projection.point(117.0, 40.0)[0] == pytest.approx(85_276, rel=0.001)


@given(coordinate, coordinate, st.floats(0.5, 150), coordinate, coordinate)
def test_a_point_comes_back_from_its_pixel(x: float, y: float, scale: float, px: float, py: float) -> None:
    frame = Frame(x, y, scale, 700, 440)
    assert frame.metres(*frame.pixel(px, py)) == pytest.approx((px, py), abs=1e-5)
    assert frame.pixels(np.array([[px, py]]))[0] == pytest.approx(frame.pixel(px, py))


@pytest.mark.parametrize(
    ("km", "detail"),
    [(60, Detail.DISTRICT), (41, Detail.DISTRICT), (39, Detail.TOWN), (9, Detail.TOWN), (7, Detail.VILLAGE)],
)
def test_detail_follows_the_width_on_the_ground(km: float, detail: Detail) -> None:
    assert Frame(0, 0, km * 1000 / 700, 700, 440).detail is detail


def test_a_fitting_frame_shows_the_whole_box() -> None:
    box = (-30_000.0, -20_000.0, 32_000.0, 18_000.0)
    west, south, east, north = fitting(box, 700, 440).box
    assert west <= box[0]
    assert south <= box[1]
    assert east >= box[2]
    assert north >= box[3]


def test_every_level_of_detail_keeps_the_ends_of_every_link() -> None:
    ground = prepare(many_links(300))
    for roads in ground.levels:
        assert len(roads.first) == len(ground.lines) + 1
        for row, line in enumerate(ground.lines):
            segments = roads.segments[roads.first[row] : roads.first[row + 1]]
            assert segments[0, :2] == pytest.approx(line[0])
            assert segments[-1, 2:] == pytest.approx(line[-1])


def test_coarser_levels_have_no_more_segments() -> None:
    counts = [len(roads.segments) for roads in prepare(many_links(300)).levels]
    assert counts == sorted(counts, reverse=True)


def test_the_nearest_link_is_found_only_within_reach() -> None:
    ground = prepare(base())
    x, y = ground.projection.point(115.9, 40.001)
    assert ground.nearest_link(x, y, 500) == "1"
    assert ground.nearest_link(x, y, 50) is None


@pytest.mark.parametrize(
    ("name", "main"), [("G109", True), ("S209", True), ("大沟路", False), ("", False), ("GS", False)]
)
def test_main_roads_are_national_and_provincial(name: str, main: bool) -> None:
    assert is_main_road(name) is main


def test_a_route_runs_through_its_links_in_travel_order() -> None:
    ground = prepare(base())
    start, end = ground.projection.point(116.0, 40.11), ground.projection.point(116.2, 39.99)
    line = trace(ground, Route((LinkId("3"), LinkId("2")), 30, 20_000), start, end)
    expected = [ground.projection.point(*NODES[node]) for node in ("d", "b", "b", "c")]
    assert line.road == pytest.approx(np.array(expected), abs=1e-6)
    assert [leg.shape for leg in line.legs] == [(2, 2), (2, 2)]
    assert tuple(line.legs[0][0]) == start


def test_a_route_against_a_link_is_drawn_against_it_from_where_it_gets_on() -> None:
    ground = prepare(base())
    line = trace(ground, Route((LinkId("2"), LinkId("1")), 30, 20_000, from_share=0.5, to_share=0.25), None, None)
    expected = [(116.1, 40.0), (116.0, 40.0), (116.0, 40.0), (115.85, 40.0)]
    assert line.road == pytest.approx(ground.projection.points(expected), abs=1e-6)


def test_a_route_on_one_link_knows_its_direction_by_its_shares() -> None:
    ground = prepare(base())
    line = trace(ground, Route((LinkId("1"),), 3, 900, from_share=0.8, to_share=0.2), None, None)
    assert line.road[0, 0] > line.road[-1, 0]


def test_a_route_over_unknown_links_leaves_a_gap_and_no_error() -> None:
    ground = prepare(base())
    assert len(trace(ground, Route((LinkId("nowhere"),), 3, 900), None, None).road) == 0


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_cut_has_the_share_of_the_length(begin: float, stop: float) -> None:
    line = np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 40.0]])
    part = cut(line, begin, stop)
    length = np.hypot(*np.diff(part, axis=0).T).sum()
    assert length == pytest.approx(70 * abs(stop - begin), abs=1e-6)


def test_the_middle_is_half_way_along() -> None:
    assert middle(np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 40.0]])) == pytest.approx((30.0, 5.0))


def test_inside_counts_the_edges() -> None:
    assert inside((0, 0, 1, 1), np.array([[0.0, 1.0], [1.1, 0.5]])).tolist() == [True, False]


def test_links_are_all_known_by_id() -> None:
    ground = prepare(base())
    assert [ground.index[one.id] for one in LINKS] == [0, 1, 2]
