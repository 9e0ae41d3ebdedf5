"""The roll screen (F4): filter chips, the table, and the line on which a call's outcome is taken."""

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from core.domain.events import Evidence
from core.domain.findings import Refusal
from core.domain.harm import Harm
from core.queries.rows import RollRow
from desktop import keys, phrases
from desktop.calling_line import begin_call, begin_refusal
from desktop.conflicts.sheet import ConflictSheet
from desktop.field_verbs import next_step
from desktop.harm_line import HarmLine
from desktop.roll.cells import delegates
from desktop.roll.model import RollModel, RollShown
from desktop.roll.table import COLUMNS, RollTable
from desktop.talk_words import offer_words, reason_of
from desktop.theme import ipx
from desktop.widgets.call_line import CallLine
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.empty_list import EmptyList
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.keycap import KeyCap
from desktop.widgets.listing import dress_list
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label
from desktop.widgets.rows import HEAD, ROW

translate = QCoreApplication.translate
BAR = 8  # of the scroll bar, as in the style sheet
EDGES = (0, 236, 412, 608, 818, 1056, 1254)
VERBS = ("arrived", "housed", "refuse", "unreachable", "away", "see_map")
CALLS = ("call_a", "call_b", "call_neighbour", "knock")
_SYMBOLS = {
    "exposed": "exposed",
    "unreachable": "unreachable",
    "unanswered": "uncontacted",
    "refused": "refused",
    "overdue": "contacted",
    "moved": "arrived",
    "away": "away",
    "beyond": "beyond",
    "to_reconcile": "to_reconcile",
    "overtaken": "to_reconcile",
    "not_moved": "uncontacted",
}


