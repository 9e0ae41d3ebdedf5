"""What the frame of the window knows: the incident row, the last acts, and whether a life is newly at risk."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Kind
from core.domain.findings import Refusal
from core.operations import drills, undo
from core.operations.import_undo import TakenBack, take_back_import
from core.queries.history import recent
from core.queries.incident import incident
from core.queries.rows import HistoryRow, IncidentRow
from desktop.desk import Desk

log = logging.getLogger(__name__)
translate = QCoreApplication.translate
UNDO_SECONDS = 600
SHOWN_ACTS = 12


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the undo strip shows it: the events it made, its newest entry, and when the window heard of it."""

    row: HistoryRow
    events: tuple[str, ...]
    heard: float | None

    def seconds_left(self, clock: float) -> float:
        """Seconds in which it may still be taken back; an act of an earlier session has none."""
        return 0.0 if self.heard is None else UNDO_SECONDS - (clock - self.heard)


class ShellModel(QObject):
    shown = Signal(object)  # IncidentRow
    acts_changed = Signal(object)  # tuple[Act, ...], newest first
    alarmed = Signal(int)  # 有险无人 has grown to this
    refused = Signal(object)
    towns_changed = Signal(object)
    nothing_to_undo = Signal()
    left_standing = Signal(object)  # TakenBack of an import of which something stays

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.clock = clock
        self.row: IncidentRow | None = None
        self.acts: tuple[Act, ...] = ()
        self._groups: dict[str, tuple[tuple[str, ...], float]] = {}
        self._exposed: int | None = None
        self._acts_asked = False
        self._undo_before: str | None = None  # the newest act known when Ctrl+Z came too early to be done at once
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _at: self.ask())
        desk.scope_changed.connect(self._on_scope)
        desk.speed_changed.connect(self._on_speed)

    def start(self) -> None:
        """Ask for the first time: after the first paint."""
        self.ask()
        self._ask_acts()

    def ask(self) -> None:
        self.desk.read(incident, self._show, key="incident", urgent=True, scope=self.desk.scope, at=self.desk.at())

    def undo_last(self) -> bool:
        """Take back the newest act that still may be; False when there is none.

        A quick hand asks for it before its entry is written, or before the list of acts is read again: then it waits
        for that list, and takes back what is new in it and nothing older. `nothing_to_undo` says that there is nothing.
        """
        if self.desk.tasks.entering() or self._acts_asked:
            if self._undo_before is None:
                self._undo_before = self._newest()
            self._ask_acts()
            return True
        return self._undo_newest()

    def _newest(self) -> str:
        return str(self.acts[0].row.event) if self.acts else ""

    def _undo_newest(self) -> bool:
        for act in self.acts:
            if act.row.kind != Kind.VOIDED and not act.row.void:
                if act.seconds_left(self.clock()) <= 0:
                    return False
                self.void(act)
                return True
        return False

    def _undo_waiting(self) -> None:
        """What Ctrl+Z asked for while the list of acts was an old one."""
        if self._undo_before is None or self.desk.tasks.entering():
            return
        before, self._undo_before = self._undo_before, None
        if self._newest() == before or not self._undo_newest():
            self.nothing_to_undo.emit()

    def void(self, act: Act) -> None:
        """Take back an act: of an import what nobody has touched since, of everything else each of its entries."""
        batch = dict(act.row.values).get("batch")
        if batch is not None:
            done: list[TakenBack] = []  # filled on the store's thread before `then` is told

            def take_back(store: Any, **said: Any) -> Changes:
                done.append(take_back_import(store, **said))
                return done[0].changes

            self.desk.write(take_back, refused=self.refused.emit, then=partial(self._import_undone, done), batch=batch)
            return
        for event in reversed(act.events):
            self.desk.write(undo.void, refused=self.refused.emit, event=event)

    def _import_undone(self, done: list[TakenBack], _changes: Changes) -> None:
        for taken in done:
            if taken.stays:
                self.left_standing.emit(taken)

    def keep_clock(self) -> None:
        """Note in a drill file where its clock stands, so that it opens again at that minute."""
        if self.desk.own_clock:
            at = self.desk.now()
            self.desk.tasks.write(lambda store: drills.set_clock(store, at=at), refused=_unimportant)

    def _on_changed(self, changes: Changes) -> None:
        ids = tuple(str(event.id) for event in changes.events if event.kind != Kind.CLOCK_SET)
        for ident in ids:
            self._groups[ident] = (ids, self.clock())
        if ids:
            self.ask()
            self._ask_acts()

    def _on_scope(self, _town: str | None) -> None:
        self._exposed = None
        self.ask()

    def _on_speed(self, speed: int) -> None:
        if speed == 0:
            self.keep_clock()

    def _ask_acts(self) -> None:
        self._acts_asked = True
        self.desk.read(recent, self._show_acts, key="acts", limit=SHOWN_ACTS * 4)

    def _show(self, row: IncidentRow) -> None:
        before, self.row = self.row, row
        self.shown.emit(row)
        if row.revoked_at is not None and (before is None or before.revoked_at is None):
            text = translate("Window", "这台电脑被停用了：以后记的，别的点都不收。要接着用，请镇里换钥匙重新登记")
            self.desk.say(text)
        if before is None or before.towns != row.towns:
            self.towns_changed.emit(row.towns)
        exposed = row.totals.exposed
        if self._exposed is not None and exposed > self._exposed:
            self.alarmed.emit(exposed)
        self._exposed = exposed

    def _show_acts(self, rows: tuple[HistoryRow, ...]) -> None:
        acts: list[Act] = []
        seen: set[str] = set()
        known = {str(row.event): row for row in rows}
        for row in rows:
            if str(row.event) in seen:
                continue
            events, heard = self._groups.get(str(row.event), ((str(row.event),), None))
            seen.update(events)
            named = known.get(events[0], row)  # an act goes by whom it was begun for
            acts.append(Act(named, events, heard if heard is not None else self._heard_by_clock(named)))
        self.acts = tuple(acts[:SHOWN_ACTS])
        self._acts_asked = False
        self.acts_changed.emit(self.acts)
        self._undo_waiting()

    def _heard_by_clock(self, row: HistoryRow) -> float | None:
        """On a real desk an act of the minutes before the window opened may still be taken back."""
        age = self.desk.now() - row.at
        if self.desk.own_clock or not timedelta() <= age < timedelta(seconds=UNDO_SECONDS):
            return None
        return self.clock() - age.total_seconds()


def _unimportant(refusal: Refusal) -> None:
    log.info("the drill clock was not kept: %s", refusal.rule)
