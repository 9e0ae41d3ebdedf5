"""未落实名单与呼叫单: who is not accounted for, most endangered first, with every number to ring and room to write.

Made to work on when the power is gone, so the numbers stand here in full.
"""

from collections.abc import Sequence
from itertools import groupby

from core.domain.ids import HouseholdId
from core.queries.paper_rows import CallLine, Contact, PaperCase
from core.queries.rows import RollGroup, RollRow
from desktop.printing import words
from desktop.printing.booklet import bind
from desktop.printing.codes import spaced
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import LANDSCAPE_A4, Sheet
from desktop.printing.typeface import Typeface

TITLE = "未落实名单与呼叫单"
GROUP = {
    RollGroup.EXPOSED: "有险无人",
    RollGroup.UNREACHABLE: "失联",
    RollGroup.UNANSWERED: "未应",
    RollGroup.REFUSED: "拒转",
    RollGroup.OVERDUE: "到时未动",
    RollGroup.REST: "其余未到",
    RollGroup.AWAY: "外出",
    RollGroup.MOVED: "已到",
}
COLUMNS = (
    Column("谁、卡号、怎么走、带什么", share=2.4, size=11),
    Column("村、户", share=1.0, size=10.5),
    Column("最晚 / 出门", 23, size=10.5, bold=True),
    Column("A 角", 29, size=11),
    Column("B 角", 29, size=11),
    Column("本户电话", 29, size=11),
    Column("应", 10, tick=True),
    Column("动", 10, tick=True),
    Column("时间", 20),
    Column("怎么知道的", 29),
)


def call_lists(face: Typeface, case: PaperCase) -> Document:
    flow = Flow(face, LANDSCAPE_A4, lambda sheet, again: _head(sheet, case, again))
    table = Table(flow, COLUMNS, least_height=11.5)
    for group, lines in groupby(case.calls, key=lambda line: line.row.group):
        among: dict[HouseholdId, list[CallLine]] = {}
        for line in lines:
            among.setdefault(line.row.household, []).append(line)
        table.group(f"{GROUP[group]} · {len(among)} 户 {sum(map(len, among.values()))} 人")
        for household in among.values():
            table.row(_cells(household))
    return bind(face, case.stamp, "calls", TITLE, LANDSCAPE_A4, [flow.piece(TITLE)])


def _cells(lines: Sequence[CallLine]) -> tuple[str, ...]:
    """One household: a call is made to a door, not to each person behind it."""
    first = lines[0]
    phones = dict.fromkeys(line.phone for line in lines if line.phone)
    return (
        "\n".join(_person(line.row) for line in lines),
        f"{first.row.place_name}\n{first.row.household}",
        _times(first.row),
        _contact(first.helper),
        _contact(first.deputy),
        "\n".join(phones) or "没有",
        "",
        "",
        "",
        "",
    )


def _person(row: RollRow) -> str:
    age = f"{row.age}岁" if row.age is not None else ""
    disputed = "待核" if row.to_reconcile else ""
    need = "、".join(words.need_list(row.mobility, row.needs))
    late = words.OVERTAKEN if row.overtaken else ""
    parts = (row.name or "姓名不详", f"{row.sex}{age}", spaced(row.card), disputed, late, need)
    return " ".join(part for part in parts if part)


def _times(row: RollRow) -> str:
    last = f"最晚 {words.clock(row.deadline)}" if row.deadline else ""
    leave = f"出门 {words.clock(row.depart)}" if row.depart else ""
    return "\n".join(part for part in (last, leave) if part)


def _contact(helper: Contact | None) -> str:
    return f"{helper.name}\n{helper.phone}" if helper else "没有"


def _head(sheet: Sheet, case: PaperCase, again: bool) -> float:
    y = sheet.top + 6
    sheet.text(sheet.left, y, TITLE + ("（续）" if again else ""), 17, bold=True)
    sheet.text(sheet.right, y, f"{len(case.calls)} 人没有落实", 15, bold=True, align="right")
    ladder = "从上往下打。叫不应：隔 3 分钟再叫，两次不应换 B 角，再叫邻户，派人敲门，报电台。"
    sheet.text(sheet.left, y + 6, ladder, 11)
    sheet.field(sheet.right - 62, y + 6, "呼叫人", "", 62, 11)
    return y + 13.5
