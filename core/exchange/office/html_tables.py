"""Web pages that an office system saved under the name .xls: their tables as sheets."""

import re
from html.parser import HTMLParser

from core.domain.findings import Finding
from core.exchange.office.grids import MAX_COLUMNS, MAX_ROWS, Grid, Merged, Source, check_size, unreadable
from core.exchange.office.problems import Odd

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


class _Tables(HTMLParser):
    """Rows of cells of every table, spans kept as merged ranges; nested tables belong to the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.merged: list[list[Merged]] = []
        self._taken: dict[tuple[int, int], None] = {}
        self._depth = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self.merged.append([])
                self._taken = {}
        elif tag == "tr" and self._depth == 1:
            self._finish()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self._depth == 1:
            self._finish()
            if not self.tables[-1]:
                self.tables[-1].append([])
            self._cell = []
            spans = dict(attrs)
            self._span = (_span(spans.get("rowspan"), MAX_ROWS), _span(spans.get("colspan"), MAX_COLUMNS))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._finish()
        elif tag == "table":
            if self._depth == 1:
                self._finish()
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _finish(self) -> None:
        if self._cell is None:
            return
        row = self.tables[-1][-1]
        at = len(self.tables[-1]) - 1
        while (at, len(row)) in self._taken:
            row.append("")
        left = len(row)
        height, width = self._span
        row.append(" ".join("".join(self._cell).split()))
        row.extend([""] * (width - 1))
        if height > 1 or width > 1:
            self.merged[-1].append(((at, left), (at + height - 1, left + width - 1)))
            for below in range(at + 1, min(at + height, at + 1000)):
                self._taken.update(dict.fromkeys((below, column) for column in range(left, left + width)))
        self._cell = None


def _span(value: str | None, most: int) -> int:
    return min(int(value), most) if value and value.isdecimal() and int(value) > 0 else 1


def html_source(name: str, data: bytes) -> Source:
    """Every table of the page as a sheet. Refuses a page without one."""
    said = _CHARSET.search(data[:4096])
    encoding = said[1].decode("ascii", "replace").lower() if said else "utf-8"
    if encoding in ("gb2312", "gbk", "x-gbk"):
        encoding = "gb18030"
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        text = data.decode("gb18030", "replace") if encoding.startswith("utf") else data.decode("utf-8", "replace")
    reader = _Tables()
    reader.feed(text)
    reader.close()
    grids = []
    for number, (rows, merged) in enumerate(zip(reader.tables, reader.merged, strict=True), 1):
        check_size(name, str(number), len(rows), max(map(len, rows), default=0))
        grids.append(
            Grid(str(number) if len(reader.tables) > 1 else "", tuple(list(row) for row in rows), merged=tuple(merged))
        )
    if not any(grid.rows for grid in grids):
        raise unreadable(name, Odd.OTHER_FORMAT, kind="html")
    findings = (Finding(Odd.HTML_AS_XLS, name),)
    return Source(name, tuple(grids), {"format": "html", "encoding": encoding.upper()}, findings)
