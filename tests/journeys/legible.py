"""What of a window cannot be read: text that ends in an ellipsis or is cut, measured while it is painted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QScrollArea, QTableView, QWidget

from desktop.theme import font
from desktop.widgets.elided import ElidedLabel

WRAPS = int(Qt.TextFlag.TextWordWrap)


@dataclass
class Unread:
    """(where, text, what is seen of it)."""

    found: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, where: str, text: str, seen: str) -> None:
        if (where, text, seen) not in self.found:
            self.found.append((where, text, seen))


def cut(window: QWidget) -> Iterator[tuple[str, str, str]]:
    """(where, text, how much of it is seen) of everything in a window that has less room than it takes: labels, heads
    and columns of tables, what scrolls only up and down."""
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not isinstance(label, ElidedLabel):
            yield from _label(label)
    for table in window.findChildren(QTableView):
        if table.isVisible() and table.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            yield from _table(table)
    for area in window.findChildren(QScrollArea):
        body = area.widget()
        if area.isVisible() and body is not None and body.width() > area.viewport().width() + 1:
            yield type(area.parent()).__name__, "scrolls aside", f"{area.viewport().width()} of {body.width()} wide"


def _label(label: QLabel) -> Iterator[tuple[str, str, str]]:
    where, wide, high = type(label.parent()).__name__, label.width(), label.height()
    if label.wordWrap():
        if label.heightForWidth(wide) > high + 1:
            yield where, label.text(), f"{high} of {label.heightForWidth(wide)} high"
    elif label.sizeHint().width() > wide + 1:
        yield where, label.text(), f"{wide} of {label.sizeHint().width()} wide"


def _table(table: QTableView) -> Iterator[tuple[str, str, str]]:
    name, header, rows = table.accessibleName(), table.horizontalHeader(), table.model()
    if header.length() > table.viewport().width() + 1:
        yield name, "columns", f"{table.viewport().width()} of {header.length()} wide"
    if not header.isVisible():
        return
    for column in range(header.count()):
        text = str(rows.headerData(column, Qt.Orientation.Horizontal) or "")
        asked = max((QFontMetricsF(font("SMALL")).horizontalAdvance(line) for line in text.split("\n")), default=0)
        if asked + 8 > header.sectionSize(column):
            yield name, text, f"{header.sectionSize(column)} of {asked:.0f} wide"


@contextmanager
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Unread]:
    """Notes every text that is elided or drawn in too small a place while the window is painted."""
    unread = Unread()
    for kind in (QFontMetrics, QFontMetricsF):
        whole: Any = kind.elidedText

        def elided(self: Any, text: str, *rest: Any, _whole: Any = whole) -> str:
            seen: str = _whole(self, text, *rest)
            if seen != text:
                unread.take("elided", text, seen)
            return seen

        monkeypatch.setattr(kind, "elidedText", elided)
    draw: Any = QPainter.drawText

    def drawn(self: QPainter, *rest: Any) -> Any:
        if len(rest) == 3 and isinstance(rest[0], QRect | QRectF) and not int(rest[1]) & WRAPS:
            room, text = QRectF(rest[0]), str(rest[2])
            metrics = QFontMetricsF(self.font())
            if metrics.horizontalAdvance(text) > room.width() + 1:
                unread.take("cut", text, f"{room.width():.0f} of {metrics.horizontalAdvance(text):.0f} wide")
            elif metrics.tightBoundingRect(text).height() > room.height() + 1:
                unread.take("low", text, f"{room.height():.0f} of {metrics.tightBoundingRect(text).height():.0f} high")
        return draw(self, *rest)

    monkeypatch.setattr(QPainter, "drawText", drawn)
    yield unread
