"""The command row: the command box, what was done last, and where help is. Always there."""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from core.domain.events import Kind
from core.queries.rows import Hit
from desktop import keys, phrases
from desktop.shell.command import Command, CommandModel
from desktop.shell.model import Act, ShellModel
from desktop.shell.popup import Choice, ListPopup
from desktop.theme import current, font, ipx, px
from desktop.widgets.hints import GAP, KEY, WORDS, Part
from desktop.widgets.keycap import KeyCap
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width
from desktop.widgets.panel import label
from desktop.widgets.search_field import SearchField
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate


def act_words(act: Act) -> str:
    """What was done, and of how many entries one undo takes it back."""
    words = phrases.history(act.row)
    if len(act.events) < 2:
        return words
    return translate("Command", "{what}（共 {n} 条）").format(what=words, n=len(act.events))


class CommandBox(SearchField):
    """Input method off until Ctrl+I; never searches on its own on focus. Up, Down, Alt+digit act on the list above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(ipx(560), ipx(34))
        self.setTextMargins(ipx(26), 0, 0, 0)
        self.setPlaceholderText(translate("Command", "首字母 · 证件尾号 · 村名 · 卡号 · 动词"))
        self.setAccessibleName(translate("Command", "命令框"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setTextMargins(ipx(14), 0, 0, 0)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setTextMargins(ipx(26), 0, 0, 0)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        palette = current()
        if self.hasFocus() or self.text():
            draw_text(painter, QRectF(px(12), 0, px(14), self.height()), "/", font("BODY"), palette.color("focus"))
        else:
            cap = QRectF(px(10), self.height() / 2 - px(11), px(20), px(22))
            draw_keycap(painter, cap, keys.hint("command"), palette)
        painter.end()


class UndoStrip(QAbstractButton):
    """The last act and how long it may be taken back; then 更正."""

    def __init__(self, model: ShellModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._act: Act | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.update)

    def show_acts(self, acts: tuple[Act, ...]) -> None:
        self._act = acts[0] if acts else None
        if self._act is not None and self._act.seconds_left(self._model.clock()) > 0:
            self._second.start()
        else:
            self._second.stop()
        self.setAccessibleName(act_words(self._act) if self._act else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, act = current(), self._act
        if act is not None:
            self._draw(painter, act)
        if self.hasFocus():
            painter.setPen(palette.color("focus"))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw(self, painter: QPainter, act: Act) -> None:
        palette, height = current(), float(self.height())
        small = font("SMALL")
        left = px(14)
        draw_symbol(painter, "undo", QRectF(left, height / 2 - px(9), px(18), px(18)), palette)
        left += px(26)
        seconds = act.seconds_left(self._model.clock())
        cap, tail = keys.hint("recent"), translate("Command", "过了十分钟，记一条更正")
        if act.row.kind == Kind.VOIDED:
            tail = translate("Command", "已撤；要恢复从刚才里选")
        elif seconds > 0:
            cap = keys.hint("undo")
            tail = translate("Command", "撤销，还剩 {left}").format(left=phrases.countdown(seconds))
        need = keycap_width(cap) + px(170)
        time = phrases.hm(act.row.at)
        left += draw_text(painter, QRectF(left, 0, px(60), height), time, small, palette.color("t2")) + px(8)
        room = max(0.0, self.width() - left - need)
        told = act_words(act)
        used = draw_text(painter, QRectF(left, 0, room, height), told, small, palette.color("t1"))
        left += min(used, room) + px(10)
        width = keycap_width(cap)
        draw_keycap(painter, QRectF(left, height / 2 - px(11), width, px(22)), cap, palette)
        left += width + px(8)
        draw_text(painter, QRectF(left, 0, self.width() - left, height), tail, small, palette.color("t2"))


class CommandRow(QWidget):
    """Owns the box; its list is a child of the window so that it may open upward over the screen."""

    why = Signal()
    helped = Signal()
    recent_wanted = Signal()

    def __init__(self, command: CommandModel, shell: ShellModel, window: QWidget) -> None:
        super().__init__(window)
        self._command = command
        self._window = window
        self.setFixedHeight(ipx(44))
        row = QHBoxLayout(self)
        row.setContentsMargins(ipx(6), 0, ipx(6), 0)
        row.setSpacing(ipx(6))
        self.box = CommandBox(self)
        self.undo = UndoStrip(shell, self)
        row.addWidget(self.box)
        row.addWidget(self.undo, 1)
        for ident in ("why", "help"):
            row.addWidget(KeyCap(keys.hint(ident)))
            row.addWidget(label(keys.key(ident).words, "small"))
        self.popup = ListPopup(640, 5, window)
        self.box.textEdited.connect(command.typed)
        self.box.stepped.connect(self.popup.step)
        self.box.numbered.connect(self._numbered)
        self.box.entered.connect(self._entered)
        self.box.left.connect(self.leave)
        self.box.installEventFilter(self)
        self.popup.picked.connect(self._picked)
        command.found.connect(self._show)
        command.done.connect(self.finish)
        self.undo.clicked.connect(self.recent_wanted)
        shell.acts_changed.connect(self.undo.show_acts)

    def begin(self) -> None:
        """`/`: to the box, from anywhere."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def leave(self) -> None:
        """Esc: close the list, empty the box, give the focus back to the screen."""
        self.popup.hide()
        self.box.clear()
        self._command.typed("")
        self.box.clearFocus()

    def finish(self) -> None:
        self.leave()

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        return False

    def _show(self, command: Command, hits: tuple[Hit, ...]) -> None:
        if not command.key:
            self.popup.hide()
            return
        rows = tuple(_choice(index, hit) for index, hit in enumerate(hits))
        self.popup.show_rows(_head(command.key, hits), rows, _hint(command.key, hits))
        corner = self.box.mapTo(self._window, self.box.rect().topLeft())
        self.popup.place_above(corner.x(), corner.y() - ipx(6))

    def _entered(self) -> None:
        if self._command.command.key:
            choice = self.popup.current()
            self._command.enter(int(choice.ident) if choice else 0)

    def _numbered(self, number: int) -> None:
        self._command.choose(number - 1)

    def _picked(self, ident: str) -> None:
        self._command.choose(int(ident))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("bg1"))
        painter.setPen(current().color("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()


def _head(key: str, hits: tuple[Hit, ...]) -> tuple[Part, ...]:
    if not hits:
        text = translate("Command", "没有找到「{key}」 · Enter 收为不在册").format(key=key)
        return ((WORDS, text),)
    persons = sum(1 for hit in hits if hit.kind == "person")
    text = translate("Command", "人 {n} · 其他 {m}   键 {key}").format(n=persons, m=len(hits) - persons, key=key)
    return (
        (WORDS, text), (GAP, ""), (WORDS, translate("Command", "⏎ 打开")), (WORDS, translate("Command", "↑↓ 选")),
        (WORDS, translate("Command", "Alt+数字 直取")),
    )  # fmt: skip


def _hint(key: str, hits: tuple[Hit, ...]) -> tuple[Part, ...]:
    if not hits:
        return ((WORDS, translate("Command", "收下后记在本镇街开着的安全岛，标 扩面")), (KEY, keys.hint("back")))
    example = translate("Command", "例 /{key} d 6 = 到，室六").format(key=key)
    return (
        (WORDS, translate("Command", "接动词：")),
        (KEY, "d"), (WORDS, translate("Command", "到")), (KEY, "r"), (WORDS, translate("Command", "入住")),
        (KEY, "j"), (WORDS, translate("Command", "拒转")), (KEY, "s"), (WORDS, translate("Command", "失联")),
        (KEY, "m"), (WORDS, translate("Command", "图上看")), (WORDS, example),
    )  # fmt: skip


def _choice(index: int, hit: Hit) -> Choice:
    symbol, state = _state(hit)
    return Choice(str(index), _name(hit), hit.reading, hit.spans, _detail(hit), symbol, state)


def _name(hit: Hit) -> str:
    return translate("Command", "{name} 户").format(name=hit.name) if hit.kind == "household" else hit.name


def _detail(hit: Hit) -> str:
    if hit.kind == "household":
        return translate("Command", "户 {id}  {n} 人 · {town} {place}").format(
            id=hit.id, n=hit.detail, town=hit.town, place=hit.place_name
        )
    if hit.kind == "person":
        who = f"{hit.sex} {hit.age}" if hit.age is not None else hit.sex
        tail = translate("Command", "尾号 {tail}").format(tail=hit.detail)
        return " · ".join(part for part in (who, hit.place_name, tail) if part)
    return hit.town


def _state(hit: Hit) -> tuple[str, str]:
    if hit.kind == "household" or hit.look is None:
        return (hit.level.value, phrases.trigger(hit.level)) if hit.level.rank else ("", "")
    words = phrases.look(hit.look)
    if hit.at_name:
        words = f"{words} {hit.at_name}"
    elif hit.last_at is not None:
        words = f"{words} {phrases.hm(hit.last_at)}"
    return hit.look.value, words
