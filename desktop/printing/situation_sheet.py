"""A report upward on paper: the text, the forms, the version to read aloud; names on pages of their own."""

from collections.abc import Sequence

from core.domain.situation import ReportKind
from core.queries.paper_rows import Stamp
from core.queries.situation_rows import Situation
from desktop.printing.booklet import Piece, bind
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document
from desktop.printing.sheet import LANDSCAPE_A4, Sheet, leading
from desktop.printing.situation_tables import SIGNED, Form
from desktop.printing.situation_text import day, title
from desktop.printing.typeface import Typeface

PAPER = "situation"
_LEAST, _MOST = 2.6, 22.0  # characters of a column


def situation_document(
    face: Typeface,
    stamp: Stamp,
    situation: Situation,
    kind: ReportKind,
    text: str,
    spoken: str,
    forms: Sequence[Form],
) -> Document:
    """The text, each form with rows, and what is read aloud; a form with names is a piece that can be kept back."""
    head = title(situation, kind)
    pieces = [_words(face, situation, head, text.split("\n")[1:], signed=True)]
    pieces += [_form(face, situation, form) for form in forms if form.rows]
    pieces.append(_words(face, situation, "照着念（放慢，念两遍）", spoken.split("\n"), signed=False))
    return bind(face, stamp, PAPER, head, LANDSCAPE_A4, pieces)


def _words(face: Typeface, situation: Situation, head: str, lines: Sequence[str], *, signed: bool) -> Piece:
    flow = Flow(face, LANDSCAPE_A4, lambda sheet, again: _head(sheet, head, situation, again))
    size = 13.0
    for line in lines:
        for part in flow.sheet.lines(line, flow.sheet.inner, size):
            flow.need(leading(size) + 1)
            flow.sheet.text(flow.sheet.left, flow.y, part, size)
            flow.y += leading(size) + 0.4
    if signed:
        flow.need(14)
        _sign(flow)
    return flow.piece(head)


def _form(face: Typeface, situation: Situation, form: Form) -> Piece:
    name = form.name + ("（含姓名，专送）" if form.personal else "")
    flow = Flow(face, LANDSCAPE_A4, lambda sheet, again: _head(sheet, name, situation, again))
    table = Table(flow, _columns(form), least_height=6.6)
    for row in form.rows:
        table.row([str(cell) for cell in row], bold=bool(row) and row[0] == "合计")
    flow.need(14)
    _sign(flow)
    return flow.piece(name)


def _columns(form: Form) -> list[Column]:
    """As wide as what stands in them: figures to the right, words to the left."""
    columns = []
    for number, word in enumerate(form.header):
        cells = [row[number] for row in form.rows]
        figures = any(isinstance(cell, int) for cell in cells)
        longest = max((_width(str(cell)) for cell in cells), default=0)
        share = min(_MOST, max(_LEAST, longest, _width(word) * 0.95))
        columns.append(Column(word, share=share, size=10, align="right" if figures else "left"))
    return columns


def _width(text: str) -> float:
    """In Chinese characters; others are half as wide."""
    return sum(1.0 if ord(one) > 0x2E7F else 0.55 for one in text)


def _sign(flow: Flow) -> None:
    """Whoever answers for the figures signs by hand."""
    sheet = flow.sheet
    width = sheet.inner / len(SIGNED)
    flow.y += 5
    for number, label in enumerate(SIGNED):
        sheet.field(sheet.left + number * width, flow.y, label, "", width - 6, 12)
    flow.y += 6


def _head(sheet: Sheet, name: str, situation: Situation, again: bool) -> float:
    y = sheet.top + 6
    said = f"截至 {day(situation.at)}，来自 {situation.desks_heard}/{situation.desks} 个点"
    sheet.text(sheet.right, y, said, 12, bold=True, align="right")
    room = sheet.inner - sheet.face.width(said, 12, True) - 6
    sheet.fit(sheet.left, y, name + ("（续）" if again else ""), room, 17, bold=True)
    return y + 9.5
