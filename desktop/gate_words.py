"""The return gate in words: which of its conditions lacks, and how far."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.domain.hazards import Trigger
from core.domain.returning import Gate, Signer
from core.exchange.shelter_rules import return_rules
from desktop import times

translate = QCoreApplication.translate


def lacks(facts: Mapping[str, Any]) -> str:
    """The facts of a refused return as one line, each condition in its place."""
    parts = []
    if facts.get("order") not in (None, Trigger.NONE.value):
        parts.append(translate("Gate", "转移令还没解除"))
    for level, scope in facts.get("levels", ()):
        parts.append(translate("Gate", "{scope} {level}响应还没解除").format(scope=scope, level=level))
    if facts.get("lag_until") is not None:
        parts.append(translate("Gate", "滞后到 {time}").format(time=times.month_day_hm(facts["lag_until"])))
    elif facts.get("lag_unknown"):
        parts.append(translate("Gate", "滞后还没开始算"))
    if facts.get("unsigned"):
        names = "、".join(signer(role) for role in facts["unsigned"])
        parts.append(translate("Gate", "雨后复查缺 {names} 签字").format(names=names))
    if facts.get("unclear"):
        names = "、".join(signer(role) for role in facts["unclear"])
        parts.append(translate("Gate", "{names} 复查有险情").format(names=names))
    if facts.get("not_ordered"):
        parts.append(translate("Gate", "门已开，还没下返回令"))
    return "；".join(parts)


def signer(role: str) -> str:
    """The name of a role in the language that is spoken; a role that the table lacks goes by its code."""
    found = next((one for one in return_rules().signers if one.role == role), None)
    return in_language(found.name, found.name_en) if found else role


def in_language(chinese: str, english: str) -> str:
    """One of the two names that a table has: the language is that of the program's own texts."""
    return english if translate("Gate", "中文") != "中文" and english else chinese


def conditions(gate: Gate, now: Any) -> tuple[tuple[bool, str, str], ...]:
    """(whether it holds, the condition, what lacks or since when) for the three conditions and the return order."""
    holding = [translate("Gate", "{scope} {level}").format(scope=one.scope, level=one.level) for one in gate.holding]
    if gate.level is not Trigger.NONE:
        holding.insert(0, translate("Gate", "转移令还在"))
    if gate.lag_passed:
        lag = translate("Gate", "已过") if gate.needed else translate("Gate", "没下过令，不设")
    elif gate.lag_until is None:
        lag = translate("Gate", "还没开始算")
    else:
        until = times.month_day_hm(gate.lag_until)
        lag = translate("Gate", "到 {time}，{left}").format(time=until, left=times.left(gate.lag_until, now))
    return (
        (gate.lifted, translate("Gate", "预警解除"), "、".join(holding) or translate("Gate", "已解除")),
        (gate.lag_passed, translate("Gate", "滞后"), lag),
        (gate.inspected, translate("Gate", "雨后复查"), _inspection(gate)),
        (gate.returning, translate("Gate", "返回令"), _order(gate)),
    )


def _inspection(gate: Gate) -> str:
    if gate.unclear:
        names = "、".join(signer(one.role) for one in gate.unclear)
        return translate("Gate", "{names} 复查有险情").format(names=names)
    if gate.unsigned:
        return translate("Gate", "缺 {names}").format(names="、".join(_name(one) for one in gate.unsigned))
    if not gate.needed:
        return translate("Gate", "没下过令，不设")
    return "、".join(f"{one.name} {times.hm(one.at)}" for one in gate.signed)


def _name(one: Signer) -> str:
    return in_language(one.name, one.name_en)


def _order(gate: Gate) -> str:
    if not gate.needed:
        return translate("Gate", "不用")
    if gate.ordered_by is None:
        return translate("Gate", "还没下")
    return times.month_day_hm(gate.ordered_by.at)
