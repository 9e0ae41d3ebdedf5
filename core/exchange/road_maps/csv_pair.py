"""road_nodes.csv and road_links.csv read in batches, together with the network that they add to."""

import csv
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.domain.findings import Finding, Refusal, Rule
from core.domain.roads import Link, Node
from core.exchange import roads
from core.exchange.cells import Ground, Problem
from core.exchange.datum import Datum
from core.exchange.road_maps.datum_arrays import convert
from core.exchange.road_maps.district import District
from core.exchange.road_maps.found import DatumReport
from core.exchange.road_maps.lines import DrawnLines, Facts, Given, Ints, real_numbers
from core.exchange.road_maps.names import NameTable
from core.exchange.road_maps.osm_ways import EVERY, Progress
from core.exchange.road_maps.problems import Explanations, RoadProblem, refused_source
from core.exchange.tables import RowsRead, Sheet, read_rows

NODES_FILE, LINKS_FILE = "road_nodes.csv", "road_links.csv"
_BATCH = 5_000
_CHUNK = 1 << 20
_PLAIN = Ground()  # coordinates as they stand: datum and district are seen to for whole arrays


@dataclass(frozen=True, slots=True)
class Standing:
    """The network that a table adds to."""

    nodes: Iterable[Node] = ()
    links: Iterable[Link] = ()


@dataclass(frozen=True, slots=True)
class PairRead:
    """`new_nodes` are the rows of the node table that were accepted, `new_rows` the number of link rows; lines of later
    rows are the standing ones. Positions of all nodes are WGS84."""

    drawn: DrawnLines
    lon: "array[float]"
    lat: "array[float]"
    new_nodes: Ints
    new_rows: int
    rows_in: int
    findings: tuple[Finding, ...]
    datum: DatumReport


def read_pair(
    source: Path, datum: Datum, district: District, standing: Standing, explained: Explanations, progress: Progress
) -> PairRead:
    """The tables of a folder, or one of them. Refusal(IMPORT_ERRORS) where they are no such tables."""
    reading = _Pair(datum, district, explained, progress)
    nodes, links = _tables(source)
    if nodes is not None:
        reading.read_nodes(nodes)
    reading.stand(standing.nodes)
    if links is not None:
        reading.read_links(links)
    return reading.done(standing.links)


def _tables(source: Path) -> tuple[Path | None, Path | None]:
    if source.is_dir():
        nodes, links = source / NODES_FILE, source / LINKS_FILE
        if not nodes.is_file() and not links.is_file():
            raise refused_source(source.name, RoadProblem.NOT_A_ROAD_MAP, format="csv", detail=LINKS_FILE)
        return nodes if nodes.is_file() else None, links if links.is_file() else None
    header = next(batches(source)).header
    return (source, None) if "node" in header and "link" not in header else (None, source)


