"""What stands half-typed at the desk, kept in the file a moment after the last key and when the window goes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from core.operations.unfinished import keep
from core.queries.unfinished import half_typed
from desktop.desk import Desk
from desktop.island.shown import FIELDS, IslandShown, Stage

KEEP_MS = 250  # after the last key: what was typed is kept once a hand pauses
FORM = "island"


class HalfTyped(QObject):
    """`state_of` is what stands there now."""

    def __init__(self, desk: Desk, state_of: Callable[[], IslandShown], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state_of = state_of
        self._kept: dict[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.now)

    def restore(self, then: Callable[[dict[str, Any] | None], None]) -> None:
        """Ask once what was kept."""

        def take(kept: dict[str, Any] | None) -> None:
            self._kept = kept
            then(kept)

        self._desk.read(half_typed, take, key="island-unfinished", form=FORM)

    def soon(self) -> None:
        self._timer.start()

    def now(self) -> None:
        """Keep what stands half-typed; nothing is written where nothing has changed."""
        self._timer.stop()
        state = self._state_of()
        what = _worth_keeping(state)
        if what != self._kept and state.shelter:
            self._kept = what
            self._desk.keep(keep, key=FORM, what=what)


def _worth_keeping(state: IslandShown) -> dict[str, Any] | None:
    card = {"person": state.card.found, "ticked": sorted(state.ticked)} if state.card is not None else None
    if not state.typed and card is None and not any(state.stranger):
        return None
    return {
        "typed": state.typed,
        "card": card,
        "stage": str(Stage.STRANGER if state.stage is Stage.STRANGER else Stage.TYPING),
        "stranger": list(state.stranger),
    }


def stranger_fields(kept: dict[str, Any]) -> tuple[str, ...]:
    """The three fields about somebody unknown, as they were kept."""
    fields = tuple(str(word) for word in kept.get("stranger", ()))[:FIELDS]
    return fields + ("",) * (FIELDS - len(fields))
