"""The roads of a case as the checks read them: times, closures, shapes; nothing of the planner's.

Times are whole microseconds after the case's start. A link takes a whole number of milliseconds at factor 1 (part of a
link: its share of them, rounded again), and factors are kept in thousandths: so times multiply exactly.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from core.domain.ids import LinkId, NodeId
from core.domain.places import Position
from core.domain.plans import Mode
from core.domain.roads import Link
from core.planning.case import Case

MS = 1_000
SECOND = 1_000 * MS
MINUTE = 60 * SECOND
FOREVER = 1 << 61  # the end of a closure that has none, a deadline that never comes
SLACK = SECOND // 2  # rounding that is forgiven
NEAR_M = 2.0

_WALKING_M_PER_S = 1.07  # MUTCD's reference for pedestrians (storm research 3.3)
_DRIVING_KMH = 20.0  # where the pack gives no speed (storm research 3.4)
_EARTH_M = 6_371_008.8  # mean radius (IUGG)
_MICRO = timedelta(microseconds=1)

RIDING = (Mode.CAR, Mode.BUS)
Intervals = tuple[tuple[int, int], ...]
Piece = tuple[Link, float, float]  # a link with the shares where one gets on and off


class Roads:
    """Links, nodes and closures of a case, looked up by id."""

    def __init__(self, case: Case) -> None:
        self.at = case.at
        self.where: dict[NodeId, Position] = {node.id: node.position for node in case.nodes}
        known = (link for link in case.links if link.from_node in self.where and link.to_node in self.where)
        self.links: dict[LinkId, Link] = {link.id: link for link in known}
        self.closures = {mode: _closures(case, mode) for mode in Mode}
        ahead = {mode: [shut[-1][1] > 0 for shut in self.closures[mode].values()] for mode in Mode}
        self._closing = frozenset(mode for mode, each in ahead.items() if any(each))
        self.capped = frozenset(name for name, link in self.links.items() if is_capped(link))
        self._ms: dict[Mode, dict[LinkId, int | None]] = {}
        self._readings: dict[tuple[tuple[LinkId, ...], float, float], list[list[Piece]]] = {}
        self._points: dict[tuple[LinkId, float], Position] = {}

    def after(self, moment: datetime) -> int:
        """Microseconds from the case's start, negative for what lies before it."""
        delta = moment - self.at
        return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds

    def times(self, mode: Mode) -> dict[LinkId, int | None]:
        """Milliseconds over each whole link at factor 1, None where the mode may not use it."""
        if mode not in self._ms:
            self._ms[mode] = {name: _whole_ms(link, mode) for name, link in self.links.items()}
        return self._ms[mode]

    def whole_ms(self, link: Link, mode: Mode) -> int | None:
        """Milliseconds over the whole link at factor 1, None where the mode may not use it."""
        return self.times(mode)[link.id]

    def are_alike(self, mode: Mode, other: Mode) -> bool:
        """Whether two modes use the same roads at the same times under the same closures."""
        if (mode in RIDING) != (other in RIDING) or self.closures[mode] != self.closures[other]:
            return False
        return self.times(mode) == self.times(other)

    def piece_ms(self, link: Link, mode: Mode, first: float, last: float) -> int | None:
        whole = self.times(mode)[link.id]
        return None if whole is None else round(whole * abs(last - first))

    def closed(self, link: LinkId, mode: Mode) -> Intervals:
        return self.closures[mode].get(link, ())

    def closes_ahead(self, mode: Mode) -> bool:
        """Whether some road is or will be closed to the mode."""
        return mode in self._closing

    def is_closed_while(self, link: LinkId, mode: Mode, begin: int, end: int) -> bool:
        """Whether the link is closed to the mode at some moment between; half a second at either end is forgiven."""
        shut = self.closures[mode].get(link)
        return shut is not None and any(begin < b - SLACK and end > a + SLACK for a, b in shut)

    def is_closed_ahead(self, link: LinkId, mode: Mode, begin: int, end: int) -> bool:
        """The same from the plan's start on: what has been travelled by then is a fact that no plan can change."""
        return end > 0 and self.is_closed_while(link, mode, max(0, begin), end)

    def point(self, link: Link, share: float) -> Position:
        """Where on the ground a share of a link is (0 at its `from_node`)."""
        key = (link.id, share)
        if key not in self._points:
            corners = [self.where[link.from_node], *link.via, self.where[link.to_node]]
            self._points[key] = _along(corners, share)
        return self._points[key]

    # one route

    def readings(self, links: Sequence[LinkId], from_share: float, to_share: float) -> list[list[Piece]]:
        """The pieces of a route in travel order; none where it does not hang together, two where two roads join the
        same crossings and either may be meant."""
        key = (tuple(links), from_share, to_share)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = self._read_all(links, (from_share, to_share))
        return found

    def _read_all(self, links: Sequence[LinkId], shares: tuple[float, float]) -> list[list[Piece]]:
        if not self.links.keys() >= set(links):
            return []
        roads = [self.links[link] for link in links]
        if len(roads) < 2:
            return [[(link, *shares) for link in roads]]
        ends = dict.fromkeys((roads[0].from_node, roads[0].to_node))
        found = [_read(roads, shares, at) for at in ends]
        return [pieces for pieces in found if pieces is not None]

    def road_ms(self, pieces: Sequence[Piece], mode: Mode) -> int:
        """Milliseconds at factor 1 over all pieces; barred ones count nothing."""
        return sum(self.piece_ms(link, mode, first, last) or 0 for link, first, last in pieces)


