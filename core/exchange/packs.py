"""Reads a pack (design section 4): a folder or zip of UTF-8 tables -> `Pack`, or one refusal with every error in it."""

import io
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from core.domain.findings import Finding, Refusal, Rule
from core.domain.places import Place, Position, Town
from core.exchange import table_readers as readers
from core.exchange.cells import Ground, Problem
from core.exchange.datum import Datum
from core.exchange.outline import Outline
from core.exchange.pack import Line, Pack
from core.exchange.pack_files import PackFiles, open_pack
from core.exchange.places import OutlinePoint, PlaceIndex, fewer_beds, index_places
from core.exchange.table_readers import Known
from core.exchange.tables import RowsRead, Sheet, csv_sheet, xlsx_sheet

T = TypeVar("T")
Reader = Callable[[Sheet, Known], RowsRead[T]]

REQUIRED = ("places", "people")
WITH_XLSX = ("people", "helpers")
TABLES = (
    "outline", "towns", "river", "streams", "stations", "places", "shelters", "road_nodes", "road_links", "rain",
    "thresholds", "closures", "fleet", "speeds", "delays", "institutions", "people", "helpers",
    "rooms",
)  # fmt: skip
BESIDE = ("pack.toml", "relief.npz", "LICENSE-DATA.md", "README.md", "CREDITS.md")


def read_pack(folder_or_zip: Path) -> Pack:
    """The whole pack, or nothing.

    Raises Refusal: NO_SUCH_FILE, NOT_A_FOLDER; PACK_ERRORS with facts count, first (rule), file, line, column and all
    findings, errors first.
    """
    reading = _Reading(open_pack(folder_or_zip))
    pack = reading.pack()
    errors = tuple(finding for finding in pack.findings if finding.error)
    if errors:
        first = errors[0]
        facts = {"pack": str(folder_or_zip), "count": len(errors), "first": first.rule}
        facts |= {"file": first.where, "line": first.line, "column": first.column, "facts": first.facts}
        rest = tuple(finding for finding in pack.findings if not finding.error)
        raise Refusal(Rule.PACK_ERRORS, facts, errors + rest)
    return pack


