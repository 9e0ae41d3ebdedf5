"""The line on which a call's outcome is taken: while it stands, digits are outcomes."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label


@dataclass(frozen=True, slots=True)
class CallText:
    """`verb` comes back with the digit; the rest is what the line says."""

    verb: str
    what: str
    whom: str
    person: str
    outcomes: tuple[str, ...]


class CallLine(QFrame):
    """1 已应 2 未接 3 关机 4 带话; the key of `back` takes nothing down."""

    def __init__(self, leave: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(ipx(12), ipx(5), ipx(12), ipx(5))
        self._row.setSpacing(ipx(8))
        self._whom = label("", "strong")
        self._outcomes: list[QWidget] = []
        self._row.addWidget(self._whom)
        self._row.addSpacing(ipx(12))
        self._row.addStretch(1)
        self._row.addWidget(KeyCap(back))
        self._row.addWidget(label(leave, "small"))
        self.verb = ""
        self.hide()

    def begin(self, text: CallText) -> None:
        self.verb = text.verb
        self._whom.setText("  ".join(part for part in (text.what, text.whom, text.person) if part))
        while self._outcomes:
            self._outcomes.pop().deleteLater()
        for number, words in enumerate(text.outcomes):
            for piece in (KeyCap(str(number + 1)), label(words)):
                self._row.insertWidget(2 + len(self._outcomes), piece)
                self._outcomes.append(piece)
        self.show()

    def end(self) -> None:
        self.verb = ""
        self.hide()
