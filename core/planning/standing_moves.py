"""Moves of the standing plan under the roads as they are now: which still hold, and at what times."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.ids import LinkId
from core.domain.plans import Move, Route
from core.planning.network import NO_LINK, Network
from core.planning.pace import Pace, Way, concerns
from core.planning.placement import room_after
from core.planning.routes import closed_on_the_way, route_of
from core.planning.situation import RIDING, PartyKey, Situation, key_of
from core.planning.timeline import FOREVER, MINUTE, micros, moment
from core.planning.travel import Journey, Start
from core.planning.writing import MoveWriter, deadline_of


class StandingMoves:
    """Re-times standing moves; paths of the same links are traced once."""

    def __init__(self, situation: Situation, writer: MoveWriter) -> None:
        self._situation, self._writer = situation, writer
        self._traced: dict[tuple[Start, str, tuple[LinkId, ...]], tuple[int, ...] | None] = {}
        self._onward = _onward(situation.network)
        self._shut = _shut(situation)

    def hold(self, party: int, move: Move) -> Move | None:
        """The move as it stands now, None where its route, shelter, vehicle or deadline breaks.

        Whoever has grown is new; whoever has shrunk keeps his place. A departure that has passed becomes now, unless an
        entry says that they have left: then the times stand, and only what lies ahead of them can break.
        """
        situation, who = self._situation, self._situation.parties[party]
        members = tuple(sorted(member.person for member in who.members))
        start = self._start(party, move)
        if start is None or move.shelter not in situation.travel.column or not set(members) <= set(move.persons):
            return None
        journey = self._journey(start, move, move.route, left=who.left)
        if journey is None or not situation.travel.is_open(move.shelter, journey.arrive):
            return None
        rides = move.mode in RIDING
        mode = move.mode if rides else situation.walking(party)[1]
        column = situation.travel.column[move.shelter]
        return replace(
            move,
            persons=members,
            mode=mode,
            depart=moment(situation.case.at, journey.depart),
            arrive=moment(situation.case.at, journey.arrive),
            deadline=move.deadline if who.left else deadline_of(situation, party, column, mode),
            route=self._retimed(move.route, journey),
        )

    def refreshed(self, party: int, move: Move) -> Move:
        """A move that holds, with another second route where the old one breaks."""
        if move.second is None:
            return move
        start = self._start(party, move)
        if start is None:
            return move
        left = self._situation.parties[party].left
        journey = self._journey(start, move, move.second, left=left)
        if journey is not None:
            return replace(move, second=self._retimed(move.second, journey))
        first = self._journey(start, move, move.route, left=left)
        found = None if first is None else self._writer.second_routes.find(start, move.shelter, first)
        if found is None:
            return replace(move, second=None, second_shares=())
        route = route_of(self._situation.travel, start, move.shelter, found.journey)
        return replace(move, second=route, second_shares=found.shares)

    def _start(self, party: int, move: Move) -> Start | None:
        situation = self._situation
        if move.mode not in RIDING:
            return situation.foot[party]
        return situation.car[party] if situation.vehicle[party] == move.vehicle else None

    def _retimed(self, route: Route, journey: Journey) -> Route:
        minutes = (journey.arrive - journey.depart) / MINUTE
        return route if minutes == route.minutes else replace(route, minutes=minutes)

    def _journey(self, start: Start, move: Move, route: Route, *, left: bool) -> Journey | None:
        """The route at its departure, None where a link is closed on the way or the network no longer has it."""
        travel = self._situation.travel
        key = (start, move.shelter, route.links)
        if key not in self._traced:
            self._traced[key] = self._trace(start, move, route)
        arcs = self._traced[key]
        if arcs is None:
            return None
        depart = micros(self._situation.case.at, move.depart)
        depart = depart if left else max(0, depart)
        access, egress = travel.legs_us(start, move.shelter)
        if left:
            broken = self._caught(start.pace, arcs, depart + access)
        else:
            broken = closed_on_the_way(travel, start.pace, arcs, depart + access) is not None
        if broken:
            return None
        road = sum(int(travel.network.arcs.ms[start.pace.way][arc]) for arc in arcs) * start.pace.road
        return Journey(depart, depart + access + road + egress, access, arcs)

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

    def _trace(self, start: Start, move: Move, route: Route) -> tuple[int, ...] | None:
        """The arcs of a route. Where two roads join the same crossings the reading nearest to its minutes holds."""
        network = self._situation.network
        if any(link not in network.link_index for link in route.links):
            return None
        links = [network.link_index[link] for link in route.links]
        goal, ms = network.shelters[move.shelter], network.arcs.ms[start.pace.way]
        found: list[tuple[int, ...]] = []
        stack: list[tuple[int, int, tuple[int, ...]]] = [(network.leaving[start.place], 0, ())]
        while stack:
            here, done, arcs = stack.pop()
            if here == goal and done == len(links):
                found.append(arcs)
            if not arcs or done == len(links):  # doors only: at the start, and at the end
                doors = self._onward.get((here, NO_LINK), ())
                stack.extend((int(network.arcs.head[arc]), done, (*arcs, arc)) for arc in doors)
            if done < len(links):
                onward = [arc for arc in self._onward.get((here, links[done]), ()) if ms[arc] >= 0]
                stack.extend((int(network.arcs.head[arc]), done + 1, (*arcs, arc)) for arc in onward)
        wanted = route.minutes * MINUTE - sum(self._situation.travel.legs_us(start, move.shelter))
        return min(found, key=lambda arcs: (abs(self._us(arcs, start.pace) - wanted), arcs), default=None)

    def _us(self, arcs: tuple[int, ...], pace: Pace) -> int:
        ms = self._situation.network.arcs.ms[pace.way]
        return sum(int(ms[arc]) for arc in arcs) * pace.road


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
    """Moves that still fit into their shelters; where beds have gone, the fewest households give way."""
    room = room_after(situation, {i: situation.travel.column[move.shelter] for i, move in held.items()})
    kept = dict(held)
    # Whoever is on the road gives way last.
    for i in sorted(held, key=lambda i: (situation.parties[i].left, -len(held[i].persons), i)):
        column = situation.travel.column[held[i].shelter]
        if room[column] < 0:
            room[column] += len(situation.parties[i].members)
            del kept[i]
    return kept


def _onward(network: Network) -> dict[tuple[int, int], list[int]]:
    """Arcs by where they start and the link they are on."""
    found: dict[tuple[int, int], list[int]] = {}
    pairs = zip(network.arcs.tail.tolist(), network.arcs.link.tolist(), strict=True)
    for arc, (tail, link) in enumerate(pairs):
        found.setdefault((tail, link), []).append(arc)
    return found
