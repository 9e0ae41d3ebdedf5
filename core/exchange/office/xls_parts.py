"""What calamine does not tell of an xls file: hidden rows; and how large its sheets are before they are read.

Compound file and BIFF8 as published by Microsoft ([MS-CFB], [MS-XLS]); only what is needed here.
"""

import struct
from collections.abc import Iterator

from core.exchange.office.grids import check_size, unreadable
from core.exchange.office.problems import Odd
from core.exchange.office.xlsx_parts import SheetParts

_END = 0xFFFFFFFA  # this and above are marks, not sectors
_BOUNDSHEET, _ROW, _FILEPASS, _BOF = 0x0085, 0x0208, 0x002F, 0x0809
# One cell: blank ones (0x0201, 0x00BE) do not make a table larger.
_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})


def xls_parts(file: str, data: bytes) -> dict[str, SheetParts]:
    """Hidden rows by sheet name. Refuses what is no workbook, is too large or has a password."""
    try:
        stream = _workbook_stream(data)
        return _sheets(file, stream) if stream is not None else _no_book(file, data)
    except (struct.error, IndexError, ValueError) as error:
        raise unreadable(file, Odd.BROKEN_FILE, detail=str(error)[:200]) from error


def _no_book(file: str, data: bytes) -> dict[str, SheetParts]:
    """A compound file without a workbook: Word's, most often."""
    if "Book".encode("utf-16-le") in data[: 1 << 20]:
        return {}  # Excel 5 and older: calamine says what it can do with it
    kind = "doc" if "WordDocument".encode("utf-16-le") in data else "ole"
    raise unreadable(file, Odd.OTHER_FORMAT, kind=kind)


def _workbook_stream(data: bytes) -> bytes | None:
    """The stream `Workbook` of a compound file, None where it has none."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    mini = 1 << struct.unpack_from("<H", data, 32)[0]
    directory, cutoff, mini_table = struct.unpack_from("<I4xII", data, 48)
    difat = [*struct.unpack_from("<109I", data, 76)]
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < _END and following not in seen:
        seen.add(following)
        entries = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        difat.extend(entries[:-1])
        following = entries[-1]
    table: list[int] = []
    for sector in (sector for sector in difat if sector < _END):
        table.extend(struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size))

    def chain(first: int, links: list[int], unit: int, body: bytes, offset: int) -> bytes:
        pieces, visited = [], set()
        while first < _END and first not in visited:
            visited.add(first)
            pieces.append(body[(first + offset) * unit : (first + offset + 1) * unit])
            first = links[first]
        return b"".join(pieces)

    entries_of = chain(directory, table, size, data, 1)
    root: tuple[int, int] | None = None
    book: tuple[int, int] | None = None
    for start in range(0, len(entries_of) - 127, 128):
        length = struct.unpack_from("<H", entries_of, start + 64)[0]
        name = entries_of[start : start + max(0, length - 2)].decode("utf-16-le", "replace")
        first, bytes_in = struct.unpack_from("<II", entries_of, start + 116)
        if entries_of[start + 66] == 5:
            root = (first, bytes_in)
        elif name == "Workbook":
            book = (first, bytes_in)
    if book is None:
        return None
    if book[1] >= cutoff or root is None:
        return chain(book[0], table, size, data, 1)[: book[1]]
    links = [*struct.unpack(f"<{len(mt := chain(mini_table, table, size, data, 1)) // 4}I", mt)]
    return chain(book[0], links, mini, chain(root[0], table, size, data, 1), 0)[: book[1]]


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """(kind, where its body starts, length)."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _sheets(file: str, stream: bytes) -> dict[str, SheetParts]:
    names: list[str] = []
    parts: dict[str, SheetParts] = {}
    number = -2  # the globals are the first substream
    hidden: set[int] = set()
    last_row = last_column = -1

    def finish() -> None:
        if 0 <= number < len(names):
            check_size(file, names[number], last_row + 1, last_column + 1)
            parts[names[number]] = SheetParts(frozenset(hidden))

    depth = 0
    for kind, at, length in _records(stream):
        if kind == _FILEPASS:
            raise unreadable(file, Odd.PASSWORD)
        if kind == _BOF:
            depth += 1
            if depth == 1:
                number += 1
                hidden, last_row, last_column = set(), -1, -1
        elif kind == 0x000A:
            depth -= 1
            if depth == 0:
                finish()
        elif kind == _BOUNDSHEET:
            count, wide = stream[at + 6], stream[at + 7] & 1
            names.append(stream[at + 8 : at + 8 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1"))
        elif kind == _ROW and depth == 1:
            row = struct.unpack_from("<H", stream, at)[0]
            if stream[at + 12] & 0x20:
                hidden.add(row + 1)
        elif kind in _CELLS and depth == 1 and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            last_row, last_column = max(last_row, row), max(last_column, column)
    return parts
