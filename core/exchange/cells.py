"""One row of a table, read cell by cell: a value of the right kind, or a finding that says what stands there."""

import math
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from core.domain.findings import Finding
from core.domain.places import Position
from core.exchange.datum import Datum, wgs84
from core.exchange.outline import Fit, Outline

LOCAL = ZoneInfo("Asia/Shanghai")
# No district counts more beds, heads, seats or minutes: a larger figure is a slip of the pen, and does not fit sums.
MOST_OF_ANYTHING = 10_000_000
EnumT = TypeVar("EnumT", bound=StrEnum)
T = TypeVar("T")


class Problem:
    """Names of what can be wrong with a pack or a table; the rule of a `Finding`."""

    MISSING_TABLE = "missing_table"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    DOUBLE_COLUMN = "double_column"
    UNKNOWN_FILE = "unknown_file"
    FEWER_BEDS = "fewer_beds"
    TWO_TABLES = "two_tables"
    NOT_UTF8 = "not_utf8"
    NOT_A_TABLE = "not_a_table"
    NOT_TOML = "not_toml"
    NOT_RELIEF = "not_relief"
    MISSING_VALUE = "missing_value"
    TOO_MANY_CELLS = "too_many_cells"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    BAD_FLAG = "bad_flag"
    BAD_TIME = "bad_time"
    BAD_VALUE = "bad_value"
    BAD_POSITION = "bad_position"
    HALF_POSITION = "half_position"
    OUTSIDE_OUTLINE = "outside_outline"
    LON_LAT_SWAPPED = "lon_lat_swapped"
    SHORT_RING = "short_ring"
    EMPTY_INTERVAL = "empty_interval"
    OVERLAPPING_INTERVAL = "overlapping_interval"
    DUPLICATE = "duplicate"
    DUPLICATE_ID_NUMBER = "duplicate_id_number"
    UNKNOWN_PLACE = "unknown_place"
    AMBIGUOUS_PLACE = "ambiguous_place"
    UNKNOWN_NODE = "unknown_node"
    UNKNOWN_LINK = "unknown_link"
    UNKNOWN_SHELTER = "unknown_shelter"
    UNKNOWN_STATION = "unknown_station"
    UNKNOWN_HOUSEHOLD = "unknown_household"


@dataclass(frozen=True, slots=True)
class Ground:
    """Datum of the coordinates and the outline (WGS84) they are held against."""

    datum: Datum = Datum.WGS84
    outline: Outline = field(default_factory=Outline)


