"""What the frame lets one choose from: the town, one of the last acts, the name on shift."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.queries.map_rows import ShelterRow
from core.queries.shelters import shelter_board
from desktop import keys, phrases
from desktop.shell.command_row import act_words
from desktop.shell.locking import rule_words
from desktop.shell.model import ShellModel
from desktop.shell.popup import Choice, ListPopup
from desktop.theme import ipx
from desktop.widgets.hints import KEY, WORDS
from desktop.widgets.panel import label

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

translate = QCoreApplication.translate
WHOLE = "*"


class Chooser(ListPopup):
    """A list that takes the focus itself: arrows, digits, Enter, Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(620, 9, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        choice = self.current()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and choice is not None:
            self.picked.emit(choice.ident)
        elif not (Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.pick_number(key - Qt.Key.Key_0)):
            super().keyPressEvent(event)


class NameField(QWidget):
    """One line for the name of who is on shift, where the input method is on, and the PIN of the shift.

    `named(name)`, then `pin_given(pin)` where one was typed.
    """

    named = Signal(str)
    pin_given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(ipx(14), ipx(8), ipx(14), ipx(8))
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(ipx(240))
        row.addWidget(label(translate("Window", "值班")))
        row.addWidget(self.field)
        self.pin = QLineEdit(self)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.pin.setPlaceholderText(rule_words())
        self.pin.setAccessibleName(rule_words())
        self.pin.setMinimumWidth(ipx(420))
        row.addWidget(self.pin)
        for one in (self.field, self.pin):
            one.returnPressed.connect(self._entered)
            one.installEventFilter(self)
        self.hide()

    def begin(self, name: str) -> None:
        self.field.setText(name)
        self.pin.clear()

    def _entered(self) -> None:
        name, pin = self.field.text(), self.pin.text()
        self.pin.clear()
        self.named.emit(name)
        if pin:
            self.pin_given.emit(pin)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False


class Choosers:
    """Opens one of them at a time, above the foot of the window."""

    def __init__(self, shell: ShellModel, window: "MainWindow") -> None:
        self._shell = shell
        self._window = window
        self.towns = Chooser(window.frame)
        self.recent = Chooser(window.frame)
        self.islands = Chooser(window.frame)
        self.name = NameField(window.frame)
        self.islands.picked.connect(self._island_picked)
        self.towns.picked.connect(self._scope_picked)
        self.recent.picked.connect(self._recent_picked)
        self.name.named.connect(self._named)
        for piece in (self.towns, self.recent, self.islands, self.name):
            piece.left.connect(self._leave)

    def choose_scope(self) -> None:
        towns = self._shell.row.towns if self._shell.row else ()
        rows = (Choice(WHOLE, translate("Window", "全区")), *(Choice(town, town) for town in towns))
        head = translate("Window", "看哪个镇街：各屏与总数跟着走，邻镇的安全岛仍可用")
        self._open(self.towns, head, rows, translate("Window", "换"))
        chosen = [index for index, row in enumerate(rows) if row.ident == (self._shell.desk.scope or WHOLE)]
        self.towns.step(chosen[0] if chosen else 0)

    def choose_island(self) -> None:
        """签到台: at which island's door this laptop stands, the officer's town first; or at none."""
        desk = self._shell.desk
        desk.read(shelter_board, self._show_islands, key="choose-island", scope=desk.scope, at=desk.at())

    def _show_islands(self, board: tuple[ShelterRow, ...]) -> None:
        serves = self._shell.desk.shelter
        rows = [Choice(row.shelter.id, row.shelter.name, detail=row.shelter.town) for row in board]
        rows.insert(0, Choice(WHOLE, translate("Window", "不在岛上"), detail=translate("Window", "值班室的台")))
        head = translate("Window", "签到台：本台在哪个岛的门口；F5 先出它的签到台")
        self._open(self.islands, head, tuple(rows), translate("Window", "就在这里"))
        chosen = [index for index, row in enumerate(rows) if row.ident == (serves or WHOLE)]
        self.islands.step(chosen[0] if chosen else 0)

    def _island_picked(self, ident: str) -> None:
        self._leave()
        self._shell.desk.set_shelter("" if ident == WHOLE else ident)

    def choose_recent(self) -> None:
        clock = self._shell.clock()
        rows = []
        for index, act in enumerate(self._shell.acts):
            left = act.seconds_left(clock)
            state = phrases.countdown(left) if left > 0 else translate("Window", "过时，请更正")
            rows.append(Choice(str(index), act_words(act), detail=phrases.hm(act.row.at), state=state))
        head = translate("Window", "刚才：十分钟内可撤销；过后记一条更正")
        self._open(self.recent, head, tuple(rows), translate("Window", "撤销这一条"))

    def ask_operator(self) -> None:
        self.name.begin(self._shell.desk.operator)
        self.name.adjustSize()
        height = self._window.row.y() - ipx(6)
        self.name.move(ipx(112), height - self.name.height())
        self.name.show()
        self.name.raise_()
        self.name.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.field.selectAll()

    def _open(self, popup: Chooser, head: str, rows: tuple[Choice, ...], verb: str) -> None:
        hint = (
            (KEY, "⏎"), (WORDS, verb), (KEY, "↑↓"), (WORDS, translate("Window", "选")),
            (KEY, "1–9"), (WORDS, translate("Window", "直取")),
            (KEY, keys.hint("back")), (WORDS, translate("Window", "不动")),
        )  # fmt: skip
        popup.show_rows(((WORDS, head),), rows, hint)
        popup.place_above(ipx(112), self._window.row.y() - ipx(6))
        popup.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Whatever is open goes away unanswered: a chooser never lies over a screen that was gone to since."""
        for piece in (self.towns, self.recent, self.islands, self.name):
            piece.hide()

    def _leave(self) -> None:
        self.close()
        if self._window.front:
            self._window.go(self._window.front)

    def _scope_picked(self, ident: str) -> None:
        self._leave()
        self._shell.desk.set_scope(None if ident == WHOLE else ident)

    def _recent_picked(self, ident: str) -> None:
        act = self._shell.acts[int(ident)]
        self._leave()
        if act.seconds_left(self._shell.clock()) > 0:
            self._shell.void(act)

    def _named(self, name: str) -> None:
        self._leave()
        self._shell.desk.set_operator(name)
