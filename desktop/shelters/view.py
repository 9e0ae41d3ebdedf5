"""The shelter screen (F5): the island chain, the list, the chosen island and who is at its door."""

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.queries.shelter_people import Coming
from desktop import keys, phrases
from desktop.shelters import panel_words, saying
from desktop.shelters.acts import Acts
from desktop.shelters.entries import EntryKind
from desktop.shelters.model import SheltersModel, SheltersShown
from desktop.shelters.panel import ShelterPanel
from desktop.shelters.proposal import ProposalBox
from desktop.shelters.strip import ChainStrip
from desktop.shelters.table import ROW_HEIGHT, PlainDelegate, ShelterDelegate, ShelterList, fit_columns, table_view
from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label, row

translate = QCoreApplication.translate
PANEL_WIDTH = 500


class SheltersView(QWidget):
    """Draws a SheltersShown; every verb goes to the model."""

    def __init__(self, model: SheltersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._all = False
        self._party: Coming | None = None
        self._ticked: frozenset[str] = frozenset()
        self._drawing = False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._title = label("", "small")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(label(translate("Shelters", "岛链"), "strong"), self._title, height=32)
        head.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        whole.addWidget(head)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._build_screen())
        self._pages.addWidget(self._build_twin())
        whole.addWidget(self._pages, 1)
        self.acts = Acts(model, self.panel, self.proposal, self)
        self._install_keys()
        model.shown.connect(self._show)
        model.refused.connect(lambda why: self.panel.notice.say(phrases.refusal(why)))
        model.taken_in.connect(self._next)
        self._show(model.state)

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _build_screen(self) -> QWidget:
        page = QWidget(self)
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self.strip = ChainStrip(page)
        self.strip.chosen.connect(self.model.choose)
        lines.addWidget(self.strip)
        lines.addWidget(hairline(page))
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self._build_left(), 1)
        edge = QFrame(page)
        edge.setObjectName("panelLine")
        edge.setFixedWidth(1)
        halves.addWidget(edge)
        self.panel = ShelterPanel(self.model, page)
        self.panel.setFixedWidth(ipx(PANEL_WIDTH))
        self._connect_panel()
        halves.addWidget(self.panel)
        lines.addLayout(halves, 1)
        return page

    def _connect_panel(self) -> None:
        panel = self.panel
        panel.arrive_wanted.connect(self._open_card)
        panel.take_in_wanted.connect(self._open_take_in)
        panel.names.activated.connect(lambda _: self._open_name())
        panel.card.toggled.connect(self._toggle)
        panel.card.recorded.connect(self._record)
        panel.card.closed.connect(self._close_card)
        panel.take_in.taken.connect(self.model.take_in)
        panel.take_in.closed.connect(lambda: self.acts.close_boxes())

    def _build_left(self) -> QWidget:
        left = QWidget(self)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._list = ShelterList(left)
        self.list_view = table_view(self._list, left, translate("Shelters", "安全岛"), ROW_HEIGHT)
        self.list_view.setItemDelegate(ShelterDelegate(self.list_view))
        self.list_view.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.list_view.activated.connect(lambda _: self.panel.names.setFocus(Qt.FocusReason.OtherFocusReason))
        lines.addWidget(self.list_view, 1)
        self._foot = label("", "small")
        self._fold = label("", "small")
        foot = row(
            self._foot,
            None,
            KeyCap("Shift+G"),
            self._fold,
            KeyCap(keys.hint("table")),
            label(translate("Shelters", "表"), "small"),
            height=32,
        )
        foot.setObjectName("note")
        foot.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
        lines.addWidget(foot)
        self.proposal = ProposalBox(left)
        lines.addWidget(self.proposal)
        return left

    def _build_twin(self) -> QWidget:
        self._twin = ShelterList(self, numbers_from=3)
        self.twin_view = table_view(self._twin, self, translate("Shelters", "安全岛表"), 26)
        self.twin_view.setItemDelegate(PlainDelegate(self.twin_view))
        return self.twin_view

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: SheltersShown) -> None:
        self._drawing = True
        try:
            self._title.setText(saying.title(state) if state.loaded else "")
            self.strip.show_towns(saying.towns(state), state.chosen)
            self._show_list(state)
            self.acts.show_proposal()
            self.panel.show_state(state)
            if self._pages.currentWidget() is self.twin_view:
                self._show_twin(state)
        finally:
            self._drawing = False

    def _show_list(self, state: SheltersShown) -> None:
        rows = saying.listed(state, self._all)
        columns = saying.columns(state.rows)
        fresh = self._list.heads != tuple(head for head, _ in columns)
        self._list.show_rows(tuple(head for head, _ in columns), saying.cells(state, rows))
        if fresh:
            fit_columns(self.list_view, tuple(width for _, width in columns[1:]))
        chosen = self._list.row_of(state.chosen)
        if chosen >= 0 and self.list_view.currentIndex().row() != chosen:
            self.list_view.setCurrentIndex(self._list.index(chosen, 0))
        self._foot.setText(saying.foot(state, len(rows)))
        self._fold.setText(translate("Shelters", "只列在用") if self._all else translate("Shelters", "全列"))

    def _show_twin(self, state: SheltersShown) -> None:
        fresh = not self._twin.heads
        self._twin.show_rows(saying.twin_heads(), saying.twin_rows(state))
        if fresh:
            fit_columns(self.twin_view, saying.TWIN_WIDTHS)

    # -- keys --------------------------------------------------------------------------------------------------------

    def _install_keys(self) -> None:
        keys.install(self, "open_island", self.acts.door)
        keys.install(self, "accept_proposal", self.acts.accept)
        keys.install(self, "checklist", lambda: self.acts.open_page("checklist"))
        keys.install(self, "return_gate", lambda: self.acts.open_page("gate"))
        keys.install(self, "count_stock", self.acts.count)
        keys.install(self, "new_shelter", self.acts.open_new_shelter)
        keys.install(self, "pick_onward", self.acts.pick)
        keys.install(self, "decline_proposal", self.acts.ask_reason)
        keys.install(self, "check_in_party", self._open_card)
        keys.install(self, "take_in_stranger", self._open_take_in)
        keys.install(self, "table", self._switch_twin)
        keys.install(self, "all_islands", self._switch_fold)
        keys.install(self, "see_map", self.model.see_map)
        keys.install(self, "panel", lambda: self.panel.setVisible(self.panel.isHidden()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex() == 1:
            self._switch_twin()
            return
        super().keyPressEvent(event)

    def focus_first(self) -> None:
        self.list_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._drawing and now.isValid():
            self.model.choose(self._list.rows[now.row()].ident)

    def _switch_twin(self) -> None:
        to_twin = self._pages.currentIndex() == 0
        self._pages.setCurrentIndex(int(to_twin))
        if to_twin:
            self._show_twin(self.model.state)
            self.twin_view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus_first()

    def _switch_fold(self) -> None:
        self._all = not self._all
        self._show(self.model.state)

    # -- at the door -------------------------------------------------------------------------------------------------

    def _open_take_in(self) -> None:
        if self.model.state.row is not None:
            self.acts.to_names()
            self.panel.take_in.open()

    def _open_name(self) -> None:
        entry = self.panel.names.current_entry()
        if entry is not None and entry.kind is EntryKind.PARTY and not entry.ident.startswith("shelter/"):
            self._open_card()
        elif entry is not None and entry.ident.startswith("shelter/"):
            self.model.select(entry.ident)
        elif entry is not None and entry.ident:
            self.model.open_person(entry.ident)

    def _open_card(self) -> None:
        """D: the selected household, else the next one to come, stands at the door."""
        people = self.model.state.people
        if people is None or not people.coming:
            return
        entry = self.panel.names.current_entry()
        wanted = entry.ident if entry is not None else ""
        self._party = next((party for party in people.coming if party.household == wanted), people.coming[0])
        self._ticked = frozenset(member.person for member in self._party.members)
        self._show_card()
        self.proposal.show_accept(False)  # one filled button a screen
        self.panel.open_card(True)

    def _show_card(self) -> None:
        now = self.model.state.now
        if self._party is not None and now is not None:
            title = translate("Shelters", "{name} 户").format(name=self._party.head.name)
            members = panel_words.members(self._party, self._ticked)
            self.panel.card.show_party(title, panel_words.party_second(self._party, now), members)

    def _toggle(self, number: int) -> None:
        if self._party is not None and number <= len(self._party.members):
            self._ticked = self._ticked ^ {self._party.members[number - 1].person}
            self._show_card()
            self.panel.card.look_at(number)

    def _record(self, housed: bool) -> None:
        if self._party is not None and self._ticked:
            persons = tuple(member.person for member in self._party.members if member.person in self._ticked)
            self.model.arrive(persons, housed, self._party.origin)

    def _next(self) -> None:
        """Recorded: back to the names, where the next one stands selected."""
        self._close_card()
        self.acts.close_boxes()

    def _close_card(self) -> None:
        if self.panel.card_open:
            self._party = None
            self.proposal.show_accept(True)
            self.panel.open_card(False)
            self.panel.show_state(self.model.state)
