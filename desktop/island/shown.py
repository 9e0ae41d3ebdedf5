"""One state of the desk at an island's door, as a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.events import Evidence
from core.domain.ids import PersonId
from core.domain.scattered import Scattered
from core.domain.standing import Class
from core.queries.door import DoorCard, DoorHit
from core.queries.rows import RollRow, ShelterRow

FIELDS = 3  # name; sex and age; where from, with whom


class Stage(StrEnum):
    """What the keys mean now."""

    TYPING = "typing"
    CARD = "card"
    ASK = "ask"  # a code was scanned over an open card
    FROM = "from"
    ELSEWHERE = "elsewhere"
    WHERE = "where"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class IslandShown:
    """`ticked` are those of the card who have come; `pending` a code scanned over it; `stranger` the three fields."""

    shelter: str = ""
    row: ShelterRow | None = None
    islands: tuple[tuple[str, str], ...] = ()
    loaded: bool = False
    now: datetime | None = None
    typed: str = ""
    hits: tuple[DoorHit, ...] = ()
    at_hit: int = 0
    stage: Stage = Stage.TYPING
    card: DoorCard | None = None
    ticked: frozenset[PersonId] = frozenset()
    came_from: tuple[str, str] | None = None
    elsewhere: Scattered | None = None
    called_back: Evidence | None = None
    pending: str = ""
    stranger: tuple[str, ...] = ("",) * FIELDS


def here(row: RollRow, shelter: str) -> bool:
    """Whether somebody is recorded in this island, beyond doubt."""
    return row.class_ is Class.MOVED and row.at_place == shelter and not row.to_reconcile


def ticked_at_first(card: DoorCard, shelter: str) -> frozenset[PersonId]:
    """Who stands at the door unless somebody says otherwise: the one who was named, and of his household whoever is
    neither here already nor recorded elsewhere or away."""
    coming = {
        row.person for row in card.members if row.class_ not in (Class.MOVED, Class.AWAY) or row.person == card.found
    }
    return frozenset(row.person for row in card.members if row.person in coming and not here(row, shelter))
