"""What the reports screen says: words of the figures, the clock, names. The report itself is always Chinese."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.situation import Due, Figure, Report
from core.queries.situation_rows import BehindRow, Broken, Difference, Situation
from desktop import phrases, upward_words
from desktop.upward_words import harm, report_kind, sortie

translate = QCoreApplication.translate


def figure(figure: Figure) -> str:
    """The word of a figure, as short as a column."""
    return {
        Figure.VILLAGES: translate("Reports", "村"),
        Figure.HOUSEHOLDS: translate("Reports", "户"),
        Figure.DUE: translate("Reports", "应转"),
        Figure.MOVED: translate("Reports", "已转"),
        Figure.NOT_MOVED: translate("Reports", "未转"),
        Figure.REFUSED: translate("Reports", "拒转"),
        Figure.UNREACHABLE: translate("Reports", "失联"),
        Figure.AWAY: translate("Reports", "外出"),
        Figure.TO_RECONCILE: translate("Reports", "待核"),
        Figure.BEYOND: translate("Reports", "扩面"),
        Figure.FRAIL: translate("Reports", "行动不便"),
        Figure.TOGETHER: translate("Reports", "集中"),
        Figure.RELATIVES: translate("Reports", "投亲"),
        Figure.HOSTED: translate("Reports", "安全户"),
        Figure.IN_HOSPITAL: translate("Reports", "在医院"),
        Figure.IN_HOUSE: translate("Reports", "现在各点"),
        Figure.PEAK: translate("Reports", "同时最多"),
        Figure.PLACED: translate("Reports", "累计人"),
        Figure.VISITS: translate("Reports", "人次"),
        Figure.INJURED: translate("Reports", "受伤"),
        Figure.HOSPITAL: translate("Reports", "送医"),
        Figure.DEAD: translate("Reports", "死亡"),
        Figure.INSTITUTION_HEADS: translate("Reports", "单位"),
        Figure.INSTITUTION_MOVED: translate("Reports", "单位已转"),
        Figure.OUT: translate("Reports", "在外救援"),
        Figure.OUT_SILENT: translate("Reports", "没消息"),
    }[figure]


def clock(due: Due | None, now: datetime) -> str:
    """续报 22:40 前 · 还有 18 分, and that the deadline is nobody's yet."""
    if due is None:
        return translate("Reports", "没有要报的：还没有下令，或已终报")
    text = translate("Reports", "{kind} {time} 前 · {left}")
    said = text.format(kind=report_kind(due.kind), time=phrases.hm_near(due.by, now), left=_left(due, now))
    return said if due.row.confirmed else translate("Reports", "{said} · 时限待核").format(said=said)


def fact(due: Due | None, now: datetime) -> str:
    """What stands in the navigation: 续报 18 分, 首报 过时."""
    if due is None:
        return ""
    minutes = _minutes(due, now)
    if minutes < 0:
        return translate("Reports", "{kind} 过时").format(kind=report_kind(due.kind))
    return translate("Reports", "{kind} {n} 分").format(kind=report_kind(due.kind), n=minutes)


def _left(due: Due, now: datetime) -> str:
    minutes = _minutes(due, now)
    if minutes < 0:
        return translate("Reports", "已过 {n} 分").format(n=-minutes)
    return translate("Reports", "还有 {n} 分").format(n=minutes)


def _minutes(due: Due, now: datetime) -> int:
    """Whole minutes that are left; below 0 once it is late."""
    return int((due.by - now).total_seconds() // 60)


def line(town: str, place: str) -> str:
    """The line of the table: a village, a town, or the whole."""
    return " ".join(part for part in (town, place) if part) or translate("Reports", "全部")


def change(by: int) -> str:
    return f"+{by}" if by > 0 else f"−{-by}"


def report(made: Report, number: int) -> tuple[str, str]:
    """续报 2, and its two first figures."""
    text = translate("Reports", "应转 {due} 已转 {moved}")
    figures = text.format(due=made.total.get(Figure.DUE, 0), moved=made.total.get(Figure.MOVED, 0))
    return f"{report_kind(made.kind)} {number}", figures


def behind(row: BehindRow, now: datetime) -> tuple[tuple[str, str], tuple[str, str]]:
    """Two cells of two lines each: who, and where he stands."""
    if row.kind == "institution":
        who = translate("Reports", "{n} 人 · 已转 {moved}").format(n=row.count, moved=row.moved)
        return (row.name, row.place_name), (who, row.town)
    if row.kind == "responder":
        state = sortie(row.out) if row.out is not None else ""
        heads = translate("Reports", "{n} 人").format(n=row.count)
        since = phrases.hm_near(row.since, now) if row.since else ""
        return (row.name, heads), (f"{state} {row.place_name}".strip(), since)
    age = str(row.age) if row.age is not None else ""
    moves = phrases.mobility(row.mobility) if row.mobility is not None and row.mobility.needs_help else ""
    who = " ".join(part for part in (row.name, row.sex, age, moves) if part)
    stands = phrases.at_place(row.at_place, row.at_name) or (
        phrases.standing(row.class_) if row.class_ is not None else ""
    )
    marks = [translate("Reports", "待核")] if row.to_reconcile else []
    marks += [translate("Reports", "可能有后来的记录没收到")] if row.overtaken else []
    marks += [harm(row.harm)] if row.harm is not None else []
    since = phrases.hm_near(row.since, now) if row.since is not None else ""
    return (who, row.place_name), (
        stands,
        " ".join(part for part in (since, *marks) if part),
    )


def unsettled(stands: Situation) -> str:
    """未转 3 人，待核 1 人: whom a final report would leave behind."""
    return upward_words.unsettled({str(figure): count for figure, count in stands.unsettled_counts.items()})


def difference(found: Difference) -> tuple[str, str]:
    """Title and sentence of a card: where, and the difference in words."""
    gap = abs(found.left - found.right)
    where = found.where or translate("Reports", "合计")
    sentence = {
        Broken.CLASSES: translate("Reports", "应转 {left}，各栏加起来 {right}，差 {gap} 人"),
        Broken.PLACED: translate("Reports", "各点报的加起来 {left}，按人数 {right}，差 {gap}：两处都报的人"),
        Broken.COMPLETED: translate("Reports", "报已转完：应转 {left}，落实 {right}，差 {gap} 人"),
        Broken.HEADS: translate("Reports", "人数一处说 {left}，一处说 {right}，差 {gap}"),
        Broken.HARM: translate("Reports", "两台记的伤亡不一样，问清"),
        Broken.OUT: translate("Reports", "在外还是已回，两台说的不一样，先按在外算"),
        Broken.MISSING: translate("Reports", "有 {left} 条记录，只收到 {right} 条，差 {gap} 条"),
        Broken.UNHEARD: translate("Reports", "{left} 人可能有后来的记录没收到"),
    }[found.rule]
    if found.rule is Broken.MISSING and found.persons:
        sentence += translate("Reports", "；{n} 人可能有后来的记录没收到").format(n=len(found.persons))
    title = translate("Reports", "≠ 待核 · {where}").format(where=where)
    return title, sentence.format(left=found.left, right=found.right, gap=gap)
