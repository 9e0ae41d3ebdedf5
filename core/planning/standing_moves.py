"""Moves of the standing plan under the roads as they are now: which still hold, and at what times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.ids import LinkId, ShelterId
from core.domain.plans import Mode, Move, Route
from core.planning.network import NO_LINK, Ints
from core.planning.pace import Pace, Way, concerns
from core.planning.placement import room_after
from core.planning.prepared import Trace
from core.planning.routes import closed_on_the_way, last_departure_along, route_of
from core.planning.situation import RIDING, PartyKey, Situation, key_of
from core.planning.timeline import FOREVER, MINUTE, micros, moment
from core.planning.timetable import UNREACHED
from core.planning.travel import Journey, Start
from core.planning.writing import MoveWriter, deadline_of


@dataclass(frozen=True, slots=True)
class _Timed:
    """A journey as it stands now, and the moments and the route that go with it."""

    journey: Journey
    depart: datetime
    arrive: datetime
    route: Route


class StandingMoves:
    """Re-times standing moves; who goes the same way at the same time is looked at once."""

    def __init__(self, situation: Situation, writer: MoveWriter) -> None:
        self._situation, self._writer = situation, writer
        # By identity: the situation keeps its starts and the standing plan its routes, and neighbours share theirs.
        self._timed: dict[tuple[int, ShelterId, int, datetime, bool], _Timed | None] = {}
        self._deadlines: dict[tuple[int, int, Mode], datetime | None] = {}
        self._shut = _shut(situation)

    def hold(self, party: int, move: Move) -> Move | None:
        """The move as it stands now, None where its route, shelter, vehicle or deadline breaks.

        Whoever has grown is new; whoever has shrunk keeps his place. A departure that has passed becomes now, unless an
        entry says that they have left: then the times stand, and only what lies ahead of them can break.
        """
        situation, who = self._situation, self._situation.parties[party]
        members = tuple(sorted([member.person for member in who.members]))
        start = self._start(party, move)
        column = situation.travel.column.get(move.shelter)
        if start is None or column is None or not situation.fits.of(party)[column]:
            return None
        if members != move.persons and not set(members) <= set(move.persons):
            return None
        timed = self._time(start, move, move.route, left=who.left)
        if timed is None or not situation.travel.is_open(move.shelter, timed.journey.arrive):
            return None
        mode = move.mode if move.mode in RIDING else situation.walking(party)[1]
        deadline = move.deadline if who.left else self._deadline(party, column, mode, (start.pace, timed.journey))
        now = (members, mode, timed.depart, timed.arrive, deadline, timed.route)
        if now == (move.persons, move.mode, move.depart, move.arrive, move.deadline, move.route):
            return move
        return replace(
            move,
            persons=members,
            mode=mode,
            depart=timed.depart,
            arrive=timed.arrive,
            deadline=deadline,
            route=timed.route,
        )

    def _deadline(self, party: int, column: int, mode: Mode, told: tuple[Pace, Journey]) -> datetime | None:
        """The last departure by whatever road, that of `told` among them: a longer road than a fresh plan would look
        for may be the only one that is not done before the shelter opens."""
        key = (self._situation.kind[party], column, mode)
        if key not in self._deadlines:
            self._deadlines[key] = deadline_of(self._situation, party, column, mode)
        known, (pace, journey) = self._deadlines[key], told
        at = self._situation.case.at
        if known is None or micros(at, known) >= journey.depart:
            return known
        latest = last_departure_along(self._situation.travel, pace, journey)
        return None if latest >= FOREVER else moment(at, latest)

    def refreshed(self, party: int, move: Move) -> Move:
        """A move that holds, with another second route where the old one breaks."""
        if move.second is None:
            return move
        start = self._start(party, move)
        if start is None:
            return move
        left = self._situation.parties[party].left
        timed = self._time(start, move, move.second, left=left)
        if timed is not None:
            return move if timed.route is move.second else replace(move, second=timed.route)
        first = self._time(start, move, move.route, left=left)
        found = None if first is None else self._writer.second_routes.find(start, move.shelter, first.journey)
        if found is None:
            return replace(move, second=None, second_shares=())
        route = route_of(self._situation.travel, start, move.shelter, found.journey)
        return replace(move, second=route, second_shares=found.shares)

    def _start(self, party: int, move: Move) -> Start | None:
        situation = self._situation
        if move.mode not in RIDING:
            return situation.foot[party]
        return situation.car[party] if move.mode is Mode.CAR and move.vehicle is None else None

    def _time(self, start: Start, move: Move, route: Route, *, left: bool) -> _Timed | None:
        """The route at its departure, None where a link is closed on the way or the network no longer has it."""
        key = (id(start), move.shelter, id(route), move.depart, left)
        if key not in self._timed:
            journey = self._journey(start, move, route, left=left)
            self._timed[key] = None if journey is None else self._moments(journey, route)
        return self._timed[key]

    def _moments(self, journey: Journey, route: Route) -> _Timed:
        at = self._situation.case.at
        minutes = (journey.arrive - journey.depart) / MINUTE
        route = route if minutes == route.minutes else replace(route, minutes=minutes)
        return _Timed(journey, moment(at, journey.depart), moment(at, journey.arrive), route)

    def _journey(self, start: Start, move: Move, route: Route, *, left: bool) -> Journey | None:
        travel = self._situation.travel
        trace = self._trace(start, move.shelter, route)
        if trace is None:
            return None
        depart = micros(self._situation.case.at, move.depart)
        depart = depart if left else max(0, depart)
        access, egress = travel.legs_us(start, move.shelter)
        if left:
            broken = self._caught(start.pace, trace.arcs, depart + access)
        elif travel.closed(start.pace.way).keys().isdisjoint(trace.links):
            broken = False
        else:
            broken = closed_on_the_way(travel, start.pace, trace.arcs, depart + access) is not None
        if broken:
            return None
        return Journey(depart, depart + access + trace.ms * start.pace.road + egress, access, trace.arcs)

    def _caught(self, pace: Pace, arcs: tuple[int, ...], begin: int) -> bool:
        """Whether a link was or will be closed while those who have left are on it, by the times they were given.

        Unlike a departure still to come, theirs lies in the past, and so may the closure."""
        network, now = self._situation.network, begin
        for arc in arcs:
            until = now + int(network.arcs.ms[pace.way][arc]) * pace.road
            shut = self._shut.get((int(network.arcs.link[arc]), pace.way), ())
            if any(first < until and now < last for first, last in shut):
                return True
            now = until
        return False

    def _trace(self, start: Start, shelter: ShelterId, route: Route) -> Trace | None:
        """The arcs of a route. Where two roads join the same crossings the reading nearest to its minutes holds."""
        known = self._situation.roads.traced
        key = (start.pace.way, start.place, shelter, route.links)
        found = known.get(key)
        if found is None:
            found = known[key] = self._readings(start, shelter, route.links)
        if len(found) < 2:
            return found[0] if found else None
        wanted = route.minutes * MINUTE - sum(self._situation.travel.legs_us(start, shelter))
        return min(found, key=lambda trace: (abs(trace.ms * start.pace.road - wanted), trace.arcs))

    def _readings(self, start: Start, shelter: ShelterId, route: tuple[LinkId, ...]) -> tuple[Trace, ...]:
        """All ways to go along these links from the village to the shelter; doors only at the start and at the end."""
        network, roads = self._situation.network, self._situation.roads
        if any(link not in network.link_index for link in route):
            return ()
        way, ms = start.pace.way, network.arcs.ms[start.pace.way]
        ways: list[tuple[int, tuple[int, ...]]] = [(network.leaving[start.place], ())]
        ways += roads.along(way, ways, NO_LINK)
        for link in route:
            ways = roads.along(way, ways, network.link_index[link])
        ways += roads.along(way, ways, NO_LINK)
        links = network.arcs.link
        return tuple(
            Trace(arcs, frozenset(links[list(arcs)].tolist()) - {NO_LINK}, int(ms[list(arcs)].sum()))
            for here, arcs in ways
            if here == network.shelters[shelter]
        )


def _shut(situation: Situation) -> dict[tuple[int, Way], list[tuple[int, int]]]:
    """Closures by link index and way in microseconds from the case's start, those of the past as well."""
    found: dict[tuple[int, Way], list[tuple[int, int]]] = {}
    for closure in situation.case.closures:
        index = situation.network.link_index.get(closure.link)
        for way in Way:
            if index is not None and concerns(closure.modes, way):
                end = FOREVER if closure.end is None else micros(situation.case.at, closure.end)
                found.setdefault((index, way), []).append((micros(situation.case.at, closure.start), end))
    return found


