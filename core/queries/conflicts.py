"""Conflict cards: one person of whom desks say different things, the claims side by side, and what to ask.

Claims stand in the order of how they are known, ties by entry: no clock proposes a winner.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.events import Event, Evidence
from core.domain.hazards import Trigger
from core.domain.ids import DeviceId, EventId, HouseholdId, PersonId, ShelterId
from core.domain.people import Mobility
from core.domain.places import Shelter
from core.domain.standing import Claim, Class
from core.queries.masking import mask_phone
from core.queries.names import shelters
from core.queries.night import Night, night
from core.store.database import Store


class Ask(StrEnum):
    """What settles a conflict."""

    THERE = "there"  # ask the desk at a claimed place whether he is in sight
    HIM = "him"  # ring him
    DOOR = "door"  # somebody looks at his door


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one desk says. `at` is the time said, `trust` how far that clock is believed, `desk` the laptop's name."""

    event: EventId
    class_: Class
    place: str | None
    place_name: str
    at: datetime
    trust: str
    evidence: str | None
    device: DeviceId
    desk: str
    operator: str
    came_from: str | None
    came_from_name: str
    note: str


@dataclass(frozen=True, slots=True)
class AskRow:
    """One way to find out: `place` and `name` of the shelter to ask, or the phone (masked) to ring."""

    ask: Ask
    place: str | None
    name: str


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """One person to reconcile."""

    person: PersonId
    card: str
    name: str
    household: HouseholdId
    place_name: str
    mobility: Mobility | None
    level: Trigger
    claims: tuple[ClaimRow, ...]
    asks: tuple[AskRow, ...]

    @property
    def ident(self) -> str:
        return self.person

    @property
    def answers(self) -> int:
        return len(self.claims)


def conflicts(store: Store, scope: str | None = None, here: str = "") -> tuple[ConflictCard, ...]:
    """Everybody to be reconciled, whoever can do least for himself first.

    `scope` leaves out whoever neither lives in a town nor is claimed by a shelter of it; cards that claim somebody in
    the shelter `here` come first, because that desk can look.
    """
    known, rooms = night(store), shelters(store)
    desks = dict(store.connection.execute("select id, name from devices"))
    cards = [
        _card(store, known, rooms, desks, person)
        for person, stands in known.standings.items()
        if stands.to_reconcile and _in_scope(known, rooms, person, scope)
    ]
    cards.sort(key=_most_vulnerable)
    return tuple(sorted(cards, key=lambda card: not here or all(claim.place != here for claim in card.claims)))


def _in_scope(known: Night, rooms: dict[ShelterId, Shelter], person: PersonId, scope: str | None) -> bool:
    somebody = known.people.get(person)
    if scope is None or somebody is None or known.town(somebody) == scope:
        return True
    claimed = (rooms.get(ShelterId(claim.place or "")) for claim in known.standing(person).claims)
    return any(room is not None and room.town == scope for room in claimed)


def _card(
    store: Store, known: Night, rooms: dict[ShelterId, Shelter], desks: dict[str, str], person: PersonId
) -> ConflictCard:
    somebody = known.people.get(person)  # None while only a part has come: the entry is here, the register is not
    village = known.places.get(somebody.place) if somebody else None
    claims = [
        _claim(store, rooms, desks, claim, event)
        for claim in known.standing(person).claims
        if (event := store.journal.find(claim.event)) is not None
    ]
    claims.sort(key=lambda row: (_rank(row.evidence), row.event))
    return ConflictCard(
        person=person,
        card=somebody.card if somebody else "",
        name=somebody.name if somebody else "",
        household=somebody.household if somebody else HouseholdId(""),
        place_name=village.name if village else "",
        mobility=somebody.mobility if somebody else None,
        level=known.due.get(person, Trigger.NONE),
        claims=tuple(claims),
        asks=tuple(_asks(claims, somebody.phone if somebody else "")),
    )


def _claim(
    store: Store, rooms: dict[ShelterId, Shelter], desks: dict[str, str], claim: Claim, event: Event
) -> ClaimRow:
    room = rooms.get(ShelterId(claim.place or ""))
    noted = store.journal.personal(event.pii[0]) if event.pii else None
    return ClaimRow(
        event=claim.event,
        class_=claim.class_,
        place=claim.place,
        place_name=room.name if room else (claim.place or ""),
        at=claim.at,
        trust=event.trust,
        evidence=claim.evidence,
        device=event.device,
        desk=desks.get(event.device, ""),
        operator=store.operator_name(event.operator),
        came_from=event.moved_from,
        came_from_name=came.name if (came := rooms.get(ShelterId(event.moved_from or ""))) else "",
        note=str(noted.get("note", "")) if noted else "",
    )


def _asks(claims: list[ClaimRow], phone: str) -> Iterator[AskRow]:
    for place, name in dict.fromkeys((claim.place, claim.place_name) for claim in claims if claim.place):
        yield AskRow(Ask.THERE, place, name)
    if phone:
        yield AskRow(Ask.HIM, None, mask_phone(phone))
    if any(claim.class_ is not Class.MOVED for claim in claims):
        yield AskRow(Ask.DOOR, None, "")


def _rank(evidence: str | None) -> int:
    return Evidence(evidence).rank if evidence in set(Evidence) else len(Evidence)


def _most_vulnerable(card: ConflictCard) -> tuple[bool, bool, str, PersonId]:
    helped = card.mobility is not None and card.mobility.needs_help
    return (not helped, card.level is not Trigger.GO, card.household, card.person)
