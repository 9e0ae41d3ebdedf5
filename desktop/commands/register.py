"""Verbs of the register: edit, link, unlink, differ, duplicates, institution."""

import contextlib
from argparse import Namespace
from typing import Any

from core.domain.duplicates import Verdict, pair_of
from core.domain.entries import Field
from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.operations import institutions as heads
from core.operations import links, register
from core.queries.duplicates import open_pairs, pair_card
from core.queries.entries import entry_row
from core.queries.institutions import institution_row
from core.queries.names import find_entry, find_institution, find_person, find_place
from core.queries.rows import EntryRow
from core.store.people import counted_as, verdicts
from desktop.commands.opening import entry_time, opened, time_of
from desktop.commands.results import local, plain


def run_edit(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, _ = entry_time(store, arguments.at)
        changes = register.edit(
            store,
            person=person,
            field=arguments.field,
            text=find_place(store, arguments.value) if arguments.field == Field.PLACE else arguments.value,
            at=at,
            operator=arguments.by,
            new_household=arguments.new_household,
        )
        return {**_events(changes), "person": person, "entry": _entry(entry_row(store, person))}


def run_link(arguments: Namespace) -> dict[str, Any]:
    return _decide(arguments, links.link)


def run_unlink(arguments: Namespace) -> dict[str, Any]:
    return _decide(arguments, links.unlink)


def run_differ(arguments: Namespace) -> dict[str, Any]:
    return _decide(arguments, links.differ)


def _decide(arguments: Namespace, operation: Any) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        one, other = find_entry(store, arguments.one), find_entry(store, arguments.other)
        at, _ = entry_time(store, arguments.at)
        changes = operation(store, one=one, other=other, at=at, operator=arguments.by)
        verdict = verdicts(store).get(pair_of(one, other), Verdict.OPEN)
        counted = sorted({counted_as(store, one), counted_as(store, other)})
        return {**_events(changes), "one": one, "other": other, "verdict": verdict.value, "counted_as": counted}


def run_duplicates(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        found = open_pairs(store)
        cards = [pair_card(store, item) for item in found.found]
        return {
            "pairs": [
                {
                    "matches": [match.value for match in card.candidate.matches],
                    "verdict": card.verdict.value,
                    "one": _entry(card.one),
                    "other": _entry(card.other),
                    "differs": [field.value for field, agrees in card.agrees if agrees is False],
                }
                for card in cards
            ],
            "waiting": found.waiting,
        }


def run_institution(arguments: Namespace) -> dict[str, Any]:
    """Show an institution, or record what the options say about it."""
    counted = (arguments.heads, arguments.cannot_walk)
    said = (*counted, arguments.moved, arguments.why, arguments.capacity)
    writes = any(value is not None for value in said)
    if (arguments.heads is None) != (arguments.cannot_walk is None):
        raise Refusal(Rule.BAD_OPTION, {"option": "--heads", "value": "--cannot-walk"})
    with opened(arguments, write=writes) as store:
        institution = find_institution(store, arguments.institution)
        at, _ = entry_time(store, arguments.at)
        told: dict[str, Any] = {"institution": institution, "at": at, "operator": arguments.by}
        events: list[str] = []
        with store.transaction() if writes else contextlib.nullcontext():
            if arguments.capacity is not None:
                text = arguments.capacity
                events += _ids(heads.edit_institution(store, field="capacity", text=text, **told))
            if arguments.heads is not None:
                here, stuck = _whole("heads", arguments.heads), _whole("cannot_walk", arguments.cannot_walk)
                events += _ids(heads.count_heads(store, heads=here, cannot_walk=stuck, **told))
            if arguments.moved is not None:
                events += _ids(heads.move_heads(store, moved=_whole("moved", arguments.moved), **told))
            if arguments.why is not None:
                events += _ids(heads.explain(store, reason=arguments.why, **told))
        row = institution_row(store, institution, time_of(store, arguments.at))
        return {"events": events, **plain(row)}


def _whole(field: str, text: str) -> int:
    return register.whole(field, text, heads.MOST_HEADS)


def _ids(changes: Changes) -> list[str]:
    return [str(event.id) for event in changes.events if event.kind != Kind.OPERATOR_NAMED]


def _events(changes: Changes) -> dict[str, Any]:
    return {"events": _ids(changes), "kind": changes.events[-1].kind}


def _entry(row: EntryRow) -> dict[str, Any]:
    """An entry with its fields masked as on the screen."""
    return {
        "id": row.entry,
        "card": row.card,
        **{field.value: value for field, value in row.fields},
        "town": row.town,
        "off": row.off or None,
        "conflicts": list(row.conflicts),
        "edits": [
            {"field": edit.field, "by": edit.operator, "at": local(edit.at), "event": edit.event} for edit in row.edits
        ],
    }
