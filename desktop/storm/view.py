"""The storm screen (F8): chips, rain table, plots over the time bar, proposed orders in the panel."""

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.findings import Refusal
from core.domain.ids import PlaceCode
from core.queries.storm import RainSeries
from core.queries.storm_rows import ProposalRow, StormRow
from desktop import keys, phrases
from desktop.storm import panel as faces
from desktop.storm.hours import HourTable
from desktop.storm.model import StormModel
from desktop.storm.plots import PlotState, RainPlots
from desktop.storm.reading import CHIPS, StormShown, counts, key_of
from desktop.storm.table import ROW, WIDTHS, StormDelegate, StormTable, name
from desktop.storm.villages import VillageList
from desktop.theme import current, ipx
from desktop.timebar.model import wire
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.panel import SidePanel, hairline, label
from desktop.widgets.symbols import SymbolLabel
from desktop.widgets.time_bar import TimeBar, TimeBarState

translate = QCoreApplication.translate
_FOLD_BELOW = 600  # design pixels of height: the time bar folds and the plots go
_SCROLL_BAR = 9  # logical pixels
_SYMBOLS = {"go": "go", "prepare": "prepare", "none": "none", "silent": "silent", "all": ""}


class StormView(QWidget):
    def __init__(self, model: StormModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._proposal: ProposalRow | None = None
        self._chosen: frozenset[PlaceCode] = frozenset()
        self._left_out: frozenset[PlaceCode] = frozenset()
        self._reason: QLineEdit | None = None
        self._panel_key: object = None
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._head())
        left.addWidget(hairline())
        self.table = self._make_table()
        left.addWidget(self.table, 1)
        self.lower_half = QStackedWidget(self)
        self.plots = RainPlots(self)
        self.hours = self._make_hours()
        self.lower_half.addWidget(self.plots)
        self.lower_half.addWidget(self.hours)
        self.lower_half.setFixedHeight(self.plots.height())
        left.addWidget(self.lower_half)
        self.bar = TimeBar(self)
        left.addWidget(self.bar)
        self.panel = SidePanel(380, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        wire(self.bar, model.time)
        model.time.shown.connect(self._show_plots)
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        model.desk.palette_changed.connect(self._dress)
        self._install()
        self._show(model.state)

    # -- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(ipx(46))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(6))
        self.chips = ChipBar(head)
        self.chips.chosen.connect(self._model.choose_chip)
        self.unconfirmed_sign = SymbolLabel("to_reconcile", current(), 16)
        self.unconfirmed = label("", "small")
        line.addWidget(self.chips)
        line.addStretch(1)
        line.addWidget(self.unconfirmed_sign)
        line.addWidget(self.unconfirmed)
        return head

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        self.rows = StormTable(table)
        table.setModel(self.rows)
        table.setItemDelegate(StormDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        table.setAccessibleName(translate("Storm", "各镇雨量与触发"))
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(1)
        table.verticalHeader().setDefaultSectionSize(ipx(ROW))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setHighlightSections(False)
        header.setFixedHeight(ipx(30))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.selectionModel().currentRowChanged.connect(lambda now, _before: self._row_chosen(now.row()))
        return table

    def _make_hours(self) -> QTableView:
        table = QTableView(self)
        self.hour_rows = HourTable(table)
        table.setModel(self.hour_rows)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ipx(26))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(translate("Storm", "逐小时雨量"))
        return table

    def _install(self) -> None:
        time = self._model.time
        verbs: dict[str, Any] = {
            "table": self.show_table,
            "panel": self._fold_panel,
            "back": self._back,
            "refuse": self._ask_reason,
            "mark": self._choose_villages,
            "see_map": self._model.see_map,
            "time_back": partial(time.step, -10),
            "time_on": partial(time.step, 10),
            "time_back_hour": partial(time.step, -60),
            "time_on_hour": partial(time.step, 60),
            "time_now": time.back_to_now,
        }
        for ident, do in verbs.items():
            keys.install(self, ident, do)
        for sequence, minutes in (("<", -60), (">", 60)):
            keys.install(self, "time_back_hour", partial(time.step, minutes), sequence=sequence)
        for sequence in ("Return", "Enter"):
            keys.install(self, "enter", self._enter, sequence=sequence)
        for number in range(1, len(CHIPS) + 1):
            keys.install(self, "filter_1", partial(self.chips.choose_number, number), sequence=str(number))

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_why(self) -> None:
        """The reasons stand in the panel; bring it out if it is folded."""
        self.panel.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = self.height() < ipx(_FOLD_BELOW)
        self.bar.fold(low)
        width = self.width() - (0 if self.panel.isHidden() else self.panel.width())
        spare = width - _SCROLL_BAR - sum(ipx(design) for design in WIDTHS)
        for column, design in enumerate(WIDTHS):
            self.table.setColumnWidth(column, ipx(design) + (spare if column == 0 else 0))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._model.watch(False)
        super().hideEvent(event)

    def _show(self, state: StormShown) -> None:
        self._show_chips(state)
        self.rows.show_lines(state.lines, state.at)
        row = state.row
        if row is not None:
            number = self.rows.row_of(key_of(row))
            if number != self.table.currentIndex().row():
                selection = self.table.selectionModel()
                selection.blockSignals(True)
                self.table.selectRow(number)
                selection.blockSignals(False)
            self.table.viewport().update()
        self._show_plots()
        self._show_panel(state)

    def _show_chips(self, state: StormShown) -> None:
        known = counts(state.board) if state.board else dict.fromkeys(("go", "prepare", "none", "silent"), 0)
        texts = {
            "go": translate("Storm", "立即 {n}").format(n=known["go"]),
            "prepare": translate("Storm", "准备 {n}").format(n=known["prepare"]),
            "none": translate("Storm", "未触发 {n}").format(n=known["none"]),
            "silent": translate("Storm", "无报 {n} 站").format(n=known["silent"]),
            "all": translate("Storm", "全部"),
        }
        self.chips.show_chips(tuple(ChipText(chip, texts[chip], _SYMBOLS[chip]) for chip in CHIPS), state.chip)
        count = state.board.unconfirmed if state.board else 0
        self.unconfirmed.setText(translate("Storm", "阈值待核 {n}").format(n=count))
        self.unconfirmed.setVisible(bool(count))
        self.unconfirmed_sign.setVisible(bool(count))
        self.unconfirmed_sign.show_symbol("to_reconcile", current())

    def _show_plots(self, _state: TimeBarState | None = None) -> None:
        series, bar = self._model.time.series, self._model.time.state
        self.plots.show_state(_plot(series, bar, self._model.state) if series else None)
        self.plots.setToolTip(self._model.state.board.marks if self._model.state.board else "")
        self.hour_rows.show_series(series, self._model.desk.at())

    def _show_panel(self, state: StormShown) -> None:
        """Rebuilt only when what it says has changed, so that a mark being set is not lost to the clock."""
        if self._reason is not None:
            return
        proposal, row = state.proposal, state.row
        key = (_said(proposal, row, state), self._left_out, current().name)
        if key == self._panel_key:
            return
        self._panel_key = key
        self._reason = None
        self._proposal = proposal
        if proposal is not None:
            places = frozenset(place.place.code for place in proposal.places)
            self._chosen = places - self._left_out
            faces.show_proposal(self.panel, state, proposal, self._chosen, self._toggle)
            self._proposal_buttons()
        elif row is not None:
            faces.show_line(self.panel, state, row)
            button = VerbButton(translate("Storm", "图上看"), keys.hint("see_map"))
            button.clicked.connect(self._model.see_map)
            self.panel.show_buttons([button])
        else:
            faces.show_nothing(self.panel, state.board, state.loaded)

    def _proposal_buttons(self) -> None:
        # The level stands in the line above; with it the button would not fit beside its neighbours.
        order = PrimaryButton(translate("Storm", "下令 {n} 村").format(n=len(self._chosen)))
        order.clicked.connect(self._enter)
        choose = VerbButton(translate("Storm", "选村"), keys.hint("mark"))
        choose.clicked.connect(self._choose_villages)
        leave = VerbButton(translate("Storm", "不下"), keys.hint("refuse"))
        leave.clicked.connect(self._ask_reason)
        self.panel.show_buttons([order, choose, leave])

    def _dress(self, _palette: object = None) -> None:
        self._panel_key = None
        for piece in (self.plots, self.bar, self.table.viewport()):
            piece.update()
        self._show(self._model.state)

    def _refuse(self, refusal: Refusal) -> None:
        self.panel.show()
        self.panel.notice.say(phrases.refusal(refusal))

    # -- verbs -------------------------------------------------------------------------------------------------------

    def _row_chosen(self, number: int) -> None:
        if 0 <= number < len(self.rows.lines):
            self._left_out = frozenset()
            self._reason = None
            self._panel_key = None
            self._model.choose(key_of(self.rows.lines[number]))

    def _toggle(self, place: PlaceCode, on: bool) -> None:
        self._left_out = self._left_out - {place} if on else self._left_out | {place}
        focus = self.focusWidget()
        here = focus.currentIndex().row() if isinstance(focus, VillageList) else -1
        self._show_panel(self._model.state)
        for villages in self._villages():
            if here >= 0:
                villages.stand_at(here)

    def _villages(self) -> list[VillageList]:
        """The list of the proposal's villages, if there is one."""
        found: list[Any] = list(self.panel.findChildren(VillageList))
        return found[-1:]

    def _choose_villages(self) -> None:
        """The list of villages takes the focus; Space then sets and clears one, arrows go on."""
        focus = self.focusWidget()
        if isinstance(focus, VillageList):
            focus.toggle_current()
            return
        for villages in self._villages():
            villages.stand_at(0)

    def _enter(self) -> None:
        if self._reason is not None:  # wherever the focus is: an open "do not order" never orders
            self._decline()
        elif self._proposal is not None and self._chosen:
            chosen = tuple(p.place.code for p in self._proposal.places if p.place.code in self._chosen)
            self._left_out = frozenset()
            self._model.order(chosen, self._proposal.level)

    def _ask_reason(self) -> None:
        """不下 needs a reason, written in place of the buttons."""
        if self._proposal is None:
            return
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(translate("Storm", "为什么不下 · Enter 记下 · Esc 算了"))
        self._reason.setAccessibleName(translate("Storm", "不下的理由"))
        self._reason.setMinimumHeight(ipx(44))
        self.panel.show_buttons([self._reason])
        self._reason.setFixedWidth(ipx(350))
        self._reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _decline(self) -> None:
        proposal, field = self._proposal, self._reason
        if proposal is None or field is None:
            return
        reason = field.text().strip()
        if not reason:
            self.panel.notice.say(translate("Storm", "不下要写一句理由"))
            return
        chosen = tuple(p.place.code for p in proposal.places if p.place.code in self._chosen)
        self._end_reason()
        self._model.decline(chosen, proposal.level, reason)

    def _end_reason(self) -> None:
        self._reason = None
        self._panel_key = None
        self.panel.notice.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_panel(self._model.state)

    def _back(self) -> None:
        if self._reason is not None:
            self._end_reason()
        elif isinstance(self.focusWidget(), VillageList):
            self.focus_first()
        elif self.lower_half.currentWidget() is self.hours:
            self.show_table()
        elif self._model.desk.looking_at is not None:
            self._model.time.back_to_now()
        else:
            self._model.choose_chip("all")

    def show_table(self) -> None:
        """T: the plots as a table of hours, and back."""
        showing = self.lower_half.currentWidget() is self.hours
        self.lower_half.setCurrentWidget(self.plots if showing else self.hours)
        (self.table if showing else self.hours).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fold_panel(self) -> None:
        self.panel.setVisible(self.panel.isHidden())


def _said(proposal: ProposalRow | None, row: StormRow | None, state: StormShown) -> object:
    """What the panel says, in whole millimetres and minutes: nothing is rebuilt for less."""
    if proposal is not None:
        places = tuple((one.place.code, one.would_go, one.would_prepare, one.ordered) for one in proposal.places)
        worst = tuple((b.hours, round(b.sum_mm)) for b in proposal.breaches)
        waiting = len(state.board.proposals) if state.board else 0
        return (proposal.town, proposal.level, proposal.since, places, worst, state.due, waiting)
    if row is None:
        return (state.loaded, state.board is None)
    standing = tuple((one.place.code, one.due, one.not_moved, one.ordered.rank) for one in row.places)
    return (key_of(row), standing, tuple(round(mm) for mm in row.storm.sums_mm), state.at)


def _plot(series: RainSeries, bar: TimeBarState, state: StormShown) -> PlotState:
    place = name(state.row) if state.row is not None else series.label
    title = translate("Storm", "{place} · 3 小时雨量（毫米）").format(place=place)
    since = translate("Storm", "{time} 起").format(time=phrases.day_hm(series.start))
    marks = state.board.marks if state.board else ""
    return PlotState(
        title=title,
        start=bar.start,
        end=bar.end,
        at=bar.at,
        sums=series.sums3h,
        total=series.total,
        prepare=series.prepare3h,
        go=series.go3h,
        since=since,
        note=marks,
    )
