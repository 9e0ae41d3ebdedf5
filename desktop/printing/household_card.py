"""防灾避险明白卡: one household, three copies (存户, 存村, 存发放单位), each on A5 in large type.

What is needed at night stands in the frame: who comes, where to, by when, by which road. Below it the fields of the
ministry's form; what the register does not know is a line to be filled in by hand.
"""

from collections.abc import Sequence

from core.queries.paper_rows import HouseholdPaper, Member, PaperCase
from desktop.printing import words
from desktop.printing.booklet import Piece, bind
from desktop.printing.codes import spaced, spoken
from desktop.printing.flow import Flow
from desktop.printing.marks import Document, Layer, Page
from desktop.printing.sheet import A5, Sheet
from desktop.printing.typeface import Typeface

TITLE = "防灾避险明白卡"
COPIES = ("存户", "存村", "存发放单位")
ADVICE = "听到信号马上走，先人后物；带药、证件、手电；不走沟道，不过漫水桥；未经允许不返回。"
BODY = 12.0
_TITLE_SIZE = 19.0
_QR = 29.0
_STEP = 6.1


def household_cards(face: Typeface, case: PaperCase) -> Document:
    names = [_copy_name(face, copy) for copy in COPIES]
    pieces = [_card(face, row, names) for row in case.households]
    return bind(face, case.stamp, "cards", TITLE, A5, pieces, through=False)


def _card(face: Typeface, row: HouseholdPaper, names: Sequence[Layer]) -> Piece:
    """The three copies: laid out once, then each with its own name at the head."""
    flow = Flow(face, A5, lambda sheet, again: _head(sheet, row, again))
    _at_night(flow, row)
    _family(flow, row)
    _form(flow, row)
    laid_out = flow.piece(row.household)
    return Piece(
        row.household,
        tuple(Page((*page.layers, name)) for name in names for page in laid_out.pages),
    )


def _copy_name(face: Typeface, copy: str) -> Layer:
    """The boxed word beside the title."""
    sheet = Sheet(face, A5)
    x = sheet.left + face.width(TITLE, _TITLE_SIZE, bold=True) + 4
    wide = face.width(copy, BODY, bold=True) + 4
    sheet.box(x, sheet.top + 0.4, wide, 7, line=0.4)
    sheet.text(x + 2, sheet.top + 5.5, copy, BODY, bold=True)
    return tuple(sheet.marks)


def _head(sheet: Sheet, row: HouseholdPaper, again: bool) -> float:
    y = sheet.top + 6
    sheet.text(sheet.left, y, TITLE, _TITLE_SIZE, bold=True)
    y += 8
    if again:
        name = f"{row.town} {row.place_name} · {row.head.name} 户 {row.household}（续）"
        sheet.fit(sheet.left, y, name, sheet.inner, BODY)
        return y + _STEP
    qr = sheet.right - _QR + 2
    sheet.code(qr, sheet.top - 2, _QR, row.head.card)
    room = qr - sheet.left - 1
    sheet.fit(sheet.left, y, f"{row.town} {row.place_name}　编号 {row.household}", room, BODY)
    y += 8
    after = sheet.text(sheet.left, y, spaced(row.head.card), 19, bold=True) + 3
    sheet.text(after, y - 3.4, "电台念", 10, grey=60)
    sheet.fit(after, y + 0.9, spoken(row.head.card), sheet.left + room - after, 10)
    return y + 8.6


def _at_night(flow: Flow, row: HouseholdPaper) -> None:
    """The frame: who comes, where to, when, how."""
    sheet, left = flow.sheet, flow.sheet.left + 2.5
    width = sheet.inner - 5
    top, y = flow.y - 3.2, flow.y + 3.6
    for label, helper in (("责任人 A", row.helper), ("B 角", row.deputy)):
        x = sheet.text(left, y, label, BODY, grey=60) + 2
        if helper is None:
            sheet.blank(x, y, left + width - x)
        else:
            sheet.fit(x, y, helper.name, left + 62 - x, 15, bold=True, name=True)
            sheet.number(left + width, y, helper.phone or "电话不详", 16, bold=True)
        y += 8
    x = sheet.text(left, y, "去哪里", BODY, grey=60) + 2
    if row.shelter is not None:
        note = "" if row.shelter.confirmed else "（待核）"
        sheet.fit(x, y, row.shelter.name + note, left + width - x, 17, bold=True)
    elif row.rule is not None:
        sheet.fit(x, y, f"方案没排上：{words.SHORTFALL[row.rule]}", left + width - x, 13, bold=True)
    else:
        sheet.blank(x, y, left + width - x)
    y += 8.2
    y = _when(sheet, left, y, width, row)
    y = _ways(sheet, left, y, width, row)
    sheet.box(sheet.left, top, sheet.inner, y - top - 3.4, line=0.6)
    flow.y = y + 2.6


