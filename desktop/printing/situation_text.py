"""The words of a report upward: the text that is sent, and the one that is read aloud. Always Chinese, as on paper.

Each figure is named once with its unit; persons (人) and person-times (人次) never share a word; what does not come out
is said with its difference, not put right.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from core.domain.harm import LISTS, Harm
from core.domain.helping import Out
from core.domain.situation import CLASSES, WHOLE, Figure, ReportKind, changes
from core.queries.situation_rows import Broken, Difference, HarmedRow, InstitutionLine, OutRow, Situation
from desktop.printing.spoken_numbers import called, many, numeral, said
from desktop.times import local

KIND = {ReportKind.FIRST: "首报", ReportKind.NEXT: "续报", ReportKind.FINAL: "终报"}
WORD = {
    Figure.VILLAGES: "村",
    Figure.HOUSEHOLDS: "户",
    Figure.DUE: "应转",
    Figure.MOVED: "已转",
    Figure.NOT_MOVED: "未转",
    Figure.REFUSED: "拒转",
    Figure.UNREACHABLE: "失联",
    Figure.AWAY: "外出",
    Figure.TO_RECONCILE: "待核",
    Figure.BEYOND: "扩面",
    Figure.FRAIL: "行动不便",
    Figure.TOGETHER: "集中安置",
    Figure.RELATIVES: "投亲靠友",
    Figure.HOSTED: "结对安全户",
    Figure.IN_HOSPITAL: "在医院",
    Figure.IN_HOUSE: "现在各点",
    Figure.PEAK: "同时最多",
    Figure.PLACED: "累计安置",
    Figure.VISITS: "累计人次",
    Figure.INJURED: "受伤",
    Figure.HOSPITAL: "送医",
    Figure.DEAD: "死亡",
    Figure.INSTITUTION_HEADS: "单位应转",
    Figure.INSTITUTION_MOVED: "单位已转",
    Figure.OUT: "在外救援",
    Figure.OUT_SILENT: "在外没消息",
}
HARM = {Harm.INJURED: "受伤", Harm.HOSPITAL: "送医", Harm.DEAD: "死亡", Harm.NONE: "不在名单"}
OUT = {Out.OUT: "在外", Out.SAFE: "平安", Out.BACK: "已回"}
INSTITUTION = {
    "care_home": "养老机构",
    "nursery": "托育机构",
    "hospital": "医院",
    "school": "学校",
    "guest_house": "民宿",
    "scenic_spot": "景区",
    "building_site": "工地",
    "camp": "露营地",
    "basement": "地下空间",
    "power_station": "水电站",
}
_UNIT = {Figure.VISITS: "人次", Figure.HOUSEHOLDS: "户", Figure.VILLAGES: "村"}
_COMPARED = (
    *(Figure.DUE, *CLASSES, Figure.TO_RECONCILE, Figure.BEYOND, Figure.IN_HOUSE),
    *(Figure.INJURED, Figure.HOSPITAL, Figure.DEAD, Figure.INSTITUTION_MOVED),
)


def unit(figure: Figure) -> str:
    return _UNIT.get(figure, "人")


def scope_word(situation: Situation) -> str:
    return situation.district if situation.scope == WHOLE else situation.scope


def title(situation: Situation, kind: ReportKind) -> str:
    drill = "【演练】" if situation.drill else ""
    return f"{drill}{scope_word(situation)}避险转移情况{KIND[kind]}（第 {situation.number} 期）"


def report_text(situation: Situation, kind: ReportKind, operator: str, remark: str = "") -> str:
    """The whole text, one paragraph a line; `remark` is why a final one goes up while somebody is not settled."""
    return "\n".join((title(situation, kind), *_paragraphs(situation), *_closing(situation, kind, operator, remark)))


def _paragraphs(situation: Situation) -> Iterator[str]:
    total = situation.total
    level = situation.level
    yield (
        f"截至 {day(situation.at)}，数据来自 {situation.desks_heard}/{situation.desks} 个点。"
        + (f"{level.scope}{level.level}响应，{day(level.at)}起。" if level else "未启动响应。")
    )
    if not total[Figure.DUE] and not total[Figure.INSTITUTION_HEADS]:
        yield "一、转移。没有下令转移，平安。"
    else:
        yield f"一、转移。{_moving(situation)}"
        yield from (f"　{line}" for line in _by_town(situation))
    yield f"二、安置。{_housing(situation)}"
    yield f"三、伤亡。{_harmed(situation)}"
    yield f"四、单位。{_institutions(situation.institutions)}"
    yield f"五、救援力量。{_helpers(situation)}"
    yield f"六、道路。现断 {situation.roads_closed} 段。"
    yield f"七、与上一期比。{_changed(situation)}"
    yield f"八、对不上的。{_differences(situation.differences)}"


def _moving(situation: Situation) -> str:
    total = situation.total
    towns = sum(bool(town.figures[Figure.VILLAGES]) for town in situation.towns)
    parts = "，".join(f"{WORD[one]} {total[one]} 人" for one in CLASSES)
    beyond = f"台账外（扩面）另转 {total[Figure.BEYOND]} 人。" if total[Figure.BEYOND] else "台账外（扩面）没有。"
    return (
        f"涉及 {towns} 镇街 {total[Figure.VILLAGES]} 村 {total[Figure.HOUSEHOLDS]} 户，应转 {total[Figure.DUE]} 人"
        f"（行动不便 {total[Figure.FRAIL]} 人）：{parts}；其中待核 {total[Figure.TO_RECONCILE]} 人。{beyond}"
    )


def _by_town(situation: Situation) -> Iterator[str]:
    if len(situation.towns) < 2:
        return
    for town in situation.towns:
        figures = town.figures
        parts = "，".join(f"{WORD[one]} {figures[one]}" for one in CLASSES if figures[one])
        yield (
            f"{town.town or '未落镇街'}：{figures[Figure.VILLAGES]} 村 {figures[Figure.HOUSEHOLDS]} 户，"
            f"应转 {figures[Figure.DUE]} 人" + (f"（{parts}）" if parts else "") + "。"
        )


def _housing(situation: Situation) -> str:
    total = situation.total
    how = (Figure.TOGETHER, Figure.RELATIVES, Figure.HOSTED, Figure.IN_HOSPITAL)
    parts = "，".join(f"{WORD[one]} {total[one]} 人" for one in how)
    when = f"（{day(situation.peak_at)}）" if situation.peak_at is not None else ""
    return (
        f"现在各点 {total[Figure.IN_HOUSE]} 人。按去向：{parts}。同时在点最多 {total[Figure.PEAK]} 人{when}；"
        f"累计安置 {total[Figure.PLACED]} 人、{total[Figure.VISITS]} 人次（人次按进点次数，不是人数）。"
    )


def _harmed(situation: Situation) -> str:
    total = situation.total
    if not any(total[Figure(str(one))] for one in LISTS):
        return f"没有受伤、送医、死亡；失联 {total[Figure.UNREACHABLE]} 人。"
    parts = "，".join(f"{HARM[one]} {total[Figure(str(one))]} 人" for one in LISTS)
    gone = "、".join(f"{WORD[figure]} {count}" for figure, count in situation.gone.items())
    traced = f"死亡的仍计在原来各栏：{gone}。" if gone else ""
    return f"{parts}，失联 {total[Figure.UNREACHABLE]} 人，名单另附。送医的计入已转。{traced}"


def _institutions(lines: tuple[InstitutionLine, ...]) -> str:
    if not lines:
        return "下令的村里没有登记的机构。"
    heads, lame, moved = (sum(getattr(one, name) for one in lines) for name in ("heads", "cannot_walk", "moved"))
    kinds: dict[str, list[int]] = {}
    for one in lines:
        kinds.setdefault(INSTITUTION.get(one.kind, "其他"), []).append(one.heads)
    each = "，".join(f"{word} {len(there)} 处 {sum(there)} 人" for word, there in kinds.items())
    uncounted = sum(not one.counted for one in lines)
    note = f"其中 {uncounted} 处没有点过人数，用的是表上的数，待核。" if uncounted else ""
    return f"{len(lines)} 处 {heads} 人（走不了 {lame} 人），已转 {moved} 人：{each}。{note}不计在应转里。"


def _helpers(situation: Situation) -> str:
    if not situation.out:
        return "没有登记外出的。"
    away = [one for one in situation.out if one.state is not Out.BACK]
    squads = [one for one in away if one.squad]
    back = sum(one.heads for one in situation.out if one.state is Out.BACK)
    silent = [one for one in away if one.silent]
    alone = sum(one.heads for one in away if not one.squad)
    quiet = f"超过 {situation.silence_min} 分没有消息：{_named(silent)}。" if silent else "都有消息。"
    return (
        f"在外责任人 {alone} 人、队伍 {len(squads)} 支 {sum(one.heads for one in squads)} 人，已回 {back} 人。{quiet}"
    )


def _named(rows: list[OutRow]) -> str:
    return "、".join(f"{row.where or '去向不详'} {row.heads} 人（{clock(row.at)}）" for row in rows)


def _changed(situation: Situation) -> str:
    last = situation.last
    if last is None:
        return "这是第一期。"
    moved = changes({str(name): count for name, count in situation.total.items()}, last.total)
    parts = [f"{WORD[one]} {_signed(moved[one])}" for one in _COMPARED if one in moved]
    before = f"{day(last.at)}{KIND[last.kind]}"
    return f"比{before}：{'，'.join(parts)}。" if parts else f"比{before}没有变化。"


def _signed(change: int) -> str:
    return f"+{change}" if change > 0 else f"−{-change}"


def _differences(found: tuple[Difference, ...]) -> str:
    return "".join(f"≠ 待核：{difference(one)}" for one in found) if found else "没有。"


def difference(found: Difference) -> str:
    """One sum that does not come out, in a sentence with both figures and what is between them."""
    gap = abs(found.left - found.right)
    return {
        Broken.CLASSES: f"应转 {found.left} 人，各栏加起来 {found.right} 人，差 {gap} 人。",
        Broken.PLACED: f"各点报的加起来 {found.left} 人，按人数 {found.right} 人，差 {gap}：两处都报的人，问清在哪。",
        Broken.COMPLETED: f"{found.where}报已转完，应转 {found.left} 人，落实 {found.right} 人，差 {gap} 人。",
        Broken.HEADS: f"{found.where}的人数，一处说 {found.left} 人，一处说 {found.right} 人，差 {gap} 人。",
        Broken.HARM: "有 1 人，两台记的伤亡不一样，问清。",
        Broken.OUT: f"{found.where}在外还是已回，两台说的不一样，先按还在外算。",
        Broken.MISSING: f"{found.where}有 {found.left} 条记录，这里只收到 {found.right} 条，差 {gap} 条没带到"
        f"{f'，{len(found.persons)} 人可能有后来的记录' if found.persons else ''}。",
        Broken.UNHEARD: f"另有 {found.left} 人，可能有后来的记录没带到。",
    }[found.rule]


def unsettled(situation: Situation) -> str:
    """未转 3 人，待核 1 人: whom a final report leaves behind."""
    names = {**WORD, Figure.INSTITUTION_HEADS: "单位未转"}
    return "，".join(f"{names[one]} {count} 人" for one, count in situation.unsettled_counts.items())


def _closing(situation: Situation, kind: ReportKind, operator: str, remark: str) -> Iterator[str]:
    if kind is ReportKind.FINAL:
        yield "本次转移结束，此为终报。未经批准不得返回。"
        if situation.unsettled_counts:
            yield f"终报时还没落实：{unsettled(situation)}，姓名在名单里。备注：{remark or '（还没写）'}"
    yield f"报送：{scope_word(situation)}　填报：{operator or '　　　'}　{day(situation.at)}"


# -- read aloud -------------------------------------------------------------------------------------------------------


def spoken_text(situation: Situation, kind: ReportKind, operator: str) -> str:
    """Short sentences, one a line, to be read slowly: figures in words, then digit by digit."""
    return "\n".join(_spoken(situation, kind, operator))


def _spoken(situation: Situation, kind: ReportKind, operator: str) -> Iterator[str]:
    total, at = situation.total, local(situation.at)
    if situation.drill:
        yield "演练，演练，演练。"
    yield f"{scope_word(situation)}，防汛{KIND[kind]}，第{numeral(situation.number)}期。"
    yield f"截至{at.day}日{numeral(at.hour)}点{_minutes(at.minute)}，{called(f'{at:%H%M}')}。"
    yield f"数据来自{many(situation.desks)}个点中的{many(situation.desks_heard)}个。"
    towns = sum(bool(town.figures[Figure.VILLAGES]) for town in situation.towns)
    yield f"涉及{many(towns)}个镇街。"
    yield f"村，{said(total[Figure.VILLAGES])}。"
    yield f"户，{said(total[Figure.HOUSEHOLDS])}。"
    yield f"应转人数，{said(total[Figure.DUE])}。"
    for one in (*CLASSES, Figure.TO_RECONCILE, Figure.BEYOND):
        yield f"{WORD[one]}，{said(total[one])}。"
    yield f"现在各点人数，{said(total[Figure.IN_HOUSE])}。"
    yield f"同时最多人数，{said(total[Figure.PEAK])}。"
    yield f"累计人次，{said(total[Figure.VISITS])}。注意，是人次。"
    for figure in (Figure.INJURED, Figure.HOSPITAL, Figure.DEAD):
        yield f"{WORD[figure]}，{said(total[figure])}。"
    if situation.institutions:
        yield f"单位应转，{said(total[Figure.INSTITUTION_HEADS])}，已转，{said(total[Figure.INSTITUTION_MOVED])}。"
    yield f"在外救援，{said(total[Figure.OUT])}，其中没消息，{said(total[Figure.OUT_SILENT])}。"
    yield f"断路，{said(situation.roads_closed)}。"
    if kind is ReportKind.FINAL and situation.unsettled_counts:
        yield f"终报时还没落实：{unsettled(situation)}。"
    if situation.differences:
        yield f"对不上的，{many(len(situation.differences))}处，正在核。"
    yield "缺什么，口头报。"
    yield f"报告人，{operator}。请复述应转、已转、未转、失联。"


def _minutes(minute: int) -> str:
    if minute == 0:
        return "整"
    return ("零" if minute < 10 else "") + numeral(minute) + "分"


# -- pieces shared with the tables ------------------------------------------------------------------------------------


def day(at: datetime | None) -> str:
    """7月30日 20:40; nothing for an unknown time."""
    if at is None:
        return ""
    here = local(at)
    return f"{here.month}月{here.day}日 {here:%H:%M}"


def clock(at: datetime) -> str:
    return f"{local(at):%H:%M}"


def person(row: HarmedRow) -> str:
    age = f"{row.age}岁" if row.age is not None else ""
    return " ".join(part for part in (row.name or "姓名不详", row.sex, age) if part)


def counted(figures: Mapping[Figure, int], figure: Figure) -> str:
    return str(figures.get(figure, 0))
