import itertools
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Finding
from core.domain.plans import Route, ShortfallRule
from desktop.plan.chart import count_step, spread, tick_minutes
from desktop.plan.lists import departure_lines, snag_lines
from desktop.plan.model import PlanShown
from desktop.plan.reading import (
    RoadName,
    Snag,
    arrived_by,
    legs,
    novelty_counts,
    shelter_lines,
    snags,
    tell_groups,
    untold_households,
)
from desktop.plan.saying import curve, shelter_cells
from tests.desktop.plan import boards


def test_shortfall_is_grouped_by_rule_largest_first_and_keeps_every_name() -> None:
    groups = [group for group in snags(boards.board(), "王平镇") if group.snag is Snag.SHORTFALL]
    assert [(g.rule, g.households, g.persons) for g in groups] == [
        (ShortfallRule.CUT_OFF, 3, 15),
        (ShortfallRule.NO_POSITION, 1, 3),
    ]
    heads = [head for group in groups for place in group.places for head in place.heads]
    assert sorted(heads) == sorted(row.head for row in boards.SHORTFALL)


def test_the_chosen_towns_villages_come_first() -> None:
    far = replace(boards.SHORTFALL[0], town="清水镇", place_name="远村", persons=99)
    board = boards.board(shortfall=(far, *boards.SHORTFALL[1:]))
    first = snags(board, "王平镇")[0]
    assert first.places[0].town == "王平镇"
    assert snags(board, "清水镇")[0].places[0].place_name == "远村"


def test_what_is_nearly_full_and_not_ordered_is_named() -> None:
    kinds = [group.snag for group in snags(boards.board(), None)]
    assert kinds == [Snag.SHORTFALL, Snag.SHORTFALL, Snag.UNCOVERED, Snag.FULL, Snag.NOT_ORDERED]
    full = next(group for group in snags(boards.board(), None) if group.snag is Snag.FULL)
    assert full.shelter is not None
    assert full.shelter.shelter.name == "王平村中心小学"


def test_shelters_of_which_nobody_knows_whether_they_fit_are_named() -> None:
    facts = {"persons": 12, "shelters": ["王平中学", "军庄中学"]}
    known = Finding("step_free_unknown", "shelters", facts=facts)
    board = boards.board(findings=(known, Finding("far_from_road", "places")))
    group = next(group for group in snags(board, None) if group.snag is Snag.UNKNOWN)
    assert (group.persons, [place.place_name for place in group.places]) == (12, ["王平中学", "军庄中学"])
    line = snag_lines([group], frozenset())[0]
    assert line.title == "12 人走不了，去的岛有没有台阶没登记"
    assert line.right_second == "王平中学、军庄中学"


def test_a_plan_without_snags_has_none() -> None:
    board = boards.board(shortfall=(), uncovered=(), not_ordered=(), shelters=boards.SHELTERS[1:])
    assert snags(board, None) == ()


def test_one_call_for_each_helper_and_one_for_each_household_without() -> None:
    groups = tell_groups(boards.board())
    assert [(len(group.rows), group.told) for group in groups] == [
        (3, False),
        (2, False),
        (1, False),
        (1, False),
        (1, True),
        (1, True),
    ]
    assert groups[0].shelters == ("王平村中心小学", "妙峰山民族学校")
    assert groups[1].shelters is None
    assert groups[3].helper is None
    assert untold_households(boards.board()) == 7


def test_novelties_count_households() -> None:
    assert dict(novelty_counts(boards.board())) == {"shelter": 3, "route": 6, "time": 2, "helper": 1, "lost": 1}


def test_shelters_in_use_fullest_first() -> None:
    lines = shelter_lines(boards.board())
    assert [line.row.shelter.name for line in lines][:2] == ["王平村中心小学", "妙峰山民族学校"]
    assert all(line.planned for line in lines)
    assert lines[0].left == 6


def test_arrived_by_counts_up_to_the_minute() -> None:
    board = boards.board(curve=((0.0, 0), (10.0, 4), (12.5, 9)))
    assert arrived_by(board, boards.AT) == 0
    assert arrived_by(board, boards.AT + timedelta(minutes=10)) == 4
    assert arrived_by(board, boards.AT + timedelta(minutes=60)) == 9
    assert arrived_by(board, boards.AT - timedelta(minutes=1)) == 0


def test_legs_join_links_of_one_road() -> None:
    links = {"a": RoadName("G109", 1000), "b": RoadName("G109", 500), "c": RoadName("", 200)}
    route = Route(("a", "b", "c"), 20, 1700)  # type: ignore[arg-type]
    assert [(leg.name, leg.metres) for leg in legs(route, links)] == [("G109", 1500), ("", 200)]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_labels_are_pushed_apart(wanted: list[float]) -> None:
    placed = spread(wanted, 10, 0, 100)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-6 for a, b in itertools.pairwise(ordered))
    assert min(placed) >= -1e-6
    assert max(placed) <= 100 + 1e-6


@given(st.integers(1, 100_000))
def test_axis_steps_are_round_and_few(most: int) -> None:
    step = count_step(most)
    assert step >= 1
    assert most / step <= 5.001
    assert str(step).rstrip("0") in ("1", "2", "5")


@given(st.floats(60, 86_400))
def test_time_ticks_are_at_most_seven(span: float) -> None:
    assert span / 60 / tick_minutes(span) <= 7


def test_what_happens_after_midnight_is_said_with_its_day() -> None:
    """A plan of 20:03 that ends at 11:03 next morning would else seem to end before it begins."""
    late = replace(boards.MOVES[0], arrive=boards.AT + timedelta(hours=15))
    made = boards.board(moves=(late, *boards.MOVES[1:]), clearance_s=15 * 3600.0)
    said = shelter_cells(made)
    assert any("31日" in cells.when for cells in said)
    drawn = curve(PlanShown(board=made))
    assert drawn is not None
    assert "31日" in drawn.plan_words
    line = next(line for line in departure_lines(made, boards.AT, frozenset(), {}) if line.household == late.household)
    assert line.middle_second == f"{late.shelter_name} 31日 11:03 到"
