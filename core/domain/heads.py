"""Which events of one subject still speak: causal order, never clocks."""

from collections.abc import Iterable, Mapping, Sequence

from core.domain.events import Event, Kind
from core.domain.ids import EventId


def live_heads(events: Mapping[EventId, Event]) -> tuple[EventId, ...]:
    """Ids that no other event names in `after`, in id order."""
    named = {before for event in events.values() for before in event.after}
    return tuple(sorted(set(events) - named))


def effective_heads(events: Mapping[EventId, Event], heads: Sequence[EventId]) -> tuple[EventId, ...]:
    """Heads with voids resolved: a void stands for whatever its target had replaced, a voided void for the target."""
    if len(heads) == 1 and (only := events.get(heads[0])) is not None and only.kind != Kind.VOIDED:
        return (heads[0],)  # most entries follow one another
    out: list[EventId] = []
    stack = sorted(heads, reverse=True)
    seen: set[EventId] = set()
    while stack:
        head = stack.pop()
        if head in seen or head not in events:
            continue
        seen.add(head)
        event = events[head]
        if event.kind == Kind.VOIDED:
            target = events.get(EventId(str(event.values["event"])))
            beside = [before for before in event.after if target is None or before != target.id]
            stack.extend(sorted({*beside, *(target.after if target else ())}, reverse=True))
        else:
            out.append(head)
    return tuple(head for head in out if len(out) == 1 or not replaced_by(events, head, out))


def without_voided(events: Mapping[EventId, Event]) -> Mapping[EventId, Event]:
    """The same events as if what was taken back had never been known: whoever wrote on top of an entry that another
    desk voids stands on what that entry had replaced. An entry that is known by its id alone stays named."""
    gone = _taken_back(events)
    if not gone:
        return events
    out = dict(events)
    for event in events.values():
        target = str(event.values["event"]) if event.kind == Kind.VOIDED else ""
        if any(before in gone and before != target for before in event.after):
            out[event.id] = event._replace(after=_past(events, gone, event.after, target))
    return out


def _taken_back(events: Mapping[EventId, Event]) -> set[EventId]:
    """Ids that a void in force names: a void that is itself taken back voids nothing."""
    by_target: dict[EventId, list[EventId]] = {}
    for event in events.values():
        if event.kind == Kind.VOIDED:
            by_target.setdefault(EventId(str(event.values["event"])), []).append(event.id)
    in_force: dict[EventId, bool] = {}
    stack = [void for voids in by_target.values() for void in voids]
    while stack:
        void = stack[-1]
        waiting = [other for other in by_target.get(void, ()) if other not in in_force]
        if void not in in_force and waiting:
            stack.extend(waiting)
            continue
        in_force[void] = not any(in_force[other] for other in by_target.get(void, ()))
        stack.pop()
    return {target for target, voids in by_target.items() if any(in_force[void] for void in voids)}


def _past(
    events: Mapping[EventId, Event], gone: set[EventId], after: Iterable[EventId], target: str
) -> tuple[EventId, ...]:
    """What was known, with entries that were taken back passed over; the target of a void stays its target."""
    out, seen, stack = set[EventId](), set[EventId](), list(after)
    while stack:
        current = stack.pop()
        if current in seen:
            continue
        seen.add(current)
        if current in gone and current != target and current in events:
            stack.extend(events[current].after)
        else:
            out.add(current)
    return tuple(sorted(out))


def not_come(events: Mapping[EventId, Event], heads: Iterable[EventId]) -> tuple[EventId, ...]:
    """Entries that heads come to, voids resolved, of which only the ids are known here; what a void of one that has
    not come brings back is not known either."""
    out, seen = set[EventId](), set[EventId]()
    stack = list(heads)
    while stack:
        head = stack.pop()
        if head in seen:
            continue
        seen.add(head)
        event = events.get(head)
        if event is None:
            out.add(head)
        elif event.kind == Kind.VOIDED:
            target = EventId(str(event.values["event"]))
            stack.extend([target] if target not in events else events[target].after)
            stack.extend(before for before in event.after if before != target)
    return tuple(sorted(out))


def replaced_by(events: Mapping[EventId, Event], event: EventId, others: Sequence[EventId]) -> bool:
    """Whether one of `others` was recorded knowing `event`: what a void brings back may be replaced elsewhere."""
    stack = [before for other in others if other != event for before in events[other].after]
    seen: set[EventId] = set()
    while stack:
        current = stack.pop()
        if current == event:
            return True
        if current not in seen and current in events:
            seen.add(current)
            stack.extend(events[current].after)
    return False


def causes(events: Mapping[EventId, Event], event: EventId) -> set[EventId]:
    """Events of the subject that were known when one was written, directly or through others."""
    stack, seen = list(events[event].after), set[EventId]()
    while stack:
        current = stack.pop()
        if current not in seen and current in events:
            seen.add(current)
            stack.extend(events[current].after)
    return seen


def voided(events: Iterable[Event]) -> set[EventId]:
    """Ids taken back, of events given causes before effects: a void that was itself taken back voids nothing."""
    out: set[EventId] = set()
    for event in reversed(list(events)):
        if event.kind == Kind.VOIDED and event.id not in out:
            out.add(EventId(str(event.values["event"])))
    return out


def speaking(events: Mapping[EventId, Event]) -> tuple[Event, ...]:
    """The live heads of a subject with voids resolved, as events in id order."""
    return tuple(events[head] for head in effective_heads(events, live_heads(events)))


def effective_chain(events: Mapping[EventId, Event]) -> tuple[Event, ...]:
    """All events that still count for a subject, causes before effects, voided ones left out; ties by id."""
    original, events = events, without_voided(events)
    order: list[Event] = []
    placed: set[EventId] = set()
    stack = sorted(effective_heads(events, live_heads(events)), reverse=True)
    while stack:
        current = stack[-1]
        if current in placed:
            stack.pop()
            continue
        waiting = [head for head in effective_heads(events, events[current].after) if head not in placed]
        if waiting:
            stack.extend(sorted(waiting, reverse=True))
            continue
        placed.add(current)
        order.append(original[current])
        stack.pop()
    return tuple(order)


def straight(events: Mapping[EventId, Event]) -> list[Event] | None:
    """The events in order where each simply follows the one before, as nearly all do; None where anything was voided,
    declared or recorded apart."""
    last: EventId | None = None
    for event in events.values():
        if event.kind == Kind.VOIDED or event.moved_from is not None or event.after != ((last,) if last else ()):
            break
        last = event.id
    else:  # they also came in that order
        return list(events.values())
    ahead: dict[EventId | None, Event] = {}
    for event in events.values():
        if len(event.after) > 1 or event.moved_from is not None or event.kind == Kind.VOIDED:
            return None
        before = event.after[0] if event.after and event.after[0] in events else None
        if before in ahead:
            return None
        ahead[before] = event
    order: list[Event] = []
    following = ahead.get(None)
    while following is not None:
        order.append(following)
        following = ahead.get(following.id)
    return order if len(order) == len(events) else None
