"""Whether a position can belong to the district."""

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from core.domain.places import Position
from core.exchange.outline import Fit, Outline, in_ring

L_SHAPE = ((116.0, 39.0), (118.0, 39.0), (118.0, 40.0), (117.0, 40.0), (117.0, 41.0), (116.0, 41.0))


@given(st.floats(115, 119), st.floats(38, 42))
def test_inside_is_what_shapely_says(lon: float, lat: float) -> None:
    polygon = Polygon(L_SHAPE)
    if polygon.boundary.distance(Point(lon, lat)) > 1e-9:
        assert in_ring(lon, lat, L_SHAPE) == polygon.contains(Point(lon, lat))


def test_margin_and_swapped() -> None:
    outline = Outline((L_SHAPE,))
    assert outline.fit(Position(117.5, 40.01), 2.0) is Fit.INSIDE
    assert outline.fit(Position(117.5, 40.03), 2.0) is Fit.OUTSIDE
    assert outline.fit(Position(39.5, 116.5), 2.0) is Fit.SWAPPED


def test_without_outline_only_the_earth_bounds() -> None:
    assert Outline().fit(Position(10, 10), 0.0) is Fit.INSIDE
    assert Outline().fit(Position(40, 116), 0.0) is Fit.SWAPPED
    assert Outline().fit(Position(200, 116), 0.0) is Fit.OUTSIDE
