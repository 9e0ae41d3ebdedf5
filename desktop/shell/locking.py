"""The lock of the desk: after five minutes without input or at Ctrl+L, opened by the PIN of the shift.

While it is locked no key and no click reaches anything but the lock; what was half typed stays where it is. The page
is a child of the window and not of the frame, so that nothing that opens below can rise above it.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from core.domain.findings import Refusal
from core.queries.keeping import opens
from desktop import keys, phrases
from desktop.desk import Desk
from desktop.shell.lock_page import LockPage
from desktop.shell.pin import LEAST, MOST, TRIES, Pin, is_pin, make_pin

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

translate = QCoreApplication.translate
IDLE_S = 300.0
LOOK_MS = 2_000
WAIT_S = 60.0  # of a file without a passphrase, between tries after too many wrong ones
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # all that is seen of a key that is a shortcut
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_KEPT_OUT = frozenset(
    {
        *_INPUT,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.ToolTip,
    }
)


class Locking(QObject):
    """`encrypted` says whether a passphrase exists to fall back on; the frame sets it once the file is known."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, desk: Desk, window: "MainWindow", *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._clock = clock
        self.encrypted = False
        self._pin: Pin | None = None
        self._wrong = 0
        self._not_before = 0.0
        self._last = clock()
        self._asking = False
        self._before: QWidget | None = None
        self.page = LockPage(desk.drill, window)
        self.page.tried.connect(self._try)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    # -- the shift -----------------------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        return self.page.isVisible()

    @property
    def can_lock(self) -> bool:
        """There is something that would open it again."""
        return self._pin is not None or self.encrypted

    def set_pin(self, text: str) -> bool:
        """The PIN of this shift; False for what is none. Empty takes it away: then the passphrase opens the lock."""
        if text and not is_pin(text):
            return False
        self._pin = make_pin(text) if text else None
        self._wrong = 0
        self.watch()
        return True

    def watch(self) -> None:
        """Begin to count the minutes without input where the desk locks itself: a real one, or with a PIN."""
        on = self._pin is not None or (self.encrypted and not self._desk.drill)
        if on and not self._timer.isActive():
            self._last = self._clock()
            self._timer.start()
            self._listen(True)
        elif not on and self._timer.isActive() and not self.is_locked:
            self._timer.stop()
            self._listen(False)

    def _listen(self, on: bool) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            (app.installEventFilter if on else app.removeEventFilter)(self)

    def look(self) -> None:
        """Lock where nobody has touched anything for five minutes."""
        if not self.is_locked and self._clock() - self._last >= IDLE_S:
            self.lock()

    # -- locking -------------------------------------------------------------------------------------------------

    def lock(self) -> bool:
        """Lock now; False where nothing would open it again."""
        if not self.can_lock:
            return False
        if self.is_locked:
            return True
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return False
        QGuiApplication.inputMethod().commit()  # what stands in the candidate window belongs to the field
        focus = QApplication.focusWidget()
        # a dialog's field goes with its dialog: back then to what had the keys before
        self._before = focus if focus and focus.window() is self._window else self._window.focusWidget()
        QToolTip.hideText()
        for other in QApplication.topLevelWidgets():
            if other is not self._window and other.isVisible():
                other.reject() if isinstance(other, QDialog) else other.hide()
                QTimer.singleShot(0, self._window.activateWindow)  # what had the keys leaves them to the lock
        head = translate("Lock", "已锁 · 值班 {name}").format(name=self._desk.operator)
        self.page.cover(head, self._hint())
        self._show_facts()
        if not self._timer.isActive():
            self._timer.start()
            self._listen(True)
        app.focusChanged.connect(self._hold_focus)
        self._desk.moment.connect(self._show_facts)
        self.locked.emit()
        return True

    def _hint(self) -> str:
        return translate("Lock", "PIN") if self._by_pin else translate("Lock", "口令或恢复密钥")

    @property
    def _by_pin(self) -> bool:
        return self._pin is not None and (self._wrong < TRIES or not self.encrypted)

    def _show_facts(self, *_at: object) -> None:
        exposed = self._window.bar.exposed.count
        at_risk = translate("Lock", "有险无人 {n}").format(n=exposed) if exposed else ""
        self.page.show_facts(" · ".join(part for part in (phrases.hm(self._desk.now()), at_risk) if part))

    def _hold_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.is_locked and new is not None and not self._mine(new):
            self.page.take_focus()

    # -- opening -------------------------------------------------------------------------------------------------

    def _try(self, text: str) -> None:
        if self._asking:
            return
        if not self._by_pin:
            self._asking = True
            self.page.say(translate("Lock", "正在核对…"))
            self._desk.tasks.read(
                partial(opens, secret=text), self._answered, key="lock", urgent=True, refused=self._cannot_tell
            )
            return
        if self._clock() < self._not_before:
            left = round(self._not_before - self._clock())
            self.page.say(translate("Lock", "错得太多，{n} 秒后再试").format(n=left))
        elif self._pin is not None and self._pin.is_(text):
            self._open()
        else:
            self._wrong += 1
            self._say_wrong()

    def _say_wrong(self) -> None:
        left = TRIES - self._wrong
        if left > 0:
            self.page.say(translate("Lock", "PIN 不对，还可试 {n} 次").format(n=left))
        elif self.encrypted:
            self.page.ask(self._hint())
            self.page.say(translate("Lock", "PIN 错了 {n} 次：改用这份文件的口令").format(n=self._wrong))
        else:
            self._not_before = self._clock() + WAIT_S
            self.page.say(translate("Lock", "错得太多，{n} 秒后再试").format(n=round(WAIT_S)))

    def _answered(self, right: bool) -> None:
        self._asking = False
        if right:
            self._open()
        else:
            self.page.say(translate("Lock", "口令不对；没有别的改动"))

    def _cannot_tell(self, refusal: Refusal) -> None:
        self._asking = False
        self.page.say(phrases.refusal(refusal))

    def _open(self) -> None:
        self._wrong, self._not_before = 0, 0.0
        self._last = self._clock()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._hold_focus)
        self._desk.moment.disconnect(self._show_facts)
        self.page.hide()
        if self._before is not None and isValid(self._before):  # a list may have been drawn anew meanwhile
            self._before.setFocus()
        self._before = None
        self.watch()
        self.unlocked.emit()

    # -- keeping hands off ---------------------------------------------------------------------------------------

    def _mine(self, thing: QObject) -> bool:
        return isinstance(thing, QWidget) and (thing is self.page or self.page.isAncestorOf(thing))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _KEPT_OUT:
            return False
        if not self.is_locked:
            if kind in _INPUT:
                self._last = self._clock()
            return False
        return isinstance(watched, QWidget | QShortcut) and not self._mine(watched)

    def close(self) -> None:
        self._timer.stop()
        self._listen(False)


def rule_words() -> str:
    """What a PIN is, for where one is asked."""
    return translate("Lock", "PIN {least}–{most} 位数字，锁屏用；空着则用口令").format(least=LEAST, most=MOST)


def no_key_words() -> str:
    """Why a desk cannot be locked yet."""
    return translate("Lock", "锁不了：还没有 PIN。按 {key} 定一个").format(key=keys.hint("operator"))
