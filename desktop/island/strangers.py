"""What three short fields say about somebody whom the register does not have. Nothing is invented: what is not
understood stays in the note as it was typed."""

import re
import unicodedata
from datetime import datetime
from typing import Any

from desktop.times import local

UNKNOWN = ("不详", "?", "bx", "不知道", "-")
_SEX = {"男": "男", "女": "女", "m": "男", "f": "女", "nan": "男", "nv": "女"}
_AGE = re.compile(r"(?:^|[^\d.])(\d{1,3})(?:岁|多|左右|来|\s|[,，]|$)")
_OLDEST = 120


def stranger_of(fields: tuple[str, ...], now: datetime) -> dict[str, Any]:
    """`name`, `sex`, `birth` (a year, or empty) and `note` for the operation; 不详 and an empty field are the same."""
    name, looks, note = (_known(word) for word in fields)
    looks = unicodedata.normalize("NFKC", looks)
    sex = next((_SEX[word] for word in re.findall(r"[a-z]+|[男女]", looks.lower()) if word in _SEX), "")
    years = _AGE.search(looks)
    old = int(years[1]) if years else None
    birth = str(local(now).year - old) if old is not None and old <= _OLDEST else ""
    understood = (bool(sex) or bool(birth)) and not _rest(looks)
    notes = [word for word in ("" if understood else looks, note) if word]
    return {"name": name, "sex": sex, "birth": birth, "note": " · ".join(notes)}


def _known(word: str) -> str:
    word = word.strip()
    return "" if word.lower() in UNKNOWN else word


def _rest(looks: str) -> str:
    """What is left of the second field beside sex, age and the words that belong to them."""
    return re.sub(r"(nan|nv|[mf男女性岁多左右约来 ,，]|\d{1,3})", "", looks.lower())
