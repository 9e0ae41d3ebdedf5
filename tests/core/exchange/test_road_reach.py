"""Villages that no road comes near: by points of roads, by long stretches between them, against every stretch."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from core.domain.places import Position
from core.exchange.road_maps.reach import LONG_M
from tests.core.exchange.drawn_roads import of_features, spot
from tests.road_maps import line_feature


def test_a_village_beside_a_long_straight_road_is_near_it(tmp_path: Path) -> None:
    found = of_features(tmp_path, line_feature([spot(0, 0), spot(20_000, 0)]))
    beside, behind, off = (Position(*spot(*at)) for at in ((10_000, 900), (-2_000, 0), (10_000, 1_100)))
    assert found.beyond([beside, behind, off], 1000) == [False, True, True]
    assert found.beyond([], 1000) == []


_METRES = st.integers(-9_000, 9_000)


@given(
    lines=st.lists(st.lists(st.tuples(_METRES, _METRES), min_size=2, max_size=5, unique=True), min_size=1, max_size=6),
    at=st.tuples(_METRES, _METRES),
)
def test_it_is_what_measuring_every_stretch_says(
    tmp_path: Path, lines: list[list[tuple[int, int]]], at: tuple[int, int]
) -> None:
    found = of_features(tmp_path, *(line_feature([spot(*point) for point in line]) for line in lines))
    apart = min(LineString(line).distance(Point(at)) for line in lines)
    (beyond,) = found.beyond([Position(*spot(*at))], 3000)
    if apart > 3000 + LONG_M / 2:
        assert beyond
    if apart < 2950:
        assert not beyond
