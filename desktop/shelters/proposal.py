"""The box under the list: what is proposed, why, and what the buttons do. The same form for opening and for relief."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop import keys
from desktop.shelters.relief_words import Offer
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.panel import label, row

translate = QCoreApplication.translate
ACCEPT_KEY = "Shift+O"


class ProposalBox(QFrame):
    """Shows one `Offer`; `accepted`, `picked` (household by household), `declined` with its reason, `map_wanted`."""

    accepted = Signal()
    picked = Signal()
    declined = Signal(str)
    map_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(14), ipx(6), ipx(14), ipx(8))
        lines.setSpacing(ipx(2))
        self._title, self._words, self._more = label("", "strong"), label("", ""), label("", "small")
        for piece in (self._title, self._words, self._more):
            piece.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            piece.setWordWrap(True)
            lines.addWidget(piece)
        self._accept = PrimaryButton("", ACCEPT_KEY)
        self._accept.clicked.connect(self.accepted)
        self._pick = VerbButton(translate("Shelters", "逐户挑"), "P")
        self._pick.clicked.connect(self.picked)
        self._decline = VerbButton(translate("Shelters", "不分流，记原因"), keys.hint("refuse"))
        self._decline.clicked.connect(self.ask_reason)
        self._map = VerbButton(translate("Shelters", "图上看"), keys.hint("see_map"))
        self._map.clicked.connect(self.map_wanted)
        self._buttons = row(self._accept, self._pick, self._decline, self._map, None, height=46)
        lines.addWidget(self._buttons)
        self.reason = EntryLine("Esc", self)
        self.reason.entered.connect(lambda _ident, text: self.declined.emit(text))
        self.reason.left.connect(self.end_reason)
        lines.addWidget(self.reason)
        self.offer: Offer | None = None

    def show_offer(self, offer: Offer | None) -> None:
        self.offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        self._title.setText(offer.title)
        self._words.setText(offer.words)
        self._more.setText(offer.more)
        self._more.setVisible(bool(offer.more))
        self._accept.say(offer.button)
        for button in (self._pick, self._decline):
            button.setVisible(offer.relief)
        self._map.setVisible(not offer.relief)
        self.setAccessibleName(f"{offer.title} {offer.words}")

    def ask_reason(self) -> None:
        if self.offer is not None and self.offer.relief:
            self._buttons.hide()
            self.reason.begin(
                "reason", translate("Shelters", "为什么不分流"), translate("Shelters", "记下来，人再多时还会提")
            )

    def end_reason(self) -> None:
        self.reason.end()
        self._buttons.show()

    def show_accept(self, shown: bool) -> None:
        """One filled button a screen: it gives way to a card."""
        self._accept.setVisible(shown)
