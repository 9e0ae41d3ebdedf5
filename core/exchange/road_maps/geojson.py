"""GeoJSON (RFC 7946): a FeatureCollection or features one after another, read feature by feature."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from core.domain.findings import Refusal
from core.exchange.cells import Problem
from core.exchange.road_maps.feature_rows import LINE_TYPES, Feature, FeatureRows
from core.exchange.road_maps.problems import RoadProblem, refused_source

_CHUNK = 1 << 20
_LONGEST_VALUE = 64 << 20  # characters of one feature; a longer one is a file that never closes its bracket
_BLANK = " \t\r\n\x1e"  # with the record separator of RFC 8142
# Names of WGS84 and of CGCS2000, which lies within centimetres of it, as a `crs` member of the older format has them.
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4490", "EPSG:4490")


def read_features(path: Path, rows: FeatureRows) -> None:
    """Hand every feature of the file to `rows`. Refusal(IMPORT_ERRORS) where the file is no GeoJSON of features."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for value in _Reader(path, file).features():
                rows.add(_feature(value))
    except UnicodeDecodeError:
        raise refused_source(path.name, Problem.NOT_UTF8) from None
    except RecursionError:
        raise _broken(path, "[[[[…") from None


def _feature(value: Any) -> Feature:
    """A feature of any shape; what is missing or wrong makes it one without lines."""
    value = value if isinstance(value, dict) else {}
    geometry = value.get("geometry")
    geometry = geometry if isinstance(geometry, dict) else {}
    properties = value.get("properties")
    kind = str(geometry.get("type", "") or value.get("type", ""))
    own_id = value.get("id")
    return Feature(
        own_id=str(own_id) if isinstance(own_id, str | int) and not isinstance(own_id, bool) else "",
        properties=properties if isinstance(properties, dict) else {},
        kind=kind,
        parts=_parts(kind, geometry.get("coordinates")),
    )


def _parts(kind: str, coordinates: Any) -> list[tuple[list[float], list[float]]]:
    if kind not in LINE_TYPES:
        return []
    lines = coordinates if kind == "MultiLineString" else [coordinates]
    try:
        return [([float(point[0]) for point in line], [float(point[1]) for point in line]) for line in lines]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return []


class _Reader:
    """A window on the text that slides over the features."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self._path, self._file = path, file
        self._text, self._at, self._ended = "", 0, False
        self._decoder = json.JSONDecoder(parse_constant=lambda _: None)

    def features(self) -> Iterator[Any]:
        found = False
        while self._peek():
            found = True
            yield from self._document()
        if not found:
            raise _broken(self._path, "empty")

    def _document(self) -> Iterator[Any]:
        """One top-level object: a collection, whose features are streamed, or a feature."""
        if self._peek() != "{":
            raise _refused(self._path, self._text[self._at : self._at + 20])
        self._at += 1
        members: dict[str, Any] = {}
        streamed = False
        while self._peek() != "}":
            if members or streamed:
                self._take(",")
            key = self._value()
            self._take(":")
            if key == "features":
                streamed = True
                yield from self._array()
            else:
                members[str(key)] = self._value()
        self._take("}")
        self._check(members, streamed)
        if not streamed:
            yield members

    def _check(self, members: dict[str, Any], streamed: bool) -> None:
        kind = members.get("type")
        if kind != ("FeatureCollection" if streamed else "Feature"):
            raise _refused(self._path, f"type={kind}" if kind else "、".join(list(members)[:3]))
        crs = members.get("crs")
        if crs is not None and not any(name in json.dumps(crs) for name in _DEGREES):
            raise refused_source(self._path.name, RoadProblem.NOT_DEGREES, crs=_crs_name(crs))

    def _array(self) -> Iterator[Any]:
        self._take("[")
        first = True
        while self._peek() != "]":
            if not first:
                self._take(",")
            first = False
            yield self._value()
        self._take("]")

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError as error:
                if not self._more():
                    raise _broken(self._path, str(error)) from None
                continue
            if end == len(self._text) and self._more():  # a number may go on behind the window
                continue
            self._at = end
            return value

    def _peek(self) -> str:
        """The next character that is not blank; empty at the end of the file."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _take(self, mark: str) -> None:
        if self._peek() != mark:
            raise _broken(self._path, f"{mark} ← {self._text[self._at : self._at + 20]!r}")
        self._at += 1

    def _more(self) -> bool:
        """Twice as much text as there is from here on; False at the end of the file."""
        rest = self._text[self._at :]
        if self._ended or len(rest) > _LONGEST_VALUE:
            return False
        read = self._file.read(max(_CHUNK, len(rest)))
        self._ended = not read
        self._text, self._at = rest + read, 0
        return bool(read)


def _crs_name(crs: Any) -> str:
    """`urn:ogc:def:crs:EPSG::4547` as people say it: EPSG:4547."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    said = str(name) if name else json.dumps(crs)[:60]
    return f"EPSG:{said.rpartition(':')[2]}" if "EPSG" in said else said


def _broken(path: Path, detail: str) -> Refusal:
    return refused_source(path.name, RoadProblem.BROKEN_MAP, format="GeoJSON", detail=detail[:200])


def _refused(path: Path, detail: str) -> Refusal:
    return refused_source(path.name, RoadProblem.NOT_A_ROAD_MAP, format="GeoJSON", detail=detail)
