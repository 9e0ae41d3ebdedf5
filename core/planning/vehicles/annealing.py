"""Simulated annealing over tours: worse steps are taken now and then, ever less; the best tours met are kept.

Where the last arrival is the goal, the search is for tours that all end by a target: lateness over it is what is made
smaller, and each time nobody is late the target falls below what was just reached.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.planning.effort import Effort
from core.planning.timetable import UNREACHED
from core.planning.vehicles.chance import Sequence as Chance
from core.planning.vehicles.construction import Insertion
from core.planning.vehicles.moves import Moves
from core.planning.vehicles.neighbours import Neighbours
from core.planning.vehicles.problem import RoundsGoal, RoundsProblem
from core.planning.vehicles.state import NOT_RIDING, Change, State, Value, value_of
from core.planning.vehicles.tour import IMPOSSIBLE, Tour, Tours, ToursInTime
from core.planning.vehicles.trips import TripBook

_SEED = 20230730
# Shares of a typical loss at which the search begins; measured on drawn rounds and on the built-in district.
_HEAT, _HEAT_LAST = 0.06, 0.3
_ROUND = 64  # moves between two looks at the temperature and at who wants to stop


@dataclass(frozen=True, slots=True)
class Best:
    """The best tours met, and what they are worth."""

    plan: tuple[Tour, ...]
    value: Value


class Annealing:
    """Searches from given tours for so many moves; `best` is always a right answer."""

    def __init__(self, problem: RoundsProblem, book: TripBook, effort: Effort) -> None:
        self._problem, self._effort = problem, effort
        self._by_last = problem.goal is RoundsGoal.LAST_ARRIVAL
        self._tours = ToursInTime(problem, book) if self._by_last else Tours(problem, book)
        self._state = State(problem, book, self._tours)
        self._near = Neighbours(problem)
        self._chance = Chance(_SEED)

    def run(self, plan: Sequence[Tour], moves: int, floor: int = 0, loads: Sequence[int] | None = None) -> Best:
        """At most `moves` moves; a value at `floor` (a lower bound on what the goal asks) ends the search. First those
        of `loads` (all, if not said) that no tour has are put into one, where that is worth it."""
        self._floor = floor
        self._tours.target = UNREACHED
        self._state.start(plan)
        chosen = range(len(self._problem.loads)) if loads is None else loads
        left = [i for i in chosen if self._state.riding[i] == NOT_RIDING]
        order = sorted(left, key=lambda i: (-self._state.book.waiting[i], i))
        Insertion(self._state, self._near, self._effort).run(order)
        self._keep()
        if not (self._problem.loads and self._problem.vehicles and self._problem.shelters):
            return self.best
        self._aim()
        kinds = Moves(self._state, self._near, self._chance).all()
        hot = self._temperature(kinds)
        done = 0
        while done < moves and not self._effort.exhausted and not self._settled():
            temperature = self._cooled(hot, done / moves)
            for _ in range(_ROUND):
                self._step(kinds, temperature)
            done += _ROUND
            self._effort.spend(_ROUND)
        return self.best

    def _cooled(self, hot: int, share: float) -> int:
        """Cools to a thousandth."""
        return max(1, int(hot * (_HEAT_LAST if self._by_last else _HEAT) * 1000**-share))

    def _settled(self) -> bool:
        """Whether nothing better is to be found; for person-time the floor is only looked at in the end."""
        return self._by_last and self._value.unsafe == 0 and self._value.last <= self._floor

    def _step(self, kinds: Sequence[Callable[[int], Change | None]], temperature: int) -> None:
        chance, state = self._chance, self._state
        change = kinds[chance.below(len(kinds))](chance.below(len(state.riding)))
        if change is None or not state.room_for(change[1], change[2]):
            return
        scores, ends = [], []
        delta = 0
        tours = self._tours
        for vehicle, tour in change[0]:
            new = tours.score(vehicle, tour)
            if new >= IMPOSSIBLE:
                return
            scores.append(new)
            delta += new - state.scores[vehicle]
            ends.append(tours.end)
        if delta <= 0 or delta * 1000 <= temperature * chance.patience():
            state.apply(change, scores)
            if self._by_last:
                for (vehicle, _), end in zip(change[0], ends, strict=True):
                    self._ends[vehicle] = end
                if max(self._ends) <= tours.target and self._improved():
                    self._better()
            elif state.total < self._lowest:
                self._better()

    def _improved(self) -> bool:
        """Whether these tours are better than the best so far: all in time, or fewer left waiting."""
        value = self._state.value()
        return value.key(self._problem.goal) < self._value.key(self._problem.goal)

    def _better(self) -> None:
        self._keep()
        self._aim()

    def _keep(self) -> None:
        self._lowest = self._state.total
        self._plan = tuple(self._state.plan)
        if self._by_last:
            self._value = self._state.value()

    @property
    def best(self) -> Best:
        """The best tours so far."""
        return Best(self._plan, self._value if self._by_last else value_of(self._problem, self._tours, self._plan))

    def _aim(self) -> None:
        """For the last arrival: a target just below the best so far; scores change with it."""
        if self._by_last:
            value = self._value
            self._tours.target = max(self._floor, value.last - 1) if value.unsafe == 0 else UNREACHED
            self._state.start(self._state.plan)
            self._ends = [(self._tours.ends(v, tour) or [0])[-1] for v, tour in enumerate(self._state.plan)]

    def _temperature(self, kinds: Sequence[Callable[[int], Change | None]]) -> int:
        """A typical loss of one move."""
        losses = []
        for _ in range(400):
            change: Change | None = kinds[self._chance.below(len(kinds))](self._chance.below(len(self._state.riding)))
            if change is None or not self._state.room_for(change[1], change[2]):
                continue
            scores = [self._tours.score(v, tour) for v, tour in change[0]]
            delta = sum(scores) - sum(self._state.scores[v] for v, _ in change[0])
            if 0 < delta < IMPOSSIBLE // 2:
                losses.append(delta)
        losses.sort()
        return losses[len(losses) // 4] if losses else 1
