"""How many persons any plan can have in safety by each moment: the curve that an arrival curve is drawn against.

By t nobody can be in a shelter that he reaches after t, and no shelter holds more than its beds: for each t that is a
max-flow of separable persons. Each moment is taken by itself, so that a plan that reaches the curve everywhere need not
exist; none goes above it anywhere.
"""

import itertools
from collections.abc import Mapping, Sequence

from core.planning.allocation import Demand
from core.planning.placement import demand_of, room_after, servable
from core.planning.situation import Situation
from core.planning.timeline import MINUTE

POINTS = 64  # max-flows at most: the curve is then looser between its steps, never wrong


def most_by(demand: Demand, points: int = POINTS) -> tuple[tuple[int, int], ...]:
    """(microseconds, most persons in by any moment from then to the next step), rising; exact with enough points.

    `demand.cost` are arrivals. With more arrival times than points a step stands at the first time of a run and is as
    high as the run's last; the run over which most persons arrive is the next to be halved.
    """
    in_time = demand.in_time
    times = in_time.times
    if not len(times):
        return ()
    most = {-1: 0, len(times) - 1: in_time.most()}
    while len(most) <= points:
        seen = sorted(most)
        runs = [(most[end] - most[start], start, end) for start, end in itertools.pairwise(seen) if end - start > 1]
        gain, start, end = max(runs, default=(0, 0, 0), key=lambda run: (run[0], -run[1]))
        if gain <= 0:
            break
        middle = (start + end) // 2
        most[middle] = in_time.most(int(times[middle]))
    return tuple(
        (int(times[start + 1]), most[end]) for start, end in itertools.pairwise(sorted(most)) if most[end] > most[start]
    )


def bound_curve(
    situation: Situation,
    settled: Mapping[int, int],
    columns: Mapping[int, int],
    free: Sequence[tuple[int, int]] | None = None,
) -> tuple[tuple[float, int], ...]:
    """(minutes after the plan's start, most persons that any plan can have in by then).

    `settled` are arrivals (microseconds) of parties that are facts, `columns` the shelters whose beds they take; `free`
    is the curve of all others where it is known (with a fleet); without one it is that of walkers and cars.
    """
    if free is None:
        room = room_after(situation, columns)
        able = servable(situation, (i for i in range(len(situation.parties)) if i not in settled), room)
        free = most_by(demand_of(situation, able, room)[0]) if able else ()
    sizes = {i: len(situation.parties[i].members) for i in settled}
    return added(free, [(max(0, arrive), sizes[i]) for i, arrive in settled.items()])


def added(free: Sequence[tuple[int, int]], facts: Sequence[tuple[int, int]]) -> tuple[tuple[float, int], ...]:
    """A rising curve with (moment, persons) facts on top, in minutes, from (0, ...) on."""
    moments = sorted({0, *(at for at, _ in free), *(at for at, _ in facts)})
    out: list[tuple[float, int]] = []
    for at in moments:
        most = max((persons for when, persons in free if when <= at), default=0)
        total = most + sum(persons for when, persons in facts if when <= at)
        if not out or total > out[-1][1]:
            out.append((at / MINUTE, total))
    return tuple(out)
