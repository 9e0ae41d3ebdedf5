"""The calls (F3): filter chips, the list with its ladder, the silent villages, and the panel of whom to call."""

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.calling import Rung
from core.domain.findings import Refusal
from core.queries.calls import CallRow
from desktop import keys, phrases
from desktop.calls import saying
from desktop.calls.cells import delegates
from desktop.calls.model import FILTERS, Calling, CallsModel, CallsShown
from desktop.calls.panel import CallPanel
from desktop.calls.strip import SilentStrip
from desktop.calls.table import COLUMNS, REDIAL, SINCE, CallTable
from desktop.theme import ipx
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label
from desktop.widgets.rows import HEAD, ROW

translate = QCoreApplication.translate
EDGES = (0, 244, 450, 536, 632, 774, 864)
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
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self.table = self._table()
        rows.addWidget(self.table, 1)
        self.empty = label("", "source", Qt.AlignmentFlag.AlignCenter)
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
        keys.install(self, "panel", lambda: self.panel.setVisible(self.panel.isHidden()))
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

    def _table(self) -> QTableView:
        table = QTableView(self)
        self.rows = CallTable(table)
        table.setModel(self.rows)
        for column, delegate in enumerate(delegates(self._model.desk.at, table)):
            table.setItemDelegateForColumn(column, delegate)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        table.setAccessibleName(translate("Calls", "叫应名单"))
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(1)
        table.verticalHeader().setDefaultSectionSize(ipx(ROW))
        header = table.horizontalHeader()
        header.setObjectName("peopleHeader")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFixedHeight(ipx(30))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.doubleClicked.connect(lambda _index: self._call_now())
        return table

    def _fit(self) -> None:
        """All extra width goes to the names and to what was tried."""
        spare = max(0, self.table.viewport().width() - ipx(EDGES[-1]))
        for column in range(COLUMNS):
            width = ipx(EDGES[column + 1]) - ipx(EDGES[column])
            self.table.setColumnWidth(column, width + (spare // 2 if column < 2 else 0))

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
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current(self) -> CallRow | None:
        return self.rows.call(self.table.currentIndex().row())

    def show_why(self) -> None:
        """Why this household: the panel of the register says it."""
        row = self.current()
        if row is not None and row.household is not None:
            self._model.desk.ask("people", row.ident)

    def _show(self, state: CallsShown) -> None:
        texts = tuple(ChipText(name, f"{saying.filter_word(name)} {state.counts.get(name, 0)}") for name in FILTERS)
        self.chips.show_chips(texts, state.chosen)
        longest = translate("Calls", "最久在前") if state.order == "longest" else translate("Calls", "按村")
        self.order.setText(longest)
        self.order.setToolTip(saying.rules_note(state.rules))
        row = self.table.currentIndex().row()
        current = self.current()
        place = self.table.rowViewportPosition(row) if current is not None else 0
        if self.rows.show_lines(state.lines):
            self._span_heads()
            self._stand(current.ident if current is not None else "", row, place)
        if self._wish:
            self._go_to(self._wish)
        self._show_empty(state)
        self.strip.show_rows(state.silent, self._model.desk.at())
        self._fit()
        self._show_panel()

    def _span_heads(self) -> None:
        self.table.clearSpans()
        for at in self.rows.heads():
            self.table.setSpan(at, 0, 1, COLUMNS)
        header = self.table.verticalHeader()
        for at in range(self.rows.rowCount()):
            high = ipx(HEAD) if self.rows.call(at) is None else ipx(ROW)
            if header.sectionSize(at) != high:
                header.resizeSection(at, high)

    def _stand(self, ident: str, row: int, place: int) -> None:
        """The selected row stays where it is on the screen, whatever rose around it; one that has gone leaves the
        selection to whoever stands in its place."""
        at = self.rows.row_of(ident) if ident else -1
        found = at >= 0
        if not found:
            below = range(max(0, row), self.rows.rowCount())
            at = next((n for n in (*below, *range(self.rows.rowCount())) if self.rows.call(n)), -1)
        if at < 0:
            return
        self._put_on(at)
        if found:
            bar = self.table.verticalScrollBar()
            bar.setValue(bar.value() + self.table.rowViewportPosition(at) - place)

    def _put_on(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.rows.index(at, 0), flags)

    def _select_later(self, ident: str) -> None:
        self._wish = ident
        self._go_to(ident)
        if self._wish and self._model.state.chosen != "open":
            self._model.choose("open")

    def _go_to(self, ident: str) -> None:
        at = self.rows.row_of(ident)
        if at >= 0:
            self._wish = ""
            self._put_on(at)
            self.table.scrollTo(self.rows.index(at, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def _show_empty(self, state: CallsShown) -> None:
        nobody = state.loaded and not state.lines
        self.empty.setVisible(nobody)
        self.table.setVisible(not nobody)
        if nobody:
            asked = any(state.counts.values())
            self.empty.setText(
                translate("Calls", "这一类没有人 · 1 看没应的")
                if asked
                else translate("Calls", "没有要叫的：还没有下过令，或者都已到 · F8 看哪些村到了")
            )

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if (
            now.row() > 0 and self.rows.call(now.row() - 1) is None
        ):  # the head of a group comes along with its first row
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

    # -- keys --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        if event.type() == QEvent.Type.Resize and watched is self.table.viewport():
            self._fit()
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
        if keys.key("ask_radio").sequence == letter:
            self._ask_round()
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
