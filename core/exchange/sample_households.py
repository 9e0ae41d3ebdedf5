"""Invented households of a district's villages: how many, how old, how they move, in which danger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from core.domain.ids import HouseholdId, PlaceCode
from core.domain.people import Hazard, Mobility
from core.domain.places import Place, Town
from core.exchange.people import PersonRow
from core.exchange.sample_names import Issuer

HOUSEHOLDS = 2_600
UNPLACED_SHARE = 0.05
UNPLACED_VILLAGES = 18
FEWEST_IN_A_PLACE = 5
# Villages with a hazard of their own: about half of the households stand in it; elsewhere a few unsafe houses.
TAGGED_IN_DANGER = (0.47, 0.8)
TAGGED_ELSEWHERE = 0.05
AGES_AT = date(2023, 7, 1)
SIZES = (1, 2, 3, 4, 5, 6)
SIZE_WEIGHTS = (25, 39, 18, 11, 5, 2)
# (age below, weights of walks, slow, wheelchair, bedridden); children under five need a hand.
MOBILITY_BY_AGE = (
    (5, (0, 100, 0, 0)),
    (60, (940, 40, 12, 8)),
    (70, (700, 220, 52, 28)),
    (80, (440, 395, 105, 60)),
    (121, (200, 490, 180, 130)),
)
_MEDICINES = ("降压药", "降糖药", "心脏病药", "哮喘药")
_LEDGERS = {
    Hazard.FLASH_FLOOD: "防汛",
    Hazard.LANDSLIDE: "地灾",
    Hazard.UNSAFE_HOUSE: "住建",
    Hazard.LOW_GROUND: "防汛",
}


@dataclass(frozen=True, slots=True)
class SampleHousehold:
    id: HouseholdId
    place: PlaceCode
    hazards: tuple[Hazard, ...]
    people: tuple[PersonRow, ...]


def sample_households(
    places: Sequence[Place], towns: Sequence[Town], random: Random, issuer: Issuer
) -> list[SampleHousehold]:
    letters = town_letters(list(dict.fromkeys([*(town.name for town in towns), *(place.town for place in places)])))
    serials = dict.fromkeys(letters, 0)
    out = []
    for place, count in _spread(places, random):
        share = random.uniform(*TAGGED_IN_DANGER) if place.hazards else TAGGED_ELSEWHERE
        for door in range(1, count + 1):
            serials[place.town] += 1
            household = HouseholdId(f"{letters[place.town]}-{serials[place.town]:04d}")
            hazards = _hazards(place, random) if random.random() < share else ()
            out.append(_household(household, place, door, hazards, random, issuer))
    return out


def town_letters(towns: Sequence[str]) -> dict[str, str]:
    """The first character of each town that no other shares: 王 of 王平镇, but 峪 and 台 of 大峪 and 大台."""
    letters: dict[str, str] = {}
    for town in towns:
        others = "".join(other for other in towns if other != town)
        free = [character for character in town if character not in others and character not in letters.values()]
        letters[town] = free[0] if free else town
    return letters


def _spread(places: Sequence[Place], random: Random) -> list[tuple[Place, int]]:
    """Households per place in place order: plausible sizes, one in twenty in villages that the map cannot place."""
    placed = [place for place in places if place.position is not None]
    lost = [place for place in places if place.position is None and place.kind == "village" and place.hazards]
    lost = random.sample(lost, min(UNPLACED_VILLAGES, len(lost)))
    unplaced = round(HOUSEHOLDS * UNPLACED_SHARE) if lost else 0
    counts = {
        **_shares(placed, HOUSEHOLDS - unplaced, random),
        **_shares(lost, unplaced, random),
    }
    return [(place, counts[place.code]) for place in places if counts.get(place.code)]


def _shares(places: Sequence[Place], total: int, random: Random) -> dict[PlaceCode, int]:
    """`total` households by largest remainder, none with fewer than FEWEST_IN_A_PLACE."""
    if not places:
        return {}
    weights = {place.code: random.lognormvariate(0.0, 0.5) * _crowd(place) for place in places}
    spare = max(0, total - FEWEST_IN_A_PLACE * len(places))
    exact = {code: spare * weight / sum(weights.values()) for code, weight in weights.items()}
    counts = {code: int(share) for code, share in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (counts[code] - exact[code], code))
    for code in by_remainder[: spare - sum(counts.values())]:
        counts[code] += 1
    return {code: FEWEST_IN_A_PLACE + count for code, count in counts.items()}


def _crowd(place: Place) -> float:
    return (1.4 if place.kind == "community" else 1.0) * (1.0 if place.hazards else 2.2)


def _hazards(place: Place, random: Random) -> tuple[Hazard, ...]:
    """One or two of the place's dangers, or an unsafe house anywhere."""
    found = (
        {random.choice(place.hazards)} if place.hazards else {random.choice((Hazard.UNSAFE_HOUSE, Hazard.LOW_GROUND))}
    )
    if place.hazards and random.random() < 0.2:
        found.add(random.choice(place.hazards))
    if random.random() < 0.08:
        found.add(Hazard.UNSAFE_HOUSE)
    return tuple(hazard for hazard in Hazard if hazard in found)


