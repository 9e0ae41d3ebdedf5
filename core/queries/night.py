"""The night as one value: who is due, where they stand, what the plan says of them. Screens are cut from it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.counting import CountingRule
from core.domain.hazards import Trigger
from core.domain.ids import DeviceId, HelperId, HouseholdId, PersonId, PlaceCode, ShelterId
from core.domain.orders import Party, due_members
from core.domain.people import Hazard, Helper, Person, Role
from core.domain.places import Place
from core.domain.plans import Move, Pairing, Shortfall
from core.domain.returning import with_went_back
from core.domain.rooms import Room, RoomId
from core.domain.standing import NOBODY_KNOWS, Class, Home, Standing
from core.queries.names import places
from core.store.database import Store
from core.store.helping import absences
from core.store.holdings import merges_stamp, still_to_come
from core.store.journal import Until, millis
from core.store.missing import overtaken
from core.store.orders import orders_at, orders_in_force
from core.store.people import counted_as, helpers, households, links, people, register_stamp
from core.store.plans import Adopted, standing_plan
from core.store.rooms import rooms_by_id
from core.store.shelters import OnwardOrder, onward_orders
from core.store.standards import counting_order
from core.store.standings import standings, standings_at


@dataclass(frozen=True)
class Night:
    """Everything known at one revision, or as it was at an earlier time (`historic`)."""

    revision: int
    people: dict[PersonId, Person]
    helpers: dict[HelperId, Helper]
    places: dict[PlaceCode, Place]
    levels: dict[PlaceCode, Trigger]
    parties: dict[HouseholdId, Party]
    due: dict[PersonId, Trigger]
    standings: dict[PersonId, Standing]
    adopted: Adopted | None
    sizes: dict[HouseholdId, int] = field(default_factory=dict)
    moves: dict[HouseholdId, Move] = field(default_factory=dict)
    shortfall: dict[HouseholdId, Shortfall] = field(default_factory=dict)
    pairings: dict[tuple[HouseholdId, Role], Pairing] = field(default_factory=dict)
    entries: dict[PersonId, int] = field(default_factory=dict)  # of those with several: how many
    counting: dict[Hazard, CountingRule] = field(default_factory=dict)
    rooms: dict[RoomId, Room] = field(default_factory=dict)
    onward: dict[PersonId, OnwardOrder] = field(default_factory=dict)
    """Who is to go on to another shelter and is not there yet: ordered to, or sent off by an island's desk."""
    overtaken: dict[PersonId, frozenset[DeviceId]] = field(default_factory=dict)
    """Whose last known entry may not be his last: the laptops of which later entries are missing."""

    def standing(self, person: PersonId) -> Standing:
        return self.standings.get(person, NOBODY_KNOWS)

    def town(self, person: Person) -> str:
        place = self.places.get(person.place)
        return place.town if place else ""


def night(store: Store, at: datetime | None = None) -> Night:
    """The night as this file knows it; with an `at` before the last entry, as it was then."""
    if at is not None and _later_entries(store, at):
        return _build(store, standings_at(store, at), orders_at(store, at), onward_orders(store, at))
    stamp = (store.journal.revision, merges_stamp(store)[0])
    return store.memo("night", stamp, lambda: _build(store, standings(store), _levels(store), onward_orders(store)))


def night_known(store: Store, until: Until) -> Night:
    """The night as it was known at a revision of this file, or at another desk."""
    orders = onward_orders(store, until=until)
    return _build(store, standings_at(store, None, until), orders_at(store, None, until), orders)


def _later_entries(store: Store, at: datetime) -> bool:
    """Whether anything here was not known yet at a time: what came from another desk is known since it came, and a
    time that is still to come says nothing."""
    later = store.connection.execute(
        "select 1 from events where at > ? and at <= ? and (subject like 'person/%' or subject like 'place/%')"
        " and not exists (select 1 from merges where events.n > after_n and events.n <= until_n and merges.at <= ?)"
        " limit 1",
        (millis(at), still_to_come(store), millis(at)),
    )
    return later.fetchone() is not None


