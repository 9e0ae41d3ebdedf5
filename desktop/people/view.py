"""The register screen (F7): the list with filter, chips and one person's panel; beside it the pages for what waits for
somebody's word, for institutions and for helpers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.findings import Refusal
from core.domain.freshness import Flag
from core.queries.rows import PersonCard, RollRow
from desktop import keys, phrases
from desktop.calling_line import begin_call
from desktop.field_verbs import next_step
from desktop.harm_line import HarmLine
from desktop.people.editor import EntryEditor
from desktop.people.helpers_model import HelpersModel
from desktop.people.helpers_page import HelpersPage
from desktop.people.institutions_model import InstitutionsModel
from desktop.people.institutions_page import InstitutionsPage
from desktop.people.list_head import CAPS, PAGES, ListHead
from desktop.people.model import PeopleModel
from desktop.people.page import Page
from desktop.people.panel import WIDTH, PersonPanel
from desktop.people.review_model import ReviewModel
from desktop.people.review_page import ReviewPage
from desktop.people.shown import PeopleShown
from desktop.people.table import COLUMNS, people_table
from desktop.theme import ipx
from desktop.widgets.button import VerbButton
from desktop.widgets.call_line import CallLine
from desktop.widgets.panel import hairline

translate = QCoreApplication.translate
WIDTHS = (180, 218, 210, 206)
CALLS = ("call_a", "call_b", "call_neighbour", "knock")
VERBS = ("arrived", "housed", "refuse", "unreachable", "away", "see_map")
REGISTER = (*PAGES, "edit_field", "confirm_entry", "new_person", "harm")


class PeopleView(QWidget):
    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wish = ""
        self._asked = ("", "")
        self._called: RollRow | None = None  # whom the call that runs is about
        self._held: list[tuple[int, str]] | None = None  # keys pressed after E while its card is still on the way
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(self)
        whole.addWidget(self.pages)
        self.list = QWidget(self)
        self.pages.addWidget(self.list)
        self._made: dict[str, Page] = {}
        self._beside: dict[str, ReviewModel | InstitutionsModel | HelpersModel] = {
            "review": ReviewModel(model.desk, self),
            "institutions": InstitutionsModel(model.desk, self),
            "helpers": HelpersModel(model.desk, model.replanning, self),
        }
        across = QHBoxLayout(self.list)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left = QWidget(self.list)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.head = ListHead(left)
        self.field = self.head.field
        self.field.installEventFilter(self)
        rows.addWidget(self.head)
        self.imports = VerbButton(translate("People", "导入"), keys.hint("imports"), small=True)
        self.head.more.addWidget(self.imports)
        rows.addWidget(hairline())
        self.table, self.rows = people_table(model.desk.at, left)
        self.table.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        rows.addWidget(self.table, 1)
        self.call = CallLine(translate("People", "不记"), keys.hint("back"), self)
        rows.addWidget(self.call)
        self.harm = HarmLine(self)
        self.harm.said.connect(model.hurt)
        self.harm.left.connect(self.focus_first)
        rows.addWidget(self.harm)
        across.addWidget(left, 1)
        line = QFrame(self.list)
        line.setObjectName("line")
        line.setFixedWidth(1)
        across.addWidget(line)
        self.side = QStackedWidget(self.list)
        self.side.setFixedWidth(ipx(WIDTH))
        self.panel = PersonPanel(self.side)
        self.editor = EntryEditor(self.side)
        self.side.addWidget(self.panel)
        self.side.addWidget(self.editor)
        across.addWidget(self.side)
        self._connect(model)
        self._show(model.state)

    def _connect(self, model: PeopleModel) -> None:
        self.head.chosen.connect(model.choose)
        self.imports.clicked.connect(self._to_imports)
        self.head.typed.connect(model.filter_words)
        self.head.page.connect(self.open_page)
        model.shown.connect(self._show)
        model.card_shown.connect(self._show_card)
        model.revealed.connect(self.panel.show_field)
        model.refused.connect(self._refuse)
        model.selected.connect(self._select_later)
        model.page_wanted.connect(self.open_page)
        model.edit_saved.connect(self.editor.saved)
        model.edit_refused.connect(self.editor.refuse)
        model.history_shown.connect(self.editor.show_history)
        model.reasons.shown.connect(self._show_reasons)
        model.desk.palette_changed.connect(lambda _palette: self._dress())
        self.panel.said.connect(self._verb)
        self.editor.edited.connect(model.edit)
        self.editor.asked.connect(model.ask_history)
        self.editor.taken_off.connect(model.take_off)
        self.editor.confirmed.connect(model.confirm)
        self.editor.parted.connect(model.part)
        self.editor.entered.connect(model.enter)
        self.editor.done.connect(self._edited)
        for number, ident in enumerate(("show_id", "show_phone", "show_address"), start=1):
            keys.install(self.list, ident, self._revealer(number))
        # Shift+1 arrives as "!" from most keyboards, and as itself from the number row of others.
        for number, sign in enumerate(("!", "@", "#"), start=1):
            keys.install(self.list, "show_id", self._revealer(number), sequence=sign)
        keys.install(self.list, "filter", self._to_filter)
        keys.install(self.list, "group", model.turn_order)
        keys.install(self.list, "imports", self._to_imports)
        keys.install(self, "panel", lambda: self.side.setVisible(not self.side.isVisible()))

    def _revealer(self, number: int) -> Callable[[], None]:
        return partial(self._model.reveal, number)

    def _to_imports(self) -> None:
        self._model.desk.ask("imports")

    def _dress(self) -> None:
        """Symbols keep the palette they were told with."""
        self.panel.column.repaint_symbols()
        self.editor.column.repaint_symbols()
        self.table.viewport().update()

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
        self._front(self._page(), True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.front(False)
        self._front(self._page(), False)

    # -- pages beside the list ---------------------------------------------------------------------------------------

    def _page(self) -> str:
        return next((ident for ident, page in self._made.items() if page is self.pages.currentWidget()), "")

    def _front(self, ident: str, in_front: bool, about: str = "") -> None:
        model = self._beside.get(ident)
        if isinstance(model, ReviewModel):
            model.front(in_front, about or self._model.person)
        elif model is not None:
            model.front(in_front)

    def open_page(self, ident: str, about: str = "") -> None:
        """Bring a page to the front, made at its first visit; `about` is whom it is asked for."""
        if ident not in self._made:
            model = self._beside[ident]
            page: Page
            if isinstance(model, ReviewModel):
                page = ReviewPage(model, self)
            elif isinstance(model, InstitutionsModel):
                page = InstitutionsPage(model, self)
            else:
                page = HelpersPage(model, self)
            page.back.connect(self._to_list)
            self._made[ident] = page
            self.pages.addWidget(page)
        page = self._made[ident]
        self._front(self._page(), False)
        self.pages.setCurrentWidget(page)
        self._front(ident, True, about)
        if about and isinstance(page, HelpersPage):
            page.select(about)
        page.focus_first()

    def _to_list(self) -> None:
        self._front(self._page(), False)
        self.pages.setCurrentWidget(self.list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        page = self._made.get(self._page())
        if page is not None:
            page.focus_first()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_why(self) -> None:
        """The panel says in short why; `?` works out the whole of it, of a helper for all his households."""
        page = self._made.get(self._page())
        if isinstance(page, HelpersPage):
            page.show_why()
        elif page is None:
            self.side.show()
            if not self._model.ask_why():
                self.panel.notice.say(translate("People", "这一户没有配责任人：没有下令，或方案里没有"))

    @property
    def help_screen(self) -> str:
        """Whose keys F1 shows: those of the page in front, else the list's."""
        return self._page() or "people"

    def _show_reasons(self) -> None:
        row = self._model.selected_row()
        self.panel.show_reasons(self._model.reasons.of(str(row.household)) if row is not None else ())

    def _show(self, state: PeopleShown) -> None:
        self.head.show_state(state)
        at = self.table.currentIndex().row()
        row = self.rows.person(at)
        if self.rows.show_people(state) and not self._wish:
            self._select(str(row.person) if row else self._model.person)
            self._next_of(row, at, state)
        self._asked = (state.chosen, state.words)
        if self._wish:
            self._select(self._wish)
        self._fit()

    def _next_of(self, row: RollRow | None, at: int, state: PeopleShown) -> None:
        """Whoever was selected is not in the list any more: of the same list the one who moved up is next, of another
        list its first."""
        if row is None or self.rows.row_of(str(row.person)) >= 0 or not self.rows.rowCount():
            return
        same = (state.chosen, state.words) == self._asked
        self._select_row(min(at, self.rows.rowCount() - 1) if same else 0)

    def _select(self, ident: str) -> None:
        at = self.rows.row_of(ident) if ident else -1
        if at < 0:
            return
        self._wish = ""
        self._select_row(at)

    def _select_row(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.rows.index(at, 0), flags)
        self.table.scrollTo(self.rows.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _select_later(self, ident: str) -> None:
        self._wish = ident
        self._select(ident)

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.person(now.row())
        if row is not None:
            if self.editor.mode and str(row.person) != self._model.person:
                self.editor.close_up()
            self._model.open(str(row.person))

    def _show_card(self, card: PersonCard | None) -> None:
        self.panel.notice.clear()
        self.panel.show_card(card, self._model.desk.at())
        self._show_reasons()
        if self.editor.mode and card is not None:
            self.editor.show_card(card)
        held, self._held = self._held, None
        if held is not None and card is not None:
            self._edit(new=False)
            for key, text in held if self.editor.mode else ():
                self.editor.key(key, text)

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
        if self._held is not None and key != Qt.Key.Key_Escape and event.text():
            self._held.append((key, event.text()))
            return True
        self._held = None
        if self.editor.mode and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return self.editor.key(key, event.text())
        if key == Qt.Key.Key_Escape and self.call.verb:
            self.call.end()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if self.harm.key(key):
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.call.verb:
            self._outcome(key - Qt.Key.Key_0)
            return True
        if event.text() and event.text() in CAPS.values():
            self._model.choose(next(name for name, cap in CAPS.items() if cap == event.text()))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._model.selected_row()
            if row is not None:
                self._verb("put_back" if Flag.OFF in row.flags else next_step(row).key)
            return True
        for ident in (*CALLS, *VERBS, *REGISTER):
            if keys.key(ident).sequence == event.text().upper():
                self._verb(ident)
                return True
        return False

    def _outcome(self, number: int) -> None:
        if self._called is None or self._model.take_down(self.call.verb, self._called, number):
            self.call.end()

    def _edit(self, new: bool) -> None:
        card = self._model.card
        now = self._model.desk.at()
        if new:
            self.editor.begin_new(card, now)
        elif card is not None and str(card.row.person) == self._model.person:
            self.editor.begin(card, now)
        else:
            self._held = [] if self._model.person else None
            return
        self.side.show()
        self.side.setCurrentWidget(self.editor)
        if new:
            self.editor.line.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        """The editor went a level back: keys belong to the list again, or to the editor while a field is chosen."""
        if not self.editor.mode:
            self.side.setCurrentWidget(self.panel)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _verb(self, verb: str, _checked: bool = False) -> None:
        if verb in PAGES:
            self.open_page(verb)
            return
        if verb in ("edit_field", "new_person"):
            self._edit(verb == "new_person")
            return
        row = self._model.selected_row()
        if row is None:
            return
        if verb == "confirm_entry":
            self._model.confirm()
        elif verb == "put_back":
            self._model.put_back()
        elif verb == "harm":
            self.call.end()
            self.harm.begin(row)
        elif verb in (*CALLS, "refuse"):
            self._called = row
            begin_call(self._model.desk, self.call, verb, row)
        else:
            self._model.do(verb, row)