class RollView(QWidget):
    def __init__(self, model: RollModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._pending: RollShown | None = None
        self._taken = RollShown(chosen="")
        self._own = False
        self._wish = ""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self.words = EntryLine(keys.hint("back"), self)
        self.words.entered.connect(self._filter)
        self.words.left.connect(self._leave_filter)
        keys.install(self, "filter", self._ask_filter)
        rows.addWidget(self.words)
        self.table = self._table()
        rows.addWidget(self.table, 1)
        self.empty = EmptyList(self)
        self.empty.installEventFilter(self)
        rows.addWidget(self.empty, 1)
        self.notice = Notice(self)
        self.call = CallLine(translate("Roll", "不记"), keys.hint("back"), self)
        self._called: RollRow | None = None
        self.harm = HarmLine(self)
        self.harm.said.connect(self._harmed)
        self.harm.left.connect(self.focus_first)
        rows.addWidget(self.notice)
        rows.addWidget(self.call)
        rows.addWidget(self.harm)
        self.conflicts = ConflictSheet(model.conflicts, self)
        self.conflicts.left.connect(self.focus_first)
        rows.addWidget(self.conflicts)
        keys.install(self, "conflict", self._open_conflicts)
        model.conflicts.refused.connect(self._refuse)
        model.conflicts.settled.connect(lambda _name: self.notice.clear())
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        model.selected.connect(self._select_later)
        model.queue_opened.connect(lambda: self.conflicts.setFocus(Qt.FocusReason.OtherFocusReason))
        model.desk.palette_changed.connect(lambda _palette: self.table.viewport().update())
        self._show(model.state)

    def _head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(ipx(46))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(8))
        self.chips = ChipBar(head)
        self.chips.chosen.connect(self._model.choose)
        self.news = label("", "strong")
        self.order = ElidedLabel("small", Qt.AlignmentFlag.AlignRight)  # gives way before the counts do
        line.addWidget(self.chips)
        line.addWidget(self.order, 1)
        line.addWidget(self.news)
        line.addWidget(KeyCap(keys.hint("order")))
        return head

    def _table(self) -> QTableView:
        table = QTableView(self)
        self.rows = RollTable(table)
        table.setModel(self.rows)
        for column, delegate in enumerate(delegates(self._model.desk.at, table)):
            table.setItemDelegateForColumn(column, delegate)
        dress_list(table, translate("Roll", "转移名单"), ROW, header="rollHeader", grows=False)
        table.verticalHeader().setMinimumSectionSize(1)
        table.installEventFilter(self)
        table.doubleClicked.connect(lambda _index: self._enter())
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - BAR  # the scroll bar stands beside the columns
        spare = max(0, room - ipx(EDGES[-1]))
        for column in range(COLUMNS):
            width = ipx(EDGES[column + 1]) - ipx(EDGES[column])
            self.table.setColumnWidth(column, min(width + spare // COLUMNS, room))
            room -= width + spare // COLUMNS

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self.empty.focus_list(self.table)
        self._take_pending()

    def current(self) -> RollRow | None:
        return self.rows.person(self.table.currentIndex().row())

    def show_why(self) -> None:
        """Why this person: the panel of the register says it."""
        row = self.current()
        if row is not None:
            self._model.desk.ask("people", f"person/{row.person}")

    def _show(self, state: RollShown) -> None:
        self._show_chips(state)
        current = self.current()
        news = self.rows.fresh(state.lines)
        hold = news and current is not None and not self._own and state.chosen == self._taken.chosen
        self._own = False
        if hold:
            self._pending = state
            self.rows.update_in_place(state.lines)
            self.news.setText(translate("Roll", "新 {n} 条").format(n=news))
            return
        self._take(state)

    def _take(self, state: RollShown) -> None:
        """Bring a state into the table; the selected person stays where he is on the screen."""
        self._pending = None
        self._taken = state
        self.news.setText("")
        row = self.table.currentIndex().row()
        current = self.current()
        place = self.table.rowViewportPosition(row) if current is not None else 0
        if self.rows.show_lines(state.lines):
            self._span_heads()
            self._select(current.person if current is not None else "", row, place)
        self._show_empty(state)
        if self._wish:
            self._go_to(self._wish)

    def _take_pending(self) -> None:
        if self._pending is not None:
            self._take(self._pending)

    def _span_heads(self) -> None:
        self.table.clearSpans()
        for at in self.rows.heads():
            self.table.setSpan(at, 0, 1, COLUMNS)
        header = self.table.verticalHeader()
        for at in range(self.rows.rowCount()):
            high = ipx(HEAD) if self.rows.person(at) is None else ipx(ROW)
            if header.sectionSize(at) != high:
                header.resizeSection(at, high)

    def _select(self, person: str, row: int, place: int) -> None:
        at = self.rows.row_of(person) if person else -1
        found = at >= 0
        if not found:
            at = next((n for n in range(max(0, row), self.rows.rowCount()) if self.rows.person(n)), -1)
        if at < 0:
            at = next((n for n in range(self.rows.rowCount()) if self.rows.person(n)), -1)
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

    def _go_to(self, ident: str) -> None:
        at = self.rows.row_of(ident)
        if at >= 0:
            self._wish = ""
            self._put_on(at)
            self.table.scrollTo(self.rows.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_chips(self, state: RollShown) -> None:
        names = ["open", "exposed", "unreachable", "unanswered", "refused", "overdue", "all"]
        if state.counts.get("harmed"):
            names.append("harmed")
        if state.chosen not in names:
            names.append(state.chosen)
        texts = tuple(
            ChipText(name, f"{_filter_word(name)} {state.counts.get(name, 0)}", _SYMBOLS.get(name, ""))
            for name in names
        )
        self.chips.show_chips(texts, state.chosen)
        danger = translate("Roll", "险者在前") if state.order == "danger" else translate("Roll", "按村")
        self.order.setText(danger)

    def _show_empty(self, state: RollShown) -> None:
        text = (
            translate("Roll", "这一类没有人 · 7 看全部")
            if state.counts.get("all", 0)
            else translate("Roll", "还没有下过令，没有人应转 · F8 看哪些村到了")
        )
        self.empty.stand_for(self.table, state.loaded and not state.lines, text)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(phrases.refusal(refusal))

    # -- keys --------------------------------------------------------------------------------------------------------

    def _open_conflicts(self) -> None:
        """K: whom desks have differently, worked off without leaving the roll."""
        self.call.end()
        self.conflicts.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._key(event):
                return True
            self._take_pending()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, plain = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if key == Qt.Key.Key_Escape and self.call.verb:
            self.call.end()
            return True
        if self.harm.key(key):
            return True
        if key == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._model.turn_order()
            return True
        if not plain:
            return False
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._digit(key - Qt.Key.Key_0)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if key == Qt.Key.Key_E:
            self._model.fold()
            return True
        return self._verb(event.text().upper())

    def _digit(self, number: int) -> None:
        if self.call.verb == "refuse":
            self._refused(number)
        elif not self.call.verb:
            self.chips.choose_number(number)
        elif number <= len(phrases.OUTCOMES) and self._called is not None:
            self._own = True
            self._model.do(self.call.verb, (self._called,), phrases.OUTCOMES[number - 1])
            self.call.end()

    def _enter(self) -> None:
        row = self.current()
        if row is None:
            return
        following = next_step(row)
        if following.key in CALLS:
            self._begin_call(following.key, row)
        else:
            self._do("enter" if following.key == "enter" else following.key)

    def _ask_filter(self) -> None:
        hint = translate("Roll", "姓名、村、户号；空着看全部")
        self.words.begin("filter", keys.key("filter").words, hint, self._model.words)

    def _filter(self, _about: str, text: str) -> None:
        self._model.filter_words(text)
        self._leave_filter()

    def _leave_filter(self) -> None:
        self.words.end()
        self.focus_first()

    def _ask_reason(self, row: RollRow) -> None:
        """J: what keeps him, by digit; then it says what to offer against it."""
        self._called = row
        begin_refusal(self.call, row)

    def _refused(self, number: int) -> None:
        why = reason_of(number)
        if why is not None and self._called is not None:
            self._own = True
            self._model.refuse(self._called, why)
            self.call.end()
            self.notice.say(offer_words(why))

    def _harmed(self, row: RollRow, harm: Harm, evidence: Evidence, note: str) -> None:
        self._own = True
        self.notice.clear()
        self._model.hurt(row, harm, evidence, note)

    def _verb(self, letter: str) -> bool:
        row = self.current()
        if letter == keys.key("harm").sequence and row is not None:
            self.call.end()
            self.harm.begin(row)
            return True
        for ident in (*CALLS, *VERBS):
            if letter and keys.key(ident).sequence == letter and row is not None:
                if ident in CALLS:
                    self._begin_call(ident, row)
                elif ident == "refuse":
                    self._ask_reason(row)
                else:
                    self._do(ident)
                return True
        return False

    def _begin_call(self, verb: str, row: RollRow) -> None:
        self._called = row
        begin_call(self._model.desk, self.call, verb, row)

    def _do(self, verb: str) -> None:
        row = self.current()
        if row is not None:
            self._own = True
            self.notice.clear()
            self._model.do(verb, (row,))


def _filter_word(name: str) -> str:
    words = {
        "open": translate("Roll", "未落实"),
        "exposed": translate("Roll", "有险无人"),
        "unreachable": translate("Roll", "失联"),
        "unanswered": translate("Roll", "未应"),
        "refused": translate("Roll", "拒转"),
        "overdue": translate("Roll", "到时未动"),
        "all": translate("Roll", "全部"),
        "moved": translate("Roll", "已转"),
        "not_moved": translate("Roll", "未转"),
        "away": translate("Roll", "外出"),
        "beyond": translate("Roll", "扩面"),
        "harmed": translate("Roll", "伤亡"),
        "to_reconcile": translate("Roll", "待核"),
        "overtaken": translate("Roll", "没收全"),
    }
    return words[name]
