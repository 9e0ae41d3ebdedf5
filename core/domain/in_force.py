"""What is in force where several desks spoke: an order, a lock, who is out there; of one subject, without clocks."""

from collections.abc import Mapping, Sequence

from core.domain.events import Event, Kind
from core.domain.hazards import Trigger
from core.domain.heads import causes, effective_chain, effective_heads, speaking, without_voided
from core.domain.helping import Out
from core.domain.ids import EventId
from core.domain.orders import level_rank

Events = Mapping[EventId, Event]


def last_said(events: Events, *kinds: Kind) -> tuple[Event, ...]:
    """The last event of some kinds that still counts, or none. Two desks at once: see `said_last`; events of a kind
    that this version does not know change nothing that it shows."""
    last = said_last(events, [event for event in effective_chain(events) if event.kind in kinds])
    return () if last is None else (last,)


def said_last(events: Events, said: Sequence[Event]) -> Event | None:
    """Of several events the one whose writer knew the most: it replaces what it was written after, and of two that were
    written apart the one with more of this subject behind it counts, then the higher id. Clocks have no say."""
    return next(reversed(unreplaced(events, said)), None)


def unreplaced(events: Events, said: Sequence[Event]) -> list[Event]:
    """Those of several events, causes before effects, that none of the others was written after; what `said_last` takes
    stands last."""
    behind: dict[EventId, int] = {}
    replaced: set[EventId] = set()
    for event in reversed(said):  # the newest first: a long chain is then walked once
        if event.id not in replaced:
            known = causes(events, event.id)
            behind[event.id] = len(known)
            replaced |= known
    left = [event for event in said if event.id not in replaced]
    return sorted(left, key=lambda event: (behind[event.id], event.id))


def standing_order(events: Events) -> Event | None:
    """The order in force: the highest of the live ones; lifted only where every live head says so."""
    return max(_live(events, Kind.ORDERED, Kind.LIFTED), key=_rank_of_order, default=None)


def standing_level(events: Events) -> Event | None:
    """The response level in force of one scope: with two desks at once the highest, so that neither lowers what the
    other has raised. A level that only a newer version knows stands above all."""
    live = _live(events, Kind.LEVEL_SET, Kind.LEVEL_SET)
    highest = max((level_rank(str(event.values["level"])) for event in live), default=0)
    return said_last(events, [event for event in live if level_rank(str(event.values["level"])) == highest])


def standing_door(events: Events) -> tuple[Event | None, bool]:
    """What was said last of a shelter's doors, and whether desks differ: while one of them says closed nobody is sent
    there, and they are open only where every live head says so."""
    closed = _live(events, Kind.SHELTER_CLOSED, Kind.SHELTER_OPENED)
    opened = _live(events, Kind.SHELTER_OPENED, Kind.SHELTER_CLOSED)
    return said_last(events, closed or opened), bool(closed and opened)


def standing_absence(events: Events) -> Event | None:
    """What says that a helper is out: while one desk says so he is, and is back only where every live head says so."""
    return said_last(events, _live(events, Kind.HELPER_OUT, Kind.HELPER_BACK))


def standing_lock(events: Events) -> tuple[Event | None, bool]:
    """Whom somebody has locked to a door: with two desks at once as `said_last` has it, and whether they named
    different helpers; ended only where every live head says so."""
    live = _live(events, Kind.PAIR_LOCKED, Kind.PAIR_UNLOCKED)
    return said_last(events, live), len({event.values["helper"] for event in live}) > 1


def standing_sortie(events: Events) -> tuple[Event | None, bool]:
    """What is known of somebody out there, and whether live heads differ: then what keeps looking for him is used. A
    state that only a newer version knows changes nothing."""
    live = [event for event in speaking(events) if event.kind == Kind.SORTIE and event.values.get("state") in set(Out)]
    states = {event.values["state"] for event in live}
    worst = min(live, key=lambda event: (list(Out).index(Out(event.values["state"])), event.at, event.id), default=None)
    return worst, len(states) > 1


def _live(events: Events, given: Kind, ended: Kind) -> list[Event]:
    """Live events of the kind `given`; whatever is neither it nor its end leaves them as they are."""
    original, events = events, without_voided(events)
    in_force: dict[EventId, frozenset[EventId]] = {}
    for event in effective_chain(events):
        before = [in_force.get(head, frozenset()) for head in effective_heads(events, event.after)]
        if event.kind == given:
            in_force[event.id] = frozenset([event.id])
        elif event.kind == ended:
            in_force[event.id] = frozenset()
        else:
            in_force[event.id] = frozenset().union(*before)
    live = frozenset[EventId]().union(*(in_force.get(event.id, frozenset()) for event in speaking(events)))
    return [original[one] for one in sorted(live)]


def _rank_of_order(event: Event) -> tuple[int, EventId]:
    return Trigger(event.values["level"]).rank, event.id
