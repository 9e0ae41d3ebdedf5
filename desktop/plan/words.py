"""The plan's own wording beyond `phrases`: cures, shares, ways on the road."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.plans import ShortfallRule, UncoveredRule
from core.queries.plan_rows import PlanBoard
from desktop import phrases, road_words
from desktop.plan.reading import RouteLeg

translate = QCoreApplication.translate


def percent(share: float) -> str:
    """One decimal below ten per cent, whole above; a share that is not zero is never written as 0."""
    if 0 < share < 0.0005:
        return translate("Plan", "<0.1 %")
    text = translate("Plan", "{p:.1f} %") if 0 < share < 0.1 else translate("Plan", "{p:.0f} %")
    return text.format(p=share * 100)


def shortfall_cure(rule: str) -> str:
    """What a person can do about it; the plan has not tried it, so no figure is promised."""
    return {
        ShortfallRule.NO_POSITION.value: translate("Plan", "解：给村落点后重算；先由 A、B 角带出"),
        ShortfallRule.TOO_FAR_FROM_ROAD.value: translate("Plan", "解：补一条步道，或派人上门抬"),
        ShortfallRule.NO_ROUTE.value: translate("Plan", "解：补路网缺口，或就近设安全户"),
        ShortfallRule.CUT_OFF.value: translate("Plan", "解：就近上高处、安全户；路通后重算"),
        ShortfallRule.NO_ROOM.value: translate("Plan", "解：再开一岛，或腾床"),
        ShortfallRule.LARGER_THAN_ANY.value: translate("Plan", "解：在一岛腾出整户的床，或户主同意分开"),
        ShortfallRule.NO_FIT_SHELTER.value: translate("Plan", "解：给一岛搭坡道、接电，或送医院"),
        ShortfallRule.SENT_ELSEWHERE.value: translate("Plan", "解：F5 分流改令别的岛，或撤掉分流令"),
        ShortfallRule.ROAD_CROWDED.value: translate("Plan", "解：早下令，分批走，或派车分流"),
        ShortfallRule.OPENS_LATE.value: translate("Plan", "解：让岛早些开门"),
        ShortfallRule.NOBODY_PASSES.value: translate("Plan", "解：核对路的容量（0 人），或补一条路"),
    }.get(rule, "")


def uncovered_cure(rule: str) -> str:
    return {
        UncoveredRule.NO_HELPER_IN_REACH.value: translate("Plan", "解：从邻村加人，或早点动身"),
        UncoveredRule.TOO_LATE.value: translate("Plan", "解：从近处加人，或早点下令"),
        UncoveredRule.NOBODY_PRESENT.value: translate("Plan", "解：加白天在村的人"),
        UncoveredRule.ALL_LOADED.value: translate("Plan", "解：加人，或放宽每人上限"),
        UncoveredRule.NOBODY_CAN_CARRY.value: translate("Plan", "解：加会抬的人或担架"),
        UncoveredRule.NOBODY_AWAKE.value: translate("Plan", "解：叫醒一名，改成夜里在岗"),
        UncoveredRule.ONLY_SAME_HOUSE.value: translate("Plan", "解：从别户找一名"),
    }.get(rule, "")


def cause(board: PlanBoard) -> str:
    """What the plan answers: G109 断, G109 通, else why it was made; a verb says that by a code."""
    if board.changed_link:
        text = translate("Plan", "{road} 通") if board.changed_link_open else translate("Plan", "{road} 断")
        return text.format(road=road_words.short_road(board.changed_link))
    return {
        "plan": translate("Plan", "整份重排"),
        "replan": translate("Plan", "值班员重算"),
        "order": translate("Plan", "下令"),
        "helper": translate("Plan", "责任人有变"),
        "vehicle": translate("Plan", "车有变"),
    }.get(board.reason, board.reason)


def distance(metres: float) -> str:
    if metres < 950:
        return translate("Plan", "{n} 米").format(n=max(10, round(metres / 10) * 10))
    return translate("Plan", "{n:.1f} 公里").format(n=metres / 1000)


def way(legs: Sequence[RouteLeg], minutes: float, access_m: float) -> str:
    """A route in words: the roads in order with their lengths, then how long it takes."""
    parts = [stretches(legs)] if legs else []
    if access_m >= 50:
        parts.insert(0, translate("Plan", "到路边 {length}").format(length=distance(access_m)))
    if not parts:
        return translate("Plan", "就在门口")
    return translate("Plan", "{roads} · {took}").format(roads=" → ".join(parts), took=phrases.minutes(max(1, minutes)))


def stretches(legs: Sequence[RouteLeg]) -> str:
    """The roads in order with their lengths."""
    return " → ".join(
        translate("Plan", "{road} {length}").format(
            road=leg.name or translate("Plan", "村道"), length=distance(leg.metres)
        )
        for leg in legs
    )
