"""Where the villages and shelters of a plan join its roads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from core.domain.ids import PlaceCode, ShelterId
from core.domain.places import Position, Shelter
from core.planning.checking.courses import Course
from core.planning.checking.entries import Entry
from core.planning.checking.pieces import Point
from core.planning.checking.roads import Roads, leg_ms
from core.planning.checking.shelter_points import WalkableRoads

Name = TypeVar("Name", ShelterId, PlaceCode)


class Junctions(NamedTuple):
    """Where villages and shelters join the roads, with the milliseconds of the walked leg at factor 1: read from the
    moves, and for a shelter that nobody goes to, or a village that nobody leaves, from the map. `unclear` are those
    whose road nobody can tell."""

    places: dict[PlaceCode, tuple[Point, int]]
    shelters: dict[ShelterId, tuple[Point, int]]
    unclear: frozenset[ShelterId]
    unclear_places: frozenset[PlaceCode]

    @classmethod
    def of(
        cls,
        roads: Roads,
        entries: Iterable[Entry],
        course_of: Callable[[Entry], Course],
        where: tuple[Mapping[PlaceCode, Position | None], Mapping[ShelterId, Shelter]],
    ) -> "Junctions":
        """`where` villages of parties are (None: nobody knows), and the shelters."""
        homes, shelters = where
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
        empty = sorted(shelters.keys() - goals.keys())
        left = {code: at for code, at in sorted(homes.items()) if at is not None and code not in doors}
        if not empty and not left:
            return cls(doors, goals, frozenset(), frozenset())
        walkable = WalkableRoads(roads)
        near = {name: walkable.nearest(shelters[name].position) for name in empty}
        goals |= _clear(near)
        ends = [point for point, _ in goals.values()] + [point for each in near.values() for point, _ in each]
        around = {code: walkable.nearest_with_a_shelter(at, ends) for code, at in left.items()}
        return cls(doors | _clear(around), goals, _unclear(near), _unclear(around))


def _clear(found: Mapping[Name, Sequence[tuple[Point, float]]]) -> dict[Name, tuple[Point, int]]:
    """Those that have a single road nearest to them."""
    return {name: (near[0][0], leg_ms(near[0][1])) for name, near in found.items() if len(near) == 1}


def _unclear(found: Mapping[Name, Sequence[tuple[Point, float]]]) -> frozenset[Name]:
    return frozenset(name for name, near in found.items() if len(near) > 1)
