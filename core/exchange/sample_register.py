"""A fictitious register for drills: the same places and seed give the same people, to the last byte.

Nobody in it exists (see `sample_names`). Sizes follow the issue: about 6,000 people in 2,600 households, 900 helpers,
40 institutions and 60 vehicles.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from core.domain.ids import PlaceCode, VehicleId
from core.domain.people import Institution
from core.domain.places import Place, Position, Town
from core.domain.roads import Node, Vehicle
from core.exchange.people import HelperRow, PersonRow
from core.exchange.sample_households import SampleHousehold, sample_households, tagged_by_place
from core.exchange.sample_names import Issuer

# Doors in danger for each helper: everyone due needs two helpers, a helper takes about four households.
DOORS_PER_HELPER = 1.67
FEWEST_HELPERS = 2
LOADS = (2, 3, 4, 5)
LOAD_WEIGHTS = (1, 2, 4, 4)
IN_DANGER_ZONE = 0.12
IN_A_SAFE_HOUSE = 0.45
WITH_A_CAR = 0.6
NOT_AT_NIGHT = 0.11
# kind, how many, word of the name, heads from to, share who cannot walk
INSTITUTIONS = (
    ("care_home", 8, "敬老院", (18, 70), 0.35),
    ("guest_house", 16, "民宿", (6, 40), 0.02),
    ("building_site", 8, "工地", (20, 160), 0.0),
    ("scenic_spot", 8, "景区", (10, 220), 0.01),
)
# kind, how many, seats, wheelchairs, stretchers
FLEET = (
    ("bus", 14, 45, 0, 0),
    ("minibus", 24, 30, 0, 0),
    ("van", 10, 6, 0, 0),
    ("wheelchair_van", 6, 4, 2, 0),
    ("ambulance", 6, 2, 1, 1),
)


@dataclass(frozen=True, slots=True)
class SampleRegister:
    people: tuple[PersonRow, ...]
    helpers: tuple[HelperRow, ...]
    institutions: tuple[Institution, ...]
    fleet: tuple[Vehicle, ...]


def sample_register(places: Sequence[Place], towns: Sequence[Town], nodes: Sequence[Node], seed: int) -> SampleRegister:
    """Every placed place gets people; of the unplaced only some villages, about one person in twenty in all."""
    random = Random(seed)
    issuer = Issuer(random)
    households = sample_households(places, towns, random, issuer)
    helpers = _helpers(places, households, random, issuer)
    return SampleRegister(
        people=tuple(person for household in households for person in household.people),
        helpers=helpers,
        institutions=_institutions(places, random, issuer),
        fleet=_fleet(towns, nodes, random, issuer),
    )


def _helpers(
    places: Sequence[Place], households: Sequence[SampleHousehold], random: Random, issuer: Issuer
) -> tuple[HelperRow, ...]:
    tagged = tagged_by_place(households)
    safe: dict[PlaceCode, list[SampleHousehold]] = {}
    for household in households:
        if not household.hazards:
            safe.setdefault(household.place, []).append(household)
    out: list[HelperRow] = []
    for place in places:
        doors = tagged.get(place.code, [])
        if doors:
            count = max(FEWEST_HELPERS, math.ceil(len(doors) / DOORS_PER_HELPER))
            out.extend(_helper(place, index, doors, safe.get(place.code, []), random, issuer) for index in range(count))
    return tuple(out)


def _helper(
    place: Place,
    index: int,
    doors: Sequence[SampleHousehold],
    safe: Sequence[SampleHousehold],
    random: Random,
    issuer: Issuer,
) -> HelperRow:
    """The first two of a place can lift, can be woken and live out of danger, so that every door has somebody."""
    leading = index < FEWEST_HELPERS
    age = random.randint(28, 50) if leading else random.randint(25, 66)
    where = random.random()
    home = None
    if not leading and where < IN_DANGER_ZONE:
        home = random.choice(doors)
    elif safe and where < IN_DANGER_ZONE + IN_A_SAFE_HOUSE:
        home = random.choice(safe)
    return HelperRow(
        name=issuer.name(home.people[0].name[0] if home else ""),
        place=place.code,
        age=age,
        carries=2 if leading else _carries(age, random),
        max_load=5 if leading else random.choices(LOADS, LOAD_WEIGHTS)[0],
        phone=issuer.phone(),
        car_seats=4 if random.random() < WITH_A_CAR else 0,
        night=leading or random.random() >= NOT_AT_NIGHT,
        household=home.id if home else None,
    )


def _carries(age: int, random: Random) -> int:
    if age < 50:
        return 2 if random.random() < 0.55 else 1
    return 1 if random.random() < (0.85 if age < 60 else 0.4) else 0


def _institutions(places: Sequence[Place], random: Random, issuer: Issuer) -> tuple[Institution, ...]:
    placed = [place for place in places if place.position is not None]
    dangerous = [place for place in placed if place.hazards] or placed
    out: list[Institution] = []
    for kind, count, word, (fewest, most), share in INSTITUTIONS:
        for place in random.sample(dangerous, min(count, len(dangerous))):
            heads = random.randint(fewest, most)
            name = f"{place.name.removesuffix('村')}示例{word}"
            out.append(
                Institution(
                    id=f"JG-{len(out) + 1:02d}",
                    name=name,
                    place=place.code,
                    kind=kind,
                    heads=heads,
                    cannot_walk=round(heads * share),
                    low_ground=random.random() < 0.3,
                    contact=f"{issuer.name()} {issuer.phone()}",
                )
            )
    return tuple(out)


def _fleet(towns: Sequence[Town], nodes: Sequence[Node], random: Random, issuer: Issuer) -> tuple[Vehicle, ...]:
    """Vehicles stand at the road nearest to a town's seat, town by town in turn."""
    depots = [nearest.id for town in towns if town.position and (nearest := _nearest(town.position, nodes))]
    kinds = [kind for kind in FLEET for _ in range(kind[1])]
    random.shuffle(kinds)
    return tuple(
        Vehicle(
            id=VehicleId(f"CL-{number:02d}"),
            kind=kind,
            seats=seats,
            wheelchair=wheelchair,
            stretcher=stretcher,
            depot=depots[number % len(depots)] if depots else None,
            driver=issuer.name(),
        )
        for number, (kind, _, seats, wheelchair, stretcher) in enumerate(kinds, 1)
    )


def _nearest(position: Position, nodes: Sequence[Node]) -> Node | None:
    east = math.cos(math.radians(position.lat))
    return min(
        nodes,
        key=lambda node: (
            math.hypot((node.position.lon - position.lon) * east, node.position.lat - position.lat),
            node.id,
        ),
        default=None,
    )
