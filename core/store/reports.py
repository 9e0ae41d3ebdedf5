"""Reports upward as they were made, and what an incident sets otherwise than the standards."""

import json

from core.domain.ids import BlobHash, EventId, PlaceCode
from core.domain.rules import RuleChange
from core.domain.situation import Report, ReportKind
from core.store.database import Store
from core.store.journal import moment


def reports(store: Store, scope: str) -> tuple[Report, ...]:
    """The reports of a scope (a town, or `*`), causes before effects; those that were taken back are left out."""
    rows = store.connection.execute(
        "select event, kind, at, operator, body, blob from reports where scope = ? order by n", (scope,)
    )
    return tuple(_report(scope, *row) for row in rows)


def report_scopes(store: Store) -> tuple[str, ...]:
    """Whatever was reported on."""
    return tuple(scope for (scope,) in store.connection.execute("select distinct scope from reports order by scope"))


def report_text(store: Store, report: Report) -> tuple[str, str]:
    """The text and the version that is read aloud, as they went up; empty once erased."""
    said = store.journal.personal(BlobHash(report.blob)) if report.blob else None
    return (str((said or {}).get("text", "")), str((said or {}).get("spoken", "")))


def rule_changes(store: Store) -> tuple[RuleChange, ...]:
    rows = store.connection.execute(
        "select rule, scope, value, source, confirmed, at, operator from rule_changes order by rule, scope"
    )
    return tuple(
        RuleChange(rule, scope, value, source, bool(confirmed), moment(at), operator)
        for rule, scope, value, source, confirmed, at, operator in rows
    )


def _report(scope: str, event: bytes, kind: str, at: int, operator: str, body: str, blob: bytes | None) -> Report:
    said = json.loads(body)
    return Report(
        event=EventId(event.hex()),
        kind=ReportKind(kind),
        scope=scope,
        at=moment(at),
        operator=operator,
        total=said["total"],
        towns=said["towns"],
        places={PlaceCode(code): figures for code, figures in said["places"].items()},
        desks_heard=said["desks_heard"],
        desks=said["desks"],
        differences=said["differences"],
        blob=blob.hex() if blob is not None else None,
    )
