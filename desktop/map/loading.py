"""Geometry off the GUI thread: arrays and scenes are made in a thread, answers come as signals.

Only numpy and shapely work there; whatever touches Qt is imported on the GUI thread (see `desktop.shell.loading`).
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.queries.map_rows import MapBase, MapState

if TYPE_CHECKING:
    from desktop.map.ground import Ground

log = logging.getLogger(__name__)


class Loader(QObject):
    """`ground_ready` once a base is prepared, `scene_ready` for the newest state only."""

    ground_ready = Signal(object)
    scene_ready = Signal(object)
    _made = Signal(str, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, "map-loading")
        self._ticket = 0
        self._closed = False
        self._made.connect(self._deliver)

    def prepare(self, base: MapBase) -> None:
        self._run("ground", 0, lambda: _prepare(base))

    def resolve(self, ground: "Ground", state: MapState) -> None:
        self._ticket += 1
        self._run("scene", self._ticket, lambda: _resolve(ground, state))

    def close(self) -> None:
        """Finish what runs, start nothing more: before this object goes."""
        self._closed = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, what: str, ticket: int, make: Callable[[], Any]) -> None:
        if self._closed:
            return

        def work() -> None:
            try:
                answer = make()
            except Exception:
                log.exception("the map could not be prepared")
                raise
            self._made.emit(what, ticket, answer)

        self._thread.submit(work)

    def _deliver(self, what: str, ticket: int, answer: object) -> None:
        if what == "ground":
            self.ground_ready.emit(answer)
        elif ticket == self._ticket:
            self.scene_ready.emit(answer)


def _prepare(base: MapBase) -> "Ground":
    from desktop.map.ground import prepare

    return prepare(base)


def _resolve(ground: "Ground", state: MapState) -> object:
    from desktop.map.scene import resolve

    return resolve(ground, state)
