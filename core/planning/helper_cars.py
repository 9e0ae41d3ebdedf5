"""Whose car may fetch whom, and about when it could leave each door.

A helper's car fetches the households whose A he is, and those whose B he is where A has no car with seats enough. It
makes as many trips as there is somebody to fetch. Who chooses shelters and rides for all goes by a guess: one car's
trips, village by village, those first that bring most persons in for each minute, each leaving once the car could be
back from the one before. What it really does is settled for each car afterwards (`vehicles.car_rounds`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.ids import HelperId
from core.domain.people import Mobility, Role
from core.domain.plans import Pairing
from core.planning.case import Case, CaseParty
from core.planning.timeline import MINUTE

# What getting in and out takes in the guess.
_BOARDING_US = 2 * MINUTE


@dataclass(frozen=True, slots=True)
class HelperCars:
    """`clients` are the parties (indices, in order) that a helper's car may fetch; `driver` says the same by party;
    `helpers` are A and B of each party."""

    seats: Mapping[HelperId, int]
    clients: Mapping[HelperId, tuple[int, ...]]
    driver: Mapping[int, HelperId]
    helpers: tuple[frozenset[HelperId], ...]


NO_CARS = HelperCars({}, {}, {}, ())


def helper_cars(case: Case, parties: Sequence[CaseParty], pairings: Iterable[Pairing]) -> HelperCars:
    """Nobody bedridden is in a helper's car."""
    by_role = {(pairing.household, pairing.role): pairing.helper for pairing in pairings}
    seats = {helper.id: helper.car_seats for helper in case.helpers if helper.car_seats > 0}
    clients: dict[HelperId, list[int]] = {}
    driver: dict[int, HelperId] = {}
    both: list[frozenset[HelperId]] = []
    nobody: frozenset[HelperId] = frozenset()
    primary, deputy, lying = Role.PRIMARY, Role.DEPUTY, Mobility.BEDRIDDEN
    for i, party in enumerate(parties):
        first, second = by_role.get((party.household, primary)), by_role.get((party.household, deputy))
        pair = [helper for helper in (first, second) if helper is not None]
        both.append(frozenset(pair) if pair else nobody)
        persons = len(party.members)
        able = [helper for helper in pair if seats.get(helper, 0) >= persons]
        if able and lying not in [member.mobility for member in party.members]:
            driver[i] = able[0]
            clients.setdefault(able[0], []).append(i)
    return HelperCars(seats, {name: tuple(found) for name, found in clients.items()}, driver, tuple(both))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Parties of one village that fit the car together: persons, when all are ready, how long the drive out takes."""

    parties: tuple[int, ...]
    persons: int
    ready: int
    drive: int


def guessed_turns(
    cars: HelperCars,
    parties: Sequence[CaseParty],
    ready: Callable[[int], int],
    drive: Callable[[int], int],
    first: frozenset[int],
    free: Mapping[HelperId, int],
) -> dict[int, int]:
    """When the car could leave the door with each party, in microseconds. `drive` is how long a party rides at least;
    `first` go first; before `free` a car is not back from what it does already."""
    found: dict[int, int] = {}
    for name, clients in cars.clients.items():
        chunks = [
            *_chunks(cars.seats[name], parties, [i for i in clients if i in first], ready, drive),
            *sorted(
                _chunks(cars.seats[name], parties, [i for i in clients if i not in first], ready, drive),
                key=lambda each: (-each.persons / (each.drive + _BOARDING_US), each.parties),
            ),
        ]
        back = free.get(name)
        for chunk in chunks:
            leaves = chunk.ready if back is None else max(chunk.ready, back + chunk.drive + _BOARDING_US)
            found.update(dict.fromkeys(chunk.parties, leaves))
            back = leaves + chunk.drive + _BOARDING_US
    return found


def _chunks(
    seats: int,
    parties: Sequence[CaseParty],
    clients: Sequence[int],
    ready: Callable[[int], int],
    drive: Callable[[int], int],
) -> list[_Chunk]:
    """Largest first into the first trip of their village that has room."""
    made: list[tuple[str, list[int], int]] = []
    for i in sorted(clients, key=lambda i: (-len(parties[i].members), i)):
        place, persons = parties[i].place, len(parties[i].members)
        for n, (where, aboard, taken) in enumerate(made):
            if where == place and taken + persons <= seats:
                made[n] = (where, [*aboard, i], taken + persons)
                break
        else:
            made.append((place, [i], persons))
    return [
        _Chunk(tuple(aboard), persons, max(map(ready, aboard)), min(map(drive, aboard))) for _, aboard, persons in made
    ]
