"""Who may have to move, and who goes to their door."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode


class Mobility(StrEnum):
    """How a person moves, from easiest to hardest."""

    WALKS = "walks"
    SLOW = "slow"
    WHEELCHAIR = "wheelchair"
    BEDRIDDEN = "bedridden"

    @property
    def needs_help(self) -> bool:
        """Slow, in a wheelchair or bedridden: whom a PREPARE order moves first."""
        return self is not Mobility.WALKS

    @property
    def cannot_walk(self) -> bool:
        return self in (Mobility.WHEELCHAIR, Mobility.BEDRIDDEN)


class Hazard(StrEnum):
    """The ledgers of Beijing's flood plans; the words are the ones in a pack's cells."""

    FLASH_FLOOD = "山洪"
    LANDSLIDE = "地灾"
    UNSAFE_HOUSE = "危房"
    LOW_GROUND = "低洼"


class Role(StrEnum):
    """A helper's part at one door: A角 or B角."""

    PRIMARY = "A"
    DEPUTY = "B"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the register (避险转移对象). Personal fields are empty strings once erased.

    `birth` is an ISO date or a year; `card` is the code on the printed card, five characters and a check character.
    """

    id: PersonId
    card: str
    household: HouseholdId
    name: str
    place: PlaceCode
    mobility: Mobility
    hazards: tuple[Hazard, ...] = ()
    id_number: str = ""
    phone: str = ""
    birth: str = ""
    sex: str = ""
    address: str = ""
    needs: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()
    beyond_register: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """A named helper (责任人). `carries` is how many lifting hands (0-2), `max_load` how many households at most.

    `night` says that he can be woken at night, `day` that he is in his village by day; `staff_of` is the institution
    that he works for. Nobody takes on more persons who must be carried than he has hands for, but for one household
    alone that needs more.
    `age` is None while nobody has said it: no rule about age can then be held against him.
    """

    id: HelperId
    name: str
    place: PlaceCode
    age: int | None
    carries: int
    max_load: int
    phone: str = ""
    car_seats: int = 0
    night: bool = True
    household: HouseholdId | None = None
    sex: str = ""
    day: bool = True
    staff_of: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    """Heads that stand beside the register: care homes, guest houses, building sites, scenic spots.

    `capacity` is how many it takes, None where nobody said.
    """

    id: str
    name: str
    place: PlaceCode
    kind: str
    heads: int
    cannot_walk: int
    low_ground: bool = False
    contact: str = ""
    capacity: int | None = None


def age_at(birth: str, at: datetime) -> int | None:
    """Whole years of somebody born on an ISO date or in a year (then those he has by its end); None where nobody knows
    or the text is no date."""
    year, _, day = birth.partition("-")
    if len(year) != 4 or not year.isdigit():
        return None
    had_it_already = not day or f"{at:%m-%d}" >= day[:5]
    return max(0, at.year - int(year) - (not had_it_already))
