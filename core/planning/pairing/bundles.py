"""A flow in a smaller network: nodes that send alike send together.

Helpers of one village offer to come to the same kinds of doors at the same costs. Where no arc of theirs can hold back
what one of them has to give, it makes no difference whose unit goes where: they give into a bundle, and one arc leads
on from there where each had his own. What comes out of a bundle is told apart again afterwards, so that the flow is one
of the whole network, at the same cost.
"""

from dataclasses import dataclass

import numpy as np

from core.planning.network import Ints


@dataclass(frozen=True, slots=True)
class Arcs:
    """Columns: from where, to where, how much at most, cost of a unit."""

    tails: Ints
    heads: Ints
    capacity: Ints
    costs: Ints


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Nodes that send alike. `arcs` are arcs of the whole network, a row for each member, in the order of `ways`;
    `ins` and `ways` are arcs of the smaller one: from the members, and on."""

    arcs: Ints
    ins: Ints
    ways: Ints


class Bundled:
    """The smaller network of `whole`, whose nodes are numbered below `nodes`."""

    def __init__(self, whole: Arcs, nodes: int) -> None:
        self._whole = whole
        alike = _alike(whole, nodes)
        gone = np.zeros(len(whole.tails), dtype=bool)
        for arcs in alike:
            gone[arcs.reshape(-1)] = True
        self._kept = np.flatnonzero(~gone)
        blocks = [Arcs(*(column[self._kept] for column in (whole.tails, whole.heads, whole.capacity, whole.costs)))]
        self._bundles: list[_Bundle] = []
        count = len(self._kept)
        into = _into(whole, nodes)
        for node, arcs in enumerate(alike, start=nodes):
            members, way = whole.tails[arcs[:, 0]], arcs[0]
            many, each = len(way), into[members]
            blocks.append(Arcs(members, np.full(len(members), node), each, np.zeros(len(members), dtype=np.int64)))
            blocks.append(Arcs(np.full(many, node), whole.heads[way], np.full(many, int(each.sum())), whole.costs[way]))
            ins = np.arange(count, count + len(members))
            self._bundles.append(_Bundle(arcs, ins, np.arange(count + len(members), count + len(members) + many)))
            count += len(members) + many
        self.nodes = nodes + len(alike)
        self.arcs = Arcs(
            *(
                np.concatenate([getattr(block, name) for block in blocks])
                for name in ("tails", "heads", "capacity", "costs")
            )
        )

    def told_apart(self, flows: Ints) -> Ints:
        """Flows of the whole network by those of the smaller one: what each member gives goes on in the order of the
        ways."""
        found = np.zeros(len(self._whole.tails), dtype=np.int64)
        found[self._kept] = flows[: len(self._kept)]
        for bundle in self._bundles:
            given, gone = np.cumsum(flows[bundle.ins]), np.cumsum(flows[bundle.ways])
            before = np.minimum(given[:, None], gone[None, :])  # given by the first members, gone by the first ways
            found[bundle.arcs] = np.diff(np.diff(before, axis=0, prepend=0), axis=1, prepend=0)
        return found


def _into(whole: Arcs, nodes: int) -> Ints:
    """How much each node can be given at most."""
    found = np.zeros(nodes, dtype=np.int64)
    np.add.at(found, whole.heads, whole.capacity)
    return found


def _alike(whole: Arcs, nodes: int) -> list[Ints]:
    """Arcs of nodes that send alike (a row for each node), where that makes the network smaller."""
    free = np.flatnonzero((whole.capacity >= _into(whole, nodes)[whole.tails]) & (whole.tails > 1))
    free = free[np.lexsort((whole.costs[free], whole.heads[free], whole.tails[free]))]
    ends = np.flatnonzero(np.diff(whole.tails[free], append=-1)) + 1
    ways = np.stack([whole.heads[free], whole.costs[free]], axis=1)
    members: dict[bytes, list[Ints]] = {}
    begin = 0
    for end in ends.tolist():
        members.setdefault(ways[begin:end].tobytes(), []).append(free[begin:end])
        begin = end
    return [np.stack(mine) for mine in members.values() if len(mine) * len(mine[0]) > len(mine) + len(mine[0])]
