"""Map projections that Chinese road maps come in, undone: from metres to degrees, for whole arrays.

Gauss-Krüger and UTM by Krüger's series in the third flattening to its fourth power (C. F. F. Karney, "Transverse
Mercator with an accuracy of a few nanometers", Journal of Geodesy 85, 2011, equations 11, 36 and 37), right to a
millimetre within a zone; Web Mercator by the sphere that it is defined on. Codes are those of the EPSG registry.
CGCS2000 lies within centimetres of WGS84 and is taken for it. Older Chinese datums (Beijing 1954, Xi'an 1980) need
parameters that are no public knowledge: maps in them are left to whoever has these.
"""

import re
from dataclasses import dataclass

import numpy as np

from core.exchange.road_maps.lines import Floats

_AXIS_M = 6_378_137.0  # of WGS84, CGCS2000 and the sphere of Web Mercator
_N = 1 / (2 * 298.257222101 - 1)  # third flattening of CGCS2000; that of WGS84 differs by a tenth of a millimetre
_CODE = re.compile(r"EPSG:+(\d+)")
_PARAMETER = re.compile(r'PARAMETER\["([^"]+)",\s*([-+.\dEe]+)')
_MODERN = ("WGS_1984", "WGS 84", "WGS84", "2000")  # in the name of the datum of a well-known text


@dataclass(frozen=True, slots=True)
class TransverseMercator:
    """`central` is the meridian in degrees, `east_m` the false easting, `scale` that along the meridian."""

    central: float
    east_m: float = 500_000.0
    scale: float = 1.0
    north_m: float = 0.0

    def degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of points in metres."""
        radius = self.scale * _AXIS_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
        north, east = (y - self.north_m) / radius, (x - self.east_m) / radius
        up, side = north.copy(), east.copy()
        for order, factor in enumerate(_BETA, 1):
            up -= factor * np.sin(2 * order * north) * np.cosh(2 * order * east)
            side -= factor * np.cos(2 * order * north) * np.sinh(2 * order * east)
        conformal = np.arcsin(np.clip(np.sin(up) / np.cosh(side), -1.0, 1.0))
        lon = np.degrees(np.arctan2(np.sinh(side), np.cos(up))) + self.central
        lat = conformal + sum(factor * np.sin(2 * order * conformal) for order, factor in enumerate(_DELTA, 1))
        return lon, np.degrees(lat)


@dataclass(frozen=True, slots=True)
class WebMercator:
    """EPSG:3857, the projection of map tiles."""

    def degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of points in metres."""
        return np.degrees(x / _AXIS_M), np.degrees(2 * np.arctan(np.exp(y / _AXIS_M)) - np.pi / 2)


Projection = TransverseMercator | WebMercator

_BETA = (
    _N / 2 - 2 / 3 * _N**2 + 37 / 96 * _N**3 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 / 1440 * _N**4,
    17 / 480 * _N**3 - 37 / 840 * _N**4,
    4397 / 161280 * _N**4,
)
_DELTA = (
    2 * _N - 2 / 3 * _N**2 - 2 * _N**3 + 116 / 45 * _N**4,
    7 / 3 * _N**2 - 8 / 5 * _N**3 - 227 / 45 * _N**4,
    56 / 15 * _N**3 - 136 / 35 * _N**4,
    4279 / 630 * _N**4,
)


def projection_of(crs: str) -> Projection | None:
    """The projection of a code (`EPSG:4547`) or a well-known text; None where it is none of these."""
    code = _CODE.fullmatch(crs.strip())
    return _by_code(int(code[1])) if code else _by_text(crs)


def _by_code(code: int) -> Projection | None:
    if code == 3857:
        return WebMercator()
    if 4513 <= code <= 4533:  # CGCS2000 / 3-degree Gauss-Kruger zone 25 to 45
        zone = code - 4513 + 25
        return TransverseMercator(3.0 * zone, zone * 1e6 + 500_000)
    if 4534 <= code <= 4554:  # CGCS2000 / 3-degree Gauss-Kruger CM 75E to 135E
        return TransverseMercator(75.0 + 3 * (code - 4534))
    if 4491 <= code <= 4501:  # CGCS2000 / Gauss-Kruger zone 13 to 23
        zone = code - 4491 + 13
        return TransverseMercator(6.0 * zone - 3, zone * 1e6 + 500_000)
    if 4502 <= code <= 4512:  # CGCS2000 / Gauss-Kruger CM 75E to 135E
        return TransverseMercator(75.0 + 6 * (code - 4502))
    if 32601 <= code <= 32660:  # WGS 84 / UTM zone 1N to 60N
        return TransverseMercator(6.0 * (code - 32600) - 183, scale=0.9996)
    return None


def _by_text(crs: str) -> Projection | None:
    """A well-known text (OGC 01-009) as a shapefile's .prj holds it, on a datum that is WGS84 or next to it."""
    if not crs.startswith("PROJCS"):
        return None
    datum = re.search(r'DATUM\["([^"]+)"', crs)
    kind = re.search(r'PROJECTION\["([^"]+)"', crs)
    if datum is None or kind is None or not any(name in datum[1] for name in _MODERN):
        return None
    if kind[1].lower() not in ("transverse_mercator", "gauss_kruger"):
        return None
    said = {name.lower(): float(value) for name, value in _PARAMETER.findall(crs)}
    if said.get("latitude_of_origin", 0.0) != 0.0 or "central_meridian" not in said or not _in_metres(crs):
        return None
    return TransverseMercator(
        said["central_meridian"],
        said.get("false_easting", 0.0),
        said.get("scale_factor", 1.0),
        said.get("false_northing", 0.0),
    )


def _in_metres(crs: str) -> bool:
    units = re.findall(r'UNIT\["([^"]+)"', crs)
    return bool(units) and units[-1].lower() in ("metre", "meter")
