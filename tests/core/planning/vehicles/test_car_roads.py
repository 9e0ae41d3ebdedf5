"""Which shelters a helper's car need not think of."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.planning.timetable import UNREACHED
from core.planning.vehicles.near_shelters import NearShelters, bits_of

COSTS = st.sampled_from([0, 3, 7, UNREACHED])


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[bool]]:
    rows, parties, columns = draw(st.integers(1, 4)), draw(st.integers(1, 3)), draw(st.integers(1, 5))

    def grid(height: int, one: st.SearchStrategy[int] | st.SearchStrategy[bool]) -> np.ndarray:
        return np.array([[draw(one) for _ in range(columns)] for _ in range(height)])

    return (
        grid(rows, COSTS),
        grid(parties, st.booleans()),
        grid(1, st.booleans())[0],
        draw(st.lists(st.booleans(), min_size=columns, max_size=columns)),
    )


@given(tables())
def test_whatever_is_left_out_has_one_as_good_that_is_kept(
    drawn: tuple[np.ndarray, np.ndarray, np.ndarray, list[bool]],
) -> None:
    table, taken, left, always = drawn
    kept = NearShelters(table, bits_of(left), always).worth_a_thought(map(bits_of, taken))
    left = left & taken.any(axis=0)
    assert len(set(kept)) == len(kept)
    assert all(left[j] for j in kept)
    for j in set(np.flatnonzero(left).tolist()) - set(kept):
        assert any(
            always[k] and (table[:, k] <= table[:, j]).all() and (taken[:, k] | ~taken[:, j]).all() for k in kept
        )


def test_a_shelter_without_a_road_from_the_first_door_is_looked_at_once() -> None:
    table = np.array([[UNREACHED, UNREACHED], [4, 9]])
    taken = np.ones((1, 2), dtype=bool)
    near = NearShelters(table, bits_of(np.array([False, True])), [False, False])
    assert near.worth_a_thought(map(bits_of, taken)) == (1,)
