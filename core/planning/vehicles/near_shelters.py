"""Which shelters the cars at some doors need to think of: those but for which another is as good in every respect.

Shelters are bits by column: what holds for some of them is one number, and looking whether another takes as many is a
few operations on such numbers, for however many households ask.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from core.planning.network import Ints


def bits_of(columns: np.ndarray) -> int:
    """A row of truth values by column as bits."""
    return int.from_bytes(np.packbits(columns, bitorder="little").tobytes(), "little")


class NearShelters:
    """The shelters from some doors. `table` is what each costs (rows of costs x columns), `reached` bits of those that
    count at all, `always` those that never shut: only these can make another one superfluous."""

    def __init__(self, table: Ints, reached: int, always: Sequence[bool]) -> None:
        self._table, self._reached, self._always = table, reached, always
        self._cheapest: list[int] = table[0].argsort(kind="stable").tolist()
        self._no_better: dict[int, int] = {}
        self._known: dict[frozenset[int], tuple[int, ...]] = {}

    def worth_a_thought(self, taken: Iterable[int]) -> tuple[int, ...]:
        """Shelters but those of which another is as good in every row of the table and takes as many of the parties;
        the first row's cheapest first. `taken` are bits of the shelters that take each party."""
        different = frozenset(taken)
        if different not in self._known:
            self._known[different] = self._undominated(different)
        return self._known[different]

    def _undominated(self, taken: frozenset[int]) -> tuple[int, ...]:
        left = 0
        for one in taken:
            left |= one
        left &= self._reached
        found = []
        for best in self._cheapest:
            if not left:
                break
            if not left >> best & 1:
                continue
            found.append(best)
            left &= ~(1 << best)
            if left and self._always[best]:
                superfluous = self._worse_than(best)
                for one in taken:
                    if not one >> best & 1:  # somebody whom it does not take keeps all that take him
                        superfluous &= ~one
                left &= ~superfluous
        return tuple(found)

    def _worse_than(self, best: int) -> int:
        """Bits of the columns that are nowhere cheaper than one."""
        if best not in self._no_better:
            self._no_better[best] = bits_of(np.all(self._table[:, best, None] <= self._table, axis=0))
        return self._no_better[best]
