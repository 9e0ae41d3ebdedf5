"""What the calls say in words: lines of the list, of the ladder, and the script that is read aloud."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from itertools import takewhile

from PySide6.QtCore import QCoreApplication

from core.domain.calling import CallingRules, Ladder, Rung
from core.domain.events import Kind, Outcome
from core.domain.hazards import Trigger
from core.domain.people import Mobility
from core.domain.plans import Mode
from core.queries.call_rows import CallGroup, CallRow, RungRow, SilentRow
from core.queries.rows import Look
from desktop import keys, people_words, phrases
from desktop.talk_words import reason, remedy
from desktop.widgets.ladder import AHEAD, NOBODY, NOW, TRIED

translate = QCoreApplication.translate

LONG_MIN = 600
CALL_KEY = {
    Rung.A: "call_a",
    Rung.B: "call_b",
    Rung.NEIGHBOUR: "call_neighbour",
    Rung.DOOR: "knock",
    Rung.RADIO: "call_now",
}


def group(kind: CallGroup) -> str:
    return {
        CallGroup.DUE: translate("Calls", "到时"),
        CallGroup.WAITING: translate("Calls", "等重拨"),
        CallGroup.UNCALLED: translate("Calls", "未叫"),
        CallGroup.REFUSED: translate("Calls", "拒转"),
        CallGroup.ANSWERED: translate("Calls", "已应"),
    }[kind]


def about_group(kind: CallGroup) -> str:
    """What a group wants, beside its head."""
    return {
        CallGroup.DUE: translate("Calls", "没人应最久的在前，现在就叫"),
        CallGroup.WAITING: translate("Calls", "时候到了自己上来，选中的行不动"),
        CallGroup.UNCALLED: translate("Calls", "先叫村负责人，再逐户叫"),
        CallGroup.REFUSED: translate("Calls", "换人再劝"),
        CallGroup.ANSWERED: "",
    }[kind]


def rung(kind: Rung) -> str:
    return {
        Rung.A: translate("Calls", "A 角"),
        Rung.B: translate("Calls", "B 角"),
        Rung.NEIGHBOUR: translate("Calls", "邻户"),
        Rung.DOOR: translate("Calls", "敲门"),
        Rung.RADIO: translate("Calls", "电台"),
    }[kind]


def rung_of(row: CallRow, there: RungRow) -> str:
    """The rung as this row has it: of a village its contacts, of a household without helpers itself."""
    if row.household is None and there.rung in (Rung.A, Rung.B):
        return translate("Calls", "村负责人") if there.rung is Rung.A else translate("Calls", "村第二人")
    return translate("Calls", "本户") if there.to == "self" else rung(there.rung)


def symbol(row: CallRow) -> str:
    """The symbol at the left of a row."""
    if row.exposed:
        return "exposed"
    if row.unreachable:
        return "unreachable"
    return {CallGroup.REFUSED: "refused", CallGroup.ANSWERED: "contacted"}.get(row.group, "uncontacted")


def who(row: CallRow) -> str:
    """孙拟丙 户 · 2 人; 大沟村 村负责人."""
    first = row.first
    if first is None:
        return translate("Calls", "{place} · 村负责人").format(place=row.place_name)
    return translate("Calls", "{name} 户 · {n} 人").format(name=first.name, n=row.persons or len(row.members))


def where(row: CallRow) -> str:
    """大沟村 妙-0061 · 轮椅; of a village how much hangs on it."""
    if row.first is None:
        name = row.now.name if row.now is not None else ""
        text = translate("Calls", "{homes} 户 {n} 人").format(homes=row.households, n=row.persons)
        return f"{name} · {text}" if name else text
    hardest = max((member.mobility for member in row.members), key=list(Mobility).index)
    hard = phrases.mobility(hardest) if hardest.needs_help else ""
    return " · ".join(part for part in (f"{row.place_name} {row.household}", hard) if part)


def tried(row: CallRow, now: datetime) -> tuple[str, str]:
    """How often and with what result, then what stood on each rung, or that later entries may be missing."""
    upper, lower = _tried(row, now)
    return upper, people_words.overtaken() if overtaken(row) else lower


def overtaken(row: CallRow) -> bool:
    """Whether somebody who is to be called may have been entered elsewhere since."""
    return any(member.overtaken for member in row.members)


def _tried(row: CallRow, now: datetime) -> tuple[str, str]:
    if row.group is CallGroup.REFUSED and row.talks:
        return _refused(row, now)
    last = row.stands.last
    if row.went_back is not None:
        said = translate("Calls", "擅自返回 {time}").format(time=phrases.hm_near(row.went_back, now))
        if last is None:
            return translate("Calls", "还没有人去"), said
        return f"{phrases.hm_near(last.at, now)} {phrases.outcome(last.outcome.value)}", said
    if last is None:
        level = phrases.trigger_short(row.level)
        when = phrases.hm_near(row.ordered_at, now)
        return translate("Calls", "还没有叫过"), translate("Calls", "{level} {time} 下令").format(
            level=level, time=when
        )
    when = phrases.hm_near(last.at, now)
    what = phrases.outcome(last.outcome.value)
    if row.stands.tries > 1 and not last.outcome.spoken:
        what = translate("Calls", "{what} 共 {n} 次").format(what=what, n=row.stands.tries)
    return f"{when} {what}", " · ".join(_on_rung(row, there) for there in row.rungs if there.tries) or _answered(row)


def _refused(row: CallRow, now: datetime) -> tuple[str, str]:
    """20:05 拒转 劝过 2 轮; 看家 · 派人看着."""
    last = row.talks[-1]
    text = translate("Calls", "{time} 拒转 劝过 {n} 轮")
    why = reason(last.reason) if last.reason is not None else ""
    offered = remedy(last.remedy) if last.remedy is not None else ""
    return text.format(time=phrases.hm_near(last.at, now), n=len(row.talks)), " · ".join(filter(None, (why, offered)))


def completed(row: CallRow, now: datetime) -> str:
    """Who says that a village is all moved, and whether a second name is still wanted."""
    if row.done is None:
        return translate("Calls", "全村转完后 D 确认；要下令人以外的第二人") if not row.persons else ""
    text = (
        translate("Calls", "转完 {time} {name} 确认")
        if row.done.second
        else translate("Calls", "转完 {time} {name} 说的，是下令人 · 待第二人")
    )
    return text.format(time=phrases.hm_near(row.done.at, now), name=row.done.operator)


def _answered(row: CallRow) -> str:
    spoke = row.stands.answered
    return phrases.called_whom(spoke.to) if spoke is not None else ""


def _on_rung(row: CallRow, there: RungRow) -> str:
    """A 未接 ×2."""
    return f"{rung_of(row, there)} {phrases.outcome(there.tries[-1].outcome.value)}{_alike(there)}"


def _alike(there: RungRow) -> str:
    """×2 where the last tries on a rung ended alike: 未接 and then 错号 is not 错号 twice."""
    count = len(list(takewhile(lambda one: one.outcome is there.tries[-1].outcome, reversed(there.tries))))
    return f" ×{count}" if count > 1 else ""


def span(at: datetime, now: datetime) -> str:
    """Whole minutes, as long as they can be read in one look: 118 分; then hours."""
    minutes = max(0, round((now - at).total_seconds() / 60))
    if minutes < LONG_MIN:
        return translate("Calls", "{n} 分").format(n=minutes)
    return translate("Calls", "{n} 小时").format(n=minutes // 60)


def since(row: CallRow, now: datetime) -> str:
    return "" if row.group is CallGroup.ANSWERED else span(row.since, now)


def redial(row: CallRow, now: datetime) -> tuple[str, str, bool]:
    """When the next call is due: 3:10 and 20:15, or 到时 and 过 3 分; whether it is due."""
    due = row.stands.due
    if row.group is CallGroup.UNCALLED:
        return translate("Calls", "未叫"), "", False
    if due is None:
        return "", "", False
    if row.stands.waits(now):
        return phrases.countdown((due - now).total_seconds()), phrases.hm_near(due, now), False
    if due > now:
        over = translate("Calls", "时钟不准")
    elif (now - due).total_seconds() < 60:
        over = translate("Calls", "现在就叫")
    else:
        over = translate("Calls", "过 {span}").format(span=span(due, now))
    return translate("Calls", "到时"), over, True


def states(row: CallRow) -> tuple[str, ...]:
    """The five cells of the ladder."""
    there = {one.rung: one for one in row.rungs}
    found = []
    for one in Rung:
        if one not in there:
            found.append(NOBODY)
        elif one is row.stands.rung and row.group in (CallGroup.DUE, CallGroup.WAITING, CallGroup.UNCALLED):
            found.append(NOW)
        else:
            found.append(TRIED if one in row.stands.tried else AHEAD)
    return tuple(found)


def next_act(row: CallRow) -> tuple[str, str]:
    """Key cap and word of what Enter would do."""
    if row.group is CallGroup.REFUSED:
        return keys.hint("call_neighbour"), translate("Calls", "再劝")
    there = row.now
    if there is None or row.group is CallGroup.ANSWERED:
        return "", ""
    return keys.hint(CALL_KEY[there.rung]), _short(row, there)


def _short(row: CallRow, there: RungRow) -> str:
    """The rung in two letters' room."""
    if there.rung in (Rung.A, Rung.B) and row.household is None:
        return translate("Ladder", "村里")
    if there.to == "self":
        return translate("Ladder", "本户")
    return {
        Rung.A: translate("Ladder", "A 角"),
        Rung.B: translate("Ladder", "B 角"),
        Rung.NEIGHBOUR: translate("Ladder", "邻户"),
        Rung.DOOR: translate("Ladder", "敲门"),
        Rung.RADIO: translate("Ladder", "电台"),
    }[there.rung]


