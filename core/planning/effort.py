"""Work counted in steps; the clock is only a watchdog; a stop by the officer ends the run at once."""

from collections.abc import Callable
from time import monotonic


class Stopped(Exception):
    """The officer stopped the run: there is no answer, and the standing plan stays."""


class Effort:
    """Counts steps, passes progress on, and says when a run must come to its end.

    `exhausted` turns true for good when the steps or the watchdog's seconds are used up: searches then end with the
    best they have. The watchdog is the only use of a clock in the core, and never decides anything within its limit.
    """

    def __init__(
        self,
        report: Callable[[float], None],
        stopped: Callable[[], bool],
        max_steps: int,
        watchdog_s: float,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._report, self._stopped, self._clock = report, stopped, clock
        self._max_steps, self._watchdog_s = max_steps, watchdog_s
        self._begin = clock()
        self._polled = self._begin
        self.steps = 0
        self.exhausted = False

    @property
    def seconds(self) -> float:
        return self._clock() - self._begin

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._watchdog_s - self.seconds)

    def part(self, max_steps: int) -> "Effort":
        """A count of its own for one piece of the work, within the seconds left; the same officer may stop it."""
        return Effort(_unheard, self._stopped, max_steps, self.seconds_left, self._clock)

    def spend(self, steps: int = 1) -> None:
        """Count steps; raise Stopped when the officer has stopped the run."""
        self.steps += steps
        if self.steps > self._max_steps:
            self.exhausted = True
        now = self._clock()
        if now - self._polled >= 0.02:  # asking is cheap but may cross a process border
            self.poll()
        if now - self._begin > self._watchdog_s:
            self.exhausted = True

    def poll(self) -> None:
        self._polled = self._clock()
        if self._stopped():
            raise Stopped

    def share(self, done: float) -> None:
        """Progress, 0 to 1."""
        self.poll()
        self._report(done)


def _unheard(_share: float) -> None:
    """The progress of a part is not that of the whole."""
