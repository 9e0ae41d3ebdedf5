"""Labels never lie over one another; the pressing ones come first; dots of a household stand side by side."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from desktop.map.labels import Label, Occupancy, Rank, place
from desktop.map.people import arrange
from desktop.map.stamps import Line, Stamp

STAMP = Stamp((Line("村"),))


def make(rank: Rank, x: float, y: float, width: float = 60, height: float = 18, leader: bool = False) -> Label:
    return Label(rank, x, y, STAMP, width, height, leader=leader)


labels = st.lists(
    st.builds(
        make,
        st.sampled_from(list(Rank)),
        st.floats(0, 400),
        st.floats(0, 300),
        st.floats(10, 120),
        st.floats(10, 40),
        st.booleans(),
    ),
    max_size=40,
)


@given(labels)
def test_no_label_lies_over_another_or_leaves_the_view(wanted: list[Label]) -> None:
    placed = place(wanted, Occupancy(400, 300))
    for one in placed:
        assert QRectF(0, 0, 400, 300).contains(one.at)
    for one, other in combinations(placed, 2):
        assert not one.at.intersects(other.at)


@given(labels)
def test_the_same_labels_in_any_order_stand_at_the_same_places(wanted: list[Label]) -> None:
    def spots(some: list[Label]) -> list[tuple[float, float, float]]:
        return sorted((p.at.x(), p.at.y(), p.at.width()) for p in place(some, Occupancy(400, 300)))

    distinct = list({(one.rank, round(one.x), round(one.y)): one for one in wanted}.values())
    assert spots(distinct) == spots(distinct[::-1])


def test_life_is_placed_before_all_else() -> None:
    crowd = [make(Rank.REST, 100 + n, 100, 80, 20) for n in range(30)]
    life = make(Rank.LIFE, 100, 100, 80, 20)
    placed = place([*crowd, life], Occupancy(220, 160))
    assert placed[0].label is life


def test_a_pressing_label_covers_dots_only_where_nothing_else_is_free() -> None:
    dots = Occupancy(200, 100)
    dots.take(QRectF(0, 0, 200, 100))
    assert place([make(Rank.GO, 100, 50)], Occupancy(200, 100), dots)
    assert not place([make(Rank.REST, 100, 50)], Occupancy(200, 100), dots)


def test_a_label_far_from_its_anchor_has_a_leader_line() -> None:
    taken = Occupancy(400, 300)
    taken.take(QRectF(120, 90, 160, 120))
    (placed,) = place([make(Rank.LIFE, 200, 150, leader=True)], taken)
    assert placed.tie is not None
    assert placed.tie[0].toTuple() == (200, 150)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=40))
def test_dots_never_share_a_place_and_lie_in_the_box(sizes: list[int]) -> None:
    cluster = arrange(sizes)
    assert len(cluster.offsets) == sum(sizes)
    assert len({(round(x, 3), round(y, 3)) for x, y in cluster.offsets}) == sum(sizes)
    for x, y in cluster.offsets:
        assert cluster.box.adjusted(-0.01, -0.01, 0.01, 0.01).contains(x, y)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_a_household_stands_in_one_row(sizes: list[int]) -> None:
    offsets = list(arrange(sizes).offsets)
    for size in sizes:
        home, offsets = offsets[:size], offsets[size:]
        assert len({y for _, y in home}) == 1
        steps = {round(b[0] - a[0], 3) for a, b in pairwise(home)}
        assert len(steps) <= 1


def test_the_grid_is_free_again_only_where_nothing_was_taken() -> None:
    grid = Occupancy(100, 100)
    grid.take(QRectF(10, 10, 20, 20))
    assert not grid.free(QRectF(25, 25, 20, 20))
    assert grid.free(QRectF(40, 40, 20, 20))
    assert not grid.free(QRectF(90, 90, 20, 20))


@pytest.mark.parametrize("rank", list(Rank))
def test_a_centred_label_stands_on_its_anchor_or_not_at_all(rank: Rank) -> None:
    one = Label(rank, 50, 50, STAMP, 20, 10, centred=True)
    (placed,) = place([one], Occupancy(100, 100))
    assert placed.at.center().toTuple() == pytest.approx((50, 50))
