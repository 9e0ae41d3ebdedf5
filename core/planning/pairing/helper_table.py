"""The helpers of a case as arrays, one row each, by house and id: what the rules of pairing ask about them."""

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import HelperId, HouseholdId, PlaceCode
from core.domain.people import Helper
from core.planning.case import Case
from core.planning.network import Ints
from core.planning.reach import helper_way

Flags = NDArray[np.bool_]


def house_of(helper: Helper) -> str:
    """The house a helper lives in; one without a household is a house of his own."""
    return f"household/{helper.household}" if helper.household is not None else f"helper/{helper.id}"


def may_help(helper: Helper, due: frozenset[HouseholdId], out: frozenset[HelperId]) -> bool:
    """Hard rule: a helper is not due himself and has not dropped out."""
    return helper.household not in due and helper.id not in out


class HelperTable:
    """Helpers who are not due themselves and have not dropped out.

    `house` are indices of houses, `start` indices of (village, way) in `starts`, `danger` whose village is to move.
    """

    def __init__(self, case: Case) -> None:
        free = [helper for helper in case.helpers if may_help(helper, case.due_households, case.out)]
        named = sorted((house_of(helper), helper.id, i) for i, helper in enumerate(free))
        self.helpers: tuple[Helper, ...] = tuple(free[i] for _, _, i in named)
        self.ids: tuple[HelperId, ...] = tuple(name for _, name, _ in named)
        self.index: dict[HelperId, int] = {name: i for i, name in enumerate(self.ids)}
        new = [i > 0 and named[i][0] != named[i - 1][0] for i in range(len(named))]
        self.house: Ints = np.cumsum(np.array(new, dtype=np.int64))
        self.houses: list[int] = self.house.tolist()
        starts = [(helper.place, helper_way(helper)) for helper in self.helpers]
        self.starts = tuple(sorted(set(starts)))
        column = {start: i for i, start in enumerate(self.starts)}
        self.start = ints([column[start] for start in starts])
        places: dict[PlaceCode, int] = {}
        self.place = ints([places.setdefault(helper.place, len(places)) for helper in self.helpers])
        self.place_index = places
        self.max_load = ints([max(0, helper.max_load) for helper in self.helpers])
        self.hands = ints([max(0, helper.carries) for helper in self.helpers])
        self.car = np.array([helper.car_seats > 0 for helper in self.helpers], dtype=bool)
        self.age = ints([helper.age or 0 for helper in self.helpers])  # an unknown age breaks no rule
        self.present = np.array([helper.night if case.night else helper.day for helper in self.helpers], dtype=bool)
        dangerous = {party.place for party in case.parties}
        self.danger = np.array([helper.place in dangerous for helper in self.helpers], dtype=bool)
        self.sex = np.array([helper.sex for helper in self.helpers], dtype=object)
        self.staff_of = np.array([helper.staff_of for helper in self.helpers], dtype=object)


def ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
