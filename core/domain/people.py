"""Who may have to move, and who goes to their door."""

from dataclasses import dataclass
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
    """A named helper (责任人). `carries` is how many lifting hands (0-2), `max_load` how many households at most."""

    id: HelperId
    name: str
    place: PlaceCode
    age: int
    carries: int
    max_load: int
    phone: str = ""
    car_seats: int = 0
    night: bool = True
    household: HouseholdId | None = None


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
