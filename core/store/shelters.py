"""Shelters of this file: those of the pack, and those that somebody added during the night on any desk.

What else is said about a shelter (stocks, its checklist, who is to go on from it) stands in `facts` as live heads:
what several desks say at once is decided here, for the side that leaves nobody behind.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.checklists import Tick
from core.domain.events import Event, Kind
from core.domain.heads import speaking
from core.domain.ids import BlobHash, EventId, HouseholdId, PersonId, PlaceCode, ShelterId
from core.domain.places import Place, Position, Shelter, ShelterKind, Town
from core.domain.standing import Class
from core.domain.supplies import Stock
from core.store.database import Store
from core.store.holdings import came_before
from core.store.journal import Until, moment
from core.store.reference import read_rows
from core.store.standings import standings

ADDED = "X-"  # ids of added shelters begin with it: no pack's id has to be looked at


@dataclass(frozen=True, slots=True)
class Fact:
    """One live head: `about` is its subject after the stream's name."""

    about: str
    event: str
    kind: str
    at: datetime
    operator: str
    values: dict[str, Any]
    personal: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OnwardOrder:
    """A household that is to go on from one shelter to another. `contested`: two desks named different ones."""

    household: HouseholdId
    origin: ShelterId
    to: ShelterId
    persons: tuple[PersonId, ...]
    at: datetime
    operator: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Spared:
    """Somebody decided against relieving a shelter, when so many were in it."""

    cause: str
    inside: int
    at: datetime
    operator: str


def facts(store: Store, stream: str) -> Iterator[Fact]:
    """Live heads of a stream by subject, then by event."""
    rows = store.connection.execute(
        "select subject, event, kind, at, operator, said, blob from facts where subject >= ? and subject < ?"
        " order by subject, event",
        (f"{stream}/", f"{stream}0"),
    )
    for subject, event, kind, at, operator, said, blob in rows.fetchall():
        personal = store.journal.personal(BlobHash(blob.hex())) if blob is not None else None
        about = subject.removeprefix(f"{stream}/")
        yield Fact(about, event.hex(), kind, moment(at), operator, json.loads(said), personal or {})


def sites_stamp(store: Store) -> tuple[int, int]:
    """Changes whenever a shelter may have been added or taken back, or the pack's were replaced."""
    row = store.connection.execute(
        "select max(n) from events where subject >= 'site/' and subject < 'site0'"
    ).fetchone()
    return (store.tables_stamp, int(row[0] or 0))


def all_shelters(store: Store) -> dict[ShelterId, Shelter]:
    """Every shelter by id: the pack's in its order, then those added, by id."""
    return store.memo("shelters", sites_stamp(store), lambda: _read_shelters(store))


def added_shelters(store: Store) -> dict[ShelterId, PlaceCode]:
    """Those added during the night, with the village that they are in."""
    return {
        ShelterId(fact.about): PlaceCode(str(fact.values["place"]))
        for fact in facts(store, "site")
        if fact.kind == Kind.SHELTER_ADDED
    }


def has_shelter(store: Store, shelter: str) -> bool:
    if store.has_reference("shelters", shelter):
        return True
    return shelter.startswith(ADDED) and ShelterId(shelter) in all_shelters(store)


def _read_shelters(store: Store) -> dict[ShelterId, Shelter]:
    found = {row.id: row for row in read_rows(store.connection, "shelters", Shelter)}
    added = [fact for fact in facts(store, "site") if fact.kind == Kind.SHELTER_ADDED]
    if added:
        places = {place.code: place for place in read_rows(store.connection, "places", Place)}
        towns = {town.name: town for town in read_rows(store.connection, "towns", Town)}
        for fact in added:
            shelter = _added(fact, places, towns)
            found.setdefault(shelter.id, shelter)
    return found


def _added(fact: Fact, places: dict[PlaceCode, Place], towns: dict[str, Town]) -> Shelter:
    """A shelter as its event says; without its words (not come yet, or erased) it goes by its id."""
    place = places.get(PlaceCode(str(fact.values["place"])))
    kind = str(fact.values["kind"])
    return Shelter(
        id=ShelterId(fact.about),
        name=str(fact.personal.get("name", "")) or fact.about,
        town=place.town if place else "",
        kind=ShelterKind(kind) if kind in set(ShelterKind) else ShelterKind.HALL,
        position=_near(place, places, towns),
        capacity=int(fact.values["capacity"]),
    )


def _near(place: Place | None, places: dict[PlaceCode, Place], towns: dict[str, Town]) -> Position:
    """Where to draw it: in its village; where that has no position, in its town. No plan goes by such a one."""
    if place is not None and place.position is not None:
        return place.position
    town = towns.get(place.town) if place is not None else None
    if town is not None and town.position is not None:
        return town.position
    beside = [other for other in places.values() if other.position is not None]
    here = next((other for other in beside if place is not None and other.town == place.town), None)
    chosen = here or next(iter(beside), None)
    return chosen.position if chosen is not None and chosen.position is not None else Position(0.0, 0.0)


