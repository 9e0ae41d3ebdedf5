"""What every operation does the same way: say when, by whom and how far the clock is believed."""

from datetime import datetime

from core.domain.events import ClockTrust
from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, LinkId, PersonId, PlaceCode, ShelterId
from core.domain.scattered import is_scattered
from core.store.database import Store
from core.store.people import linked_with
from core.store.shelters import has_shelter
from core.store.standings import person_heads


def trust_of(store: Store, trust: ClockTrust | None) -> ClockTrust:
    """A drill runs on the replay's clock; a real file on the laptop's, unless the operator gave the time."""
    if trust is not None:
        return trust
    return ClockTrust.REPLAY if store.incident.drill else ClockTrust.DEVICE


def require_person(store: Store, person: PersonId) -> None:
    if not store.has_person(person):
        raise Refusal(Rule.UNKNOWN_PERSON, {"person": person})


def known_of(store: Store, person: PersonId) -> tuple[EventId, ...] | None:
    """What an entry about a person is recorded knowing: of a linked one everything said under any of his entries, so
    that it settles what they said differently. None is the journal's own rule, all heads of the one subject."""
    return person_heads(store, person) if len(linked_with(store, person)) > 1 else None


def require_row(store: Store, table: str, key: str, rule: str) -> None:
    """Refuse with `rule` when a reference table has no row of this key."""
    if not store.has_reference(table, key):
        raise Refusal(rule, {"id": key})


def require_place(store: Store, place: PlaceCode) -> None:
    require_row(store, "places", place, Rule.UNKNOWN_PLACE)


def require_shelter(store: Store, shelter: ShelterId | str) -> None:
    """Whether of the pack or added during the night. Refusal(UNKNOWN_SHELTER)."""
    if not has_shelter(store, shelter):
        raise Refusal(Rule.UNKNOWN_SHELTER, {"id": shelter})


def require_destination(store: Store, place: str) -> None:
    """Where somebody may have arrived: a shelter of the table, with relatives, in a host home."""
    if not is_scattered(place):
        require_shelter(store, place)


def require_link(store: Store, link: LinkId) -> None:
    require_row(store, "road_links", link, Rule.UNKNOWN_LINK)


def not_empty(start: datetime, until: datetime | None) -> None:
    if until is not None and until <= start:
        raise Refusal(Rule.EMPTY_INTERVAL, {"from": start, "until": until})
