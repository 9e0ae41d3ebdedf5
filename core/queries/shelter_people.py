"""Who is in one shelter, who is still to come, who is claimed elsewhere too: asked on the store thread, frozen rows."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import PersonId, ShelterId
from core.domain.standing import Class
from core.queries.names import shelters
from core.queries.night import Night, night
from core.queries.roll import roll_row
from core.queries.rows import RollRow
from core.store.database import Store


@dataclass(frozen=True, slots=True)
class Coming:
    """The members of one household that the plan still sends here; `arrive` is when the plan has them in."""

    household: str
    arrive: datetime
    members: tuple[RollRow, ...]

    @property
    def head(self) -> RollRow:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class ShelterPeople:
    """`inside` latest arrival first; `disputed` are those of them whom another claim puts elsewhere."""

    shelter: str
    inside: tuple[RollRow, ...]
    coming: tuple[Coming, ...]

    @property
    def disputed(self) -> tuple[RollRow, ...]:
        return tuple(row for row in self.inside if row.to_reconcile)


def shelter_people(store: Store, shelter: str, at: datetime) -> ShelterPeople:
    """Names behind the figures of one shelter; the same rules as the board's counts."""
    known, rooms = night(store, at), shelters(store)

    def row(person: PersonId) -> RollRow:
        return roll_row(known, rooms, known.people[person], at)

    inside = [row(person) for person in _inside(known, shelter)]
    inside.sort(key=lambda r: (-(r.since.timestamp() if r.since else 0.0), r.household, r.person))
    coming = [
        Coming(move.household, move.arrive, tuple(row(person) for person in left))
        for move in known.moves.values()
        if move.shelter == shelter and (left := _left(known, move.persons))
    ]
    coming.sort(key=lambda party: (party.arrive, party.household))
    return ShelterPeople(shelter, tuple(inside), tuple(coming))


def _inside(known: Night, shelter: str) -> list[PersonId]:
    return [
        person
        for person, stands in known.standings.items()
        if person in known.people
        and any(claim.class_ is Class.MOVED and claim.place == ShelterId(shelter) for claim in stands.claims)
    ]


def _left(known: Night, persons: tuple[PersonId, ...]) -> list[PersonId]:
    """Members who are due, known and neither moved nor away."""
    return [
        person
        for person in persons
        if person in known.due
        and person in known.people
        and known.standing(person).class_ not in (Class.MOVED, Class.AWAY)
    ]
