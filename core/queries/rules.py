"""The numbers in force for this incident: what the tables say, and what was set otherwise."""

from dataclasses import replace

from core.domain.rules import RuleBook, with_changes
from core.exchange.rule_tables import calling_rules, reporting_rules
from core.store.database import Store
from core.store.reports import rule_changes


def calling_book(store: Store) -> RuleBook:
    """How long an answer is waited for, redials, silences."""
    return _book(store, "calling")


def reporting_book(store: Store) -> RuleBook:
    """How long each report upward may take."""
    return _book(store, "reporting")


def _book(store: Store, which: str) -> RuleBook:
    last = store.connection.execute(
        "select max(n) from events where subject >= 'rule/' and subject < 'rule0'"
    ).fetchone()[0]
    table = {"calling": calling_rules, "reporting": reporting_rules}[which]

    def read() -> RuleBook:
        book = store.memo(f"{which} table", None, table)
        said = [replace(change, by=store.operator_name(change.by)) for change in rule_changes(store)]
        return with_changes(book, said)

    return store.memo(f"{which} rules", last, read)
