"""Verbs about what goes upward: situation, harm, sortie, rule; and call-village, which nobody hears of otherwise."""

from argparse import Namespace
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.entries import refuse
from core.domain.events import Changes, Evidence, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.harm import Harm
from core.domain.helping import Out
from core.domain.situation import ReportKind, changes
from core.operations.field import call_village, harm
from core.operations.helping import send_squad, sortie
from core.operations.prints import record_print
from core.operations.rules import set_rule
from core.queries.harmed import harmed_rows
from core.queries.names import find_person, find_place, town_names
from core.queries.night import night
from core.queries.pairing import find_helper
from core.queries.responders import responder_rows
from core.queries.rules import calling_book, reporting_book
from core.queries.situation_rows import Situation
from core.store.database import Store
from core.store.helping_out import sorties
from desktop.commands.opening import entry_time, evidence_of, opened, parse_time
from desktop.commands.papers import moment
from desktop.commands.results import finding_result, local, plain
from desktop.reporting import prepared, sent, spot

_FORMS = "situation"


def run_situation(arguments: Namespace) -> dict[str, Any]:
    """How things stand, in figures and words; with `--kind` recorded as a report, with `--out` written as files."""
    kind = ReportKind(arguments.kind) if arguments.kind else None
    recording = kind is not None or arguments.out is not None
    with opened(arguments, write=recording) as store:
        if arguments.town and arguments.town not in town_names(store):
            raise Refusal(Rule.UNKNOWN_TOWN, {"town": arguments.town, "known": list(town_names(store))})
        at, trust = entry_time(store, arguments.at) if recording else (_asked(store, arguments.at), None)
        said: dict[str, Any] = {"scope": arguments.town, "kind": kind, "at": at, "operator": arguments.by}
        with store.transaction() if recording else nullcontext():
            event = None
            if kind is not None:
                made, upward = sent(store, trust=trust, remark=arguments.note, **said)
                event = made.events[-1].id
            else:
                upward = prepared(store, **said)
            files: dict[str, Any] = {"files": [], "findings": []}
            if arguments.out is not None:
                from desktop.printing.situation_files import write_upward

                written = write_upward(upward, Path(arguments.out))
                record_print(
                    store, papers={_FORMS: written.pages}, households=0, persons=written.persons, at=at,
                    operator=arguments.by, subject=f"town/{arguments.town}" if arguments.town else "",
                )  # fmt: skip
                files = {
                    "files": [f"{written.folder}/{name}" for name in written.files],
                    "findings": [finding_result(odd) for odd in written.findings],
                }
        facts = {"event": event, "kind": upward.kind.value, **_facts(upward.situation), **files}
        if arguments.json:
            return {**facts, "text": upward.text, "spoken": upward.spoken}
        return {"event": event, "kind": upward.kind.value, "next": _next_words(facts), **files, "text": upward.text}


def _asked(store: Store, text: str | None) -> datetime:
    return parse_time(text) if text else moment(store)


def _facts(stands: Situation) -> dict[str, Any]:
    """The figures of a situation as JSON: in all, by town and village, by shelter, and what does not come out."""
    last = stands.last
    return {
        "scope": stands.scope,
        "at": local(stands.at),
        "number": stands.number,
        "total": _count(stands.total),
        "by_town": {town.town: _count(town.figures) for town in stands.towns},
        "by_place": {
            line.place: {"name": line.name, "level": line.level.value, **_count(line.figures)}
            for town in stands.towns
            for line in town.places
        },
        "houses": plain(stands.houses),
        "peak_at": local(stands.peak_at),
        "desks_heard": stands.desks_heard,
        "desks": stands.desks,
        "roads_closed": stands.roads_closed,
        "harmed": plain(stands.harmed),
        "out": plain(stands.out),
        "institutions": plain(stands.institutions),
        "differences": plain(stands.differences),
        "lists": {str(figure): list(persons) for figure, persons in stands.behind.items()},
        "changed": changes(_count(stands.total), last.total) if last is not None else {},
        "made": [
            {"event": one.event, "kind": one.kind.value, "at": local(one.at), "by": one.operator, "total": one.total}
            for one in stands.made
        ],
        "next": None
        if stands.due is None
        else {
            "kind": stands.due.kind.value,
            "since": local(stands.due.since),
            "by": local(stands.due.by),
            "late": stands.due.late(stands.at),
            "minutes": int(stands.due.row.value),
            "source": stands.due.row.source,
            "confirmed": stands.due.row.confirmed,
        },
        "revision": stands.revision,
    }


def _next_words(facts: dict[str, Any]) -> str:
    due = facts["next"]
    return f"{due['kind']} {due['by']}" if due else "-"


def _count(figures: Any) -> dict[str, int]:
    return {str(figure): count for figure, count in figures.items()}


