"""Facts about the pairing as sentences: what would help, why somebody comes, whom to call; for screens and verbs."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.pairing import Hand, Level, LevelFigure, LockRule, UncoveredRule
from core.queries.pairing_rows import CallAbout, CallNews, CallRow, PairReasonRow, PairRemedyRow
from desktop import phrases

translate = QCoreApplication.translate


def remedy_words(row: PairRemedyRow) -> str:
    """苇子水加一名有车的责任人，能顾上这 4 户中的 3 户."""
    text = {
        Hand.ON_FOOT: translate("Pairing", "{place}加一名抬得动人的责任人，能顾上缺人的 {of} 户中的 {n} 户"),
        Hand.WITH_CAR: translate("Pairing", "{place}加一名有车的责任人，能顾上缺人的 {of} 户中的 {n} 户"),
        Hand.TWO_CARRIERS: translate("Pairing", "{place}加两名能抬的人，能顾上缺人的 {of} 户中的 {n} 户"),
    }[row.hand]
    words = text.format(place=row.place_name or row.place, of=row.of, n=row.covers)
    return translate("Pairing", "{words}（该村也要转移）").format(words=words) if row.danger else words


def level_words(level: Level) -> str:
    return {
        Level.UNCOVERED_A: translate("Pairing", "没有 A 角的户"),
        Level.UNCOVERED_B: translate("Pairing", "没有 B 角的户"),
        Level.BROKEN: translate("Pairing", "违反的软规则"),
        Level.CHANGES: translate("Pairing", "换掉的搭配"),
        Level.TENTHS: translate("Pairing", "路上合计"),
        Level.LOAD: translate("Pairing", "户数摊得匀不匀"),
    }[level]


def figure_words(figure: LevelFigure) -> str:
    """没有 B 角的户 3（已证明不能更少） · 路上合计 12 时 40 分（最少 12 时 31 分） · 户数已摊到最匀."""
    least = figure.value <= figure.bound
    if figure.level is Level.LOAD:
        return translate("Pairing", "户数已摊到最匀") if least else translate("Pairing", "户数也许还能摊得匀些")
    value, bound = (_said(figure.level, number) for number in (figure.value, figure.bound))
    proof = translate("Pairing", "（不能更少）") if least else translate("Pairing", "（最少 {n}）").format(n=bound)
    return f"{level_words(figure.level)} {value}{proof}"


def _said(level: Level, number: int) -> str:
    return phrases.minutes(number / 10) if level is Level.TENTHS else str(number)


def barred_words(rule: str) -> str:
    """Why somebody nearer does not come."""
    if rule in {each.value for each in UncoveredRule} - {UncoveredRule.ALL_LOADED, UncoveredRule.ONLY_SAME_HOUSE}:
        return {
            UncoveredRule.NO_HELPER_IN_REACH.value: translate("Pairing", "半小时赶不到"),
            UncoveredRule.TOO_LATE.value: translate("Pairing", "赶到时已过最晚动身"),
            UncoveredRule.NOBODY_PRESENT.value: translate("Pairing", "白天不在村"),
            UncoveredRule.NOBODY_AWAKE.value: translate("Pairing", "夜里叫不到"),
            UncoveredRule.NOBODY_CAN_CARRY.value: translate("Pairing", "抬不动人"),
        }[rule]
    return {
        LockRule.HELPER_UNKNOWN.value: translate("Pairing", "名册里没有此人"),
        LockRule.HELPER_OUT.value: translate("Pairing", "来不了"),
        LockRule.HELPER_DUE.value: translate("Pairing", "自己也要转移"),
        LockRule.ALL_LOADED.value: translate("Pairing", "已带满"),
        LockRule.ONLY_SAME_HOUSE.value: translate("Pairing", "与另一角同一家"),
    }.get(rule, translate("Pairing", "全区一起排，他在别处更合适"))


def reason_words(row: PairReasonRow) -> tuple[str, ...]:
    """Why one helper comes: the way, the time there is, what is broken, who is nearer, who would be next."""
    way = translate("Pairing", "开车 {n} 分") if row.by_car else translate("Pairing", "步行 {n} 分")
    said = [f"{row.role.value} {row.helper.name} · " + way.format(n=f"{row.minutes:.0f}")]
    if row.roads:
        said[0] += translate("Pairing", "，走 {roads}").format(roads="、".join(row.roads[:4]))
    if row.locked:
        said.append(translate("Pairing", "有人手工锁定"))
    if row.last_departure is not None and row.slack_min is not None:
        text = translate("Pairing", "这一户最晚 {time} 动身，他到门口还余 {n} 分")
        said.append(text.format(time=phrases.hm(row.last_departure), n=f"{row.slack_min:.0f}"))
    else:
        said.append(translate("Pairing", "这一户没有路会断，不赶"))
    said += [translate("Pairing", "没顾上：{rule}").format(rule=phrases.soft_rule(rule)) for rule in row.broken]
    for near in row.nearer:
        text = translate("Pairing", "更近：{name} {n} 分，{why}")
        said.append(text.format(name=near.helper.name, n=f"{near.minutes:.0f}", why=barred_words(near.rule)))
    best = row.next_best
    if best is None:
        said.append(translate("Pairing", "没有别人能替"))
    else:
        text = translate("Pairing", "其次：{name}，{minutes}，{rules}")
        said.append(
            text.format(name=best.helper.name, minutes=more_minutes(best.more_minutes), rules=_more(best.more_broken))
        )
    return tuple(said)


def more_minutes(more: float) -> str:
    """路上多 13 分."""
    if abs(more) < 0.5:
        return translate("Pairing", "路上一样久")
    text = translate("Pairing", "路上多 {n:.0f} 分") if more > 0 else translate("Pairing", "路上少 {n:.0f} 分")
    return text.format(n=abs(more))


def _more(rules: int) -> str:
    if not rules:
        return translate("Pairing", "软规则一样")
    text = translate("Pairing", "多违反 {n} 条软规则") if rules > 0 else translate("Pairing", "少违反 {n} 条软规则")
    return text.format(n=abs(rules))


def call_words(row: CallRow) -> str:
    """One call: whom, and what to say about which households."""
    if row.helper is not None:
        head = f"{row.helper.name} {row.phone}".strip()
    elif row.told is not None:
        return translate("Pairing", "告诉 {household} {phone}：改由 {name} 来接").format(
            household=row.about[0].head, phone=row.phone, name=row.told.name
        )
    else:
        head = translate("Pairing", "找人")
    return f"{head}：" + "；".join(about_words(about) for about in row.about)


def about_words(about: CallAbout) -> str:
    text = {
        CallNews.NOBODY: translate("Pairing", "{place} {household} 没有人去了"),
        CallNews.STANDS_IN: translate("Pairing", "{place} {household} 由你顶上，现在是 A 角"),
        CallNews.NEW_A: translate("Pairing", "{place} {household} 新派给你，A 角"),
        CallNews.NEW_B: translate("Pairing", "{place} {household} 新派给你，B 角"),
        CallNews.TELL_HOUSEHOLD: translate("Pairing", "{place} {household} 换人来接"),
    }[about.news].format(place=about.place_name, household=about.head)
    if about.latest is None:
        return text
    return translate("Pairing", "{text}，{time} 前动身").format(text=text, time=phrases.hm(about.latest))


def lines(said: Sequence[str]) -> str:
    """Several sentences under one label of a verb's answer."""
    return "".join(f"\n  {line}" for line in said)
