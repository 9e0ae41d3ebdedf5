"""What the exact flow engine answers: flows over time, journeys, cuts, clearance and exposure."""

from dataclasses import dataclass

from core.planning.flows.problem import Ints


@dataclass(frozen=True, slots=True)
class FlowOverTime:
    """Whole persons on arcs at steps; entries of no person are left out.

    arc, enter, persons: how many persons enter which arc at which step (three arrays of one length).
    left: persons who leave each source at all (one entry per source).
    sink, arrive, arrived: how many persons reach which sink at which step; whoever comes before it opens is counted at
        the step of its opening (three arrays of one length).
    """

    arc: Ints
    enter: Ints
    persons: Ints
    left: Ints
    sink: Ints
    arrive: Ints
    arrived: Ints

    @property
    def saved(self) -> int:
        return int(self.arrived.sum())

    @property
    def person_steps(self) -> int:
        """The sum of the steps at which people become safe."""
        return int((self.arrive * self.arrived).sum())

    @property
    def last(self) -> int:
        """The step at which the last one is safe; 0 where nobody goes."""
        return int(self.arrive.max(initial=0))


@dataclass(frozen=True, slots=True)
class Journey:
    """Persons who go the same way at the same steps.

    arcs, enter: the arcs in order and the step at which each is entered; both empty where source and sink share a node.
    arrive: the step at which they are safe (the sink's opening where they come earlier).
    """

    persons: int
    source: int
    sink: int
    arcs: tuple[int, ...]
    enter: tuple[int, ...]
    arrive: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A minimum cut: whoever is behind it and gets away by `horizon` must pass one of these, and they hold no more.

    horizon: the step by which people would have to be safe; -1 for "at any time" (a last step of NEVER_OPENS - 1 or
        so is then for ever).
    arcs: (arc, first step, last step, persons): roads that are full, and how many can enter them in those steps.
    shut: (arc, first step, last step): roads that would help, were they not closed (or of no capacity) in those steps.
    sinks: (sink, persons): sinks that are full.
    sources: (source, persons): sources before the cut: all of their people get away.
    behind: the sources behind the cut: whoever is held up is one of theirs.
    capacity: persons in all, the sum of arcs, sinks and sources. No plan saves more by `horizon`.
    """

    horizon: int
    arcs: tuple[tuple[int, int, int, int], ...]
    shut: tuple[tuple[int, int, int], ...]
    sinks: tuple[tuple[int, int], ...]
    sources: tuple[tuple[int, int], ...]
    behind: tuple[int, ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class Clearance:
    """The most persons that can be saved, and the smallest step by which that many are safe.

    saved, saved_bound: persons that `flow` saves, and how many no plan exceeds; equal unless the run was cut short.
    steps, bound: the step at which the last of them is safe, and before which no plan saves `saved_bound`; equal
        unless the run was cut short.
    cut: proves the bound: at `bound` - 1 its capacity is below `saved_bound`. None where the bound is 0.
    stranded_cut: proves `saved_bound`: its capacity at any time is that number. None where everybody is saved.
    flows: how many maximum flows it took.
    """

    persons: int
    saved: int
    saved_bound: int
    steps: int
    bound: int
    flow: FlowOverTime
    cut: Cut | None
    stranded_cut: Cut | None
    flows: int

    @property
    def stranded(self) -> int:
        """Persons whom no plan saves (as far as proved)."""
        return self.persons - self.saved_bound

    @property
    def exact(self) -> bool:
        return self.saved == self.saved_bound and self.steps == self.bound


@dataclass(frozen=True, slots=True)
class Exposure:
    """Most persons saved first, then the least sum of the steps at which they are safe.

    value, bound: the sum that `flow` reaches, and below which none that saves `saved` persons gets.
    exact: `value` is the optimum (then `bound` equals it).
    """

    persons: int
    saved: int
    value: int
    bound: int
    flow: FlowOverTime
    exact: bool

    @property
    def gap(self) -> float:
        """How far the value may lie above the optimum, as a share of the bound."""
        return (self.value - self.bound) / self.bound if self.bound else float(self.value > 0)
