"""Lines of a road map as arrays: what every reader gives and everything after it works on."""

import math
from array import array
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.exchange.road_maps.names import Names, NameTable

Ints = NDArray[np.signedinteger[Any]]  # of 64 bits, or of 32 where there is one for each point of a map
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOWHERE = -1
INDEX = np.int32  # numbers of points, lines and rows: two thousand million of them are more than any file holds


class Facts(NamedTuple):
    """What is the same all along a line, as the fields of `core.domain.roads.Link`. Many lines share one."""

    name: str = ""
    source: str = ""
    modes: tuple[str, ...] = ()
    oneway: bool = False
    speed_kmh: float | None = None
    capacity_pph: float | None = None
    crossing: str = ""


class Given(NamedTuple):
    """What a row says of its own line. `link` is the id it asks for, `ends` the names of its two nodes: a line whose
    ends are named is one link as it stands. Metres and seconds are of the whole line, NaN where the row is silent."""

    link: str = ""
    ends: tuple[str, str] | None = None
    length_m: float = np.nan
    walk_s: float = np.nan
    drive_s: float = np.nan


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Lines:
    """n lines over p points in order, u different points. Positions of line i are `start[i]` to `start[i + 1]`.

    `point` (p) says which point stands there; `facts` (n) is an index into `table`; `row` (n) the row of the source,
    ascending, the same for the parts of one feature. `whole` lines have named ends and are never split; `bare` ones
    keep the id they asked for where they stay in one piece. Given figures are NaN where nobody gave them. `ford` and
    `barrier` (u) mark points that a whole road is told by. `row_name` and `node_name` make ids, `taken` are ids that
    rows asked for; `row_line` is the line of each row in a table (0 without one), None where no row has one.
    """

    start: Ints
    point: Ints
    facts: Ints
    table: list[Facts]
    row: Ints
    whole: Flags
    bare: Flags
    length_m: Floats
    walk_s: Floats
    drive_s: Floats
    lon: Floats
    lat: Floats
    ford: Flags
    barrier: Flags
    taken: Container[str]
    row_line: Ints | None
    row_name: Callable[[int], str]
    node_name: Callable[[int], str]

    @property
    def count(self) -> int:
        return len(self.start) - 1

    def owner(self) -> Ints:
        """Line of each position."""
        found: Ints = np.repeat(np.arange(self.count, dtype=INDEX), np.diff(self.start))
        return found


class Seldom:
    """One figure for each line, NaN where nobody gave it; kept from the first that is given on."""

    def __init__(self) -> None:
        self._values, self._silent = array("d"), 0

    def append(self, value: float) -> None:
        if not self._values:
            if math.isnan(value):
                self._silent += 1
                return
            self._values = array("d", [math.nan]) * self._silent
        self._values.append(value)

    def array(self) -> Floats:
        return real_numbers(self._values) if self._values else np.broadcast_to(np.float64(np.nan), self._silent)


class FactsTable:
    """Each distinct set of facts once."""

    def __init__(self) -> None:
        self.table: list[Facts] = []
        self._index: dict[Facts, int] = {}

    def index(self, facts: Facts) -> int:
        found = self._index.get(facts)
        if found is None:
            found = self._index[facts] = len(self.table)
            self.table.append(facts)
        return found


class DrawnLines:
    """Lines drawn by coordinates, as they come in: flat arrays, no object for a point or a line.

    Without `ends_drawn` all lines have named ends, only their bends are drawn, and each row is called as what it has
    just taken."""

    def __init__(self, *, ends_drawn: bool = True) -> None:
        self.ends_drawn = ends_drawn
        self.lon, self.lat = array("d"), array("d")
        self._ends_not_drawn = 0
        self.start = array("i", [0])
        self.facts, self.row = array("i"), array("i")
        self.ends = array("i")  # two numbers of `nodes` for a line, NOWHERE where not named
        self.bare = array("b")
        self.length_m, self.walk_s, self.drive_s = Seldom(), Seldom(), Seldom()
        self.table, self.nodes = FactsTable(), NameTable()
        self.file_line = array("i")  # by row, 0 where rows have no lines
        self.taken = NameTable()
        self.names = Names() if ends_drawn else self.taken.names  # by row

    def add_row(self, name: str, file_line: int = 0) -> int:
        """A row of the source that will give lines; `name` is what its links are called after."""
        self.file_line.append(file_line)
        return self.names.add(name) if self.ends_drawn else len(self.file_line) - 1

    def add_line(
        self, row: int, lon: Iterable[float], lat: Iterable[float], facts: Facts, given: Given = NOTHING_GIVEN
    ) -> None:
        self.lon.extend(lon)
        self.lat.extend(lat)
        self._ends_not_drawn += 0 if self.ends_drawn else 2
        self.start.append(len(self.lon) + self._ends_not_drawn)
        self.facts.append(self.table.index(facts))
        self.row.append(row)
        self.ends.extend([self.nodes.index(name) for name in given.ends] if given.ends else (NOWHERE, NOWHERE))
        self.bare.append(bool(given.link))
        self.length_m.append(given.length_m)
        self.walk_s.append(given.walk_s)
        self.drive_s.append(given.drive_s)

    def __len__(self) -> int:
        return len(self.facts)


def whole_numbers(values: "array[int]") -> Ints:
    """The numbers of an `array("q")` or `array("i")` without a copy; it must not grow any more."""
    kind = np.int64 if values.typecode == "q" else INDEX
    found: Ints = np.frombuffer(values, dtype=kind) if len(values) else np.zeros(0, dtype=kind)
    return found


def real_numbers(values: "array[float]") -> Floats:
    """The numbers of an `array("d")` without a copy; it must not grow any more."""
    return np.frombuffer(values, dtype=np.float64) if len(values) else np.zeros(0)
