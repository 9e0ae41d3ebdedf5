"""伤 送医 亡, taken down in three strokes: which list, how it is known, where or what (Enter leaves it open)."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.events import Evidence
from core.domain.harm import Harm
from core.queries.rows import RollRow
from desktop import keys, people_words, phrases
from desktop.upward_words import HARMS, harm
from desktop.widgets.call_line import CallLine, CallText
from desktop.widgets.entry_line import EntryLine

translate = QCoreApplication.translate
KNOWN = (Evidence.SEEN, Evidence.PHONE_HELPER, Evidence.PHONE_SELF, Evidence.HEARSAY)


class HarmLine(QWidget):
    """`said(row, harm, evidence, note)` once all is answered, `left` when the keys belong to the list again."""

    said = Signal(object, object, object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._choices = CallLine(translate("Harm", "不记"), keys.hint("back"), self)
        self.entry = EntryLine(keys.hint("back"), self)
        self.entry.entered.connect(self._entered)
        self.entry.left.connect(self.end)
        rows.addWidget(self._choices)
        rows.addWidget(self.entry)
        self._row: RollRow | None = None
        self._harm: Harm | None = None
        self._evidence: Evidence | None = None
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether digits are its answers now."""
        return self._row is not None and self._evidence is None

    def begin(self, row: RollRow) -> None:
        self._row, self._harm, self._evidence = row, None, None
        words = tuple(harm(one) for one in HARMS)
        self._choices.begin(CallText("harm", keys.key("harm").words, people_words.person(row), "", words))
        self.show()

    def key(self, key: int) -> bool:
        """A key of the list while something is asked; False for one that is none of its business."""
        if not self.asking:
            return False
        if key == Qt.Key.Key_Escape:
            self.end()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.digit(key - Qt.Key.Key_0)
        else:
            return False
        return True

    def digit(self, number: int) -> None:
        """The answer to what is asked; a digit that is none changes nothing."""
        if self._row is None:
            return
        if self._harm is None:
            if number <= len(HARMS):
                self._harm = HARMS[number - 1]
                words = tuple(phrases.evidence(one) for one in KNOWN)
                asked = translate("Harm", "{list}：怎么知道的").format(list=harm(self._harm))
                self._choices.begin(CallText("evidence", asked, people_words.person(self._row), "", words))
        elif self._evidence is None and number <= len(KNOWN):
            self._evidence = KNOWN[number - 1]
            self._choices.end()
            hint = {
                Harm.HOSPITAL: translate("Harm", "哪家医院、谁送的；空着也行"),
                Harm.NONE: translate("Harm", "为什么；空着也行"),
            }.get(self._harm, translate("Harm", "在哪、怎么伤的；空着也行"))
            self.entry.begin("note", harm(self._harm), hint)

    def end(self) -> None:
        self._row = self._harm = self._evidence = None
        self._choices.end()
        self.entry.end()
        self.hide()
        self.left.emit()

    def _entered(self, _ident: str, text: str) -> None:
        row, listed, known = self._row, self._harm, self._evidence
        self.end()
        if row is not None and listed is not None and known is not None:
            self.said.emit(row, listed, known, text.strip())
