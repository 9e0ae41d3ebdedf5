"""What every view model is given: the clock, the scope, the officer, and the only ways to change or ask anything."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.findings import Refusal, Rule
from desktop.tasks import Tasks
from desktop.theme import DAY, NIGHT, Palette

SPEEDS = (1, 10, 60, 300, 600)
BEAT_MS = 100


class Desk(QObject):
    """One laptop's desk. In a drill the clock is the drill's: it stands until played, and can be sought."""

    changed = Signal(object)  # Changes, once per successful write
    moment = Signal(object)  # datetime: the minute shown has moved, or was sought
    scope_changed = Signal(object)  # town name or None for the whole district
    palette_changed = Signal(object)
    operator_changed = Signal(str)
    shelter_changed = Signal(str)  # id of the shelter that this desk serves, empty for none
    speed_changed = Signal(int)
    looking = Signal(object)  # datetime or None: a time other than now is being looked at
    asked = Signal(str, str)  # go to a screen and select a subject there
    selected = Signal(str, str)  # kind, id: what is selected on the screen in front
    refused = Signal(object)  # Refusal nobody took at its control
    failed = Signal(object)
    said = Signal(str)  # something that happened by itself, told once

    def __init__(
        self,
        tasks: Tasks,
        *,
        drill: bool,
        operator: str,
        scope: str | None = None,
        palette: Palette = NIGHT,
        shelter: str = "",
        at: datetime | None = None,
        replay: tuple[datetime, datetime] | None = None,
        wall: Callable[[], datetime] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`at` is where a drill's clock stands; `shelter` the island whose door this desk stands at; `replay` the start
        and end of its storm; `wall` tells real time."""
        super().__init__(parent)
        self.tasks = tasks
        self.drill = drill
        self._operator = operator
        self._scope = scope
        self._palette = palette
        self._shelter = shelter
        self._wall = wall or _wall
        self._replay = replay
        self._own_clock = at is not None and drill
        self._at = at if at is not None and drill else self._wall()
        self._speed = 0
        self._looking_at: datetime | None = None
        self._shown_minute = _minute(self.now())
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS if self._own_clock else 1000)
        self._beat.timeout.connect(self._advance)
        self._last_beat = self._wall()
        if not self._own_clock:
            self._beat.start()
        tasks.changed.connect(self.changed)
        tasks.refused.connect(self.refused)
        tasks.failed.connect(self.failed)

    # -- clock -------------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Aware UTC: the wall clock, or the drill's own."""
        return self._at if self._own_clock else self._wall()

    def at(self) -> datetime:
        """The time to ask questions for: the one looked at, else now."""
        return self._looking_at or self.now()

    @property
    def looking_at(self) -> datetime | None:
        return self._looking_at

    def look(self, at: datetime | None) -> None:
        """Look at another time (no verb is accepted there), or back to now with None."""
        if at != self._looking_at:
            self._looking_at = at
            self.looking.emit(at)
            self.moment.emit(self.at())

    @property
    def own_clock(self) -> bool:
        """Whether the clock is the drill's and can be played and sought."""
        return self._own_clock

    @property
    def replay_start(self) -> datetime | None:
        return self._replay[0] if self._replay else None

    @property
    def replay_end(self) -> datetime | None:
        return self._replay[1] if self._replay else None

    def set_replay(self, start: datetime, end: datetime, at: datetime | None = None) -> None:
        """Give the drill its storm: the clock then runs between `start` and `end`, standing at `at` (default start)."""
        if not self.drill:
            return
        self._replay = (start, end)
        if not self._own_clock:
            self._own_clock = True
            self._beat.stop()
            self._beat.setInterval(BEAT_MS)
        self.seek(at or start)

    @property
    def speed(self) -> int:
        """Drill minutes per minute; 0 while paused."""
        return self._speed

    def play(self, speed: int = 60) -> None:
        if not self._own_clock or not 1 <= speed <= max(SPEEDS):
            return
        self.look(None)
        self._speed = speed
        self._last_beat = self._wall()
        self._beat.start()
        self.speed_changed.emit(speed)

    def pause(self) -> None:
        if self._own_clock and self._speed:
            self._speed = 0
            self._beat.stop()
            self.speed_changed.emit(0)

    def seek(self, at: datetime) -> None:
        """Set the drill clock; outside the replay it stands at the nearest end."""
        if self._own_clock:
            self._looking_at = None
            self._set(self._within(at), sought=True)

    def _advance(self) -> None:
        wall = self._wall()
        if not self._own_clock:
            self._set(wall)
            return
        passed = max(timedelta(), wall - self._last_beat) * self._speed
        self._last_beat = wall
        self._set(self._within(self._at + passed))
        if self._replay and self._at >= self._replay[1]:
            self.pause()

    def _within(self, at: datetime) -> datetime:
        if self._replay is None:
            return at
        return min(max(at, self._replay[0]), self._replay[1])

    def _set(self, at: datetime, sought: bool = False) -> None:
        self._at = at
        if sought or _minute(at) != self._shown_minute:
            self._shown_minute = _minute(at)
            if self._looking_at is None:
                self.moment.emit(at)

    # -- who and where -----------------------------------------------------------------------------------------------

    @property
    def scope(self) -> str | None:
        return self._scope

    def set_scope(self, town: str | None) -> None:
        if town != self._scope:
            self._scope = town
            self.scope_changed.emit(town)

    @property
    def operator(self) -> str:
        return self._operator

    def set_operator(self, name: str) -> None:
        if name.strip() and name != self._operator:
            self._operator = name.strip()
            self.operator_changed.emit(self._operator)

    @property
    def shelter(self) -> str:
        """Id of the shelter at whose door this laptop stands; empty in the duty room."""
        return self._shelter

    def set_shelter(self, shelter: str) -> None:
        if shelter != self._shelter:
            self._shelter = shelter
            self.shelter_changed.emit(shelter)

    @property
    def palette(self) -> Palette:
        return self._palette

    def set_palette(self, palette: Palette) -> None:
        if palette != self._palette:
            self._palette = palette
            self.palette_changed.emit(palette)

    def switch_palette(self) -> None:
        """日/夜."""
        self.set_palette(DAY if self._palette.night else NIGHT)

    # -- doing and asking --------------------------------------------------------------------------------------------

    def write(
        self,
        operation: Callable[..., Any],
        *,
        refused: Callable[[Refusal], None] | None = None,
        then: Callable[[Any], None] | None = None,
        **facts: Any,
    ) -> None:
        """Run an operation as the officer, now; while another time is looked at it is refused (`Rule.BAD_TIME`)."""
        if self._looking_at is not None:
            refusal = Refusal(Rule.BAD_TIME, {"looking_at": self._looking_at})
            (refused or self.refused.emit)(refusal)
            return
        facts.setdefault("at", self.now())
        facts.setdefault("operator", self._operator)
        self.tasks.write(partial(operation, **facts), refused=refused, then=then)

    def keep(self, work: Callable[..., None], **facts: Any) -> None:
        """Keep something that is no fact about the night, whatever time is looked at."""
        self.tasks.keep(partial(work, **facts))

    def read(
        self,
        query: Callable[..., Any],
        then: Callable[[Any], None],
        *,
        key: str,
        urgent: bool = False,
        refused: Callable[[Refusal], None] | None = None,
        **facts: Any,
    ) -> None:
        """Ask a query; facts other than `at` say what it is about (see `Tasks`)."""
        about = (query, tuple(sorted((name, repr(value)) for name, value in facts.items() if name != "at")))
        self.tasks.read(partial(query, **facts), then, key=key, about=about, urgent=urgent, refused=refused)

    def compute(
        self,
        work: Callable[..., Any],
        argument: Any,
        then: Callable[[Any], None],
        *,
        key: str,
        failed: Callable[[str], None] | None = None,
        progress: Callable[[float], None] | None = None,
        patient: bool = False,
    ) -> None:
        """Have the worker process compute something; patient work gives way to all other (see `Tasks`)."""
        self.tasks.compute(work, argument, then, key=key, failed=failed, progress=progress, patient=patient)

    def stop(self, key: str) -> None:
        self.tasks.stop(key)

    def ask(self, screen: str, subject: str = "") -> None:
        """Go to a screen and select a subject there."""
        self.asked.emit(screen, subject)

    def say(self, text: str) -> None:
        """Tell the officer once of what happened by itself."""
        self.said.emit(text)

    def select(self, kind: str, ident: str) -> None:
        self.selected.emit(kind, ident)


def _wall() -> datetime:
    return datetime.now(UTC)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
