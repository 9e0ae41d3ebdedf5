"""The duty screen's model: what is open, the log, a note, the shift handed over."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.events import Changes
from core.domain.findings import Refusal
from core.operations.closing import close_incident, erase_here
from core.operations.duty import hand_over, note_duty
from core.queries.duty import HandOver, Open, duty_log, hand_over_page
from core.queries.ending import ending_row
from core.queries.rows import HistoryRow
from desktop.desk import Desk
from desktop.duty_words import WHERE

RETAINED = timedelta(days=30)  # between the end of an incident and its erasure; the verb sets any other


@dataclass(frozen=True, slots=True)
class DutyShown:
    page: HandOver | None = None
    log: tuple[HistoryRow, ...] = ()


class DutyModel(QObject):
    """Asks only once it has been looked at, and then again with every change."""

    shown = Signal(object)  # DutyShown
    fact_changed = Signal(str)
    refused = Signal(object)
    handed_over = Signal(str)
    written = Signal()  # what was entered; what other desks bring is none of it
    ending = Signal(object)  # EndingRow: asked for by whoever wants to end the incident

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fact = ""
        self.state = DutyShown()
        self._looked_at = False
        desk.changed.connect(lambda _changes: self.ask())
        desk.moment.connect(lambda _at: self.ask())
        desk.scope_changed.connect(lambda _town: self.ask())

    def start(self) -> None:
        """Somebody looks: from now on it is kept up to date."""
        self._looked_at = True
        self.ask()

    def ask(self) -> None:
        if not self._looked_at:
            return
        self.desk.read(hand_over_page, self._take_page, key="hand-over", scope=self.desk.scope, at=self.desk.at())
        self.desk.read(duty_log, self._take_log, key="duty-log")

    def _take_page(self, page: HandOver) -> None:
        self._show(DutyShown(page, self.state.log))

    def _take_log(self, log: tuple[HistoryRow, ...]) -> None:
        self._show(DutyShown(self.state.page, log))

    def _show(self, state: DutyShown) -> None:
        self.state = state
        self.shown.emit(state)

    def note(self, text: str) -> None:
        """Write one line into the log."""
        self.desk.write(note_duty, refused=self.refused.emit, then=self._done, text=text)

    def hand_over(self, name: str) -> None:
        """The shift goes to `name`, who is on duty from then on."""

        def done(changes: Changes) -> None:
            self._done(changes)
            self.desk.set_operator(name)
            self.handed_over.emit(name)

        counts = self.state.page.counts if self.state.page else {}
        said: dict[str, Any] = {"to": name, "open_items": counts}
        self.desk.write(hand_over, refused=self._refuse, then=done, **said)

    def ask_ending(self) -> None:
        """How the end of the incident stands; `ending` answers."""
        self.desk.read(ending_row, self.ending.emit, key="ending")

    def close_incident(self, confirm: str) -> None:
        """The incident is over, its title written out; its personal data go in `RETAINED` and not before."""
        erase_at = self.desk.now() + RETAINED
        self.desk.write(
            close_incident, refused=self.refused.emit, then=self._done, confirm=confirm, erase_at=erase_at
        )  # fmt: skip

    def erase(self, confirm: str) -> None:
        """Destroy the personal data of a closed incident whose time has come."""
        self.desk.write(erase_here, refused=self.refused.emit, then=self._done, confirm=confirm)

    def _done(self, _changes: Changes) -> None:
        self.written.emit()

    def _refuse(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)

    def open_item(self, kind: Open) -> None:
        """Go where an item is worked off; an erasure that is due is asked for here."""
        if kind is Open.ERASURE_DUE:
            self.ask_ending()
        screen, subject = WHERE.get(kind, ("", ""))
        if screen:
            self.desk.ask(screen, subject)