def unplaced_shelters(store: Store) -> frozenset[ShelterId]:
    """Added shelters in villages without a position: nobody can be planned to go there."""
    added = added_shelters(store)
    if not added:
        return frozenset()
    placed = {place.code for place in read_rows(store.connection, "places", Place) if place.position is not None}
    return frozenset(shelter for shelter, place in added.items() if place not in placed)


def persons_inside(store: Store, shelter: str) -> tuple[PersonId, ...]:
    """Whoever is claimed to be in a shelter, certain or not, in id order."""
    return tuple(
        sorted(
            person
            for person, stands in standings(store).items()
            if any(claim.class_ is Class.MOVED and claim.place == shelter for claim in stands.claims)
            and store.has_person(person)
        )
    )


def stocks(store: Store) -> dict[ShelterId, dict[str, Stock]]:
    """The last count of each item of each shelter; of several desks the least."""
    found: dict[ShelterId, dict[str, Stock]] = {}
    for fact in facts(store, "stock"):
        if fact.kind != Kind.STOCKED:
            continue
        shelter, _, item = fact.about.rpartition("/")
        here = found.setdefault(ShelterId(shelter), {})
        said = Stock(item, float(fact.values["amount"]), fact.at, counted=True)
        other = here.get(item)
        if other is not None:
            least = min(said, other, key=lambda stock: stock.amount)
            said = replace(least, disputed=other.disputed or said.amount != other.amount)
        here[item] = said
    return found


def ticks(store: Store) -> dict[ShelterId, dict[str, Tick]]:
    """What is ticked on each shelter's checklist; what one desk has unticked at the same time is not done."""
    found: dict[ShelterId, dict[str, Tick]] = {}
    off: set[tuple[str, str]] = set()
    for fact in facts(store, "checklist"):
        shelter, _, item = fact.about.rpartition("/")
        if fact.kind == Kind.UNTICKED:
            off.add((shelter, item))
        elif fact.kind == Kind.TICKED:
            said = Tick(item, fact.at, str(fact.personal.get("who", "")), fact.operator)
            here = found.setdefault(ShelterId(shelter), {})
            here[item] = min(said, here.get(item, said), key=lambda tick: (tick.at, tick.who))
    return {
        shelter: {item: tick for item, tick in here.items() if (shelter, item) not in off}
        for shelter, here in found.items()
    }


def onward_orders(
    store: Store, at: datetime | None = None, until: Until | None = None
) -> dict[HouseholdId, OnwardOrder]:
    """Households that are to go on, by the last word on each; two desks at once: by event id, marked as contested. With
    `at` or `until` as it was then."""
    found: dict[HouseholdId, OnwardOrder] = {}
    for fact in facts(store, "relief") if at is None and until is None else _orders_then(store, at, until):
        if fact.kind != Kind.RELIEF_ORDERED:
            continue
        home = HouseholdId(fact.about)
        to = ShelterId(str(fact.values["to"]))
        if home in found:
            found[home] = replace(found[home], contested=found[home].contested or found[home].to != to)
            continue
        persons = tuple(PersonId(str(person)) for person in fact.values["persons"])
        found[home] = OnwardOrder(
            home, ShelterId(str(fact.values["from"])), to, persons, fact.at, fact.operator, contested=False
        )
    return found


def _orders_then(store: Store, at: datetime | None, until: Until | None) -> Iterator[Fact]:
    """The live heads of the orders to go on as they were; an order bears nothing personal."""
    by_household: dict[str, dict[EventId, Event]] = {}
    came = came_before(store, at) if at is not None else frozenset[EventId]()
    for event in store.journal.all(until=until):
        if event.subject.startswith("relief/") and (at is None or event.at <= at or event.id in came):
            by_household.setdefault(event.subject.removeprefix("relief/"), {})[event.id] = event
    for household, events in sorted(by_household.items()):
        for event in speaking(events):
            yield Fact(household, event.id, event.kind, event.at, event.operator, dict(event.values), {})


def spared(store: Store) -> dict[ShelterId, Spared]:
    """Shelters that somebody decided not to relieve; of several desks the one that looked at fewest people."""
    found: dict[ShelterId, Spared] = {}
    for fact in facts(store, "spared"):
        if fact.kind == Kind.RELIEF_DECLINED:
            said = Spared(str(fact.values["cause"]), int(fact.values["inside"]), fact.at, fact.operator)
            here = ShelterId(fact.about)
            found[here] = min(said, found.get(here, said), key=lambda one: (one.inside, one.at))
    return found
