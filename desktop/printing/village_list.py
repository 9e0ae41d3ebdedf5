"""村名册: who of a village moves, with whom, where to, when. Numbers masked: it hangs on a wall."""

from typing import NamedTuple

from core.queries.paper_rows import HouseholdPaper, Member, PaperCase, VillagePaper
from desktop.printing import words
from desktop.printing.booklet import Piece, bind
from desktop.printing.codes import spaced
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import LANDSCAPE_A4, Sheet
from desktop.printing.typeface import Typeface

TITLE = "避险转移村名册"
COLUMNS = (
    Column("户号", 21, size=10),
    Column("姓名", share=1.5, bold=True),
    Column("性别 年龄", 19, size=10),
    Column("卡号", 20, size=10),
    Column("怎么走、带什么", share=2.0, size=10.5),
    Column("电话", 25, size=10),
    Column("A 角", share=1.25, size=10.5),
    Column("B 角", share=1.25, size=10.5),
    Column("去哪里", share=2.1, size=10),
    Column("出门 / 最晚", 26, size=10),
    Column("已走", 12, tick=True),
)


class Whole(NamedTuple):
    """What is said once of a household."""

    household: str = ""
    helper: str = ""
    deputy: str = ""
    where: str = ""
    leaving: str = ""


NOTHING = Whole()


def village_lists(face: Typeface, case: PaperCase) -> Document:
    return bind(face, case.stamp, "villages", TITLE, LANDSCAPE_A4, [_list(face, village) for village in case.villages])


def _list(face: Typeface, village: VillagePaper) -> Piece:
    flow = Flow(face, LANDSCAPE_A4, lambda sheet, again: _head(sheet, village, again))
    table = Table(flow, COLUMNS)
    for row in village.households:
        whole = Whole(
            row.household,
            row.helper.name if row.helper else "",
            row.deputy.name if row.deputy else "",
            where_to(row),
            leaving(row),
        )
        over = whole._replace(household=f"{row.household}（续）")
        for number, member in enumerate(row.members):
            table.row(
                _cells(row, member, whole if number == 0 else NOTHING),
                first=number == 0,
                over=_cells(row, member, over) if number else None,
            )
    if village.institutions:
        table.group("单位（人数不在名册之内，另行清点）")
        for one in village.institutions:
            low = "，低洼" if one.low_ground else ""
            note = f"{one.heads} 人，不能走 {one.cannot_walk} 人{low}"
            table.row((one.id, one.name, "", "", note, "", "", "", "", "", ""))
    return flow.piece(village.place.name)


def _cells(row: HouseholdPaper, member: Member, whole: Whole) -> tuple[str, ...]:
    """The cells of one member; what is the whole household's stands at its first and again at the top of a page."""
    moving = member.person in row.moving
    return (
        whole.household,
        member.name or "姓名不详",
        words.who(member),
        spaced(member.card),
        words.marked(member, words.needs(member) if moving or not row.moving else "不在这次之列"),
        words.masked(member.phone),
        whole.helper,
        whole.deputy,
        whole.where,
        whole.leaving,
        "",
    )


def _head(sheet: Sheet, village: VillagePaper, again: bool) -> float:
    y = sheet.top + 6
    more = "（续）" if again else ""
    after = sheet.text(sheet.left, y, f"{TITLE}{more}", 17, bold=True)
    sheet.fit(after + 5, y, f"{village.place.town} {village.place.name}", 90, 15, bold=True, name=True)
    level = words.TRIGGER[village.level]
    said = f"{level} {words.when(village.ordered_at)}" if village.ordered_at else level
    sheet.text(sheet.right, y, said, 13, bold=True, align="right")
    people = sum(len(row.members) for row in village.households)
    moving = sum(len(row.moving) for row in village.households)
    counts = f"{len(village.households)} 户 {people} 人，这次转移 {moving} 人"
    sheet.text(sheet.left, y + 6, counts, 11)
    begins = sheet.right - 118
    sheet.field(begins, y + 6, "村负责人、电话", "", 118, 11)
    return y + 13.5


def where_to(row: HouseholdPaper) -> str:
    if row.shelter is not None:
        return row.shelter.name + ("" if row.shelter.confirmed else "（待核）")
    return f"没排上：{words.SHORTFALL[row.rule]}" if row.rule else ""


def leaving(row: HouseholdPaper) -> str:
    """Departure, and the last safe one where there is one."""
    last = f"\n最晚 {words.clock(row.deadline)}" if row.deadline else ""
    return words.when(row.depart) + last
