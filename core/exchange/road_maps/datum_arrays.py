"""Whole arrays of coordinates from GCJ-02 or BD-09 to WGS84: the formulas of `core.exchange.datum`, vectorised."""

import numpy as np
from numpy.typing import NDArray

from core.exchange.datum import Datum
from core.exchange.road_maps.found import DatumReport
from core.exchange.road_maps.geodesy import apart_m

Floats = NDArray[np.float64]
_Pair = tuple[Floats, Floats]

_AXIS_M = 6_378_245.0  # Krasovsky 1940, as in the published formulas
_ECCENTRICITY_2 = 0.00669342162296594323
_BD_TURN = np.pi * 3000.0 / 180.0
_ROUNDS = 12
_CHUNK = 200_000


def to_wgs84(lon: Floats, lat: Floats, datum: Datum) -> tuple[Floats, Floats, DatumReport]:
    """The same points in WGS84 degrees, and what that took. Points outside China stay as they are."""
    if datum is Datum.WGS84 or not len(lon):
        return lon, lat, DatumReport(datum)
    out_lon, out_lat = lon.copy(), lat.copy()
    return out_lon, out_lat, convert(out_lon, out_lat, datum)


def convert(lon: Floats, lat: Floats, datum: Datum) -> DatumReport:
    """`to_wgs84` in the arrays themselves: there may be millions of points."""
    report = DatumReport(datum)
    for begin in range(0, 0 if datum is Datum.WGS84 else len(lon), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        report = report.plus(_convert(lon[part], lat[part], datum))
    return report


def _convert(lon: Floats, lat: Floats, datum: Datum) -> DatumReport:
    """Changes both arrays in place."""
    inside = (lon >= 72.004) & (lon <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)
    if not inside.any():
        return DatumReport(datum)
    given = lon[inside], lat[inside]
    found = _undo_bd09(given) if datum is Datum.BD09 else given
    found = _undo_gcj02(found)
    lon[inside], lat[inside] = found
    return DatumReport(datum, int(inside.sum()), float(apart_m(given, found).max()))


def _undo_gcj02(given: _Pair) -> _Pair:
    guess = given
    for _ in range(_ROUNDS):
        moved = _gcj02(guess)
        guess = guess[0] + given[0] - moved[0], guess[1] + given[1] - moved[1]
    return guess


def _undo_bd09(given: _Pair) -> _Pair:
    guess = given
    for _ in range(_ROUNDS):
        moved = _bd09(guess)
        guess = guess[0] + given[0] - moved[0], guess[1] + given[1] - moved[1]
    return guess


def _gcj02(at: _Pair) -> _Pair:
    x, y = at[0] - 105.0, at[1] - 35.0
    shared = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + shared
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + shared
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    latitude = np.radians(at[1])
    flat = 1.0 - _ECCENTRICITY_2 * np.sin(latitude) ** 2
    per_degree_lat = _AXIS_M * (1.0 - _ECCENTRICITY_2) / (flat * np.sqrt(flat)) * np.pi / 180.0
    per_degree_lon = _AXIS_M / np.sqrt(flat) * np.cos(latitude) * np.pi / 180.0
    return at[0] + east / per_degree_lon, at[1] + north / per_degree_lat


def _bd09(at: _Pair) -> _Pair:
    radius = np.hypot(at[0], at[1]) + 0.00002 * np.sin(at[1] * _BD_TURN)
    angle = np.arctan2(at[1], at[0]) + 0.000003 * np.cos(at[0] * _BD_TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006
