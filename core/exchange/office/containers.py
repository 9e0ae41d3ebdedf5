"""What kind of file these bytes are, told by the bytes and not by the name: offices save HTML as .xls."""

import io
import zipfile
from pathlib import Path

import python_calamine

from core.domain.findings import Refusal, Rule
from core.exchange.office.delimited import text_source
from core.exchange.office.grids import MAX_FILE_BYTES, Grid, Merged, Source, unreadable
from core.exchange.office.html_tables import html_source
from core.exchange.office.problems import Odd
from core.exchange.office.xls_parts import xls_parts
from core.exchange.office.xlsx_parts import SheetParts, xlsx_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
}


def open_source(path: Path) -> Source:
    """The sheets of a file.

    Raises Refusal: NO_SUCH_FILE; IMPORT_ERRORS with one finding (see `Odd`) where nothing can be read.
    """
    if not path.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(path)})
    if path.stat().st_size > MAX_FILE_BYTES:
        raise unreadable(path.name, Odd.TOO_LARGE_INSIDE, size=path.stat().st_size, most=MAX_FILE_BYTES)
    return source_of(path.name, path.read_bytes())


def source_of(name: str, data: bytes) -> Source:
    """As `open_source`, from bytes."""
    if not data.strip(b"\xef\xbb\xbf\r\n\t \x00"):
        raise unreadable(name, Odd.EMPTY_FILE)
    if _is_road_map(data):
        raise unreadable(name, Odd.ROAD_MAP)
    if data.startswith(b"PK"):
        return _workbook(name, data, "xlsx", xlsx_parts(name, data))
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise unreadable(name, Odd.PASSWORD)
        return _workbook(name, data, "xls", xls_parts(name, data))
    for mark, kind in _OTHERS.items():
        if data.startswith(mark):
            raise unreadable(name, Odd.OTHER_FORMAT, kind=kind)
    head = data[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")) or b"<table" in head:
        return html_source(name, data)
    if head.startswith((b"<?xml", b"mime-version")):
        raise unreadable(name, Odd.OTHER_FORMAT, kind="xml" if head.startswith(b"<") else "mht")
    return text_source(name, data)


def _is_road_map(data: bytes) -> bool:
    """OSM as XML or PBF, a GeoPackage, a Shapefile, GeoJSON."""
    head = data[:4096]
    if head.startswith((b"SQLite format 3\0", b"\0\0\x27\x0a")) or b"OSMHeader" in head[:64]:
        return True
    return b"<osm" in head or (head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{") and b'"FeatureCollection"' in head)


def _workbook(name: str, data: bytes, kind: str, parts: dict[str, SheetParts]) -> Source:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = tuple(_grid(book, meta, parts, kind) for meta in book.sheets_metadata if _is_table(meta))
    except python_calamine.PasswordError as error:
        raise unreadable(name, Odd.PASSWORD) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise unreadable(name, Odd.BROKEN_FILE, detail=_first_line(error)) from error
    return Source(name, grids, {"format": kind})


def _is_table(meta: python_calamine.SheetMetadata) -> bool:
    return meta.typ == python_calamine.SheetTypeEnum.WorkSheet


def _grid(
    book: python_calamine.CalamineWorkbook, meta: python_calamine.SheetMetadata, parts: dict[str, SheetParts], kind: str
) -> Grid:
    sheet = book.get_sheet_by_name(meta.name)
    known = parts.get(meta.name, SheetParts())
    merged: tuple[Merged, ...] = known.merged if kind == "xlsx" else tuple(sheet.merged_cell_ranges or ())
    return Grid(
        meta.name,
        tuple(sheet.to_python(skip_empty_area=False)),
        hidden=meta.visible != python_calamine.SheetVisibleEnum.Visible,
        hidden_rows=known.hidden_rows,
        merged=merged,
    )


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
