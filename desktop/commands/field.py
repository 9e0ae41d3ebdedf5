"""Field verbs: call, check-in, leave, refuse, unreachable, void."""

from argparse import Namespace
from datetime import datetime
from functools import partial
from typing import Any

from core.domain.events import Changes, Evidence, Kind, Outcome
from core.domain.ids import EventId, PersonId
from core.domain.refusing import REMEDY_FOR, Reason
from core.domain.rooms import Bed
from core.domain.standing import Standing
from core.operations.field import call, check_in, leave, refuse, unreachable
from core.operations.rooms import give_beds, step_out
from core.operations.undo import void
from core.queries.names import find_destination, find_event, find_person, find_room, find_shelter
from core.queries.night import night
from core.queries.rooms import propose
from core.store.database import Store
from core.store.standings import standing_of
from desktop.commands.opening import entry_time, evidence_of, opened, parse_time
from desktop.commands.results import local


def run_call(arguments: Namespace) -> dict[str, Any]:
    """Whoever calls a helper, a neighbour or the door asks about the whole household; a call to himself is his own."""
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, trust = entry_time(store, arguments.at)
        changes = call(
            store,
            person=person,
            outcome=Outcome(arguments.outcome),
            to=arguments.to,
            household=arguments.to != "self",
            at=at,
            operator=arguments.by,
            evidence=evidence_of(arguments.evidence),
            note=arguments.note,
            trust=trust,
        )
        about = [event.subject.removeprefix("person/") for event in changes.events if event.kind == Kind.CALLED]
        return {**_entry(store, changes), "outcome": arguments.outcome, "to": arguments.to, "persons": about}


def run_check_in(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        person, place = find_person(store, arguments.person), find_destination(store, arguments.place)
        came_from = find_shelter(store, arguments.moved_from) if arguments.moved_from else None
        at, trust = entry_time(store, arguments.at)
        evidence = evidence_of(arguments.evidence, Evidence.SEEN)
        beds = _bed(store, arguments, person, place, at)
        claim = standing_of(store, person).claim_at(place)
        if beds and claim is not None and claim.out is None:  # he is there: another room, not another arrival
            moved = give_beds(store, shelter=place, beds=beds, at=at, operator=arguments.by, trust=trust)
            return _entry(store, moved)
        changes = check_in(
            store,
            persons=(person,),
            place=place,
            moved_from=came_from,
            slip=EventId(arguments.slip) if arguments.slip else None,
            beds=beds,
            at=at,
            operator=arguments.by,
            evidence=evidence,
            note=arguments.note,
            trust=trust,
        )
        return _entry(store, changes)


def _bed(store: Store, arguments: Namespace, person: PersonId, place: str, at: datetime) -> dict[PersonId, Bed]:
    """The bed of the room that was named, the one with the number that was given, else the first free one."""
    if not arguments.room:
        return {}
    room = None if arguments.room == "auto" else find_room(store, place, arguments.room)
    if room is not None and arguments.bed is not None:
        return {person: Bed(room, arguments.bed)}
    proposed = propose(store, place, (person,), at, room)
    if not proposed and room is not None:  # the refusal says which room has a free bed
        return {person: Bed(room, 1)}
    return {row.person: row.bed for row in proposed}


def run_leave(arguments: Namespace) -> dict[str, Any]:
    """Left for good, sent on with `--to`, or out for a while with `--back-by`."""
    if not arguments.back_by:
        return _about(arguments, partial(_sent_on, to=arguments.to))
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, trust = entry_time(store, arguments.at)
        changes = step_out(
            store,
            persons=(person,),
            shelter=standing_of(store, person).place or "",
            back_by=parse_time(arguments.back_by),
            at=at,
            operator=arguments.by,
            note=arguments.note,
            trust=trust,
        )
        return _entry(store, changes)


def run_refuse(arguments: Namespace) -> dict[str, Any]:
    why = Reason(arguments.why) if arguments.why else None
    return _about(arguments, partial(refuse, why=why, remedy=REMEDY_FOR[why] if why is not None else None))


def run_unreachable(arguments: Namespace) -> dict[str, Any]:
    return _about(arguments, unreachable)


def _sent_on(store: Store, to: str | None, **said: Any) -> Changes:
    return leave(store, to=find_shelter(store, to) if to else None, **said)


def _about(arguments: Namespace, operation: Any) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, trust = entry_time(store, arguments.at)
        changes = operation(
            store,
            persons=(person,),
            at=at,
            operator=arguments.by,
            evidence=evidence_of(arguments.evidence),
            note=arguments.note,
            trust=trust,
        )
        return _entry(store, changes)


def run_void(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        event = find_event(store, arguments.event)
        at, _ = entry_time(store, arguments.at)
        return _entry(store, void(store, event=event, at=at, operator=arguments.by))


def _entry(store: Store, changes: Changes) -> dict[str, Any]:
    """The event that was recorded and where the person stands now; refusals leave through exit 2."""
    event = changes.events[-1]
    person = event.subject.removeprefix("person/")
    stands = night(store).standings.get(person)  # type: ignore[call-overload]
    return {
        "event": event.id,
        "kind": event.kind,
        "subject": event.subject,
        "at": local(event.at),
        "class": stands.class_.value if stands else None,
        "to_reconcile": stands.to_reconcile if stands else None,
        **_sleeping(stands),
        "refusals": [],
    }


def _sleeping(stands: Standing | None) -> dict[str, Any]:
    """Room and bed where he has one, when he means to be back, where he was sent on to."""
    if stands is None:
        return {}
    claim = stands.claim_at(stands.place)
    said: dict[str, Any] = {"going_to": stands.going_to} if stands.going_to else {}
    if claim is not None and claim.room is not None:
        said |= {"room": claim.room, "bed": claim.bed}
    if claim is not None and claim.out is not None:
        said |= {"out_since": local(claim.out.since), "back_by": local(claim.out.back_by)}
    return said
