"""转换清单 on paper: what turns a school into a shelter, done with name and time, the rest with a box to tick.

Sources stand below each sheet: minutes that nobody has confirmed are marked 待核.
"""

from core.domain.checklists import ChecklistItem, Tick
from core.queries.paper_rows import ConversionPaper, PaperCase
from desktop.printing import words
from desktop.printing.booklet import Piece, bind
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import A4, Sheet
from desktop.printing.typeface import Typeface

TITLE = "平急转换清单"
COLUMNS = (
    Column("序", 10, size=11, align="right"),
    Column("做什么", share=1.0, size=12, bold=True),
    Column("约要", 20, size=10.5),
    Column("做好", 12, tick=True),
    Column("几点", 22, size=11),
    Column("谁做的", 34, size=11),
)


def conversion_sheets(face: Typeface, case: PaperCase) -> Document:
    return bind(face, case.stamp, "conversion", TITLE, A4, [_sheet(face, paper) for paper in case.conversions])


def _sheet(face: Typeface, paper: ConversionPaper) -> Piece:
    flow = Flow(face, A4, lambda sheet, again: _head(sheet, paper, again))
    done = {tick.item: tick for tick in paper.ticks}
    table = Table(flow, COLUMNS, least_height=11)
    open_items = [item for item in paper.items if item.item not in done]
    if open_items:
        table.group(f"还要做 {len(open_items)} 项，约 {sum(item.minutes for item in open_items)} 分")
        for number, item in enumerate(open_items, start=1):
            table.row((str(number), item.name, _minutes(item), "", "", ""))
    if done:
        table.group(f"已做好 {len(done)} 项")
        finished = Table(flow, [*COLUMNS[:3], Column("做好", 12, size=11), *COLUMNS[4:]], least_height=9)
        for number, item in enumerate((item for item in paper.items if item.item in done), start=1):
            finished.row((str(number), item.name, _minutes(item), "是", *_said(done[item.item])))
    _foot(flow, paper)
    return flow.piece(paper.shelter.name)


def _minutes(item: ChecklistItem) -> str:
    return f"{item.minutes} 分" + ("" if item.confirmed else " 待核")


def _said(tick: Tick) -> tuple[str, str]:
    return words.clock(tick.at), tick.who or tick.operator


def _head(sheet: Sheet, paper: ConversionPaper, again: bool) -> float:
    y = sheet.top + 6
    after = sheet.text(sheet.left, y, TITLE + ("（续）" if again else ""), 17, bold=True)
    sheet.fit(after + 4, y, paper.shelter.name, sheet.right - after - 4, 16, bold=True, name=True)
    shelter = paper.shelter
    parts = [shelter.town, f"可住 {shelter.capacity} 人"]
    if shelter.rooms:
        parts.append(f"{shelter.rooms} 室")
    parts.append("没做完也先开门收人，做一项勾一项，写几点、谁做的")
    sheet.fit(sheet.left, y + 6.5, " · ".join(parts), sheet.inner, 11)
    return y + 14


def _foot(flow: Flow, paper: ConversionPaper) -> None:
    """Who signs, then where the items come from."""
    flow.need(30)
    sheet = flow.sheet
    flow.y += 3
    third = sheet.inner / 3
    for number, label in enumerate(("校方", "镇里", "开门时间")):
        sheet.field(sheet.left + number * third, flow.y, label, "", third - 6, 12)
    flow.y += 7
    sources = "；".join(dict.fromkeys(item.source for item in paper.items))
    flow.y = sheet.para(sheet.left, flow.y, f"依据：{sources}", sheet.inner, 9.5, grey=60)
