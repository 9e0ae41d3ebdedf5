"""The rows that say for whom soft rules of pairing hold: resources/standards/pairing_rules.csv, or a file like it."""

import csv
from pathlib import Path

from core.domain.findings import Finding, Refusal, Rule
from core.domain.pairing import PairRule, SoftRule
from core.resources import resource

_WITH_ROWS = (SoftRule.AGE, SoftRule.CARRY_GEAR, SoftRule.SAME_SEX, SoftRule.STRANGER, SoftRule.OWN_STAFF)
_FLAGS = {"yes": True, "1": True, "no": False, "0": False, "": False}
_CARRY = {"": None, "yes": True, "no": False}


def pair_rules(path: Path | None = None) -> tuple[PairRule, ...]:
    """The rows of a file, by default the program's own. Refusal(IMPORT_ERRORS) with a finding for each bad cell."""
    where = path or resource("standards", "pairing_rules.csv")
    with where.open(encoding="utf-8-sig", newline="") as file:
        read = [(line, row) for line, row in enumerate(csv.DictReader(file), start=2)]
    found, odd = [], []
    for line, row in read:
        try:
            found.append(_row(row))
        except (KeyError, ValueError, TypeError) as wrong:
            odd.append(Finding("bad_value", where.name, line, facts={"value": str(wrong)}, error=True))
    if odd:
        raise Refusal(Rule.IMPORT_ERRORS, {"count": len(odd), "first": f"{where.name} {odd[0].line}"}, tuple(odd))
    return tuple(found)


def _row(row: dict[str, str]) -> PairRule:
    rule = SoftRule(row["rule"])
    if rule not in _WITH_ROWS:
        raise ValueError(rule)
    made = PairRule(
        rule=rule,
        sex=row["sex"].strip(),
        age_from=_whole(row["age_from"]),
        age_to=_whole(row["age_to"]),
        alone=_FLAGS[row["alone"].strip()],
        institution=_FLAGS[row["institution"].strip()],
        carry=_CARRY[row["carry"].strip()],
        helper_age_to=_whole(row["helper_age_to"]),
        helper_hands=_whole(row["helper_hands"]),
        source=row["source"],
        confirmed=_FLAGS[row["confirmed"].strip()],
    )
    if rule is SoftRule.AGE and made.helper_age_to is None:
        raise ValueError("helper_age_to")
    if rule is SoftRule.CARRY_GEAR and made.helper_hands is None:
        raise ValueError("helper_hands")
    if rule is SoftRule.SAME_SEX and not made.sex:
        raise ValueError("sex")
    return made


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text else None
