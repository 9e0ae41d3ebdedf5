"""Why a household goes where, how and when it does, in words: each with its figure and what the next best costs."""

import math

from PySide6.QtCore import QCoreApplication

from core.domain.reasons import RouteReason, ShelterReason, TimeReason
from core.queries.rows import ReasonsRow
from desktop import phrases, road_words

translate = QCoreApplication.translate


def shelter_words(why: ReasonsRow, shelter: str) -> str:
    """Why this shelter, and the next best one with what it would cost."""
    reason = {
        ShelterReason.SOONEST: translate("Reasons", "{shelter}：够得着的岛里最早到"),
        ShelterReason.SOONER_FULL: translate("Reasons", "{shelter}：{other} 早 {minutes} 到，但剩的床不够"),
        ShelterReason.SOONER_UNFIT: translate("Reasons", "{shelter}：{other} 早 {minutes} 到，但收不下（台阶或用电）"),
        ShelterReason.WITH_THE_REST: translate("Reasons", "{shelter}：家里人已经在那里"),
        ShelterReason.WITH_THE_VILLAGE: translate("Reasons", "{shelter}：和同村人一起；{other} 早 {minutes} 到"),
        ShelterReason.FOR_OTHERS: translate("Reasons", "{shelter}：{other} 早 {minutes} 到，那里的床分给了别人"),
        ShelterReason.AS_TOLD: translate("Reasons", "{shelter}：已经告知，照旧有效，不改口"),
        ShelterReason.SENT_THERE: translate("Reasons", "{shelter}：值班已令他们去那里"),
        ShelterReason.BY_VEHICLE: translate("Reasons", "{shelter}：接他们的车开到那里"),
    }[why.shelter]
    if why.shelter is ShelterReason.WITH_THE_VILLAGE and not why.passed_over:
        reason = translate("Reasons", "{shelter}：和同村人一起")
    said = reason.format(shelter=shelter, other=why.passed_over, minutes=_minutes(why.passed_over_min))
    return translate("Reasons", "{why}。{next}").format(why=said, next=_next_shelter(why))


def _next_shelter(why: ReasonsRow) -> str:
    if not why.next_shelter or why.next_shelter_min is None:
        return translate("Reasons", "别的岛床不够、收不下或到不了")
    if why.next_shelter_min < 0:
        return translate("Reasons", "其次 {other}，早 {minutes}").format(
            other=why.next_shelter, minutes=_minutes(-why.next_shelter_min)
        )
    return translate("Reasons", "其次 {other}，晚 {minutes}").format(
        other=why.next_shelter, minutes=_minutes(why.next_shelter_min)
    )


def route_words(why: ReasonsRow) -> str:
    """Why this route, and what the second one costs; who rides in a trip goes where his vehicle goes."""
    if why.rides:
        return translate("Reasons", "随车走；没有另找第二条路")
    reason = {
        RouteReason.QUICKEST: translate("Reasons", "路都通也是它最快"),
        RouteReason.QUICKER_CLOSED: translate("Reasons", "快的那条走 {road}，已断或将断"),
        RouteReason.QUICKER_BARRED: translate("Reasons", "快的那条走 {road}，登记为一人也过不了（容量 0）"),
        RouteReason.QUICKER_CROWDED: translate("Reasons", "快的那条走 {road}，那时过不了更多人"),
        RouteReason.AS_TOLD: translate("Reasons", "已经告知，照旧有效"),
    }[why.route].format(road=road_words.road(why.blocked) if why.blocked else translate("Reasons", "一段村道"))
    if why.next_route_min is None:
        after = translate("Reasons", "没有第二条路")
    else:
        after = translate("Reasons", "第二条多 {minutes}").format(minutes=_minutes(why.next_route_min))
    return translate("Reasons", "{why}。{next}").format(why=reason, next=after)


def time_words(why: ReasonsRow) -> str:
    """Why they leave then and not sooner."""
    reason = {
        TimeReason.READY: translate("Reasons", "一收拾好就走"),
        TimeReason.ROAD_OPENS: translate("Reasons", "等路通"),
        TimeReason.SHELTER_OPENS: translate("Reasons", "等岛开门"),
        TimeReason.STAGED: translate("Reasons", "路窄，分批走，轮到他们"),
        TimeReason.VEHICLE: translate("Reasons", "等车来"),
        TimeReason.AS_TOLD: translate("Reasons", "已经告知，照旧有效"),
        TimeReason.LEFT: translate("Reasons", "已经出门"),
    }[why.time]
    if why.wait_min < 0.5:
        return reason
    return translate("Reasons", "{why}，在家等 {minutes}").format(why=reason, minutes=_minutes(why.wait_min))


def why_lines(why: ReasonsRow, shelter: str) -> tuple[tuple[str, str, str], ...]:
    """(part, label, words) for shelter, route and time."""
    return (
        ("why-shelter", translate("Reasons", "为何去这"), shelter_words(why, shelter)),
        ("why-route", translate("Reasons", "为何走这"), route_words(why)),
        ("why-time", translate("Reasons", "为何这时"), time_words(why)),
    )


def _minutes(minutes: float) -> str:
    """At least one minute: a difference that is there is never written as 0."""
    return phrases.minutes(math.ceil(minutes - 1e-9) if 0 < minutes < 1 else minutes)
