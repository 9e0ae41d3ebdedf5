"""Not more often than useful: a fast drill clock asks for a new picture ten times a second, eyes need four."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

WATCHED_MS = 250
UNWATCHED_MS = 2_000


class Pace(QObject):
    """Does `do` at once, then at most once an interval; the last wish is always granted."""

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do = do
        self._wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNWATCHED_MS)
        self._timer.timeout.connect(self._due)

    def wish(self) -> None:
        if self._timer.isActive():
            self._wanted = True
        else:
            self._timer.start()
            self._do()

    @property
    def owing(self) -> bool:
        """Whether somebody looks on and a wish of his is still to be granted."""
        return self._wanted and self._timer.interval() == WATCHED_MS

    def watch(self, watched: bool) -> None:
        """Whether somebody looks at it: then it is quicker, and what was waiting is done now."""
        self._timer.setInterval(WATCHED_MS if watched else UNWATCHED_MS)
        if watched and self._wanted:
            self._due()

    def _due(self) -> None:
        self._timer.stop()
        if self._wanted:
            self._wanted = False
            self._timer.start()
            self._do()
