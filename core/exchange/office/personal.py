"""Names, id numbers and telephones as offices write them."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from core.domain.id_numbers import check_fits, from_15_digits
from core.exchange.office.problems import Odd
from core.exchange.office.said import NOTHING, Note, Said, as_text, folded, nothing

# -- id numbers ------------------------------------------------------------------------------------------------------

_EXPONENT = re.compile(r"^\d(?:\.\d+)?[eE]\+?1[67]$")
_OTHER_ID = re.compile(r"^[A-Z]{1,3}\d{6,10}$|^[HM]\d{8,10}$|^[A-Z]\d{6,8}\([0-9A]\)$")
_IN_ID = re.compile(r"[\s\-.,]")


def rounded_ids(cells: Iterable[Any]) -> bool:
    """Whether a column of id numbers went through numbers of 15 digits: of those as text far more than the one in a
    thousand that chance gives end in 000 with a check character that does not fit."""
    ids = [
        text for cell in cells if isinstance(cell, str) and len(text := cell.strip()) == 18 and text[:17].isdecimal()
    ]
    rounded = sum(text.endswith("000") and not check_fits(text) for text in ids)
    return bool(rounded) and rounded * 20 >= len(ids)


def id_number(cell: Any, *, rounded: bool = False) -> Said:
    """An id number of 18 characters, `x` as `X`. One whose last digits Excel has lost is left out, and said: whatever
    were put in their place would be another person's number. `rounded`: see `rounded_ids`."""
    if isinstance(cell, float) and cell >= 1e15:
        return _lost(f"{cell:.0f}")
    raw = as_text(cell)
    if nothing(raw):
        return NOTHING
    text = _IN_ID.sub("", folded(raw)).upper()
    wide = (Note(Odd.FULL_WIDTH, {"value": raw}),) if not raw.isascii() and folded(raw) != raw else ()
    if _EXPONENT.match(folded(raw).strip()):
        return _lost(raw)
    if len(text) == 18 and text[:17].isdecimal():
        if check_fits(text):
            return Said(text, wide)
        if rounded and text.endswith("000"):
            return _lost(raw)
        return Said(text, (*wide, Note(Odd.ID_CHECK, {"value": text})))
    if len(text) == 15 and text.isdecimal():
        return Said(
            from_15_digits(text), (*wide, Note(Odd.ID_15_DIGITS, {"value": text, "read": from_15_digits(text)}))
        )
    if _OTHER_ID.match(text):
        return Said(text, (*wide, Note(Odd.ID_OTHER, {"value": text})))
    return Said(text, (*wide, Note(Odd.ID_LENGTH, {"value": text, "digits": len(text)})))


def _lost(shown: str) -> Said:
    return Said("", (Note(Odd.ID_DIGITS_LOST, {"value": shown}),))


def birth_in_id(number: str) -> str:
    """The date in an 18-character id number as ISO, empty where it holds none."""
    if len(number) != 18 or not number[:17].isdecimal():
        return ""
    year, month, day = number[6:10], number[10:12], number[12:14]
    return f"{year}-{month}-{day}" if "1900" <= year <= "2099" and "01" <= month <= "12" and "01" <= day <= "31" else ""


def sex_in_id(number: str) -> str:
    """男 or 女 by the seventeenth digit, empty where it cannot be told."""
    return ("女", "男")[int(number[16]) % 2] if len(number) == 18 and number[:17].isdecimal() else ""


# -- telephones --------------------------------------------------------------------------------------------------------

_MOBILE = re.compile(r"^1\d{10}$")
_AREA = re.compile(r"^(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})$")
_BETWEEN = re.compile(r"[/,;、|或\n]+|\s{2,}")
_IN_PHONE = re.compile(r"[\s()（）.]")
_CHUNK = re.compile(r"^\d{7,8}$")
_COUNTRY = re.compile(r"^(?:\+|00)86-?")
SEPARATOR = " / "
_NO_PHONE = re.compile(
    r"^[没无](?:有)?(?:电话|手机|联系电话|联系方式|号码)?$"
)  # whoever has none has none: not a number


