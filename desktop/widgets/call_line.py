"""The line on which a call's outcome is taken: while it stands, digits are outcomes."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label


@dataclass(frozen=True, slots=True)
class CallText:
    """`verb` comes back with the digit; the rest is what the line says, `phone` masked until the number is known."""

    verb: str
    what: str
    whom: str
    person: str
    outcomes: tuple[str, ...]
    phone: str = ""


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
        self.begun = 0  # how many calls have begun on this line
        self._text: CallText | None = None
        self.hide()

    def begin(self, text: CallText) -> None:
        self.begun += 1
        self.verb = text.verb
        self._say(text)
        while self._outcomes:
            self._outcomes.pop().deleteLater()
        for number, words in enumerate(text.outcomes):
            for piece in (KeyCap(str(number + 1)), label(words)):
                self._row.insertWidget(2 + len(self._outcomes), piece)
                self._outcomes.append(piece)
        self.show()

    def show_number(self, begun: int, number: str) -> None:
        """The whole number of the call that was the `begun`-th; one that has ended or has no number stays as it is."""
        if self.verb and begun == self.begun and number and self._text is not None:
            self._say(replace(self._text, phone=number))

    def whom(self) -> str:
        """What the line says of the call."""
        return self._whom.text()

    def _say(self, text: CallText) -> None:
        self._text = text
        self._whom.setText("  ".join(part for part in (text.what, text.whom, text.phone, text.person) if part))

    def end(self) -> None:
        self.verb = ""
        self.hide()
