"""转换清单: what turns a school into a safety island, ticked with a name and a time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to be done, in both languages; `minutes` is how long it takes."""

    item: str
    name: str
    name_en: str
    minutes: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Who said when that it is done: `who` did it (as was typed), `operator` recorded it."""

    item: str
    at: datetime
    who: str
    operator: str
