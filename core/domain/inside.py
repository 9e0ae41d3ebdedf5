"""What desks say apart of somebody inside a shelter: out for a while and seen there, a bed on top of a mistake."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from core.domain.events import Event, Kind
from core.domain.heads import causes, replaced_by
from core.domain.ids import EventId


class GoneOut(NamedTuple):
    """Somebody went out for a while: the entry that says so, since when, and when he is to be back."""

    event: EventId
    since: datetime
    back_by: datetime | None = None


class _There(Protocol):
    @property
    def out(self) -> GoneOut | None: ...


class _Known(Protocol):
    """What a desk knew of him with the last entry that it had."""

    @property
    def last_event(self) -> EventId | None: ...

    def claim_at(self, place: str | None) -> _There | None: ...


def still_out(events: Mapping[EventId, Event], place: str | None, known: Iterable[_Known]) -> GoneOut | None:
    """The latest going out from a place after which no desk has had him there that knew of it: one that has not heard
    of it does not bring him back."""
    there = [(one, said.last_event) for said in known if (one := said.claim_at(place)) is not None]
    out = {one.out for one, _ in there if one.out is not None}
    inside = [head for one, head in there if one.out is None and head is not None]
    out = {one for one in out if not any(replaced_by(events, one.event, [by]) for by in inside)}
    return max(out, key=lambda one: (one.since, one.event), default=None)


def arrival_taken_back(
    written: Mapping[EventId, Event], counting: Mapping[EventId, Event], entry: EventId
) -> Event | None:
    """An arrival at the place of an entry that was recorded knowing it, and that another desk has taken back: among the
    events as they were `written`, not among those that count."""
    place = written[entry].place
    lost = causes(written, entry) - causes(counting, entry)
    found = [one for one in (written[key] for key in lost) if one.kind == Kind.ARRIVED and one.place == place]
    return max(found, key=lambda one: (one.at, one.id), default=None)