def name_of(row: CallRow, there: RungRow) -> str:
    """Who stands on a rung, in words where it is nobody by name."""
    if there.name:
        return there.name
    if there.rung is Rung.DOOR:
        return translate("Calls", "派人敲门") if row.household is not None else translate("Calls", "派人进村")
    return translate("Calls", "{place} 电台、铜锣").format(place=row.place_name)


def rung_note(there: RungRow, now: datetime, running: bool) -> str:
    """未接 20:04 ×2; of the rung to call now that it is; of a neighbour how near he lives."""
    if running:
        return translate("Calls", "正在叫")
    parts = []
    if there.tries:
        last = there.tries[-1]
        parts.append(f"{phrases.outcome(last.outcome.value)} {phrases.hm_near(last.at, now)}{_alike(there)}")
    elif there.rung is Rung.NEIGHBOUR:
        near = translate("Calls", "隔壁") if not there.houses else translate("Calls", "册上隔 {n} 户")
        parts.append(near.format(n=there.houses))
    return " · ".join(parts)


def outcome(what: Outcome, there: RungRow) -> str:
    """What a digit records: at the door and over the radio in other words than on the phone."""
    words = {
        (Rung.DOOR, Outcome.ANSWERED): translate("Calls", "见到人"),
        (Rung.DOOR, Outcome.NONE): translate("Calls", "没人开"),
        (Rung.DOOR, Outcome.OFF): translate("Calls", "去不了"),
        (Rung.RADIO, Outcome.NONE): translate("Calls", "没人回"),
        (Rung.RADIO, Outcome.OFF): translate("Calls", "不通"),
    }
    return words.get((there.rung, what)) or phrases.outcome(what.value)


