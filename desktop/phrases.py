"""The only place where facts of the core become sentences. Chinese is the source language; times
are Beijing time (said by `desktop.times`, reached through here).

Sections: words of the domain; refusals and findings; history. Each screen's own words (labels, heads) stay in
its view; what the core *means* is said here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.domain.events import Evidence, Kind, Outcome, Step
from core.domain.findings import Finding, Refusal
from core.domain.hazards import Breach, Soil, Trigger
from core.domain.people import Mobility
from core.domain.plans import Mode, Novelty, ShortfallRule, SoftRule, UncoveredRule
from core.domain.road_labels import RoadLabel
from core.domain.standing import Class
from core.queries.rows import HistoryRow, Look, RollGroup
from desktop import gate_words, lan_words, radio_words, register_words, road_words, upward_words
from desktop.history_words import plain_history, roads_history
from desktop.import_words import SENTENCES as IMPORT_SENTENCES
from desktop.place_words import at_place as at_place
from desktop.refusals import FINDINGS, NO_PORT, NO_RAIN, SENTENCES, WITHOUT_SHELTER
from desktop.register_words import BAD_FIELD
from desktop.times import BEIJING as BEIJING
from desktop.times import ago as ago
from desktop.times import countdown as countdown
from desktop.times import date as date
from desktop.times import day_hm as day_hm
from desktop.times import hm as hm
from desktop.times import hm_near as hm_near
from desktop.times import left as left
from desktop.times import local as local
from desktop.times import minutes as minutes
from desktop.times import month_day_hm as month_day_hm
from desktop.times import weekday as weekday
from desktop.upward_words import UPWARD, upward_history

translate = QCoreApplication.translate
OUTCOMES = (Outcome.ANSWERED, Outcome.NONE, Outcome.OFF, Outcome.RELAYED)  # digits 1 to 4

# -- words of the domain ---------------------------------------------------------------------------------------------


def trigger(level: Trigger) -> str:
    return {
        Trigger.NONE: translate("Domain", "未触发"),
        Trigger.PREPARE: translate("Domain", "准备转移"),
        Trigger.GO: translate("Domain", "立即转移"),
    }[level]


def trigger_short(level: Trigger) -> str:
    return {
        Trigger.NONE: translate("Domain", "未触发"),
        Trigger.PREPARE: translate("Domain", "准备"),
        Trigger.GO: translate("Domain", "立即"),
    }[level]


def mobility(kind: Mobility) -> str:
    return {
        Mobility.WALKS: translate("Domain", "能走"),
        Mobility.SLOW: translate("Domain", "慢行"),
        Mobility.WHEELCHAIR: translate("Domain", "坐轮椅"),
        Mobility.BEDRIDDEN: translate("Domain", "卧床"),
    }[kind]


def mode(kind: Mode) -> str:
    return {
        Mode.WALK: translate("Domain", "步行"),
        Mode.CARRIED: translate("Domain", "抬送"),
        Mode.CAR: translate("Domain", "车"),
        Mode.BUS: translate("Domain", "客车"),
    }[kind]


def standing(kind: Class) -> str:
    return {
        Class.MOVED: translate("Domain", "已转"),
        Class.NOT_MOVED: translate("Domain", "未转"),
        Class.REFUSED: translate("Domain", "拒转"),
        Class.UNREACHABLE: translate("Domain", "失联"),
        Class.AWAY: translate("Domain", "外出"),
    }[kind]


def look(kind: Look) -> str:
    return {
        Look.UNCONTACTED: translate("Domain", "未联系"),
        Look.CONTACTED: translate("Domain", "已联系"),
        Look.ON_THE_WAY: translate("Domain", "在路上"),
        Look.ARRIVED: translate("Domain", "已到"),
        Look.REFUSED: translate("Domain", "拒转"),
        Look.UNREACHABLE: translate("Domain", "失联"),
        Look.AWAY: translate("Domain", "外出"),
        Look.BEYOND: translate("Domain", "扩面"),
        Look.EXPOSED: translate("Domain", "有险无人"),
        Look.TO_RECONCILE: translate("Domain", "待核"),
    }[kind]


def group(kind: RollGroup) -> str:
    return {
        RollGroup.EXPOSED: translate("Domain", "有险无人"),
        RollGroup.UNREACHABLE: translate("Domain", "失联"),
        RollGroup.UNANSWERED: translate("Domain", "未应"),
        RollGroup.REFUSED: translate("Domain", "拒转"),
        RollGroup.OVERDUE: translate("Domain", "到时未动"),
        RollGroup.REST: translate("Domain", "其余未到"),
        RollGroup.AWAY: translate("Domain", "外出"),
        RollGroup.MOVED: translate("Domain", "已到"),
    }[kind]


def step(kind: Step) -> str:
    """What recording the step is called."""
    return {
        Step.CALLED: translate("Domain", "呼 A 角"),
        Step.ANSWERED: translate("Domain", "记已应"),
        Step.REACHED: translate("Domain", "记到户"),
        Step.OUT: translate("Domain", "记出门"),
        Step.ABOARD: translate("Domain", "记上车"),
        Step.ARRIVED: translate("Domain", "记到达"),
        Step.HOUSED: translate("Domain", "记入住"),
    }[kind]


def step_done(kind: str) -> str:
    return {
        "called": translate("Domain", "已叫"),
        "answered": translate("Domain", "已应"),
        "reached": translate("Domain", "已到户"),
        "out": translate("Domain", "已出门"),
        "aboard": translate("Domain", "已上车"),
        "arrived": translate("Domain", "已到达"),
        "housed": translate("Domain", "已入住"),
    }.get(kind, kind)


def outcome(kind: str | None) -> str:
    return {
        Outcome.ANSWERED.value: translate("Domain", "已应"),
        Outcome.NONE.value: translate("Domain", "未接"),
        Outcome.OFF.value: translate("Domain", "关机"),
        Outcome.RELAYED.value: translate("Domain", "带话"),
        Outcome.SENT.value: translate("Domain", "已派人"),
        Outcome.WRONG.value: translate("Domain", "错号"),
    }.get(kind or "", "")


def called_whom(to: str) -> str:
    return {
        "A": translate("Domain", "A 角"),
        "B": translate("Domain", "B 角"),
        "neighbour": translate("Domain", "邻户"),
        "self": translate("Domain", "本人"),
        "door": translate("Domain", "敲门"),
        "radio": translate("Domain", "电台"),
        "gong": translate("Domain", "铜锣喇叭"),
    }.get(to, to)


def evidence(kind: str | None) -> str:
    return {
        Evidence.CARD.value: translate("Domain", "刷卡"),
        Evidence.SLIP.value: translate("Domain", "纸条"),
        Evidence.SEEN.value: translate("Domain", "亲见"),
        Evidence.PHONE_SELF.value: translate("Domain", "本人电话"),
        Evidence.PHONE_HELPER.value: translate("Domain", "责任人电话"),
        Evidence.HEARSAY.value: translate("Domain", "听说"),
    }.get(kind or "", "")


def soil(kind: Soil) -> str:
    return {
        Soil.DRY: translate("Domain", "干"),
        Soil.NORMAL: translate("Domain", "中"),
        Soil.WET: translate("Domain", "湿"),
    }[kind]


def soil_long(kind: Soil) -> str:
    return {
        Soil.DRY: translate("Domain", "干土"),
        Soil.NORMAL: translate("Domain", "常土"),
        Soil.WET: translate("Domain", "湿土"),
    }[kind]


def breach(fact: Breach, state: Soil, lower_bound: bool = False) -> str:
    """3 小时 67 毫米 ≥ 60（湿土）."""
    text = (
        translate("Domain", "{hours} 小时 ≥{sum:.0f} 毫米 ≥ {limit:.0f}（{soil}）")
        if lower_bound
        else translate("Domain", "{hours} 小时 {sum:.0f} 毫米 ≥ {limit:.0f}（{soil}）")
    )
    return text.format(hours=fact.hours, sum=fact.sum_mm, limit=fact.threshold_mm, soil=soil_long(state))


def shortfall(rule: ShortfallRule) -> str:
    return {
        ShortfallRule.NO_POSITION: translate("Domain", "村未落点，排不了路"),
        ShortfallRule.TOO_FAR_FROM_ROAD: translate("Domain", "离路 3 公里以上"),
        ShortfallRule.NO_ROUTE: translate("Domain", "没有路通到任何安全岛"),
        ShortfallRule.CUT_OFF: translate("Domain", "各路都已断或将断，赶不及"),
        ShortfallRule.NO_ROOM: translate("Domain", "够得着的安全岛都满"),
        ShortfallRule.LARGER_THAN_ANY: translate("Domain", "没有一岛容得下全户"),
        ShortfallRule.NO_FIT_SHELTER: translate("Domain", "够得着的岛都收不下（台阶或用电）"),
        ShortfallRule.SENT_ELSEWHERE: translate("Domain", "已令去指定的岛，那里去不了或没有床"),
        ShortfallRule.ROAD_CROWDED: translate("Domain", "路断之前过不了这么多人"),
        ShortfallRule.OPENS_LATE: translate("Domain", "岛还没开门，身后的路先断"),
        ShortfallRule.NOBODY_PASSES: translate("Domain", "必经的路登记为一人也过不了"),
    }[rule]


def uncovered(rule: UncoveredRule) -> str:
    return {
        UncoveredRule.NO_HELPER_IN_REACH: translate("Domain", "没有赶得到的责任人"),
        UncoveredRule.TOO_LATE: translate("Domain", "赶到时已过最晚动身"),
        UncoveredRule.NOBODY_PRESENT: translate("Domain", "白天都不在村"),
        UncoveredRule.ALL_LOADED: translate("Domain", "赶得到的都已带满"),
        UncoveredRule.NOBODY_CAN_CARRY: translate("Domain", "无人能抬"),
        UncoveredRule.NOBODY_AWAKE: translate("Domain", "夜里无人可叫"),
        UncoveredRule.ONLY_SAME_HOUSE: translate("Domain", "只剩同户的人"),
    }[rule]


def soft_rule(rule: SoftRule) -> str:
    return {
        SoftRule.SHARED_ROAD: translate("Domain", "A、B 走同一条路"),
        SoftRule.OWN_DANGER_ZONE: translate("Domain", "自己也住在险区"),
        SoftRule.AGE: translate("Domain", "年龄偏大"),
        SoftRule.CARRY_GEAR: translate("Domain", "要抬人，缺手又缺车，近处没有担架"),
        SoftRule.POSITION_UNKNOWN: translate("Domain", "所在村未落点"),
        SoftRule.KNOWN_HELPER: translate("Domain", "换掉了熟悉的人"),
        SoftRule.SAME_SEX: translate("Domain", "独居女性，来的不是女性"),
        SoftRule.STRANGER: translate("Domain", "家里只有孩子，来的是生人"),
        SoftRule.OWN_STAFF: translate("Domain", "不是本机构员工"),
        SoftRule.TWO_BY_TWO: translate("Domain", "住在险区的人单独去"),
    }[rule]


def novelty(kind: str) -> str:
    return {
        Novelty.SHELTER.value: translate("Domain", "换岛"),
        Novelty.ROUTE.value: translate("Domain", "换路"),
        Novelty.TIME.value: translate("Domain", "改时"),
        Novelty.HELPER.value: translate("Domain", "换人"),
        Novelty.LOST.value: translate("Domain", "排不上了"),
        Novelty.FOUND.value: translate("Domain", "排上了"),
    }.get(kind, kind)


def made_way(heads: Sequence[str]) -> str:
    """For whom somebody was moved: those who have his bed or his ride now."""
    if not heads:
        return translate("Domain", "给别户让位")
    if len(heads) == 1:
        return translate("Domain", "给 {name} 户让位").format(name=heads[0])
    return translate("Domain", "给 {name} 等 {n} 户让位").format(name=heads[0], n=len(heads))


# -- refusals and findings -------------------------------------------------------------------------------------------


def refusal(why: Refusal) -> str:
    """What was refused and where, in one sentence; a rule without a sentence still says its name and facts."""
    if why.rule == "bad_time" and "looking_at" in why.facts:
        return translate("Refusals", "看的是 {time}，不是现在；按 Home 回到现在再记。").format(
            time=hm(why.facts["looking_at"])
        )
    sentence = next((words for fact, words in WITHOUT_SHELTER.items() if why.facts.get(fact)), SENTENCES.get(why.rule))
    if why.rule == "bad_field":
        sentence = BAD_FIELD.get(str(why.facts.get("why")))
        why = Refusal(why.rule, register_words.bad_field(why.facts))
    if why.rule == "gate_shut" and "lacks" not in why.facts:
        why = Refusal(why.rule, {**why.facts, "lacks": gate_words.lacks(why.facts)})
    if why.rule == "bad_form":
        sentence, why = radio_words.form(why)
    if why.rule == "lan_broken" and why.facts.get("why") == "bind":
        sentence = NO_PORT
    elif why.rule in ("lan_broken", "lan_refused"):
        why = Refusal(why.rule, lan_words.no_exchange(why.facts))
    if why.rule == "final_unsettled" and "left" not in why.facts:
        why = Refusal(why.rule, {"left": upward_words.unsettled(why.facts)})
    if sentence is None:
        facts = "，".join(f"{name} {value}" for name, value in sorted(why.facts.items()))
        return translate("Refusals", "做不了：{rule} {facts}").format(rule=why.rule, facts=facts).strip()
    if why.rule == "outside_storm" and why.facts.get("start") is None:
        sentence = NO_RAIN
    first = {"first": finding(why.findings[0])} if why.findings and "first" in why.facts else {}
    return translate("Refusals", sentence).format_map(_Said({**why.facts, **first}))


def failure(error: object) -> str:
    """A failure: what is safe and what to do."""
    return translate("Refusals", "没做成，名册完好（{what}）。再试一次；还不行就关了再开。").format(
        what=str(error).strip()[-120:]
    )


def finding(odd: Finding) -> str:
    """Where, then what, with what stands there: people.csv 第 3 行 mobility 列，不能是「飞」."""
    line = translate("Findings", "第 {line} 行").format(line=odd.line) if odd.line is not None else ""
    column = translate("Findings", "{column} 列").format(column=odd.column) if odd.column else ""
    where = " ".join(part for part in (odd.where, line, column) if part)
    if odd.rule not in FINDINGS and odd.rule not in IMPORT_SENTENCES:
        return " ".join(part for part in (where, finding_words(odd)) if part)
    return translate("Findings", "{where}，{what}").format(where=where, what=finding_words(odd))


def finding_words(odd: Finding) -> str:
    """What is odd, without where; a rule without a sentence says its name and facts."""
    words = IMPORT_SENTENCES.get(odd.rule) or FINDINGS.get(odd.rule)
    if words is None:
        facts = "，".join(f"{name}={_said(value)}" for name, value in sorted(odd.facts.items()))
        return " ".join(part for part in (odd.rule, facts) if part)
    return translate("Findings", words).format_map(_Said(odd.facts))


class _Said(dict[str, Any]):
    """Facts as a sentence needs them: times are local, a missing fact is left out."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _said(value) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return ""


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return month_day_hm(value)
    if isinstance(value, RoadLabel):
        return road_words.road(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(_said(item) for item in value)
    return str(value)


# -- history ---------------------------------------------------------------------------------------------------------


def history(row: HistoryRow) -> str:
    """One past event without its time: 李虚丁 记「已应」（电话，A 角）."""
    told = _told(row)
    return translate("History", "{what}（已撤销）").format(what=told) if row.void else told


def _told(row: HistoryRow) -> str:
    values = dict(row.values)
    who = road_words.road(row.road) if row.road is not None else row.name
    at = at_place(row.place, row.place_name)
    if row.kind == Kind.CALLED:
        return translate("History", "{who} {whom}「{outcome}」").format(
            who=who, whom=called_whom(values.get("to", "")), outcome=outcome(values.get("outcome"))
        )
    if row.kind == Kind.STEPPED:
        return translate("History", "{who} 记「{step}」").format(who=who, step=step_done(values.get("step", "")))
    if row.kind == Kind.ARRIVED:
        housed = values.get("housed") in ("True", "true", "1")
        text = translate("History", "{who} 到达并入住 {at}") if housed else translate("History", "{who} 到达 {at}")
        return text.format(who=who, at=at).strip()
    if row.kind == Kind.LINK_CLOSED:
        return translate("History", "{what} 断路").format(what=who or at or row.subject)
    if row.kind == Kind.LINK_OPENED:
        return translate("History", "{what} 恢复通行").format(what=who or at or row.subject)
    if row.kind == Kind.ORDERED:
        level = values.get("level", "")
        words = trigger(Trigger(level)) if level in set(Trigger) else level
        return translate("History", "{where} 下令 {level}").format(where=at or who, level=words)
    if row.kind in UPWARD:
        return upward_history(row.kind, values, who or row.name or row.subject)
    if row.kind == Kind.LEVEL_SET:
        return translate("History", "响应级别 {level} · {scope}").format(
            level=values.get("level", ""), scope=values.get("scope", "")
        )
    if row.kind == Kind.IMPORTED and values.get("table") == "roads":
        return roads_history(values)
    told = plain_history(row.kind).format(who=who or at, at=at, note=row.note, to=row.to).strip()
    return told or translate("History", "值班记事")  # its text was erased, or has not come yet
