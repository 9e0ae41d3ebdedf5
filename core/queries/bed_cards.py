"""Cards of the queue about beds: desks apart gave one person several beds, or one bed to several persons."""

from dataclasses import dataclass

from core.domain.ids import PersonId, ShelterId
from core.domain.rooms import Bed
from core.domain.standing import Standing
from core.queries.conflicts import ConflictCard, conflicts
from core.queries.names import shelters
from core.queries.night import night
from core.queries.rooms import bed_doubts
from core.store.database import Store


@dataclass(frozen=True, slots=True)
class BedCard:
    """One doubt about beds. Of one person (`person`) the answers are his beds, of one bed the persons.

    `given` are the beds, `plates` what each is called: plate of the room, its number (0 for one that the tables lack),
    the bed.
    """

    shelter: ShelterId
    shelter_name: str
    persons: tuple[PersonId, ...]
    names: tuple[str, ...]
    given: tuple[Bed, ...]
    plates: tuple[tuple[str, int, int], ...]

    @property
    def ident(self) -> str:
        return "/".join(("bed", self.shelter, *self.persons, *(f"{bed.room}:{bed.number}" for bed in self.given)))

    @property
    def person(self) -> PersonId:
        return self.persons[0]

    @property
    def shared(self) -> bool:
        """One bed with several persons."""
        return len(self.persons) > 1

    @property
    def answers(self) -> int:
        return len(self.persons) if self.shared else len(self.given)


Card = ConflictCard | BedCard


def queue(store: Store, scope: str | None = None, here: str = "") -> tuple[Card, ...]:
    """Everything that desks say differently and a person has to settle: whom first, then the beds, those of the
    shelter `here` before others. `scope` leaves out beds of shelters in other towns."""
    beds = sorted(bed_cards(store, scope), key=lambda card: (card.shelter != here, card.shelter))
    return (*conflicts(store, scope, here), *beds)


def bed_cards(store: Store, scope: str | None = None) -> tuple[BedCard, ...]:
    """Every doubt about beds, by shelter; `scope` leaves out shelters in other towns."""
    cards = [card for card in _beds(store) if scope is None or _town(store, card) in ("", scope)]
    return tuple(sorted(cards, key=lambda card: card.shelter))


def _beds(store: Store) -> list[BedCard]:
    known, rooms = night(store), shelters(store)
    there: dict[str, dict[PersonId, Standing]] = {}
    for person, stands in known.standings.items():
        for place in {claim.place for claim in stands.claims if claim.place and claim.room is not None}:
            there.setdefault(place, {})[person] = stands
    found = []
    for place, standings in there.items():
        shelter = ShelterId(place)
        name = rooms[shelter].name if shelter in rooms else place
        found += [
            BedCard(shelter, name, one.persons, one.names, one.given, one.beds)
            for one in bed_doubts(known, place, standings)
        ]
    return found


def _town(store: Store, card: BedCard) -> str:
    room = shelters(store).get(card.shelter)
    return room.town if room else ""
