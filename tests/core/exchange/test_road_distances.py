"""Distances, close points and nearest roads against doing it one by one; arrays of a datum against single points."""

import itertools
import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from core.domain.places import Position
from core.exchange.datum import Datum, from_wgs84, wgs84
from core.exchange.outline import Fit, Outline
from core.exchange.road_maps.close_points import ClosePoints
from core.exchange.road_maps.datum_arrays import to_wgs84
from core.exchange.road_maps.district import District
from core.exchange.road_maps.geodesy import apart_m, off_line_m, on_plane, steps_m
from core.exchange.road_maps.nearest_road import NearestRoad
from core.exchange.roads import ROAD_MARGIN_KM

LONS, LATS = st.floats(115.9, 116.1), st.floats(39.9, 40.1)


@pytest.mark.parametrize(
    ("first", "second", "metres"),
    [
        ((0.0, 0.0), (1.0, 0.0), 111_195.08),
        ((116.0, 40.0), (116.0, 41.0), 111_195.08),
        ((116.0, 40.0), (117.0, 40.0), 85_179.81),
        ((116.0, 40.0), (116.0, 40.0), 0.0),
        ((179.9, 0.0), (-179.9, 0.0), 22_239.0),
        ((0.0, 90.0), (180.0, 90.0), 0.0),
    ],
)
def test_distances_on_the_earth(first: tuple[float, float], second: tuple[float, float], metres: float) -> None:
    lon, lat = np.array([first[0], second[0]]), np.array([first[1], second[1]])
    assert steps_m(lon, lat)[0] == pytest.approx(metres, rel=1e-5, abs=1e-6)
    assert apart_m((lon[:1], lat[:1]), second)[0] == pytest.approx(metres, rel=1e-5, abs=1e-6)


@given(st.lists(st.tuples(LONS, LATS), min_size=2, max_size=6), st.tuples(LONS, LATS))
def test_off_a_line_is_what_shapely_says(points: list[tuple[float, float]], spot: tuple[float, float]) -> None:
    lon, lat = np.array(points).T
    line = on_plane(lon, lat, spot)
    found = off_line_m(np.zeros((1, 2)), line)[0]
    assert found == pytest.approx(shapely.LineString(line).distance(shapely.Point(0, 0)), abs=1e-5)


SMALL = st.integers(-6, 6).map(lambda steps: steps * 2.1e-6)  # about a quarter of a metre


@given(
    points=st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=12, unique=True),
    others=st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=12),
    at=st.tuples(st.sampled_from([-179.0, 0.0, 116.0]), st.sampled_from([-40.0, 0.0, 40.0, 66.0])),
)
def test_close_points_are_all_found(
    points: list[tuple[float, float]], others: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    spots = np.array(at)[:, None] + np.array(points).T
    asked = np.array(at)[:, None] + np.array(others).T
    close = ClosePoints((spots[0], spots[1]), 0.5)
    found = {
        (int(a), int(b))
        for mine, theirs, _ in close.pairs((asked[0], asked[1]))
        for a, b in zip(mine, theirs, strict=True)
    }
    apart = {
        (a, b): float(apart_m((asked[:1, a], asked[1:, a]), (spots[0, b], spots[1, b]))[0])
        for a, b in itertools.product(range(len(others)), range(len(points)))
    }
    assert found == {pair for pair, metres in apart.items() if metres <= 0.5}
    for asking, nearest in enumerate(close.nearest((asked[0], asked[1])).tolist()):
        least = min(apart[asking, point] for point in range(len(points)))
        assert (nearest == -1) == (least > 0.5)
        assert nearest == -1 or apart[asking, nearest] == least


@given(
    road=st.lists(st.tuples(LONS, LATS), min_size=2, max_size=8, unique=True),
    asked=st.lists(st.tuples(LONS, LATS), min_size=1, max_size=4),
    cell=st.sampled_from([50.0, 300.0, 3000.0]),
)
def test_the_nearest_road_is_found(
    road: list[tuple[float, float]], asked: list[tuple[float, float]], cell: float
) -> None:
    lon, lat = np.array([*road, *asked]).T
    stretches = np.array(list(itertools.pairwise(range(len(road)))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.exchange.road_maps.nearest_road._LEAST_CELL_M", cell)
        patch.setattr("core.exchange.road_maps.nearest_road._PER_CELL", 0)
        found = NearestRoad(lon, lat, stretches).metres(np.arange(len(road), len(lon)))
    best = math.inf
    for spot in asked:
        plane = on_plane(lon[: len(road)], lat[: len(road)], spot)
        best = min(best, float(off_line_m(np.zeros((1, 2)), plane)[0]))
    assert found == pytest.approx(best, abs=1e-6)


@given(
    points=st.lists(st.tuples(st.floats(70, 140), st.floats(0, 57)), min_size=1, max_size=9),
    datum=st.sampled_from(list(Datum)),
)
def test_arrays_of_a_datum_are_its_points(points: list[tuple[float, float]], datum: Datum) -> None:
    lon, lat = np.array(points).T
    found_lon, found_lat, report = to_wgs84(lon, lat, datum)
    single = [wgs84(Position(x, y), datum) for x, y in points]
    assert found_lon == pytest.approx([each.lon for each in single], abs=1e-9)
    assert found_lat == pytest.approx([each.lat for each in single], abs=1e-9)
    assert report.converted == sum(from_wgs84(Position(x, y), Datum.GCJ02) != Position(x, y) for x, y in points) * (
        datum is not Datum.WGS84
    )


@given(st.floats(115.0, 117.0), st.floats(39.0, 41.0))
def test_the_district_is_the_outline_with_its_margin(lon: float, lat: float) -> None:
    """The same as the outline of a pack says, but for a strip where the plane and the rounded corners differ."""
    ring = ((115.9, 39.9), (116.1, 39.9), (116.1, 40.1), (116.0, 40.0), (115.9, 40.1))
    outline = Outline((ring,))
    inside = bool(District(outline).holds(np.array([lon]), np.array([lat]))[0])
    if outline.fit(Position(lon, lat), ROAD_MARGIN_KM * 0.985) is Fit.INSIDE:
        assert inside
    elif outline.fit(Position(lon, lat), ROAD_MARGIN_KM * 1.015) is not Fit.INSIDE:
        assert not inside
