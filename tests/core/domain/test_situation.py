"""When the next report upward is due, by which rule."""

from datetime import timedelta

import pytest

from core.domain.situation import Due, ReportKind, adds_up, changes, next_report
from core.exchange.rule_tables import reporting_rules
from tests.factories import minute

FIRST, NEXT, FINAL = ReportKind
RULES = reporting_rules()
YEARS = 10 * 365 * 24 * 60.0


def due(made: list[tuple[ReportKind, float]], began: float | None, level: str = "*", now: float = 200) -> Due | None:
    reports = [(kind, minute(at)) for kind, at in made]
    return next_report(reports, None if began is None else minute(began), level, RULES, minute(now))


@pytest.mark.parametrize(
    ("made", "began", "level", "kind", "by"),
    [
        pytest.param([], 0, "*", FIRST, 15, id="the first from the order on"),
        pytest.param([(FIRST, 10)], 0, "*", NEXT, 130, id="the next from the last"),
        pytest.param([(FIRST, 10)], 0, "一级", NEXT, 40, id="sooner under a high level"),
        pytest.param([(FIRST, 10), (NEXT, 30)], 0, "二级", NEXT, 90, id="each from the one before"),
        pytest.param([(FIRST, 10), (FINAL, 60)], 100, "*", FIRST, 115, id="ordered again after the final"),
        pytest.param([(FIRST, 10)], None, "*", NEXT, 130, id="lifted, but no final yet"),
        pytest.param([(FIRST, 10), (NEXT, YEARS)], 0, "*", NEXT, 130, id="the last one by a clock ahead"),
        pytest.param([(FIRST, YEARS)], 0, "*", NEXT, 120, id="all of them by a clock ahead"),
        pytest.param([(FIRST, YEARS)], YEARS, "*", NEXT, 200, id="and the order too: now"),
        pytest.param([], YEARS, "*", FIRST, 200, id="ordered by a clock ahead: now"),
        pytest.param([(FIRST, 10), (FINAL, YEARS)], 100, "*", FIRST, 115, id="a final one by a clock ahead"),
    ],
)
def test_the_next_one(
    made: list[tuple[ReportKind, float]], began: float | None, level: str, kind: ReportKind, by: float
) -> None:
    found = due(made, began, level)
    assert found is not None
    assert (found.kind, found.by) == (kind, minute(by))
    assert found.late(minute(by))
    assert not found.late(minute(by) - timedelta(seconds=1))


@pytest.mark.parametrize(("made", "began"), [([], None), ([(FIRST, 10), (FINAL, 60)], 0), ([(FINAL, 60)], None)])
def test_nothing_is_due_before_an_order_and_after_a_final(
    made: list[tuple[ReportKind, float]], began: float | None
) -> None:
    assert due(made, began) is None


def test_a_clock_that_went_back_does_not_put_a_report_off() -> None:
    """The next counts from the latest report by said time, whatever the order of the journal."""
    found = due([(FIRST, 50), (NEXT, 20)], 0)
    assert found is not None
    assert found.since == minute(50)


def test_sums_and_changes() -> None:
    assert adds_up({"due": 3, "moved": 1, "away": 2})
    assert not adds_up({"due": 3, "moved": 1})
    assert changes({"due": 3, "moved": 1}, {"due": 3, "away": 2}) == {"moved": 1, "away": -2}
