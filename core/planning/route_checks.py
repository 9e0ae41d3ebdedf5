"""Routes and times against the case's own tables, link by link, with no code of the planner's.

All times are float seconds after the case's start; half a second of rounding is forgiven.
"""

import heapq
import math
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from core.domain.findings import Finding
from core.domain.ids import LinkId, NodeId
from core.domain.places import Position
from core.domain.plans import Mode, Move, Plan, Route
from core.domain.roads import Link
from core.planning.case import Case, CaseParty

_SLACK_S = 0.5
_WALKING_M_PER_S = 1.07
_DRIVING_KMH = 20.0
_EARTH_M = 6_371_008.8
_NEAR_M = 2.0
_INF = math.inf

_RIDING = (Mode.CAR, Mode.BUS)
Intervals = list[tuple[float, float]]
Pieces = list[tuple[Link, float, float]]


def check_routes(case: Case, plan: Plan) -> Iterator[Finding]:
    """Each route runs on existing links, in their direction and mode, never while one is closed; times add up;
    nobody leaves before he can or arrives before the shelter opens; the deadline is the last safe departure."""
    yield from _Roads(case).check(plan)


class _Roads:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.links = {link.id: link for link in case.links}
        self.where = {node.id: node.position for node in case.nodes}
        self.places = {place.code: place.position for place in case.places}
        self.shelters = {shelter.id: shelter for shelter in case.shelters}
        self.parties = {(party.household, party.place): party for party in case.parties}
        self.standing = {(m.household, m.place): m for m in case.standing.moves} if case.standing else {}
        self._at: dict[NodeId, list[Link]] = {}
        for link in self.links.values():
            for node in {link.from_node, link.to_node}:
                self._at.setdefault(node, []).append(link)
        self._latest: dict[tuple[LinkId, float, Mode, float], dict[NodeId, float]] = {}
        self._closures = {mode: self._joined_closures(mode) for mode in Mode}

    def check(self, plan: Plan) -> Iterator[Finding]:
        for move in plan.moves:
            party = self.parties.get((move.household, move.place))
            if party is None or move.shelter not in self.shelters:
                continue
            found = [*self._first(move, party), *self._second(move, party)]
            for rule, column in dict.fromkeys(found):
                yield Finding(rule, "moves", column=column, facts={"household": move.household}, error=True)

    def _first(self, move: Move, party: CaseParty) -> Iterator[tuple[str, str]]:
        depart, arrive = self._after(move.depart), self._after(move.arrive)
        walked = list(self._walk(move, party, move.route, depart, arrive))
        yield from ((rule, "route") for rule in walked)
        on_the_road = self._has_left(move, party)
        if depart < self._ready(party) - _SLACK_S and not on_the_road:
            yield "leaves_too_early", "depart"
        if arrive < self.shelters[move.shelter].opens_after_min * 60.0 - _SLACK_S:
            yield "shelter_not_open", "arrive"
        if not walked and not on_the_road and not self._deadline_is_right(move, party):
            yield "deadline_wrong", "deadline"

    def _has_left(self, move: Move, party: CaseParty) -> bool:
        """An entry says that they are out, and the plan left their standing departure as it was."""
        before = self.standing.get((move.household, move.place))
        kept = before is not None and (before.depart, before.shelter) == (move.depart, move.shelter)
        return party.left and kept

    def _second(self, move: Move, party: CaseParty) -> Iterator[tuple[str, str]]:
        if move.second is None:
            return
        depart = self._after(move.depart)
        arrive = depart + move.second.minutes * 60.0
        yield from ((rule, "second") for rule in self._walk(move, party, move.second, depart, arrive))
        if set(move.second.links) & set(move.route.links) != set(move.second_shares):
            yield "second_shares_wrong", "second_shares"
        if set(move.second.links) <= set(move.route.links):
            yield "second_is_first", "second"

    def _after(self, moment: datetime) -> float:
        return (moment - self.case.at).total_seconds()

    # times and factors

    def _factor(self, mobility: str) -> float:
        light, rain = "night" if self.case.night else "day", "rain" if self.case.raining else "dry"
        best, weight = 1.0, -1
        for row in self.case.speeds:
            if row.mobility in (mobility, "*") and row.light in (light, "*") and row.rain in (rain, "*"):
                said = 4 * (row.mobility != "*") + 2 * (row.light != "*") + (row.rain != "*")
                if said > weight:
                    best, weight = row.factor, said
        return best

    def _paces(self, move: Move, party: CaseParty) -> tuple[float, float]:
        legs = max(self._factor(member.mobility.value) for member in party.members)
        return (self._driving(move.mode) if move.mode in _RIDING else legs), legs

    def _driving(self, mode: Mode) -> float:
        """A bus without rows of its own drives like a car."""
        own = mode is Mode.BUS and any(row.mobility == mode.value for row in self.case.speeds)
        return self._factor(mode.value if own else Mode.CAR.value)

    def _ready(self, party: CaseParty) -> float:
        light = "night" if self.case.night else "day"
        wait = 0.0
        for member in party.members:
            best, weight = 0.0, -1
            for row in self.case.delays:
                if row.mobility in (member.mobility.value, "*") and row.light in (light, "*"):
                    said = 2 * (row.mobility != "*") + (row.light != "*")
                    if said > weight:
                        best, weight = row.minutes * 60.0, said
            wait = max(wait, best)
        told = self.standing.get((party.household, party.place))
        return wait if told is None else min(wait, max(0.0, self._after(told.depart)))

    def _seconds(self, link: Link, mode: Mode) -> float | None:
        if link.modes and mode.value not in link.modes:
            return None
        rides = mode in _RIDING
        given = link.drive_s if rides else link.walk_s
        if given is not None:
            return given
        return link.length_m / ((link.speed_kmh or _DRIVING_KMH) / 3.6 if rides else _WALKING_M_PER_S)

    def _closed(self, link: LinkId, mode: Mode) -> Intervals:
        return self._closures[mode].get(link, [])

    def _joined_closures(self, mode: Mode) -> dict[LinkId, Intervals]:
        found: dict[LinkId, Intervals] = {}
        for each in self.case.closures:
            if not each.modes or mode.value in each.modes:
                end = _INF if each.end is None else self._after(each.end)
                found.setdefault(each.link, []).append((self._after(each.start), end))
        return {link: _merged(intervals) for link, intervals in found.items()}

    # one route

    def _walk(self, move: Move, party: CaseParty, route: Route, depart: float, arrive: float) -> Iterator[str]:
        road, legs = self._paces(move, party)
        mode = move.mode
        walked = (route.access_m + route.egress_m) / _WALKING_M_PER_S * legs
        pieces = self._pieces(route, arrive - depart - walked, (mode, road))
        if pieces is None:
            yield "route_broken"
            return
        now = depart + route.access_m / _WALKING_M_PER_S * legs
        metres = route.access_m + route.egress_m
        for link, first, last in pieces:
            seconds = self._seconds(link, mode)
            if seconds is None:
                yield "mode_barred"
                return
            if link.oneway and last < first:
                yield "against_oneway"
            end = now + seconds * abs(last - first) * road
            shut_then = self._closed(link.id, mode)
            if any(now < until - _SLACK_S and end > shut + _SLACK_S for shut, until in shut_then):
                yield "closed_link"
            metres += link.length_m * abs(last - first)
            now = end
        if abs(now + route.egress_m / _WALKING_M_PER_S * legs - arrive) > _SLACK_S:
            yield "times_do_not_add_up"
        if abs(route.minutes * 60.0 - (arrive - depart)) > _SLACK_S or abs(metres - route.length_m) > _NEAR_M:
            yield "times_do_not_add_up"
        if not self._joins(move, route, pieces):
            yield "ends_wrong"

    def _pieces(self, route: Route, seconds: float = 0.0, pace: tuple[Mode, float] = (Mode.WALK, 1.0)) -> Pieces | None:
        """Links with the shares where the route gets on and off; None where it does not hang together.

        Where two roads join the same crossings there are two readings: the one that takes nearest to `seconds` holds.
        """
        links = [self.links[link] for link in route.links if link in self.links]
        if len(links) < len(route.links):
            return None
        if len(links) < 2:
            return [(link, route.from_share, route.to_share) for link in links]
        readings = [self._read(route, links, at) for at in dict.fromkeys((links[0].from_node, links[0].to_node))]
        held = [pieces for pieces in readings if pieces is not None]
        return min(held, key=lambda pieces: abs(self._on_road(pieces, pace) - seconds), default=None)

    def _read(self, route: Route, links: list[Link], at: NodeId) -> Pieces | None:
        """The route when its first link is left at the crossing `at`."""
        pieces = [(links[0], route.from_share, 0.0 if at == links[0].from_node else 1.0)]
        here: NodeId | None = at
        for link in links[1:-1]:
            start, here = here, _other_end(link, here)
            if here is None:
                return None
            pieces.append((link, 0.0, 1.0) if start == link.from_node else (link, 1.0, 0.0))
        last = links[-1]
        if here not in (last.from_node, last.to_node):
            return None
        return [*pieces, (last, 0.0 if here == last.from_node else 1.0, route.to_share)]

    def _on_road(self, pieces: Pieces, pace: tuple[Mode, float]) -> float:
        return sum((self._seconds(link, pace[0]) or 0.0) * abs(b - a) * pace[1] for link, a, b in pieces)

    def _joins(self, move: Move, route: Route, pieces: Pieces) -> bool:
        """The legs reach from the village and from the shelter to where the route gets on and off."""
        place = self.places.get(move.place)
        if place is None:
            return False
        if not pieces:
            shelter = self.shelters[move.shelter].position
            return _metres(place, shelter) <= route.access_m + route.egress_m + _NEAR_M
        on = self._point(pieces[0][0], pieces[0][1])
        off = self._point(pieces[-1][0], pieces[-1][2])
        return (
            abs(_metres(place, on) - route.access_m) <= _NEAR_M + 0.01 * route.access_m
            and abs(_metres(self.shelters[move.shelter].position, off) - route.egress_m)
            <= _NEAR_M + 0.01 * route.egress_m
        )

    def _point(self, link: Link, share: float) -> Position:
        points = [self.where[link.from_node], *link.via, self.where[link.to_node]]
        lengths = [_metres(a, b) for a, b in pairwise(points)]
        left = share * sum(lengths)
        for (a, b), length in zip(pairwise(points), lengths, strict=True):
            if left <= length and length > 0:
                part = left / length
                return Position(a.lon + (b.lon - a.lon) * part, a.lat + (b.lat - a.lat) * part)
            left -= length
        return points[-1]

    # deadlines

    def _deadline_is_right(self, move: Move, party: CaseParty) -> bool:
        """Never before the departure; not later than if one could wait on the road, which is exact where no road opens
        again; none where a way stays open."""
        closures = self._closures[move.mode]
        # A route whose own links never close shows by itself that one can always leave.
        closing = any(end > 0 for link in move.route.links for _, end in closures.get(link, ()))
        upper = self._last_departure(move, party) if closing else _INF
        given = _INF if move.deadline is None else self._after(move.deadline)
        if given < self._after(move.depart) - _SLACK_S:
            return False
        reopens = any(0 < end < _INF for intervals in closures.values() for _, end in intervals)
        if upper == _INF or given == _INF:
            return upper == given or (reopens and given <= upper)
        return given <= upper + _SLACK_S and (reopens or given >= upper - _SLACK_S)

    def _last_departure(self, move: Move, party: CaseParty) -> float:
        """The last departure if waiting on the road were allowed: a backward search for the latest moment per node."""
        road, legs = self._paces(move, party)
        mode = move.mode
        on, off = self._ends(move)
        if on is None or off is None:  # door and shelter at one crossing
            return _INF
        key = (off[0].id, off[1], mode, road)
        if key not in self._latest:
            self._latest[key] = self._backward(off, mode, road)
        latest = self._latest[key]
        link, share = on
        ways = [(link.from_node, share, 0.0), (link.to_node, share, 1.0)]
        best = max(self._enter(link, first, last, (mode, road), latest.get(node, -_INF)) for node, first, last in ways)
        if link.id == off[0].id:
            best = max(best, self._enter(link, share, off[1], (mode, road), _INF))
        if best == _INF:
            return _INF
        return best - move.route.access_m / _WALKING_M_PER_S * legs

    def _ends(self, move: Move) -> tuple[tuple[Link, float] | None, tuple[Link, float] | None]:
        pieces = self._pieces(move.route)
        if not pieces:
            return None, None
        return (pieces[0][0], pieces[0][1]), (pieces[-1][0], pieces[-1][2])

    def _backward(self, off: tuple[Link, float], mode: Mode, road: float) -> dict[NodeId, float]:
        link, share = off
        latest: dict[NodeId, float] = {}
        heap: list[tuple[float, NodeId]] = []
        for node, first in ((link.from_node, 0.0), (link.to_node, 1.0)):
            moment = self._enter(link, first, share, (mode, road), _INF)
            heapq.heappush(heap, (-moment, node))
        while heap:
            negative, node = heapq.heappop(heap)
            if node in latest or negative == _INF:
                continue
            latest[node] = -negative
            for link in self._at.get(node, ()):
                for tail, first, last in ((link.from_node, 0.0, 1.0), (link.to_node, 1.0, 0.0)):
                    head = link.to_node if tail == link.from_node else link.from_node
                    if head == node and tail not in latest:
                        moment = self._enter(link, first, last, (mode, road), -negative)
                        heapq.heappush(heap, (-moment, tail))
        return latest

    def _enter(self, link: Link, first: float, last: float, pace: tuple[Mode, float], by: float) -> float:
        """The last moment at which one can enter a piece of a link and be over it by `by`; -inf where never."""
        seconds = self._seconds(link, pace[0])
        if by == -_INF or seconds is None or (link.oneway and last < first):
            return -_INF
        if first == last and (first in (0.0, 1.0)):
            return by  # at the crossing itself
        moment = by if by == _INF else by - seconds * abs(last - first) * pace[1]
        length = seconds * abs(last - first) * pace[1]
        for shut, until in reversed(self._closed(link.id, pace[0])):
            if (moment < until or until == _INF) and moment + length > shut:
                moment = shut - length
        return moment if moment >= -_SLACK_S else -_INF


def _other_end(link: Link, node: NodeId | None) -> NodeId | None:
    if node == link.from_node:
        return link.to_node
    return link.from_node if node == link.to_node else None


def _merged(intervals: Intervals) -> Intervals:
    merged: Intervals = []
    for start, end in sorted(interval for interval in intervals if interval[1] > interval[0]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _metres(a: Position, b: Position) -> float:
    scale = math.cos(math.radians((a.lat + b.lat) / 2))
    return math.radians(1) * _EARTH_M * math.hypot((b.lon - a.lon) * scale, b.lat - a.lat)
