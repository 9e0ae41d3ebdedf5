"""Verbs of the shift: log, hand-over."""

from argparse import Namespace
from typing import Any

from core.domain.situation import Due, Report
from core.operations.duty import hand_over, note_duty
from core.queries.duty import HandOver, duty_log, hand_over_page
from desktop import i18n, phrases
from desktop.commands.opening import entry_time, opened, time_of
from desktop.commands.results import local


def run_log(arguments: Namespace) -> dict[str, Any]:
    """The log, newest first; with `--note` one more line in it."""
    i18n.speak()
    with opened(arguments, write=arguments.note is not None) as store:
        written = None
        if arguments.note is not None:
            at, trust = entry_time(store, arguments.at)
            written = note_duty(store, text=arguments.note, at=at, operator=arguments.by, trust=trust).events[-1].id
        rows = [
            {
                "event": row.event,
                "at": local(row.at),
                "kind": row.kind,
                "by": row.operator,
                "text": phrases.history(row),
                "note": row.note,
                "void": row.void,
            }
            for row in duty_log(store)
        ]
        return {"written": written, "log": rows}


def run_hand_over(arguments: Namespace) -> dict[str, Any]:
    """What is open now; with `--to` the shift goes over, and the counts with it."""
    with opened(arguments, write=arguments.to is not None) as store:
        at = time_of(store, arguments.at) if store.incident.drill else entry_time(store, arguments.at)[0]
        page = hand_over_page(store, None, at)
        event = None
        if arguments.to is not None:
            changes = hand_over(
                store, to=arguments.to, open_items=page.counts, at=at, operator=arguments.by, note=arguments.note
            )
            event = changes.events[-1].id
        return {"event": event, **_page(page)}


def _page(page: HandOver) -> dict[str, Any]:
    return {
        "at": local(page.at),
        "open": [
            {"kind": item.kind.value, "count": item.count, "names": list(item.names), "since": local(item.since)}
            for item in page.items
        ],
        "backup": local(page.backup),
        "backup_there": page.backup_there,
        "last_report": _report(page.report),
        "next_report": _due(page.report_due),
        "last_hand_over": local(page.operator_since),
        "anchor": " ".join(page.words),
    }


def _report(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return {
        "kind": report.kind.value,
        "at": local(report.at),
        "by": report.operator,
        "differences": report.differences,
    }


def _due(due: Due | None) -> dict[str, Any] | None:
    return {"kind": due.kind.value, "by": local(due.by)} if due is not None else None
