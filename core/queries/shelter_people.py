"""Who is in one shelter, who is still to come, who is claimed elsewhere too: asked on the store thread, frozen rows."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import PersonId, ShelterId
from core.domain.standing import Class
from core.queries.names import shelters
from core.queries.night import Night, night
from core.queries.roll import roll_row
from core.queries.rows import RollRow
from core.queries.shelters import still_sent
from core.store.database import Store
from core.store.shelters import OnwardOrder


@dataclass(frozen=True, slots=True)
class Coming:
    """The members of one household that the plan still sends here; `arrive` is when the plan has them in."""

    household: str
    arrive: datetime
    members: tuple[RollRow, ...]
    origin: str = ""  # the shelter they go on from; `arrive` is then when that was ordered, or when they left it
    origin_name: str = ""

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
        if move.shelter == shelter and (left := _known(known, still_sent(known, move)))
    ]
    by_household: dict[OnwardOrder, list[PersonId]] = {}
    for person, order in known.onward.items():
        if order.to == shelter:
            by_household.setdefault(order, []).append(person)
    for order, persons in by_household.items():
        origin = rooms.get(order.origin)
        members = tuple(row(person) for person in persons)
        coming.append(Coming(order.household, order.at, members, order.origin, origin.name if origin else ""))
    coming.sort(key=lambda party: (party.arrive, party.household))
    return ShelterPeople(shelter, tuple(inside), tuple(coming))


def _inside(known: Night, shelter: str) -> list[PersonId]:
    return [
        person
        for person, stands in known.standings.items()
        if person in known.people
        and any(claim.class_ is Class.MOVED and claim.place == ShelterId(shelter) for claim in stands.claims)
    ]


def _known(known: Night, persons: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    return tuple(person for person in persons if person in known.people)
