"""Moments as whole microseconds after the plan's start, and windows of departure.

Everything inside the planner is an integer: sums are exact, ties are real ties, and a datetime carries microseconds
anyway. A window is a closed interval of moments at which one may set off; windows are sorted and do not overlap.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
FOREVER = 1 << 60
# Exposure of somebody who has no deadline and no shelter must end somewhere: a day after the plan's start.
HORIZON = 24 * HOUR

Window = tuple[int, int]
Windows = tuple[Window, ...]
ALWAYS: Windows = ((0, FOREVER),)


def micros(start: datetime, moment: datetime) -> int:
    """Microseconds from `start` to `moment`; negative for what lies before."""
    delta = moment - start
    return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds


def moment(start: datetime, after: int) -> datetime:
    return start + timedelta(microseconds=after)


def union(intervals: Iterable[Window]) -> Windows:
    """The union of half-open intervals [start, end) in any order, without empty ones and those of the past."""
    merged: list[Window] = []
    for start, end in sorted(interval for interval in intervals if interval[1] > max(0, interval[0])):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def entry_windows(closed: Windows, duration: int) -> Windows:
    """Moments at which one may enter a road that takes `duration` and be off it before it closes again.

    `closed` are half-open closures; leaving at the very moment of closing is in time, so is entering at reopening.
    """
    windows = []
    free_from = 0
    for start, end in closed:
        if start - duration >= free_from:
            windows.append((free_from, start - duration))
        free_from = end
        if end >= FOREVER:
            return tuple(windows)
    return (*windows, (free_from, FOREVER))


def earlier(windows: Windows, by: int) -> Windows:
    """The same windows for somebody who stands `by` before them; moments before the start fall away."""
    return tuple(
        (max(0, first - by), last if last >= FOREVER else last - by)
        for first, last in windows
        if last >= FOREVER or last - by >= 0
    )


def common(one: Windows, other: Windows) -> Windows:
    """Moments in both."""
    found = []
    i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first <= last:
            found.append((first, last))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def covered(windows: Windows, by: Iterable[Windows]) -> bool:
    """Whether every moment of `windows` lies in one of the others."""
    merged: list[Window] = []
    for first, last in sorted(window for several in by for window in several):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return all(any(start <= first and last <= end for start, end in merged) for first, last in windows)


def first_departure(windows: Windows, ready: int) -> int | None:
    """The earliest moment at or after `ready` at which one may set off."""
    return next((max(first, ready) for first, last in windows if last >= ready), None)
