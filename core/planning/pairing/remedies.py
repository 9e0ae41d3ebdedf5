"""Whom to look for where households lack a helper: a hypothetical one in every village, tried against all such doors.

Counted is what he would do himself; that others might go further because he takes over from them only adds to it.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple

import numpy as np

from core.domain.ids import PlaceCode
from core.domain.pairing import Hand, PairRemedy
from core.planning.case import Case
from core.planning.network import Floats, Ints
from core.planning.pace import Way
from core.planning.pairing.doors import Door
from core.planning.pairing.hard_rules import DoorKind
from core.planning.reach import HELPER_WAYS, REACH_MINUTES, Reach

MOST = 12
_HANDS = tuple(Hand)
_WAY = {Hand.ON_FOOT: Way.FOOT, Hand.WITH_CAR: Way.CAR, Hand.TWO_CARRIERS: Way.FOOT}
# Households with somebody to carry that each can look after: one hand for one person, two hands of each of two for two.
_CARRIED = {Hand.ON_FOOT: 1, Hand.WITH_CAR: 1, Hand.TWO_CARRIERS: 2}


def pair_remedies(case: Case, reach: Reach, short: Sequence[tuple[Door, int]]) -> tuple[PairRemedy, ...]:
    """The helpers that would cover most of the doors in `short` (with how many helpers each has), one after the other;
    each household is counted with the first. At most `MOST`."""
    places = tuple(sorted(place.code for place in case.places))
    if not short or not places:
        return ()
    load = median_low([h.max_load for h in case.helpers if h.max_load > 0] or [1])
    by_household = sorted(short, key=lambda each: each[0].household)
    number: dict[_Alike, int] = {}
    of = {step: number.setdefault(_alike(step.kind), len(number)) for step in {door.step: None for door, _ in short}}
    kind = np.array([of[door.step] for door, _ in by_household], dtype=np.int64)
    deadline = np.array([each.deadline for each in number])
    order = np.lexsort((deadline[kind], np.array([many for _, many in by_household], dtype=np.int64)))
    doors, kind = [by_household[i][0] for i in order.tolist()], kind[order]
    far = _minutes(reach, places, list(number))
    lying = np.array([each.carried for each in number])
    limit = np.minimum(deadline, REACH_MINUTES)
    within = {hand: far[_WAY[hand]] <= limit for hand in _HANDS}
    within[Hand.TWO_CARRIERS] = within[Hand.TWO_CARRIERS] & lying
    helped = [_Helped(within[hand], lying, _CARRIED[hand], load) for hand in _HANDS]
    dangerous = {party.place for party in case.parties}
    danger = np.array([place in dangerous for place in places], dtype=bool)
    lacking = Counter(door.kind.place for door in doors)
    left = np.ones(len(doors), dtype=bool)
    found: list[PairRemedy] = []
    while len(found) < MOST and left.any():
        many = np.bincount(kind[left], minlength=len(number)).astype(float)
        best = min((-gain, bool(danger[row]), order, row) for order, gain, row in _best(helped, many, danger))
        gain, in_danger, which, row = best
        if gain == 0:
            break
        hand = _HANDS[which]
        mine = _first(np.flatnonzero(within[hand][row][kind] & left), lying[kind], hand, load)
        left[mine] = False
        there = {doors[i].kind.place for i in mine}
        households = tuple(sorted(doors[i].household for i in mine))
        found.append(PairRemedy(places[row], hand, load, households, sum(lacking[place] for place in there), in_danger))
    return tuple(found)


def _best(helped: Sequence["_Helped"], many: Floats, danger: np.ndarray) -> list[tuple[int, int, int]]:
    """Of each kind of helper the most doors that one would cover, and where he would come from, rather from a village
    that need not move itself. `many` doors are left of each kind."""
    found = []
    for which, each in enumerate(helped):
        gain = each.gain(many)
        rows = np.flatnonzero(gain == gain.max())
        found.append((which, int(gain[rows[0]]), int(rows[np.argmin(danger[rows])])))
    return found


class _Helped:
    """The kinds of doors that one of a kind of helpers could cover from each village."""

    def __init__(self, within: np.ndarray, lying: np.ndarray, carried: int, load: int) -> None:
        self._plain, self._lying = (within & ~lying).astype(float), (within & lying).astype(float)
        self._carried, self._load = carried, load

    def gain(self, many: Floats) -> Floats:
        """How many doors each start would cover; `many` doors are left of each kind."""
        carried = np.minimum(self._lying @ many, self._carried)
        gain: Floats = np.minimum(self._plain @ many + carried, self._load)
        return gain


class _Alike(NamedTuple):
    """Doors that are the same to whoever is looked for."""

    place: PlaceCode
    carried: bool
    deadline: float


def _alike(kind: DoorKind) -> _Alike:
    return _Alike(kind.place, kind.carried > 0, float("inf") if kind.deadline_min is None else kind.deadline_min)


def _minutes(reach: Reach, places: tuple[PlaceCode, ...], doors: Sequence[_Alike]) -> dict[Way, Floats]:
    """Minutes from each village to each kind of door, by way."""
    starts = tuple((place, way) for way in HELPER_WAYS for place in places)
    rows = {place: reach.to_door(place, starts)[0] for place in dict.fromkeys(door.place for door in doors)}
    found = np.stack([rows[door.place] for door in doors], axis=1)
    return dict(zip(HELPER_WAYS, np.split(found, len(HELPER_WAYS)), strict=True))


def _first(at: Ints, lying: np.ndarray, hand: Hand, load: int) -> list[int]:
    """The doors that one would take on, the most pressing first."""
    mine: list[int] = []
    carried = 0
    for i in at.tolist():
        if len(mine) == load:
            break
        if lying[i] and carried == _CARRIED[hand]:
            continue
        carried += bool(lying[i])
        mine.append(i)
    return mine
