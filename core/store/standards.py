"""Rules that ship beside the program as tables with their sources: counting classes, and when an entry is old."""

import csv
from functools import cache
from pathlib import Path

from core.domain.counting import CountingRule
from core.domain.freshness import FreshRule, FreshRules
from core.domain.people import Hazard
from core.resources import resource


@cache
def counting_order(path: Path | None = None) -> dict[Hazard, CountingRule]:
    """Rows of resources/standards/counting_classes.csv by hazard."""
    with (path or resource("standards", "counting_classes.csv")).open(encoding="utf-8", newline="") as file:
        return {
            Hazard(row["hazard"]): CountingRule(
                Hazard(row["hazard"]), int(row["rank"]), row["source"], row["confirmed"] == "yes"
            )
            for row in csv.DictReader(file)
        }


@cache
def fresh_rules(path: Path | None = None) -> FreshRules:
    """Rows of resources/standards/register_rules.csv."""
    with (path or resource("standards", "register_rules.csv")).open(encoding="utf-8", newline="") as file:
        rows = {
            row["rule"]: FreshRule(row["rule"], row["value"], row["source"], row["confirmed"] == "yes")
            for row in csv.DictReader(file)
        }
    month, _, day = rows["season_start"].value.partition("-")
    return FreshRules(
        (int(month), int(day)),
        int(rows["entry_days"].value),
        int(rows["answer_days"].value),
        int(rows["door_minutes"].value),
        tuple(rows.values()),
    )
