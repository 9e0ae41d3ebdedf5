"""Reports upward: 首报, 续报, 终报, when the next one is due, and what one holds.

A report is figures under codes. The clock starts with the first order (or response level) of an incident and starts
again with an order that follows a final report; how long each may take is data (`reporting_rules.csv`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import EventId, PlaceCode
from core.domain.rules import RuleBook, RuleRow

WHOLE = "*"  # the scope of a report about the whole district


class ReportKind(StrEnum):
    FIRST = "first"
    NEXT = "next"
    FINAL = "final"


class Figure(StrEnum):
    """What is counted, in the order in which it is said. `DUE` is the sum of the five after it; the rest stand beside.

    Persons, except HOUSEHOLDS, VILLAGES, VISITS (人次) and the last ones, which count heads of institutions and squads.
    """

    VILLAGES = "villages"
    HOUSEHOLDS = "households"
    DUE = "due"
    MOVED = "moved"
    NOT_MOVED = "not_moved"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    AWAY = "away"
    TO_RECONCILE = "to_reconcile"
    BEYOND = "beyond"
    FRAIL = "frail"
    TOGETHER = "together"
    RELATIVES = "relatives"
    HOSTED = "hosted"
    IN_HOSPITAL = "in_hospital"
    IN_HOUSE = "in_house"
    PEAK = "peak"
    PLACED = "placed"
    VISITS = "visits"
    INJURED = "injured"
    HOSPITAL = "hospital"
    DEAD = "dead"
    INSTITUTION_HEADS = "institution_heads"
    INSTITUTION_MOVED = "institution_moved"
    OUT = "out"
    OUT_SILENT = "out_silent"


UNSETTLED = (Figure.NOT_MOVED, Figure.REFUSED, Figure.UNREACHABLE, Figure.TO_RECONCILE)
CLASSES = (Figure.MOVED, Figure.NOT_MOVED, Figure.REFUSED, Figure.UNREACHABLE, Figure.AWAY)
Figures = Mapping[Figure, int]


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was made: figures in all and by town, from how many desks, as of when."""

    event: EventId
    kind: ReportKind
    scope: str
    at: datetime
    operator: str
    total: dict[str, int]
    towns: dict[str, dict[str, int]]
    places: dict[PlaceCode, dict[str, int]]
    desks_heard: int
    desks: int
    differences: int
    blob: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The next report. `by` is when it has to be made, `row` the rule that says so; `since` what it counts from."""

    kind: ReportKind
    since: datetime
    by: datetime
    row: RuleRow

    def late(self, now: datetime) -> bool:
        return now >= self.by


def next_report(
    made: Sequence[tuple[ReportKind, datetime]], began: datetime | None, level: str, rules: RuleBook, now: datetime
) -> Due | None:
    """Which report is due next at `now`: of reports made in the order of the journal, an incident that `began` with its
    earliest standing order (None: nothing is ordered), under a response level. None before anything is ordered, and
    after a final report until something is ordered again.

    A time that is still to come is that of a wrong clock: it puts no report off, and a final one of then has ended
    nothing. Where no other time is known the report is due now."""
    final = max((n for n, (kind, _) in enumerate(made) if kind is ReportKind.FINAL), default=-1)
    since = [at for _, at in made[final + 1 :]]
    ended = made[final][1] if final >= 0 and made[final][1] <= now else None
    if not since and (began is None or (ended is not None and began <= ended)):
        return None
    kind, row = (ReportKind.NEXT, rules.row("next", level)) if since else (ReportKind.FIRST, rules.row("first"))
    wait = rules.minutes("next", level) if since else rules.minutes("first")
    known = [at for at in since if at <= now] or [at for at in (began,) if at is not None and at <= now]
    return Due(kind, max(known), max(known) + wait, row) if known else Due(kind, now, now, row)


def adds_up(figures: Mapping[str, int]) -> bool:
    """Whether those due are the sum of the five classes."""
    return figures.get(Figure.DUE, 0) == sum(figures.get(one, 0) for one in CLASSES)


def changes(now: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    """What each figure has changed by; figures that did not change are left out."""
    both = {*now, *before}
    return {name: now.get(name, 0) - before.get(name, 0) for name in both if now.get(name, 0) != before.get(name, 0)}
