"""Loading the screens after the first paint, in small turns of the event loop.

PySide6 makes its classes when they are first looked up, and pyqtgraph looks all of them up when it is imported. A
garbage collection in another thread that meets a class half made ends the process (seen: SIGSEGV with an import thread
beside the store thread). So Qt's classes are looked up here first, and whatever touches Qt is imported on the GUI
thread alone, both with the collector off; only libraries without Qt are imported on a thread.
"""

import gc
import importlib
import logging
import threading
from collections.abc import Iterator
from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.shell.screens import Screen

log = logging.getLogger(__name__)
WITHOUT_QT = ("numpy", "shapely")
TURN_S = 0.008
PATIENCE_S = 3.0  # a file that does not open must not hide the other screens
COLLECT_AFTER = 20_000  # new objects between young collections: a read of the roll makes a few thousand


def qt_classes() -> Iterator[None]:
    """Look up every class of the three modules, one a step."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name, None)
            yield


def hold_collector() -> None:
    """No collection until everything of Qt is there: call before the first thread starts."""
    gc.disable()


def release_collector() -> None:
    """What is loaded by now stays for good and need not be walked again; collections are rarer from here on."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 50)
    gc.enable()


class Loader(QObject):
    """`loaded(id)` for each screen whose modules are there: the first at once, the others after `go_on`."""

    loaded = Signal(str)
    finished = Signal()
    _ready = Signal()

    def __init__(self, screens: tuple[Screen, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = self._steps(screens)
        self._may_go_on = False
        self._libraries = False
        self._deadline = 0.0
        self._ended = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._ready.connect(self._libraries_there)
        self._thread = threading.Thread(target=self._import_libraries, name="libraries", daemon=True)

    def start(self) -> None:
        self._deadline = perf_counter() + PATIENCE_S
        self._thread.start()
        self._timer.start(0)

    def go_on(self) -> None:
        """The first figures are on the screen: the other screens may be loaded now."""
        self._may_go_on = True

    def close(self) -> None:
        """Do no more; the library under way is waited for."""
        self._timer.stop()
        if not self._ended:
            self._ended = True
            release_collector()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _turn(self) -> None:
        until = perf_counter() + TURN_S
        while perf_counter() < until:
            try:
                wait = next(self._work)
            except StopIteration:
                self._finish()
                return
            if wait:
                return

    def _finish(self) -> None:
        self._timer.stop()
        self._ended = True
        release_collector()
        self.finished.emit()

    def _steps(self, screens: tuple[Screen, ...]) -> Iterator[bool]:
        """One small piece of work a step; True asks for another turn of the event loop first."""
        for _class in qt_classes():
            yield False
        while not self._libraries and perf_counter() < self._deadline:
            yield True
        for number, screen in enumerate(screens):
            while number and not self._may_go_on and perf_counter() < self._deadline:
                yield True
            for module in screen.modules:
                self._import(screen, module)
                yield True
            self.loaded.emit(screen.id)
            yield True

    def _import(self, screen: Screen, module: str) -> None:
        try:
            importlib.import_module(module)
        except ImportError:
            log.exception("screen %s cannot be loaded", screen.id)

    def _import_libraries(self) -> None:
        for name in WITHOUT_QT:
            if self._ended:
                return
            try:
                importlib.import_module(name)
            except ImportError:  # whoever needs it says so; the screens must not wait for it
                log.exception("library %s cannot be loaded", name)
        if not self._ended:
            self._ready.emit()

    def _libraries_there(self) -> None:
        self._libraries = True
