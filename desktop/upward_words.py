"""Words for what goes upward: the named lists, who is out there, and their entries in the history."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.domain.events import Kind
from core.domain.harm import Harm
from core.domain.helping import Out
from core.domain.situation import ReportKind

translate = QCoreApplication.translate
UPWARD = frozenset((Kind.HARMED, Kind.SORTIE, Kind.RULE_SET, Kind.REPORTED))
HARMS = (Harm.INJURED, Harm.HOSPITAL, Harm.DEAD, Harm.NONE)  # digits 1 to 4
SORTIES = (Out.OUT, Out.SAFE, Out.BACK)  # digits 1 to 3


def harm(listed: Harm) -> str:
    return {
        Harm.INJURED: translate("Domain", "受伤"),
        Harm.HOSPITAL: translate("Domain", "送医"),
        Harm.DEAD: translate("Domain", "死亡"),
        Harm.NONE: translate("Domain", "不在名单"),
    }[listed]


def sortie(state: Out) -> str:
    return {
        Out.OUT: translate("Domain", "在外"),
        Out.SAFE: translate("Domain", "平安"),
        Out.BACK: translate("Domain", "已回"),
    }[state]


def report_kind(kind: ReportKind) -> str:
    return {
        ReportKind.FIRST: translate("Domain", "首报"),
        ReportKind.NEXT: translate("Domain", "续报"),
        ReportKind.FINAL: translate("Domain", "终报"),
    }[kind]


def rule(name: str, scope: str) -> str:
    """What one number of the rules is about; one that this version does not know goes by its code."""
    words = {
        ("answer", "go"): translate("Rules", "立即转移：多久要应"),
        ("answer", "prepare"): translate("Rules", "准备转移：多久要应"),
        ("redials", "A"): translate("Rules", "A 角重拨几次"),
        ("redials", "B"): translate("Rules", "B 角重拨几次"),
        ("redials", "neighbour"): translate("Rules", "邻户重拨几次"),
        ("redials", "door"): translate("Rules", "敲门重去几次"),
        ("relayed", "*"): translate("Rules", "带话后多久要回话"),
        ("sent", "*"): translate("Rules", "派人后多久要回话"),
        ("radio", "*"): translate("Rules", "电台多久再叫"),
        ("silence", "*"): translate("Rules", "村里静多久算没消息"),
        ("helper", "*"): translate("Rules", "在外静多久算没消息"),
        ("first", "*"): translate("Rules", "首报（口头）多久内"),
        ("written", "*"): translate("Rules", "首报（书面）多久内"),
        ("next", "*"): translate("Rules", "续报：多久一次"),
        ("county", "*"): translate("Rules", "区级初报多久内"),
    }
    if name == "next" and scope != "*":
        return translate("Rules", "续报：{level}响应多久一次").format(level=level(scope))
    return words.get((name, scope), f"{name} {scope}")


def level(name: str) -> str:
    """A response level by its official name."""
    return {
        "四级": translate("Rules", "四级"),
        "三级": translate("Rules", "三级"),
        "二级": translate("Rules", "二级"),
        "一级": translate("Rules", "一级"),
        "一级+": translate("Rules", "一级+"),
    }.get(name, name)


def unit(name: str) -> str:
    return {"分": translate("Rules", "分"), "次": translate("Rules", "次")}.get(name, name)


def unsettled(counts: Mapping[str, object]) -> str:
    """Whom a final report would leave behind, by figure: 未转 3 人，待核 1 人."""
    said = {
        "not_moved": translate("Domain", "未转 {n} 人"),
        "refused": translate("Domain", "拒转 {n} 人"),
        "unreachable": translate("Domain", "失联 {n} 人"),
        "to_reconcile": translate("Domain", "待核 {n} 人"),
        "institution_heads": translate("Domain", "单位未转 {n} 人"),
    }
    return translate("Domain", "，").join(said[name].format(n=count) for name, count in counts.items())


def upward_history(kind: str, values: Mapping[str, str], who: str) -> str:
    """One past entry without its time."""
    if kind == Kind.HARMED:
        said = values.get("harm", "")
        words = harm(Harm(said)) if said in set(Harm) else said
        return translate("History", "{who} 记「{list}」").format(who=who, list=words)
    if kind == Kind.SORTIE:
        said = values.get("state", "")
        words = sortie(Out(said)) if said in set(Out) else said
        return translate("History", "{who} {state}").format(who=who, state=words)
    if kind == Kind.REPORTED:
        said = values.get("report", "")
        words = report_kind(ReportKind(said)) if said in set(ReportKind) else said
        return translate("History", "报出{kind}").format(kind=words)
    name, _, scope = who.removeprefix("rule/").partition("/")
    return translate("History", "时限「{rule}」改为 {value}").format(
        rule=rule(name, scope), value=values.get("value", translate("History", "原来的"))
    )
