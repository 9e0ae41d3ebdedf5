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
from core.planning.reach import REACH_MINUTES, Reach

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
    waiting = sorted(short, key=lambda each: (each[1], _deadline(each[0]), each[0].household))
    doors = [door for door, _ in waiting]
    number: dict[_Alike, int] = {}
    kind = np.array([number.setdefault(_alike(door), len(number)) for door in doors])
    far = _minutes(reach, places, list(number))
    lying = np.array([each.carried for each in number])
    limit = np.minimum(np.array([each.deadline for each in number]), REACH_MINUTES)
    danger = {party.place for party in case.parties}
    lacking = Counter(door.kind.place for door in doors)
    left = np.ones(len(doors), dtype=bool)
    within = {hand: far[_WAY[hand]] <= limit for hand in _HANDS}
    within[Hand.TWO_CARRIERS] = within[Hand.TWO_CARRIERS] & lying
    found: list[PairRemedy] = []
    while len(found) < MOST and left.any():
        many = np.bincount(kind[left], minlength=len(number))
        best = min(
            (
                (-int(gain[i]), places[i] in danger, order, i)
                for order, hand in enumerate(_HANDS)
                for gain in [_gain(within[hand], many, lying, hand, load)]
                for i in np.flatnonzero(gain == gain.max()).tolist()
            ),
        )
        gain, in_danger, order, row = best
        if gain == 0:
            break
        hand = _HANDS[order]
        mine = _first(np.flatnonzero(within[hand][row][kind] & left), lying[kind], hand, load)
        left[mine] = False
        there = {doors[i].kind.place for i in mine}
        households = tuple(sorted(doors[i].household for i in mine))
        found.append(PairRemedy(places[row], hand, load, households, sum(lacking[place] for place in there), in_danger))
    return tuple(found)


def _deadline(door: Door) -> float:
    return float("inf") if door.kind.deadline_min is None else door.kind.deadline_min


class _Alike(NamedTuple):
    """Doors that are the same to whoever is looked for."""

    place: PlaceCode
    carried: bool
    deadline: float


def _alike(door: Door) -> _Alike:
    return _Alike(door.kind.place, door.kind.carried > 0, _deadline(door))


def _minutes(reach: Reach, places: tuple[PlaceCode, ...], doors: Sequence[_Alike]) -> dict[Way, Floats]:
    """Minutes from each village to each kind of door, by way."""
    starts = {way: tuple((place, way) for place in places) for way in (Way.FOOT, Way.CAR)}
    found = {}
    for way, mine in starts.items():
        rows = {place: reach.to_door(place, mine)[0] for place in dict.fromkeys(door.place for door in doors)}
        found[way] = np.stack([rows[door.place] for door in doors], axis=1)
    return found


def _gain(may: np.ndarray, many: Ints, lying: np.ndarray, hand: Hand, load: int) -> Ints:
    """How many doors each start would cover; `many` doors are left of each kind."""
    carried = np.minimum((may[:, lying] * many[lying]).sum(axis=1), _CARRIED[hand])
    gain: Ints = np.minimum((may[:, ~lying] * many[~lying]).sum(axis=1) + carried, load)
    return gain


def _first(at: Ints, lying: np.ndarray, hand: Hand, load: int) -> list[int]:
    """The doors that one would take on, the most pressing first."""
    mine: list[int] = []
    carried = 0
    for i in at.tolist():
        if len(mine) == load or (lying[i] and carried == _CARRIED[hand]):
            continue
        carried += bool(lying[i])
        mine.append(i)
    return mine
