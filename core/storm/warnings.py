"""Beijing's rainstorm warning signals, for information beside the triggers: nobody is due because of a colour."""

import csv
from dataclasses import dataclass
from pathlib import Path

from core.domain.hazards import WINDOW_HOURS
from core.resources import resource


@dataclass(frozen=True, slots=True)
class WarningLimit:
    """One cell of the table. `mark` is `reported` (read in a warning) or `background` (not read anywhere yet)."""

    colour: str
    hours: int
    mm: float
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class WarningSignal:
    """The highest colour whose conditions hold, and every sum that reached it."""

    colour: str
    reached: tuple[tuple[WarningLimit, float], ...]


def warning_table(path: Path | None = None) -> tuple[WarningLimit, ...]:
    """Rows of resources/standards/beijing_rain_warnings.csv, lowest colour first."""
    path = path or resource("standards", "beijing_rain_warnings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            WarningLimit(row["colour"], int(row["hours"]), float(row["mm"]), row["mark"], row["source"])
            for row in csv.DictReader(file)
        )


def warning_signal(sums_mm: tuple[float, float, float, float], table: tuple[WarningLimit, ...]) -> WarningSignal | None:
    """Any one condition suffices. `sums_mm` follow WINDOW_HOURS; the table has no 3 h column. None below blue."""
    sums = dict(zip(WINDOW_HOURS, sums_mm, strict=True))
    reached = [(limit, sums[limit.hours]) for limit in table if sums[limit.hours] >= limit.mm]
    if not reached:
        return None
    colour = reached[-1][0].colour
    return WarningSignal(colour, tuple(item for item in reached if item[0].colour == colour))
