"""Which gauges speak for which place, and with what weight."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.domain.hazards import Station
from core.domain.ids import StationId
from core.domain.places import Place, Position, Town
from core.storm.distance import distances_km

Floats = NDArray[np.float64]
Weights = tuple[tuple[StationId, float], ...]
TownGauges = tuple[tuple[str, Weights], ...]

NEAREST = 3
# A gauge in the village itself must not divide by nothing.
CLOSEST_KM = 0.1
OTHER_TOWNS = "*"
_TOWN_ENDINGS = ("街道", "地区", "镇", "乡")


def town_stem(name: str) -> str:
    """`王平镇`, `王平地区` and `王平` are one town."""
    for ending in _TOWN_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def gauge_weights(
    places: Sequence[Place], stations: Sequence[Station], towns: Sequence[Town], town_gauges: TownGauges
) -> Floats:
    """(P, S) weights, each row adding up to 1 where any station reports.

    With `town_gauges` (a replay) every place takes its town's gauges, a town it does not know those under `*`.
    Otherwise a place's own gauges; else the three nearest stations by inverse distance. An unplaced place takes the
    mean of its town's placed places, else its town's seat, else the mean of all placed places.
    """
    if not stations or not places:
        return np.zeros((len(places), len(stations)))
    columns = {station.id: column for column, station in enumerate(stations)}
    if town_gauges:
        return _by_town(places, columns, town_gauges)
    nearest = _nearest([place.position for place in places], stations)
    own = [_row(place.gauges, columns) for place in places]
    rows = np.array([mine if mine is not None else near for mine, near in zip(own, nearest, strict=True)])
    known = rows.sum(axis=1) > 0
    return _with_unplaced(rows, known, places, towns, stations)


def _by_town(places: Sequence[Place], columns: Mapping[StationId, int], town_gauges: TownGauges) -> Floats:
    by_stem = {town_stem(name): _row(weights, columns) for name, weights in town_gauges}
    even = np.full(len(columns), 1.0 / len(columns))
    other = by_stem.get(OTHER_TOWNS)
    other = even if other is None else other
    rows = []
    for place in places:
        row = by_stem.get(town_stem(place.town))
        rows.append(other if row is None else row)
    return np.array(rows).reshape(len(places), len(columns))


def _row(weights: Weights, columns: Mapping[StationId, int]) -> Floats | None:
    """None where none of the gauges has ever reported."""
    row = np.zeros(len(columns))
    for station, weight in weights:
        if station in columns:
            row[columns[station]] += weight
    return row / row.sum() if row.sum() > 0 else None


def _nearest(positions: Sequence[Position | None], stations: Sequence[Station]) -> Floats:
    """(n, S) inverse-distance weights of the three nearest; a row of zeros where the distance is unknown."""
    apart = distances_km(positions, [station.position for station in stations])
    order = np.argsort(apart, axis=1, kind="stable")[:, :NEAREST]
    near = np.take_along_axis(apart, order, axis=1)
    weights = np.zeros_like(apart)
    np.put_along_axis(weights, order, np.where(np.isfinite(near), 1.0 / np.maximum(near, CLOSEST_KM), 0.0), axis=1)
    sums = weights.sum(axis=1, keepdims=True)
    result: Floats = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    return result


def _with_unplaced(
    rows: Floats, known: NDArray[np.bool_], places: Sequence[Place], towns: Sequence[Town], stations: Sequence[Station]
) -> Floats:
    members: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        if known[index]:
            members.setdefault(place.town, []).append(index)
    seats = {town.name: _nearest([town.position], stations)[0] for town in towns if town.position is not None}
    everywhere = rows[known].mean(axis=0) if known.any() else np.full(len(stations), 1.0 / len(stations))
    filled = rows.copy()
    for index, place in enumerate(places):
        if known[index]:
            continue
        if place.town in members:
            filled[index] = rows[members[place.town]].mean(axis=0)
        elif place.town in seats and seats[place.town].sum() > 0:
            filled[index] = seats[place.town]
        else:
            filled[index] = everywhere
    return filled
