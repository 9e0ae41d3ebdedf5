"""Loads of roads and the distance to the bound, read from a board and said."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.domain.tight_shelters import TightShelter
from core.queries.plan_limits import allowances, places_taken
from desktop.plan.limits import is_full, largest_distance, load_lines, value_at
from desktop.plan.loads import load_note, load_rows, strips
from desktop.plan.saying import shelter_cells
from tests.desktop.plan import boards


@given(st.integers(0, 400), st.sampled_from([60, 300, 420]), st.integers(1, 40))
def test_allowances_are_the_cumulative_whole_persons(per_hour: int, step_s: int, steps: int) -> None:
    allowed = allowances(per_hour, step_s, steps)
    assert len(allowed) == steps
    for last in range(steps):
        assert sum(allowed[: last + 1]) == Fraction(per_hour * (last + 1) * step_s, 3600) // 1


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=12))
def test_places_are_taken_in_the_step_or_just_before(steps: list[tuple[int, int]]) -> None:
    entering, allowed = [e for e, _ in steps], [a for _, a in steps]
    taken = places_taken(entering, allowed)
    assert sum(taken) == sum(entering)
    assert all(took <= room for took, room in zip(taken[1:], allowed[1:], strict=True))
    for step in range(len(steps)):  # nobody takes a place after the step in which he starts
        assert sum(taken[step:]) <= sum(entering[step:])
    if all(sum(entering[: step + 1]) <= sum(allowed[: step + 1]) for step in range(len(steps))):
        assert taken[0] <= allowed[0]  # a plan that keeps the rule fits


def test_a_family_larger_than_a_step_takes_places_before_it() -> None:
    assert places_taken((0, 0, 5, 1), (2, 2, 2, 2)) == (1, 2, 2, 1)


def test_the_largest_distance_is_found_at_its_first_minute() -> None:
    board = boards.board(curve=((0.0, 0), (10.0, 4), (20.0, 9)), bound_curve=((0.0, 0), (5.0, 4), (12.0, 9)))
    far = largest_distance(board)
    assert far is not None
    assert (far.persons, far.planned, far.most, far.at) == (5, 4, 9, boards.AT + timedelta(minutes=12))


def test_no_bound_curve_or_no_distance_is_none() -> None:
    curve = ((0.0, 0), (10.0, 4))
    assert largest_distance(boards.board(curve=curve, bound_curve=())) is None
    assert largest_distance(boards.board(curve=curve, bound_curve=curve)) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), min_size=1, max_size=8), st.integers(0, 9))
def test_the_distance_is_what_trying_every_minute_finds(steps: list[tuple[int, int]], ahead: int) -> None:
    rising = sorted({float(minute): sum(n for m, n in steps if m <= minute) for minute, _ in steps}.items())
    bound = tuple((max(0.0, minute - ahead), persons) for minute, persons in rising)
    board = boards.board(curve=tuple(rising), bound_curve=bound)
    every = [value_at(bound, minute) - value_at(tuple(rising), minute) for minute in range(31)]
    far = largest_distance(board)
    assert (far.persons if far else 0) == max(0, *every)


def test_roads_longest_full_first_with_the_minute_they_fill() -> None:
    lines = load_lines(boards.board())
    assert [line.row.name for line in lines] == ["东方红路", "妙峰山路", ""]
    first, second, third = lines
    assert first.full_s > second.full_s > third.full_s == 0
    step = next(step for step in range(len(first.row.taken)) if is_full(first.row, step))
    assert first.first_full == boards.AT + timedelta(seconds=step * 300)
    assert third.first_full is None
    assert 0 < third.peak < 1


def test_strips_say_the_road_its_flow_and_since_when_it_is_full() -> None:
    shown = strips(boards.board(), boards.NOW)
    assert shown[0].flow == "每时 160 人"
    assert shown[0].towards == "往 妙峰山民族学校"
    assert shown[1].when == "20:33 起满"
    assert shown[1].after == "共满 20 分"
    assert shown[2].name == "村道 l3"
    assert shown[2].after == "没有满过"
    assert len({strip.end for strip in shown}) == 1


def test_the_twin_holds_every_step_in_which_somebody_enters() -> None:
    rows = load_rows(boards.board())
    entered = sum(n for load in boards.LOADS for n in load.entering)
    assert sum(int(row[2]) for row in rows) == entered
    assert {row[4] for row in rows} == {"满", ""}


def test_without_loads_it_is_said_why() -> None:
    board = replace(boards.board(), loads=())
    assert strips(board, boards.NOW) == ()
    assert "不限人数" in load_note(board)


def test_a_full_shelter_says_whom_it_sends_farther() -> None:
    """The figure stands beside what is left; a bottleneck that sends nobody on says no more than others."""
    tight = (TightShelter("王平中学", 9, 21, 1204.4), TightShelter("军庄中学", 0, 0, 0.0))
    left = {cells.shelter: cells.left for cells in shelter_cells(boards.board(tight=tight))}
    assert left["王平中学"] == "21 人改去别处，共多 1204 人·分　余 263 床"
    assert left["军庄中学"] == "余 283 床"
