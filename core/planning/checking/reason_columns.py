"""Rows of reasons beside the moves that they are about, as columns: a claim is held against all rows at once."""

from collections.abc import Sequence
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import ShelterId
from core.planning.checking.inspection import Inspection

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_WHOSE = attrgetter("household", "place")
NONE, UNKNOWN = -1, -2


class Minutes(NamedTuple):
    """Minutes that may be missing: where they are given, and how many (0 where they are not)."""

    given: Bools
    value: Floats

    @classmethod
    def of(cls, found: Sequence[float | None]) -> "Minutes":
        given = np.array([each is not None for each in found], dtype=bool)
        return cls(given, np.array([each or 0.0 for each in found], dtype=np.float64))


class Columns:
    """Moments are microseconds after the case's start; shelters are columns of the arrival tables, `NONE` where none is
    named and `UNKNOWN` where the case has none of that name. `takes` says of each kind of party (`kind` is whose it is)
    which shelters are fit for it."""

    def __init__(self, inspection: Inspection, shelters: Sequence[ShelterId]) -> None:
        about = [inspection.entry_of.get(whose) for whose in map(_WHOSE, inspection.plan.reasons)]
        self.entries = entries = [entry for entry in about if entry is not None]
        self.reasons = reasons = list(compress(inspection.plan.reasons, [entry is not None for entry in about]))
        self.arrive = _floats("arrive", entries)
        self.ready = [inspection.ready(entry) for entry in entries]
        self.waits = np.maximum(0.0, _floats("depart", entries) - np.array(self.ready, dtype=np.float64))
        self.persons = np.array([len(entry.move.persons) for entry in entries], dtype=np.int64)
        column: dict[ShelterId | None, int] = {None: NONE, **{name: i for i, name in enumerate(shelters)}}
        self.own = np.array([column[entry.move.shelter] for entry in entries], dtype=np.int64)
        self.passed_over = np.array([column.get(row.passed_over, UNKNOWN) for row in reasons], dtype=np.int64)
        self.passed_over_min = _floats("passed_over_min", reasons)
        self.next_shelter = np.array([column.get(row.next_shelter, UNKNOWN) for row in reasons], dtype=np.int64)
        self.next_shelter_min = Minutes.of([row.next_shelter_min for row in reasons])
        seconds = [(entry.move.second, entry.move.route.minutes) for entry in entries]
        self.second_longer_min = Minutes.of(
            [None if second is None else second.minutes - first for second, first in seconds]
        )
        self.next_route_min = Minutes.of([row.next_route_min for row in reasons])
        self.wait_min = _floats("wait_min", reasons)
        kinds = {id(entry.traits): entry.traits for entry in entries}  # the inspection keeps them
        which = {key: i for i, key in enumerate(kinds)}
        self.kind = np.array([which[id(entry.traits)] for entry in entries], dtype=np.int64)
        unfit = [inspection.unfit(traits) for traits in kinds.values()]
        self.takes = np.array([[name not in lacking for name in shelters] for lacking in unfit], dtype=bool)


def _floats(name: str, values: Sequence[object]) -> Floats:
    return np.fromiter(map(attrgetter(name), values), np.float64, len(values))
