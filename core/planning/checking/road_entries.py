"""Who enters which direction of the roads that let in only so many, as rows of numbers: there are as many as persons'
ways have such roads."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import LinkId
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Inspection
from core.planning.checking.roads import SECOND
from core.planning.checking.ways import Way

Direction = tuple[LinkId, bool]
Ints = NDArray[np.int64]


class Arrivals(NamedTuple):
    """Who enters one direction of a road: rows of (moment in microseconds after the start, persons, how far rounding
    may have moved the moment, whether they had left before the plan was made)."""

    rows: Ints


class Counts(NamedTuple):
    """Persons who enter in each step, of several directions one after the other: `starts` is where each begins."""

    persons: Ints
    starts: Ints

    @property
    def most(self) -> Ints:
        """Of each direction the persons of its fullest step."""
        found: Ints = np.maximum.reduceat(self.persons, self.starts)
        return found

    def of_each(self) -> list[list[int]]:
        """The steps of each direction until the last one in which somebody enters."""
        persons = self.persons.tolist()
        return [persons[begin:end] for begin, end in pairwise([*self.starts.tolist(), len(persons)])]


def counted(arrivals: Sequence[Arrivals], step_us: int, latest: bool = False) -> Counts:
    """Who enters when, by the moments as they are or by the `latest` that rounding may have moved them to. Nobody is
    asked of a direction that nobody enters: none of the arrivals is empty."""
    moments, persons, doubts, _ = np.concatenate([each.rows for each in arrivals]).T
    sizes = np.array([len(each.rows) for each in arrivals], dtype=np.int64)
    steps = (moments + doubts if latest else moments) // step_us
    lengths = np.maximum.reduceat(steps, np.cumsum(sizes) - sizes) + 1
    starts = np.cumsum(lengths) - lengths
    found = np.bincount(np.repeat(starts, sizes) + steps, weights=persons, minlength=int(lengths.sum()))
    return Counts(found.astype(np.int64), starts)


def arrivals_at_roads(inspection: Inspection) -> dict[Direction, Arrivals]:
    """Who enters which direction of the roads with a capacity, from the plan's start on."""
    if not inspection.roads.capped:
        return {}
    found = _Gathering()
    for first, entries, course in inspection.alike:
        doubt = min(abs(first.depart + course.total - first.arrive), SECOND)
        found.add(course.way, course.pace.road, entries, first.depart + course.begin, doubt)
    for trip in inspection.plan.trips:
        inside: list[Entry] = []
        legs, boarding = inspection.legs(trip)[1:], inspection.boarding[id(trip)]
        for nth, leg in enumerate(legs):
            inside = [*inside, *boarding[nth]] if nth < len(boarding) else inside
            found.add(leg.drive.way, leg.drive.pace.road, inside, leg.depart)
    for entry in inspection.entries:
        boards = entry.move.boards
        if boards is not None:
            course = inspection.boarding_course(entry, boards)
            found.add(course.way, course.pace.road, [entry], entry.depart + course.begin)
    return found.by_direction(inspection)


class _Gathering:
    """Groups of parties while they are gathered: the way that each goes together, its factor on the road, when it
    begins the way (microseconds after the start), and how far rounding may have moved that."""

    def __init__(self) -> None:
        self._ways: dict[int, int] = {}  # by identity: the inspection keeps its ways
        self._pieces: list[tuple[int, int]] = []  # direction and milliseconds at factor 1, way after way
        self._parts: list[tuple[int, int]] = []  # of each way the first of its pieces, and how many
        self._number: dict[Direction, int] = {}
        self._who: list[Entry] = []
        self._groups: list[tuple[int, int, int, int, int]] = []  # way, factor, begin, doubt and how many parties

    def add(self, way: Way | None, factor: int, who: list[Entry], begin: int, doubt: int = 0) -> None:
        if way is not None and way.capped and who:
            which = self._ways.get(id(way))
            if which is None:
                which = self._ways[id(way)] = self._new_way(way)
            self._who += who
            self._groups.append((which, factor, begin, doubt, len(who)))

    def _new_way(self, way: Way) -> int:
        number = self._number
        self._parts.append((len(self._pieces), len(way.capped)))
        self._pieces += [(number.setdefault((piece[0], piece[1]), len(number)), piece.begin) for piece in way.capped]
        return len(self._parts) - 1

    def by_direction(self, inspection: Inspection) -> dict[Direction, Arrivals]:
        """From the plan's start on: one row for each party and piece."""
        if not self._groups:
            return {}
        persons = np.array([len(entry.move.persons) for entry in self._who], dtype=np.int64)
        gone = np.array([entry.party.left and inspection.has_left(entry) for entry in self._who], dtype=np.int64)
        way, factor, begin, doubt, parties = _columns(self._groups)
        directions, times = _columns(self._pieces)
        firsts, counts = _columns(self._parts)
        # First for each group and piece of its way ...
        count = counts[way]
        group = np.repeat(np.arange(len(way)), count)
        piece = np.arange(len(group)) - (np.cumsum(count) - count - firsts[way])[group]
        moment = begin[group] + times[piece] * factor[group]
        kept = np.flatnonzero(moment >= 0)
        kept = kept[np.argsort(directions[piece[kept]].astype(np.min_scalar_type(len(self._number))), kind="stable")]
        group, which, moment = group[kept], directions[piece[kept]], moment[kept]
        # ... then for each party of the group.
        each = parties[group]
        nth = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
        who = np.repeat((np.cumsum(parties) - parties)[group], each) + nth
        rows = np.empty((len(who), 4), dtype=np.int64)
        rows[:, 0], rows[:, 2] = np.repeat(moment, each), np.repeat(doubt[group], each)
        rows[:, 1], rows[:, 3] = persons[who], gone[who]
        which = np.repeat(which, each)
        return _split(rows, which, self._number)


def _columns(rows: Sequence[tuple[int, ...]]) -> tuple[Ints, ...]:
    return tuple(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))


def _split(rows: Ints, which: Ints, number: Mapping[Direction, int]) -> dict[Direction, Arrivals]:
    """Rows that are sorted by the number of their direction."""
    ends = np.searchsorted(which, np.arange(len(number) + 1)).tolist()
    split = zip(number, pairwise(ends), strict=True)
    return {direction: Arrivals(rows[begin:end]) for direction, (begin, end) in split if end > begin}
