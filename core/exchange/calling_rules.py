"""The calling rules of resources/standards/calling_rules.csv: minutes, redials, each with its source."""

import csv
from pathlib import Path

from core.domain.calling import CallingRule, CallingRules
from core.domain.findings import Finding, Refusal, Rule
from core.exchange.cells import Problem
from core.resources import resource

_NUMBERS = (
    ("answer", "go"), ("answer", "prepare"), ("redials", "A"), ("redials", "B"), ("redials", "neighbour"),
    ("redials", "door"), ("relayed", "*"), ("sent", "*"), ("radio", "*"), ("silence", "*"),
)  # fmt: skip
_FLAGS = {"yes": True, "1": True, "no": False, "0": False, "": False}


def calling_rules(path: Path | None = None) -> CallingRules:
    """Every rule of the table. Refusal(IMPORT_ERRORS) with the first thing wrong: a value that is no number of 0 or
    more, a flag that is none, or a rule that is not there."""
    path = path or resource("standards", "calling_rules.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = tuple(_rule(path.name, line, row) for line, row in enumerate(csv.DictReader(file), start=2))
    rules = CallingRules(rows)
    for rule, scope in _NUMBERS:
        if not any((row.rule, row.scope) == (rule, scope) for row in rows):
            raise _wrong(path.name, None, "rule", Problem.MISSING_VALUE, f"{rule} {scope}")
    return rules


def _rule(name: str, line: int, row: dict[str, str]) -> CallingRule:
    text, flag = row.get("value") or "", (row.get("confirmed") or "").strip().lower()
    try:
        value = float(text)
    except ValueError:
        raise _wrong(name, line, "value", Problem.NOT_A_NUMBER, text) from None
    if not 0 <= value < float("inf"):
        raise _wrong(name, line, "value", Problem.NEGATIVE, text)
    if flag not in _FLAGS:
        raise _wrong(name, line, "confirmed", Problem.BAD_FLAG, flag)
    said = {column: (row.get(column) or "").strip() for column in ("rule", "scope", "unit", "source", "clause", "date")}
    return CallingRule(value=value, confirmed=_FLAGS[flag], **said)


def _wrong(name: str, line: int | None, column: str, problem: str, value: str) -> Refusal:
    finding = Finding(problem, name, line, column, {"value": value}, error=True)
    return Refusal(Rule.IMPORT_ERRORS, {"count": 1, "first": ""}, (finding,))
