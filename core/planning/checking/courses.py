"""Routes in time: which piece of which link is entered when after setting out. Parties on the same route at the same
pace share one course, so that a village costs little more than one household."""

from typing import NamedTuple

from core.domain.ids import LinkId
from core.domain.places import Position
from core.domain.plans import Mode, Route
from core.domain.trips import Leg
from core.planning.checking.roads import NEAR_M, SLACK, Piece, Roads, is_against_oneway, leg_ms, metres
from core.planning.checking.searches import Point

_MINUTE_US = 60_000_000


class Pace(NamedTuple):
    """Thousandths of the reference time, on the road and on the walked legs at both ends."""

    mode: Mode
    road: int
    legs: int


class Entered(NamedTuple):
    """One piece of a course: microseconds after setting out at which it begins and ends."""

    link: LinkId
    forward: bool
    begin: int
    end: int


class Course:
    """A route at a pace. `faults` are wrong whenever one sets out; `begin` and `end` are those of the road, `total` is
    the whole way, legs included. `shutting` and `capped` are the pieces that close or let in only so many."""

    __slots__ = (
        *("begin", "capped", "door", "end", "faults", "goal", "known", "last_departure", "pace", "shutting", "total"),
    )

    def __init__(self, pace: Pace, faults: tuple[str, ...]) -> None:
        self.pace, self.faults = pace, faults
        self.begin = self.end = self.total = 0
        self.shutting: tuple[Entered, ...] = ()
        self.capped: tuple[Entered, ...] = ()
        self.door: Point | None = None
        self.goal: Point | None = None
        self.last_departure: int | None = None
        self.known: dict[object, tuple[str, ...]] = {}

    def is_barred(self, roads: Roads, depart: int) -> bool:
        """Whether a link is closed while somebody who sets out then is on it."""
        mode = self.pace.mode
        return any(
            roads.is_closed_while(each.link, mode, depart + each.begin, depart + each.end) for each in self.shutting
        )

    def is_barred_ahead(self, roads: Roads, depart: int) -> bool:
        """The same for the part that lies after the plan's start."""
        mode = self.pace.mode
        return any(
            roads.is_closed_ahead(each.link, mode, depart + each.begin, depart + each.end) for each in self.shutting
        )


def course_of(roads: Roads, route: Route, ends: tuple[Position | None, Position], pace: Pace) -> Course:
    """The course of a route between two positions; one that does not hang together has faults and nothing else."""
    readings = roads.readings(route.links, route.from_share, route.to_share)
    if not readings:
        return Course(pace, ("route_broken",))
    legs = (leg_ms(route.access_m) + leg_ms(route.egress_m)) * pace.legs
    wanted = route.minutes * _MINUTE_US - legs
    pieces = meant(roads, readings, pace, wanted)
    begin = leg_ms(route.access_m) * pace.legs
    entered = enter(roads, pieces, pace, begin)
    if entered is None:
        return Course(pace, ("mode_barred",))
    course = Course(pace, ())
    course.begin, course.end = begin, entered.end
    course.total = entered.end + leg_ms(route.egress_m) * pace.legs
    length = sum([link.length_m * abs(last - first) for link, first, last in pieces])
    faults = []
    if any(is_against_oneway(link, pace.mode, first, last) for link, first, last in pieces if link.oneway):
        faults.append("against_oneway")
    off = abs(length + route.access_m + route.egress_m - route.length_m) > NEAR_M
    if off or abs(route.minutes * _MINUTE_US - course.total) > SLACK:
        faults.append("times_do_not_add_up")
    if not joins(roads, route, pieces, ends):
        faults.append("ends_wrong")
    course.faults = tuple(faults)
    shutting = roads.closures[pace.mode]
    course.shutting = tuple([each for each in entered.pieces if each.link in shutting])
    course.capped = tuple([each for each in entered.pieces if each.link in roads.capped])
    if pieces:
        course.door = (pieces[0][0].id, pieces[0][1])
        course.goal = (pieces[-1][0].id, pieces[-1][2])
    return course


def meant(roads: Roads, readings: list[list[Piece]], pace: Pace, wanted: float) -> list[Piece]:
    """Of two readings the one that takes as long as it should; where both do, the one that uses some of every link, and
    goes along one-way roads."""
    if len(readings) == 1:
        return readings[0]

    def unlikely(pieces: list[Piece]) -> tuple[int, int, int]:
        off = abs(roads.road_ms(pieces, pace.mode) * pace.road - wanted)
        against = sum(is_against_oneway(link, pace.mode, first, last) for link, first, last in pieces)
        return int(off) // SLACK, sum(first == last for _, first, last in pieces), against

    return min(readings, key=unlikely)


