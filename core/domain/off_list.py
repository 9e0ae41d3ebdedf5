"""Off the list only where nothing says otherwise: what a desk said of somebody, and whoever took him off did not know,
keeps him on it, open, until people say which is right. Nobody drops out by a race.

Taking off names the entries about him that were known then. One that an older version wrote names none: it was refused
for whoever was in a shelter, so that he is in one now was not known either.
"""

from collections.abc import Collection, Mapping
from typing import Any

from core.domain.events import Event, Kind, Outcome
from core.domain.heads import causes, effective_chain
from core.domain.ids import EventId
from core.domain.standing import Class, fold_person

KNEW = "knew"  # among the values of a taking off: the last entries about him that were known


def said_since(events: Mapping[EventId, Event], takings: Collection[Mapping[str, Any]]) -> bool:
    """Whether anything was said of somebody that none of those who took him off (the values of their entries) knew."""
    if not events:
        return False
    named = [EventId(str(one)) for values in takings for one in values.get(KNEW, ())]
    if not any(KNEW in values for values in takings):
        return any(claim.class_ is Class.MOVED for claim in fold_person(events).claims)
    known = {one for name in named if name in events for one in (name, *causes(events, name))}
    return bool(telling(events, known))


def telling(events: Mapping[EventId, Event], known: Collection[EventId] = frozenset[EventId]()) -> tuple[Event, ...]:
    """What still counts of all that was said of somebody beyond what is known; a call that nobody answered tells
    nothing."""
    chain = effective_chain(events)
    return tuple(event for event in chain if event.id not in known and not _unanswered(event))


def _unanswered(event: Event) -> bool:
    outcome = event.values.get("outcome")
    return event.kind == Kind.CALLED and (outcome not in set(Outcome) or Outcome(outcome).silent)
