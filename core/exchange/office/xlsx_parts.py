"""What calamine does not tell of an xlsx file: hidden rows; and whether it may be opened at all.

A zip can say that it holds little and hold much, and one stray cell in the last row of a sheet makes a table of 17
thousand million cells. So every part is unpacked once, counted, and each cell's address looked at, before anything is
built from it.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from core.exchange.office.grids import MAX_UNPACKED_BYTES, Merged, check_size, unreadable
from core.exchange.office.problems import Odd

_PIECE = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,4})(\d{1,9})"[^>]*[^/]>')
_FAR = re.compile(rb'<(?:\w+:)?c r="(?:[A-Z]{2}|[A-Z]\d{6})')  # beyond column Z or row 99,999
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER = re.compile(rb'\br="(\d{1,9})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,4})(\d{1,9}):([A-Z]{1,4})(\d{1,9})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetParts:
    """`hidden_rows` as Excel numbers them; `merged` ranges from 0."""

    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()


def xlsx_parts(file: str, data: bytes) -> dict[str, SheetParts]:
    """Hidden rows and merged ranges by sheet name. Refuses what is no workbook, is too large or has a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(file, archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError, ET.ParseError) as error:
        raise unreadable(file, Odd.BROKEN_FILE, detail=str(error)[:200]) from error
    except RuntimeError as error:  # zipfile's way to say that a part is encrypted
        raise unreadable(file, Odd.PASSWORD) from error


def _parts(file: str, archive: zipfile.ZipFile) -> dict[str, SheetParts]:
    names = {info.filename for info in archive.infolist()}
    if "xl/workbook.xml" not in names:
        raise unreadable(file, Odd.OTHER_FORMAT, kind=_kind(names))
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
        size = sum(info.file_size for info in archive.infolist())
        raise unreadable(file, Odd.TOO_LARGE_INSIDE, size=size, most=MAX_UNPACKED_BYTES)
    paths = _sheet_paths(archive, names)
    found: dict[str, SheetParts] = {}
    for info in archive.infolist():
        body = _unpacked(archive, info)
        for sheet in (name for name, path in paths.items() if path == info.filename):
            found[sheet] = _looked_at(file, sheet, body)
    return found


def _kind(names: set[str]) -> str:
    kinds = {
        "word/document.xml": "docx",
        "xl/workbook.bin": "xlsb",
        "ppt/presentation.xml": "pptx",
        "content.xml": "ods",
    }
    return next((kind for part, kind in kinds.items() if part in names), "zip")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One part, checked against its checksum: a size that lies shows as a broken file."""
    pieces = []
    with archive.open(info) as part:
        while piece := part.read(_PIECE):
            pieces.append(piece)
    return b"".join(pieces)


def _sheet_paths(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Sheet name -> its part, as the workbook says."""
    relations: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for item in _xml(archive.read("xl/_rels/workbook.xml.rels")).iter():
            target = item.get("Target", "")
            relations[item.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = (item for item in _xml(archive.read("xl/workbook.xml")).iter() if item.tag.endswith("}sheet"))
    return {item.get("name", ""): relations.get(item.get(_RELATION, ""), "") for item in sheets}


def _xml(body: bytes) -> ET.Element:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise zipfile.BadZipFile("a part with entities")
    return ET.fromstring(body)  # noqa: S314


def _looked_at(file: str, sheet: str, body: bytes) -> SheetParts:
    if _FAR.search(body) or not _CELL.search(body):
        _check_cells(file, sheet, body)
    hidden = set()
    if b'hidden="' in body:
        for place, tag in enumerate(_ROW.findall(body), 1):
            if _HIDDEN.search(tag):
                number = _NUMBER.search(tag)
                hidden.add(int(number[1]) if number else place)
    merged = tuple(
        ((int(top) - 1, _column(left) - 1), (int(bottom) - 1, _column(right) - 1))
        for left, top, right, bottom in (_MERGE.findall(body) if b"mergeCell" in body else ())
    )
    return SheetParts(frozenset(hidden), merged)


def _check_cells(file: str, sheet: str, body: bytes) -> None:
    """Every address looked at: only for a sheet with more than 26 columns or 99,999 rows, or without addresses."""
    last_row, last_column = 0, 0
    columns = {b"": 0}
    for found in _CELL.finditer(body):
        letters, row = found.groups()
        if letters not in columns:
            columns[letters] = _column(letters)
            last_column = max(last_column, columns[letters])
        last_row = max(last_row, int(row))
    if not last_row:  # cells without addresses stand side by side
        last_row = len(_ROW.findall(body))
        last_column = body.count(b"<c") // max(1, last_row)
    check_size(file, sheet, last_row, last_column)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
