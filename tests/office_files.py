"""Files as offices send them, made on the spot: xlsx with merged cells and hidden rows, xls, text in any encoding.

Everybody in them is invented: the check digits of the id numbers are wrong on purpose, the telephones unassigned.
"""

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Page:
    """One sheet: rows of cells (None and "" are blank), merged ranges (top, left, bottom, right, text) from 0."""

    rows: Rows
    name: str = "Sheet1"
    merged: Sequence[tuple[int, int, int, int, Any]] = ()
    hidden_rows: Sequence[int] = ()
    hidden: bool = False
    dates: dict[tuple[int, int], str] = field(default_factory=dict)


def xlsx(*pages: Page | Rows, options: dict[str, Any] | None = None) -> bytes:
    """A workbook. A cell that is a date is written as Excel writes dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **(options or {})}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        middle = book.add_format({"align": "center"})
        for number, given in enumerate(pages):
            page = given if isinstance(given, Page) else Page(given, f"Sheet{number + 1}")
            sheet = book.add_worksheet(page.name)
            for r, row in enumerate(page.rows):
                for c, cell in enumerate(row):
                    if cell in (None, ""):
                        continue
                    if hasattr(cell, "isoformat"):
                        sheet.write_datetime(r, c, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(r, c, cell)
                    else:
                        sheet.write(r, c, cell)
            for top, left, bottom, right, text in page.merged:
                sheet.merge_range(top, left, bottom, right, text, middle)
            for r in page.hidden_rows:
                sheet.set_row(r, None, None, {"hidden": True})
            if page.hidden:
                sheet.hide()
    return out.getvalue()


def csv(rows: Rows, encoding: str = "utf-8", separator: str = ",", end: str = "\r\n") -> bytes:
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in rows]
    return (end.join(lines) + end).encode(encoding)


def html(rows: Rows, encoding: str = "gb18030", more: str = "") -> bytes:
    """What an office system calls .xls."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head>'
    return f"{head}<body><table border=1>{more}{body}</table></body></html>".encode(encoding)


# -- BIFF8 in a compound file --------------------------------------------------------------------------------


def xls(rows: Rows, *, hidden_rows: Sequence[int] = (), name: str = "Sheet1", password: bool = False) -> bytes:
    """An xls of Excel 97 with one sheet: text and number cells."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    last, width = len(rows), max(map(len, rows), default=0)
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, last, 0, width, 0))
    for r in range(last):
        flags = 0x20 if r in hidden_rows else 0
        sheet += _record(0x0208, struct.pack("<HHHHHHI", r, 0, width, 255, 0, 0, flags))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                sheet += _record(0x0203, struct.pack("<HHHd", r, c, 0, cell))
            elif cell:
                text = str(cell).encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(text) // 2, 1) + text)
    sheet += _record(0x000A, b"")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    if password:
        head += _record(0x002F, b"\x01\x00" + bytes(52))
    head += _record(0x0042, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    boundsheet = 4 + 8 + len(title)
    start = len(head) + boundsheet + 4
    head += _record(0x0085, struct.pack("<IHBB", start, 0, len(title) // 2, 1) + title)
    head += _record(0x000A, b"")
    return compound({"Workbook": head + sheet})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with streams of at least 4,096 bytes each (shorter ones are filled with zeros)."""
    sectors: list[bytes] = []
    table: list[int] = []

    def put(body: bytes) -> int:
        first = len(sectors) + 2  # sectors 0 and 1 are the table and the directory
        pieces = [body[at : at + 512].ljust(512, b"\0") for at in range(0, len(body), 512)]
        for number, piece in enumerate(pieces):
            sectors.append(piece)
            table.append(first + number + 1 if number + 1 < len(pieces) else 0xFFFFFFFE)
        return first

    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, body in streams.items():
        whole = body.ljust(4096, b"\0")
        entries.append((name, 2, put(whole), len(whole)))
    directory = b"".join(_entry(n, *entry, last=len(entries) - 1) for n, entry in enumerate(entries)).ljust(512, b"\0")
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *table]
    assert len(fat) <= 128, "one sector of the table holds 64 kB"
    fat_sector = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + fat_sector + directory + b"".join(sectors)


def _entry(number: int, name: str, kind: int, first: int, size: int, *, last: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    child = 1 if kind == 5 and last else 0xFFFFFFFF
    right = number + 1 if 0 < number < last else 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, size)


# -- broken on purpose --------------------------------------------------------------------------------


def with_part(book: bytes, part: str, change: Any) -> bytes:
    """The same workbook with one part changed by `change(bytes) -> bytes`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if name == part else body)
    return out.getvalue()


def bomb(book: bytes, megabytes: int) -> bytes:
    """The same workbook with a part that unpacks to so many megabytes of blanks."""
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", bytes(megabytes << 20))
    return out.getvalue()


def lying(book: bytes) -> bytes:
    """The same workbook whose directory says that its sheet is small."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = book.rindex(b"PK\x01\x02", 0, book.rindex(b"xl/worksheets/sheet1.xml"))
    assert struct.unpack_from("<I", book, at + 24)[0] == size
    return book[: at + 24] + struct.pack("<I", 10) + book[at + 28 :]
