"""One state of the desk at an island's door, as a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.events import Evidence
from core.domain.ids import PersonId
from core.domain.scattered import Scattered
from core.domain.standing import Class
from core.queries.door import DoorCard, DoorHit
from core.queries.map_rows import ShelterRow
from core.queries.rooms import BedRow, NextIsland, RoomBoard, RoomRow
from core.queries.rows import RollRow

FIELDS = 3  # name; sex and age; where from, with whom


class Stage(StrEnum):
    """What the keys mean now."""

    TYPING = "typing"
    CARD = "card"
    ASK = "ask"  # a code was scanned over an open card
    FROM = "from"
    ELSEWHERE = "elsewhere"
    WHERE = "where"
    ROOM = "room"
    BED = "bed"
    ONWARD = "onward"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class IslandShown:
    """`ticked` are those of the card who have come; `pending` a code scanned over it; `stranger` the three fields;
    `beds` what is proposed for those who are ticked, in `room` where one was chosen."""

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
    draft: bool = False  # the three fields were left by Esc (or a lock, a restart) and nobody was taken in
    board: RoomBoard | None = None
    beds: tuple[BedRow, ...] = ()
    room: str | None = None
    choices: tuple[RoomRow, ...] = ()
    free_beds: tuple[BedRow, ...] = ()
    onward: tuple[NextIsland, ...] = ()

    def bed_of(self, person: PersonId) -> BedRow | None:
        """The bed proposed for somebody on the card."""
        return next((row for row in self.beds if row.person == person), None)

    @property
    def arriving(self) -> tuple[PersonId, ...]:
        """Who of the card arrives or comes back with the next Enter."""
        rows = self.card.members if self.card is not None else ()
        return tuple(
            row.person
            for row in rows
            if row.person in self.ticked and (not here(row, self.shelter) or row.out_since is not None)
        )

    @property
    def staying(self) -> tuple[PersonId, ...]:
        """Who of the card is in this island and meant by a verb about its guests: those ticked, else all of them."""
        rows = [row for row in (self.card.members if self.card is not None else ()) if here(row, self.shelter)]
        ticked = [row.person for row in rows if row.person in self.ticked and row.out_since is None]
        return tuple(ticked or [row.person for row in rows if row.out_since is None])


def here(row: RollRow, shelter: str) -> bool:
    """Whether somebody is recorded in this island, beyond doubt."""
    return row.class_ is Class.MOVED and row.at_place == shelter and not row.to_reconcile


def ticked_at_first(card: DoorCard, shelter: str) -> frozenset[PersonId]:
    """Who stands at the door unless somebody says otherwise: the one who was named, and of his household whoever is
    neither here already nor recorded elsewhere or away."""
    coming = {
        row.person for row in card.members if row.class_ not in (Class.MOVED, Class.AWAY) or row.person == card.found
    }
    back = {row.person for row in card.members if row.out_since is not None and here(row, shelter)}
    return frozenset(
        row.person for row in card.members if row.person in back or (row.person in coming and not here(row, shelter))
    )