def phone(cell: Any) -> Said:
    """Digits alone; a landline as 010-69842000; several numbers of a cell separated by ` / `, none lost."""
    if isinstance(cell, str) and cell.isdecimal() and cell.isascii() and _MOBILE.match(cell):
        return Said(cell)
    raw = as_text(cell)
    if nothing(raw) or _NO_PHONE.match(raw):
        return NOTHING
    text = folded(raw)
    if re.match(r"^\d(?:\.\d+)?[eE]\+?\d+$", text):
        return Said("", (Note(Odd.PHONE_DIGITS_LOST, {"value": raw}),))
    notes: list[Note] = []
    if text != raw and not raw.isascii() and any(0xFF10 <= ord(character) <= 0xFF19 for character in raw):
        notes.append(Note(Odd.FULL_WIDTH, {"value": raw}))
    numbers = [number for part in _parts(text) if (number := _number(part, notes, raw))]
    if len(numbers) > 1:
        notes.append(Note(Odd.PHONES_TWO, {"value": raw, "count": len(numbers)}))
    return Said(SEPARATOR.join(dict.fromkeys(numbers)), tuple(notes))


def _parts(text: str) -> list[str]:
    """Numbers of one cell, also two mobiles with one blank between, or written together."""
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        pieces = part.split()
        if len(pieces) > 1 and all(_MOBILE.match(piece) or _AREA.match(piece) for piece in pieces):
            parts.extend(pieces)
        elif re.fullmatch(r"(?:1\d{10}){2,3}", part.strip()):
            parts.extend(part.strip()[at : at + 11] for at in range(0, len(part.strip()), 11))
        else:
            parts.append(part)
    return parts


def _number(part: str, notes: list[Note], raw: str) -> str:
    text = _COUNTRY.sub("", _IN_PHONE.sub("", part))
    digits = text.replace("-", "")
    if not digits:
        return ""
    if _MOBILE.match(digits):
        return digits
    if len(digits) == 13 and digits.startswith("86") and _MOBILE.match(digits[2:]):
        return digits[2:]
    area = _AREA.match(text) or _AREA.match(digits)
    if area:
        notes.append(Note(Odd.PHONE_AREA, {"value": raw, "area": area[1]}))
        return f"{area[1]}-{area[2]}"
    if _CHUNK.match(digits):
        return digits
    if len(digits) == 10 and digits.isdecimal() and digits.startswith("199"):
        return digits  # the unassigned range that invented people have
    notes.append(Note(Odd.PHONE_ODD, {"value": raw}))
    return text


# -- names -------------------------------------------------------------------------------------------------------------

DOT = "·"
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･․●．﹒゠ꞏ", DOT))
_NOTE = re.compile(r"[(（\[【](.*?)[)）\]】]")
_GONE = re.compile(r"已?故|死亡|去世|过世|注销|销户|殁")
_BLANKS = re.compile(r"\s+")
_HAN_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_GAPS = "?？□〇○■▢＊*\ufffd"


def name(cell: Any) -> Said:
    """A name with one kind of dot, without blanks between Han characters; what stood in brackets is told."""
    raw = as_text(cell)
    if raw.isalpha() and _plain_han(raw):
        return Said(raw)
    if nothing(raw):
        return NOTHING
    notes: list[Note] = []
    text = unicodedata.normalize("NFC", raw)
    for remark in _NOTE.findall(text):
        gone = bool(_GONE.search(remark))
        facts: dict[str, Any] = {"value": raw, "note": remark}
        if gone:
            facts["candidates"] = [_NOTE.sub("", text).strip()]
        notes.append(Note(Odd.SAYS_GONE if gone else Odd.NAME_NOTE, facts, error=gone))
    text = _NOTE.sub("", text).strip()
    dotted = text.translate(_DOTS)
    if dotted == text and "." in text and not text.isascii():
        dotted = text.replace(".", DOT)
    if dotted != text:
        notes.append(Note(Odd.NAME_DOT, {"value": raw, "read": dotted}))
    text = re.sub(r"\s*·\s*", DOT, dotted)
    closed = _HAN_BLANK.sub("", text)
    if closed != text:
        notes.append(Note(Odd.NAME_SPACED, {"value": raw, "read": closed}))
    text = _BLANKS.sub(" ", "".join(map(_half, closed)))
    if any("\ue000" <= character <= "\uf8ff" or ord(character) >= 0xF0000 for character in text):
        notes.append(Note(Odd.NAME_PRIVATE, {"value": text}))
    elif any(0x20000 <= ord(character) < 0xF0000 for character in text):
        notes.append(Note(Odd.NAME_RARE, {"value": text}))
    if any(gap in text for gap in _GAPS):
        notes.append(Note(Odd.NAME_GAP, {"value": text}))
    return Said(text, tuple(notes))


def _plain_han(text: str) -> bool:
    """Whether every character is of the first plane's common block, so that nothing need be looked at."""
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _half(character: str) -> str:
    return chr(ord(character) - 0xFEE0) if 0xFF01 <= ord(character) <= 0xFF5E else character
