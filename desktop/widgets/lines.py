"""Panel lines as values, and a column that shows them: widgets are kept and given new words, never made again for
each selection (making sixty labels costs more than the 50 ms an arrow key has)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import current, ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import SidePanel, hairline, label
from desktop.widgets.steps import StepCells
from desktop.widgets.symbols import SymbolLabel

FIRST = 64


@dataclass(frozen=True, slots=True)
class Hair:
    """A hairline between groups."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text of its own, wrapped."""

    text: str
    role: str = "small"


@dataclass(frozen=True, slots=True)
class Heading:
    """A strong line with what belongs to it at the right; `cap` is a key behind the text."""

    text: str
    tail: str = ""
    cap: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, its value, and a key with its word at the right; `chosen` outlines the value as selected."""

    name: str
    value: str
    cap: str = ""
    tail: str = ""
    role: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A symbol, a text and what stands at the right of it."""

    symbol: str
    text: str
    tail: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A time or count between two words: 最晚出发 20:30 还有 18 分."""

    name: str
    figure: str
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """The seven steps."""

    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet remark on a ground of its own."""

    symbol: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """Something to decide: a key, a title, what to do, and a line of facts, behind a left bar."""

    title: str
    text: str
    tail: str = ""
    cap: str = ""


Line = Hair | Words | Heading | Named | Marked | Figure | Cells | Note | Card


class _Shows(Protocol):
    def show_line(self, line: Any) -> None: ...


def _across(widget: QWidget, *pieces: QWidget | None, height: float = 26) -> QHBoxLayout:
    widget.setMinimumHeight(ipx(height))
    across = QHBoxLayout(widget)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(ipx(8))
    for piece in pieces:
        if piece is None:
            across.addStretch(1)
        else:
            across.addWidget(piece)
    return across


def _role(piece: QLabel, role: str) -> None:
    """Change a label's step; the stylesheet is asked only when it really changes."""
    if piece.property("role") != role:
        piece.setProperty("role", role)
        piece.style().polish(piece)


def _text(piece: QLabel, text: str) -> None:
    if piece.text() != text:
        piece.setText(text)


class _Hair(QWidget):
    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(hairline())

    def show_line(self, line: Hair) -> None:
        """Nothing to say."""


class _Words(QLabel):
    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: Words) -> None:
        _role(self, line.role)
        _text(self, line.text)


