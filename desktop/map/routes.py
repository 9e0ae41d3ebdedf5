"""The line of a planned route on the ground: oriented link by link, from where it gets on to where it gets off."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.plans import Route
from core.domain.roads import Link
from desktop.map.ground import Ground
from desktop.map.projection import Points


@dataclass(frozen=True)
class RouteLine:
    """`road` along the links; `legs` are walked, drawn dotted (from the door, and to the shelter)."""

    road: Points
    legs: tuple[Points, ...]


def trace(
    ground: Ground, route: Route, start: tuple[float, float] | None, end: tuple[float, float] | None
) -> RouteLine:
    """`start` and `end` in metres of the ground; None where the place has no position.

    Links this map does not know are left out: the line then has a gap, never a guess.
    """
    rows = [ground.index[link] for link in route.links if link in ground.index]
    links = [ground.base.links[row] for row in rows]
    forward = _directions(links, route)
    parts = []
    for place, (row, ahead) in enumerate(zip(rows, forward, strict=True)):
        line = ground.lines[row] if ahead else ground.lines[row][::-1]
        first = place == 0
        last = place == len(rows) - 1
        begin = (route.from_share if ahead else 1 - route.from_share) if first else 0.0
        stop = (route.to_share if ahead else 1 - route.to_share) if last else 1.0
        parts.append(cut(line, begin, stop))
    road = np.concatenate(parts) if parts else np.zeros((0, 2))
    legs = []
    if start is not None and len(road):
        legs.append(np.array([start, tuple(road[0])]))
    if end is not None and len(road):
        legs.append(np.array([tuple(road[-1]), end]))
    if not len(road) and start is not None and end is not None:
        legs.append(np.array([start, end]))
    return RouteLine(road, tuple(legs))


def _directions(links: Sequence[Link], route: Route) -> list[bool]:
    """Whether each link is travelled from its `from_node` to its `to_node`."""
    if len(links) == 1:
        return [route.from_share <= route.to_share]
    for first in (True, False):
        directions = _follow(links, first)
        if directions is not None:
            return directions
    return [True] * len(links)


def _follow(links: Sequence[Link], first: bool) -> list[bool] | None:
    if not links:
        return []
    directions = [first]
    node = links[0].to_node if first else links[0].from_node
    for link in links[1:]:
        if link.from_node == node:
            directions.append(True)
            node = link.to_node
        elif link.to_node == node:
            directions.append(False)
            node = link.from_node
        else:
            return None
    return directions


def cut(line: Points, begin: float, stop: float) -> Points:
    """The part of a line between two shares of its length; a stop before the begin gives it backwards."""
    if stop < begin:
        return cut(line, stop, begin)[::-1]
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    total = along[-1]
    if total <= 0 or (begin <= 0 and stop >= 1):
        return line
    low, high = begin * total, stop * total
    ends = np.array([[np.interp(at, along, line[:, axis]) for axis in (0, 1)] for at in (low, high)])
    between = (along > low) & (along < high)
    return np.concatenate([ends[:1], line[between], ends[1:]])


def middle(line: Points) -> tuple[float, float]:
    """The point half way along a line."""
    half = cut(line, 0.0, 0.5)
    return (float(half[-1, 0]), float(half[-1, 1]))
