"""The end of an incident: closed by whoever writes its name out, its personal data erased when their time has come."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.operations.recording import not_empty, trust_of
from core.store.database import Store
from core.store.erasing import SUBJECT, Swept, destroy_personal, ending_of, is_erased, must_erase, sweep
from core.store.journal import millis


@dataclass(frozen=True, slots=True)
class Erased:
    """What was destroyed on this laptop. What is out of its reach is asked before (`core.queries.ending`): then the
    names of the other desks are still known."""

    blobs: int
    swept: Swept
    changes: Changes


def close_incident(store: Store, *, erase_at: datetime, confirm: str, at: datetime, operator: str) -> Changes:
    """Say that the incident is over, and when its personal data are to go; said again, it moves that time.

    `confirm` is the title of the incident, written out. Refusal: CONFIRM_DIFFERS, EMPTY_INTERVAL (erased before it is
    closed), INCIDENT_ERASED.
    """
    _intended(store, confirm)
    not_empty(at, erase_at)
    values = {"erase_at": millis(erase_at)}
    return store.record(
        [Draft(Kind.INCIDENT_CLOSED, SUBJECT, at, operator, trust=trust_of(store, None), values=values)]
    )


def erase_incident(store: Store, *, confirm: str, at: datetime, operator: str) -> Erased:
    """Destroy every name, number, address and note of this file, its log and this laptop's backups.

    It cannot be undone. Other desks do the same at their next merge. `at` is compared with the time that was set when
    the incident was closed. Refusal: CONFIRM_DIFFERS, NOT_CLOSED_YET, TOO_EARLY_TO_ERASE, INCIDENT_ERASED.
    """
    _intended(store, confirm)
    ending = ending_of(store)
    if ending.erase_at is None:
        raise Refusal(Rule.NOT_CLOSED_YET, {})
    if at < ending.erase_at:
        raise Refusal(Rule.TOO_EARLY_TO_ERASE, {"erase_at": ending.erase_at})
    blobs = int(store.connection.execute("select count(*) from blobs where sealed = 1").fetchone()[0])
    with store.transaction():
        changes = _destroy(store, at, operator)
    return Erased(blobs, sweep(store), changes)


def erase_here(store: Store, *, confirm: str, at: datetime, operator: str) -> Changes:
    """`erase_incident` as a window asks for it; the real clock decides whether its time has come, also in a drill."""
    _ = at
    return erase_incident(store, confirm=confirm, at=store.around.now(), operator=operator).changes


def obey(store: Store) -> tuple[Event, ...]:
    """Erase here too what another desk has erased, within the caller's transaction; nothing where that is done or not
    asked. The caller calls `sweep` after it."""
    if not must_erase(store):
        return ()
    return _destroy(store, store.around.now(), "").events


def _destroy(store: Store, at: datetime, operator: str) -> Changes:
    changes = store.record([Draft(Kind.INCIDENT_ERASED, SUBJECT, at, operator, trust=trust_of(store, None))])
    destroy_personal(store)
    return changes


def _intended(store: Store, confirm: str) -> None:
    if is_erased(store):
        raise Refusal(Rule.INCIDENT_ERASED, {"file": str(store.path)})
    if confirm.strip() != store.incident.title.strip():
        raise Refusal(Rule.CONFIRM_DIFFERS, {"title": store.incident.title})
