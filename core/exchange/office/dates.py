"""Dates and times as text, numbers of Excel, halves of dates; never more exact than what was written."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from core.exchange.office.problems import Odd
from core.exchange.office.said import NOTHING, Note, Said, as_text, folded, nothing

_SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0 for dates after February 1900
_SERIALS = range(366, 73_050)  # 1901 to 2099
_FULL = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]\d{1,2}:\d{2}(?::\d{2})?)?$")
_MONTH = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份|生)?$")
_SHORT = re.compile(r"^(\d{2})\s*[-/.年]\s*(\d{1,2})\s*月?(?:\s*[-/.]?\s*(\d{1,2})\s*[日号]?)?(?:生)?$")
_YEAR = re.compile(r"^(\d{4})\s*年?(?:生)?$")


def birth_reader(today: date) -> Callable[[Any], Said]:
    """Reads a day, a month or a year of birth before `today` as `1957-05-06`, `1957-05` or `1957`."""

    def read(cell: Any) -> Said:
        if isinstance(cell, (datetime, date)):
            day = cell.date() if isinstance(cell, datetime) else cell
            return _day(day, str(day), today)
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return _number(float(cell), today)
        raw = as_text(cell)
        if nothing(raw):
            return NOTHING
        return _text(raw, folded(raw).strip(), today)

    return read


def _text(raw: str, text: str, today: date) -> Said:
    if text.isdecimal() and len(text) == 8:
        return _parts(raw, text[:4], text[4:6], text[6:], today)
    if text.isdecimal() and len(text) == 6 and text[:2] in ("19", "20"):
        return _parts(raw, text[:4], text[4:], "", today, told=True)
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return _number(float(text), today)
    for pattern in (_FULL, _MONTH, _YEAR):
        match = pattern.match(text)
        if match:
            year, month, day = (*match.groups(), "", "")[:3]
            return _parts(raw, year, month, day, today, told=pattern is _MONTH and "." in text)
    match = _SHORT.match(text)
    if match and int(match[1]) > today.year % 100:  # 45年 can only be 1945; 05年 might be either
        return _parts(raw, f"19{match[1]}", match[2], match[3] or "", today, told=True)
    return _unreadable(raw)


def _number(number: float, today: date) -> Said:
    """A year, a day as Excel counts them, 19570506, or 1945.3 - where 1945.1 may have been 1945.10."""
    shown = f"{number:g}" if number < 1e6 else f"{number:.0f}"
    whole = int(number)
    if number == whole:
        if 1880 <= whole <= today.year:
            return Said(str(whole))
        if whole in _SERIALS:
            day = _SERIAL_ZERO + timedelta(days=whole)
            said = _day(day, shown, today)
            return Said(said.text, (Note(Odd.DATE_SERIAL, {"value": shown, "read": said.text}),)) if said.text else said
        return _text(shown, str(whole), today)
    if 1880 <= whole <= today.year:
        tenths = round((number - whole) * 100)
        if tenths == 10:
            return Said(str(whole), (Note(Odd.DATE_READ, {"value": shown, "read": str(whole)}),))
        month = tenths // 10 if tenths % 10 == 0 else tenths
        return _parts(shown, str(whole), str(month), "", today, told=True)
    if whole in _SERIALS:
        return _number(float(whole), today)
    return _unreadable(shown)


def _parts(raw: str, year: str, month: str, day: str, today: date, *, told: bool = False) -> Said:
    try:
        exact = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return _unreadable(raw)
    if exact > today or exact.year < 1880:
        return _unreadable(raw)
    text = exact.isoformat()[: 10 if day else 7 if month else 4]
    return Said(text, (Note(Odd.DATE_READ, {"value": raw, "read": text}),) if told else ())


def _day(day: date, raw: str, today: date) -> Said:
    return Said(day.isoformat()) if day.year >= 1880 and day <= today else _unreadable(raw)


def _unreadable(raw: str) -> Said:
    return Said("", (Note(Odd.DATE_UNREADABLE, {"value": raw}),))


# -- times of rain, closures and duty ----------------------------------------------------------------------------------

_MOMENT = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\s*T?\s*"
    r"(?:(\d{1,2})\s*(?:[:时点]\s*(?:(\d{1,2})\s*分?)?)?(?::(\d{1,2}))?)?$"
)


def moment(cell: Any) -> Said:
    """A local ISO time; a day alone is its first minute, 24:00 the next day's. Excel's day numbers are read."""
    if isinstance(cell, datetime):
        rounded = cell + timedelta(seconds=30) if cell.second or cell.microsecond else cell
        return Said(rounded.replace(second=0, microsecond=0).isoformat(timespec="minutes"))
    if isinstance(cell, date):
        return Said(f"{cell.isoformat()}T00:00")
    if isinstance(cell, float) and 30_000 < cell < 80_000:
        at = datetime.combine(_SERIAL_ZERO, datetime.min.time()) + timedelta(minutes=round(cell * 1440))
        return Said(at.isoformat(timespec="minutes"), (Note(Odd.DATE_SERIAL, {"value": f"{cell:g}", "read": str(at)}),))
    raw = as_text(cell)
    text = folded(raw)
    match = _MOMENT.match(text)
    if not match:
        return Said(text)  # an ISO time with an offset, or what the pack's own reader will complain of
    year, month, day, hour, minutes, _seconds = match.groups()
    try:
        start = datetime(int(year), int(month), int(day))  # noqa: DTZ001 - local by the pack's rule
    except ValueError:
        return Said(text)
    if int(hour or 0) > 24 or int(minutes or 0) > 59:
        return Said(text)
    return Said((start + timedelta(hours=int(hour or 0), minutes=int(minutes or 0))).isoformat(timespec="minutes"))
