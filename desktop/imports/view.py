"""The import screen: choose a file and its table, see what would become of each row and why, mend, take in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.findings import Refusal
from core.exchange.office.verdicts import Verdict
from desktop import keys, phrases
from desktop.import_words import table_name
from desktop.imports import saying
from desktop.imports.model import CHOICES, GroupLine, ImportsModel, ImportsShown, RowLine
from desktop.imports.panel import RowPanel
from desktop.imports.table import COLUMNS, VerdictDelegate, VerdictTable, height
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.listing import dress_list
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label

translate = QCoreApplication.translate
WIDTHS = (150, 260)  # the reason takes the rest


class ImportsView(QWidget):
    """Draws an ImportsShown; every verb goes to the model."""

    def __init__(self, model: ImportsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self._stack = QStackedWidget(left)
        self._stack.addWidget(self._empty_page())
        self.table = self._table()
        self._stack.addWidget(self.table)
        rows.addWidget(self._stack, 1)
        rows.addWidget(hairline())
        rows.addWidget(self._foot())
        across.addWidget(left, 1)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        across.addWidget(line)
        self.panel = RowPanel(self)
        self.panel.mended.connect(self._mend)
        self.panel.mended_all.connect(self._mend_alike)
        self.panel.left.connect(self.focus_first)
        across.addWidget(self.panel)
        self._install_keys()
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        self._show(model.state)

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = QWidget(self)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(6))
        rows.setSpacing(ipx(8))
        first, second = QHBoxLayout(), QHBoxLayout()
        self.file_button = VerbButton(translate("Import", "选文件"), keys.hint("choose_file"), small=True)
        self.file_button.clicked.connect(lambda: self.choose_file())
        self.file = label("", "strong")
        self.table_button = VerbButton("", keys.hint("choose_table"), small=True)
        self.table_button.clicked.connect(lambda: self._model.next_table())
        self.datum_button = VerbButton("", keys.hint("datum"), small=True)
        self.datum_button.clicked.connect(lambda: self._model.next_datum())
        self.template_button = VerbButton(translate("Import", "空白模板"), keys.hint("save_template"), small=True)
        self.template_button.clicked.connect(lambda: self.save_template())
        self.export_button = VerbButton(translate("Import", "导出这张表"), keys.hint("export_table"), small=True)
        self.export_button.clicked.connect(lambda: self.export())
        first.addWidget(self.file_button)
        first.addSpacing(ipx(6))
        first.addWidget(self.file, 1)
        self.roads_button = VerbButton(translate("Import", "路网"), keys.hint("roads"), small=True)
        self.roads_button.clicked.connect(lambda: self._model.desk.ask("roads"))
        first.addWidget(self.table_button)
        first.addWidget(self.datum_button)
        first.addWidget(self.template_button)
        first.addWidget(self.export_button)
        self.chips = ChipBar(head)
        self.chips.chosen.connect(self._model.choose)
        second.addWidget(self.chips)
        second.addStretch(1)
        second.addWidget(self.roads_button)
        rows.addLayout(first)
        rows.addLayout(second)
        return head

    def _empty_page(self) -> QWidget:
        self.empty_page = page = QWidget(self)
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        page.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        page.installEventFilter(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(ipx(40), 0, ipx(40), 0)
        rows.addStretch(2)
        self.empty = label("", "head", Qt.AlignmentFlag.AlignHCenter)
        self.empty.setWordWrap(True)
        rows.addWidget(self.empty)
        self.empty_more = label("", "source", Qt.AlignmentFlag.AlignHCenter)
        self.empty_more.setWordWrap(True)
        rows.addWidget(self.empty_more)
        rows.addStretch(3)
        return page

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(ipx(12), ipx(6), ipx(12), ipx(8))
        self.notice = Notice(foot)
        self.outcome = label("")
        self.outcome.setWordWrap(True)
        rows.addWidget(self.notice)
        rows.addWidget(self.outcome)
        buttons = QHBoxLayout()
        self.take_button = PrimaryButton("", keys.hint("take_in"))
        self.take_button.clicked.connect(self._model.take)
        self.aside_button = VerbButton(translate("Import", "放一边的另存"), keys.hint("save_aside"))
        self.aside_button.clicked.connect(lambda: self.save_aside())
        self.again_button = VerbButton(translate("Import", "再读一遍"), keys.hint("recompute"))
        self.again_button.clicked.connect(self._model.read_again)
        self.back_button = VerbButton(translate("Import", "回台账"), keys.hint("back"))
        self.back_button.clicked.connect(self.back)
        for button in (self.take_button, self.aside_button, self.again_button, self.back_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        return foot

    def _table(self) -> QTableView:
        table = QTableView(self)
        self.rows = VerdictTable(table)
        table.setModel(self.rows)
        table.setItemDelegate(VerdictDelegate(table))
        dress_list(table, translate("Import", "每一行的结果"))
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, ipx(width))
        table.horizontalHeader().setStretchLastSection(True)
        table.installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.doubleClicked.connect(lambda _index: self.panel.focus_mend())
        return table

    def _install_keys(self) -> None:
        keys.install(self, "choose_file", lambda: self.choose_file())
        keys.install(self, "choose_table", self._model.next_table)
        keys.install(self, "roads", lambda: self._model.desk.ask("roads"))
        keys.install(self, "datum", self._datum)
        keys.install(self, "take_in", self._model.take)
        keys.install(self, "save_aside", lambda: self.save_aside())
        keys.install(self, "save_template", lambda: self.save_template())
        keys.install(self, "export_table", lambda: self.export())
        keys.install(self, "recompute", self._model.read_again)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: ImportsShown) -> None:
        self.file.setText(saying.file_line(state))
        self.table_button.say(saying.table_line(state))
        self.datum_button.say(saying.datum(state.datum))
        self.datum_button.setVisible(saying.has_positions(state.table))
        chips = tuple(ChipText(name, saying.chip(name, state.counts.get(name, 0))) for name in CHOICES)
        self.chips.show_chips(chips if state.loaded else (), state.chosen)
        if self.rows.show_lines(state.lines):
            self._dress_rows()
            self._select_first()
        self._turn_to(bool(state.lines))
        self.empty.setText(saying.empty(state))
        self.empty_more.setText(
            translate("Import", "xlsx、xls、csv 都行；表头用办公室自己的叫法就行，读完先给你看，没有按收进之前不动名册")
            if state.path is None
            else ""
        )
        self.outcome.setText(saying.outcome(state))
        self.take_button.say(saying.take_verb(state))
        self.take_button.setVisible(state.ready)
        self.aside_button.setVisible(bool(state.counts.get(Verdict.SET_ASIDE.value)))
        self.again_button.setVisible(state.path is not None)
        self.setAccessibleDescription(saying.outcome(state))

    def _turn_to(self, rows: bool) -> None:
        """Rows or the empty page; the keys go with it: a hidden list would give them to whatever button comes next."""
        held = self.table.hasFocus() or self.empty_page.hasFocus()
        self._stack.setCurrentIndex(1 if rows else 0)
        if held:
            (self.table if rows else self.empty_page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress_rows(self) -> None:
        self.table.clearSpans()
        for number, line in enumerate(self.rows.lines):
            self.table.setRowHeight(number, height(line))
            if not isinstance(line, RowLine):
                self.table.setSpan(number, 0, 1, COLUMNS)

    def _select_first(self) -> None:
        first = next((n for n, line in enumerate(self.rows.lines) if not isinstance(line, GroupLine)), -1)
        if first < 0:
            self.panel.show_line(self._model.state.table, None, {})
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.rows.index(first, 0), flags)
        self.table.scrollToTop()

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = self.rows.line(now.row())
        row = line if isinstance(line, RowLine) else None
        mends = self._model.mended(row.row) if row else {}
        self.panel.notice.clear()
        self.panel.show_line(self._model.state.table, line, mends, len(self._model.alike(row)) if row else 0)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(phrases.refusal(refusal))

    # -- doing -------------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        target: QWidget = self.table if self._model.state.lines else self.file_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_file(self) -> None:
        known = translate("Import", "表格 (*.xlsx *.xls *.xlsm *.csv *.txt *.et *.html *.htm);;所有文件 (*)")
        name, _ = QFileDialog.getOpenFileName(self, translate("Import", "选一个文件"), "", known)
        if name:
            self._model.open_file(Path(name))

    def save_aside(self) -> None:
        if self._model.state.counts.get(Verdict.SET_ASIDE.value):
            self._save(translate("Import", "放一边的行.xlsx"), self._model.save_set_aside)

    def save_template(self) -> None:
        self._save(f"{table_name(self._model.state.table)}.xlsx", self._model.save_template)

    def export(self) -> None:
        self._save(f"{table_name(self._model.state.table)}.xlsx", self._model.export)

    def _save(self, name: str, write: Callable[[Path], None]) -> None:
        kinds = translate("Import", "Excel 表 (*.xlsx);;csv (*.csv)")
        chosen, _ = QFileDialog.getSaveFileName(self, translate("Import", "存到哪里"), name, kinds)
        if chosen:
            write(Path(chosen))

    def _mend(self, typed: dict[str, str]) -> None:
        line = self.rows.line(self.table.currentIndex().row())
        if isinstance(line, RowLine):
            self._model.mend(line.row, typed)
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _mend_alike(self, typed: dict[str, str]) -> None:
        line = self.rows.line(self.table.currentIndex().row())
        if isinstance(line, RowLine):
            self._model.mend_alike(line, typed)
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _datum(self) -> None:
        if saying.has_positions(self._model.state.table):
            self._model.next_datum()

    def back(self) -> None:
        self._model.desk.ask("people")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.panel.focus_mend()
        if key == Qt.Key.Key_Escape:
            self.back()
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return self.chips.choose_number(key - Qt.Key.Key_0)
        return False
