"""待核 cards of the register, two entries side by side: what agrees, what differs, from which ledger each; one key."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.domain.duplicates import Verdict
from core.domain.entries import Field
from core.domain.findings import Refusal
from core.queries.duplicates import PairCard
from core.queries.review import FieldCard, Review
from core.queries.rows import EntryRow
from desktop import phrases, register_words
from desktop.people.editor import said
from desktop.people.page import Page
from desktop.people.review_model import ReviewModel, ident_of
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label
from desktop.widgets.two_lines import Cell, TableRow, TwoLineTable

translate = QCoreApplication.translate
LIST_WIDTH = 400
ROWS = len(Field) + 2


class ReviewPage(Page):
    decided = Signal()

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(translate("People", "待核的名册"), parent)
        self._model = model
        self._card: PairCard | FieldCard | None = None
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        heads = (translate("People", "谁 · 为什么"),)
        self.table = TwoLineTable(translate("People", "待核的名册"), heads, (1,), self)
        self.table.setFixedWidth(ipx(LIST_WIDTH))
        self.table.installEventFilter(self)
        self.table.chosen.connect(self._choose)
        across.addWidget(self.table)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        across.addWidget(line)
        across.addWidget(self._beside(), 1)
        self.rows.addLayout(across, 1)
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        self._show(model.state)

    def _beside(self) -> QWidget:
        beside = QWidget(self)
        rows = QVBoxLayout(beside)
        rows.setContentsMargins(ipx(18), ipx(10), ipx(18), ipx(10))
        rows.setSpacing(ipx(6))
        self.why = label("", "head")
        self.what = label("", "small")
        self.what.setWordWrap(True)
        rows.addWidget(self.why)
        rows.addWidget(self.what)
        rows.addWidget(hairline())
        grid = QGridLayout()
        grid.setHorizontalSpacing(ipx(14))
        grid.setVerticalSpacing(ipx(5))
        self._cells: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        for at in range(ROWS):
            cells = (label("", "source"), label(), label("", "strong", Qt.AlignmentFlag.AlignHCenter), label())
            for column, cell in enumerate(cells):
                if column in (1, 3):
                    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                grid.addWidget(cell, at, column)
            self._cells.append(cells)
        grid.setColumnMinimumWidth(2, ipx(64))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        rows.addLayout(grid)
        rows.addStretch(1)
        self.notice = Notice(beside)
        rows.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(ipx(8))
        self.buttons: tuple[PrimaryButton | VerbButton, ...] = (
            PrimaryButton("", "1"),
            VerbButton("", "2"),
            VerbButton("", "3"),
        )
        for number, button in enumerate(self.buttons, start=1):
            button.clicked.connect(lambda _checked=False, number=number: self._decide(number))
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        return beside

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.current_ident():
            self.table.select_row(0)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: Review) -> None:
        self.table.show_rows(TableRow(ident_of(card), (_list_cell(card),)) for card in state.cards)
        text = translate("People", "{n} 张 · 谁定的、几时都记下；定错了 Ctrl+Z 撤").format(n=state.total)
        self.counts.setText(text if state.total else "")
        if not self.table.current_ident():
            self.table.select_row(0)
        self._choose(self.table.current_ident())

    def _choose(self, ident: str) -> None:
        self.notice.clear()
        self._card = self._model.card(ident)
        if isinstance(self._card, PairCard):
            self._show_pair(self._card)
        elif isinstance(self._card, FieldCard):
            self._show_field(self._card)
        else:
            self._show_nothing()

    def _show_pair(self, card: PairCard) -> None:
        names = "、".join(register_words.match(match) for match in card.candidate.matches)
        if card.verdict is Verdict.CONFLICT or not names:
            names = translate("People", "定得互相矛盾：问到本人再定")
        self.why.setText(translate("People", "是不是同一人？"))
        self.what.setText(names)
        agrees = dict(card.agrees)
        lines = [("", _head(card.one), "", _head(card.other))]
        for field in Field:
            one, other = (said(field, dict(entry.fields)[field]) for entry in (card.one, card.other))
            lines.append((register_words.field(field), one, _mark(agrees.get(field)), other))
        lines.append((translate("People", "登记"), _entered(card.one), "", _entered(card.other)))
        self._fill(lines)
        self._say(
            (translate("People", "同一人，只计一次"), translate("People", "两个人"), translate("People", "以后再说"))
        )

    def _show_field(self, card: FieldCard) -> None:
        word = register_words.field(card.field)
        self.why.setText(translate("People", "两台写的{field}不一样").format(field=word))
        self.what.setText(f"{card.entry.name} · {card.entry.place_name} · {card.entry.card}")
        lines = [
            (str(at), said(edit.field, edit.value), "", f"{edit.operator} {phrases.day_hm(edit.at)}")
            for at, edit in enumerate(card.values, start=1)
        ]
        if card.field == "off":
            text = translate("People", "一台从册上拿下，一台没有")
            self._fill([("", text, "", "")])
            self._say((translate("People", "还在册上"), translate("People", "迁走，拿下"), ""))
            return
        self._fill(lines)
        first = [translate("People", "第 {n} 个对").format(n=at) for at in range(1, min(2, len(card.values)) + 1)]
        self._say((*first, *[""] * (2 - len(first)), translate("People", "以后再说") if len(card.values) == 2 else ""))

    def _show_nothing(self) -> None:
        self.why.setText(translate("People", "没有要核的"))
        self.what.setText("")
        self._fill([])
        self._say(("", "", ""))

    def _fill(self, lines: list[tuple[str, str, str, str]]) -> None:
        for at, cells in enumerate(self._cells):
            texts = lines[at] if at < len(lines) else ("", "", "", "")
            differs = texts[2] == "≠"
            for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
                cell.setText(text)
                role = "strong" if column in (1, 3) and (at == 0 or differs) else cell.property("role")
                if column in (1, 3):
                    role = role if at == 0 or differs else ""
                if cell.property("role") != role:
                    cell.setProperty("role", role)
                    cell.style().polish(cell)
                cell.setVisible(at < len(lines))

    def _say(self, texts: tuple[str, ...]) -> None:
        for button, text in zip(self.buttons, texts, strict=True):
            button.setVisible(bool(text))
            button.say(text)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(phrases.refusal(refusal))

    # -- keys --------------------------------------------------------------------------------------------------------

    def _decide(self, choice: int) -> None:
        if self._card is not None:
            at = self.table.currentIndex().row()
            self._model.decide(self._card, choice)
            if self.table.currentIndex().row() != at:  # put off: the next one stands in its place
                self.table.select_row(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.back.emit()
                return True
            if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
                self._decide(key - Qt.Key.Key_0)
                return True
        return super().eventFilter(watched, event)


def _list_cell(card: PairCard | FieldCard) -> Cell:
    if isinstance(card, PairCard):
        names = dict.fromkeys((card.one.name, card.other.name))
        places = dict.fromkeys((card.one.place_name, card.other.place_name))
        why = register_words.match(card.candidate.matches[0]) if card.candidate.matches else ""
        if card.verdict is Verdict.CONFLICT or not why:
            why = register_words.verdict(Verdict.CONFLICT)
        return Cell(f"{' / '.join(names)} · {' / '.join(places)}", why, "to_reconcile", bold=True)
    return Cell(f"{card.entry.name} · {card.entry.place_name}", register_words.field(card.field), "to_reconcile", True)


def _head(entry: EntryRow) -> str:
    ledger = said(Field.LEDGER, dict(entry.fields)[Field.LEDGER])
    if entry.beyond_register:
        ledger = translate("People", "扩面收下")
    return f"{entry.card} · {ledger}"


def _entered(entry: EntryRow) -> str:
    return phrases.date(entry.entered_at) if entry.entered_at is not None else "–"


def _mark(agrees: bool | None) -> str:
    return {True: "＝", False: "≠", None: "·"}[agrees]
