"""The rules of shelters under resources/standards: the return gate, supplies, the conversion checklist, relief.

Refusal(IMPORT_ERRORS) with the first thing wrong: a value that is no number of 0 or more, a flag that is none, a rule
that is not there.
"""

import csv
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

from core.domain.checklists import ChecklistItem
from core.domain.findings import Finding, Refusal, Rule
from core.domain.orders import RESPONSE_LEVELS
from core.domain.relief import ReliefRules
from core.domain.returning import ReturnRules, Signer
from core.domain.supplies import SupplyRule, SupplyRules
from core.exchange.cells import Problem
from core.resources import resource

_FLAGS = {"yes": True, "1": True, "no": False, "0": False, "": False}
_SUPPLIES = (
    ("per_head_day", "water_l"), ("per_head_day", "meals"), ("per_head", "blankets"), ("warn_hours", "*"),
    ("soon_hours", "*"),
)  # fmt: skip


@cache
def return_rules(path: Path | None = None) -> ReturnRules:
    """Lag, holding level and signers of the return gate."""
    path = path or resource("standards", "return_rules.csv")
    rows = list(_rows(path))
    lag = _only(path, rows, "lag_hours")
    level = _only(path, rows, "holding_level")
    if level[1]["value"] not in RESPONSE_LEVELS:
        raise _wrong(path, level[0], "value", Problem.BAD_VALUE, level[1]["value"], allowed=list(RESPONSE_LEVELS))
    signers = tuple(
        Signer(row["value"], row["name"], row["name_en"], row["source"], _flag(path, line, row))
        for line, row in rows
        if row["rule"] == "signer"
    )
    if not signers:
        raise _wrong(path, None, "rule", Problem.MISSING_VALUE, "signer")
    confirmed = _flag(path, *lag) and _flag(path, *level) and all(one.confirmed for one in signers)
    return ReturnRules(timedelta(hours=_number(path, *lag)), level[1]["value"], signers, lag[1]["source"], confirmed)


@cache
def supply_rules(path: Path | None = None) -> SupplyRules:
    """What one head uses, when to warn, who counts as soon here."""
    path = path or resource("standards", "supply_rules.csv")
    rules = SupplyRules(
        tuple(
            SupplyRule(
                row["rule"], row["item"], _number(path, line, row), row["unit"], row["source"], _flag(path, line, row)
            )
            for line, row in _rows(path)
        )
    )
    for rule, item in _SUPPLIES:
        if not any((row.rule, row.item) == (rule, item) for row in rules.rules):
            raise _wrong(path, None, "rule", Problem.MISSING_VALUE, f"{rule} {item}")
    return rules


@cache
def relief_rules(path: Path | None = None) -> ReliefRules:
    """From which share an island is to be relieved, down to which, and how far one looks ahead."""
    path = path or resource("standards", "relief_rules.csv")
    rows = list(_rows(path))
    full, down_to, ahead = (_only(path, rows, name) for name in ("full_share", "relieve_to", "look_ahead_hours"))
    return ReliefRules(
        _number(path, *full),
        _number(path, *down_to),
        timedelta(hours=_number(path, *ahead)),
        all(_flag(path, *row) for row in (full, down_to, ahead)),
    )


@cache
def conversion_checklist(path: Path | None = None) -> tuple[ChecklistItem, ...]:
    """What turns a school into a shelter, in its order."""
    path = path or resource("standards", "conversion_checklist.csv")
    return tuple(
        ChecklistItem(
            row["item"],
            row["name"],
            row["name_en"],
            int(_number(path, line, row, "minutes")),
            row["source"],
            _flag(path, line, row),
        )
        for line, row in _rows(path)
    )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            yield line, {str(key): (value or "").strip() for key, value in row.items() if isinstance(value, str)}


def _only(path: Path, rows: list[tuple[int, dict[str, str]]], rule: str) -> tuple[int, dict[str, str]]:
    for line, row in rows:
        if row["rule"] == rule:
            return line, row
    raise _wrong(path, None, "rule", Problem.MISSING_VALUE, rule)


def _number(path: Path, line: int, row: dict[str, str], column: str = "value") -> float:
    text = row.get(column, "")
    try:
        value = float(text)
    except ValueError:
        raise _wrong(path, line, column, Problem.NOT_A_NUMBER, text) from None
    if not 0 <= value < float("inf"):
        raise _wrong(path, line, column, Problem.NEGATIVE, text)
    return value


def _flag(path: Path, line: int, row: dict[str, str]) -> bool:
    said = row.get("confirmed", "").lower()
    if said not in _FLAGS:
        raise _wrong(path, line, "confirmed", Problem.BAD_FLAG, said)
    return _FLAGS[said]


def _wrong(path: Path, line: int | None, column: str, problem: str, value: str, **more: object) -> Refusal:
    finding = Finding(problem, path.name, line, column, {"value": value, **more}, error=True)
    return Refusal(Rule.IMPORT_ERRORS, {"count": 1, "first": ""}, (finding,))
