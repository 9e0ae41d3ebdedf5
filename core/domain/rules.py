"""Numbers that a standard gives, as data: each with its source and whether anybody signed for it.

A table of `resources/standards` holds the defaults; what a duty room says otherwise for one incident is an event, and
lies over the default of the same rule and scope. The default itself is never changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One number: `scope` says what it holds for, `*` all; unconfirmed ones are shown as 待核. `changed_at` and `by`
    (an operator id, then a name) say who set it otherwise for this incident; None and "" for the default."""

    rule: str
    scope: str
    value: float
    unit: str
    source: str
    clause: str
    date: str
    confirmed: bool
    changed_at: datetime | None = None
    by: str = ""
    default: float | None = None

    @property
    def key(self) -> tuple[str, str]:
        return (self.rule, self.scope)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What was said last of one number for this incident; `value` None puts the default back."""

    rule: str
    scope: str
    value: float | None
    source: str
    confirmed: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All numbers of one table. A number that is not there is a KeyError."""

    rules: tuple[RuleRow, ...]

    def number(self, rule: str, scope: str = "*") -> float:
        """The value of a rule, for its own scope or for all."""
        return self.row(rule, scope).value

    def row(self, rule: str, scope: str = "*") -> RuleRow:
        for one in (scope, "*"):
            for row in self.rules:
                if row.key == (rule, one):
                    return row
        raise KeyError((rule, scope))

    def minutes(self, rule: str, scope: str = "*") -> timedelta:
        return timedelta(minutes=self.number(rule, scope))

    @property
    def unconfirmed(self) -> int:
        return sum(not row.confirmed for row in self.rules)


def with_changes(book: RuleBook, changes: Iterable[RuleChange]) -> RuleBook:
    """The numbers of an incident: its changes over the defaults; a change of a rule that the table lacks is no rule."""
    by_key: Mapping[tuple[str, str], RuleChange] = {(change.rule, change.scope): change for change in changes}
    return RuleBook(tuple(_changed(row, by_key.get(row.key)) for row in book.rules))


def _changed(row: RuleRow, change: RuleChange | None) -> RuleRow:
    if change is None or change.value is None:
        return row
    return replace(
        row,
        value=change.value,
        source=change.source or row.source,
        clause="" if change.source else row.clause,
        date="" if change.source else row.date,
        confirmed=change.confirmed,
        changed_at=change.at,
        by=change.by,
        default=row.value,
    )
