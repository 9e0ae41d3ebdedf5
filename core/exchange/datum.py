"""Map services used in China deliver GCJ-02 or BD-09 positions: converted here to WGS84.

The forward formulas are the published reconstruction of the two offsets (`eviltransform`, `coordtransform`; public
since 2013). Their inverse is found by fixed-point iteration, so a round trip is exact to well under a millimetre.
"""

import math
from collections.abc import Callable
from enum import StrEnum

from core.domain.places import Position

_AXIS_M = 6_378_245.0  # Krasovsky 1940, as in the published formulas
_ECCENTRICITY_2 = 0.00669342162296594323
_BD_TURN = math.pi * 3000.0 / 180.0
_ROUNDS = 12
_Shift = Callable[[float, float], tuple[float, float]]


class Datum(StrEnum):
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def wgs84(position: Position, datum: Datum) -> Position:
    """The same point in WGS84 degrees. Outside China both offsets are nil and the point comes back as it was."""
    if datum is Datum.WGS84 or not _in_china(position.lon, position.lat):
        return position
    lon, lat = position.lon, position.lat
    if datum is Datum.BD09:
        lon, lat = _undo(_bd09_from_gcj02, lon, lat)
    lon, lat = _undo(_gcj02_from_wgs84, lon, lat)
    return Position(lon, lat)


def from_wgs84(position: Position, datum: Datum) -> Position:
    """The WGS84 point as a map service of that datum would give it."""
    if datum is Datum.WGS84 or not _in_china(position.lon, position.lat):
        return position
    lon, lat = _gcj02_from_wgs84(position.lon, position.lat)
    if datum is Datum.BD09:
        lon, lat = _bd09_from_gcj02(lon, lat)
    return Position(lon, lat)


def _in_china(lon: float, lat: float) -> bool:
    return 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271


def _undo(shift: _Shift, lon: float, lat: float) -> tuple[float, float]:
    """The point that `shift` moves to (lon, lat). The offset changes slowly, so each round gains about two digits."""
    guess_lon, guess_lat = lon, lat
    for _ in range(_ROUNDS):
        shifted_lon, shifted_lat = shift(guess_lon, guess_lat)
        guess_lon += lon - shifted_lon
        guess_lat += lat - shifted_lat
    return guess_lon, guess_lat


def _gcj02_from_wgs84(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 105.0, lat - 35.0
    shared = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + shared
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + shared
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    latitude = math.radians(lat)
    flat = 1.0 - _ECCENTRICITY_2 * math.sin(latitude) ** 2
    metres_per_degree_lat = _AXIS_M * (1.0 - _ECCENTRICITY_2) / (flat * math.sqrt(flat)) * math.pi / 180.0
    metres_per_degree_lon = _AXIS_M / math.sqrt(flat) * math.cos(latitude) * math.pi / 180.0
    return lon + east / metres_per_degree_lon, lat + north / metres_per_degree_lat


def _bd09_from_gcj02(lon: float, lat: float) -> tuple[float, float]:
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_TURN)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006
