"""What no pairing may break: one function for each rule about a helper and a door. Each says who of
`who` (rows of the table), `minutes` from the door, may come.

The rules about two helpers at one door (different people, different houses) and about all doors of a helper (load) are
`different_houses`, `load_in_households` and `load_in_persons` at the end; that a helper is not due himself stands in
`helper_table.may_help`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.ids import HouseholdId, PlaceCode
from core.domain.pairing import UncoveredRule
from core.planning.network import Floats, Ints
from core.planning.pairing.helper_table import Flags, HelperTable
from core.planning.reach import REACH_MINUTES


@dataclass(frozen=True, slots=True)
class DoorKind:
    """What makes doors the same to every helper who knows none of them.

    `carried` are the persons who must be carried, `deadline_min` minutes until the last safe departure (None for none),
    `rules` the rows of data that hold for the household, `sex` its members' where a row asks for it, `institution` the
    household of an institution, `stretcher` whether a vehicle with one can be there within half an hour, where a row
    asks for it.
    """

    place: PlaceCode
    carried: int
    deadline_min: float | None
    rules: tuple[int, ...] = ()
    sex: str = ""
    institution: HouseholdId | None = None
    stretcher: bool = False

    @property
    def order(self) -> tuple[PlaceCode, int, float, tuple[int, ...], str, HouseholdId, bool]:
        deadline = -1.0 if self.deadline_min is None else self.deadline_min
        return (
            self.place,
            self.carried,
            deadline,
            self.rules,
            self.sex,
            self.institution or HouseholdId(""),
            self.stretcher,
        )


HardRule = Callable[[HelperTable, DoorKind, Ints, Floats], Flags]


def within_reach(_table: HelperTable, _door: DoorKind, _who: Ints, minutes: Floats) -> Flags:
    """He can be at the door within half an hour over the roads open now."""
    reached: Flags = minutes <= REACH_MINUTES
    return reached


def before_the_last_departure(_table: HelperTable, door: DoorKind, _who: Ints, minutes: Floats) -> Flags:
    """He is at the door before the household's last safe departure."""
    reached: Flags = minutes <= (float("inf") if door.deadline_min is None else door.deadline_min)
    return reached


def awake_and_present(table: HelperTable, _door: DoorKind, who: Ints, _minutes: Floats) -> Flags:
    """At night he can be woken, by day he is in his village."""
    return table.present[who]


def brings_hands(table: HelperTable, door: DoorKind, who: Ints, _minutes: Floats) -> Flags:
    """Where somebody must be carried each of the two brings hands: two bodies at the door."""
    return table.hands[who] >= (1 if door.carried else 0)


def takes_households(table: HelperTable, _door: DoorKind, who: Ints, _minutes: Floats) -> Flags:
    """He takes on any household at all."""
    return table.max_load[who] > 0


def different_houses(table: HelperTable, one: int, other: int) -> bool:
    """A and B are two people from two houses."""
    return one != other and bool(table.house[one] != table.house[other])


def load_in_households(table: HelperTable) -> Ints:
    """Most households of each helper."""
    return table.max_load


def load_in_persons(table: HelperTable) -> Ints:
    """Most persons to be carried of each helper: as many as he has hands; see `hands_for` for a single household."""
    return table.hands


def hands_for(carried: int, hands: int) -> int:
    """How many of his hands one household takes: never more than he has, so that one of any size can be served."""
    return min(carried, hands)


def rules_of(night: bool) -> tuple[tuple[UncoveredRule, HardRule], ...]:
    """The rules in the order in which they are asked; the one that takes the last helper is the reason given."""
    absent = UncoveredRule.NOBODY_AWAKE if night else UncoveredRule.NOBODY_PRESENT
    return (
        (UncoveredRule.NO_HELPER_IN_REACH, within_reach),
        (UncoveredRule.TOO_LATE, before_the_last_departure),
        (absent, awake_and_present),
        (UncoveredRule.NOBODY_CAN_CARRY, brings_hands),
        (UncoveredRule.ALL_LOADED, takes_households),
    )