def _household(
    household: HouseholdId, place: Place, door: int, hazards: tuple[Hazard, ...], random: Random, issuer: Issuer
) -> SampleHousehold:
    size = random.choices(SIZES, SIZE_WEIGHTS)[0]
    surname = issuer.surname()
    ledger = tuple(dict.fromkeys(_LEDGERS[hazard] for hazard in hazards))
    people = []
    for member, (age, sex) in enumerate(_members(size, random)):
        own = surname if member == 0 or age < 30 else ""
        birth = (AGES_AT - timedelta(days=round(age * 365.25) + random.randrange(365))).isoformat()
        mobility = _mobility(age, random)
        people.append(
            PersonRow(
                household=household,
                name=issuer.name(own),
                place=place.code,
                mobility=mobility,
                hazards=hazards,
                id_number=issuer.id_number(birth, sex),
                phone=issuer.phone() if 14 <= age < 88 and random.random() < 0.72 else "",
                birth=birth,
                sex=sex,
                address=f"{place.name}{door}号",
                needs=_needs(age, size, mobility, random),
                ledger=ledger,
            )
        )
    return SampleHousehold(household, place.code, hazards, tuple(people))


def _members(size: int, random: Random) -> list[tuple[int, str]]:
    """Ages and sexes: mountain households are old; from three on there are children or grown-up sons and daughters."""
    sexes = ["男", "女"] if random.random() < 0.8 else ["女", "男"]
    head = random.randint(56, 91) if size == 1 else random.randint(34, 84)
    members = [(head, sexes[0])]
    if size >= 2:
        members.append((max(24, min(90, head + random.randint(-6, 4))), sexes[1]))
    for _ in range(size - 2):
        young = head - random.randint(24, 34) if random.random() < 0.75 else head - random.randint(50, 58)
        members.append((young if young > 0 else random.randint(1, 17), random.choice("男女")))
    return members


def _mobility(age: int, random: Random) -> Mobility:
    weights = next(weights for below, weights in MOBILITY_BY_AGE if age < below)
    return random.choices(tuple(Mobility), weights)[0]


def _needs(age: int, size: int, mobility: Mobility, random: Random) -> tuple[str, ...]:
    needs = []
    if age >= 60 and random.random() < 0.35:
        needs.append(random.choice(_MEDICINES))
    if mobility is Mobility.BEDRIDDEN:
        needs.append("担架")
        needs.extend(["氧气"] if random.random() < 0.3 else [])
    if mobility is Mobility.WHEELCHAIR:
        needs.append("轮椅")
    if age >= 70 and random.random() < 0.12:
        needs.append("助听")
    if size == 1 and age >= 70:
        needs.append("独居")
    if age < 5:
        needs.append("婴幼儿")
    return tuple(needs)


def tagged_by_place(households: Sequence[SampleHousehold]) -> Mapping[PlaceCode, list[SampleHousehold]]:
    """Households in danger, by place."""
    out: dict[PlaceCode, list[SampleHousehold]] = {}
    for household in households:
        if household.hazards:
            out.setdefault(household.place, []).append(household)
    return out