def follows(what: Outcome, after: Ladder) -> str:
    """What follows from an outcome: 5 分后再拨, 马上 B 角."""
    minutes = round(after.wait.total_seconds() / 60)
    if what is Outcome.ANSWERED:
        return translate("Calls", "复述对了，出门去")
    if what in (Outcome.RELAYED, Outcome.SENT):
        return translate("Calls", "{n} 分内要回话").format(n=minutes)
    if after.waits_on is None and after.rung is not None:
        return translate("Calls", "马上 → {rung}").format(rung=rung(after.rung))
    return translate("Calls", "{n} 分后再叫").format(n=minutes)


def silent(row: SilentRow, now: datetime) -> tuple[str, str, str]:
    """Name, how long, and the last news with its means."""
    if row.heard is None:
        return row.place_name, span(row.since, now), translate("Calls", "下令后没有消息")
    means = phrases.called_whom(row.heard.to) if row.heard.kind == Kind.CALLED else phrases.evidence(row.heard.evidence)
    text = translate("Calls", "末次 {time} {means}").format(time=phrases.hm_near(row.heard.at, now), means=means)
    return row.place_name, span(row.since, now), text.strip()


def rules_note(rules: CallingRules) -> str:
    """The numbers behind the timers are background until somebody signs for them."""
    if not rules.unconfirmed:
        return ""
    return translate("Calls", "应答时限、重拨次数 {n} 项待核").format(n=rules.unconfirmed)


# -- the script --------------------------------------------------------------------------------------------------------


