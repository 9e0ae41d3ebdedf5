"""Routes in time: which piece of which link is entered when after setting out. Parties on the same route at the same
pace share one course, so that a village costs little more than one household."""

from itertools import pairwise
from typing import NamedTuple

from core.domain.places import Position
from core.domain.plans import Route
from core.domain.trips import Leg
from core.planning.checking.pieces import Point
from core.planning.checking.roads import NEAR_M, RIDING, SLACK, Piece, Roads, leg_ms, metres
from core.planning.checking.ways import Entered, Pace, Way, Ways

_MINUTE_US = 60_000_000


class Course:
    """A route at a pace. `faults` are wrong whenever one sets out; `begin` and `end` are those of the road, `total` is
    the whole way, legs included. `way` is its road (None where it leads along none), `shutting` the pieces that
    close."""

    __slots__ = (
        *("begin", "door", "end", "faults", "goal", "known", "last_departure", "pace", "shutting", "total", "way"),
    )

    def __init__(self, pace: Pace, faults: tuple[str, ...]) -> None:
        self.pace, self.faults = pace, faults
        self.begin = self.end = self.total = 0
        self.shutting: tuple[Entered, ...] = ()
        self.way: Way | None = None
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


def course_of(ways: Ways, route: Route, ends: tuple[Position | None, Position], pace: Pace) -> Course:
    """The course of a route between two positions; one that does not hang together has faults and nothing else."""
    roads = ways.roads
    readings = roads.readings(route.links, route.from_share, route.to_share)
    if not readings:
        return Course(pace, ("route_broken",))
    begin = leg_ms(route.access_m) * pace.legs
    behind = leg_ms(route.egress_m) * pace.legs
    pieces = ways.meant(readings, pace, route.minutes * _MINUTE_US - begin - behind)
    way = ways.along(pieces, pace.mode)
    if way is None:
        return Course(pace, ("mode_barred",))
    course = Course(pace, ())
    course.way, course.begin = way, begin
    course.end = begin + way.ms * pace.road
    course.total = course.end + behind
    faults = ["against_oneway"] if way.against_oneway else []
    if pace.mode not in RIDING and passes_twice(pieces):
        faults.append("passes_twice")
    off = abs(way.length_m + route.access_m + route.egress_m - route.length_m) > NEAR_M
    if off or abs(route.minutes * _MINUTE_US - course.total) > SLACK:
        faults.append("times_do_not_add_up")
    if not joins(roads, route, pieces, ends):
        faults.append("ends_wrong")
    course.faults = tuple(faults)
    course.shutting = way.shutting_at(pace, begin)
    if pieces:
        course.door = (pieces[0][0].id, pieces[0][1])
        course.goal = (pieces[-1][0].id, pieces[-1][2])
    return course


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


def passes_twice(pieces: list[Piece]) -> bool:
    """Whether a way comes back to a crossing: people wait at home or in a shelter, never on the road in a circle."""
    ends = [(link, share) for link, first, last in pieces for share in ((first, last) if first != last else ())]
    crossings = [link.from_node if share == 0.0 else link.to_node for link, share in ends if share in (0.0, 1.0)]
    passed = [one for before, one in pairwise([None, *crossings]) if one != before]
    return len(passed) > len(set(passed))


def is_near(found: float, said: float) -> bool:
    """Two metres are forgiven, and one in a hundred of a long leg."""
    return abs(found - said) <= NEAR_M + 0.01 * said


class Drive(NamedTuple):
    """Where a leg leads, whenever it is driven: what is wrong with it then, its road, the pieces that close (moments
    count from its departure), and where it begins and ends (None where it has no links)."""

    faults: tuple[str, ...]
    pace: Pace
    way: Way | None = None
    shutting: tuple[Entered, ...] = ()
    on: Position | None = None
    off: Position | None = None


class LegCourse(NamedTuple):
    """A drive at its times (microseconds from the case's start), with all that is wrong with it."""

    faults: tuple[str, ...]
    depart: int
    arrive: int
    drive: Drive


class Drives:
    """The legs of vehicles; those along the same links at the same pace are gone through once."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._known: dict[object, Drive] = {}

    def course(self, leg: Leg, pace: Pace) -> LegCourse:
        """A leg link by link, with what is wrong with it."""
        roads = self._ways.roads
        depart, arrive = roads.after(leg.depart), roads.after(leg.arrive)
        key = (leg.links, leg.from_share, leg.to_share, arrive - depart, pace)
        drive = self._known.get(key)
        if drive is None:
            drive = self._known[key] = _drive(self._ways, leg, pace, arrive - depart)
        faults, mode = drive.faults, pace.mode
        for piece in drive.shutting:
            if roads.is_closed_ahead(piece.link, mode, depart + piece.begin, depart + piece.end):
                faults = (*faults, "closed_link")
                break
        return LegCourse(faults, depart, arrive, drive)


def _drive(ways: Ways, leg: Leg, pace: Pace, wanted: int) -> Drive:
    """`wanted` is how long it should take."""
    roads = ways.roads
    readings = roads.readings(leg.links, leg.from_share, leg.to_share)
    if not readings:
        return Drive(("route_broken",), pace)
    pieces = ways.meant(readings, pace, wanted)
    way = ways.along(pieces, pace.mode)
    if way is None:
        return Drive(("mode_barred",), pace)
    faults = ["against_oneway"] if way.against_oneway else []
    if abs(way.ms * pace.road - wanted) > SLACK:
        faults.append("times_do_not_add_up")
    return Drive(
        tuple(faults),
        pace,
        way,
        way.shutting_at(pace, 0),
        roads.point(pieces[0][0], pieces[0][1]) if pieces else None,
        roads.point(pieces[-1][0], pieces[-1][2]) if pieces else None,
    )
