"""Tables of numbers in resources/standards: minutes, redials, deadlines, each with its source."""

import csv
from collections.abc import Iterable
from pathlib import Path

from core.domain.findings import Finding, Refusal, Rule
from core.domain.rules import RuleBook, RuleRow
from core.exchange.cells import Problem
from core.resources import resource

CALLING, REPORTING = "calling_rules.csv", "reporting_rules.csv"
_CALLING = (
    ("answer", "go"), ("answer", "prepare"), ("redials", "A"), ("redials", "B"), ("redials", "neighbour"),
    ("redials", "door"), ("relayed", "*"), ("sent", "*"), ("radio", "*"), ("silence", "*"), ("helper", "*"),
)  # fmt: skip
_REPORTING = (("first", "*"), ("written", "*"), ("next", "*"), ("county", "*"))
_FLAGS = {"yes": True, "1": True, "no": False, "0": False, "": False}


def calling_rules(path: Path | None = None) -> RuleBook:
    """How long an answer is waited for, redials, how long a silence may be. Refusal as in `rule_book`."""
    return rule_book(path or resource("standards", CALLING), _CALLING)


def reporting_rules(path: Path | None = None) -> RuleBook:
    """How long each report upward may take. Refusal as in `rule_book`."""
    return rule_book(path or resource("standards", REPORTING), _REPORTING)


def rule_book(path: Path, wanted: Iterable[tuple[str, str]]) -> RuleBook:
    """Every rule of the table. Refusal(IMPORT_ERRORS) with the first thing wrong: a value that is no number of 0 or
    more, a flag that is none, or one of the `wanted` (rule, scope) that is not there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = tuple(_rule(path.name, line, row) for line, row in enumerate(csv.DictReader(file), start=2))
    there = {row.key for row in rows}
    for rule, scope in wanted:
        if (rule, scope) not in there:
            raise _wrong(path.name, None, "rule", Problem.MISSING_VALUE, f"{rule} {scope}")
    return RuleBook(rows)


def _rule(name: str, line: int, row: dict[str, str]) -> RuleRow:
    text, flag = row.get("value") or "", (row.get("confirmed") or "").strip().lower()
    try:
        value = float(text)
    except ValueError:
        raise _wrong(name, line, "value", Problem.NOT_A_NUMBER, text) from None
    if not 0 <= value < float("inf"):
        raise _wrong(name, line, "value", Problem.NEGATIVE, text)
    if flag not in _FLAGS:
        raise _wrong(name, line, "confirmed", Problem.BAD_FLAG, flag)
    said = {column: (text or "").strip() for column, text in row.items()}
    return RuleRow(
        rule=said.get("rule", ""),
        scope=said.get("scope", ""),
        value=value,
        unit=said.get("unit", ""),
        source=said.get("source", ""),
        clause=said.get("clause", ""),
        date=said.get("date", ""),
        confirmed=_FLAGS[flag],
    )


def _wrong(name: str, line: int | None, column: str, problem: str, value: str) -> Refusal:
    finding = Finding(problem, name, line, column, {"value": value}, error=True)
    return Refusal(Rule.IMPORT_ERRORS, {"count": 1, "first": ""}, (finding,))
