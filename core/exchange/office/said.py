"""One cell read: the words of the pack, and what is worth saying about how it was read."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about one cell, or with `error` the reason why its row is set aside. Facts name what stands there."""

    rule: str
    facts: dict[str, Any] = field(default_factory=dict)
    error: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """`text` in the words of the pack; empty where nothing (usable) was said."""

    text: str = ""
    notes: tuple[Note, ...] = ()


NOTHING = Said()
CellReader = Callable[[Any], Said]

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_MARKS = frozenset("'`=")  # put before a cell so that Excel takes it for text
_LIKE_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)
# What people write where they have nothing to write.
EMPTY_WORDS = frozenset(
    ("", "-", "--", "/", "\\", "无", "暂无", "不详", "未知", "空", "none", "null", "n/a", "#n/a", "#ref!", "#value!")
)
DITTO = frozenset(("〃", "″", '"', "同上", "同前", "''", "“", "”"))


def as_text(cell: Any) -> str:
    """A cell as its owner sees it: no blanks around, nothing invisible, numbers without a useless .0."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text.isprintable():
            text = _INVISIBLE.sub("", text).strip()
        if text[:1] in _MARKS:
            text = _LIKE_FORMULA.sub(r"\1", text.lstrip("'`"))
        return text
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep="T", timespec="minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def folded(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; dashes of all kinds as one."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES) if not text.isascii() else text


def nothing(text: str) -> bool:
    """Whether the cell says that there is nothing to say."""
    return text.lower() in EMPTY_WORDS


def remembered(read: CellReader) -> CellReader:
    """The same reader, asked once for each text: columns repeat themselves."""
    known: dict[str, Said] = {}

    def reader(cell: Any) -> Said:
        if not isinstance(cell, str):
            return read(cell)
        said = known.get(cell)
        if said is None:
            said = known[cell] = read(cell)
        return said

    return reader
