"""What the camera sees, large enough to aim by, and how many frames of how many it has; until it is whole or Esc."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.desks.camera_work import Look
from desktop.theme import current, font, px

translate = QCoreApplication.translate
BAR, LINE = 16, 34  # heights of the progress and of a line of words


class CameraShow(QWidget):
    """Covers its parent. Esc says `left`, a digit `wanted` with the number of another camera (from 0)."""

    left = Signal()
    wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._look: Look | None = None
        self.hide()

    def begin(self) -> None:
        self._look = None
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._say()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def show_look(self, look: Look) -> None:
        self._look = look
        self._say()
        self.update()

    def words(self) -> tuple[str, str]:
        """How far it has come, and what to do."""
        if self._look is None:
            return translate("Desks", "正在开摄像头…"), translate("Desks", "Esc 停")
        have, need = self._look.progress.have, self._look.progress.need
        told = (
            translate("Desks", "已收 {have} / {need} 张").format(have=have, need=need)
            if need
            else translate("Desks", "还没有看到码")
        )
        return told, translate("Desks", "对准对方屏上的码，整张都在框里；漏了等它转回来 · 1–9 换摄像头 · Esc 停")

    def _say(self) -> None:
        self.setAccessibleName(" · ".join(self.words()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg0"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(px(12), px(10), -px(12), -px(10) - px(2 * LINE + BAR))
        if self._look is not None:
            size = self._look.picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(0, 0, size.width(), size.height())
            box.moveCenter(room.center())
            painter.drawImage(box, self._look.picture)
            painter.setPen(QPen(theme.color("done" if self._look.read else "line2"), px(3)))
            painter.drawRect(box)
        below = QRectF(room.left(), room.bottom() + px(6), room.width(), px(BAR))
        self._paint_bar(painter, below)
        told, hint = self.words()
        for text, step, token, top in (
            (told, "HEAD", "t1", below.bottom()),
            (hint, "BODY", "t2", below.bottom() + px(LINE)),
        ):
            painter.setFont(font(step, bold=step == "HEAD"))
            painter.setPen(theme.color(token))
            painter.drawText(QRectF(room.left(), top, room.width(), px(LINE)), int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        """The share that has come; the words below say it too."""
        theme = current()
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawRect(box)
        progress = self._look.progress if self._look else None
        if progress is not None and progress.need:
            filled = QRectF(box)
            filled.setWidth(box.width() * progress.have / progress.need)
            painter.fillRect(filled.adjusted(1, 1, 0, 0), theme.color("focus"))

    def hideEvent(self, event: QHideEvent) -> None:
        self._look = None  # nothing of a room stays in memory
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.wanted.emit(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)
