"""The duty screen (Ctrl+J): what is open for the next shift, the log, one line to write into it, the hand-over."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from core.domain.findings import Refusal
from core.queries.ending import EndingRow
from desktop import keys, phrases
from desktop.duty.ending import close_words, erase_words, standing_words
from desktop.duty.lines import LINE_ROLE, LineDelegate, Lines, lines_of
from desktop.duty.model import RETAINED, DutyModel, DutyShown
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.focus import may_take_keys
from desktop.widgets.panel import hairline, label

translate = QCoreApplication.translate
NOTE, HAND_OVER, CLOSE, ERASE = "note", "hand_over", "close", "erase"


class DutyView(QWidget):
    print_wanted = Signal()
    done_here = Signal()  # Esc where nothing is being written: back to the screen before

    def __init__(self, model: DutyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self.lines = Lines()
        self.list = QListView(self)
        self.list.setModel(self.lines)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # notes wrap by the width
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.list.setAccessibleName(translate("Duty", "未了的事和值班日志"))
        self.list.activated.connect(lambda _index: self.open_item())
        self.list.installEventFilter(self)
        rows.addWidget(self.list, 1)
        self.entry = EntryLine(keys.hint("back"), self)
        self.entry.entered.connect(self._entered)
        self.entry.left.connect(self._leave)
        rows.addWidget(self.entry)
        keys.install(self, "duty_note", self.begin_note)
        keys.install(self, "hand_over", self.begin_hand_over)
        keys.install(self, "end_incident", model.ask_ending)
        model.ending.connect(self._begin_ending)
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        model.written.connect(self._done)
        self._show(model.state)

    def _head(self) -> QWidget:
        head = QWidget(self)
        across = QHBoxLayout(head)
        across.setContentsMargins(ipx(14), ipx(8), ipx(14), ipx(8))
        across.addWidget(label(translate("Duty", "值班日志与交班"), "head"))
        across.addStretch(1)
        note = VerbButton(translate("Duty", "记一句"), keys.hint("duty_note"), small=True)
        paper = VerbButton(translate("Duty", "印交班单"), keys.hint("print"), small=True)
        over = PrimaryButton(translate("Duty", "交班"), keys.hint("hand_over"))
        end = VerbButton(translate("Duty", "结束事件"), keys.hint("end_incident"), small=True)
        end.clicked.connect(self._model.ask_ending)
        note.clicked.connect(self.begin_note)
        over.clicked.connect(self.begin_hand_over)
        paper.clicked.connect(self.print_wanted)
        for piece in (end, note, paper, over):
            across.addWidget(piece)
        return head

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.start()

    def focus_first(self) -> None:
        """The list; a line that is being written keeps the hand."""
        if self.entry.isVisible():
            self.entry.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_note(self) -> None:
        self.entry.begin(
            NOTE, translate("Duty", "记一句"), translate("Duty", "什么事、谁报的；写下就不能改"), resume=True
        )

    def begin_hand_over(self) -> None:
        self.entry.begin(HAND_OVER, translate("Duty", "交班给"), translate("Duty", "接班人姓名；上面未了的事一并记下"))

    def _begin_ending(self, row: EndingRow) -> None:
        """One of the two things that ask for typed intent: what is open, what cannot be reached, then the name."""
        if row.erased:
            self._model.desk.say(standing_words(row))
        elif row.due:
            self.entry.begin(ERASE, translate("Duty", "抹去个人信息"), erase_words(row))
        else:
            self.entry.begin(CLOSE, translate("Duty", "结束这次事件"), close_words(row, RETAINED.days))

    def open_item(self) -> None:
        """Go where the chosen item is worked off."""
        line = self.list.currentIndex().data(LINE_ROLE)
        if line is not None and line.item is not None:
            self._model.open_item(line.item)

    def _entered(self, ident: str, text: str) -> None:
        if ident == NOTE:
            self._model.note(text)
        elif ident == HAND_OVER:
            self._model.hand_over(text)
        elif ident == CLOSE:
            self._model.close_incident(text)
        elif ident == ERASE:
            self._model.erase(text)

    def _done(self) -> None:
        """What was entered is written."""
        may_take = may_take_keys(self)
        self.entry.end()
        if may_take:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.entry.end()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.list and pressed == Qt.Key.Key_Escape:
            self.done_here.emit()
            return True
        return super().eventFilter(watched, event)

    def _refuse(self, refusal: Refusal) -> None:
        self.entry.refuse(phrases.refusal(refusal))

    def _show(self, state: DutyShown) -> None:
        chosen = self.list.currentIndex().row() if hasattr(self, "list") else -1
        self.lines.show_lines(lines_of(state, self._model.desk.at()))
        if 0 <= chosen < self.lines.rowCount():
            self.list.setCurrentIndex(self.lines.index(chosen))
