"""Text tables: UTF-8 with or without mark, UTF-16, GB 18030; separated by comma, semicolon, tab or bar."""

import csv
import io
from collections import Counter

from core.domain.findings import Finding
from core.exchange.office.grids import MAX_ROWS, Grid, Source, check_size, unreadable
from core.exchange.office.problems import Odd

_SEPARATORS = (",", "\t", ";", "|", "，")
_MOST_BROKEN = 20
_REPLACED = "\ufffd"
_LONGEST_CELL = 20  # lines: a quote left open swallows more


def text_source(name: str, data: bytes) -> Source:
    """One grid, with what was used to read it. A few broken bytes are replaced and told by line; many are no text."""
    text, encoding, findings = _decoded(name, data)
    if "\x00" in text:
        findings.append(
            Finding(Odd.BROKEN_BYTES, name, text[: text.index("\x00")].count("\n") + 1, facts={"byte": "NUL"})
        )
        text = text.replace("\x00", "")
    if not text.strip():
        raise unreadable(name, Odd.EMPTY_FILE)
    separator = _separator(text)
    rows, lines = _rows(text, separator)
    check_size(name, name, len(rows), max(map(len, rows), default=0))
    told = {"format": "csv", "encoding": encoding, "separator": "tab" if separator == "\t" else separator}
    return Source(name, (Grid("", tuple(rows), lines=tuple(lines)),), told, tuple(findings))


def _decoded(name: str, data: bytes) -> tuple[str, str, list[Finding]]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, f"{encoding.upper()} BOM", _broken(name, text)
    try:
        return data.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), "GB18030", []
    except UnicodeDecodeError:
        pass
    tries = [(encoding, data.decode(encoding, "replace")) for encoding in ("gb18030", "utf-8")]
    encoding, text = min(tries, key=lambda each: each[1].count(_REPLACED))
    text = _line_by_line(data) if text.count(_REPLACED) > _MOST_BROKEN else text
    if text.count(_REPLACED) > max(_MOST_BROKEN, len(text) // 100):
        raise unreadable(name, Odd.NOT_TEXT)
    mixed = text != tries[0][1] and text != tries[1][1]
    return text, "UTF-8 + GB18030" if mixed else encoding.upper(), _broken(name, text)


def _line_by_line(data: bytes) -> str:
    """Two files put one behind the other may have two encodings: each line is read as what it is."""
    out = []
    for line in data.splitlines(keepends=True):
        try:
            out.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            out.append(line.decode("gb18030", "replace"))
    return "".join(out)


def _broken(name: str, text: str) -> list[Finding]:
    if _REPLACED not in text:
        return []
    lines = [number for number, line in enumerate(text.split("\n"), 1) if _REPLACED in line]
    return [Finding(Odd.BROKEN_BYTES, name, line, facts={"byte": _REPLACED}) for line in lines[:_MOST_BROKEN]]


def _separator(text: str) -> str:
    """The sign that cuts the first lines into the most columns most evenly."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in lines)
        most, times = max(
            ((count, n) for count, n in counts.items() if count), key=lambda each: each[1], default=(0, 0)
        )
        return times, most

    best = max(_SEPARATORS, key=evenness)
    return best if evenness(best)[0] else ","


def _rows(text: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """Rows and the line each begins on; text with a quote that never closes is read line by line."""
    if separator == "，":  # a full-width comma separates nothing in quotes
        cells = [line.split(separator) for line in text.splitlines()]
        return cells, list(range(1, len(cells) + 1))
    rows: list[list[str]] = []
    lines: list[int] = []
    before = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            rows.append(row)
            lines.append(before + 1)
            if reader.line_num - before > _LONGEST_CELL:
                return _without_quotes(text, separator)
            before = reader.line_num
            if len(rows) > MAX_ROWS:
                break
    except csv.Error:
        return _without_quotes(text, separator)
    return rows, lines


def _without_quotes(text: str, separator: str) -> tuple[list[list[str]], list[int]]:
    plain = [line.replace('"', "").split(separator) for line in text.splitlines()]
    return plain, list(range(1, len(plain) + 1))