def standing_moves(situation: Situation) -> dict[int, Move]:
    """The standing plan's moves of the parties that are still in the case."""
    old = situation.case.standing
    moves: dict[PartyKey, Move] = {(m.household, m.place): m for m in old.moves} if old else {}
    return {i: moves[key_of(p)] for i, p in enumerate(situation.parties) if key_of(p) in moves}


def who_has_left(situation: Situation) -> dict[int, Move]:
    """Standing moves of the parties whom an entry has out of their door: facts, not choices."""
    return {i: move for i, move in standing_moves(situation).items() if situation.parties[i].left}


def on_the_way(situation: Situation, begun: Mapping[int, Move], writer: MoveWriter) -> dict[int, Move]:
    """Those who have left and whose move still holds, as far as their shelters have beds."""
    if not begun:
        return {}
    standing = StandingMoves(situation, writer)
    held = {i: move for i, old in begun.items() if (move := standing.hold(i, old)) is not None}
    return {i: standing.refreshed(i, move) for i, move in fitting(situation, held).items()}


def fitting(situation: Situation, held: Mapping[int, Move]) -> dict[int, Move]:
    """Moves that still fit into their shelters; where beds have gone, the fewest households give way. Where one more is
    enough it is one who finds a bed elsewhere, or else the smallest who leaves enough."""
    room = room_after(situation, {i: situation.travel.column[move.shelter] for i, move in held.items()})
    kept, sleepers = dict(held), dict[int, list[int]]()
    for i, move in sorted(held.items()):
        column = situation.travel.column[move.shelter]
        if room[column] < 0:
            sleepers.setdefault(column, []).append(i)
    for column, staying in sorted(sleepers.items()):
        while room[column] < 0 and staying:
            i = _who_gives_way(situation, staying, column, room)
            room[column] += situation.sizes[i]
            staying.remove(i)
            del kept[i]
    return kept


def _who_gives_way(situation: Situation, staying: Sequence[int], column: int, room: Ints) -> int:
    """One of those who sleep in a shelter with too few beds. Whoever is on the road gives way last."""
    size, lacking = situation.sizes, -int(room[column])
    waiting = [i for i in staying if not situation.parties[i].left] or list(staying)
    enough = [i for i in waiting if size[i] >= lacking]
    return min(enough or waiting, key=lambda i: (_stranded(situation, i, column, room) if enough else 0, -size[i], i))


def _stranded(situation: Situation, party: int, column: int, room: Ints) -> int:
    """How many persons find no free bed in reach when they leave a shelter."""
    size, reached = situation.sizes[party], situation.options.arrival[situation.kind[party]] < UNREACHED
    elsewhere = reached & (room >= size)
    elsewhere[column] = False
    return 0 if situation.kind[party] >= 0 and elsewhere.any() else size
