"""The calls (F3): filter chips, the list with its ladder, the silent villages, and the panel of whom to call."""

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.calling import Rung
from core.domain.findings import Refusal
from core.queries.call_rows import CallRow
from desktop import keys, phrases
from desktop.calls import saying
from desktop.calls.filters import filter_text
from desktop.calls.listing import CallList
from desktop.calls.model import FILTERS, Calling, CallsModel, CallsShown
from desktop.calls.panel import CallPanel
from desktop.calls.rules_page import RulesPage
from desktop.calls.strip import SilentStrip
from desktop.calls.table import REDIAL, SINCE
from desktop.theme import ipx
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.empty_list import EmptyList
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label

translate = QCoreApplication.translate
VERBS = ("arrived", "housed", "refuse", "unreachable", "away", "see_map")
CALLS = {"call_a": Rung.A, "call_b": Rung.B, "call_neighbour": Rung.NEIGHBOUR, "knock": Rung.DOOR}
SECOND_MS = 1000


class CallsView(QWidget):
    """While a call runs digits are its outcomes; otherwise they are filters."""

    def __init__(self, model: CallsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wish = ""
        self._ringing: tuple[str, str] | None = None
        self._seconds = 0
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(self)
        whole.addWidget(self.pages)
        self.calling = QWidget(self)
        self.pages.addWidget(self.calling)
        self.rules = RulesPage(self)
        self.pages.addWidget(self.rules)
        halves = QHBoxLayout(self.calling)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        left = QWidget(self.calling)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self.entry = EntryLine(keys.hint("back"), left)
        self.entry.entered.connect(self._entered)
        self.entry.left.connect(self._leave_entry)
        rows.addWidget(self.entry)
        self.table = self._table()
        rows.addWidget(self.table, 1)
        self.empty = EmptyList(left)
        self.empty.installEventFilter(self)
        rows.addWidget(self.empty, 1)
        self.strip = SilentStrip(left)
        self.strip.chosen.connect(self._go_to)
        rows.addWidget(self.strip)
        halves.addWidget(left, 1)
        edge = QFrame(self)
        edge.setObjectName("panelLine")
        edge.setFixedWidth(1)
        halves.addWidget(edge)
        self.panel = CallPanel(self)
        self.panel.call_wanted.connect(self._panel_call)
        self.panel.verb_wanted.connect(self._panel_verb)
        self.panel.digit.connect(self._panel_digit)
        halves.addWidget(self.panel)
        self._second = QTimer(self)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self._tick)
        keys.install(self.calling, "panel", self._fold_panel)
        keys.install(self.calling, "filter", self._ask_filter)
        self.rules.wanted.connect(model.set_rule)
        self.rules.back.connect(self._to_calls)
        model.rules_shown.connect(self.rules.show_rules)
        model.rules_wanted.connect(self._to_rules)
        model.rule_refused.connect(self.rules.refuse)
        model.rule_saved.connect(self.rules.saved)
        model.shown.connect(self._show)
        model.calling_changed.connect(self._show_calling)
        model.selected.connect(self._select_later)
        model.refused.connect(self._refuse)
        model.desk.palette_changed.connect(lambda _palette: self._repaint())
        model.desk.operator_changed.connect(lambda _name: self._show_panel())
        self._show(model.state)

    def _head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(ipx(46))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(6))
        self.chips = ChipBar(head)
        self.chips.chosen.connect(self._model.choose)
        self.order = label("", "small", Qt.AlignmentFlag.AlignRight)
        self.order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self.chips)
        line.addWidget(self.order, 1)
        line.addWidget(KeyCap(keys.hint("order")))
        return head

    def _table(self) -> CallList:
        table = CallList(self._model.desk.at, self)
        self.rows = table.calls
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.doubleClicked.connect(lambda _index: self._call_now())
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.front(True)
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.front(False)
        self._second.stop()

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        if self.pages.currentWidget() is self.rules:
            self.rules.focus_first()
        else:
            self.empty.focus_list(self.table)

    def current(self) -> CallRow | None:
        return self.rows.call(self.table.currentIndex().row())

    def show_why(self) -> None:
        """Why this household: the panel of the register says it."""
        row = self.current()
        if row is not None and row.household is not None:
            self._model.desk.ask("people", row.ident)

    def _show(self, state: CallsShown) -> None:
        texts = tuple(ChipText(name, filter_text(name, state.counts, state.heads)) for name in FILTERS)
        self.chips.show_chips(texts, state.chosen)
        longest = translate("Calls", "最久在前") if state.order == "longest" else translate("Calls", "按村")
        self.order.setText(longest)
        self.order.setToolTip(saying.rules_note(state.rules))
        row = self.table.currentIndex().row()
        current = self.current()
        place = self.table.rowViewportPosition(row) if current is not None else 0
        if self.rows.show_lines(state.lines):
            self.table.span_heads()
            self.table.stand(current.ident if current is not None else "", row, place)
        if self._wish:
            self._go_to(self._wish)
        self._show_empty(state)
        self.strip.show_rows(state.silent, state.out, self._model.desk.at())
        self.table.fit()
        self._show_panel()

    def _select_later(self, ident: str) -> None:
        self._wish = ident
        self._go_to(ident)
        if self._wish and self._model.state.chosen != "open":
            self._model.choose("open")

    def _go_to(self, ident: str) -> None:
        at = self.rows.row_of(ident)
        if at >= 0:
            self._wish = ""
            self.table.put_on(at)
            self.table.scrollTo(self.rows.index(at, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def _show_empty(self, state: CallsShown) -> None:
        text = (
            translate("Calls", "这一类没有人 · 1 看没应的")
            if any(state.counts.values())
            else translate("Calls", "没有要叫的：还没有下过令，或者都已到 · F8 看哪些村到了")
        )
        self.empty.stand_for(self.table, state.loaded and not state.lines, text)

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.row() > 0 and self.rows.call(now.row() - 1) is None:  # a group's head comes along with its first row
            QTimer.singleShot(0, self._show_head_above)
        busy = self._model.asking or (self._model.calling.row if self._model.calling is not None else None)
        row = self.current()
        if busy is not None and row is not None and row.ident != busy.ident:
            self._model.end()
        else:
            self._show_panel()

    def _show_head_above(self) -> None:
        at = self.table.currentIndex().row()
        if at > 0 and self.rows.call(at - 1) is None:
            self.table.scrollTo(self.rows.index(at - 1, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def _show_panel(self) -> None:
        calling, desk = self._model.calling, self._model.desk
        shown = calling.row if calling is not None else self.current()
        self.panel.show_row(shown, calling, self._model.state.rules, desk.at(), desk.operator)
        if calling is not None:
            self.panel.show_seconds(self._seconds)
        elif self._model.asking is not None and shown is not None:
            self.panel.ask_reason(shown)

    def _show_calling(self, calling: Calling | None) -> None:
        """A call that begins counts its own seconds: the clock of a drill may stand or run."""
        ringing = (calling.row.ident, str(calling.rung.rung)) if calling is not None else None
        if ringing != self._ringing:
            self._ringing, self._seconds = ringing, 0
            self._second.start()
        self._show_panel()

    def _tick(self) -> None:
        """Each second the timers move; nothing else does."""
        if self._ringing is not None:
            self._seconds += 1
            self.panel.show_seconds(self._seconds)
        for column in (SINCE, REDIAL):
            left, width = self.table.columnViewportPosition(column), self.table.columnWidth(column)
            self.table.viewport().update(left, 0, width, self.table.viewport().height())
        self._model.tick()

    def _repaint(self) -> None:
        self.table.viewport().update()
        self.strip.update()
        self._show_panel()

    def _refuse(self, refusal: Refusal) -> None:
        self.panel.notice.say(phrases.refusal(refusal))

    # -- filter, note, rules -----------------------------------------------------------------------------------------

    def _fold_panel(self) -> None:
        """The list alone, over the whole width; and back."""
        self.panel.setVisible(self.panel.isHidden())

    def _ask_filter(self) -> None:
        hint = translate("Calls", "姓名、村、户号；空着看全部")
        self.entry.begin("filter", keys.key("filter").words, hint, self._model.words)

    def _ask_note(self) -> None:
        row = self.current()
        if row is not None:
            hint = translate("Calls", "记在 {who} 的下一次叫应上").format(who=saying.who(row))
            word, before = translate("Calls", "记一句"), self._model.note_for(row)
            self.entry.begin(f"note/{row.ident}", word, hint, before, resume=True)

    def _entered(self, about: str, text: str) -> None:
        row = self.current()
        if about == "filter":
            self._model.filter_words(text)
        elif row is not None:
            self._model.keep_note(row, text)
            self.panel.notice.say(translate("Calls", "下一次叫应带上：{text}").format(text=text.strip()))
        self._leave_entry()

    def _leave_entry(self) -> None:
        self.entry.end()
        self.focus_first()

    def _to_rules(self, back: str) -> None:
        self._model.end()
        self.rules.show_way_back(back)
        self.pages.setCurrentWidget(self.rules)
        self.rules.focus_first()

    def _to_calls(self, back: str) -> None:
        self.pages.setCurrentWidget(self.calling)
        if back:
            self._model.desk.ask(back)
        else:
            self.focus_first()

    # -- keys --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        if event.type() == QEvent.Type.Resize and watched is self.table.viewport():
            self.table.fit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape and (self._model.calling is not None or self._model.asking is not None):
            self._model.end()
            return True
        if key == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._model.turn_order()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._digit(key - Qt.Key.Key_0)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._call_now()
            return True
        return self._letter(event.text().upper())

    def _digit(self, number: int) -> None:
        if self._model.asking is not None:
            self._model.refuse(number)
        elif self._model.calling is None:
            self.chips.choose_number(number)
        else:
            self.panel.notice.clear()
            self._model.record(number)

    def _letter(self, letter: str) -> bool:
        if not letter:
            return False
        others = {
            "ask_radio": self._ask_round, "table": self._fold_panel, "note": self._ask_note,
            "rules": self._model.ask_rules,
        }  # fmt: skip
        for ident, do in others.items():
            if keys.key(ident).sequence == letter:
                do()
                return True
        for ident in (*CALLS, *VERBS):
            if keys.key(ident).sequence == letter:
                self._verb(ident)
                return True
        return False

    def _verb(self, ident: str) -> None:
        row = self.current()
        if row is None:
            return
        self.panel.notice.clear()
        if ident in CALLS:
            self._call(row, CALLS[ident])
        elif ident == "refuse":
            self._model.ask_reason(row)
        else:
            self._model.end()
            self._model.do(ident, row)

    def _call_now(self) -> None:
        row = self.current()
        if row is not None and row.now is not None:
            self.panel.notice.clear()
            self._call(row, row.now.rung)

    def _call(self, row: CallRow, rung: Rung) -> None:
        if not self._model.begin(row, rung):
            text = translate("Calls", "{who} 没有{rung}可叫；Q 派人敲门")
            self.panel.notice.say(text.format(who=saying.who(row), rung=saying.rung(rung)))

    def _ask_round(self) -> None:
        """V: the silent villages by radio, one after another."""
        ident = self._model.next_silent()
        at = self.rows.row_of(ident) if ident else -1
        row = self.rows.call(at)
        if row is None:
            self.panel.notice.say(translate("Calls", "没有要用电台问的村"))
            return
        self._go_to(ident)
        self._call(row, Rung.RADIO)

    def _panel_call(self, rung: str) -> None:
        row = self.current()
        if not rung:
            self._call_now()
        elif row is not None:
            self._call(row, Rung(rung))
        self.focus_first()

    def _panel_verb(self, verb: str) -> None:
        if verb == "back":
            self._model.end()
        else:
            self._verb(verb)
        self.focus_first()

    def _panel_digit(self, number: int) -> None:
        if self._model.calling is not None or self._model.asking is not None:
            self._digit(number)
        else:
            self._call_now()
        self.focus_first()
