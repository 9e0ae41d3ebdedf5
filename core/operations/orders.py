"""Orders, their lifting, and the response level: what people decide and sign for."""

from datetime import datetime

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.domain.orders import RESPONSE_LEVELS
from core.operations.recording import require_place, trust_of
from core.store.database import Store
from core.store.orders import orders_in_force


def order(
    store: Store,
    *,
    places: tuple[PlaceCode, ...],
    level: Trigger,
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Order places to prepare or to go: their people become due. One event a place, all or none."""
    drafts = []
    for place in places:
        require_place(store, place)
        drafts.append(
            Draft(
                Kind.ORDERED,
                f"place/{place}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"level": str(level)},
                pii=({"note": note},) if note else (),
            )
        )
    return store.record(drafts)


def lift(
    store: Store,
    *,
    places: tuple[PlaceCode, ...],
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Lift the orders of places by name. Refusal(NOT_ORDERED) where a place has none."""
    standing = orders_in_force(store)
    drafts = []
    for place in places:
        require_place(store, place)
        if place not in standing:
            raise Refusal(Rule.NOT_ORDERED, {"place": place})
        drafts.append(
            Draft(
                Kind.LIFTED,
                f"place/{place}",
                at,
                operator,
                trust=trust_of(store, trust),
                pii=({"note": note},) if note else (),
            )
        )
    return store.record(drafts)


def complete(
    store: Store,
    *,
    places: tuple[PlaceCode, ...],
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that the orders of places are carried out. Whoever ordered may say so too, but then a second name is
    still wanted. Refusal(NOT_ORDERED) where a place has no order."""
    standing = orders_in_force(store)
    drafts = []
    for place in places:
        require_place(store, place)
        if place not in standing:
            raise Refusal(Rule.NOT_ORDERED, {"place": place})
        drafts.append(
            Draft(
                Kind.COMPLETED,
                f"done/{place}",
                at,
                operator,
                place=place,
                trust=trust_of(store, trust),
                values={"order": standing[place].event},
                pii=({"note": note},) if note else (),
            )
        )
    return store.record(drafts)


def decline(
    store: Store, *, places: tuple[PlaceCode, ...], level: Trigger, reason: str, at: datetime, operator: str
) -> Changes:
    """Record that a proposed order was not given, and why."""
    for place in places:
        require_place(store, place)
    return store.record(
        Draft(
            Kind.DECLINED,
            f"place/{place}",
            at,
            operator,
            trust=trust_of(store, None),
            values={"level": str(level)},
            pii=({"note": reason},) if reason else (),
        )
        for place in places
    )


def set_level(
    store: Store,
    *,
    level: str,
    scope: str,
    issuer: str,
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Enter the response level of a scope as its issuer gave it."""
    if level not in RESPONSE_LEVELS:
        raise Refusal(Rule.UNKNOWN_LEVEL, {"level": level, "known": list(RESPONSE_LEVELS)})
    return store.record(
        [
            Draft(
                Kind.LEVEL_SET,
                f"level/{scope}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"level": level},
                pii=({"issuer": issuer},),
            )
        ]
    )
