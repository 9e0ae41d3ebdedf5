"""The district's hub as one line among the desks: where it is, when this laptop last exchanged with it. No light."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.findings import Refusal, Rule
from core.operations.hub import Exchanged
from core.store.hub import hub_address
from core.store.hub_notes import HubNote
from desktop.desks import saying
from desktop.desks.hub_row import HubRow
from desktop.desks.hub_work import HubWork
from desktop.tasks import Tasks


class HubLine(QObject):
    """`shown` with the line as it is now (None: no address is set); `told` once after an exchange."""

    shown = Signal(object)  # HubRow | None
    told = Signal(str)
    refused = Signal(object)  # Refusal
    password_wanted = Signal(object)  # Refusal that says whose
    done = Signal(str)  # what was typed for this has been taken
    address_chosen = Signal(str)

    def __init__(self, tasks: Tasks, work: HubWork | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row: HubRow | None = None
        self.work = work or HubWork(tasks, parent=self)
        self.work.exchanged.connect(self._exchanged)
        self.work.failed.connect(self._failed)

    def restore(self, address: str) -> None:
        """The address that was chosen before; empty for none."""
        self._show(HubRow(address) if address else None)

    def show_note(self, note: HubNote | None) -> None:
        """What this laptop remembers of the last exchange about this incident."""
        if note is not None:
            self._change(note=note)

    def close(self) -> None:
        self.work.close()

    def exchange(self) -> None:
        """Take in what the hub has, put in what it lacks."""
        if self.row is not None and not self.row.going:
            self._change(going=True)
            self.work.start(self.row.address)

    def set_address(self, typed: str) -> None:
        """Another address, or none: from now on this laptop's."""
        try:
            address = hub_address(typed) if typed.strip() else ""
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.address_chosen.emit(address)
        self.work.open_with("")
        self.restore(address)
        self.done.emit("hub")
        self.exchange()

    def open_with(self, password: str) -> None:
        """Try again with a password, which is kept no longer than this window."""
        self.work.open_with(password)
        self.done.emit("hub_password")
        self.exchange()

    def _exchanged(self, done: Exchanged) -> None:
        self._change(going=False, note=done.note)
        self.told.emit(saying.hub_exchanged(done))

    def _failed(self, refusal: Refusal) -> None:
        self._change(going=False)
        if refusal.rule in (Rule.HUB_PASSWORD, Rule.HUB_DENIED):
            self.work.open_with("")
            self.password_wanted.emit(refusal)
        else:
            self.refused.emit(refusal)

    def _change(self, **changes: Any) -> None:
        if self.row is not None:
            self._show(replace(self.row, **changes))

    def _show(self, row: HubRow | None) -> None:
        self.row = row
        self.shown.emit(row)
