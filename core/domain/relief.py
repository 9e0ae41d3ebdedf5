"""Relief along the island chain: who moves on where an island fills up or cannot stay open. A proposal, never a move.

Households go whole. From a full island those go first who have not set out yet, then the last to come of those who can
walk; from one that must close everybody goes, whoever cannot walk first. They go to the island that takes them soonest
and has the beds, and no island is filled beyond the share at which it would itself have to be relieved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import HouseholdId, PersonId, ShelterId


@dataclass(frozen=True, slots=True)
class ReliefRules:
    """`full_share` of the beds from which an island is relieved, down to `relieve_to`; how far one looks ahead."""

    full_share: float
    relieve_to: float
    look_ahead: timedelta
    confirmed: bool


class Cause(StrEnum):
    """Why an island is to be relieved, worst first."""

    ROAD_CLOSES = "road_closes"
    POWER_ENDS = "power_ends"
    CLOSING = "closing"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one household who are in an island (`since`), or whom the plan still sends there (`since` None).

    `cannot_walk` counts those of them who have to be carried or wheeled.
    """

    household: HouseholdId
    persons: tuple[PersonId, ...]
    cannot_walk: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """An island that could take people: its beds, who is in and still to come, and how long the way there is.

    `opens_min` are the minutes until it can take people, 0 where it is open. `step_free` None where nobody knows.
    One that was `added` during the night, of which nothing else is known, takes whom no other one does.
    """

    shelter: ShelterId
    capacity: int
    inside: int
    coming: int
    metres: float
    minutes: float
    opens_min: int = 0
    step_free: bool | None = None
    added: bool = False

    @property
    def load(self) -> int:
        return self.inside + self.coming

    def room(self, rules: ReliefRules) -> int:
        """Beds that may still be given away: up to the share at which it would have to be relieved itself."""
        return max(0, int(self.capacity * rules.full_share) - self.load)

    @property
    def takes_after(self) -> float:
        """Minutes until the first could be in."""
        return max(self.minutes, float(self.opens_min))


@dataclass(frozen=True, slots=True)
class Onward:
    """One household that is to go on to another island."""

    group: Group
    to: ShelterId


@dataclass(frozen=True, slots=True)
class Relief:
    """What is proposed for one island. `unplaced` are groups that no island takes."""

    onward: tuple[Onward, ...]
    unplaced: tuple[Group, ...]

    @property
    def persons(self) -> int:
        return sum(len(one.group.persons) for one in self.onward)

    @property
    def targets(self) -> tuple[ShelterId, ...]:
        """Islands that take somebody, the one that takes most first."""
        taken: dict[ShelterId, int] = {}
        for one in self.onward:
            taken[one.to] = taken.get(one.to, 0) + len(one.group.persons)
        return tuple(sorted(taken, key=lambda shelter: (-taken[shelter], shelter)))


def persons_over(capacity: int, load: int, rules: ReliefRules) -> int:
    """How many persons have to go elsewhere from an island that is over its share; 0 for one that is not."""
    if load <= capacity * rules.full_share:
        return 0
    return load - int(capacity * rules.relieve_to)


def relief(groups: Iterable[Group], persons: int | None, targets: Sequence[Target], rules: ReliefRules) -> Relief:
    """Who goes where, so that at least `persons` are relieved (None: everybody). Same input, same answer."""
    ordered = sorted(groups, key=_must_go if persons is None else _may_go)
    room = {target.shelter: target.room(rules) for target in targets}
    nearest = sorted(targets, key=lambda target: (target.added, target.takes_after, target.metres, target.shelter))
    onward: list[Onward] = []
    unplaced: list[Group] = []
    moved = 0
    for group in ordered:
        if persons is not None and moved >= persons:
            break
        there = next((target for target in nearest if _fits(group, target, room)), None)
        if there is None:
            unplaced.append(group)
            continue
        room[there.shelter] -= len(group.persons)
        moved += len(group.persons)
        onward.append(Onward(group, there.shelter))
    if persons is not None and moved >= persons:
        unplaced = []  # others went in their stead
    return Relief(tuple(onward), tuple(unplaced))


def _fits(group: Group, target: Target, room: dict[ShelterId, int]) -> bool:
    stairs = group.cannot_walk > 0 and target.step_free is False
    return not stairs and room[target.shelter] >= len(group.persons)


def _may_go(group: Group) -> tuple[bool, bool, float, str]:
    """Not set out before those who are in; who walks before who is carried; the last to come first."""
    return (
        group.since is not None,
        group.cannot_walk > 0,
        -group.since.timestamp() if group.since is not None else 0.0,
        group.household,
    )


def _must_go(group: Group) -> tuple[bool, bool, str]:
    return (group.cannot_walk == 0, group.since is None, group.household)
