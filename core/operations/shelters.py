"""Opening and closing a shelter."""

from datetime import datetime

from core.domain.events import Changes, Draft, Kind
from core.domain.ids import ShelterId
from core.operations.recording import require_shelter, trust_of
from core.store.database import Store


def open_shelter(store: Store, *, shelter: ShelterId, at: datetime, operator: str) -> Changes:
    """Record that a shelter has opened its doors."""
    return _turn(store, Kind.SHELTER_OPENED, shelter, at, operator)


def close_shelter(store: Store, *, shelter: ShelterId, at: datetime, operator: str) -> Changes:
    """Record that a shelter has closed. The screen asks first while people are in it."""
    return _turn(store, Kind.SHELTER_CLOSED, shelter, at, operator)


def _turn(store: Store, kind: Kind, shelter: ShelterId, at: datetime, operator: str) -> Changes:
    require_shelter(store, shelter)
    return store.record([Draft(kind, f"shelter/{shelter}", at, operator, trust=trust_of(store, None))])
