"""What was recorded, newest first, as facts for the edge to word."""

from collections.abc import Iterable, Mapping

from core.domain.events import Event, Kind
from core.domain.heads import voided
from core.domain.heard import split_told
from core.domain.ids import EventId, HelperId, PersonId, PlaceCode, ShelterId
from core.queries.names import household_head, places, shelters
from core.queries.road_labels import road_labels
from core.queries.rows import HistoryRow
from core.store.database import Store
from core.store.helping_out import sorties
from core.store.institutions import institution_entries
from core.store.people import entries, helper_entries, helpers
from core.store.standings import person_events
from core.store.table_imports import is_road_import

UNDOABLE = (
    Kind.CALLED,
    Kind.STEPPED,
    Kind.ARRIVED,
    Kind.ROOMED,
    Kind.STEPPED_OUT,
    Kind.LEFT,
    Kind.REFUSED,
    Kind.UNREACHABLE,
    Kind.AWAY,
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.COMPLETED,
    Kind.DECLINED,
    Kind.LEVEL_SET,
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.SHELTER_OPENED,
    Kind.SHELTER_CLOSED,
    Kind.SHELTER_ADDED,
    Kind.STOCKED,
    Kind.TICKED,
    Kind.UNTICKED,
    Kind.RELIEF_ORDERED,
    Kind.RELIEF_DECLINED,
    Kind.PEAK_NOTED,
    Kind.INSPECTED,
    Kind.RETURN_ORDERED,
    Kind.RETURNED,
    Kind.WENT_BACK,
    Kind.IMPORTED,
    Kind.PERSON_ADDED,
    Kind.FIELD_EDITED,
    Kind.LINKED,
    Kind.UNLINKED,
    Kind.DIFFERED,
    Kind.TAKEN_OFF,
    Kind.PUT_BACK,
    Kind.CONFIRMED,
    Kind.COUNTED,
    Kind.EXPLAINED,
    Kind.HEADS_MOVED,
    Kind.TOLD,
    Kind.HELPER_OUT,
    Kind.HELPER_BACK,
    Kind.VEHICLE_OUT,
    Kind.VEHICLE_BACK,
    Kind.HARMED,
    Kind.SORTIE,
    Kind.RULE_SET,
    Kind.REPORTED,
    Kind.VOIDED,
)


def recent(store: Store, limit: int = 20) -> tuple[HistoryRow, ...]:
    """The newest entries of this device that can be taken back, newest first."""
    void = _voided(store)
    events = store.journal.latest(limit * 2, UNDOABLE)
    mine = [event for event in events if event.device == store.around.device.id and _can_be_taken_back(event)]
    return tuple(_row(store, event, void) for event in mine[:limit])


def _can_be_taken_back(event: Event) -> bool:
    return event.kind != Kind.IMPORTED or "batch" in event.values or is_road_import(event)


def about_person(store: Store, person: PersonId, limit: int = 12) -> tuple[HistoryRow, ...]:
    """What was recorded about one person, newest first."""
    void = _voided(store)
    events = person_events(store, person)
    return tuple(_row(store, event, void) for event in reversed(events[-limit:]))


def history_rows(store: Store, events: Iterable[Event]) -> tuple[HistoryRow, ...]:
    """Entries as rows, in the order given."""
    void = _voided(store)
    return tuple(_row(store, event, void) for event in events)


def _voided(store: Store) -> set[EventId]:
    return voided(store.journal.of_kind(Kind.VOIDED))


def _row(store: Store, event: Event, void: set[EventId]) -> HistoryRow:
    room = shelters(store).get(ShelterId(event.place or ""))
    note = store.journal.personal(event.pii[0]) if event.pii else None
    return HistoryRow(
        event=event.id,
        at=event.at,
        kind=event.kind,
        subject=event.subject,
        operator=store.operator_name(event.operator),
        place=event.place,
        place_name=room.name if room else (event.place or ""),
        evidence=event.evidence,
        values=_facts(event, note or {}),
        name=subject_name(store, event.subject),
        void=event.id in void,
        note=str(note.get("note", "")) if note else "",
        to=str(note.get("to", "")) if note else "",
        road=road_labels(store).of(event.subject.removeprefix("link/")) if event.subject.startswith("link/") else None,
    )


def _facts(event: Event, personal: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Values of an event, and who gave a response level: that is text and lives in its blob."""
    said = {**event.values, **{key: value for key, value in personal.items() if key == "issuer"}}
    if event.kind == Kind.LEVEL_SET:
        said["scope"] = event.subject.removeprefix("level/")
    return tuple(
        (str(key), str(said[key])) for key in sorted(said) if key not in ("tell", "known", "base", "gave_way", "parts")
    )


def _told_name(store: Store, key: str) -> str:
    """Whom a call about a plan was with: another helper than A, or the head of the household."""
    household, whom = split_told(key)
    helper = helpers(store).get(HelperId(whom))
    head = household_head(store, household)
    return helper.name if helper else head.name if head else key


def subject_name(store: Store, subject: str) -> str:
    """The name of what an event is about: a person, a place, a road, a shelter."""
    stream, _, key = subject.partition("/")
    if stream in ("person", "register", "confirmed", "same", "shown"):
        one = key.replace("+", "/").split("/")[0]
        entry = entries(store).get(PersonId(one))
        helper = helper_entries(store).get(HelperId(one))
        return entry.person.name if entry else (helper.helper.name if helper else "")
    if stream == "institution":
        found = institution_entries(store).get(key.rpartition("/")[0])
        return found.now.name if found else key
    if stream in ("place", "village", "done"):
        place = places(store).get(PlaceCode(key))
        return place.name if place else key
    if stream == "link":
        return road_labels(store).of(key).name or key
    if stream in ("shelter", "site", "spared", "stock", "checklist"):
        ident = key if stream in ("shelter", "site", "spared") else key.rpartition("/")[0]
        room = shelters(store).get(ShelterId(ident))
        return room.name if room else key
    if stream == "return":
        place = places(store).get(PlaceCode(key.rpartition("/")[0]))
        return place.name if place else key
    if stream == "household":
        return _told_name(store, key)
    if stream == "responder":
        squad = sorties(store).get(key)
        return squad.name if squad and squad.name else subject_name(store, f"helper/{key}")
    if stream == "helper":
        return next((helper.name for helper in helpers(store).values() if helper.id == key), key)
    return key
