"""Head of the list: filter, pages beside it, chips of kinds and of what is to be looked at, figures of the register."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import keys
from desktop.people.shown import FILTERS, FLAGGED, PeopleShown
from desktop.theme import ipx
from desktop.widgets.button import VerbButton
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label

translate = QCoreApplication.translate
PAGES = ("review", "institutions", "helpers")
CAPS = dict(zip((*FILTERS, *FLAGGED), "123456789-0", strict=True))
_SYMBOLS = {"to_reconcile": "to_reconcile"}


class ListHead(QWidget):
    """`buttons` lead to the pages of this screen; `more` is room for what leads elsewhere."""

    chosen = Signal(str)
    typed = Signal(str)
    page = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(5))
        rows.setSpacing(ipx(7))
        self.whole = label("", "small")
        self.chips, self.flags = ChipBar(self), ChipBar(self)
        for line in (self._first(), self._second(), self._third()):
            rows.addLayout(line)
        for bar in (self.chips, self.flags):
            bar.chosen.connect(self.chosen)

    def _first(self) -> QHBoxLayout:
        first = QHBoxLayout()
        self.field = QLineEdit(self)
        self.field.setFixedHeight(ipx(36))
        self.field.setMinimumWidth(ipx(140))  # gives way to the words on the buttons
        self.field.setMaximumWidth(ipx(230))
        self.field.setPlaceholderText(translate("People", "姓名、村、户号"))
        self.field.setAccessibleName(keys.key("filter").words)
        self.field.setTextMargins(ipx(62), 0, 0, 0)
        cap = KeyCap(keys.hint("filter"), self.field)
        cap.move(ipx(10), ipx(7))
        self.field.textEdited.connect(self.typed)
        first.addWidget(self.field, 1)
        first.addSpacing(ipx(6))
        first.addWidget(self.whole)
        first.addStretch(0)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(ipx(7))
        self.pages = {ident: VerbButton("", keys.hint(ident), small=True) for ident in PAGES}
        for ident, button in self.pages.items():
            button.clicked.connect(partial(self._to_page, ident))
            self.buttons.addWidget(button)
        first.addLayout(self.buttons)
        return first

    def _second(self) -> QHBoxLayout:
        second = QHBoxLayout()
        second.addWidget(self.chips)
        second.addStretch(1)
        return second

    def _third(self) -> QHBoxLayout:
        third = QHBoxLayout()
        third.addWidget(self.flags)
        third.addStretch(1)
        self.more = QHBoxLayout()
        third.addLayout(self.more)
        return third

    def _to_page(self, ident: str, _checked: bool = False) -> None:
        self.page.emit(ident)

    def show_state(self, state: PeopleShown) -> None:
        self.chips.show_chips(_texts(FILTERS, state), state.chosen)
        self.flags.show_chips(_texts(FLAGGED, state), state.chosen)
        found = translate("People", "筛出 {homes} 户 {n} 人").format(
            homes=state.matched_households, n=state.counts.get("all", 0)
        )
        whole = translate("People", "{n} 人 · {homes} 户 · {places} 村").format(
            n=state.persons, homes=state.households, places=state.places
        )
        self.whole.setText("" if not state.loaded else found if state.words else whole)
        words = {
            "review": translate("People", "待核 {n} 张").format(n=state.review),
            "institutions": translate("People", "机构 {n}").format(n=state.uncounted),
            "helpers": translate("People", "责任人"),
        }
        for ident, text in words.items():
            self.pages[ident].say(text)


def _texts(names: tuple[str, ...], state: PeopleShown) -> tuple[ChipText, ...]:
    return tuple(
        ChipText(name, _words(name, state.counts.get(name, 0)), _SYMBOLS.get(name, ""), CAPS[name]) for name in names
    )


def _words(name: str, count: int) -> str:
    words = {
        "all": translate("People", "全部"),
        "bedridden": translate("People", "卧床 {n}"),
        "wheelchair": translate("People", "轮椅 {n}"),
        "slow": translate("People", "慢行 {n}"),
        "no_deputy": translate("People", "缺 B 角 {n}"),
        "to_reconcile": translate("People", "待核 {n}"),
        "phone_unconfirmed": translate("People", "电话未核 {n}"),
        "entry_old": translate("People", "久未核 {n}"),
        "helper_gone": translate("People", "责任人走了 {n}"),
        "several_ledgers": translate("People", "多本台账 {n}"),
        "off": translate("People", "拿下的 {n}"),
    }
    return words[name].format(n=count)
