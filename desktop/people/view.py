"""The register screen (F7): filter, chips, table, and one person's panel."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.findings import Refusal
from core.queries.rows import PersonCard, RollRow
from desktop import keys, phrases
from desktop.field_verbs import next_step
from desktop.people.model import FILTERS, PeopleModel, PeopleShown
from desktop.people.panel import PersonPanel
from desktop.people.table import COLUMNS, PeopleTable, delegates
from desktop.theme import ipx
from desktop.widgets.button import VerbButton
from desktop.widgets.call_line import CallLine, CallText
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label
from desktop.widgets.rows import ROW

translate = QCoreApplication.translate
WIDTHS = (190, 196, 212, 216)
CALLS = ("call_a", "call_b", "call_neighbour", "knock")
VERBS = ("arrived", "housed", "refuse", "unreachable", "away", "see_map")
_SYMBOLS = {"to_reconcile": "to_reconcile"}


class PeopleView(QWidget):
    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wish = ""
        self._called: RollRow | None = None  # whom the call that runs is about
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self.table = self._table()
        rows.addWidget(self.table, 1)
        self.call = CallLine(translate("People", "不记"), keys.hint("back"), self)
        rows.addWidget(self.call)
        across.addWidget(left, 1)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        across.addWidget(line)
        self.panel = PersonPanel(self)
        across.addWidget(self.panel)
        model.shown.connect(self._show)
        model.card_shown.connect(self._show_card)
        model.revealed.connect(self.panel.show_field)
        model.refused.connect(self._refuse)
        model.selected.connect(self._select_later)
        for number, ident in enumerate(("show_id", "show_phone", "show_address"), start=1):
            keys.install(self, ident, self._revealer(number))
        # Shift+1 arrives as "!" from most keyboards, and as itself from the number row of others.
        for number, sign in enumerate(("!", "@", "#"), start=1):
            keys.install(self, "show_id", self._revealer(number), sequence=sign)
        keys.install(self, "filter", self._to_filter)
        keys.install(self, "group", model.turn_order)
        keys.install(self, "imports", lambda: model.desk.ask("imports"))
        keys.install(self, "panel", lambda: self.panel.setVisible(not self.panel.isVisible()))
        self._show(model.state)

    def _revealer(self, number: int) -> Callable[[], None]:
        return partial(self._model.reveal, number)

    def _head(self) -> QWidget:
        head = QWidget(self)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(5))
        rows.setSpacing(ipx(13))
        first = QHBoxLayout()
        self.field = QLineEdit(head)
        self.field.setFixedSize(ipx(430), ipx(36))
        self.field.setPlaceholderText(translate("People", "筛：姓名、村、户号、卡号"))
        self.field.setAccessibleName(keys.key("filter").words)
        self.field.setTextMargins(ipx(62), 0, 0, 0)
        cap = KeyCap(keys.hint("filter"), self.field)
        cap.move(ipx(10), ipx(7))
        self.field.textEdited.connect(self._model.filter_words)
        self.field.installEventFilter(self)
        self.found = label("", "small")
        self.whole = label("", "small")
        first.addWidget(self.field)
        first.addSpacing(ipx(10))
        first.addWidget(self.found)
        first.addStretch(1)
        first.addWidget(self.whole)
        first.addSpacing(ipx(8))
        self.imports = VerbButton(translate("People", "导入"), keys.hint("imports"), small=True)
        self.imports.clicked.connect(lambda: self._model.desk.ask("imports"))
        first.addWidget(self.imports)
        second = QHBoxLayout()
        self.chips = ChipBar(head)
        self.chips.chosen.connect(self._model.choose)
        self.order = label("", "small")
        second.addWidget(self.chips)
        second.addStretch(1)
        second.addWidget(KeyCap(keys.hint("group")))
        second.addWidget(self.order)
        rows.addLayout(first)
        rows.addLayout(second)
        return head

    def _table(self) -> QTableView:
        table = QTableView(self)
        self.rows = PeopleTable(table)
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
        table.setAccessibleName(translate("People", "台账"))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ipx(ROW))
        header = table.horizontalHeader()
        header.setObjectName("peopleHeader")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFixedHeight(ipx(30))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.table.viewport().width()
        for column in range(COLUMNS):
            self.table.setColumnWidth(column, width * WIDTHS[column] // sum(WIDTHS))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.front(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.front(False)

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_why(self) -> None:
        """The panel already says why; bring it back when it is folded away."""
        self.panel.show()

    def _show(self, state: PeopleShown) -> None:
        texts = tuple(
            ChipText(name, _chip(name, state.counts.get(name, 0)), _SYMBOLS.get(name, "")) for name in FILTERS
        )
        self.chips.show_chips(texts, state.chosen)
        found = translate("People", "{homes} 户 {n} 人").format(
            homes=state.matched_households, n=state.counts.get("all", 0)
        )
        self.found.setText(found if state.words else "")
        whole = translate("People", "全册 {n} 人 · {homes} 户 · {places} 村")
        self.whole.setText(
            whole.format(n=state.persons, homes=state.households, places=state.places) if state.loaded else ""
        )
        by = translate("People", "按户") if state.order == "household" else translate("People", "按姓名")
        self.order.setText(by)
        row = self.rows.person(self.table.currentIndex().row())
        if self.rows.show_people(state.rows):
            self._select(str(row.person) if row else self._model.person)
        if self._wish:
            self._select(self._wish)
        self._fit()

    def _select(self, ident: str) -> None:
        at = self.rows.row_of(ident) if ident else -1
        if at < 0:
            return
        self._wish = ""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.rows.index(at, 0), flags)
        self.table.scrollTo(self.rows.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _select_later(self, ident: str) -> None:
        self._wish = ident
        self._select(ident)

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.person(now.row())
        if row is not None:
            self._model.open(str(row.person))

    def _show_card(self, card: PersonCard | None) -> None:
        self.panel.notice.clear()
        self.panel.show_card(card, self._model.desk.at())
        for verb, button in self.panel.buttons.items():
            button.clicked.connect(partial(self._verb, verb))

    def _refuse(self, refusal: Refusal) -> None:
        self.panel.notice.say(phrases.refusal(refusal))

    # -- keys --------------------------------------------------------------------------------------------------------

    def _to_filter(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.field:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape):
                    self.focus_first()
                    return True
            elif self._key(event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.call.verb:
            self.call.end()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._digit(key - Qt.Key.Key_0)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._model.selected_row()
            if row is not None:
                self._verb(next_step(row).key)
            return True
        for ident in (*CALLS, *VERBS):
            if keys.key(ident).sequence == event.text().upper():
                self._verb(ident)
                return True
        return False

    def _digit(self, number: int) -> None:
        if not self.call.verb:
            self.chips.choose_number(number)
        elif number <= len(phrases.OUTCOMES):
            if self._called is not None:
                self._model.do(self.call.verb, self._called, phrases.OUTCOMES[number - 1])
            self.call.end()

    def _verb(self, verb: str, _checked: bool = False) -> None:
        row = self._model.selected_row()
        if row is None:
            return
        if verb in CALLS:
            self._called = row
            helper = {"call_a": row.helper, "call_b": row.deputy}.get(verb)
            whom = f"{helper.name} {helper.phone}" if helper is not None else ""
            outcomes = tuple(phrases.outcome(outcome.value) for outcome in phrases.OUTCOMES)
            self.call.begin(CallText(verb, keys.key(verb).words, whom, row.name, outcomes))
        else:
            self._model.do(verb, row)


def _chip(name: str, count: int) -> str:
    words = {
        "all": translate("People", "全部"),
        "bedridden": translate("People", "卧床 {n}"),
        "wheelchair": translate("People", "轮椅 {n}"),
        "slow": translate("People", "慢行 {n}"),
        "no_deputy": translate("People", "缺 B 角 {n}"),
        "to_reconcile": translate("People", "待核 {n}"),
    }
    return words[name].format(n=count)