def run_harm(arguments: Namespace) -> dict[str, Any]:
    """The named lists; with a person and `--list` that person is put on one."""
    if arguments.person is None:
        with opened(arguments, write=False) as store:
            at = _asked(store, arguments.at)
            rows = harmed_rows(store, night(store, at if arguments.at else None), at)
            return {str(one): [plain(row) for row in rows if row.harm is one] for one in Harm if one is not Harm.NONE}
    if arguments.list is None:
        raise refuse("list", "", "empty")
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, trust = entry_time(store, arguments.at)
        made = harm(
            store,
            persons=(person,),
            harm=Harm(arguments.list),
            place=_spot(store, arguments.place),
            at=at,
            operator=arguments.by,
            evidence=evidence_of(arguments.evidence, Evidence.SEEN),
            note=arguments.note,
            trust=trust,
        )
        stands = night(store).standing(person)
        listed = stands.harm
        return {
            **_entry(made),
            "list": listed.harm.value if listed else None,
            "class": stands.class_.value,
            "place": stands.place,
            "to_reconcile": stands.to_reconcile,
        }


def run_sortie(arguments: Namespace) -> dict[str, Any]:
    """Who is out there; with a helper or a squad, that it went out, was heard of, came back."""
    if arguments.helper is None and arguments.squad is None:
        with opened(arguments, write=False) as store:
            rows = responder_rows(store, None, _asked(store, arguments.at))
            return {
                "out": [plain(row) for row in rows],
                "heads_out": sum(row.heads for row in rows if row.state is not Out.BACK),
                "silent": [row.responder for row in rows if row.silent],
                "minutes": int(calling_book(store).number("helper")),
            }
    with opened(arguments, write=True) as store:
        at, trust = entry_time(store, arguments.at)
        said: dict[str, Any] = {
            "at": at, "operator": arguments.by, "place": _spot(store, arguments.place), "note": arguments.note,
            "evidence": evidence_of(arguments.evidence), "trust": trust,
        }  # fmt: skip
        if arguments.squad is not None:
            made = send_squad(store, name=arguments.squad, heads=arguments.heads, **said)
        else:
            known = sorties(store)
            named = [key for key, one in known.items() if arguments.helper in (key, one.name)]
            responder = named[0] if len(named) == 1 else find_helper(store, arguments.helper)
            made = sortie(store, responder=str(responder), state=Out(arguments.state), **said)
        responder = made.events[-1].subject.removeprefix("responder/")
        now = sorties(store)[responder]
        return {**_entry(made), "responder": responder, "state": now.state.value, "heads": now.heads}


def run_call_village(arguments: Namespace) -> dict[str, Any]:
    """How a call to a village itself ended: its head, the second one, the door, the radio."""
    with opened(arguments, write=True) as store:
        place = find_place(store, arguments.place)
        at, trust = entry_time(store, arguments.at)
        made = call_village(
            store,
            place=place,
            outcome=Outcome(arguments.outcome),
            to=arguments.to,
            at=at,
            operator=arguments.by,
            evidence=evidence_of(arguments.evidence),
            note=arguments.note,
            trust=trust,
        )
        return {**_entry(made), "place": place, "outcome": arguments.outcome, "to": arguments.to}


def run_rule(arguments: Namespace) -> dict[str, Any]:
    """The numbers in force, each with its source; with a value or `--reset` one of them is set for this incident."""
    setting = arguments.value is not None or arguments.reset
    if setting and arguments.rule is None:
        raise refuse("rule", "", "empty")
    with opened(arguments, write=setting) as store:
        event = None
        if setting:
            at, trust = entry_time(store, arguments.at)
            made = set_rule(
                store,
                rule=arguments.rule,
                scope=arguments.scope,
                value=None if arguments.reset else arguments.value,
                source=arguments.source,
                confirmed=arguments.confirmed,
                at=at,
                operator=arguments.by,
                trust=trust,
            )
            event = made.events[-1].id
        rows = [row for book in (calling_book(store), reporting_book(store)) for row in book.rules]
        wanted = [row for row in rows if arguments.rule in (None, row.rule)]
        if not wanted:
            raise Refusal(
                Rule.UNKNOWN_STANDARD, {"rule": arguments.rule, "known": [f"{row.rule} {row.scope}" for row in rows]}
            )
        if arguments.json:
            return {"event": event, "rules": plain(wanted)}
        return {f"{row.rule} {row.scope}": f"{row.value:g} {row.unit}" for row in wanted}


def _spot(store: Store, text: str | None) -> str | None:
    """The code of a village or a shelter, by code or name. Refusal(UNKNOWN_PLACE) or (AMBIGUOUS_PLACE)."""
    return spot(store, text) if text else None


def _entry(made: Changes) -> dict[str, Any]:
    event = made.events[-1]
    return {"event": event.id, "kind": event.kind, "subject": event.subject, "at": local(event.at)}