class _Heading(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._text, self._cap, self._tail = label("", "strong"), KeyCap(""), label("", "small")
        _across(self, self._text, self._cap, None, self._tail)

    def show_line(self, line: Heading) -> None:
        _text(self._text, line.text)
        self._cap.set_text(line.cap)
        _text(self._tail, line.tail)


class _Named(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name, self._value, self._cap, self._tail = label("", "source"), label(), KeyCap(""), label("", "small")
        self._name.setMinimumWidth(ipx(FIRST))
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        _across(self, self._name, self._value, self._cap, self._tail).setStretch(1, 1)

    def show_line(self, line: Named) -> None:
        _text(self._name, line.name)
        _role(self._value, "strong" if line.chosen else line.role)
        _text(self._value, f"▸ {line.value}" if line.chosen else line.value)
        self._cap.set_text(line.cap)
        _text(self._tail, line.tail)


class _Marked(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._symbol, self._text, self._tail = SymbolLabel("none", current(), 16), label(), label("", "source")
        _across(self, self._symbol, self._text, None, self._tail)

    def show_line(self, line: Marked) -> None:
        self._symbol.show_symbol(line.symbol, current())
        _role(self._text, line.role)
        _text(self._text, line.text)
        _text(self._tail, line.tail)


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name, self._figure, self._tail = label("", "source"), label("", "head"), label("", "strong")
        _across(self, self._name, None, self._figure, self._tail, height=30)

    def show_line(self, line: Figure) -> None:
        _text(self._name, line.name)
        _text(self._figure, line.figure)
        _text(self._tail, line.tail)


class _Cells(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._cells = StepCells()
        _across(self, self._cells, None, height=28)

    def show_line(self, line: Cells) -> None:
        self._cells.show_states(line.states)


class _Note(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(ipx(10), ipx(3), ipx(10), ipx(3))
        self._symbol, self._text = SymbolLabel("heard", current(), 14), label("", "small")
        self._text.setWordWrap(True)
        inside.addWidget(self._symbol)
        inside.addWidget(self._text, 1)

    def show_line(self, line: Note) -> None:
        self._symbol.show_symbol(line.symbol, current())
        _text(self._text, line.text)


class _Card(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(10), ipx(3), ipx(10), ipx(4))
        rows.setSpacing(0)
        self._cap, self._title, self._tail = KeyCap(""), label("", "strong"), label("", "small")
        top = QWidget()
        _across(top, self._cap, self._title, None, self._tail)
        self._text = label("", "small")
        self._text.setWordWrap(True)
        rows.addWidget(top)
        rows.addWidget(self._text)

    def show_line(self, line: Card) -> None:
        self._cap.set_text(line.cap)
        _text(self._title, line.title)
        _text(self._tail, line.tail)
        _text(self._text, line.text)
        self._text.setVisible(bool(line.text))


_WIDGETS: dict[type[Any], type[Any]] = {
    Hair: _Hair,
    Words: _Words,
    Heading: _Heading,
    Named: _Named,
    Marked: _Marked,
    Figure: _Figure,
    Cells: _Cells,
    Note: _Note,
    Card: _Card,
}
_EMPTY: dict[type[Any], Any] = {
    Words: Words(""),
    Heading: Heading(""),
    Named: Named("", ""),
    Marked: Marked("none", ""),
    Figure: Figure("", ""),
    Note: Note("none", ""),
    Card: Card("", ""),
}


class LineColumn(QWidget):
    """Shows lines from top to bottom. A widget that is not needed is emptied (nothing that was uncovered may stay in
    it) and kept for the next time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, ipx(8), 0)  # room for the scroll bar
        self._rows.setSpacing(ipx(4))
        self._rows.addStretch(1)
        self._lines: list[Line] = []
        self._shown: list[QWidget] = []
        self._spare: dict[type[Any], list[QWidget]] = {}

    def repaint_symbols(self) -> None:
        """Say every line again: symbols keep the palette they were told with."""
        for widget, line in zip(self._shown, self._lines, strict=True):
            self._say(widget, line)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def show_lines(self, lines: Iterable[Line]) -> None:
        wanted = list(lines)
        for at, line in enumerate(wanted):
            if at < len(self._lines) and type(self._lines[at]) is type(line):
                if self._lines[at] != line:
                    self._say(self._shown[at], line)
                    self._lines[at] = line
            else:
                self._insert(at, line)
        while len(self._lines) > len(wanted):
            self._put_away(len(self._lines) - 1)

    def _insert(self, at: int, line: Line) -> None:
        kind = type(line)
        later = next((n for n in range(at, len(self._lines)) if type(self._lines[n]) is kind), None)
        if later is not None and later - at <= 3:  # lines between are gone: what follows stays as it is
            for _ in range(later - at):
                self._put_away(at)
            if self._lines[at] != line:
                self._say(self._shown[at], line)
                self._lines[at] = line
            return
        spare = self._spare.setdefault(kind, [])
        widget = spare.pop() if spare else _WIDGETS[kind]()
        self._say(widget, line)
        self._rows.insertWidget(at, widget)
        widget.show()
        self._lines.insert(at, line)
        self._shown.insert(at, widget)

    def _put_away(self, at: int) -> None:
        line, widget = self._lines.pop(at), self._shown.pop(at)
        self._rows.removeWidget(widget)
        widget.hide()
        if type(line) in _EMPTY:
            self._say(widget, _EMPTY[type(line)])
        self._spare.setdefault(type(line), []).append(widget)

    @staticmethod
    def _say(widget: Any, line: Line) -> None:
        shows: _Shows = widget
        shows.show_line(line)


class LinePanel(SidePanel):
    """A side panel whose body is a column of lines; `pin` puts a piece below its buttons."""

    def __init__(self, width: float = 380, parent: QWidget | None = None) -> None:
        super().__init__(width, parent)
        self.column = LineColumn()
        self._scroll.setWidget(self.column)

    def pin(self, piece: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(piece)
