"""叫应: whom a household or a village is called through, in which order, and what follows from each answer.

The ladder is A, B, neighbour, door, radio. Where a household stands on it follows from the order in which its calls
were recorded and from how each ended, never from a clock; clocks only say when the next call is due, and a clock that
is wrong makes it due at once, never later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.events import Evidence, Outcome
from core.domain.hazards import Trigger
from core.domain.rules import RuleBook, RuleRow

CALLED = ("A", "B", "neighbour", "door", "radio", "gong", "self")  # what `to` of a call may be


class Rung(StrEnum):
    """叫到哪一级: A B 邻 门 台, from the first to the last resort."""

    A = "A"
    B = "B"
    NEIGHBOUR = "neighbour"
    DOOR = "door"
    RADIO = "radio"


CallingRule = RuleRow  # `scope` is a level, a rung or `*`
CallingRules = RuleBook


@dataclass(frozen=True, slots=True)
class Try:
    """One call as it was recorded: to whom (one of `CALLED`), how it ended, when that is said to have been."""

    to: str
    outcome: Outcome
    at: datetime
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where the calling stands.

    `rung` is the one to call now, None where there is none at all; `tried` those that were called since somebody last
    spoke; `tries` counts those calls; `last` is the newest of all calls and `answered` the newest in which somebody
    spoke. `settled` means that nothing more is to be called: somebody answered and no later call went unanswered.
    `waits_on` is the call whose answer is waited for, for as long as `wait`; without one the next call is due at once.
    """

    rung: Rung | None
    tried: tuple[Rung, ...] = ()
    tries: int = 0
    last: Try | None = None
    answered: Try | None = None
    first_silent: Try | None = None
    settled: bool = False
    waits_on: Try | None = None
    wait: timedelta = timedelta()

    @property
    def due(self) -> datetime | None:
        """When the next call is due by the clock of the last one; None before any call and once settled."""
        if self.last is None or self.settled:
            return None
        return self.waits_on.at + self.wait if self.waits_on is not None else self.last.at

    def waits(self, now: datetime) -> bool:
        """Whether the next call may wait. A call from the future shows that a clock is wrong: then it may not."""
        return self.waits_on is not None and self.waits_on.at <= now < self.waits_on.at + self.wait

    def since(self, ordered: datetime) -> datetime:
        """Since when nobody has answered: since somebody last spoke, else the first call without an answer, else the
        order itself."""
        if self.answered is not None:
            return self.answered.at
        return self.first_silent.at if self.first_silent is not None else ordered


def ladder(tries: Sequence[Try], rungs: Iterable[Rung], level: Trigger, rules: CallingRules) -> Ladder:
    """Where calls, causes before effects, have led on the rungs that there are.

    A rung is passed once it was off or a wrong number, or has had its redials; a rung that was called out of turn
    stands for all before it. The last rung is never passed. A message that is carried waits for its answer on the rung
    that took it. Calls to the household itself stand on no rung: one that was answered settles, one that was not
    changes nothing but the count.
    """
    there = sorted(set(rungs), key=_ORDER.index)
    if not tries:
        return Ladder(there[0] if there else None)
    spoke = max((n for n, one in enumerate(tries) if one.outcome.spoken), default=-1)
    answered, since = (tries[spoke] if spoke >= 0 else None), tries[spoke + 1 :]
    carried = answered if answered is not None and answered.outcome is Outcome.RELAYED else None
    open_calls = (*((carried,) if carried else ()), *since)
    rung = _rung_now(open_calls, there, rules)
    settled = answered is not None and not open_calls
    waits_on = None if settled else next((one for one in reversed(open_calls) if rung_of(one.to) is rung), None)
    return Ladder(
        rung=rung,
        tried=tuple(rung for rung in Rung if any(rung_of(one.to) is rung for one in since)),
        tries=len(since),
        last=tries[-1] if tries else None,
        answered=answered,
        first_silent=next((one for one in since if one.outcome.silent), None),
        settled=settled,
        waits_on=waits_on,
        wait=_wait(waits_on, level, rules) if waits_on is not None else timedelta(),
    )


def rung_of(to: str) -> Rung | None:
    """The rung on which a call stands, None for one to the household itself."""
    return Rung.RADIO if to == "gong" else next((rung for rung in Rung if rung == to), None)


_ORDER = tuple(Rung)


def _rung_now(calls: Sequence[Try], there: list[Rung], rules: CallingRules) -> Rung | None:
    on = [rung for rung in (rung_of(one.to) for one in calls) if rung is not None]
    furthest = max((_ORDER.index(rung) for rung in on), default=0)
    left = [rung for rung in there if _ORDER.index(rung) >= furthest and not _passed(calls, rung, rules)]
    return left[0] if left else (there[-1] if there else None)


def _passed(calls: Sequence[Try], rung: Rung, rules: CallingRules) -> bool:
    if rung is Rung.RADIO:
        return False
    ended = [one.outcome for one in calls if rung_of(one.to) is rung]
    if Outcome.OFF in ended or Outcome.WRONG in ended:
        return True
    return ended.count(Outcome.NONE) > rules.number("redials", rung)


def _wait(call: Try, level: Trigger, rules: CallingRules) -> timedelta:
    """How long the answer to a call is waited for."""
    if call.outcome in (Outcome.RELAYED, Outcome.SENT):
        return rules.minutes(str(call.outcome))
    return rules.minutes("radio") if rung_of(call.to) is Rung.RADIO else rules.minutes("answer", level)


def known_by(to: str, outcome: Outcome) -> Evidence | None:
    """How what such a call says is known; None where it says nothing."""
    if outcome is Outcome.RELAYED:
        return Evidence.HEARSAY
    if outcome is not Outcome.ANSWERED:
        return None
    return {"self": Evidence.PHONE_SELF, "A": Evidence.PHONE_HELPER, "B": Evidence.PHONE_HELPER}.get(
        to, Evidence.SEEN if to == "door" else Evidence.HEARSAY
    )
