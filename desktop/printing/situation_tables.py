"""The forms that go up with a report, as rows: the tally by village, the quick statistics, shelters, the named lists.

One source of rows for the spreadsheet and for the pages, so that no figure is written twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.helping import Out
from core.domain.places import ShelterKind
from core.domain.situation import CLASSES, Figure
from core.queries.situation_rows import BehindRow, HouseLine, Situation
from desktop import phrases
from desktop.printing import words
from desktop.printing.situation_text import HARM, INSTITUTION, OUT, WORD, day, difference, scope_word
from desktop.printing.situation_text import unit as unit_of

Cell = str | int
Row = tuple[Cell, ...]
SIGNED = ("单位负责人", "统计负责人", "填表人", "报出日期")
TALLY = (
    *(Figure.HOUSEHOLDS, Figure.DUE, Figure.FRAIL, *CLASSES, Figure.TO_RECONCILE, Figure.BEYOND),
    *(Figure.TOGETHER, Figure.RELATIVES, Figure.HOSTED, Figure.IN_HOSPITAL),
    *(Figure.INSTITUTION_HEADS, Figure.INSTITUTION_MOVED),
)
_SHORT = {
    Figure.FRAIL: "不便",
    Figure.TOGETHER: "集中",
    Figure.RELATIVES: "投亲",
    Figure.HOSTED: "安全户",
    Figure.IN_HOSPITAL: "医院",
}
_UNLISTED = {
    ShelterKind.HOSPITAL: "医院（未列点）",
    ShelterKind.RELATIVES: "投亲靠友",
    ShelterKind.HOST: "结对安全户",
}
_LEVEL = {Trigger.NONE: "", Trigger.PREPARE: "准备", Trigger.GO: "立即"}
_QUICK = (
    (Figure.DUE, "台账内、已下令的村"),
    (Figure.MOVED, "在安全岛、投亲、安全户或医院"),
    (Figure.NOT_MOVED, ""),
    (Figure.REFUSED, ""),
    (Figure.UNREACHABLE, "叫不到人；不等于因灾失踪"),
    (Figure.AWAY, "不在险区"),
    (Figure.TO_RECONCILE, "含在以上各栏里，各点说法不一"),
    (Figure.BEYOND, "台账外，不在应转里"),
    (Figure.TOGETHER, "安全岛、村部、宾馆"),
    (Figure.RELATIVES, "分散安置"),
    (Figure.HOSTED, "分散安置"),
    (Figure.IN_HOSPITAL, ""),
    (Figure.PEAK, "同一时刻在各点的人数"),
    (Figure.PLACED, "进过点的人数"),
    (Figure.VISITS, "进点次数，不是人数"),
    (Figure.INJURED, "名单另附"),
    (Figure.HOSPITAL, "名单另附；计入已转"),
    (Figure.DEAD, "名单另附；仍计在原栏"),
    (Figure.INSTITUTION_HEADS, "不在应转里"),
    (Figure.INSTITUTION_MOVED, ""),
    (Figure.OUT, "责任人和队伍"),
    (Figure.OUT_SILENT, "超过规定时间没有消息"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: `personal` where it holds names."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    personal: bool = False


def forms(situation: Situation, lost: Sequence[BehindRow]) -> tuple[Form, ...]:
    """Every form of a situation; `lost` are the names of those who cannot be reached, in a final report of all whom it
    leaves unsettled."""
    return (
        Form(
            "转移统计表",
            ("镇街", "村", "命令", *(_SHORT.get(one, WORD[one]) for one in TALLY)),
            tuple(_tally(situation)),
        ),
        Form("统计快报", ("指标", "数", "单位", "说明"), tuple(_quick(situation))),
        Form(
            "安置点",
            ("点", "镇街", "可容", "现在", "其中待核", "同时最多", "最多时刻", "累计人", "累计人次"),
            tuple(_houses(situation)),
        ),
        Form("通报", ("项目", "数", "单位", "说明"), tuple(_bulletin(situation))),
        Form(
            "救援力量",
            ("谁", "人数", "状态", "去向", "末次消息", "谁记", "没消息"),
            tuple(_helpers(situation)),
            personal=True,
        ),
        Form(
            "伤亡失联名单",
            ("名单", "姓名", "性别", "年龄", "镇街", "村", "何时", "何地", "怎么知道的", "谁记", "计在哪栏", "备注"),
            tuple(_named(situation, lost)),
            personal=True,
        ),
        Form("对不上的", ("哪里", "一个数", "另一个数", "差", "说明"), tuple(_differences(situation))),
    )


def _tally(situation: Situation) -> Iterator[Row]:
    villages = situation.total[Figure.VILLAGES]
    yield ("合计", f"{villages} 村", "", *(situation.total[one] for one in TALLY))
    for town in situation.towns:
        name = town.town or "未落镇街"
        yield (name, f"{town.figures[Figure.VILLAGES]} 村", "", *(town.figures[one] for one in TALLY))
        for line in town.places:
            figures = (line.figures[one] for one in TALLY)
            yield (name, line.name or "没有村的（到岛才收）", _LEVEL[line.level], *figures)


def _quick(situation: Situation) -> Iterator[Row]:
    for figure, note in _QUICK:
        yield (WORD[figure], situation.total[figure], unit_of(figure), note)
    emergency = situation.total[Figure.MOVED] + situation.total[Figure.BEYOND]
    yield ("紧急转移安置人口", emergency, "人", "已转＋扩面")
    scattered = situation.total[Figure.RELATIVES] + situation.total[Figure.HOSTED]
    yield ("其中分散安置", scattered, "人", "投亲靠友＋结对安全户")


def _houses(situation: Situation) -> Iterator[Row]:
    for one in situation.houses:
        capacity: Cell = one.capacity if one.capacity is not None else ""
        name, reached = one.name or _unlisted(one), day(one.peak_at)
        yield (name, one.town, capacity, one.inside, one.disputed, one.peak, reached, one.persons, one.visits)


def _unlisted(line: HouseLine) -> str:
    return _UNLISTED.get(line.kind, line.shelter) if line.kind is not None else line.shelter


def _bulletin(situation: Situation) -> Iterator[Row]:
    """Scenic spots, guest houses, building sites of the ordered villages, and roads: as a public bulletin has them."""
    for kind, word in INSTITUTION.items():
        there = [one for one in situation.institutions if one.kind == kind]
        if there:
            yield (f"{word}（下令的村）", len(there), "处", f"{sum(one.heads for one in there)} 人")
            yield (f"{word}已转出", sum(one.moved for one in there), "人", "")
    yield ("封闭道路", situation.roads_closed, "段", "现断")
    out = [one for one in situation.out if one.state is not Out.BACK]
    yield ("救援队伍", sum(one.squad for one in out), "支", f"{sum(one.heads for one in out if one.squad)} 人")


def _helpers(situation: Situation) -> Iterator[Row]:
    for one in situation.out:
        silent = "是" if one.silent else ""
        yield (one.name, one.heads, OUT[one.state], one.where, day(one.at), one.operator, silent)


def _named(situation: Situation, lost: Sequence[BehindRow]) -> Iterator[Row]:
    for one in situation.harmed:
        known = phrases.evidence(one.evidence)
        column = words.CLASS[one.class_] if one.due else "不在应转"
        doubt = "两台记的不一样，待核" if one.contested else ""
        note = "；".join(part for part in (one.note, doubt) if part)
        yield (
            HARM[one.harm], one.name, one.sex, "" if one.age is None else one.age, one.town, one.place_name,
            day(one.at), one.where or ("医院" if one.harm is Harm.HOSPITAL else ""), known, one.operator, column, note,
        )  # fmt: skip
    for row in lost:
        age: Cell = "" if row.age is None else row.age
        column = words.CLASS[row.class_] if row.class_ is not None else ""
        note = "各点说法不一，待核" if row.to_reconcile else ""
        listed = "待核" if row.to_reconcile else column
        yield (listed, row.name, row.sex, age, row.town, row.place_name, day(row.since), "", "", "", column, note)


def _differences(situation: Situation) -> Iterator[Row]:
    for one in situation.differences:
        yield (one.where or scope_word(situation), one.left, one.right, abs(one.left - one.right), difference(one))