class _Reading:
    """One pass over the files: what was found so far, and the findings in the order of the tables."""

    def __init__(self, files: PackFiles) -> None:
        self._files = files
        self._findings: list[Finding] = []
        self._counts: dict[str, int] = {}
        self._sheets: dict[str, Sheet | None] = {}

    def pack(self) -> Pack:
        about = self._about()
        datum = self._datum(about)
        points = self._table("outline", readers.read_outline, Known(Ground(datum)))
        outline = Outline(self._rings(points))
        known = Known(Ground(datum, outline))
        known = replace(
            known,
            stations=self._ids("stations", "id"),
            nodes=self._ids("road_nodes", "node"),
            links=self._ids("road_links", "link"),
            places=self._place_index(),
            households=self._ids("people", "household"),
        )
        towns = self._table("towns", readers.read_towns, known)
        river = self._table("river", readers.read_river, known)
        streams = self._table("streams", readers.read_streams, known)
        relief = self._relief()
        stations = self._table("stations", readers.read_stations, known)
        places = self._table("places", readers.read_places, known)
        pack = Pack(
            title=str(about.get("title", "")),
            district=str(about.get("district", "")),
            datum=datum,
            sources=self._sources(about),
            outline=outline.rings,
            towns=_towns(towns, places),
            river=tuple((water.name, _line(water.points)) for water in river),
            streams=tuple((water.basin_km2, _line(water.points)) for water in streams),
            relief=relief,
            stations=stations,
            places=places,
            shelters=self._table("shelters", readers.read_shelters, known),
            nodes=self._table("road_nodes", readers.read_nodes, known),
            links=self._table("road_links", readers.read_links, known),
            rain=self._table("rain", readers.read_rain, known),
            thresholds=self._table("thresholds", readers.read_thresholds, known),
            closures=self._table("closures", readers.read_closures, known),
            fleet=self._table("fleet", readers.read_fleet, known),
            speeds=self._table("speeds", readers.read_speeds, known),
            delays=self._table("delays", readers.read_delays, known),
            institutions=self._table("institutions", readers.read_institutions, known),
            people=self._table("people", readers.read_people, known),
            helpers=self._table("helpers", readers.read_helpers, known),
            rooms=self._table("rooms", readers.read_rooms, replace(known, shelters=self._ids("shelters", "id"))),
        )
        self._strangers()
        self._findings.extend(fewer_beds("rooms.csv", pack.shelters, pack.rooms))
        return replace(pack, findings=tuple(self._findings), counts=self._counts)

    def _table(self, name: str, read: Reader[T], known: Known) -> tuple[T, ...]:
        sheet = self._sheet(name)
        if sheet is None:
            if name in REQUIRED:
                self._findings.append(Finding(Problem.MISSING_TABLE, f"{name}.csv", error=True))
            self._counts[name] = 0
            return ()
        rows = read(sheet, known)
        self._findings.extend(rows.findings)
        self._counts[name] = len(rows.accepted)
        return rows.accepted

    def _sheet(self, name: str) -> Sheet | None:
        if name not in self._sheets:
            self._sheets[name] = self._opened(name)
        return self._sheets[name]

    def _opened(self, name: str) -> Sheet | None:
        data = self._files.get(f"{name}.csv")
        if data is not None:
            return csv_sheet(f"{name}.csv", data)
        data = self._files.get(f"{name}.xlsx") if name in WITH_XLSX else None
        return xlsx_sheet(f"{name}.xlsx", data) if data is not None else None

    def _ids(self, name: str, column: str) -> frozenset[str] | None:
        """Ids as written, good rows and bad, so that one bad row is one error and not one for all who refer to it.

        A missing table knows no ids; of an unreadable one nothing can be told.
        """
        sheet = self._sheet(name)
        if sheet is None:
            return frozenset()
        return frozenset(_column(sheet, column)) if column in sheet.header else None

    def _place_index(self) -> PlaceIndex | None:
        sheet = self._sheet("places")
        if sheet is None or any(column not in sheet.header for column in ("code", "town", "name")):
            return None
        columns = (_column(sheet, column) for column in ("code", "town", "name"))
        return index_places(zip(*columns, strict=True))

    def _about(self) -> dict[str, Any]:
        data = self._files.get("pack.toml")
        if data is None:
            self._findings.append(Finding(Problem.MISSING_TABLE, "pack.toml", error=True))
            return {}
        try:
            about = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            facts = {"detail": str(error)}
            self._findings.append(Finding(Problem.NOT_TOML, "pack.toml", facts=facts, error=True))
            return {}
        for name in ("title", "district", "datum"):
            if name not in about:
                self._findings.append(Finding(Problem.MISSING_VALUE, "pack.toml", column=name, error=True))
            elif not isinstance(about[name], str) or not about[name].strip():
                facts = {"value": str(about[name])}
                self._findings.append(Finding(Problem.BAD_VALUE, "pack.toml", column=name, facts=facts, error=True))
        known = ("title", "district", "datum", "sources")
        strangers = [name for name in about if name not in known]
        self._findings.extend(Finding(Problem.UNKNOWN_COLUMN, "pack.toml", column=name) for name in strangers)
        return about

    def _datum(self, about: dict[str, Any]) -> Datum:
        value = about.get("datum", Datum.WGS84)
        if value in tuple(Datum):
            return Datum(value)
        if isinstance(value, str) and value.strip():
            facts = {"value": value, "allowed": [str(datum) for datum in Datum]}
            self._findings.append(Finding(Problem.BAD_VALUE, "pack.toml", column="datum", facts=facts, error=True))
        return Datum.WGS84

    def _sources(self, about: dict[str, Any]) -> tuple[str, ...]:
        value = about.get("sources", [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._findings.append(Finding(Problem.BAD_VALUE, "pack.toml", column="sources", error=True))
        return ()

    def _rings(self, points: Iterable[OutlinePoint]) -> tuple[Line, ...]:
        rings: dict[str, list[tuple[float, float]]] = {}
        for point in points:
            rings.setdefault(point.ring, []).append((point.lon, point.lat))
        for name, ring in rings.items():
            if len(set(ring)) < 3:
                facts = {"ring": name}
                self._findings.append(
                    Finding(Problem.SHORT_RING, "outline.csv", column="ring", facts=facts, error=True)
                )
        return tuple(tuple(ring) for ring in rings.values())

    def _relief(self) -> bytes | None:
        """Checked here, because the map would only notice while it draws."""
        data = self._files.get("relief.npz")
        if data is None:
            return None
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as relief:
                fits = relief["z"].ndim == 2 and all(relief[name].size == 1 for name in ("west", "north", "step"))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            fits = False
        if not fits:
            self._findings.append(Finding(Problem.NOT_RELIEF, "relief.npz", error=True))
            return None
        return data

    def _strangers(self) -> None:
        """Files that nothing reads, and register tables that stand there twice."""
        expected = {f"{name}.csv" for name in TABLES} | {f"{name}.xlsx" for name in WITH_XLSX} | set(BESIDE)
        for name in self._files.contents:
            if name not in expected:
                self._findings.append(Finding(Problem.UNKNOWN_FILE, name))
        for name in WITH_XLSX:
            if f"{name}.csv" in self._files.contents and f"{name}.xlsx" in self._files.contents:
                self._findings.append(Finding(Problem.TWO_TABLES, f"{name}.xlsx", error=True))


def _column(sheet: Sheet, column: str) -> list[str]:
    index = sheet.header.index(column)
    return [cells[index].strip() if index < len(cells) else "" for _, cells in sheet.rows]


def _towns(listed: tuple[Town, ...], places: tuple[Place, ...]) -> tuple[Town, ...]:
    names = {town.name for town in listed}
    others = dict.fromkeys(place.town for place in places if place.town not in names)
    return (*listed, *(Town(name, "") for name in others))


def _line(points: tuple[Position, ...]) -> Line:
    return tuple((point.lon, point.lat) for point in points)
