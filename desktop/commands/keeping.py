"""Verbs that keep the file safe and end it: backup, close-incident, erase-incident."""

from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any

from core.operations.backing_up import back_up
from core.operations.closing import close_incident, erase_incident
from core.queries.ending import EndingRow, ending_row
from desktop.commands.opening import opened, parse_time
from desktop.commands.results import local, plain


def run_backup(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        done = back_up(store, Path(arguments.to))
        return {
            "file": str(done.path),
            "at": local(done.at),
            "events": done.events,
            "blobs": done.blobs,
            "bytes": done.size,
            "kept": done.kept,
            "removed": done.removed,
            "same_disk": done.same_disk,
            "may_unplug": True,
        }


def run_close_incident(arguments: Namespace) -> dict[str, Any]:
    """Say that the incident is over; its personal data stay until `erase-incident` after the time that is set here."""
    with opened(arguments, write=True) as store:
        at = parse_time(arguments.at) if arguments.at else store.around.now()
        erase_at = at + timedelta(days=arguments.erase_after)
        changes = close_incident(store, erase_at=erase_at, confirm=arguments.confirm, at=at, operator=arguments.by)
        return {"event": changes.events[-1].id, **_ending(ending_row(store))}


def run_erase_incident(arguments: Namespace) -> dict[str, Any]:
    """Destroy the personal data of a closed incident on this laptop; other desks follow at their next merge."""
    with opened(arguments, write=True) as store:
        before = ending_row(store)
        done = erase_incident(store, confirm=arguments.confirm, at=store.around.now(), operator=arguments.by)
        return {
            "event": done.changes.events[-1].id,
            "blobs": done.blobs,
            "clean": done.swept.clean,
            "backups_removed": [str(path) for path in done.swept.removed],
            "unreached": {
                **unreached_json(before),
                "backup_places": [str(path) for path in done.swept.missed],
            },
        }


def _ending(row: EndingRow) -> dict[str, Any]:
    return {
        "closed_at": local(row.closed_at),
        "erase_at": local(row.erase_at),
        "open": plain(row.open),
        "unreached": unreached_json(row),
    }


def unreached_json(row: EndingRow) -> dict[str, Any]:
    """What erasing on this laptop does not reach. Sticks are not counted anywhere: they stand here to be thought of."""
    return {
        "desks": [{"id": device, "name": name, "met_at": local(at)} for device, name, at in row.unreached.desks],
        "backup_places": [str(path) for path in row.unreached.backup_places],
        "exports": row.unreached.exports,
        "prints": row.unreached.prints,
        "hub": {"where": row.unreached.hub.where, "at": local(row.unreached.hub.at)} if row.unreached.hub else None,
        "sticks": "unknown",
    }