class Entering(NamedTuple):
    """The pieces of roads that close or let in only so many (of others nobody asks when), and when the last one of all
    ends."""

    pieces: list[Entered]
    end: int


def enter(roads: Roads, pieces: list[Piece], pace: Pace, now: int = 0) -> Entering | None:
    """The pieces one after the other from `now` on; None where the mode may not use one of them."""
    times, factor, heeded = roads.times(pace.mode), pace.road, roads.heeded(pace.mode)
    entered = []
    for link, first, last in pieces:
        whole = times[link.id]
        if whole is None:
            return None
        share = abs(last - first)
        # Milliseconds by thousandths are microseconds.
        end = now + (whole if share == 1.0 else round(whole * share)) * factor
        if link.id in heeded:
            entered.append(Entered(link.id, last >= first, now, end))
        now = end
    return Entering(entered, now)


def joins(roads: Roads, route: Route, pieces: list[Piece], ends: tuple[Position | None, Position]) -> bool:
    """The walked legs reach from the door and from the goal to where the route gets on and off."""
    door, goal = ends
    if door is None:
        return False
    if not pieces:
        return metres(door, goal) <= route.access_m + route.egress_m + NEAR_M
    on = roads.point(pieces[0][0], pieces[0][1])
    off = roads.point(pieces[-1][0], pieces[-1][2])
    return is_near(metres(door, on), route.access_m) and is_near(metres(goal, off), route.egress_m)


def is_near(found: float, said: float) -> bool:
    """Two metres are forgiven, and one in a hundred of a long leg."""
    return abs(found - said) <= NEAR_M + 0.01 * said


class Drive(NamedTuple):
    """Where a leg leads, whenever it is driven: what is wrong with it then, the pieces of roads that close and of those
    that let in only so many (moments count from its departure), and where it begins and ends (None where it has no
    links)."""

    faults: tuple[str, ...]
    shutting: tuple[Entered, ...] = ()
    capped: tuple[Entered, ...] = ()
    on: Position | None = None
    off: Position | None = None


class LegCourse(NamedTuple):
    """A drive at its time (microseconds from the case's start), with all that is wrong with it."""

    faults: tuple[str, ...]
    depart: int
    drive: Drive


class Drives:
    """The legs of vehicles; those along the same links at the same pace are gone through once."""

    def __init__(self, roads: Roads) -> None:
        self._roads = roads
        self._known: dict[object, Drive] = {}

    def course(self, leg: Leg, pace: Pace) -> LegCourse:
        """A leg link by link, with what is wrong with it."""
        roads = self._roads
        depart, arrive = roads.after(leg.depart), roads.after(leg.arrive)
        key = (leg.links, leg.from_share, leg.to_share, arrive - depart, pace)
        drive = self._known.get(key)
        if drive is None:
            drive = self._known[key] = _drive(roads, leg, pace, arrive - depart)
        faults, mode = drive.faults, pace.mode
        for piece in drive.shutting:
            if roads.is_closed_ahead(piece.link, mode, depart + piece.begin, depart + piece.end):
                faults = (*faults, "closed_link")
                break
        return LegCourse(faults, depart, drive)


def _drive(roads: Roads, leg: Leg, pace: Pace, wanted: int) -> Drive:
    """`wanted` is how long it should take."""
    readings = roads.readings(leg.links, leg.from_share, leg.to_share)
    if not readings:
        return Drive(("route_broken",))
    pieces = meant(roads, readings, pace, wanted)
    driven = enter(roads, pieces, pace)
    if driven is None:
        return Drive(("mode_barred",))
    faults = []
    if any(is_against_oneway(link, pace.mode, first, last) for link, first, last in pieces if link.oneway):
        faults.append("against_oneway")
    if abs(driven.end - wanted) > SLACK:
        faults.append("times_do_not_add_up")
    closing = roads.closures[pace.mode]
    return Drive(
        tuple(faults),
        tuple([each for each in driven.pieces if each.link in closing]),
        tuple([each for each in driven.pieces if each.link in roads.capped]),
        roads.point(pieces[0][0], pieces[0][1]) if pieces else None,
        roads.point(pieces[-1][0], pieces[-1][2]) if pieces else None,
    )
