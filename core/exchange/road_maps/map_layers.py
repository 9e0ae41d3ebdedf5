"""GeoPackage and Shapefile through pyogrio, which is an extra: it is imported only when such a file is read."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from core.exchange.road_maps.extras import extra
from core.exchange.road_maps.feature_rows import Feature, FeatureRows
from core.exchange.road_maps.problems import RoadProblem, refused_source

_CHUNK = 20_000
# WGS84 and CGCS2000, which lies within centimetres of it.
_DEGREES = ("EPSG:4326", "OGC:CRS84", "EPSG:4490")
_KINDS = {1: "LineString", 2: "LineString", 5: "MultiLineString"}


def read_features(path: Path, rows: FeatureRows) -> None:
    """Hand every feature of the layers that can hold lines to `rows`.

    Refusal(IMPORT_ERRORS) where pyogrio is missing, the file cannot be read, holds no such layer, or is not in degrees.
    """
    pyogrio = extra("pyogrio", path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL remarks on styles and widths of columns that nobody reads here
        try:
            layers = _line_layers(pyogrio, path)
            for layer in layers:
                for feature in _features(pyogrio, path, layer, several=len(layers) > 1):
                    rows.add(feature)
        except (RuntimeError, ValueError, shapely.errors.GEOSException) as error:
            raise _refused(path, str(error)) from None


def _line_layers(pyogrio: Any, path: Path) -> list[str]:
    listed = [(str(name), str(kind or "")) for name, kind in pyogrio.list_layers(path)]
    lines = [name for name, kind in listed if "Line" in kind or kind in ("Unknown", "GeometryCollection")]
    if not lines:
        raise _refused(path, ", ".join(f"{name}: {kind}" for name, kind in listed))
    for name in lines:
        crs = pyogrio.read_info(path, layer=name)["crs"]
        if crs is not None and not any(known in crs for known in _DEGREES) and "WGS_1984" not in _geographic(crs):
            raise refused_source(path.name, RoadProblem.NOT_DEGREES, crs=str(crs)[:120])
    return lines


def _geographic(crs: str) -> str:
    """A well-known text that names degrees only; empty for a projected one."""
    return crs if crs.startswith(("GEOGCS", "GEOGCRS")) else ""


def _features(pyogrio: Any, path: Path, layer: str, *, several: bool) -> Iterator[Feature]:
    done = 0
    while True:
        meta, fids, geometry, columns = pyogrio.raw.read(
            path, layer=layer, force_2d=True, return_fids=True, skip_features=done, max_features=_CHUNK
        )
        names = [str(name) for name in meta["fields"]]
        shapes = shapely.from_wkb(geometry, on_invalid="ignore")
        for at, shape in enumerate(shapes):
            properties = {name: _plain(column[at]) for name, column in zip(names, columns, strict=True)}
            own_id = f"{layer}.f{fids[at]}" if several else f"f{fids[at]}"
            yield Feature(own_id, properties, _kind(shape), _parts(shape))
        done += len(shapes)
        if len(shapes) < _CHUNK:
            return


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _kind(shape: Any) -> str:
    return _KINDS.get(int(shapely.get_type_id(shape)), "" if shape is None else str(shape.geom_type))


def _parts(shape: Any) -> list[tuple[list[float], list[float]]]:
    if int(shapely.get_type_id(shape)) not in _KINDS or shapely.is_empty(shape):
        return []
    found = []
    for part in shapely.get_parts(shape):
        lon, lat = shapely.get_coordinates(part).T
        found.append((lon.tolist(), lat.tolist()))
    return found


def _refused(path: Path, detail: str) -> Exception:
    return refused_source(path.name, RoadProblem.NOT_A_ROAD_MAP, format=path.suffix[1:].upper(), detail=detail)
