"""Road networks drawn by seed: grids thinned out to a mean degree of 2.4, few shelters, roads that close in the storm.

The measures follow the published comparisons: 300, 1,000 and 2,000 nodes, beds for 1.3 times the people, 8 % of the
roads closing for good at random minutes. One step is a minute.
"""

from random import Random

import numpy as np

from core.planning.flows.problem import NEVER_OPENS, FlowProblem

_DEGREE = 2.4


def _ints(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def thinned_grid(rnd: Random, width: int) -> list[tuple[int, int]]:
    """Links of a grid of width x width nodes: a random spanning tree and as many others as make the degree."""
    nodes = width * width
    links = [(i, i + 1) for i in range(nodes) if (i + 1) % width] + [(i, i + width) for i in range(nodes - width)]
    rnd.shuffle(links)
    root = list(range(nodes))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    tree, others = [], []
    for one, other in links:
        a, b = find(one), find(other)
        root[a] = b
        (tree if a != b else others).append((one, other))
    return tree + others[: round(nodes * _DEGREE / 2) - len(tree)]


def drawn_network(
    seed: int,
    width: int,
    persons: int,
    shelters: int,
    *,
    villages: int = 0,
    beds: float = 1.3,
    closing: float = 0.08,
    closing_from: int = 30,
    closing_until: int = 200,
) -> FlowProblem:
    """A thinned grid with `villages` (default: a tenth of the nodes) and `shelters` at drawn nodes.

    Travel times are 1 to 4 minutes, capacities 8 to 30 persons a minute and direction.
    """
    rnd = Random(seed)
    links = thinned_grid(rnd, width)
    minutes = [rnd.randint(1, 4) for _ in links]
    a_minute = [rnd.randint(8, 30) for _ in links]
    closed = sorted(rnd.sample(range(len(links)), round(closing * len(links))))
    villages = villages or width * width // 10
    spots = rnd.sample(range(width * width), villages + shelters)
    supply = [0] * villages
    for share in sorted(rnd.random() for _ in range(persons // 10)):
        supply[int(share * villages)] += 10
    supply[0] += persons - sum(supply)
    total = round(beds * persons)
    room = [total // shelters + (i < total % shelters) for i in range(shelters)]
    times = {i: rnd.randint(closing_from, closing_until) for i in closed}
    return FlowProblem(
        nodes=width * width,
        tail=_ints([a for a, _ in links] + [b for _, b in links]),
        head=_ints([b for _, b in links] + [a for a, _ in links]),
        steps=_ints(minutes * 2),
        per_hour=np.array(a_minute * 2, dtype=np.float64) * 60,
        closed=tuple((arc, times[i], NEVER_OPENS) for i in closed for arc in (i, i + len(links))),
        source=_ints(spots[:villages]),
        supply=_ints(supply),
        ready=np.zeros(villages, dtype=np.int64),
        sink=_ints(spots[villages:]),
        room=_ints(room),
        opens=np.zeros(shelters, dtype=np.int64),
        step_s=60,
    )


SIZES = {  # nodes: width, persons, shelters
    300: (17, 6_000, 9),
    1000: (32, 12_000, 15),
    2000: (45, 30_000, 27),
}


def drawn(nodes: int, seed: int) -> FlowProblem:
    """One of the sizes of the comparison: 300, 1000 or 2000 nodes, capped shelters, roads closing."""
    width, persons, shelters = SIZES[nodes]
    return drawn_network(seed, width, persons, shelters)
