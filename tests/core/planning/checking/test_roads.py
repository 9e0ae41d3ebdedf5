"""The roads as the checks read them: what is closed when, and what is history."""

import pytest

from core.domain.plans import Mode
from core.planning.checking.roads import MINUTE, Roads
from tests.core.planning.villages import case, closed, link, node


def roads(*closures: tuple[float, float | None]) -> Roads:
    nodes, links = [node("a", 0, 0), node("b", 640, 0)], [link("road", "a", "b", 10)]
    return Roads(case(nodes, links, closures=tuple(closed("road", *each) for each in closures)))


@pytest.mark.parametrize(
    ("closure", "entered", "left", "at_all", "ahead"),
    [
        ((5, 8), 0, 5, False, False),  # off it when it closes
        ((5, 8), 0, 6, True, True),
        ((5, 8), 8, 9, False, False),  # on it when it opens
        ((-9, -4), -8, -3, True, False),  # closed and open again before the plan was made
        ((-9, None), -8, -3, True, False),  # reported since, but it has been driven over
        ((-9, None), -8, 3, True, True),  # still on it
        ((-9, -4), -8, 3, True, False),
    ],
)
def test_a_road_is_closed_to_who_is_on_it(
    closure: tuple[float, float | None], entered: int, left: int, at_all: bool, ahead: bool
) -> None:
    moments = entered * MINUTE, left * MINUTE
    assert roads(closure).is_closed_while("road", Mode.WALK, *moments) == at_all
    assert roads(closure).is_closed_ahead("road", Mode.WALK, *moments) == ahead
