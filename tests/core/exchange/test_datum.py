"""GCJ-02 and BD-09 against known points and by round trip."""

import math

from hypothesis import given
from hypothesis import strategies as st

from core.domain.places import Position
from core.exchange.datum import Datum, from_wgs84, wgs84

points = st.builds(Position, st.floats(74, 134), st.floats(18, 53))


def metres(a: Position, b: Position) -> float:
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(east, a.lat - b.lat) * 111_195


@given(points, st.sampled_from([Datum.GCJ02, Datum.BD09]))
def test_round_trip_is_good_to_half_a_metre_and_far_better(point: Position, datum: Datum) -> None:
    assert metres(wgs84(from_wgs84(point, datum), datum), point) < 0.01


def test_examples_published_with_coordtransform() -> None:
    point = Position(116.404, 39.915)
    assert metres(from_wgs84(point, Datum.GCJ02), Position(116.41024449916938, 39.91640428150164)) < 0.01
    baidu = from_wgs84(wgs84(point, Datum.GCJ02), Datum.BD09)
    assert metres(baidu, Position(116.41036949371029, 39.92133699351021)) < 0.01


def test_outside_china_nothing_moves() -> None:
    assert wgs84(Position(2.35, 48.85), Datum.GCJ02) == Position(2.35, 48.85)
    assert wgs84(Position(116, 40), Datum.WGS84) == Position(116, 40)
