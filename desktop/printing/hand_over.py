"""交班单: what one shift leaves to the next, to be read in ninety seconds and signed by both."""

from core.queries.duty import HandOver, OpenItem
from core.queries.ending import EndingRow
from core.queries.paper_rows import PaperCase
from desktop import phrases
from desktop.duty_words import OPEN
from desktop.printing import words
from desktop.printing.booklet import bind
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import A4, Sheet
from desktop.printing.situation_text import KIND
from desktop.printing.typeface import Typeface

TITLE = "交班单"
ITEMS = (
    Column("未了的事", 42, size=12, bold=True),
    Column("数", 16, align="right", size=13, bold=True),
    Column("头几个", share=1.0, size=11),
    Column("最早", 26, size=11),
    Column("接了", 14, tick=True),
)
NOTES = (
    Column("时间", 26, size=10.5),
    Column("上一班记的", share=1.0, size=11),
    Column("谁", 26, size=10.5),
)


def hand_over_sheet(face: Typeface, case: PaperCase) -> Document:
    flow = Flow(face, A4, _head)
    page = case.duty
    if page is not None:
        table = Table(flow, ITEMS, least_height=9.5)
        for item in page.items:
            table.row(_item(item))
        if not page.items:
            table.row(("没有未了的事", "0", "", "", ""))
        made = sum(n for _, n in page.calls)
        table.row(("打过的叫应", str(made), " · ".join(f"{phrases.outcome(one)} {n}" for one, n in page.calls), "", ""))
        table.row(("最后上报", "", *_report(page), ""))
        table.row(("备份", "", _backup(page), "", ""))
        if page.ending is not None:
            table.row(("事件结束", "", _ending(page.ending), words.when(page.ending.closed_at), ""))
        table.row(("上次打印", "", words.when(page.last_print) or "没有印过", "", ""))
        notes = Table(flow, NOTES)
        notes.group(f"日志 · 上次交班 {words.when(page.operator_since) or '没有记过'} 以来")
        for row in page.notes:
            notes.row((words.when(row.at), phrases.history(row), row.operator))
    _signatures(flow)
    return bind(face, case.stamp, "handover", TITLE, A4, [flow.piece(TITLE)])


def _item(item: OpenItem) -> tuple[str, ...]:
    names = "、".join(name for name in item.names if name)
    more = " 等" if names and item.count > len(item.names) else ""
    return (OPEN[item.kind], str(item.count), names + more, words.when(item.since), "")


def _report(page: HandOver) -> tuple[str, str]:
    """(what was reported last and what is due next, when it was)."""
    last, due = page.report, page.report_due
    said = "还没有报过" if last is None else KIND[last.kind]
    if last is not None and last.differences:
        said += f"，有 {last.differences} 处对不上"
    if due is not None:
        said += f"；下一期 {KIND[due.kind]} {words.when(due.by)} 前"
    return said, words.when(last.at) if last is not None else ""


def _backup(page: HandOver) -> str:
    if page.backup is None:
        return "这台电脑还没有备份"
    return words.when(page.backup) + ("" if page.backup_there else "，那一处现在不在")


def _ending(row: EndingRow) -> str:
    """When names are to go; once they are gone, what people have to collect."""
    if not row.erased:
        return f"{words.when(row.erase_at)} 到期抹去个人信息"
    gone = row.unreached
    desks = "、".join(name or device[:8] for device, name, _ in gone.desks) or "0"
    return (
        f"个人信息已抹去。要人去收：别的台 {desks}，不在的备份处 {len(gone.backup_places)} 个，"
        f"导出 {gone.exports} 次，打印 {gone.prints} 次，写出过的 U 盘"
    )


def _signatures(flow: Flow) -> None:
    flow.need(22)
    sheet, y = flow.sheet, flow.y + 8
    third = sheet.inner / 3
    for place, who in enumerate(("交班人", "接班人", "时间")):
        sheet.field(sheet.left + place * third, y, who, "", third - 6, 12)
    flow.y = y + 8


def _head(sheet: Sheet, again: bool) -> float:
    y = sheet.top + 6
    sheet.text(sheet.left, y, TITLE + ("（续）" if again else ""), 17, bold=True)
    sheet.text(sheet.left, y + 6.5, "从上往下看：有险无人在最前。接一条，勾一条。页脚八个词念给对方核对。", 11)
    return y + 14
