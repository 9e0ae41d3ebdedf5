"""What a pairing would rather not break: one function for each rule; rows of data say for whom it holds.

Each rule about one helper says who of some helpers would break it at a door of a kind. `shared_road`, `known_helper`
and `two_by_two` look at a whole door and are asked where the door is.
"""

from collections.abc import Callable, Sequence

import numpy as np

from core.domain.pairing import PairRule, SoftRule
from core.domain.people import Mobility
from core.planning.case import CaseParty
from core.planning.network import Ints
from core.planning.pairing.hard_rules import DoorKind
from core.planning.pairing.helper_table import Flags, HelperTable

OneHelperRule = Callable[[HelperTable, DoorKind, Sequence[PairRule], Ints, Flags], Flags]


def own_danger_zone(
    table: HelperTable, _door: DoorKind, _rows: Sequence[PairRule], who: Ints, _guessed: Flags
) -> Flags:
    """He lives in a village that is to move himself."""
    return table.danger[who]


def age(table: HelperTable, _door: DoorKind, rows: Sequence[PairRule], who: Ints, _guessed: Flags) -> Flags:
    """He is older than the rows say for this kind of door."""
    limit = min((row.helper_age_to for row in rows if row.helper_age_to is not None), default=None)
    return np.zeros(len(who), dtype=bool) if limit is None else table.age[who] > limit


def carry_gear(table: HelperTable, door: DoorKind, rows: Sequence[PairRule], who: Ints, _guessed: Flags) -> Flags:
    """Where somebody must be carried and no stretcher can be had, he brings neither the hands that the rows say nor a
    car. (That each of the two brings a hand at all is a hard rule.)"""
    wanted = 0 if door.stretcher else max((row.helper_hands or 0 for row in rows), default=0)
    without: Flags = (table.hands[who] < wanted) & ~table.car[who]
    return without


def position_unknown(
    _table: HelperTable, _door: DoorKind, _rows: Sequence[PairRule], _who: Ints, guessed: Flags
) -> Flags:
    """His village or the household's is not on the map: how long he takes is a guess."""
    return guessed


def same_sex(table: HelperTable, door: DoorKind, rows: Sequence[PairRule], who: Ints, _guessed: Flags) -> Flags:
    """Where a row asks for it he is not of the household's sex; one whose sex is not recorded breaks nothing."""
    sex = table.sex[who]
    return (sex != door.sex) & (sex != "") if rows else np.zeros(len(who), dtype=bool)


def stranger(table: HelperTable, door: DoorKind, rows: Sequence[PairRule], who: Ints, _guessed: Flags) -> Flags:
    """Where a row asks for it he is not of the village; whoever knows the household is no stranger (see the door)."""
    here = table.place_index.get(door.place, -1)
    return table.place[who] != here if rows else np.zeros(len(who), dtype=bool)


def own_staff(table: HelperTable, door: DoorKind, rows: Sequence[PairRule], who: Ints, _guessed: Flags) -> Flags:
    """Where a row asks for it he does not work for the institution."""
    return table.staff_of[who] != door.institution if rows else np.zeros(len(who), dtype=bool)


ONE_HELPER: tuple[tuple[SoftRule, OneHelperRule], ...] = (
    (SoftRule.AGE, age),
    (SoftRule.CARRY_GEAR, carry_gear),
    (SoftRule.OWN_DANGER_ZONE, own_danger_zone),
    (SoftRule.OWN_STAFF, own_staff),
    (SoftRule.POSITION_UNKNOWN, position_unknown),
    (SoftRule.SAME_SEX, same_sex),
    (SoftRule.STRANGER, stranger),
)


# Rules that hold only where a row of data says so.
BY_ROWS = frozenset({SoftRule.AGE, SoftRule.CARRY_GEAR, SoftRule.OWN_STAFF, SoftRule.SAME_SEX, SoftRule.STRANGER})


def known_helper(helper: int, known: Sequence[int]) -> bool:
    """Somebody else comes than one of those whom the standing plan gave to the household."""
    return len(known) > 0 and helper not in known


def two_by_two(danger: Sequence[bool], pair: Sequence[int]) -> bool:
    """One who lives in danger himself (`danger` by row of the table) goes to the door alone."""
    return len(pair) == 1 and danger[pair[0]]


def holds(row: PairRule, party: CaseParty) -> bool:
    """Whether a row of data is about a household. A missing age or sex fits no row that asks for it."""
    lying = any(member.mobility is Mobility.BEDRIDDEN for member in party.members)
    if row.institution and not party.institution:
        return False
    if row.alone and len(party.members) != 1:
        return False
    if row.carry is not None and row.carry != lying:
        return False
    if row.sex and any(member.sex != row.sex for member in party.members):
        return False
    if row.age_from is None and row.age_to is None:
        return True
    oldest = float("inf") if row.age_to is None else row.age_to
    return all(member.age is not None and (row.age_from or 0) <= member.age <= oldest for member in party.members)