class Row:
    """One line of a table while it is being read. `ok` turns False with the first error."""

    __slots__ = ("_cells", "_columns", "findings", "line", "ok", "where")

    def __init__(self, where: str, line: int, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self.where = where
        self.line = line
        self.findings: list[Finding] = []
        self.ok = True
        self._cells = cells
        self._columns = columns

    def complain(self, rule: str, column: str = "", *, error: bool = True, **facts: Any) -> None:
        self.findings.append(Finding(rule, self.where, self.line, column, facts, error))
        self.ok = self.ok and not error

    def text(self, column: str) -> str:
        """The cell without surrounding blanks; empty where the cell or its column is missing."""
        index = self._columns.get(column)
        return self._cells[index].strip() if index is not None and index < len(self._cells) else ""

    def needed(self, column: str) -> str:
        value = self.text(column)
        if not value:
            self.complain(Problem.MISSING_VALUE, column)
        return value

    def number(self, column: str, *, minimum: float | None = 0.0, maximum: float | None = None) -> float | None:
        """None for an empty cell, and with a finding for no number or one below `minimum` or above `maximum`."""
        value = self.text(column)
        return self._number(column, value, minimum, maximum) if value else None

    def needed_number(self, column: str, *, minimum: float | None = 0.0, maximum: float | None = None) -> float:
        number = self.number(column, minimum=minimum, maximum=maximum) if self.needed(column) else None
        return 0.0 if number is None else number

    def whole(self, column: str, *, maximum: int = MOST_OF_ANYTHING) -> int | None:
        """A whole number from 0 to `maximum`; None for an empty cell."""
        number = self.number(column)
        if number is None:
            return None
        if number != int(number):
            self.complain(Problem.NOT_WHOLE, column, value=self.text(column))
            return None
        if number > maximum:
            self.complain(Problem.TOO_LARGE, column, value=self.text(column), maximum=maximum)
            return None
        return int(number)

    def needed_whole(self, column: str, *, maximum: int = MOST_OF_ANYTHING) -> int:
        return (self.whole(column, maximum=maximum) or 0) if self.needed(column) else 0

    def flag(self, column: str) -> bool | None:
        """yes, no, 1, 0 or empty (None)."""
        value = self.text(column).lower()
        if value in ("yes", "1"):
            return True
        if value in ("no", "0"):
            return False
        if value:
            self.complain(Problem.BAD_FLAG, column, value=value)
        return None

    def time(self, column: str) -> datetime | None:
        """A local ISO time as aware UTC; None for an empty cell. A time with its own offset keeps it."""
        value = self.text(column)
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.complain(Problem.BAD_TIME, column, value=value)
            return None

    def needed_time(self, column: str) -> datetime:
        moment = self.time(column) if self.needed(column) else None
        return moment or datetime(1970, 1, 1, tzinfo=UTC)

    def one_of(self, column: str, kinds: type[EnumT]) -> EnumT | None:
        value = self.text(column)
        return self._one_of(column, value, kinds) if value else None

    def several(self, column: str, kinds: type[EnumT]) -> tuple[EnumT, ...]:
        """The words of a cell, separated by `|`, each once and in the order of the kind."""
        found = {self._one_of(column, word, kinds) for word in self.words(column)}
        return tuple(kind for kind in kinds if kind in found)

    def words(self, column: str) -> tuple[str, ...]:
        value = self.text(column)
        return tuple(word for part in value.split("|") if (word := part.strip())) if value else ()

    def position(self, ground: Ground, margin_km: float) -> Position | None:
        """Columns lon and lat as WGS84; None when both are empty, and with a finding when they cannot be right."""
        if not self.text("lon") and not self.text("lat"):
            return None
        for column in ("lon", "lat"):
            if not self.text(column):
                self.complain(Problem.HALF_POSITION, column)
                return None
        lon, lat = self.number("lon", minimum=None), self.number("lat", minimum=None)
        if lon is None or lat is None:
            return None
        position = wgs84(Position(lon, lat), ground.datum)
        fit = ground.outline.fit(position, margin_km)
        if fit is Fit.INSIDE:
            return position
        swapped = fit is Fit.SWAPPED
        rule = Problem.LON_LAT_SWAPPED if swapped else Problem.OUTSIDE_OUTLINE
        self.complain(rule, "lon", lon=lon, lat=lat, margin_km=margin_km)
        return None

    def needed_position(self, ground: Ground, margin_km: float) -> Position:
        self.needed("lon")
        self.needed("lat")
        position = self.position(ground, margin_km) if self.ok else None
        return position or Position(0.0, 0.0)

    def polyline(self, column: str, datum: Datum) -> tuple[Position, ...]:
        """`lon,lat lon,lat …` as WGS84 points."""
        points = []
        for pair in self.text(column).split():
            try:
                lon, lat = (float(part) for part in pair.split(","))
            except ValueError:
                self.complain(Problem.BAD_POSITION, column, value=pair)
                return ()
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                self.complain(Problem.BAD_POSITION, column, value=pair)
                return ()
            points.append(wgs84(Position(lon, lat), datum))
        return tuple(points)

    def known(self, column: str, ids: Container[str] | None, rule: str) -> str:
        """The cell, which must be one of `ids` (None: cannot be told, that table was unreadable); empty stays empty."""
        value = self.text(column)
        if value and ids is not None and value not in ids:
            self.complain(rule, column, value=value)
        return value

    def _number(self, column: str, value: str, minimum: float | None, maximum: float | None) -> float | None:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.complain(Problem.NOT_A_NUMBER, column, value=value)
            return None
        if minimum is not None and number < minimum:
            if number < 0:
                self.complain(Problem.NEGATIVE, column, value=value)
            else:
                self.complain(Problem.TOO_SMALL, column, value=value, minimum=f"{minimum:g}")
            return None
        if maximum is not None and number > maximum:
            self.complain(Problem.TOO_LARGE, column, value=value, maximum=f"{maximum:.0f}")
            return None
        return number

    def _one_of(self, column: str, value: str, kinds: type[EnumT]) -> EnumT | None:
        try:
            return kinds(value)
        except ValueError:
            self.complain(Problem.BAD_VALUE, column, value=value, allowed=[str(kind) for kind in kinds])
            return None


Parser = Callable[[Row], T | None]
