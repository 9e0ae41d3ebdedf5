"""返回门 in the panel: the places, what the gate of the chosen one lacks, and whoever may go home or went unasked."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.queries.returning import GateRow, Returner
from desktop import gate_words, phrases
from desktop.shelters import gate_lines
from desktop.shelters.entries import EntryKind, EntryList
from desktop.shelters.gate_model import GateModel, GatesShown
from desktop.theme import current, ipx
from desktop.widgets.button import VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.flow_row import flow_row
from desktop.widgets.keycap import KeyCap
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
CONDITIONS = 4


class GatePage(QWidget):
    """Up and down walk the list; Enter looks into a place, and there records somebody as home; digits are verbs."""

    closed = Signal()

    def __init__(self, model: GateModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._inside = False
        self._drawing = False
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._title = label("", "head")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(self._title, KeyCap("Esc"), height=38)
        head.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
        head.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self.list = _GateList(translate("Shelters", "返回门"), self)
        self.list.key.connect(self._key)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.activated.connect(lambda _: self._enter())
        self._empty = label("", "source")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(ipx(14), ipx(8), ipx(14), ipx(8))
        lines.addWidget(self._empty)
        lines.addWidget(self.list, 1)
        lines.addWidget(hairline(self))
        lines.addWidget(self._build_conditions())
        self.line = EntryLine("Esc", self)
        self.line.entered.connect(self._entered)
        self.line.left.connect(self._leave_line)
        lines.addWidget(self.line)
        self.notice = Notice(self)
        lines.addWidget(self.notice)
        lines.addWidget(self._build_buttons())
        self.setFocusProxy(self.list)
        model.shown.connect(self.show_state)
        model.refused.connect(lambda why: self.notice.say(phrases.refusal(why)))
        model.recorded.connect(self._recorded)

    def _build_conditions(self) -> QWidget:
        made = QWidget(self)
        grid = QGridLayout(made)
        grid.setContentsMargins(ipx(14), ipx(6), ipx(14), ipx(6))
        grid.setHorizontalSpacing(ipx(8))
        grid.setVerticalSpacing(ipx(2))
        grid.setColumnStretch(2, 1)
        self._conditions = []
        for number in range(CONDITIONS):
            symbol, word, fact = SymbolLabel("circle", current(), 16), label("", "strong"), label("", "")
            fact.setWordWrap(True)
            fact.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            for column, piece in enumerate((symbol, word, fact)):
                grid.addWidget(piece, number, column)
            self._conditions.append((symbol, word, fact))
        self._doubt = label("", "small")
        self._doubt.setWordWrap(True)
        grid.addWidget(self._doubt, CONDITIONS, 0, 1, 3)
        self._grid = made
        return made

    def _build_buttons(self) -> QWidget:
        self._buttons = {key: VerbButton("", key, small=True) for key in ("1", "2", "3", "4", "5")}
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self._key(key))
        verbs = flow_row(*self._buttons.values(), gap=6)
        verbs.layout().setContentsMargins(ipx(14), ipx(4), ipx(14), ipx(6))  # type: ignore[union-attr]
        return verbs

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_state(self, state: GatesShown) -> None:
        self._drawing = True
        try:
            gate = state.row
            now = state.now
            inside = self._inside and gate is not None
            self._title.setText(gate_lines.title(gate if inside else None))
            entries = gate_lines.households(state.people, now) if inside and now else gate_lines.places(state, now)
            self.list.show_entries(entries)
            self._empty.setText(gate_lines.nothing(inside) if state.loaded and not entries else "")
            self._empty.setVisible(not entries)
            self._grid.setVisible(gate is not None)
            if gate is not None and now is not None:
                self._show_conditions(gate, now)
            self._show_buttons(state, inside)
        finally:
            self._drawing = False

    def _show_conditions(self, gate: GateRow, now: datetime) -> None:
        for (symbol, word, fact), (holds, name, said) in zip(
            self._conditions, gate_words.conditions(gate.gate, now), strict=True
        ):
            symbol.show_symbol("arrived" if holds else "circle", current())
            word.setText(name)
            fact.setText(said)
            fact.setAccessibleName(f"{name} {said}")
        self._doubt.setText(gate_lines.doubt(gate))

    def _show_buttons(self, state: GatesShown, inside: bool) -> None:
        words = gate_lines.verbs(state, inside)
        for key, button in self._buttons.items():
            button.setVisible(key in words)
            if key in words:
                button.say(words[key])

    # -- keys --------------------------------------------------------------------------------------------------------

    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        entry = self.list.current_entry()
        if not self._drawing and not self._inside and now.isValid() and entry is not None:
            self.model.choose(entry.ident)

    def _key(self, key: str) -> None:
        if key == "Esc":
            self._back()
        elif key == "5":
            self._went_back()
        elif key == "4":
            self.model.order_return()
        elif key in ("1", "2") and self.model.state.signer is not None:
            signer = gate_words.signer(self.model.state.signer.role)
            word = translate("Shelters", "雨后复查签字") if key == "1" else translate("Shelters", "复查有险情")
            self.line.begin(key, word, signer, placeholder=translate("Shelters", "谁签的（姓名）"))
        elif key == "3" and self.model.state.row is not None:
            text, hint = gate_lines.peak(self.model.state.row)
            self.line.begin(key, translate("Shelters", "雨强峰值在几点"), hint, text)

    def _entered(self, ident: str, text: str) -> None:
        if ident != "3":
            self.model.sign(text, clear=ident == "1")
            return
        now = self.model.state.now
        at = gate_lines.moment(text, now) if now is not None else None
        if at is None:
            self.line.refuse(translate("Shelters", "写成 07-31 10:00"))
        else:
            self.model.note_peak(at)

    def _recorded(self) -> None:
        self.notice.clear()
        self._leave_line()

    def _leave_line(self) -> None:
        self.line.end()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        if not self._inside:
            self._inside = self.model.state.row is not None
            self.show_state(self.model.state)
            return
        found = self._selected()
        if found is not None:
            self.model.return_home(*found)

    def _went_back(self) -> None:
        found = self._selected()
        if found is not None:
            self.model.went_back(*found)

    def _selected(self) -> tuple[Returner, str] | None:
        """The household selected, and the person where one of it is."""
        entry, people = self.list.current_entry(), self.model.state.people
        if not self._inside or entry is None or people is None:
            return None
        for one in people.households:
            if entry.ident == one.household or any(row.person == entry.ident for row in one.members):
                return one, entry.ident if entry.kind is EntryKind.PERSON else ""
        return None

    def _back(self) -> None:
        if self._inside:
            self._inside = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_state(self.model.state)
        else:
            self.closed.emit()


class _GateList(EntryList):
    key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.key.emit("Esc")
        elif text in ("1", "2", "3", "4", "5") and not event.modifiers():
            self.key.emit(text)
        else:
            super().keyPressEvent(event)
