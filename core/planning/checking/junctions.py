"""Where the villages and shelters of a plan join its roads."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from core.domain.ids import PlaceCode, ShelterId
from core.domain.places import Shelter
from core.planning.checking.courses import Course
from core.planning.checking.entries import Entry
from core.planning.checking.roads import Roads, leg_ms
from core.planning.checking.searches import Point
from core.planning.checking.shelter_points import WalkableRoads


class Junctions(NamedTuple):
    """Where villages and shelters join the roads, with the milliseconds of the walked leg at factor 1: read from the
    moves, and for a shelter that nobody goes to from the map. `unclear` are those whose road nobody can tell."""

    places: dict[PlaceCode, tuple[Point, int]]
    shelters: dict[ShelterId, tuple[Point, int]]
    unclear: frozenset[ShelterId]

    @classmethod
    def of(
        cls,
        roads: Roads,
        entries: Iterable[Entry],
        course_of: Callable[[Entry], Course],
        shelters: Mapping[ShelterId, Shelter],
    ) -> "Junctions":
        doors: dict[PlaceCode, tuple[Point, int]] = {}
        goals: dict[ShelterId, tuple[Point, int]] = {}
        for entry in entries:
            move = entry.move
            if move.place in doors and move.shelter in goals:
                continue
            course = course_of(entry)
            if course.door is not None and course.goal is not None and not course.faults:
                doors.setdefault(move.place, (course.door, leg_ms(move.route.access_m)))
                goals.setdefault(move.shelter, (course.goal, leg_ms(move.route.egress_m)))
        unclear: set[ShelterId] = set()
        others = sorted(shelters.keys() - goals.keys())
        walkable = WalkableRoads(roads) if others else None
        for name in others:
            found = [] if walkable is None else walkable.nearest(shelters[name].position)
            if len(found) == 1:
                goals[name] = (found[0][0], leg_ms(found[0][1]))
            elif found:
                unclear.add(name)
        return cls(doors, goals, frozenset(unclear))
