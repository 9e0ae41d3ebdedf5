"""Orders in force, declined proposals, response levels, open shelters."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.hazards import Trigger
from core.domain.heads import voided
from core.domain.ids import EventId, PlaceCode, ShelterId
from core.domain.in_force import standing_door, standing_order
from core.domain.orders import Completion, Order, ResponseLevel, level_rank
from core.store.database import Store
from core.store.holdings import came_before
from core.store.journal import Until, moment


def orders_in_force(store: Store) -> dict[PlaceCode, Order]:
    """Standing orders by place."""
    rows = store.connection.execute(
        "select place, level, at, operator, event from orders where level != 'none' order by place"
    )
    return {
        PlaceCode(place): Order(PlaceCode(place), Trigger(level), moment(at), operator, EventId(event.hex()))
        for place, level, at, operator, event in rows
    }


def orders_at(store: Store, at: datetime | None, until: Until | None = None) -> dict[PlaceCode, Trigger]:
    """The level in force at each place by the events said to have happened by `at` or come in by then, or recorded
    up to a revision."""
    by_place: dict[PlaceCode, dict[EventId, Event]] = {}
    came = came_before(store, at) if at is not None else frozenset[EventId]()
    for event in store.journal.all(until=until):
        if event.subject.startswith("place/") and (at is None or event.at <= at or event.id in came):
            by_place.setdefault(PlaceCode(event.subject[6:]), {})[event.id] = event
    standing = {place: standing_order(events) for place, events in by_place.items()}
    return {place: Trigger(order.values["level"]) for place, order in standing.items() if order is not None}


def completions(store: Store) -> dict[PlaceCode, Completion]:
    """The last word of a second name on each standing order, else of whoever ordered it; none for other orders."""
    standing = orders_in_force(store)
    void = voided(store.journal.of_kind(Kind.VOIDED))
    found: dict[PlaceCode, Completion] = {}
    for event in store.journal.of_kind(Kind.COMPLETED):
        place = PlaceCode(event.subject.partition("/")[2])
        order = standing.get(place)
        if event.id in void or order is None or event.values.get("order") != order.event:
            continue
        said = Completion(place, event.at, event.operator, event.operator != order.operator)
        before = found.get(place)
        if before is None or (said.second, said.at, said.operator) > (before.second, before.at, before.operator):
            found[place] = said
    return found


def declined(store: Store) -> dict[PlaceCode, tuple[Trigger, datetime]]:
    """Proposals that somebody decided against, by place."""
    rows = store.connection.execute("select place, declined, declined_at from orders where declined != ''")
    return {PlaceCode(place): (Trigger(level), moment(at)) for place, level, at in rows}


def response_levels(store: Store) -> tuple[ResponseLevel, ...]:
    """Response levels by scope, the highest first, of one height the newest: no clock decides which is shown."""
    rows = store.connection.execute("select level, scope, issuer, at from levels order by at desc, scope")
    found = [ResponseLevel(level, scope, issuer, moment(at)) for level, scope, issuer, at in rows]
    return tuple(sorted(found, key=lambda one: -level_rank(one.level)))


@dataclass(frozen=True, slots=True)
class Opening:
    """`contested`: one desk says closed and another open; it stands as closed until somebody says which."""

    open: bool
    at: datetime
    contested: bool = False


def openings(store: Store, until: Until | None = None) -> dict[ShelterId, Opening]:
    """What was said last about the doors of each shelter; with `until` as this file knew it at that revision."""
    if until is not None:
        return _openings_at(store, until)
    rows = store.connection.execute("select shelter, open, at, contested from openings")
    return {ShelterId(one): Opening(bool(is_open), moment(at), bool(apart)) for one, is_open, at, apart in rows}


def _openings_at(store: Store, until: Until) -> dict[ShelterId, Opening]:
    by_shelter: dict[ShelterId, dict[EventId, Event]] = {}
    for event in store.journal.all(until=until):
        if event.subject.startswith("shelter/"):
            by_shelter.setdefault(ShelterId(event.subject[8:]), {})[event.id] = event
    found = {}
    for shelter, events in by_shelter.items():
        last, contested = standing_door(events)
        if last is not None:
            found[shelter] = Opening(last.kind == Kind.SHELTER_OPENED, last.at, contested)
    return found
