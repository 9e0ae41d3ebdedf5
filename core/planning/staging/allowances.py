"""What the gates in question let through in the steps of the linear program: the plan's own, or several as one.

A plan of short steps is one of longer steps as well: whoever has room in a short step has room in the long one that
holds it, and what he may use of earlier ones lies in the long ones from that of the first on. So a bound at long steps
holds at short ones too, and the program stays small however fine the steps of a plan are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.planning.network import Ints
from core.planning.staging.ledger import Ledger
from core.planning.timeline import SECOND

# Steps are never made longer than this: so long they are mostly.
_STANDARD_US = 300 * SECOND
# Of shorter ones: steps of all gates together, and steps that parties may use beside the one they enter in. Below a
# minute less is more: rounds of the program bring the bound of few steps up sooner than that of many.
_ROWS, _BESIDE = 6_000, 20_000
_SHORT_US, _ROWS_OF_SHORT, _BESIDE_OF_SHORT = 60 * SECOND, 3_000, 6_000


@dataclass(frozen=True, slots=True)
class Allowances:
    """`gates` are the numbers of those in question. `allowance` is gates x steps of `step_us`, what they let in beside
    the fixed; `reach` the first step whose allowance the largest party entering in a step may use."""

    gates: tuple[int, ...]
    step_us: int
    allowance: Ints
    reach: Ints

    @property
    def beside(self) -> int:
        """Steps that may be used beside the one that somebody enters in, over all of them."""
        return int((np.arange(self.reach.shape[1])[None, :] - self.reach).sum())


def allowances(ledger: Ledger, gates: Sequence[int], largest: int, steps: int) -> Allowances:
    """For the plan's first `steps`; where they are short, several as one, as few as keep the program small."""
    most = max(1, _STANDARD_US // ledger.gates.step_us)
    merged = 1
    found = in_steps_of(ledger, gates, largest, steps, merged)
    short = ledger.gates.step_us < _SHORT_US
    rows, beside = (_ROWS_OF_SHORT, _BESIDE_OF_SHORT) if short else (_ROWS, _BESIDE)
    while merged < most and (found.allowance.size > rows or found.beside > beside):
        merged = min(2 * merged, most)
        found = in_steps_of(ledger, gates, largest, steps, merged)
    return found


def in_steps_of(ledger: Ledger, gates: Sequence[int], largest: int, first: int, merged: int) -> Allowances:
    """For the `first` steps, each time so many (`merged`) as one."""
    each = ledger.gates.gates
    count = -(-first // merged)
    left = [ledger.book(gate).for_relaxation(count * merged) for gate in gates]
    reach = [[(each[gate].first_step(largest, k * merged) or 0) // merged for k in range(count)] for gate in gates]
    return Allowances(
        tuple(gates),
        merged * ledger.gates.step_us,
        np.array(left, dtype=np.int64).reshape(len(gates), count, merged).sum(axis=2),
        np.array(reach, dtype=np.int64).reshape(len(gates), count),
    )