class _Pair:
    def __init__(self, datum: Datum, district: District, explained: Explanations, progress: Progress) -> None:
        self._datum, self._district = datum, district
        self._explained, self._progress = explained, progress
        self._drawn = DrawnLines(ends_drawn=False)
        self._lon, self._lat = array("d"), array("d")
        self._lines = array("i")  # line of each node of the file
        self._bad: set[str] = set()
        self._new_nodes = np.zeros(0, dtype=np.int64)
        self._rows_in = self._told = 0
        self._findings: list[Finding] = []
        self._converted = DatumReport(datum)

    def read_nodes(self, path: Path) -> None:
        table = self._drawn.nodes
        for sheet in batches(path):
            read = self._read(sheet, read_rows(sheet, roads.NODES, lambda row: roads.node(row, _PLAIN)))
            for node, line in zip(read.accepted, read.lines, strict=True):
                before = table.find(node.id)
                if before is not None:
                    self._explain(path, Problem.DUPLICATE, line, "node", value=node.id, first_line=self._lines[before])
                    continue
                table.index(node.id)
                self._lon.append(node.position.lon)
                self._lat.append(node.position.lat)
                self._lines.append(line)
            self._report_progress("nodes")
        self._place(path)

    def _place(self, path: Path) -> None:
        """Into WGS84, and out with what cannot belong to the district."""
        lon, lat = real_numbers(self._lon), real_numbers(self._lat)
        self._converted = convert(lon, lat, self._datum)
        inside = self._district.holds(lon, lat)
        self._new_nodes = np.flatnonzero(inside)
        names = self._drawn.nodes.names
        for bad in np.flatnonzero(~inside).tolist():
            self._bad.add(names[bad])
            facts = {"lon": self._lon[bad], "lat": self._lat[bad], "margin_km": self._district.margin_km}
            self._explain(path, self._district.why_not(lon[bad], lat[bad]), self._lines[bad], "lon", **facts)

    def stand(self, nodes: Iterable[Node]) -> None:
        """Nodes of the standing network, where the file does not give them again."""
        table = self._drawn.nodes
        for node in nodes:
            at = table.index(node.id)
            if at == len(self._lon):
                self._lon.append(node.position.lon)
                self._lat.append(node.position.lat)
            elif node.id in self._bad:
                self._lon[at], self._lat[at] = node.position.lon, node.position.lat
                self._bad.discard(node.id)

    def read_links(self, path: Path) -> None:
        known = _Known(self._drawn.nodes, self._bad)
        for sheet in batches(path):
            read = self._read(sheet, read_rows(sheet, roads.LINKS, lambda row: roads.link(row, _PLAIN, known)))
            for link, line in zip(read.accepted, read.lines, strict=True):
                if link.id in self._drawn.taken:
                    self._explain(path, RoadProblem.DUPLICATE, line, "link", feature=link.id)
                    continue
                self._drawn.taken.index(link.id)
                self._draw(link, line)
            self._report_progress("links")

    def done(self, links: Iterable[Link]) -> PairRead:
        new_rows = len(self._drawn.row)
        given = len(self._drawn.lon)
        table = self._drawn.nodes
        for link in links:
            if link.id not in self._drawn.taken and None not in (table.find(link.from_node), table.find(link.to_node)):
                self._drawn.taken.index(link.id)
                self._draw(link, 0)
        report = convert(real_numbers(self._drawn.lon)[:given], real_numbers(self._drawn.lat)[:given], self._datum)
        return PairRead(
            self._drawn,
            self._lon,
            self._lat,
            self._new_nodes,
            new_rows,
            self._rows_in,
            tuple(self._findings),
            self._converted.plus(report),
        )

    def _draw(self, link: Link, line: int) -> None:
        """The ends of such a line are its nodes and not drawn; its row is called as the link is, which is taken."""
        row = self._drawn.add_row(link.id, line)
        figures = (np.nan if value is None else value for value in (link.length_m, link.walk_s, link.drive_s))
        facts = Facts(
            link.name, link.geometry_source, link.modes, link.oneway, link.speed_kmh, link.capacity_pph, link.crossing
        )
        self._drawn.add_line(
            row,
            [bend.lon for bend in link.via],
            [bend.lat for bend in link.via],
            facts,
            Given(link.id, (link.from_node, link.to_node), *figures),
        )

    def _read(self, sheet: Sheet, read: RowsRead[Any]) -> RowsRead[Any]:
        errors = read.errors
        if errors and (not read.rows_in or len(read.accepted) + len(read.explained) != read.rows_in):
            first = errors[0]
            facts = {"file": sheet.where, "count": len(errors), "first": first.rule}
            facts |= {"line": first.line, "column": first.column, "facts": first.facts}
            raise Refusal(Rule.IMPORT_ERRORS, facts, read.findings)
        self._rows_in += read.rows_in
        for finding in read.explained:
            self._explained.take(finding)
        known = {(finding.where, finding.column) for finding in self._findings if finding.line == 1}
        self._findings += [
            finding
            for finding in read.findings
            if not finding.error and (finding.line != 1 or (finding.where, finding.column) not in known)
        ]
        return read

    def _report_progress(self, what: str) -> None:
        if self._rows_in // EVERY > self._told:
            self._told = self._rows_in // EVERY
            self._progress(what, self._rows_in)

    def _explain(self, path: Path, rule: str, line: int, column: str, **facts: Any) -> None:
        self._explained.take(Finding(rule, path.name, line, column, facts, error=True))


class _Known:
    """Names of the nodes that a link may end at."""

    def __init__(self, nodes: NameTable, bad: set[str]) -> None:
        self._nodes, self._bad = nodes, bad

    def __contains__(self, name: object) -> bool:
        return name not in self._bad and name in self._nodes


def batches(path: Path) -> Iterator[Sheet]:
    """The table in sheets of `_BATCH` rows, at least one, each under the same header. Refusal(IMPORT_ERRORS) where the
    file is no table in UTF-8, or GBK as spreadsheets in China save it."""
    with path.open(encoding=_encoding(path), newline="") as file:
        reader = csv.reader(file, strict=True)
        header: tuple[str, ...] | None = None
        rows: list[tuple[int, list[str]]] = []
        told = False
        for line, cells in _numbered(path, reader):
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = tuple(name.strip() for name in cells)
                continue
            rows.append((line, cells))
            if len(rows) == _BATCH:
                yield Sheet(path.name, header, tuple(rows))
                rows, told = [], True
        if rows or not told:
            yield Sheet(path.name, header or (), tuple(rows))


def _encoding(path: Path) -> str:
    """UTF-8, or GB18030 (GBK and more) where the whole file is that and not UTF-8."""
    return "gb18030" if not _is_text(path, "utf-8") and _is_text(path, "gb18030") else "utf-8-sig"


def _is_text(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding) as file:
            while file.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _numbered(path: Path, reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Lines with the number of the line that each begins on."""
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refused_source(path.name, Problem.NOT_A_TABLE, before + 1, detail=str(error)) from None
        except UnicodeDecodeError as error:
            raise refused_source(path.name, Problem.NOT_UTF8, before + 1, byte=error.start) from None
        yield before + 1, cells
        before = reader.line_num
