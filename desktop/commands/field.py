"""Field verbs: call, check-in, leave, refuse, unreachable, void."""

from argparse import Namespace
from functools import partial
from typing import Any

from core.domain.events import Changes, Evidence, Kind, Outcome
from core.domain.ids import EventId
from core.domain.refusing import REMEDY_FOR, Reason
from core.operations.field import call, check_in, leave, refuse, unreachable
from core.operations.undo import void
from core.queries.names import find_destination, find_event, find_person, find_shelter
from core.queries.night import night
from core.store.database import Store
from desktop.commands.opening import entry_time, evidence_of, opened
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
        changes = check_in(
            store,
            persons=(person,),
            place=place,
            moved_from=came_from,
            slip=EventId(arguments.slip) if arguments.slip else None,
            at=at,
            operator=arguments.by,
            evidence=evidence,
            note=arguments.note,
            trust=trust,
        )
        return _entry(store, changes)


def run_leave(arguments: Namespace) -> dict[str, Any]:
    return _about(arguments, leave)


def run_refuse(arguments: Namespace) -> dict[str, Any]:
    why = Reason(arguments.why) if arguments.why else None
    return _about(arguments, partial(refuse, why=why, remedy=REMEDY_FOR[why] if why is not None else None))


def run_unreachable(arguments: Namespace) -> dict[str, Any]:
    return _about(arguments, unreachable)


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
        "refusals": [],
    }
