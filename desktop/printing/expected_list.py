"""安全岛待到名单: who is to come to a shelter, by when, with what needs. Numbers stay with the helpers."""

from collections import Counter

from core.queries.paper_rows import HouseholdPaper, PaperCase, ShelterPaper
from desktop.printing import words
from desktop.printing.booklet import Piece, bind
from desktop.printing.codes import spaced
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import A4, Sheet
from desktop.printing.typeface import Typeface

TITLE = "安全岛待到名单"
COLUMNS = (
    Column("几点到", 17, size=11, bold=True),
    Column("姓名", share=1.3, bold=True, size=11.5),
    Column("性别 年龄", 19, size=10),
    Column("卡号", 20, size=10.5),
    Column("哪个村", share=1.2, size=10.5),
    Column("要什么", share=1.9, size=10.5),
    Column("到", 11, tick=True),
    Column("室 床", 20),
)


def expected_lists(face: Typeface, case: PaperCase) -> Document:
    return bind(face, case.stamp, "expected", TITLE, A4, [_list(face, paper) for paper in case.shelters])


def _list(face: Typeface, paper: ShelterPaper) -> Piece:
    flow = Flow(face, A4, lambda sheet, again: _head(sheet, paper, again))
    table = Table(flow, COLUMNS)
    for row in paper.coming:
        for number, member in enumerate(row.expected_at(paper.shelter.id)):
            plain = (
                "",
                member.name or "姓名不详",
                words.who(member),
                spaced(member.card),
                "",
                words.marked(member, words.needs(member)),
                "",
                "",
            )
            named = (_when(paper, row), *plain[1:4], row.place_name, *plain[5:])
            table.row(plain if number else named, first=number == 0, over=named)
    flow.need(8)
    flow.sheet.text(
        flow.sheet.left, flow.y + 2, "不在名单上的人照样收下，记在到岛登记表上，注明“扩面”。", 11, bold=True
    )
    return flow.piece(paper.shelter.name)


def _planned(paper: ShelterPaper, row: HouseholdPaper) -> bool:
    """Whether the plan's time of a household is that of this shelter."""
    return row.shelter is not None and row.shelter.id == paper.shelter.id


def _when(paper: ShelterPaper, row: HouseholdPaper) -> str:
    """When they are to come; who was sent on by a desk has no planned time."""
    return words.clock(row.arrive) if _planned(paper, row) and row.arrive else "转来"


def _head(sheet: Sheet, paper: ShelterPaper, again: bool) -> float:
    y = sheet.top + 6
    more = "（续）" if again else ""
    after = sheet.text(sheet.left, y, f"{TITLE}{more}", 17, bold=True)
    sheet.fit(after + 4, y, paper.shelter.name, sheet.right - after - 4, 16, bold=True, name=True)
    if again:
        return y + 9
    shelter = paper.shelter
    need: Counter[str] = Counter()
    people = 0
    for row in paper.coming:
        for member in row.expected_at(shelter.id):
            people += 1
            need.update(words.needs(member).split("、") if words.needs(member) else ())
    confirmed = "" if shelter.confirmed else "（待核）"
    arrivals = [row.arrive for row in paper.coming if row.arrive and _planned(paper, row)]
    last = f"，{words.when(min(arrivals))} 到 {words.when(max(arrivals))}" if arrivals else ""
    y += 7
    sheet.text(sheet.left, y, f"还要来 {len(paper.coming)} 户 {people} 人{last}", 13, bold=True)
    y += 6.4
    room = f"{shelter.town} · 能住 {shelter.capacity} 人{confirmed} · 已在 {paper.inside} 人"
    sheet.text(sheet.left, y, room, 11.5)
    sheet.field(sheet.left + 104, y, "负责人、电话", "", sheet.inner - 104, 11.5)
    y += 6
    if need:
        said = "、".join(f"{name} {count}" for name, count in need.most_common())
        y = sheet.para(sheet.left, y, f"要备：{said}", sheet.inner, 11.5)
    return y + 2
