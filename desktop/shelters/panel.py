"""The chosen shelter: its figures, who comes, who is in; and what opens over the names."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.queries.map_rows import ShelterRow
from desktop import keys
from desktop.shelters import panel_words, relief_words, supply_words
from desktop.shelters.card import ArrivalCard, TakeIn
from desktop.shelters.checklist_page import TickPage
from desktop.shelters.closing import AskToClose
from desktop.shelters.entries import EntryList
from desktop.shelters.gate_page import GatePage
from desktop.shelters.model import SheltersModel, SheltersShown
from desktop.shelters.new_shelter import NewShelter
from desktop.theme import ONE_LINE_FROM, current, ipx, text_scale
from desktop.widgets.button import VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
FIGURES = 7
LEAST_FOR_ALL = 430  # design pixels


class ShelterPanel(QWidget):
    """Draws; its signals are what the officer asked for."""

    arrive_wanted = Signal()
    take_in_wanted = Signal()
    door_wanted = Signal()
    page_wanted = Signal(str)  # checklist, gate
    count_wanted = Signal()

    def __init__(self, model: SheltersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._build_head())
        lines.addWidget(hairline(self))
        self.names = EntryList(translate("Shelters", "本岛名单"), self)
        self.card = ArrivalCard(self)
        self._empty = label("", "source", Qt.AlignmentFlag.AlignHCenter)
        self._pages = QStackedWidget(self)
        self.checklist = TickPage(translate("Shelters", "转换清单"), translate("Shelters", "勾，记谁几点"), self)
        self.onward = TickPage(translate("Shelters", "分流的户"), translate("Shelters", "走 / 不走"), self)
        self.gate = GatePage(model.gates, self)
        for page in (self.names, self.card, self._empty, self.checklist, self.onward, self.gate):
            self._pages.addWidget(page)
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        lines.addWidget(self._pages, 1)
        self.take_in = TakeIn(self)
        self.ask_close = AskToClose(self)
        self.new_shelter = NewShelter(self)
        self.line = EntryLine("Esc", self)
        self.notice = Notice(self)
        self.take_in.hide()
        lines.addWidget(self.take_in)
        self._pages.addWidget(self.ask_close)
        self._pages.addWidget(self.new_shelter)
        lines.addWidget(self.line)
        lines.addWidget(self.notice)
        lines.addWidget(hairline(self))
        self._buttons = self._build_buttons()
        lines.addWidget(self._buttons)

    def _build_head(self) -> QWidget:
        head = QFrame(self)
        head.setObjectName("note")
        head.setStyleSheet("#note > QWidget { background: transparent; }")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(ipx(14), ipx(4), ipx(14), ipx(8))
        lines.setSpacing(ipx(1))
        self._name, self._figure = label("", "head"), label("", "")
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top = row(self._name, self._figure, height=36)
        top.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(top)
        self._second, self._since = label("", "small"), label("", "small")
        self._second.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        second = row(self._second, self._since, height=24)
        second.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(second)
        self._rule = label("", "small")
        self._doubt = SymbolLabel("to_reconcile", current(), 16)
        self._doubt_words = label(translate("Shelters", "未确认 待核"), "small")
        rule = row(self._rule, self._doubt, self._doubt_words, None, height=24)
        lines.addWidget(rule)
        self._clock, self._supplies = SymbolLabel("closing", current(), 16), label("", "strong")
        self._supplies_row = row(self._clock, self._supplies, None, height=26)
        lines.addWidget(self._supplies_row)
        figures = QWidget(head)
        grid = QGridLayout(figures)
        grid.setContentsMargins(0, ipx(4), 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        self._cells = []
        for column in range(FIGURES):
            word, figure = label("", "small"), label("", "head")
            grid.addWidget(word, 0, column)
            grid.addWidget(figure, 1, column)
            grid.setColumnStretch(column, 1)
            self._cells.append((word, figure))
        lines.addWidget(figures)
        self._details = (second, rule, figures)
        return head

    def _build_buttons(self) -> QWidget:
        pinned = QWidget(self)
        lines = QVBoxLayout(pinned)
        lines.setContentsMargins(ipx(14), ipx(4), ipx(14), ipx(4))
        lines.setSpacing(ipx(4))
        self._arrive = VerbButton(translate("Shelters", "签到这一户"), keys.hint("arrived"))
        self._take = VerbButton(translate("Shelters", "收下不在册"), "X")
        self._door = VerbButton("", keys.hint("open_island"))
        self._list = VerbButton("", keys.hint("checklist"), small=True)
        self._count = VerbButton(translate("Shelters", "点存量"), keys.hint("count_stock"), small=True)
        self._gate = VerbButton(translate("Shelters", "返回门"), keys.hint("return_gate"), small=True)
        self._arrive.clicked.connect(self.arrive_wanted)
        self._take.clicked.connect(self.take_in_wanted)
        self._door.clicked.connect(self.door_wanted)
        self._list.clicked.connect(lambda: self.page_wanted.emit("checklist"))
        self._count.clicked.connect(self.count_wanted)
        self._gate.clicked.connect(lambda: self.page_wanted.emit("gate"))
        lines.addWidget(row(self._arrive, self._take, self._door, None, height=44))
        self._small_verbs = row(self._list, self._count, self._gate, None, height=34)
        lines.addWidget(self._small_verbs)
        return pinned

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Where there is little height the names have it: these verbs then stand under F1 alone."""
        self._small_verbs.setVisible(self.height() >= ipx(LEAST_FOR_ALL))

    def show_state(self, state: SheltersShown) -> None:
        shelter = state.row
        if shelter is None or state.now is None:
            self._empty.setText(
                translate("Shelters", "没有安全岛：资料包里还没有 shelters.csv") if state.loaded else ""
            )
            self._pages.setCurrentWidget(self._empty)
            return
        self._show_head(shelter, state)
        self.names.show_entries(
            (
                *panel_words.entries(state.people, state.now),
                *(relief_words.next_islands(state.next) if state.people is not None else ()),
            )
        )
        self._show_checklist(shelter)
        if self._pages.currentWidget() not in (self.names, self._empty):
            return
        nobody = state.people is not None and not state.people.inside and not state.people.coming and not state.next
        if nobody:
            self._empty.setText(
                translate("Shelters", "空着 · D 签到，X 收下不在册")
                if shelter.open
                else translate("Shelters", "还没有开 · O 开岛")
            )
        self._pages.setCurrentWidget(self._empty if nobody else self.names)

    def _show_checklist(self, shelter: ShelterRow) -> None:
        self._list.say(supply_words.checklist_title(shelter))
        lacking = supply_words.lacking(shelter)
        note = translate("Shelters", "没做完也能开门，开门时会说还差什么") if lacking and not shelter.open else lacking
        self.checklist.show_list(supply_words.checklist_title(shelter), supply_words.checklist(shelter), note)

    def _show_head(self, shelter: ShelterRow, state: SheltersShown) -> None:
        self._name.setText(shelter.shelter.name)
        figure = translate("Shelters", "在岛 {n} / {all} · 空 {free}")
        self._figure.setText(figure.format(n=shelter.inside, all=shelter.shelter.capacity, free=shelter.free))
        self._second.setText(panel_words.panel_second(shelter))
        supplies = supply_words.line(shelter, state.now) if state.now is not None else ""
        short = state.now is not None and supply_words.any_short(shelter, state.now)
        self._supplies.setText(supplies)
        self._supplies_row.setVisible(bool(supplies) and self._buttons.isVisibleTo(self))
        self._clock.setVisible(short)
        self._since.setText(panel_words.opened_since(shelter))
        self._rule.setText(panel_words.rule(shelter))
        for piece in (self._doubt, self._doubt_words):
            piece.setVisible(not shelter.shelter.confirmed)
        for (word, figure_label), (text, count) in zip(self._cells, panel_words.panel_figures(shelter), strict=True):
            word.setText(text)
            figure_label.setText(count)
            figure_label.setAccessibleName(f"{text} {count}")
        close = shelter.open and shelter.opened_at is not None
        self._door.say(translate("Shelters", "关岛") if close else translate("Shelters", "开岛"))

    def changeEvent(self, event: QEvent) -> None:
        """日/夜: the symbol keeps no old colour."""
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_doubt"):
            self._doubt.show_symbol("to_reconcile", current())
            self._clock.show_symbol("closing", current())
        super().changeEvent(event)

    def open_card(self, opened: bool) -> None:
        """The card needs the height: the figures and verbs of the island give way to it."""
        self.open_page(self.card if opened else self.names)

    def open_page(self, page: QWidget) -> None:
        """Turn to a page; all but the names and an open list of things to tick need the whole height."""
        whole = page not in (self.names, self.checklist)
        low = self.height() < ipx(LEAST_FOR_ALL) or text_scale() >= ONE_LINE_FROM  # what is to be ticked goes first
        for piece in self._details:
            piece.setVisible(not whole and not (low and page is self.checklist))
        self._buttons.setVisible(not whole)
        self._supplies_row.setVisible(not whole and bool(self._supplies.text()))
        self._pages.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def page(self) -> QWidget:
        return self._pages.currentWidget()

    @property
    def card_open(self) -> bool:
        return self._pages.currentWidget() is self.card
