"""How far the plan is from what nobody could better, and how full its roads are; no words, no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.queries.plan_rows import LinkLoadRow, PlanBoard

Steps = Sequence[tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Distance:
    """Where the plan is farthest below the bound: persons in by then, planned and at the very most."""

    at: datetime
    planned: int
    most: int

    @property
    def persons(self) -> int:
        return self.most - self.planned


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A loaded road. `first_full` is the start of its first full step, `full_s` how long it is full in all.

    `peak` is the largest share of a step's allowance that is taken.
    """

    row: LinkLoadRow
    start: datetime
    first_full: datetime | None
    last_full: datetime | None
    full_s: int
    peak: float

    @property
    def key(self) -> str:
        return f"{self.row.link}/{'f' if self.row.forward else 'b'}"

    @property
    def persons(self) -> int:
        return sum(self.row.entering)


def value_at(steps: Steps, minute: float) -> int:
    """What a rising step curve stands at; 0 before its first step."""
    return max((persons for when, persons in steps if when <= minute), default=0)


def largest_distance(board: PlanBoard) -> Distance | None:
    """The earliest minute at which the plan is farthest below the bound; None without a bound or a distance."""
    best: tuple[int, float, int, int] | None = None
    planned = most = 0
    events = sorted({minute for minute, _ in (*board.curve, *board.bound_curve)})
    curve, bound = dict(board.curve), dict(board.bound_curve)
    for minute in events:
        planned, most = curve.get(minute, planned), bound.get(minute, most)
        if most > planned and (best is None or most - planned > best[0]):
            best = (most - planned, minute, planned, most)
    if best is None:
        return None
    return Distance(board.at + timedelta(minutes=best[1]), best[2], best[3])


def is_full(row: LinkLoadRow, step: int) -> bool:
    return 0 < row.allowed[step] <= row.taken[step]


def load_lines(board: PlanBoard) -> tuple[LoadLine, ...]:
    """Loaded roads, the longest full first, then the fullest."""
    return tuple(
        sorted(
            (_load_line(row, board.at) for row in board.loads if row.entering),
            key=lambda line: (-line.full_s, -line.peak, line.key),
        )
    )


def _load_line(row: LinkLoadRow, at: datetime) -> LoadLine:
    full = [step for step in range(len(row.taken)) if is_full(row, step)]
    shares = [taken / allowed for taken, allowed in zip(row.taken, row.allowed, strict=True) if allowed]
    return LoadLine(
        row=row,
        start=at,
        first_full=at + timedelta(seconds=full[0] * row.step_s) if full else None,
        last_full=at + timedelta(seconds=(full[-1] + 1) * row.step_s) if full else None,
        full_s=len(full) * row.step_s,
        peak=max(shares, default=0.0),
    )
