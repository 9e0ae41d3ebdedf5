"""The household at the door: members by number, one key for all of them, and what is asked in place."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.queries.door import DoorCard
from core.queries.rows import RollRow
from desktop import keys, phrases
from desktop.island import words
from desktop.island.shown import IslandShown, Stage, here
from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.keycap import KeyCap
from desktop.widgets.paint import draw_keycap, draw_text
from desktop.widgets.panel import label, row
from desktop.widgets.symbols import SymbolLabel, draw_symbol

translate = QCoreApplication.translate
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class MemberRow(QWidget):
    """One member: number, name, where last recorded, and whether he has come."""

    clicked = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._row: RollRow | None = None
        self._state = IslandShown()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_row(self, member: RollRow, state: IslandShown) -> None:
        self._row, self._state = member, state
        symbol, word = words.member_state(member, state.shelter, member.person in state.ticked)
        self.setAccessibleName(f"{self._number} {member.name} {words.member_second(member)} {word}")
        del symbol
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(400), round(ipx(62) * text_scale()))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit(self._number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        member, state = self._row, self._state
        if member is None or state.now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, rect = current(), QRectF(self.rect()).adjusted(0, 1, 0, -2)
        ticked = member.person in state.ticked
        painter.setPen(QPen(palette.color("line2"), 1))
        painter.setBrush(palette.color("bg1" if ticked else "bg2"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
        side = px(40)
        cap = QRectF(rect.left() + px(10), rect.center().y() - side / 2, side, side)
        draw_keycap(painter, cap, str(self._number), palette, font("HEAD", bold=True), lit=ticked)
        left, half = cap.right() + px(14), rect.height() / 2
        third = (rect.right() - left - px(120)) / 2
        name = member.name or translate("Island", "姓名不详")
        said = " ".join(part for part in (member.sex, str(member.age) if member.age is not None else "") if part)
        second = " · ".join(part for part in (said, words.member_second(member)) if part)
        draw_text(
            painter, QRectF(left, rect.top() + px(2), third - px(8), half), name, font("HEAD", bold=True),
            palette.color("t1"),
        )  # fmt: skip
        low = rect.top() + half
        draw_text(painter, QRectF(left, low, third - px(8), half - px(4)), second, font("SMALL"), palette.color("t2"))
        upper, lower = words.member_middle(member, state, state.now)
        middle = left + third
        draw_text(painter, QRectF(middle, rect.top() + px(2), third, half), upper, font("BODY"), palette.color("t1"))
        draw_text(painter, QRectF(middle, low, third, half - px(4)), lower, font("SMALL"), palette.color("t2"))
        symbol, word = words.member_state(member, state.shelter, ticked)
        mark = QRectF(rect.right() - px(112), rect.center().y() - px(9), px(18), px(18))
        draw_symbol(painter, symbol, mark, palette)
        tone = "done" if ticked or here(member, state.shelter) else "t2"
        room = QRectF(mark.right() + px(6), rect.top(), px(86), rect.height())
        draw_text(painter, room, word, font("BODY", bold=True), palette.color(tone))
        painter.end()


class HouseholdCard(QFrame):
    """Says what was asked; decides nothing. Digits toggle, letters are verbs, Esc goes back to typing."""

    digit = Signal(int)
    entered = Signal(bool)  # True: arrived and housed
    verb = Signal(str)
    left = Signal()
    noted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._rows: list[MemberRow] = []
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(8), ipx(6), ipx(8), ipx(8))
        lines.setSpacing(ipx(4))
        self._title, self._count, self._level = label("", "time"), label("", "head"), label("", "go")
        self._mark = SymbolLabel("none", current(), 18)
        head = row(self._title, self._count, None, self._mark, self._level, height=38)
        lines.addWidget(head)
        self._second, self._helper = label("", "source"), label("", "source")
        self._second.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        second = row(self._second, self._helper, height=26)
        second.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(second)
        self._list = QWidget()
        self._members = QVBoxLayout(self._list)
        self._members.setContentsMargins(0, 0, 0, 0)
        self._members.setSpacing(ipx(2))
        self._members.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._list)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lines.addWidget(self._scroll, 1)
        self.room_line = label("", "")
        lines.addWidget(self.room_line)
        self._note = label("", "small")
        self._note.setWordWrap(True)
        lines.addWidget(self._note)
        self._asked = QFrame(self)
        self._asked.setObjectName("notice")
        self._answers = QVBoxLayout(self._asked)
        self._answers.setContentsMargins(ipx(12), ipx(4), ipx(12), ipx(4))
        self._answers.setSpacing(ipx(2))
        lines.addWidget(self._asked)
        self.where = QLineEdit(self)
        self.where.setFixedHeight(ipx(40))
        self.where.setPlaceholderText(translate("Island", "哪一家、电话；不知道就空着，⏎ 记下"))
        self.where.setAccessibleName(translate("Island", "在谁家"))
        self.where.returnPressed.connect(lambda: self.noted.emit(self.where.text()))
        lines.addWidget(self.where)
        buttons = QHBoxLayout()
        buttons.setSpacing(ipx(8))
        self.enter = PrimaryButton("")
        self.enter.clicked.connect(lambda: self.entered.emit(True))
        only = VerbButton(keys.key("only_arrived").words, keys.hint("only_arrived"))
        only.clicked.connect(lambda: self.entered.emit(False))
        buttons.addWidget(self.enter, 1)
        buttons.addWidget(only)
        lines.addLayout(buttons)

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in _PLAIN
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(not event.modifiers() & Qt.KeyboardModifier.AltModifier)
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.digit.emit(key - Qt.Key.Key_0)
        elif plain and Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            self.verb.emit(chr(key))
        else:
            super().keyPressEvent(event)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_state(self, state: IslandShown) -> None:
        card = state.card
        if card is None or state.now is None:
            return
        self._title.setText(words.card_title(card))
        self._count.setText(translate("Island", "{n} 人").format(n=len(card.members)))
        self._second.setText(words.card_second(card, state.shelter, state.now))
        self._helper.setText(words.helper(card))
        self._level.setText(phrases.trigger(card.head.level) if card.head.level.rank else "")
        self._mark.setVisible(bool(card.head.level.rank))
        if card.head.level.rank:
            self._mark.show_symbol(card.head.level.value, current())
        self._show_members(card, state)
        self.room_line.setText(words.room_line(state))
        self.room_line.setVisible(bool(words.room_line(state)))
        self._note.setText(words.note(state))
        self._note.setVisible(bool(words.note(state)))
        self.enter.say(words.enter_word(state))
        self._show_question(state)
        self.where.setVisible(state.stage is Stage.WHERE)
        self.setAccessibleName(f"{words.card_title(card)} {words.card_second(card, state.shelter, state.now)}")

    def _show_members(self, card: DoorCard, state: IslandShown) -> None:
        while len(self._rows) < len(card.members):
            made = MemberRow(len(self._rows) + 1, self._list)
            made.clicked.connect(self.digit)
            self._members.insertWidget(len(self._rows), made)
            self._rows.append(made)
        for number, piece in enumerate(self._rows):
            piece.setVisible(number < len(card.members))
            if number < len(card.members):
                piece.show_row(card.members[number], state)

    def _show_question(self, state: IslandShown) -> None:
        text, answers = words.question(state)
        while self._answers.count():
            piece = self._answers.takeAt(0).widget()
            if piece is not None:
                piece.hide()
                piece.deleteLater()
        self._asked.setVisible(bool(text))
        if not text:
            return
        head: list[QWidget | None] = [label(text, "strong"), None]
        if state.stage is Stage.ASK:
            head = [label(text, "strong"), KeyCap("⏎"), label(translate("Island", "先记"), "small")]
            head += [KeyCap("Esc"), label(translate("Island", "不理那张卡"), "small"), None]
        self._answers.addWidget(row(*head, height=28))
        said = [label(answer) for answer in answers]
        beside = self._beside(said)
        for start in range(0, len(said), beside):
            pieces: list[QWidget | None] = []
            for number, answer in enumerate(said[start : start + beside], start=start + 1):
                pieces += [KeyCap(str(number)), answer]
            self._answers.addWidget(row(*pieces, None, height=26))

    def _beside(self, said: list[QLabel]) -> int:
        """How many answers stand in a line, up to three, so that none is cut: a number at its end is what is read."""
        for piece in said:
            piece.ensurePolished()
        widest = max((piece.sizeHint().width() for piece in said), default=0) + ipx(60)  # with its key and the gaps
        return min(3, max(1, (self.width() - ipx(40)) // widest))
