"""The guarded question at the door: 从哪个点过来的?

A desk that has not heard of an arrival elsewhere cannot name it in `after`; the person can. An arrival that declares
the shelter he came from replaces the arrival there, under guard: only where exactly one arrival of his is known there,
written by who had him before his eyes, in the first epoch of its laptop, with everything at hand that both arrivals
knew (else one may be missing), and where the answer contradicts nothing that was recorded. An arrival that was told by
telephone may be a later one, of which what the door wrote was lost. What the guard turns away stays a conflict for
people to settle.
"""

from collections.abc import Mapping

from core.domain.events import Event, Evidence, Kind
from core.domain.ids import EventId

_AT_THE_DOOR = frozenset((Evidence.CARD, Evidence.SLIP, Evidence.SEEN))


def with_declared(events: Mapping[EventId, Event]) -> Mapping[EventId, Event]:
    """Events of one person, those with a guarded answer naming in `after` the arrival that it replaces."""
    asking = [e for e in events.values() if e.moved_from is not None and e.kind == Kind.ARRIVED]
    if not asking:
        return events
    arrivals: dict[str | None, list[Event]] = {}
    for event in events.values():
        if event.kind == Kind.ARRIVED:
            arrivals.setdefault(event.place, []).append(event)
    replaced: dict[EventId, EventId] = {}
    for event in asking:
        there = arrivals.get(event.moved_from, [])
        if event.moved_from == event.place or len(there) != 1 or there[0].epoch != 1:
            continue
        if there[0].evidence not in _AT_THE_DOOR:  # told by telephone: his arrival there may be written where he is
            continue
        if _whole_history(events, event) and _whole_history(events, there[0]):
            replaced[event.id] = there[0].id
    kept = {event: before for event, before in replaced.items() if not _leads_to(events, replaced, before, event)}
    if not kept:
        return events
    return {
        key: event._replace(after=tuple(sorted({*event.after, kept[key]}))) if key in kept else event
        for key, event in events.items()
    }


def _whole_history(events: Mapping[EventId, Event], arrival: Event) -> bool:
    """Whether nothing that this arrival knew is missing here."""
    stack, seen = list(arrival.after), set[EventId]()
    while stack:
        current = stack.pop()
        if current not in events:
            return False
        if current not in seen:
            seen.add(current)
            stack.extend(events[current].after)
    return True


def _leads_to(
    events: Mapping[EventId, Event], declared: Mapping[EventId, EventId], start: EventId, goal: EventId
) -> bool:
    """Whether `start` was recorded, or says it was, later than `goal`: two answers may not replace each other."""
    stack, seen = [start], set[EventId]()
    while stack:
        current = stack.pop()
        if current == goal:
            return True
        if current in events and current not in seen:
            seen.add(current)
            stack.extend(events[current].after)
            if current in declared:
                stack.append(declared[current])
    return False
