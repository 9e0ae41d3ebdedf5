"""GeoPackage and Shapefile through pyogrio, which is an extra: it is imported only when such a file is read."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from core.domain.findings import Finding, Refusal
from core.exchange.road_maps.extras import extra
from core.exchange.road_maps.feature_rows import Feature, FeatureRows
from core.exchange.road_maps.lines import Floats
from core.exchange.road_maps.problems import RoadProblem, refused_source
from core.exchange.road_maps.projections import Projection, projection_of
from core.exchange.road_maps.shapefile_parts import check_parts, encoding_of

_CHUNK = 10_000
# WGS84 and CGCS2000, which lies within centimetres of it.
_DEGREES = ("EPSG:4326", "OGC:CRS84", "EPSG:4490")
_DEGREE_DATUMS = ("WGS_1984", "China_Geodetic_Coordinate_System_2000", "China_2000")
_KINDS = {1: "LineString", 2: "LineString", 5: "MultiLineString"}
_ROAD_COLUMNS = frozenset({"highway", "fclass"})  # by these a layer of roads is known among others


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    columns: frozenset[str]
    features: int
    crs: str | None
    projection: Projection | None


def read_features(path: Path, rows: FeatureRows, wanted: Sequence[str] = ()) -> list[Finding]:
    """Hand every feature of the layers of roads to `rows`: those that are `wanted`, or the only one that can hold
    lines, or those with a column for the class of road. Gives what is odd about the file itself.

    Refusal(IMPORT_ERRORS) where pyogrio is missing, the file is broken or lacks a part, it holds no such layer or
    several of which nobody can tell which are roads, or its coordinates are on no known projection.
    """
    pyogrio = extra("pyogrio", path)
    findings = check_parts(path) if path.suffix.lower() == ".shp" else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL remarks on styles and widths of columns that nobody reads here
        try:
            chosen, left = _choose(path, _line_layers(pyogrio, path), wanted)
            findings += [_left_out(path, layer) for layer in left]
            encoding = encoding_of(path) if path.suffix.lower() == ".shp" else None
            for layer in chosen:
                findings += _about_crs(path, layer)
                for feature in _features(pyogrio, path, layer, encoding, several=len(chosen) > 1):
                    rows.add(feature)
        except (RuntimeError, ValueError, UnicodeDecodeError, shapely.errors.GEOSException) as error:
            raise _broken(path, error) from None
    return findings


def _line_layers(pyogrio: Any, path: Path) -> list[_Layer]:
    listed = [(str(name), str(kind or "")) for name, kind in pyogrio.list_layers(path)]
    lines = [name for name, kind in listed if "Line" in kind or kind in ("Unknown", "GeometryCollection")]
    if not lines:
        layers = ", ".join(f"{name}: {kind}" for name, kind in listed)
        raise refused_source(path.name, RoadProblem.NO_LINE_LAYER, layers=layers)
    return [_layer(pyogrio, path, name) for name in lines]


def _layer(pyogrio: Any, path: Path, name: str) -> _Layer:
    info = pyogrio.read_info(path, layer=name, force_feature_count=True)
    crs = None if info["crs"] is None else str(info["crs"])
    columns = frozenset(str(field).lower() for field in info["fields"])
    return _Layer(name, columns, int(info["features"]), crs, projection_of(crs) if crs else None)


def _choose(path: Path, layers: list[_Layer], wanted: Sequence[str]) -> tuple[list[_Layer], list[_Layer]]:
    """Layers of roads, and the others."""
    names = [layer.name for layer in layers]
    unknown = [name for name in wanted if name not in names]
    if unknown:
        raise refused_source(path.name, RoadProblem.UNKNOWN_LAYER, layer=unknown[0], layers=names)
    of_roads = [layer.name for layer in layers if layer.columns & _ROAD_COLUMNS]
    chosen = list(wanted) or (names if len(names) == 1 else of_roads)
    if not chosen:
        said = [f"{layer.name} ({layer.features})" for layer in layers]
        raise refused_source(path.name, RoadProblem.WHICH_LAYER, layers=said)
    return [each for each in layers if each.name in chosen], [each for each in layers if each.name not in chosen]


def _left_out(path: Path, layer: _Layer) -> Finding:
    return Finding(RoadProblem.LAYER_LEFT_OUT, path.name, facts={"layer": layer.name, "count": layer.features})


def _about_crs(path: Path, layer: _Layer) -> list[Finding]:
    """What is done with the layer's coordinates. Refusal where nobody here knows what they are."""
    if layer.crs is None:
        return [Finding(RoadProblem.NO_CRS, path.name, facts={"layer": layer.name})]
    if layer.projection is not None:
        return [Finding(RoadProblem.PROJECTED, path.name, facts={"crs": _short(layer.crs), "count": layer.features})]
    geographic = layer.crs.startswith(("GEOGCS", "GEOGCRS")) and any(name in layer.crs for name in _DEGREE_DATUMS)
    if not geographic and not any(known in layer.crs for known in _DEGREES):
        raise refused_source(path.name, RoadProblem.NOT_DEGREES, crs=_short(layer.crs))
    return []


def _short(crs: str) -> str:
    """A code, or the name that a well-known text begins with."""
    return crs.split('"')[1] if '"' in crs else crs[:60]


def _features(pyogrio: Any, path: Path, layer: _Layer, encoding: str | None, *, several: bool) -> Iterator[Feature]:
    done = 0
    more = {"encoding": encoding} if encoding else {}
    while True:
        meta, fids, geometry, columns = pyogrio.raw.read(
            path, layer=layer.name, force_2d=True, return_fids=True, skip_features=done, max_features=_CHUNK, **more
        )
        names = [str(name) for name in meta["fields"]]
        shapes = _in_degrees(shapely.from_wkb(geometry, on_invalid="ignore"), layer.projection)
        for at, shape in enumerate(shapes):
            properties = {name: _plain(column[at]) for name, column in zip(names, columns, strict=True)}
            own_id = f"{layer.name}.f{fids[at]}" if several else f"f{fids[at]}"
            yield Feature(own_id, properties, _kind(shape), _parts(shape))
        done += len(shapes)
        if len(shapes) < _CHUNK:
            return


def _in_degrees(shapes: Any, projection: Projection | None) -> Any:
    if projection is None:
        return shapes

    def undone(metres: Floats) -> Floats:
        return np.column_stack(projection.degrees(metres[:, 0], metres[:, 1]))

    return shapely.transform(shapes, undone)


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


def _broken(path: Path, error: Exception) -> Refusal:
    return refused_source(path.name, RoadProblem.BROKEN_MAP, format=path.suffix[1:].upper(), detail=str(error)[:200])
