"""OSM XML (version 0.6 of the OSM API): read by the stream of its tags, nothing of the document is kept."""

import bz2
import gzip
import math
import zlib
from array import array
from pathlib import Path
from typing import Any, BinaryIO, cast
from xml.parsers import expat

from core.exchange.road_maps.osm_ways import EVERY, NodeSpots, Progress, WayRows
from core.exchange.road_maps.problems import RoadProblem, refused_source

_CHUNK = 1 << 20


def read_ways(path: Path, rows: WayRows) -> None:
    """Hand every way of the file to `rows`. Refusal(IMPORT_ERRORS) where the file is no OSM XML."""
    _Reading(path, _Ways(rows)).run()


def read_nodes(path: Path, spots: NodeSpots, progress: Progress) -> None:
    """Hand every node of the file to `spots`."""
    nodes = _Nodes(spots, progress)
    _Reading(path, nodes).run()
    spots.flush()


class _Ways:
    def __init__(self, rows: WayRows) -> None:
        self._rows = rows
        self._way: int | None = None
        self._version = 0
        self._refs = array("q")
        self._tags: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "way":
            self._way = array("q", [int(attributes["id"])])[0]  # one that fits, or OverflowError
            self._version = int(attributes.get("version", 0))
            self._refs, self._tags = array("q"), {}
            if _deleted(attributes):
                self._rows.drop(self._way, self._version)
                self._way = None
        elif self._way is None:
            return
        elif name == "nd":
            self._refs.append(int(attributes["ref"]))
        elif name == "tag":
            self._tags[attributes["k"]] = attributes["v"]

    def end(self, name: str) -> None:
        if name == "way" and self._way is not None:
            self._rows.add(self._way, self._refs, self._tags, self._version)
            self._way = None


class _Nodes:
    def __init__(self, spots: NodeSpots, progress: Progress) -> None:
        self._spots, self._progress = spots, progress
        self._node: int | None = None
        self._tags: dict[str, str] = {}
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "node":
            if _deleted(attributes):
                return
            self._node = int(attributes["id"])
            self._place(self._node, attributes)
            self._count += 1
            if self._count % (10 * EVERY) == 0:
                self._progress("nodes", self._count)
        elif name == "tag" and self._node is not None:
            self._tags[attributes["k"]] = attributes["v"]
        elif name == "nd" and "lon" in attributes:  # Overpass with `out geom`: the way's points say where they are
            self._place(int(attributes["ref"]), attributes)

    def _place(self, node: int, attributes: dict[str, str]) -> None:
        lon, lat = float(attributes["lon"]), float(attributes["lat"])
        if not (math.fabs(lon) <= 180 and math.fabs(lat) <= 90):
            raise ValueError(f"{lon},{lat}")
        self._spots.add(node, lon, lat)

    def end(self, name: str) -> None:
        if name == "node" and self._node is not None:
            if self._tags:
                self._spots.mark(self._node, self._tags)
                self._tags = {}
            self._node = None


class _Reading:
    """One reading of the file. A document type with entities is refused: OSM has none, and they can grow."""

    def __init__(self, path: Path, handler: _Ways | _Nodes) -> None:
        self._path, self._handler = path, handler
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._root
        self._parser.EndElementHandler = handler.end
        self._parser.EntityDeclHandler = self._entity

    def run(self) -> None:
        with _opened(self._path) as file:
            try:
                while chunk := file.read(_CHUNK):
                    self._parser.Parse(chunk, False)
                self._parser.Parse(b"", True)
            except (expat.ExpatError, KeyError, ValueError, OverflowError, EOFError, OSError, zlib.error) as error:
                raise self._refused(RoadProblem.BROKEN_MAP, str(error)) from None

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        if name != "osm":
            raise self._refused(RoadProblem.NOT_A_ROAD_MAP, f"<{name}>")
        del attributes
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "remark":  # Overpass ends what it could not finish with a word about it
            raise self._refused(RoadProblem.INCOMPLETE_MAP, "<remark>")
        self._handler.start(name, attributes)

    def _entity(self, *_: Any) -> None:
        raise self._refused(RoadProblem.NOT_A_ROAD_MAP, "<!ENTITY>")

    def _refused(self, rule: str, detail: str) -> Exception:
        return refused_source(self._path.name, rule, self._parser.CurrentLineNumber, format="OSM XML", detail=detail)


def _opened(path: Path) -> BinaryIO:
    """The XML itself, whether or not the file is packed."""
    packed = {".gz": gzip.GzipFile, ".bz2": bz2.BZ2File}.get(path.suffix.lower())
    return cast("BinaryIO", packed(path)) if packed else path.open("rb")


def _deleted(attributes: dict[str, str]) -> bool:
    """An object that an editor or an extract with history marks as gone."""
    return attributes.get("action") == "delete" or attributes.get("visible") == "false"
