"""The tables of rules about shelters: read whole, and the first thing wrong is named with file, line and column."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.exchange.shelter_rules import conversion_checklist, relief_rules, return_rules, supply_rules
from core.resources import resource

TABLES: dict[str, Callable[[Path], object]] = {
    "return_rules.csv": return_rules,
    "supply_rules.csv": supply_rules,
    "relief_rules.csv": relief_rules,
    "conversion_checklist.csv": conversion_checklist,
}


def test_every_row_has_a_source_and_nothing_of_ours_is_confirmed_but_arithmetic() -> None:
    items = conversion_checklist()
    assert len({item.item for item in items}) == len(items) >= 8
    assert all(item.source and item.name and item.name_en and not item.confirmed for item in items)
    rules = supply_rules().rules
    assert [row.item for row in rules if row.confirmed] == []
    assert all(row.source for row in rules)


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("return_rules.csv", "lag_hours,15", "lag_hours,很久", "value"),
        ("return_rules.csv", "lag_hours,15", "lag_hours,-1", "value"),
        ("return_rules.csv", "lag_hours,", "lagg,", "rule"),
        ("return_rules.csv", "holding_level,四级", "holding_level,五级", "value"),
        ("return_rules.csv", "signer,", "signers,", "rule"),
        ("supply_rules.csv", "water_l,15", "water_l,inf", "value"),
        ("supply_rules.csv", "soon_hours", "soon", "rule"),
        ("relief_rules.csv", ",no\n", ",maybe\n", "confirmed"),
        ("conversion_checklist.csv", ",5,", ",五,", "minutes"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, table: str, old: str, new: str, column: str) -> None:
    text = resource("standards", table).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / table
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        TABLES[table](path)
    (finding,) = caught.value.findings
    assert (caught.value.rule, finding.where, finding.column) == (Rule.IMPORT_ERRORS, table, column)
