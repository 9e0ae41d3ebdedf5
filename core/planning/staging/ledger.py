"""What each gate has left in each step: who may enter when, exactly.

A party of n that enters in step k uses n of the allowances of the steps j to k, j the last from which they suffice. All
parties must fit at once; which person uses which step of his window is free, and is moved about where that makes room
(augmenting paths, as exact as serving the earliest deadline first).
"""

from collections import deque
from itertools import pairwise

import numpy as np

from core.planning.network import Ints
from core.planning.staging.gates import LAST_STEP, Gate, Gates
from core.planning.timeline import SECOND

# Staged people enter a second after a step has begun and a second before it ends, so that rounding never decides.
_MARGIN = SECOND
_CHUNK = 256


class _Wide:
    """A party whose window has several steps: where its persons stand in the book."""

    __slots__ = ("at", "first", "last")

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.at: dict[int, int] = {}


class Book:
    """One gate's steps."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.spare: list[int] = []  # plain numbers: asked one at a time, very often
        self._wide_at: dict[int, set[int]] = {}  # step -> wide parties with persons there
        self._wide: dict[int, _Wide] = {}
        self._serial = 0
        self._keys: dict[tuple[int, int], list[int]] = {}  # (step, persons) of wide parties -> their numbers
        self._refused: dict[int, int] = {}  # persons -> all steps before this one refuse so many
        self._steady = int(gate.per_step)  # every step allows at least this many
        self.entered: dict[int, int] = {}
        self._overdrawn: dict[int, int] = {}  # step -> persons who entered it beyond what there was
        # Per step what has been allowed until then and nobody who has entered until then needs; made when first asked.
        self._slack: Ints | None = None
        self._tight: dict[int, int] = {}  # persons -> the step after the last one with less slack
        self._grow(_CHUNK)

    def _grow(self, steps: int) -> None:
        have = len(self.spare)
        until = [self._gate.allowed_until(k) for k in range(have - 1, steps)]
        self.spare += [after - before for before, after in pairwise(until)]
        self._slack = None
        self._tight.clear()

    def for_relaxation(self, steps: int) -> Ints:
        """What each of the first steps has left if parties with several steps to choose from took none of it."""
        while steps > len(self.spare):
            self._grow(2 * len(self.spare))
        left: Ints = np.array(self.spare[:steps], dtype=np.int64)
        for wide in self._wide.values():
            for k, persons in wide.at.items():
                if k < steps:
                    left[k] += persons
        return np.maximum(left, 0)

    def window(self, step: int, persons: int) -> tuple[int, int] | None:
        if persons <= self._steady:
            return step, step
        first = self._gate.first_step(persons, step)
        return None if first is None else (first, step)

    def fits(self, step: int, persons: int) -> bool:
        """Whether a party may enter in a step."""
        while step >= len(self.spare):
            self._grow(2 * len(self.spare))
        if persons <= self._steady and not self._wide:
            return self.spare[step] >= persons
        window = self.window(step, persons)
        if window is None:
            return False
        if step < self._after_tight(persons):
            return False
        first, last = window
        if sum(max(0, spare) for spare in self.spare[first : last + 1]) >= persons:
            return True
        if not self._wide or not any(k in self._wide_at for k in range(first, last + 1)):
            return False
        placed = self._place(first, last, persons)
        self._release(placed)
        return sum(placed.values()) == persons

    def earliest(self, step: int, persons: int) -> int | None:
        """The first step at or after `step` in which so many may enter; None where none comes."""
        known = self._refused.get(persons, 0)
        from_start = step <= known
        k = max(step, known)
        while k < LAST_STEP:
            if self.fits(k, persons):
                if from_start:
                    self._refused[persons] = k
                return k
            k += 1
            if self._wide or persons > self._steady:
                k = max(k, self._after_tight(persons))
        return None

    def _after_tight(self, persons: int) -> int:
        """The step after the last one until which fewer than so many more can have entered: none before it fits. It
        spares asking a long full stretch step by step, over whose windows each answer takes long."""
        if persons not in self._tight:
            if self._slack is None:
                self._slack = self._slack_now()
            tight = np.flatnonzero(self._slack < persons)
            self._tight[persons] = int(tight[-1]) + 1 if len(tight) else 0
        return self._tight[persons]

    def _slack_now(self) -> Ints:
        taken = np.zeros(len(self.spare), dtype=np.int64)
        for counts, sign in ((self.entered, 1), (self._overdrawn, -1)):
            for k, persons in counts.items():
                taken[k] += sign * persons
        allowed = np.array([self._gate.allowed_until(k) for k in range(len(self.spare))], dtype=np.int64)
        slack: Ints = allowed - np.cumsum(taken)
        return slack

    def _count(self, step: int, persons: int) -> None:
        """So many more enter in a step, or fewer."""
        self.entered[step] = self.entered.get(step, 0) + persons
        self._need(step, persons)

    def _need(self, step: int, persons: int) -> None:
        """So many more of what is allowed until a step are needed."""
        if self._slack is not None:
            self._slack[step:] -= persons
        self._tight.clear()

    def add(self, step: int, persons: int) -> None:
        """Enter a party. Raises ValueError where it does not fit."""
        if not self.fits(step, persons):
            raise ValueError("no room in this step")
        window = self.window(step, persons)
        if window is None:
            raise ValueError("no room in this step")
        first, last = window
        self._count(step, persons)
        if first == last:
            # Wide parties may have to give way.
            self._place(first, last, persons)
            return
        wide = _Wide(first, last)
        placed = self._place(first, last, persons)
        number = self._serial
        self._serial += 1
        wide.at = placed
        self._wide[number] = wide
        for k in placed:
            self._wide_at.setdefault(k, set()).add(number)
        self._keys.setdefault((step, persons), []).append(number)

    def force(self, step: int, persons: int) -> None:
        """Enter a party even where it does not fit: it takes what its window has left, and overdraws its last step.
        Such a party is never taken out again."""
        if self.fits(step, persons):
            self.add(step, persons)
            return
        self._count(step, persons)
        window = self.window(step, persons)
        left = persons
        for k in range(step, -1 if window is None else window[0] - 1, -1):
            taken = min(left, max(0, self.spare[k]))
            self.spare[k] -= taken
            left -= taken
            if not left:
                return
        self.spare[step] -= left
        self._overdrawn[step] = self._overdrawn.get(step, 0) + left
        self._need(step, -left)

    def remove(self, step: int, persons: int) -> None:
        """Take out a party that was entered so."""
        self._count(step, -persons)
        if self._wide:  # somebody may move here from an earlier step and make room there
            self._refused.clear()
        else:
            self._refused = {size: min(known, step) for size, known in self._refused.items()}
        window = self.window(step, persons)
        if window is None or window[0] == window[1]:
            self.spare[step] += persons
            return
        number = self._keys[step, persons].pop()
        wide = self._wide.pop(number)
        self._release(wide.at)
        for k in wide.at:
            self._wide_at[k].discard(number)
            if not self._wide_at[k]:
                del self._wide_at[k]

    def _release(self, placed: dict[int, int]) -> None:
        for k, persons in placed.items():
            self.spare[k] += persons

    def _place(self, first: int, last: int, persons: int) -> dict[int, int]:
        """Persons by step within a window: as many as can be made to fit. Others may be moved within theirs."""
        placed: dict[int, int] = {}
        left = persons
        while left > 0:
            for k in range(first, last + 1):
                here = min(left, self.spare[k])
                if here > 0:  # a step may be overdrawn by those who are on the road anyway
                    placed[k] = placed.get(k, 0) + here
                    self.spare[k] -= here
                    left -= here
            if left == 0 or not self._make_room(first, last):
                break
        return placed

    def _make_room(self, first: int, last: int) -> bool:
        """Free a place in a full window by moving one person of each of a chain of wide parties."""
        came: dict[int, tuple[int, int]] = {}  # step -> (step whose person goes there, his party)
        queue = deque(range(first, last + 1))
        seen = set(queue)
        met: set[int] = set()  # once its window has been looked through, a party opens no further step
        while queue:
            here = queue.popleft()
            for number in sorted(self._wide_at.get(here, set()) - met):
                met.add(number)
                wide = self._wide[number]
                for k in range(wide.first, wide.last + 1):
                    if k in seen:
                        continue
                    seen.add(k)
                    came[k] = (here, number)
                    if self.spare[k] > 0:
                        self._shift(k, came)
                        return True
                    queue.append(k)
        return False

    def _shift(self, free: int, came: dict[int, tuple[int, int]]) -> None:
        self.spare[free] -= 1
        while free in came:
            here, number = came[free]
            wide = self._wide[number]
            wide.at[here] -= 1
            if not wide.at[here]:
                del wide.at[here]
                self._wide_at[here].discard(number)
                if not self._wide_at[here]:
                    del self._wide_at[here]
            wide.at[free] = wide.at.get(free, 0) + 1
            self._wide_at.setdefault(free, set()).add(number)
            free = here
        self.spare[free] += 1


class Ledger:
    """The books of all gates; made when first asked for. Moments are microseconds after the start."""

    def __init__(self, gates: Gates) -> None:
        self.gates = gates
        self._books: dict[int, Book] = {}
        self.refusals: dict[int, int] = {}  # gate -> how often it sent somebody to a later step
        self._margin = min(_MARGIN, gates.step_us // 10)

    def book(self, gate: int) -> Book:
        if gate not in self._books:
            self._books[gate] = Book(self.gates.gates[gate])
        return self._books[gate]

    def fits(self, gate: int, moment: int, persons: int) -> bool:
        """Whether a party may enter at this very moment; who entered before the start is not asked."""
        return moment < 0 or self.book(gate).fits(moment // self.gates.step_us, persons)

    def earliest(self, gate: int, moment: int, persons: int) -> int | None:
        """The earliest moment not before `moment` at which a party may enter, clear of the ends of the step."""
        step_us = self.gates.step_us
        step = max(0, moment) // step_us
        if moment > (step + 1) * step_us - self._margin:
            step += 1
        found = self.book(gate).earliest(step, persons)
        if found is None:
            return None
        if found > step:
            self.refusals[gate] = self.refusals.get(gate, 0) + 1
        return max(moment, found * step_us + self._margin)

    def add(self, gate: int, moment: int, persons: int) -> None:
        if moment >= 0:
            self.book(gate).add(moment // self.gates.step_us, persons)

    def force(self, gate: int, moment: int, persons: int) -> None:
        """Enter somebody who goes whatever the gate allows: a fact."""
        if moment >= 0:
            self.book(gate).force(moment // self.gates.step_us, persons)

    def remove(self, gate: int, moment: int, persons: int) -> None:
        if moment >= 0:
            self.book(gate).remove(moment // self.gates.step_us, persons)

    def entering(self, gate: int) -> tuple[int, ...]:
        """Persons entering by step; trailing empty steps are left out."""
        entered = self._books[gate].entered if gate in self._books else {}
        last = max((k for k, persons in entered.items() if persons), default=-1)
        return tuple(entered.get(k, 0) for k in range(last + 1))

    def books(self) -> list[tuple[int, Book]]:
        """The books in use, by gate."""
        return sorted(self._books.items())

    def used(self) -> list[int]:
        """Gates that somebody enters, in order."""
        return sorted(gate for gate, book in self._books.items() if any(book.entered.values()))
