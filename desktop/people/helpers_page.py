"""Helpers (责任人): the list, and one helper's page with his households in order of visiting and their times."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.domain.findings import Refusal
from core.domain.helping import Out
from core.queries.helper_pages import HelperListRow, HelperPage
from desktop import keys, phrases, register_words
from desktop.people.helper_lines import age, cells, is_out, lines_of, state_of
from desktop.people.helpers_model import HelpersModel
from desktop.people.page import Page
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.lines import LinePanel
from desktop.widgets.panel import label
from desktop.widgets.two_lines import TableRow, TwoLineTable

translate = QCoreApplication.translate


class HelpersPage(Page):
    def __init__(self, model: HelpersModel, parent: QWidget | None = None) -> None:
        super().__init__(translate("People", "责任人"), parent)
        self._model = model
        self._phone = ""
        heads = (
            translate("People", "姓名 · 村"),
            translate("People", "带几户"),
            translate("People", "能做什么"),
            translate("People", "在不在"),
        )
        self.table = TwoLineTable(translate("People", "责任人"), heads, (186, 134, 190, 240), self)
        self.table.installEventFilter(self)
        self.table.chosen.connect(model.open)
        self.panel = LinePanel(500, self)
        self.line = EntryLine(keys.hint("back"), self.panel)
        self.panel.pin(self.line)
        self.line.entered.connect(self._typed)
        self.line.left.connect(self._leave_line)
        self.phone = PrimaryButton(translate("People", "显示电话"), "⏎")
        self.phone.clicked.connect(lambda: model.reveal_call())
        self.absence = VerbButton("", keys.hint("helper_out"))
        self.absence.clicked.connect(lambda: self._absence())
        self.lock = label(translate("People", "数字：锁定、放开一户"), "small")
        self.panel.show_buttons((self.phone, self.absence, self.lock))
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.table, 1)
        between = QFrame(self)
        between.setObjectName("line")
        between.setFixedWidth(1)
        across.addWidget(between)
        across.addWidget(self.panel)
        self.rows.addLayout(across, 1)
        model.shown.connect(self._show)
        model.page_shown.connect(self._show_page)
        model.revealed.connect(self._reveal)
        model.saved.connect(self._leave_line)
        model.refused.connect(self._refuse)
        model.reasons.shown.connect(lambda: self._show_page(model.page))
        model.reasons.failed.connect(self.panel.notice.say)
        keys.install(self, "show_phone", model.reveal)
        keys.install(self, "show_phone", model.reveal, sequence="@")
        self._show(model.state)
        self._show_page(None)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def select(self, helper: str) -> None:
        """Open one helper's page from elsewhere."""
        at = self.table.row_of(helper)
        if at >= 0:
            self.table.select_row(at)
        self._model.open(helper)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, rows: tuple[HelperListRow, ...]) -> None:
        now = self._model.desk.at()
        self.table.show_rows(TableRow(row.helper.id, cells(row, now)) for row in rows)
        if not self.table.current_ident():
            self.table.select_row(self.table.row_of(self._model.helper) if self._model.helper else 0)
        paired = sum(bool(row.primary or row.deputy) for row in rows)
        out = sum(row.out is not None for row in rows)
        text = translate("People", "{n} 人 · 带户 {paired} · 来不了 {out}")
        self.counts.setText(text.format(n=len(rows), paired=paired, out=out))

    def _show_page(self, page: HelperPage | None) -> None:
        if page is None:
            self.panel.show_head("", translate("People", "选一个责任人"))
            self.panel.column.show_lines(())
            return
        row = page.row
        state, symbol, role = state_of(row, self._model.desk.at())
        name = " ".join(filter(None, (row.helper.name, age(row.helper))))
        self.panel.show_head(f"{row.town} · {row.place_name}", name, symbol, state, role)
        self.panel.column.show_lines(lines_of(page, self._shown(), self._model.desk.at(), self._model.reasons))
        words = translate("People", "显示要打的号码") if page.next_call else translate("People", "显示电话")
        self.phone.say(words)
        gone = row.out is not None or bool(row.off)
        self.absence.say(translate("People", "又能来了") if gone else translate("People", "来不了"))

    def _reveal(self, phone: str) -> None:
        self._phone = phone
        self._show_page(self._model.page)

    def _shown(self) -> dict[str, str]:
        """The phone that was asked for, by whose it is; empty while all are covered."""
        return {self._model.asked: self._phone} if self._phone else {}

    def _refuse(self, refusal: Refusal) -> None:
        text = phrases.refusal(refusal)
        if self.line.isVisible():
            self.line.refuse(text)
        else:
            self.panel.notice.say(text)

    def show_why(self) -> None:
        """`?`: why he goes to each of his doors, under each of them."""
        self._model.ask_why()

    # -- keys --------------------------------------------------------------------------------------------------------

    def _absence(self) -> None:
        page = self._model.page
        if page is None:
            return
        if page.row.off:
            self._model.put_back()
        elif page.row.out is not None:
            self._model.come_back()
        else:
            hint = translate("People", "为什么来不了；空着也行")
            self.line.begin("out", translate("People", "来不了"), hint)

    def _typed(self, about: str, text: str) -> None:
        if about == "out":
            self._model.drop_out(text.strip())
        else:
            self._model.edit(about, text)

    def _leave_line(self) -> None:
        if self.line.isVisible():
            self.line.end()
            self.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, page = event.key(), self._model.page
        if key == Qt.Key.Key_Escape:
            self.back.emit()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        letter = event.text().upper()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.reveal_call()
        elif letter == keys.key("helper_out").sequence:
            self._absence()
        elif key == Qt.Key.Key_Space:
            self._model.told()
        elif letter == keys.key("give_back").sequence:
            self._model.give_back()
        elif letter in ("S", "B") and page is not None:
            following = Out.SAFE if is_out(page.row) else Out.OUT
            self._model.sortie(Out.BACK if letter == "B" else following)
        elif letter == keys.key("confirm_helper").sequence:
            self._model.confirm()
        elif letter == keys.key("edit_phone").sequence and page is not None:
            hint = translate("People", "一个号；座机带区号")
            self.line.begin("phone", register_words.field("phone"), hint, placeholder=page.row.phone)
        elif letter == keys.key("moved_away").sequence and page is not None:
            if page.row.off:
                self._model.put_back()
            else:
                self._model.moved_away()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and page is not None:
            if key - Qt.Key.Key_1 < len(page.visits):
                visit = page.visits[key - Qt.Key.Key_1]
                self._model.lock(visit.household, visit.role)
        else:
            return False
        return True
