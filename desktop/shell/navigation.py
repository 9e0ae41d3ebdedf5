"""The navigation: only built screens, each key at its place; one live fact a screen; below who is on duty and where."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop import keys
from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width

translate = QCoreApplication.translate
FOOT = 115
FOOT_LINES = 5
_RIGHT = Qt.AlignmentFlag.AlignRight


class NavItem(QAbstractButton):
    """One screen: word, key, live fact."""

    def __init__(self, screen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = screen
        self._fact = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(keys.key(screen).words)
        self.setAccessibleName(self.text())

    def show_fact(self, fact: str) -> None:
        if fact != self._fact:
            self._fact = fact
            self.setAccessibleName(f"{self.text()} {fact}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(100), ipx(54))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, on = current(), self.isChecked()
        rect = QRectF(self.rect())
        if on:
            painter.fillRect(rect, palette.color("sel"))
            painter.fillRect(QRectF(0, 0, px(5), rect.height()), palette.color("focus"))
        if self.hasFocus():
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        tight = rect.height() < px(50)
        top = px(1) if tight else px(6)
        face = frame_font("BODY", bold=on)
        hint = palette.color("t2" if on else "t3")
        right = rect.width() - px(6)
        draw_text(painter, QRectF(px(12), top, right - px(12), px(25)), self.text(), face, palette.color("t1"))
        draw_text(painter, QRectF(px(12), top, right - px(12), px(25)), keys.hint(self.name), frame_font("SMALL"), hint,
                  _RIGHT)  # fmt: skip
        if self._fact:
            line = QRectF(px(12), top + px(24), rect.width() - px(14), px(20))
            draw_text(painter, line, self._fact, frame_font("SMALL"), palette.color("t2"))
        painter.end()


class Line(QAbstractButton):
    """One line of the foot: a word, perhaps a key cap."""

    def __init__(self, role: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, text: str, role: str = "") -> None:
        """`role` other than the line's own marks a change of state."""
        if text != self.text() or (role and role != self._role):
            self._role = role or self._role
            self.setText(text)
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(100), ipx(23))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        rect = QRectF(self.rect())
        room = rect.width() - px(14)
        if self._key:
            width = keycap_width(self._key)
            cap = QRectF(rect.width() - width - px(6), rect.center().y() - px(10), width, px(20))
            draw_keycap(painter, cap, self._key, palette)
            room -= width + px(4)
        face = frame_font("SMALL", bold=self._role == "t1")
        draw_text(painter, QRectF(px(12), 0, room, rect.height()), self.text(), face, palette.color(self._role))
        if self.hasFocus():
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.end()


class Navigation(QWidget):
    """`chosen(screen)`, `scope_wanted`, `operator_wanted`, `palette_wanted`."""

    chosen = Signal(str)
    scope_wanted = Signal()
    operator_wanted = Signal()
    palette_wanted = Signal()

    def __init__(self, screens: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(ipx(100))
        self.items: dict[str, NavItem] = {}
        for screen in keys.SCREEN_KEYS:
            if screen in screens:
                item = NavItem(screen, self)
                item.clicked.connect(lambda _checked=False, screen=screen: self.chosen.emit(screen))
                self.items[screen] = item
        self.scope = Line("t1", parent=self)
        self.operator = Line("t2", parent=self)
        self.device = Line("t3", parent=self)
        self.backup = Line("t2", parent=self)
        self.look = Line("t2", keys.hint("palette"), parent=self)
        self.backup.setToolTip(keys.hint("backup"))
        self.scope.setToolTip(keys.hint("scope"))
        self.operator.setToolTip(keys.hint("operator"))
        self.device.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.look.say(translate("Navigation", "日/夜"))
        self.scope.clicked.connect(self.scope_wanted)
        self.operator.clicked.connect(self.operator_wanted)
        self.look.clicked.connect(self.palette_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Nine places, built or not, so that each key keeps its own; the foot below. Places shrink in a low window."""
        super().resizeEvent(event)
        foot, line = FOOT, FOOT / FOOT_LINES
        pitch = min(px(56), (self.height() - px(foot + 12)) / len(keys.SCREEN_KEYS))
        for number, screen in enumerate(keys.SCREEN_KEYS):
            item = self.items.get(screen)
            if item is not None:
                item.setGeometry(0, round(px(4) + number * pitch), self.width(), round(pitch - px(2)))
        top = self.height() - px(foot + 6)
        for number, piece in enumerate((self.scope, self.operator, self.device, self.backup, self.look)):
            piece.setGeometry(0, round(top + px(number * line)), self.width(), round(px(line)))

    def mark(self, screen: str) -> None:
        for name, item in self.items.items():
            item.setChecked(name == screen)

    def show_people(self, operator: str, device: str, scope: str | None) -> None:
        self.operator.say(translate("Navigation", "值班 {name}").format(name=operator))
        self.device.say(device)
        self.scope.say(translate("Navigation", "{scope} ▾").format(scope=scope or translate("Navigation", "全区")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = current()
        painter.fillRect(self.rect(), palette.color("bg1"))
        painter.setPen(palette.color("line"))
        top = self.scope.y() - ipx(5)
        painter.drawLine(0, top, self.width(), top)
        painter.end()
