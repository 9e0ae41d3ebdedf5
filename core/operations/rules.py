"""Numbers of the rules that an incident sets otherwise: the table stays as it is, the change is an event."""

from datetime import datetime
from typing import Any

from core.domain.entries import MAX_TEXT, refuse
from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.rules import RuleBook
from core.exchange.rule_tables import calling_rules, reporting_rules
from core.operations.recording import trust_of
from core.store.database import Store

MOST = {"次": 9}  # by unit; minutes below
MOST_MINUTES = 1440


def set_rule(
    store: Store,
    *,
    rule: str,
    scope: str,
    value: float | None,
    at: datetime,
    operator: str,
    source: str = "",
    confirmed: bool = False,
    trust: ClockTrust | None = None,
) -> Changes:
    """Set one number for this incident, with where it is from and whether it is signed for; None puts the default back.

    Refusal: UNKNOWN_STANDARD, BAD_FIELD (no whole number in its range, a source that is too long).
    """
    row = next((row for book in _books() for row in book.rules if row.key == (rule, scope)), None)
    if row is None:
        known = [f"{one.rule} {one.scope}" for book in _books() for one in book.rules]
        raise Refusal(Rule.UNKNOWN_STANDARD, {"rule": f"{rule} {scope}", "known": known})
    most = MOST.get(row.unit, MOST_MINUTES)
    if value is not None and (not 0 <= value <= most or value != int(value)):
        raise refuse("value", f"{value:g}", "not_whole", most=most)
    if len(source) > MAX_TEXT:
        raise refuse("source", source[:20], "too_long", most=MAX_TEXT)
    values: dict[str, Any] = {"confirmed": confirmed and value is not None}
    if value is not None:
        values["value"] = int(value)
    return store.record(
        [
            Draft(
                Kind.RULE_SET,
                f"rule/{rule}/{scope}",
                at,
                operator,
                trust=trust_of(store, trust),
                values=values,
                pii=({"source": source},) if source else (),
            )
        ]
    )


def _books() -> tuple[RuleBook, ...]:
    return (calling_rules(), reporting_rules())
