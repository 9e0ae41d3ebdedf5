"""The left half of the plan screen: arrivals against the bound or loads of the roads, each with its table; shelters."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QTableView, QVBoxLayout, QWidget

from desktop import keys
from desktop.plan import saying
from desktop.plan.chart import ArrivalChart
from desktop.plan.loads import LoadStrips, fit_strip_columns, load_note, load_rows, strip_view, strips
from desktop.plan.model import PlanShown
from desktop.plan.tables import (
    ShelterTable,
    WordTable,
    curve_table,
    fit_shelter_columns,
    load_table,
    shelter_view,
    table_view,
)
from desktop.theme import ipx
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label, row

translate = QCoreApplication.translate
CHART, CHART_TABLE, STRIPS, STRIPS_TABLE = range(4)
SHELTERS_SHOWN = 6


class LeftHalf(QWidget):
    """Shows a PlanShown; which of the four faces is up is its own affair."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._title, self._note = label("", "strong"), ElidedLabel("small")
        self._twin_words, self._other_words = label("", "small"), label("", "small")
        head = row(
            self._title,
            self._note,
            KeyCap(keys.hint("table")),
            self._twin_words,
            KeyCap(keys.hint("loads")),
            self._other_words,
            height=30,
        )
        head.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self.chart = ArrivalChart(self)
        self.curve_table = curve_table(self)
        self.strips = LoadStrips(self)
        self.load_table = load_table(self)
        self._strip_view = strip_view(self.strips, self)
        self.faces = QStackedWidget(self)
        self.faces.addWidget(self.chart)
        self.faces.addWidget(self._words(self.curve_table, translate("Plan", "到达人数表"), (92, 112, 100, 84)))
        self.faces.addWidget(self._strip_view)
        self.faces.addWidget(self._words(self.load_table, translate("Plan", "路上的人数表"), (300, 90, 80, 80)))
        lines.addWidget(self.faces, 1)
        lines.addWidget(hairline(self))
        self.shelters = ShelterTable(self)
        self._shelter_view = shelter_view(self.shelters, self)
        self._shelter_view.setFixedHeight(ipx(30 + SHELTERS_SHOWN * 35 + 2))
        lines.addWidget(self._shelter_view)
        self._foot = label("", "small")
        self._foot.setFixedHeight(ipx(32))
        self._foot.setContentsMargins(ipx(14), 0, ipx(14), 0)
        lines.addWidget(self._foot)
        self._state: PlanShown | None = None

    def _words(self, table: WordTable, name: str, widths: tuple[int, ...]) -> QTableView:
        view = table_view(table, self, name)
        view.verticalHeader().setDefaultSectionSize(ipx(26))
        for column, width in enumerate(widths):
            view.horizontalHeader().resizeSection(column, ipx(width))
        return view

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_state(self, state: PlanShown) -> None:
        """A new board: all of it. Without a board nothing is drawn."""
        if state.board is None:
            return
        self._state = state
        self.shelters.show_rows(saying.shelter_cells(state.board))
        fit_shelter_columns(self._shelter_view, self.width())
        self._foot.setText(saying.shelters_foot(state.board))
        self.show_minute(state)

    def show_minute(self, state: PlanShown) -> None:
        """What moves with the clock: the face that is up."""
        if state.board is None:
            return
        self._state = state
        self.chart.show_curve(saying.curve(state))
        self.strips.show_rows(strips(state.board, state.now))
        if self.faces.currentIndex() == CHART_TABLE:
            self.curve_table.show_rows(saying.curve_rows(state))
        elif self.faces.currentIndex() == STRIPS_TABLE:
            self.load_table.show_rows(load_rows(state.board))
        self._say(state)

    def _say(self, state: PlanShown) -> None:
        """What the face is, and what the two keys lead to."""
        face = self.faces.currentIndex()
        loads = face in (STRIPS, STRIPS_TABLE)
        self._title.setText(translate("Plan", "路上的人数") if loads else translate("Plan", "到达人数（人）"))
        self._note.setText(load_note(state.board) if loads and state.board is not None else "")
        table = face in (CHART_TABLE, STRIPS_TABLE)
        self._twin_words.setText(translate("Plan", "看成图") if table else translate("Plan", "看成表格"))
        self._other_words.setText(translate("Plan", "到达人数") if loads else translate("Plan", "路上的人数"))

    # -- faces -------------------------------------------------------------------------------------------------------

    def switch_twin(self) -> None:
        """T: the picture, or its table."""
        self._turn(self.faces.currentIndex() ^ 1)

    def switch_loads(self) -> None:
        """L: arrivals, or loads of the roads."""
        self._turn(CHART if self.faces.currentIndex() in (STRIPS, STRIPS_TABLE) else STRIPS)

    def show_table(self) -> None:
        """The arrivals as a table, whatever is up."""
        self._turn(CHART_TABLE)

    def _turn(self, face: int) -> None:
        self.faces.setCurrentIndex(face)
        if self._state is not None:
            self.show_minute(self._state)
        if face != CHART:
            self.faces.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Another text size or width: columns that were made for the old one."""
        fit_shelter_columns(self._shelter_view, self.width())
        fit_strip_columns(self._strip_view)

    @property
    def foot(self) -> QLabel:
        return self._foot
