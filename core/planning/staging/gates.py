"""Roads that let only so many persons in: a gate is one direction of such a link, with what it allows in each step."""

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

import numpy as np

from core.domain.ids import LinkId
from core.domain.roads import Closure, Link
from core.planning.case import Case
from core.planning.network import Ints, Network
from core.planning.timeline import SECOND

# Nobody is staged later than this many steps after the start: a road so slow saves nobody.
LAST_STEP = 100_000


@dataclass(frozen=True, slots=True)
class Gate:
    """One direction of a link (by index). `per_step` is persons in a step, exact."""

    link: int
    forward: bool
    per_step: Fraction

    def allowed_until(self, step: int) -> int:
        """Persons that may enter in the steps 0 to `step`, both included: whole persons accumulate."""
        return self.per_step.numerator * (step + 1) // self.per_step.denominator

    def allowance(self, step: int) -> int:
        return self.allowed_until(step) - self.allowed_until(step - 1)

    def first_step(self, persons: int, step: int) -> int | None:
        """The last step from which up to `step` so many may enter; None where even all steps so far are too few.

        A party that enters in `step` may use the allowances from there on: those in front go first.
        """
        before = self.allowed_until(step) - persons
        if before < 0:
            return None
        # The largest j with allowed_until(j - 1) <= before: j * per_step < before + 1.
        return min(((before + 1) * self.per_step.denominator - 1) // self.per_step.numerator, step)


class Gates:
    """The gates of a network, in the order of links, forward first. `of_arc` is the gate of each arc, -1 for none."""

    def __init__(self, network: Network, step_s: int) -> None:
        self.step_us = step_s * SECOND
        self.gates: list[Gate] = []
        self._index: dict[tuple[int, bool], int] = {}
        for i, link in enumerate(network.links):
            if link.capacity_pph is not None and is_capped(link):
                per_step = Fraction(repr(float(link.capacity_pph or 0))) * step_s / 3600
                for forward in (True, False):
                    self._index[i, forward] = len(self.gates)
                    self.gates.append(Gate(i, forward, per_step))
        self.of_arc: Ints = np.full(len(network.arcs.link), -1, dtype=np.int64)
        if self.gates:
            capped = np.flatnonzero(np.isin(network.arcs.link, sorted({gate.link for gate in self.gates})))
            for arc in map(int, capped):
                forward = bool(network.arcs.last[arc] >= network.arcs.first[arc])
                self.of_arc[arc] = self._index[int(network.arcs.link[arc]), forward]

    def __len__(self) -> int:
        return len(self.gates)

    def gate(self, link: int, forward: bool) -> int:
        """The gate of a direction of a link (by index), -1 where it lets everybody in."""
        return self._index.get((link, forward), -1)


def is_capped(link: Link) -> bool:
    """Whether a link lets in some but not everybody; one that lets in nobody is closed."""
    return link.capacity_pph is not None and link.capacity_pph > 0 and link.capacity_pph != float("inf")


def with_shut_roads(case: Case) -> Case:
    """The case with a closure for each link that lets in nobody at all."""
    return _shut(case, [link.id for link in case.links if link.capacity_pph is not None and link.capacity_pph <= 0])


def with_gates_shut(case: Case) -> Case:
    """The case with a closure for each link that does not let in everybody."""
    return with_shut_roads(_shut(case, [link.id for link in case.links if is_capped(link)]))


def _shut(case: Case, shut: list[LinkId]) -> Case:
    """Closures that began before the start, so that nobody slips over a point of a link at the first moment."""
    if not shut:
        return case
    since = case.at - timedelta(hours=1)
    return replace(case, closures=(*case.closures, *(Closure(link, since, source="capacity 0") for link in shut)))
