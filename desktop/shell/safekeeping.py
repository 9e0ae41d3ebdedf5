"""Backups and the lock as the window has them: keys, the line in the frame, what is asked when a shift starts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from core.queries.rows import IncidentRow
from desktop.shell.backups import Backups
from desktop.shell.battery_watch import BatteryWatch
from desktop.shell.locking import Locking, no_key_words

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

translate = QCoreApplication.translate


class Safekeeping(QObject):
    """What keeps the desk's file safe while the window is open."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.backups = Backups(window.desk, window.settings, self)
        self.locking = Locking(window.desk, window)
        line = window.navigation.backup
        self.backups.shown.connect(lambda text, fine: line.say(text, "t2" if fine else "off"))
        self.backups.said.connect(window.notice.say)
        line.clicked.connect(self.back_up)
        window.shell.shown.connect(self._known)
        window.choosers.name.pin_given.connect(self._take_pin)
        window.desk.operator_changed.connect(lambda _name: self.locking.set_pin(""))  # a PIN is one person's
        self.battery = BatteryWatch(self)
        self.battery.said.connect(window.notice.say)

    def install(self, key: Callable[[str, Callable[[], object]], None]) -> None:
        key("backup", self.back_up)
        key("backup_place", self.choose_place)
        key("lock", self.lock)
        key("duty", self.open_duty)

    def open_duty(self) -> None:
        """The duty log and the hand-over, from anywhere."""
        made = "duty" in self._window.views
        view: Any = self._window.go("duty")
        if view is not None and not made:
            view.print_wanted.connect(self._window.prints.print_screen)

    def start(self) -> None:
        """After the first paint: ask how the backups and the battery stand."""
        self.backups.start()
        self.battery.start()

    def _known(self, row: IncidentRow) -> None:
        self.locking.encrypted = not row.plain
        self.locking.watch()

    def _take_pin(self, text: str) -> None:
        if not self.locking.set_pin(text):
            self._window.notice.say(translate("Lock", "PIN 要 4–8 位数字，没有定下"))
        elif text:
            self._window.notice.say(translate("Lock", "PIN 已定，5 分钟不动就锁；Ctrl+L 立刻锁"))

    def lock(self) -> None:
        if not self.locking.lock():
            self._window.notice.say(no_key_words())

    def back_up(self) -> None:
        """Write a backup now; ask where to, where no second place has been chosen."""
        if self.backups.folder:
            self.backups.now()
        else:
            self.choose_place()

    def choose_place(self) -> None:
        title = translate("Backups", "备份到哪里：选另一块盘上的文件夹")
        folder = QFileDialog.getExistingDirectory(self._window, title, self.backups.folder)
        if folder:
            self.backups.choose(folder)

    def close(self) -> None:
        self.locking.close()
        self.battery.close()
        self.backups.close()
