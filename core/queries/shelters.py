"""Shelters now: who is in, who is still to come, and three different figures: in the house, peak, visits."""

from collections import Counter
from datetime import datetime

from core.domain.events import Kind, Step
from core.domain.heads import voided
from core.domain.ids import PersonId, ShelterId
from core.domain.places import Shelter
from core.domain.plans import Move
from core.domain.standing import Class
from core.domain.supplies import ITEMS, Stock
from core.queries.map_rows import ShelterRow
from core.queries.names import shelters
from core.queries.night import Night, night
from core.store.database import Store
from core.store.orders import openings
from core.store.rooms import rooms
from core.store.shelters import ADDED, stocks, ticks
from core.store.stays import house_figures


def shelter_board(store: Store, scope: str | None, at: datetime) -> tuple[ShelterRow, ...]:
    """All shelters as they stand at `at`: the chosen town's first, then the neighbours', in the pack's order."""
    del at  # arrivals count when they are recorded; asked for like every screen's query
    rows = store.memo("shelter board", store.journal.revision, lambda: _board(store))
    return tuple(sorted(rows, key=lambda row: scope is not None and row.shelter.town != scope))


def _board(store: Store) -> tuple[ShelterRow, ...]:
    known, doors = night(store), openings(store)
    inside, beyond, disputed = _inside(known)
    coming, moving, next_at = _coming(known)
    figures, last = house_figures(store), _last_arrivals(store)
    arrivals, counted, ticked = _arrivals(known), stocks(store), ticks(store)
    onward_in, onward_out = _onward(known)
    listed = rooms(store)
    rows = []
    for shelter in shelters(store).values():
        door = doors.get(shelter.id)
        rows.append(
            ShelterRow(
                shelter=shelter,
                inside=inside[shelter.id],
                coming=coming[shelter.id],
                on_the_way=moving[shelter.id],
                beyond=beyond[shelter.id],
                disputed=disputed[shelter.id],
                open=door.open if door else inside[shelter.id] > 0,
                opened_at=door.at if door and door.open else None,
                contested=door is not None and door.contested,
                last_arrival=last.get(shelter.id),
                next_arrival=next_at.get(shelter.id),
                peak=figures[shelter.id].peak if shelter.id in figures else 0,
                visits=figures[shelter.id].visits if shelter.id in figures else 0,
                arrivals=tuple(sorted(arrivals.get(shelter.id, {}).items())),
                stocks=_stocks(shelter, door.at if door and door.open else None, counted.get(shelter.id, {})),
                ticks=tuple(ticked.get(shelter.id, {}).values()),
                onward_in=onward_in[shelter.id],
                onward_out=onward_out[shelter.id],
                added=shelter.id.startswith(ADDED),
                beds=sum(room.beds for room in listed[shelter.id]) if shelter.id in listed else None,
            )
        )
    return tuple(rows)


def inside_counts(known: Night) -> Counter[ShelterId]:
    """Persons who hold a bed: everybody certainly in a shelter, and whoever is disputed, in each claimed one."""
    counts, _, _ = _inside(known)
    return counts


def _inside(known: Night) -> tuple[Counter[ShelterId], Counter[ShelterId], Counter[ShelterId]]:
    inside: Counter[ShelterId] = Counter()
    beyond: Counter[ShelterId] = Counter()
    disputed: Counter[ShelterId] = Counter()
    for person_id, stands in known.standings.items():
        claimed = {ShelterId(c.place) for c in stands.claims if c.class_ is Class.MOVED and c.place}
        for place in claimed:
            inside[place] += 1
            person = known.people.get(person_id)
            beyond[place] += bool(person and person.beyond_register)
            disputed[place] += stands.to_reconcile
    return inside, beyond, disputed


def _stocks(shelter: Shelter, opened: datetime | None, counted: dict[str, Stock]) -> tuple[Stock, ...]:
    """What was counted, else what the table has: full when the doors opened. Nothing is made up for other items."""
    found = dict(counted)
    for item, amount in (("water_l", shelter.water_l), ("power_hours", shelter.power_hours)):
        if amount is not None and item not in found:
            found[item] = Stock(item, amount, opened, counted=False)
    return tuple(found[item] for item in ITEMS if item in found)


def _onward(known: Night) -> tuple[Counter[ShelterId], Counter[ShelterId]]:
    """(persons ordered on to a shelter and not in it yet, persons in a shelter who are ordered on from it)."""
    into: Counter[ShelterId] = Counter()
    out: Counter[ShelterId] = Counter()
    for person, order in known.onward.items():
        into[order.to] += 1
        out[order.origin] += known.standing(person).class_ is Class.MOVED
    return into, out


def still_sent(known: Night, move: Move) -> tuple[PersonId, ...]:
    """Members of a party whom the plan still sends where it says: due, neither safe nor away, not ordered elsewhere."""
    return tuple(
        person
        for person in move.persons
        if person in known.due
        and known.standing(person).class_ not in (Class.MOVED, Class.AWAY)
        and person not in known.onward
    )


def beds_taken(known: Night) -> Counter[ShelterId]:
    """Who is in each shelter, and who is to come from another one, sent off by its desk or ordered on from it: his bed
    there is not free any more. Who was ordered on before he set out is planned there like anybody else."""
    sent = (
        order.to
        for person, order in known.onward.items()
        if known.standing(person).going_to is not None or known.standing(person).class_ is Class.MOVED
    )
    return inside_counts(known) + Counter(sent)


def _arrivals(known: Night) -> dict[ShelterId, Counter[datetime]]:
    """How many persons the plan still has coming, by shelter and time of arrival."""
    found: dict[ShelterId, Counter[datetime]] = {}
    for move in known.moves.values():
        left = still_sent(known, move)
        if left:
            found.setdefault(move.shelter, Counter())[move.arrive] += len(left)
    return found


def _coming(known: Night) -> tuple[Counter[ShelterId], Counter[ShelterId], dict[ShelterId, datetime]]:
    coming: Counter[ShelterId] = Counter()
    moving: Counter[ShelterId] = Counter()
    next_at: dict[ShelterId, datetime] = {}
    for move in known.moves.values():
        for person in still_sent(known, move):
            steps = known.standing(person).steps
            coming[move.shelter] += 1
            moving[move.shelter] += Step.OUT in steps or Step.ABOARD in steps
            next_at[move.shelter] = min(next_at.get(move.shelter, move.arrive), move.arrive)
    return coming, moving, next_at


def _last_arrivals(store: Store) -> dict[ShelterId, datetime]:
    """When somebody last came in, by said time."""
    void = voided(store.journal.of_kind(Kind.VOIDED))
    last: dict[ShelterId, datetime] = {}
    for event in store.journal.of_kind(Kind.ARRIVED):
        if event.id not in void and event.place:
            place = ShelterId(event.place)
            last[place] = max(last.get(place, event.at), event.at)
    return last
