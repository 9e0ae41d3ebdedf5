"""应急响应明白卡: what the office does at each level, who is ordered now, at how much rain the villages must move.

All of it from data with its source; what nobody has signed for carries 待核, what the data do not hold is left to the
pen. A level is an input: nothing here derives it.
"""

from itertools import groupby

from core.domain.hazards import Soil, Trigger
from core.domain.orders import RESPONSE_LEVELS
from core.queries.paper_rows import PaperCase
from desktop.printing import words
from desktop.printing.booklet import bind
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import A4, Sheet, leading
from desktop.printing.typeface import Typeface

TITLE = "应急响应明白卡"
SOIL = {Soil.DRY: "干土", Soil.NORMAL: "常态", Soil.WET: "湿土"}
PHONES = ("镇值班室", "区防汛办", "应急电台频道", "卫星电话", "卫生院", "供电抢修")
_RAIN = (
    Column("哪里", share=1.0, size=11),
    Column("土", 15, size=11),
    Column("级别", 24, size=11, bold=True),
    Column("1 小时", 17, size=11.5, align="right"),
    Column("3 小时", 17, size=11.5, align="right"),
    Column("6 小时", 17, size=11.5, align="right"),
    Column("24 小时", 17, size=11.5, align="right"),
    Column("确认", 24, size=10.5),
)


def response_card(face: Typeface, case: PaperCase) -> Document:
    flow = Flow(face, A4, lambda sheet, again: _head(sheet, case, again))
    _levels_now(flow, case)
    _measures(flow, case)
    _rain(flow, case)
    _ordered(flow, case)
    _phones(flow)
    return bind(face, case.stamp, "response", TITLE, A4, [flow.piece(TITLE)])


def _head(sheet: Sheet, case: PaperCase, again: bool) -> float:
    y = sheet.top + 6.5
    after = sheet.text(sheet.left, y, TITLE + ("（续）" if again else ""), 19, bold=True)
    sheet.fit(after + 4, y, case.stamp.district, sheet.right - after - 4, 13, name=True)
    return y + 8.5


def _levels_now(flow: Flow, case: PaperCase) -> None:
    sheet = flow.sheet
    for level in case.levels:
        issuer = level.issuer or "没写谁发的"
        said = f"现在：{level.scope} {level.level}响应，{words.when(level.at)} 起，{issuer}"
        flow.y = sheet.para(sheet.left, flow.y, said, sheet.inner, 14, bold=True)
    if not case.levels:
        sheet.field(sheet.left, flow.y, "现在的响应级别、范围、谁发的、几点起", "", sheet.inner, 12)
        flow.y += 8


def _measures(flow: Flow, case: PaperCase) -> None:
    flow.y = flow.sheet.heading(flow.y + 1, "哪一级做什么", 13)
    order = list(RESPONSE_LEVELS)
    known = sorted(case.measures, key=lambda item: order.index(item.level) if item.level in order else len(order))
    for level, rows in groupby(known, key=lambda item: item.level):
        among = list(rows)
        now = any(item.level == level for item in case.levels)
        flow.need(leading(11.5) * 2)
        sheet = flow.sheet
        sheet.text(sheet.left, flow.y, level + ("（现在）" if now else ""), 12, bold=True)
        for item in among:
            mark = "" if item.mark == "reported" else "（待核）"
            lines = sheet.lines(f"{item.measure}{mark}", sheet.inner - 33, 11.5)
            if flow.need(leading(11.5) * len(lines)):
                sheet = flow.sheet
            side = 3.6
            sheet.box(sheet.left + 27, flow.y - side + 0.5, side, side, line=0.25)
            for line in lines:
                sheet.text(sheet.left + 32.5, flow.y, line, 11.5)
                flow.y += leading(11.5)
            if item.mark != "reported":
                flow.need(8)
                flow.sheet.blank(flow.sheet.left + 32.5, flow.y, flow.sheet.inner - 32.5)
                flow.y += 7.5
        for source in dict.fromkeys(item.source for item in among):
            lines = flow.sheet.lines(f"来源：{source}", flow.sheet.inner - 33, 9)
            flow.need(leading(9) * len(lines))
            for line in lines:
                flow.sheet.text(flow.sheet.left + 32.5, flow.y, line, 9, grey=70)
                flow.y += leading(9)
        flow.y += 1.2


def _rain(flow: Flow, case: PaperCase) -> None:
    """Thresholds of all villages, and of those that differ."""
    rows = [row for row in case.thresholds if row.place == "*" or any(row.place == v.place.code for v in case.villages)]
    if not rows:
        return
    flow.need(40)
    flow.y = flow.sheet.heading(flow.y + 2, "雨到多少，哪一级（毫米，到一项就算）", 13)
    table = Table(flow, _RAIN)
    for row in rows:
        place = "全部村" if row.place == "*" else next(v.place.name for v in case.villages if v.place.code == row.place)
        confirmed = "已确认" if row.confirmed else "待核"
        cells = tuple("–" if value is None else f"{value:g}" for value in row.mm)
        table.row((place, SOIL[row.soil], words.TRIGGER[row.level], *cells, confirmed))
    for source in dict.fromkeys(row.source for row in rows if row.source):
        _small(flow, f"来源：{source}")
    _small(flow, "判断不了就按“立即”走。触发只是建议，下令的是人。")


def _small(flow: Flow, text: str) -> None:
    lines = flow.sheet.lines(text, flow.sheet.inner, 10)
    flow.need(leading(10) * len(lines))
    for line in lines:
        flow.sheet.text(flow.sheet.left, flow.y + 0.5, line, 10)
        flow.y += leading(10)


def _ordered(flow: Flow, case: PaperCase) -> None:
    flow.need(20)
    flow.y = flow.sheet.heading(flow.y + 3, "现在下了令的村", 13)
    for level in (Trigger.GO, Trigger.PREPARE):
        names = [row.name for row in case.tallies if row.level is level and row.name]
        people = sum(row.due for row in case.tallies if row.level is level)
        said = f"{words.TRIGGER[level]} {len(names)} 村 {people} 人：{'、'.join(names) or '无'}"
        lines = flow.sheet.lines(said, flow.sheet.inner, 12)
        for line in lines:
            flow.need(leading(12))
            flow.sheet.text(flow.sheet.left, flow.y, line, 12)
            flow.y += leading(12)


def _phones(flow: Flow) -> None:
    flow.need(32)
    flow.y = flow.sheet.heading(flow.y + 3, "电话（手填，每年汛前核一次）", 13)
    half = flow.sheet.inner / 2
    for number, label in enumerate(PHONES):
        x = flow.sheet.left + (number % 2) * half
        flow.sheet.field(x, flow.y, label, "", half - 4, 12)
        if number % 2:
            flow.y += 7.4
