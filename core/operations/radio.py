"""An arrival told over a radio in a short form: written at one desk, typed at another."""

from datetime import datetime, timedelta

from core.domain.cards import check_character
from core.domain.events import Changes, ClockTrust, Evidence, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, PersonId, ShelterId
from core.domain.places import Shelter
from core.exchange.cells import LOCAL
from core.exchange.radio_form import SHELTERS, STEPS, Misread, Told, mark_of, read_form, write_form
from core.operations.field import check_in
from core.store.database import Store
from core.store.people import counted_as, entries
from core.store.reference import read_rows

_STEP = timedelta(minutes=10)


def radio_form(store: Store, person: PersonId) -> str:
    """The form of a person's newest arrival that this file holds. Refusal: NO_ARRIVAL, UNKNOWN_PERSON."""
    entry = entries(store).get(person)
    if entry is None:
        raise Refusal(Rule.UNKNOWN_PERSON, {"person": person})
    known = entry.person
    arrivals = [event for event in store.journal.of_subject(f"person/{person}") if event.kind == Kind.ARRIVED]
    ids = _shelters(store)
    if not arrivals or arrivals[-1].place not in ids:
        raise Refusal(Rule.NO_ARRIVAL, {"person": known.name})
    event = arrivals[-1]
    place, when = ShelterId(str(event.place)), event.at.astimezone(LOCAL)
    step = (when.hour * 60 + when.minute) // 10
    return write_form(Told(known.card[:-1], ids.index(place), mark_of(place), step, event.id))


def hear(store: Store, *, text: str, at: datetime, operator: str, trust: ClockTrust | None = None) -> Changes:
    """Record an arrival as it was told. Refusal: BAD_FORM with the `groups` that are wrong, those `missing` and those
    `unsure` (some of them are missing or wrong), to ask for again, UNKNOWN_PERSON, AMBIGUOUS_PERSON, UNKNOWN_SHELTER,
    and those of a check-in."""
    told = read_form(text)
    if isinstance(told, Misread):
        amiss = {"groups": told.wrong, "missing": told.missing, "unsure": told.unsure}
        raise Refusal(Rule.BAD_FORM, {name: list(numbers) for name, numbers in amiss.items() if numbers})
    ids = _shelters(store)
    if told.shelter >= len(ids) or mark_of(ids[told.shelter]) != told.mark:
        raise Refusal(Rule.UNKNOWN_SHELTER, {"shelter": f"#{told.shelter}"})
    card = told.card + check_character(told.card)
    found = [entry.person for entry in entries(store).values() if entry.person.card == card]
    if len(found) != 1:
        rule = Rule.AMBIGUOUS_PERSON if found else Rule.UNKNOWN_PERSON
        raise Refusal(rule, {"person": card, "candidates": [one.name for one in found]})
    event = EventId(told.event)
    held = store.journal.find(event)
    if held is not None:
        raise Refusal(Rule.HELD_ALREADY, {"person": found[0].name})
    return check_in(
        store,
        persons=(counted_as(store, found[0].id),),
        place=ids[told.shelter],
        at=_when(told.step, at),
        operator=operator,
        slip=event,
        evidence=Evidence.PHONE_HELPER,
        trust=trust,
    )


def _shelters(store: Store) -> list[ShelterId]:
    return sorted(row.id for row in read_rows(store.connection, "shelters", Shelter))[:SHELTERS]


def _when(step: int, now: datetime) -> datetime:
    """The last time that the clock stood there."""
    local = now.astimezone(LOCAL)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    said = start + step % STEPS * _STEP
    return said if said <= local else said - timedelta(days=1)
