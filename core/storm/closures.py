"""Closures in time: a link is closed in the union of its closures' intervals [start, end)."""

from collections.abc import Iterable
from datetime import datetime

from core.domain.ids import LinkId
from core.domain.roads import Closure

Interval = tuple[datetime, datetime | None]


def closed_intervals(closures: Iterable[Closure], link: LinkId, mode: str | None = None) -> tuple[Interval, ...]:
    """When a link is closed to a mode (None: to anybody), in order; touching and overlapping intervals become one.

    The last may have no end. A closure that ends before it starts closes nothing.
    """
    spans = sorted(
        ((closure.start, closure.end) for closure in closures if closure.link == link and _bars(closure, mode)),
        key=lambda span: span[0],
    )
    merged: list[Interval] = []
    for start, end in spans:
        if end is not None and end <= start:
            continue
        if not merged or (merged[-1][1] is not None and merged[-1][1] < start):
            merged.append((start, end))
            continue
        first, until = merged[-1]
        merged[-1] = (first, None if until is None or end is None else max(until, end))
    return tuple(merged)


def closed_at(closures: Iterable[Closure], at: datetime, mode: str | None = None) -> frozenset[LinkId]:
    """Links closed to a mode (None: to anybody) at one moment."""
    return frozenset(
        closure.link
        for closure in closures
        if _bars(closure, mode) and closure.start <= at and (closure.end is None or at < closure.end)
    )


def _bars(closure: Closure, mode: str | None) -> bool:
    return mode is None or not closure.modes or mode in closure.modes