def leg_ms(metres: float) -> int:
    """Milliseconds of walking off the road at factor 1."""
    return round(metres / _WALKING_M_PER_S * 1_000)


def metres(a: Position, b: Position) -> float:
    """Distance on a plane that touches the Earth between the two: exact enough within a district."""
    scale = math.cos(math.radians((a.lat + b.lat) / 2))
    return math.radians(1) * _EARTH_M * math.hypot((b.lon - a.lon) * scale, b.lat - a.lat)


def is_capped(link: Link) -> bool:
    """Whether a road lets in only so many."""
    return link.capacity_pph is not None and link.capacity_pph < math.inf


def lets_nobody_in(link: Link) -> bool:
    """Whether a road is closed to everybody by its capacity; an empty vehicle may still pass."""
    return link.capacity_pph is not None and link.capacity_pph <= 0


def concerns(modes: tuple[str, ...], mode: Mode) -> bool:
    """Whether a list of modes (empty = all) includes this one."""
    return not modes or mode.value in modes


def binds_direction(link: Link, mode: Mode) -> bool:
    """Whether a one-way road is one for this mode: traffic signs speak to vehicles, so it binds those on foot only
    where no vehicle may go at all."""
    return link.oneway and (mode in RIDING or not any(concerns(link.modes, riding) for riding in RIDING))


def is_against_oneway(link: Link, mode: Mode, first: float, last: float) -> bool:
    return last < first and binds_direction(link, mode)


def _whole_ms(link: Link, mode: Mode) -> int | None:
    if not concerns(link.modes, mode):
        return None
    rides = mode in RIDING
    given = link.drive_s if rides else link.walk_s
    if given is not None:
        return max(0, round(given * 1_000))
    metres_per_s = (link.speed_kmh or _DRIVING_KMH) / 3.6 if rides else _WALKING_M_PER_S
    return max(0, round(link.length_m / metres_per_s * 1_000))


def _closures(case: Case, mode: Mode) -> dict[LinkId, Intervals]:
    """The union of each link's closures to a mode, those of the past too."""
    found: dict[LinkId, list[tuple[int, int]]] = {}
    for each in case.closures:
        if concerns(each.modes, mode):
            end = FOREVER if each.end is None else (each.end - case.at) // _MICRO
            found.setdefault(each.link, []).append(((each.start - case.at) // _MICRO, end))
    return {link: joined for link, intervals in found.items() if (joined := merged(intervals))}


def merged(intervals: list[tuple[int, int]]) -> Intervals:
    """The union of intervals in any order, sorted and apart."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(interval for interval in intervals if interval[1] > interval[0]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _read(roads: Sequence[Link], shares: tuple[float, float], at: NodeId) -> list[Piece] | None:
    """A route of two links or more when its first link is left at the crossing `at`."""
    pieces: list[Piece] = [(roads[0], shares[0], 0.0 if at == roads[0].from_node else 1.0)]
    here = at
    for link in roads[1:-1]:
        if here == link.from_node:
            pieces.append((link, 0.0, 1.0))
            here = link.to_node
        elif here == link.to_node:
            pieces.append((link, 1.0, 0.0))
            here = link.from_node
        else:
            return None
    last = roads[-1]
    if here not in (last.from_node, last.to_node):
        return None
    return [*pieces, (last, 0.0 if here == last.from_node else 1.0, shares[1])]


def _along(corners: Sequence[Position], share: float) -> Position:
    lengths = [metres(a, b) for a, b in pairwise(corners)]
    left = share * sum(lengths)
    for (a, b), length in zip(pairwise(corners), lengths, strict=True):
        if left <= length and length > 0:
            part = left / length
            return Position(a.lon + (b.lon - a.lon) * part, a.lat + (b.lat - a.lat) * part)
        left -= length
    return corners[-1]
