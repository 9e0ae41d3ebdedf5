"""Moves as the checks read them: beside their party and shelter, and those together that are alike."""

from typing import NamedTuple

from core.domain.places import Shelter
from core.domain.plans import Move
from core.planning.case import CaseParty
from core.planning.checking.courses import Course
from core.planning.checking.traits import Traits


class Entry(NamedTuple):
    """A move whose party and shelter the case knows. Times are microseconds after the case's start."""

    move: Move
    party: CaseParty
    traits: Traits
    shelter: Shelter
    depart: int
    arrive: int


class Peers(NamedTuple):
    """Parties without a vehicle of the plan's who are alike in village, traits, mode, when they are ready, and whether
    they have left or join the rest of their household: when they could be where is asked once for all."""

    first: Entry
    ready: int
    entries: list[Entry]


class Alike(NamedTuple):
    """Parties who travel on their own from one village to one shelter by the same routes at the same times and pace: a
    rule about routes is asked of the first of them for all. `course` is their route in time, from door to shelter."""

    first: Entry
    entries: list[Entry]
    course: Course