def _when(sheet: Sheet, left: float, y: float, width: float, row: HouseholdPaper) -> float:
    x = sheet.text(left, y, "几点走", BODY, grey=60) + 2
    if row.depart is None:
        if row.rule is not None:
            sheet.text(x, y, "听到信号马上走，跟责任人上高处", 13, bold=True)
        else:
            sheet.blank(x, y, left + width - x)
        return y + 7.4
    how = f"（{words.MODE[row.mode]}）" if row.mode else ""
    after = sheet.text(x, y, words.when(row.depart) + how, 15, bold=True)
    if row.deadline is not None:
        sheet.fit(after + 2, y, f"最晚 {words.when(row.deadline)}", left + width - after - 2, 15, bold=True)
    y += 7.4
    if row.ride is not None:
        y = sheet.para(left, y, words.ride(row.ride), width, BODY)
    return y


def _ways(sheet: Sheet, left: float, y: float, width: float, row: HouseholdPaper) -> float:
    if row.way is None or row.shelter is None:
        sheet.field(left, y, "撤离路线", "值班改令，先问镇里" if row.resent else "", width)
        return y + _STEP
    y = sheet.para(left, y, f"路线一：{words.way_in_short(row.way, row.shelter.name, row.place_name)}", width, BODY)
    if row.second is None:
        sheet.field(left, y, "没有第二条路，路断了听责任人安排", "", width)
        return y + _STEP
    return sheet.para(
        left, y, f"路断了走：{words.way_in_short(row.second, row.shelter.name, row.place_name)}", width, BODY
    )


def _family(flow: Flow, row: HouseholdPaper) -> None:
    sheet = flow.sheet
    flow.need(_STEP * 3)
    label = sheet.face.width("户主", BODY) + 1.5
    if sheet.face.width(row.head.name, BODY, bold=True) > 44 - label:  # a long name has a line of its own, uncut
        sheet.field(sheet.left, flow.y, "户主", row.head.name, sheet.inner, bold=True)
        flow.y += _STEP
    else:
        sheet.field(sheet.left, flow.y, "户主", row.head.name, 44, bold=True)
    sheet.field(sheet.left + 46, flow.y, "人数", f"{len(row.members)} 人", 24)
    sheet.field(sheet.left + 76, flow.y, "房屋类别", "", sheet.inner - 76)
    flow.y += _STEP
    lines = sheet.lines(f"住址 {row.address}", sheet.inner, BODY) if row.address else []
    if not lines:
        sheet.field(sheet.left, flow.y, "住址", "", sheet.inner)
        flow.y += _STEP
    for line in lines:
        sheet.text(sheet.left, flow.y, line, BODY)
        flow.y += _STEP
    for member in row.members:
        _member(flow, member)


def _member(flow: Flow, member: Member) -> None:
    """Name, sex, age, code on one line; what has to come along beside it, or below where it does not fit."""
    name = member.name or "姓名不详"
    long = flow.sheet.face.width(name, BODY, bold=True) > 27
    flow.need(_STEP * (2 if long else 1))
    sheet = flow.sheet
    sheet.fit(sheet.left, flow.y, name, sheet.inner, BODY, bold=True, name=True)
    if long:
        flow.y += _STEP
    sheet.text(sheet.left + 28, flow.y, words.who(member), BODY)
    sheet.text(sheet.left + 46, flow.y, spaced(member.card), BODY)
    carried = words.needs(member)
    room = sheet.right - sheet.left - 68
    lines = sheet.lines(carried, room, BODY) if carried else []
    for number, line in enumerate(lines):
        if number:
            flow.y += _STEP
            flow.need(_STEP)
        flow.sheet.text(flow.sheet.left + 68, flow.y, line, BODY)
    flow.y += _STEP


def _form(flow: Flow, row: HouseholdPaper) -> None:
    """The fields of the form that the file cannot fill."""
    half = flow.sheet.inner / 2
    _line(flow, ("灾害类型", "、".join(row.hazards), half), ("灾害规模", "", half))
    _line(flow, ("与本户位置关系", "", half + 8), ("诱发因素", "", half - 8))
    _line(flow, ("预警信号", "", half - 10), ("发布人、电话", "", half + 10))
    _line(flow, ("监测人、电话", "", flow.sheet.inner))
    _line(flow, ("救护单位、负责人、电话", "", flow.sheet.inner))
    _line(flow, ("安置点负责人、电话", "", flow.sheet.inner))
    _line(flow, ("发放单位负责人、电话", "", flow.sheet.inner))
    lines = flow.sheet.lines(f"注意：{ADVICE}", flow.sheet.inner, BODY)
    flow.need(_STEP * len(lines))
    for line in lines:
        flow.sheet.text(flow.sheet.left, flow.y, line, BODY)
        flow.y += _STEP
    _line(flow, ("单位盖章", "", half - 16), ("户主签名", "", half - 10), ("日期", "", 26))


def _line(flow: Flow, *fields: tuple[str, str, float]) -> None:
    flow.need(_STEP)
    x = flow.sheet.left
    for number, (label, value, width) in enumerate(fields, start=1):
        flow.sheet.field(x, flow.y, label, value, width - (2.5 if number < len(fields) else 0))
        x += width
    flow.y += _STEP
