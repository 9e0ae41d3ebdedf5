"""Shelters now: who is in, who is still to come, and three different figures: in the house, peak, visits."""

from collections import Counter
from datetime import datetime

from core.domain.events import Kind, Step
from core.domain.heads import voided
from core.domain.ids import ShelterId
from core.domain.standing import Class
from core.queries.names import shelters
from core.queries.night import Night, night
from core.queries.rows import ShelterRow
from core.store.database import Store
from core.store.orders import openings
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
                last_arrival=last.get(shelter.id),
                next_arrival=next_at.get(shelter.id),
                peak=figures[shelter.id].peak if shelter.id in figures else 0,
                visits=figures[shelter.id].visits if shelter.id in figures else 0,
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


def _coming(known: Night) -> tuple[Counter[ShelterId], Counter[ShelterId], dict[ShelterId, datetime]]:
    coming: Counter[ShelterId] = Counter()
    moving: Counter[ShelterId] = Counter()
    next_at: dict[ShelterId, datetime] = {}
    for move in known.moves.values():
        for person in move.persons:
            stands = known.standing(person)
            if person not in known.due or stands.class_ in (Class.MOVED, Class.AWAY):
                continue
            coming[move.shelter] += 1
            moving[move.shelter] += Step.OUT in stands.steps or Step.ABOARD in stands.steps
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
