"""The thresholds that hold for a place at each soil state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.domain.hazards import Soil, Threshold, Trigger
from core.domain.places import Place

SOILS = (Soil.DRY, Soil.NORMAL, Soil.WET)
LEVELS = (Trigger.PREPARE, Trigger.GO)
# A missing row of a soil follows from the normal one (design section 4; research domain 4: x 0.75 wet, x 1.2 dry).
FACTOR = MappingProxyType({Soil.DRY: 1.2, Soil.NORMAL: 1.0, Soil.WET: 0.75})
EVERYWHERE = "*"

Rows = Mapping[tuple[str, Soil, Trigger], Threshold]


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows of one place: `rows[soil][level]`, None where nobody gave a threshold."""

    rows: tuple[tuple[Threshold | None, Threshold | None], ...]


def limits_of(places: Sequence[Place], thresholds: Iterable[Threshold]) -> tuple[Limits, ...]:
    """A place's own row wins over `*`, an own normal row with its factor over a `*` row of that soil."""
    table: Rows = {(row.place, row.soil, row.level): row for row in thresholds}
    own = {place for place, _, _ in table}
    shared = _limits(table, EVERYWHERE)
    return tuple(_limits(table, place.code) if place.code in own else shared for place in places)


def _limits(table: Rows, place: str) -> Limits:
    return Limits(tuple((_row(table, place, soil, LEVELS[0]), _row(table, place, soil, LEVELS[1])) for soil in SOILS))


def _row(table: Rows, place: str, soil: Soil, level: Trigger) -> Threshold | None:
    for name in (place, EVERYWHERE):
        exact = table.get((name, soil, level))
        if exact is not None:
            return exact
        normal = table.get((name, Soil.NORMAL, level))
        if normal is not None:
            return _scaled(normal, soil)
    return None


def _scaled(row: Threshold, soil: Soil) -> Threshold:
    h1, h3, h6, h24 = (None if mm is None else round(mm * FACTOR[soil], 6) for mm in row.mm)
    return replace(row, soil=soil, mm=(h1, h3, h6, h24))
