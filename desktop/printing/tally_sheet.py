"""清点表 镇-村-户-人: how many are due and where they stand, to be read out over a radio line by line.

Each row adds up: due is the sum of the five classes. 待核 is a part of them; 扩面 and institutions stand beside.
"""

from collections.abc import Sequence

from core.queries.paper_rows import PaperCase, Tally
from core.queries.tallies import total
from desktop.printing import words
from desktop.printing.booklet import bind
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import LANDSCAPE_A4, Sheet
from desktop.printing.typeface import Typeface
from desktop.times import local

TITLE = "避险转移清点表"
_COUNT = 19.0
COLUMNS = (
    Column("镇街、村", share=1.0, size=11.5),
    Column("命令", 22, size=10.5),
    Column("户", _COUNT, align="right", size=12),
    Column("应转", _COUNT, align="right", size=12, bold=True),
    Column("已转", _COUNT, align="right", size=12),
    Column("未转", _COUNT, align="right", size=12, bold=True),
    Column("拒转", _COUNT, align="right", size=12),
    Column("失联", _COUNT, align="right", size=12),
    Column("外出", _COUNT, align="right", size=12),
    Column("其中待核", _COUNT, align="right", size=12),
    Column("扩面", _COUNT, align="right", size=12),
    Column("单位人数", _COUNT, align="right", size=12),
)


def tally_sheets(face: Typeface, case: PaperCase) -> Document:
    flow = Flow(face, LANDSCAPE_A4, lambda sheet, again: _head(sheet, case, again))
    table = Table(flow, COLUMNS)
    towns = list(dict.fromkeys(row.town for row in case.tallies))
    whole = total(case.tallies)
    table.row(_cells(f"合计 {len(towns)} 镇街 {whole.places} 村", whole), bold=True)
    for town in towns:
        rows = [row for row in case.tallies if row.town == town]
        named = [row for row in rows if row.name]
        table.row(_cells(f"{town} {len(named)} 村", total(rows)), bold=True)
        for row in rows:
            table.row(_cells(f"　{row.name or '没有村的（到岛才收）'}", row))
    _radio(flow, case.tallies)
    return bind(face, case.stamp, "tallies", TITLE, LANDSCAPE_A4, [flow.piece(TITLE)])


def _cells(name: str, row: Tally) -> tuple[str, ...]:
    counts = (
        row.households,
        row.due,
        row.moved,
        row.not_moved,
        row.refused,
        row.unreachable,
        row.away,
        row.to_reconcile,
        row.beyond,
        row.institution_heads,
    )
    return (name, words.TRIGGER[row.level], *(str(count) for count in counts))


def _head(sheet: Sheet, case: PaperCase, again: bool) -> float:
    y = sheet.top + 6
    sheet.text(sheet.left, y, TITLE + ("（续）" if again else ""), 17, bold=True)
    stamp = case.stamp
    said = f"截至 {local(stamp.at):%Y-%m-%d %H:%M}，来自 {stamp.desks_heard}/{stamp.desks} 台"
    if stamp.heard is not None:
        said += f"，最新一条 {words.when(stamp.heard)}"
    sheet.text(sheet.right, y, said, 12, bold=True, align="right")
    sheet.fit(
        sheet.left,
        y + 6,
        f"{stamp.title} · 应转＝已转＋未转＋拒转＋失联＋外出；待核含在其中；扩面、单位另计",
        sheet.inner,
        11,
    )
    return y + 13.5


def _radio(flow: Flow, rows: Sequence[Tally]) -> None:
    """The short form that is read aloud, and who signs for it."""
    whole = total(rows)
    towns = len({row.town for row in rows if row.name})
    flow.need(22)
    sheet = flow.sheet
    read = (
        f"电台念：{towns} 镇 {whole.places} 村 {whole.households} 户，应转 {whole.due}，已转 {whole.moved}，"
        f"未转 {whole.not_moved}，拒转 {whole.refused}，失联 {whole.unreachable}，外出 {whole.away}，"
        f"待核 {whole.to_reconcile}，扩面 {whole.beyond}。"
    )
    flow.y = sheet.para(sheet.left, flow.y + 2, read, sheet.inner, 12, bold=True) + 1
    third = sheet.inner / 3
    for number, label in enumerate(("填表人", "审核人", "报出时间")):
        sheet.field(sheet.left + number * third, flow.y, label, "", third - 6, 12)
    flow.y += 6
