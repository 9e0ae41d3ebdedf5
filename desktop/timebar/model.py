"""The time bar's model: rain of the selected place, the clock, and the ways to look at another time or play the drill.

Shared by the map and the storm screen: each owns one and wires its own bar to it.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Kind
from core.operations.drills import set_clock
from core.queries.storm import RainSeries, rain_series
from desktop import phrases
from desktop.desk import SPEEDS, Desk
from desktop.pace import Pace
from desktop.widgets.time_bar import Bar, Mark, TimeBar, TimeBarState

translate = QCoreApplication.translate
_TOUCHING = (Kind.REPLAY_SET, Kind.LINK_CLOSED, Kind.LINK_OPENED, Kind.IMPORTED)
_MARKS = {"prepare": "prepare", "go": "go", "closed": "closed"}
_TICK_HOURS = 6
_FIRST_SPEED = 60
_LABEL = 5  # characters of a place that fit beside the unit


class TimeModel(QObject):
    """`shown` when the bar's state is replaced; `series` is the newest answer (None before it, or without rain)."""

    shown = Signal(object)  # TimeBarState
    series_shown = Signal(object)  # RainSeries or None

    def __init__(self, desk: Desk, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = key
        self._subject: str | None = None
        self._name = ""
        self._speed = _FIRST_SPEED
        self._asked_for: datetime | None = None
        self.series: RainSeries | None = None
        self._pace = Pace(self._follow, self)
        desk.moment.connect(lambda _at: self._pace.wish())
        desk.looking.connect(lambda _at: self._emit())
        desk.speed_changed.connect(lambda _speed: self._emit())
        desk.changed.connect(self._on_changed)

    def ask(self) -> None:
        self._asked_for = self._desk.now()
        self._desk.read(rain_series, self._show, key=self._key, subject=self._subject, at=self._desk.now())

    def show_subject(self, subject: str | None, name: str = "") -> None:
        """A place code, a town's name, or None for the district mean; `name` is said in place of the record's own."""
        if (subject, name) != (self._subject, self._name):
            self._subject, self._name = subject, name
            self.ask()

    @property
    def state(self) -> TimeBarState:
        return self._state()

    def watch(self, watched: bool) -> None:
        self._pace.watch(watched)

    # -- wishes ------------------------------------------------------------------------------------------------------

    def look(self, at: datetime) -> None:
        self._desk.look(None if _minute(at) == _minute(self._desk.now()) else at)

    def step(self, minutes: int) -> None:
        """Look ten minutes or an hour away, on whole tens, within the record."""
        state = self._state()
        at = self._desk.at() + timedelta(minutes=minutes)
        at -= timedelta(minutes=at.minute % 10, seconds=at.second, microseconds=at.microsecond)
        self.look(min(max(at, state.start), state.end))

    def back_to_now(self) -> None:
        self._desk.look(None)

    def seek(self, at: datetime) -> None:
        """Set the drill clock and note it in the file, so that it opens again at that minute."""
        if self._desk.own_clock:
            self._desk.seek(at)
            self._desk.write(set_clock)

    def play_or_pause(self) -> None:
        if self._desk.speed:
            self._desk.pause()
        else:
            self._desk.play(self._speed)

    def faster(self) -> None:
        """The next speed, from x600 back to x1."""
        place = SPEEDS.index(self._speed) if self._speed in SPEEDS else 0
        self._speed = SPEEDS[(place + 1) % len(SPEEDS)]
        if self._desk.speed:
            self._desk.play(self._speed)

    # -- answers -----------------------------------------------------------------------------------------------------

    def _show(self, series: RainSeries | None) -> None:
        self.series = series
        self.series_shown.emit(series)
        self._emit()

    def _follow(self) -> None:
        """Observed turns into forecast at the clock's hour; between hours only the now line moves."""
        asked = self._asked_for
        now = self._desk.now()
        if asked is None or asked.replace(minute=0, second=0, microsecond=0) != now.replace(
            minute=0, second=0, microsecond=0
        ):
            self.ask()
        self._emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TOUCHING):
            self.ask()

    def _emit(self) -> None:
        self.shown.emit(self._state())

    def _state(self) -> TimeBarState:
        desk, series = self._desk, self.series
        now, at = desk.now(), desk.at()
        start = series.start if series else now - timedelta(hours=24)
        end = series.end if series else now + timedelta(hours=24)
        name = (self._name or series.label) if series and self._subject is not None else translate("TimeBar", "全区")
        label = translate("TimeBar", "{place} 毫米/时").format(place=_short(name))
        return TimeBarState(
            label=label if series else translate("TimeBar", "没有雨量"),
            start=start,
            end=end,
            now=now,
            at=at,
            clock=phrases.hm(at),
            hours=_hours(start, end),
            bars=tuple(Bar(hour, mm, forecast) for hour, mm, forecast in series.hourly) if series else (),
            marks=_marks(series) if series else (),
            speed=desk.speed if desk.own_clock else None,
        )


def wire(bar: TimeBar, model: TimeModel) -> None:
    """Connect a bar to its model, both ways."""
    bar.looked.connect(model.look)
    bar.sought.connect(model.seek)
    bar.played.connect(model.play_or_pause)
    bar.faster.connect(model.faster)
    model.shown.connect(bar.show_state)
    bar.show_state(model.state)


def _short(name: str) -> str:
    """Without 镇, 村 and the like, and no longer than fits beside the unit."""
    for ending in ("街道", "社区", "镇", "村"):
        if name.endswith(ending) and len(name) - len(ending) > 1:
            return name.removesuffix(ending)[:_LABEL]
    return name[:_LABEL]


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _hours(start: datetime, end: datetime) -> tuple[tuple[datetime, str], ...]:
    """Ticks at 00, 06, 12 and 18 local time; midnight says the day where the record is longer than two days."""
    first = phrases.local(start).replace(minute=0, second=0, microsecond=0)
    ticks = []
    hours = int((end - start).total_seconds() // 3600) + 2
    for ahead in range(hours):
        at = first + timedelta(hours=ahead)
        if at.hour % _TICK_HOURS == 0 and start <= at <= end:
            if hours <= 50:
                words = at.strftime("%H:%M")
            elif at.hour == 0:
                words = translate("TimeBar", "{day}日").format(day=at.day)
            else:
                words = f"{at.hour:02d}"
            ticks.append((at, words))
    return tuple(ticks)


def _marks(series: RainSeries) -> tuple[Mark, ...]:
    return tuple(Mark(at, _MARKS[kind]) for at, kind, _text in series.marks if kind in _MARKS)
