"""The calling rules as data: every number there, with a source, unconfirmed until somebody signs."""

from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.exchange.rule_tables import calling_rules, reporting_rules
from core.resources import resource

TABLE = resource("standards", "calling_rules.csv")


def test_every_number_has_its_source_and_none_is_confirmed() -> None:
    rules = calling_rules()
    assert rules.number("answer", "go") < rules.number("answer", "prepare")
    assert all(row.source and row.clause and row.unit for row in rules.rules)
    assert rules.unconfirmed == len(rules.rules)


def test_deadlines_have_their_sources_too() -> None:
    rules = reporting_rules()
    assert rules.number("next", "一级") < rules.number("next", "二级") <= rules.number("next")
    assert rules.number("first") < rules.number("written")
    assert all(row.source and row.unit and not row.confirmed for row in rules.rules)


@pytest.mark.parametrize(
    ("wrong", "line", "column"),
    [
        (("answer,go,5", "answer,go,五"), 2, "value"),
        (("answer,go,5", "answer,go,-1"), 2, "value"),
        (("answer,go,5", "answer,go,inf"), 2, "value"),
        ((",,no\nanswer,prepare", ",,maybe\nanswer,prepare"), 2, "confirmed"),
        (("silence,*", "silent,*"), None, "rule"),
    ],
)
def test_a_wrong_table_says_where(tmp_path: Path, wrong: tuple[str, str], line: int | None, column: str) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert wrong[0] in text
    path = tmp_path / "rules.csv"
    path.write_text(text.replace(*wrong, 1), encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        calling_rules(path)
    assert caught.value.rule == Rule.IMPORT_ERRORS
    assert (caught.value.findings[0].line, caught.value.findings[0].column) == (line, column)


def test_somebody_may_sign_for_a_number(tmp_path: Path) -> None:
    path = tmp_path / "rules.csv"
    text = TABLE.read_text(encoding="utf-8").replace("应答,,no", "应答,2026-05-01,yes", 1)
    path.write_text(text, encoding="utf-8")
    rules = calling_rules(path)
    assert rules.unconfirmed == len(rules.rules) - 1
    assert rules.rules[0].date == "2026-05-01"
