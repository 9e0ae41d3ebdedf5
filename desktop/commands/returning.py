"""Verbs of going home: gate, return."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import PlaceCode
from core.domain.returning import Gate
from core.domain.standing import Home
from core.exchange.shelter_rules import return_rules
from core.operations import returning
from core.queries.names import find_person, find_place, places
from core.queries.night import night
from core.queries.pairing import find_helper
from core.queries.returning import gate, gate_board, helper_after, recorded_peak
from core.store.database import Store
from desktop.commands.opening import entry_time, evidence_of, opened, parse_time, time_of
from desktop.commands.results import local


def run_gate(arguments: Namespace) -> dict[str, Any]:
    """The gates of all places that people are away from, or of one; what the options say of it is recorded first."""
    writes = arguments.sign is not None or arguments.peak is not None or arguments.order
    if writes and arguments.place is None:
        raise Refusal(Rule.UNKNOWN_PLACE, {"place": ""})
    with opened(arguments, write=writes) as store:
        if arguments.place is None:
            at = time_of(store, arguments.at)
            return {
                "at": local(at),
                "gates": [
                    {
                        **_gate(store, row.gate),
                        "away": row.away,
                        "households": row.households,
                        "returned": row.returned,
                        "went_back": row.went_back,
                    }
                    for row in gate_board(store, None, at)
                ],
            }
        place = find_place(store, arguments.place)
        at, trust = entry_time(store, arguments.at)
        told: dict[str, Any] = {"at": at, "operator": arguments.by, "trust": trust}
        events = _record(store, arguments, place, told) if writes else []
        return {
            "events": events,
            **_gate(store, gate(store, place, at)),
            "recorded_peak": local(recorded_peak(store, place, at)),
        }


def _record(store: Store, arguments: Namespace, place: PlaceCode, told: dict[str, Any]) -> list[str]:
    """Peak, then signature, then the return order: all of what was asked for, or nothing."""
    events: list[str] = []
    with store.transaction():
        if arguments.peak is not None:
            peak = parse_time(arguments.peak)
            events += _ids(returning.note_peak(store, place=place, peak=peak, **told))
        if arguments.sign is not None:
            signed = {"role": arguments.sign, "name": arguments.name, "clear": not arguments.not_clear}
            note = arguments.note
            events += _ids(returning.sign_inspection(store, place=place, note=note, **signed, **told))
        if arguments.order:
            events += _ids(returning.order_return(store, places=(place,), note=arguments.note, **told))
    return events


def run_return(arguments: Namespace) -> dict[str, Any]:
    """Somebody is at home again: let home, or (`--unapproved`) without being let, and who is sent after him."""
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, trust = entry_time(store, arguments.at)
        said: dict[str, Any] = {
            "persons": (person,),
            "household": arguments.household,
            "at": at,
            "operator": arguments.by,
            "evidence": evidence_of(arguments.evidence),
            "note": arguments.note,
            "trust": trust,
        }
        if not arguments.unapproved:
            return _result(store, returning.return_home(store, **said), at)
        household = night(store).people[person].household
        helper = helper_after(night(store), household)[0]
        if arguments.send is not None and arguments.send != "":
            helper = find_helper(store, arguments.send)
        send = helper if arguments.send is not None else None
        return {**_result(store, returning.went_back(store, send=send, **said), at), "sent": send}


def _result(store: Store, changes: Changes, at: datetime) -> dict[str, Any]:
    kinds = (Kind.RETURNED, Kind.WENT_BACK)
    persons = [event.subject.removeprefix("person/") for event in changes.events if event.kind in kinds]
    known = night(store)
    return {
        "events": _ids(changes),
        "at": local(at),
        "persons": persons,
        "at_risk": sorted(person for person, stands in known.standings.items() if stands.home is Home.WENT_BACK),
    }


def _gate(store: Store, one: Gate) -> dict[str, Any]:
    named = places(store).get(one.place)
    rules = return_rules()
    lacks = [
        *([] if one.lifted else ["lifted"]),
        *([] if one.lag_passed else ["lag"]),
        *([] if one.inspected else ["inspected"]),
        *(["ordered"] if one.open and not one.returning else []),
    ]
    return {
        "place": one.place,
        "name": named.name if named else one.place,
        "needed": one.needed,
        "open": one.open,
        "returning": one.returning,
        "lacks": lacks,
        "order": one.level.value,
        "levels": [{"level": level.level, "scope": level.scope} for level in one.holding],
        "lag_hours": rules.lag.total_seconds() / 3600,
        "lag_until": local(one.lag_until),
        "signed": [{"role": s.role, "at": local(s.at)} for s in one.signed],
        "unsigned": [signer.role for signer in one.unsigned],
        "unclear": [s.role for s in one.unclear],
        "confirmed": rules.confirmed,
    }


def _ids(changes: Changes) -> list[str]:
    return [str(event.id) for event in changes.events if event.kind != Kind.OPERATOR_NAMED]
