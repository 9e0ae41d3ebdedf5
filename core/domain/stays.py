"""Who was in which shelter from when until when, and the most that were there at one time: persons, peak, visits.

Three different figures: *persons* who were ever placed, the *peak* placed at one time, and *visits* (人次), one for
each stay. Stays follow the causal order of what was recorded, never the clocks: a leaving that is said to be earlier
than the arrival it follows ends the stay at once. Somebody whom two desks have in two shelters is counted in each of
them and once in all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.guarded import with_declared
from core.domain.harm import Harm
from core.domain.heads import effective_chain, effective_heads, without_voided
from core.domain.ids import EventId, PersonId

_PLACING = frozenset((str(Kind.ARRIVED), "roomed", "stepped_out"))  # a bed, or an hour outside, says that he is in
_ENDING = frozenset((Kind.LEFT, Kind.REFUSED, Kind.UNREACHABLE, Kind.AWAY))


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay; `until` None while it lasts."""

    person: PersonId
    place: str
    start: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class InHouse:
    """`persons` ever placed, `now` placed, the `peak` and when it was first reached, `visits` one for each stay."""

    persons: int = 0
    now: int = 0
    peak: int = 0
    peak_at: datetime | None = None
    visits: int = 0


def stays_of(person: PersonId, events: Mapping[EventId, Event]) -> tuple[Stay, ...]:
    """The stays that the events of one person amount to, in causal order. A second arrival where he already is goes on
    with the same stay."""
    events = without_voided(with_declared(events))
    chain = effective_chain(events)
    times: dict[EventId, datetime] = {}
    open_at: dict[EventId, frozenset[EventId]] = {}  # after each entry: the arrivals whose stays still last
    begun: dict[EventId, str] = {}
    ended: dict[EventId, datetime] = {}
    for event in chain:
        before = effective_heads(events, event.after)
        times[event.id] = max((event.at, *(times[head] for head in before if head in times)))
        lasting = frozenset[EventId]().union(*(open_at.get(head, frozenset()) for head in before))
        lasting = frozenset(one for one in lasting if one not in ended or ended[one] > times[event.id])
        open_at[event.id] = lasting
        if not _moves(event):
            continue
        place = _place(event)
        same = frozenset(one for one in lasting if begun[one] == place)
        for one in lasting - same:
            ended[one] = max(times[one], times[event.id])
        if place and not same:
            begun[event.id] = place
            same = frozenset([event.id])
        open_at[event.id] = same
    return tuple(Stay(person, place, times[one], ended.get(one)) for one, place in begun.items())


def _moves(event: Event) -> bool:
    return (
        event.kind in _PLACING
        or event.kind in _ENDING
        or (event.kind == Kind.HARMED and event.values.get("harm") == Harm.HOSPITAL)
    )


def _place(event: Event) -> str:
    """The shelter that an entry puts somebody in; a hospital is none, its beds are counted there."""
    return event.place or "" if event.kind in _PLACING else ""


def in_house(stays: Iterable[Stay]) -> dict[str, InHouse]:
    """The figures of each shelter; under `*` those of all of them together."""
    by_place: dict[str, dict[PersonId, list[Stay]]] = {}
    everywhere: dict[PersonId, list[Stay]] = {}
    for stay in stays:
        by_place.setdefault(stay.place, {}).setdefault(stay.person, []).append(stay)
        everywhere.setdefault(stay.person, []).append(stay)
    found = {place: _figures(there) for place, there in sorted(by_place.items())}
    visits = sum(figures.visits for figures in found.values())
    found["*"] = replace(_figures(everywhere), visits=visits)
    return found


def _figures(by_person: Mapping[PersonId, list[Stay]]) -> InHouse:
    """Somebody who goes out of one door at the minute at which another comes in makes no peak: leavings first."""
    stretches = [one for stays in by_person.values() for one in _joined(stays)]
    lasting = [stay for stay in stretches if stay.until is None or stay.until > stay.start]
    ends = [(stay.until, -1) for stay in lasting if stay.until is not None]
    now, peak, peak_at = 0, 0, None
    for at, turn in sorted([*((stay.start, 1) for stay in lasting), *ends]):
        now += turn
        if now > peak:
            peak, peak_at = now, at
    return InHouse(len(by_person), sum(stay.until is None for stay in stretches), peak, peak_at, len(stretches))


def _joined(stays: list[Stay]) -> list[Stay]:
    """The stays of one person that lie over one another, as one stretch each: two desks may have taken him in."""
    out: list[Stay] = []
    for stay in sorted(stays, key=lambda one: one.start):
        last = out[-1] if out else None
        if last is not None and (last.until is None or stay.start < last.until):
            until = max(last.until, stay.until) if last.until is not None and stay.until is not None else None
            out[-1] = replace(last, until=until)
        else:
            out.append(stay)
    return out
