"""拒转: why somebody will not go, what may be offered against it, and how often he was talked to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """What keeps people at home in the reports of real nights, in the order of the digits."""

    STOCK = "stock"
    GOODS = "goods"
    SICK = "sick"
    DISBELIEF = "disbelief"
    GUARD = "guard"
    OTHER = "other"


class Remedy(StrEnum):
    """What is offered against it."""

    STOCK_PLACE = "stock_place"
    GOODS_LIST = "goods_list"
    PILLS = "pills"
    NEIGHBOUR_TALKS = "neighbour_talks"
    WATCH = "watch"
    OTHER_TALKS = "other_talks"


REMEDY_FOR = {
    Reason.STOCK: Remedy.STOCK_PLACE,
    Reason.GOODS: Remedy.GOODS_LIST,
    Reason.SICK: Remedy.PILLS,
    Reason.DISBELIEF: Remedy.NEIGHBOUR_TALKS,
    Reason.GUARD: Remedy.WATCH,
    Reason.OTHER: Remedy.OTHER_TALKS,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """One refusal as it was recorded. The round is its place among the talks with one person, from 1."""

    at: datetime
    operator: str
    reason: Reason | None = None
    remedy: Remedy | None = None
