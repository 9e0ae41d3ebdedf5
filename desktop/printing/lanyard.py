"""挂牌: a tag to hang round the neck, one a person, ten to a sheet with cut marks.

Whoever finds somebody who cannot speak must see who it is, what he needs, where he belongs and whom to ring.
"""

from core.queries.paper_rows import HouseholdPaper, Member, PaperCase, Stamp
from desktop.printing import words
from desktop.printing.booklet import DRILL, Piece, bind
from desktop.printing.codes import spaced, spoken
from desktop.printing.marks import Document, Page
from desktop.printing.sheet import A4, Sheet
from desktop.printing.typeface import Typeface
from desktop.times import local

TITLE = "避险转移挂牌"
WIDTH, HEIGHT, ACROSS, DOWN = 92.0, 53.0, 2, 5
_GAP_X, _GAP_Y = 4.0, 1.4
_QR = 25.0


def lanyard_tags(face: Typeface, case: PaperCase) -> Document:
    tags = [(row, member) for row in case.households for member in row.members if member.person in row.moving]
    tags = tags or [(row, member) for row in case.households for member in row.members]
    each = ACROSS * DOWN
    pages = [_page(face, case, tags[start : start + each]) for start in range(0, len(tags), each)]
    return bind(face, case.stamp, "tags", TITLE, A4, [Piece(TITLE, tuple(pages))])


def _page(face: Typeface, case: PaperCase, tags: list[tuple[HouseholdPaper, Member]]) -> Page:
    sheet = Sheet(face, A4)
    left = sheet.left + (sheet.inner - ACROSS * WIDTH - _GAP_X) / 2
    for number, (row, member) in enumerate(tags):
        x = left + (number % ACROSS) * (WIDTH + _GAP_X)
        y = sheet.top - 3 + (number // ACROSS) * (HEIGHT + _GAP_Y)
        _tag(sheet, x, y, row, member, case.stamp)
    return sheet.page()


def _tag(sheet: Sheet, x: float, y: float, row: HouseholdPaper, member: Member, stamp: Stamp) -> None:
    _cut_marks(sheet, x, y)
    sheet.circle(x + WIDTH / 2, y + 3.4, 1.7)  # where to punch
    left, right = x + 3, x + WIDTH - 3
    code = right - _QR + 1
    sheet.code(code, y + 3.2, _QR, member.card)
    room = code - left
    sheet.fit(left, y + 12, member.name or "姓名不详", room, 22, bold=True, name=True)
    sheet.text(left, y + 18.6, words.who(member), 12, bold=True)
    if stamp.drill:
        sheet.text(code - 1, y + 18.6, DRILL, 12, bold=True, align="right")
    state = f"{local(stamp.at):%m-%d %H:%M} 版{stamp.revision}"  # stays on the tag when it is cut off
    sheet.text(right, y + 39.4, state, 9, align="right")
    wide = sheet.face.width(state, 9)
    sheet.fit(left, y + 24.6, f"{row.town} {row.place_name}", room, 11, name=True)
    need = words.needs(member)
    if need:
        sheet.box(left, y + 28.2, right - left, 6.6, line=0.4)
        sheet.fit(left + 1, y + 32.9, need, right - left - 2, 12, bold=True)
    where = row.shelter.name if row.shelter else ""
    sheet.field(left, y + 39.4, "去", where, right - left - wide - 2, 12, bold=True)
    helper = row.helper
    sheet.field(left, y + 45.1, "找", helper.name if helper else "", 34, 11)
    if helper is not None:
        sheet.number(right, y + 45.1, helper.phone, 12, bold=True)
    else:
        sheet.blank(left + 36, y + 45.1, right - left - 36)
    after = sheet.text(left, y + 50.4, spaced(member.card), 12, bold=True)
    sheet.fit(after + 2, y + 50.4, spoken(member.card), right - after - 2, 9.5)


def _cut_marks(sheet: Sheet, x: float, y: float) -> None:
    """Short lines at the corners and a light dotted edge."""
    edge = ((x, y), (x + WIDTH, y), (x + WIDTH, y + HEIGHT), (x, y + HEIGHT), (x, y))
    sheet.dashed(edge, 0.15, 120, (2, 4))
    for cx, cy in ((x, y), (x + WIDTH, y), (x, y + HEIGHT), (x + WIDTH, y + HEIGHT)):
        sheet.rule(cx - 1.4, cy, cx + 1.4, cy, 0.25)
        sheet.rule(cx, cy - 0.6, cx, cy + 0.6, 0.25)
