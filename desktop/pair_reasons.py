"""`?` about a pairing: why the helpers of some households are who they are, worked out apart and said with names."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.events import Changes, Kind
from core.domain.ids import HouseholdId
from core.operations.plans import PLAN_INPUTS
from core.queries.pairing import explained_case, reason_rows
from core.queries.pairing_rows import PairReasonRow
from desktop.desk import Desk
from desktop.planning_work import pair_reasons

KEY = "pair-reasons"
_INPUTS = (*PLAN_INPUTS, Kind.VOIDED)


class PairReasons(QObject):
    """Holds the newest answer until what the pairing follows from changes, or something else is asked."""

    shown = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.households: tuple[HouseholdId, ...] = ()
        self.rows: tuple[PairReasonRow, ...] | None = None  # None while they are being worked out
        desk.changed.connect(self._on_changed)

    def ask(self, households: Sequence[HouseholdId]) -> None:
        """Work out the reasons for these households; asked again for the same they are forgotten."""
        asked = tuple(households)
        if not asked or asked == self.households:
            self.forget()
            return
        self.households, self.rows = asked, None
        self.shown.emit()
        self._desk.read(explained_case, partial(self._compute, asked), key=KEY, urgent=True)

    def of(self, household: str) -> tuple[PairReasonRow, ...] | None:
        """The reasons of one household: None while they are on their way, empty where nobody asked."""
        if household not in self.households:
            return ()
        return None if self.rows is None else tuple(row for row in self.rows if row.household == household)

    def forget(self) -> None:
        if self.households:
            self.households, self.rows = (), ()
            self._desk.stop(KEY)
            self.shown.emit()

    def _compute(self, asked: tuple[HouseholdId, ...], known: Any) -> None:
        if asked != self.households:
            return
        if known is None:
            self._show(asked, ())
            return
        self._desk.compute(pair_reasons, (*known, asked), partial(self._name, asked), key=KEY, failed=self._fail)

    def _name(self, asked: tuple[HouseholdId, ...], reasons: Any) -> None:
        if asked == self.households:
            self._desk.read(reason_rows, partial(self._show, asked), key=KEY, urgent=True, reasons=reasons)

    def _show(self, asked: tuple[HouseholdId, ...], rows: tuple[PairReasonRow, ...]) -> None:
        if asked == self.households:
            self.rows = rows
            self.shown.emit()

    def _fail(self, words: str) -> None:
        self.forget()
        self.failed.emit(words)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_INPUTS) or changes.tables:
            self.forget()