def _levels(store: Store) -> dict[PlaceCode, Trigger]:
    return {place: order.level for place, order in orders_in_force(store).items()}


def _sizes(store: Store) -> dict[HouseholdId, int]:
    return store.memo(
        "household sizes",
        register_stamp(store),
        lambda: {household: len(members) for household, members in households(store).items()},
    )


def _build(
    store: Store,
    stands: dict[PersonId, Standing],
    levels: dict[PlaceCode, Trigger],
    orders: dict[HouseholdId, OnwardOrder],
) -> Night:
    everybody = people(store)
    parties = store.memo(
        "due parties",
        (register_stamp(store), tuple(sorted(levels.items()))),
        lambda: due_members(everybody.values(), levels),
    )
    parties = with_went_back(parties, everybody, stands)
    adopted = standing_plan(store)
    plan = adopted.plan if adopted else None
    return Night(
        revision=store.journal.revision,
        people=everybody,
        helpers=helpers(store),
        places=places(store),
        levels=levels,
        parties={party.household: party for party in parties},
        due={person: party.level for party in parties for person in party.members},
        standings={person: standing for person, standing in stands.items() if person in everybody},
        adopted=adopted,
        sizes=_sizes(store),
        moves={move.household: move for move in plan.moves} if plan else {},
        shortfall={short.household: short for short in plan.shortfall} if plan else {},
        entries={counted_as(store, group[0]): len(group) for group in links(store).groups},
        counting=counting_order(),
        rooms=rooms_by_id(store),
        onward=_onward(store, everybody, stands, orders),
        pairings=pairings_in_force(plan.pairings, absences(store)) if plan else {},
        overtaken=overtaken(store, stands),
    )


def pairings_in_force(
    pairings: Iterable[Pairing], out: Collection[HelperId]
) -> dict[tuple[HouseholdId, Role], Pairing]:
    """Who goes to each door now: a helper who is out goes to none, and where he was A the deputy stands in for him."""
    found: dict[tuple[HouseholdId, Role], Pairing] = {}
    for pairing in sorted(pairings, key=lambda each: (each.household, each.role)):
        if pairing.helper not in out:
            first = (pairing.household, Role.PRIMARY)
            stands_in = pairing.role is Role.DEPUTY and first not in found
            found[first if stands_in else (pairing.household, pairing.role)] = (
                replace(pairing, role=Role.PRIMARY) if stands_in else pairing
            )
    return found


def _onward(
    store: Store,
    everybody: dict[PersonId, Person],
    stands: dict[PersonId, Standing],
    orders: dict[HouseholdId, OnwardOrder],
) -> dict[PersonId, OnwardOrder]:
    """Who goes on to which shelter. Where an island's desk has sent somebody off, that is where he is going, whatever
    was ordered of his household."""
    ordered = {
        person: order
        for order in orders.values()
        for person in order.persons
        if person in everybody and not _settled(stands.get(person, NOBODY_KNOWS), order)
    }
    together: dict[tuple[HouseholdId, str, str, datetime], list[PersonId]] = {}
    for person, standing in stands.items():
        if standing.going_to is not None and standing.since is not None and person in everybody:
            party = (everybody[person].household, _left(store, standing), standing.going_to, standing.since)
            together.setdefault(party, []).append(person)
    for (household, origin, to, since), persons in together.items():
        sent = OnwardOrder(household, ShelterId(origin), ShelterId(to), tuple(persons), since, "", contested=False)
        ordered.update(dict.fromkeys(persons, sent))
    return ordered


def _left(store: Store, standing: Standing) -> str:
    """The shelter that somebody was sent on from: it stands in the entry, he himself is nowhere now."""
    left = next((claim.event for claim in standing.claims if claim.class_ is Class.NOT_MOVED), None)
    event = store.journal.find(left) if left is not None else None
    return (event.place if event is not None else None) or ""


def _settled(stands: Standing, order: OnwardOrder) -> bool:
    """Whether an order to go on has nothing more to say of somebody: he is there, or anywhere but where it begins."""
    if stands.class_ is Class.AWAY or stands.home is Home.RETURNED:
        return True
    return stands.class_ is Class.MOVED and stands.place != order.origin
