"""Lines about one person that the roll and the register both show; facts come as frozen rows, words from `phrases`."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.events import Kind, Outcome, Step
from core.domain.freshness import Flag
from core.domain.standing import Class, Home
from core.queries.rows import HelperRow, Look, RollRow
from desktop import keys, phrases
from desktop.field_verbs import NextStep
from desktop.theme import ONE_LINE_FROM, text_scale
from desktop.upward_words import harm

translate = QCoreApplication.translate


def person(row: RollRow) -> str:
    """孙拟丙 女 83."""
    name = row.name or translate("People", "姓名不详")
    return " ".join(part for part in (name, row.sex, str(row.age) if row.age is not None else "") if part)


def with_mobility(row: RollRow) -> tuple[str, ...]:
    """孙拟丙 女 83 · 轮椅 on one line, or without sex and age where there is no room for them."""
    moves = phrases.mobility(row.mobility)
    return f"{person(row)} · {moves}", f"{row.name or translate('People', '姓名不详')} · {moves}"


def mobility(row: RollRow) -> str:
    """坐轮椅 · 须抬; whoever is on a named list: 送医 · 坐轮椅."""
    listed = (harm(row.harm),) if row.harm is not None else ()
    return " · ".join((*listed, phrases.mobility(row.mobility), *row.needs))


def household(row: RollRow) -> str:
    if row.beyond_register:
        return translate("People", "扩面")
    words = translate("People", "{id} · {n} 人").format(id=row.household, n=row.household_size)
    if Flag.SEVERAL_LEDGERS in row.flags:
        return translate("People", "{words} · 多册").format(words=words)
    return words


def lacks_nobody(row: RollRow) -> bool:
    """Nobody is paired and nobody has to be: not due, or already safe or away."""
    unpaired = row.helper is None and row.deputy is None
    return unpaired and (not row.level.rank or row.class_ in (Class.MOVED, Class.AWAY))


def helper(row: HelperRow | None, role: str) -> str:
    if row is None:
        return translate("People", "{role} 缺").format(role=role)
    if text_scale() >= ONE_LINE_FROM:  # a number is never cut: at 特大 the panel has it
        return f"{role} {row.name}"
    return f"{role} {row.name} {row.phone}".strip()


def last_contact(row: RollRow, now: datetime) -> tuple[str, str]:
    """末次联系: when and how, then what has been since."""
    upper, lower = _last_contact(row, now)
    return upper, overtaken() if row.overtaken else lower


def overtaken() -> str:
    """Entries are missing that were written after what shows him."""
    return translate("People", "可能有后来的记录没收到")


def _last_contact(row: RollRow, now: datetime) -> tuple[str, str]:
    if row.last_at is None:
        return translate("People", "还没有联系"), ""
    when = phrases.hm_near(row.last_at, now)
    if row.last_kind == Kind.CALLED:
        what = phrases.outcome(row.last_outcome)
        times = translate("People", "{what} ×{n}").format(what=what, n=row.tries) if row.tries > 1 else what
        return f"{when} {times}", _at_home(row, now) if row.home is Home.WENT_BACK else _answers(row)
    word = _kind_word(row)
    if row.home is not Home.NO:
        return f"{when} {word}", _at_home(row, now)
    since = translate("People", "以后无消息 {span}").format(span=phrases.ago(row.last_at, now))
    return f"{when} {word}", since if row.class_ in (Class.NOT_MOVED, Class.UNREACHABLE) else ""


def _at_home(row: RollRow, now: datetime) -> str:
    """擅自返回 14:20: why he is at risk again."""
    if row.home is not Home.WENT_BACK:
        return ""
    since = phrases.hm_near(row.since, now) if row.since else ""
    return translate("People", "擅自返回 {time}").format(time=since).strip()


def _answers(row: RollRow) -> str:
    """A 关机 · B 未接."""
    parts = [
        f"{role} {phrases.outcome(who.outcome)}"
        for role, who in (("A", row.helper), ("B", row.deputy))
        if who is not None and who.outcome
    ]
    return " · ".join(parts)


def _kind_word(row: RollRow) -> str:
    words = {
        Kind.ARRIVED.value: translate("People", "到达 {at}").format(at=phrases.at_place(row.at_place, row.at_name)),
        Kind.LEFT.value: translate("People", "转往 {at}").format(at=row.going_to_name)
        if row.going_to
        else translate("People", "离开"),
        Kind.ROOMED.value: translate("People", "换床位"),
        Kind.STEPPED_OUT.value: translate("People", "暂离"),
        Kind.REFUSED.value: translate("People", "拒转"),
        Kind.UNREACHABLE.value: translate("People", "失联"),
        Kind.AWAY.value: translate("People", "外出"),
        Kind.HARMED.value: harm(row.harm) if row.harm is not None else "",
        Kind.RETURNED.value: translate("People", "返回到家"),
        Kind.WENT_BACK.value: translate("People", "擅自返回"),
        Kind.STEPPED.value: phrases.step_done(row.steps[-1].value) if row.steps else "",
    }
    return words.get(row.last_kind, "")


def where(row: RollRow, now: datetime) -> tuple[str, str, str]:
    """Symbol, state with time, and the line below: where he is or is going."""
    symbol = row.look.value
    if Flag.OFF in row.flags:
        return "away", translate("People", "不在册上"), ""
    since = f" {phrases.hm_near(row.since or row.last_at, now)}" if (row.since or row.last_at) else ""
    if row.class_ is Class.MOVED:
        word = translate("People", "已入住") if Step.HOUSED in row.steps else translate("People", "已到")
        return symbol, word + since, phrases.at_place(row.at_place, row.at_name)
    if row.look is Look.ON_THE_WAY and row.shelter_name:
        return symbol, phrases.look(row.look) + since, translate("People", "去 {at}").format(at=row.shelter_name)
    if row.last_outcome in (Outcome.NONE, Outcome.OFF) and row.look is Look.UNCONTACTED:
        text = translate("People", "{what} ×{n}").format(what=phrases.outcome(row.last_outcome), n=row.tries)
        return symbol, text, _answers(row)
    below = ""
    if row.level.rank and row.deadline is not None:
        below = translate("People", "最晚 {time}").format(time=phrases.hm_near(row.deadline, now))
    elif not row.level.rank:
        below = translate("People", "未下令")
    return symbol, phrases.look(row.look) + since, below


def next_step(step: NextStep) -> tuple[str, str]:
    """Key cap and words of what is next."""
    cap = keys.hint(step.key)
    if step.step is not None:
        return (cap, phrases.step(step.step)) if step.key == "enter" else (cap, keys.key(step.key).words)
    if step.name:
        text = {"call_a": translate("People", "呼 A {name}"), "call_b": translate("People", "换 B {name}")}.get(
            step.key, ""
        )
        return cap, text.format(name=step.name)
    words = {
        "call_neighbour": translate("People", "呼 邻户"),
        "knock": translate("People", "派人敲门"),
        "see_map": translate("People", "图上看"),
    }
    return cap, words.get(step.key, keys.key(step.key).words)
