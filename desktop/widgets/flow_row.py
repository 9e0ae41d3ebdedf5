"""Pieces beside each other that go on in the next line where they have no room: no button gives up its word."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from desktop.theme import ipx


class FlowLayout(QLayout):
    """As a text is set: from left to right, line by line, every piece as wide as it asks to be. `gap` stands between
    pieces and lines, in logical pixels."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}  # by width: a panel asks several times for one laying out

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._set(QRect(0, 0, width, 0), apart=True)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._set(rect, apart=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest piece; how high it gets depends on the width."""
        sizes = [item.sizeHint() for item in self._shown()]
        margins = self.contentsMargins()
        wide = max((size.width() for size in sizes), default=0) + margins.left() + margins.right()
        high = max((size.height() for size in sizes), default=0) + margins.top() + margins.bottom()
        return QSize(wide, high)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _set(self, rect: QRect, *, apart: bool) -> int:
        """Give every piece its place (not when only asked, `apart`); the height that all of them take."""
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, line = inner.left(), inner.top(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > inner.left() and x + size.width() > inner.left() + inner.width():
                x, y, line = inner.left(), y + line + self._gap, 0
            if not apart:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - rect.top() + margins.bottom()


def flow_row(*pieces: QWidget, gap: float = 7) -> QWidget:
    """A widget of pieces that flow; `gap` in design pixels."""
    made = QWidget()
    flow = FlowLayout(ipx(gap), made)
    flow.setContentsMargins(0, 0, 0, 0)
    for piece in pieces:
        flow.addWidget(piece)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