def script(row: CallRow, there: RungRow, operator: str, now: datetime) -> str:
    """What is read aloud, as rich text: what must not be missed in bold. Nothing is promised that no plan says."""
    parts = [_greeting(row, there, operator), _request(row, there), _way(row), _by_when(row, now), _repeat(row)]
    return translate("Calls", "{a}{b}{c}{d}{e}").format(**dict(zip("abcde", parts, strict=True)))


def _bold(text: str, **facts: object) -> str:
    """A sentence with its facts in bold; both are escaped."""
    marked: Mapping[str, str] = {name: f"<b>{escape(str(value))}</b>" for name, value in facts.items()}
    return escape(text).format_map(marked)


def _greeting(row: CallRow, there: RungRow, operator: str) -> str:
    now = (
        translate("Calls", "现在立即转移") if row.level is Trigger.GO else translate("Calls", "准备转移，走不快的先走")
    )
    if there.rung is Rung.RADIO:
        text = translate("Calls", "{place}，{place}，我是镇防汛值班 {name}。{place}{what}。")
    else:
        text = translate("Calls", "我是镇防汛值班 {name}。{place}{what}。")
    return _bold(text, place=row.place_name, name=operator, what=now)


def _request(row: CallRow, there: RungRow) -> str:
    first = row.first
    if first is None:
        text = translate("Calls", "全村还有 {homes} 户、{n} 人没走。请您逐户叫到，走不动的先走，叫不到的马上回我。")
        return _bold(text, homes=row.households, n=row.persons)
    needs = _needs(row)
    if there.to == "self":
        text = translate("Calls", "您家 {n} 口人现在就走{needs}。")
        return _bold(text, n=row.persons, needs=needs)
    text = translate("Calls", "请您马上去 {name} 家，{n} 个人{needs}。")
    return _bold(text, name=first.name, n=row.persons, needs=needs)


def _needs(row: CallRow) -> str:
    """，一位坐轮椅."""
    moving = row.members[: row.persons]
    parts = []
    for kind in (Mobility.BEDRIDDEN, Mobility.WHEELCHAIR, Mobility.SLOW):
        count = sum(member.mobility is kind for member in moving)
        if count:
            text = translate("Calls", "，{n} 位{how}")
            parts.append(text.format(n=count, how=phrases.mobility(kind)))
    return "".join(parts)


def _way(row: CallRow) -> str:
    first = row.first
    if first is None:
        return ""
    if not first.shelter_name:
        return escape(translate("Calls", "去哪里随后告诉您，请先准备好。"))
    how = {
        Mode.WALK: translate("Calls", "走路去"),
        Mode.CARRIED: translate("Calls", "抬着去"),
        Mode.CAR: translate("Calls", "坐车去"),
        Mode.BUS: translate("Calls", "坐客车去"),
    }.get(row.mode or Mode.WALK, "")
    return _bold(translate("Calls", "{how} {shelter}。"), how=how, shelter=first.shelter_name)


def _by_when(row: CallRow, now: datetime) -> str:
    first = row.first
    if (row.deadline or (first.depart if first is not None else None) or now) < now:
        return _bold(translate("Calls", "{what}。"), what=translate("Calls", "时间已过，马上就走"))
    if row.deadline is not None:
        return _bold(translate("Calls", "{time} 以前必须走。"), time=phrases.hm_near(row.deadline, now))
    if first is not None and first.depart is not None:
        return _bold(translate("Calls", "{time} 出门。"), time=phrases.hm_near(first.depart, now))
    return ""


def _repeat(row: CallRow) -> str:
    if row.household is None:
        return escape(translate("Calls", "听清了请说一遍：几户、几个人、几点前。"))
    return escape(translate("Calls", "听清了请说一遍：去谁家、几个人、几点前。"))


def person(row: CallRow) -> str:
    """The head of the panel: 孙拟丙 女 83 坐轮椅."""
    first = row.first
    if first is None:
        return row.place_name
    hard = phrases.mobility(first.mobility) if first.mobility.needs_help else ""
    return " ".join(part for part in (people_words.person(first), hard) if part)


def state(row: CallRow) -> tuple[str, str, str]:
    """Symbol, word and role of the state at the right of the head."""
    if row.exposed:
        return "exposed", phrases.look(Look.EXPOSED), "life"
    if row.unreachable:
        return "unreachable", phrases.look(Look.UNREACHABLE), "go"
    return symbol(row), group(row.group), "go" if row.group is CallGroup.REFUSED else "strong"
