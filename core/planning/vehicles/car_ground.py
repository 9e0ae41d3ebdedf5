"""What searches for the tours of cars over the same roads have in common, whichever car they are for.

Ways from a door to shelters depend on the door alone, and what being fetched saves a household on little more: most
cars of a village ask the same again.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class CarLegs(Protocol):
    """Earliest arrivals in microseconds; UNREACHED where no road leads there any more."""

    def between(self, door: int, other: int, now: int) -> int:
        """At another door."""

    def into(self, door: int, shelter: int, now: int) -> int:
        """In a shelter (column), which has to be open."""

    def back(self, shelter: int, door: int, now: int) -> int:
        """From a shelter at a door."""

    def least(self, door: int, shelter: int) -> int:
        """How long it takes into a shelter at least, at any moment."""

    def steady(self, door: int, shelter: int, doors: Sequence[int]) -> "Steady | None":
        """What never changes, where the ways into a shelter and from there to all doors do not."""


class Steady(NamedTuple):
    """Ways into a shelter and back to each door (microseconds), and when it opens."""

    into: int
    opens: int
    back: tuple[int, ...]


class Client(NamedTuple):
    """A household: its door, when it stands there, how many it is, what it adds to a stop (microseconds), what going
    without the car costs (person-microseconds), and the shelters that take it with what a bed there costs (per
    person). `alone` is what it costs where the car fetches nobody else, None where that is not known to be less."""

    load: int
    door: int
    ready: int
    persons: int
    boarding: int
    waiting: int
    shelters: tuple[tuple[int, int], ...]
    alone: int | None = None


class Goal(NamedTuple):
    """A shelter with what a bed costs and what being there costs at least. Where its ways never change, how long the
    way into it takes, when it opens, and the ways `back` to each door; else None for these."""

    shelter: int
    toll: int
    least: int
    into: int
    opens: int
    back: tuple[int, ...] | None


class Sort:
    """Clients who are fetched alike. Where the way to their cheapest shelter never changes and it is open, it is the
    best at any moment: a car that leaves them nothing to wait for saves `most` less the moment when all is ready.
    At any other moment it saves no more than `best` less that."""

    __slots__ = ("_door", "_known", "_legs", "_took", "_waiting", "best", "goals", "most", "number", "ready")

    def __init__(self, number: int, legs: CarLegs, one: Client, goals: tuple[Goal, ...], stop_us: int) -> None:
        self.number, self._legs, self._door, self.goals = number, legs, one.door, goals
        self.ready, self._took, self._waiting = one.ready, stop_us + one.boarding, one.waiting
        always = goals[0].back is not None and not goals[0].opens
        self.best = self._waiting - self._took - goals[0].least
        self.most = self.best if always else None
        self._known: dict[int, int] = {}

    def saved(self, now: int) -> int:
        """What it saves each of their persons to be fetched alone, by a car that could be at their door at a moment;
        nothing, or less than nothing, where they are as well without it."""
        begin = max(self.ready, now)
        if self.most is not None:
            return self.most - begin
        known = self._known.get(begin)
        if known is None:
            known = self._known[begin] = self._waiting - self._there(begin + self._took)
        return known

    def _there(self, leave: int) -> int:
        """The cheapest arrival with its bed, or going without the car."""
        there = self._waiting
        for shelter, toll, least, into, opens, back in self.goals:
            if leave + least >= there:
                break
            arrive = self._legs.into(self._door, shelter, leave) if back is None else max(opens, leave + into)
            there = min(there, arrive + toll)
        return there


class Ground:
    """Goals and sorts of clients over the same legs, made when they are first asked for."""

    def __init__(self, legs: CarLegs) -> None:
        self.legs = legs
        self._goals: dict[tuple[object, ...], tuple[Goal, ...]] = {}
        self._sorts: dict[tuple[object, ...], Sort] = {}

    def sort(self, one: Client, doors: tuple[int, ...], stop_us: int) -> Sort:
        """Who is like a client, for a car that may stop at `doors`."""
        key = (doors, one.door, one.ready, one.boarding, one.waiting, stop_us, one.shelters)
        found = self._sorts.get(key)
        if found is None:
            found = self._sorts[key] = Sort(
                len(self._sorts), self.legs, one, self.goals(one.door, one.shelters, doors), stop_us
            )
        return found

    def goals(self, door: int, shelters: tuple[tuple[int, int], ...], doors: tuple[int, ...]) -> tuple[Goal, ...]:
        """A client's shelters, the cheapest first; the same value for who has the same door and shelters."""
        key = (doors, door, shelters)
        found = self._goals.get(key)
        if found is None:
            made = [self._goal(door, *shelter, doors) for shelter in shelters]
            found = self._goals[key] = tuple(sorted(made, key=lambda goal: (goal.least, goal.shelter)))
        return found

    def _goal(self, door: int, shelter: int, toll: int, doors: tuple[int, ...]) -> Goal:
        least = self.legs.least(door, shelter) + toll
        steady = self.legs.steady(door, shelter, doors)
        return Goal(shelter, toll, least, 0, 0, None) if steady is None else Goal(shelter, toll, least, *steady)
