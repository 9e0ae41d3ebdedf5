"""Who sends helpers' households through the flow of pairing: here every helper by himself."""

from dataclasses import dataclass

import numpy as np

from core.planning.network import Ints
from core.planning.pairing.offers import Offers, Spare


@dataclass(frozen=True, slots=True)
class Senders:
    """Nodes are numbered from 0. Of each offer that is sent its row, from where, and how much at most; of each arc from
    the source to where, how much, and what it adds to the squares of the loads; of each arc to the hands of somebody
    from where, to where and how much."""

    nodes: int
    rows: Ints
    tails: Ints
    capacity: Ints
    given: tuple[Ints, Ints, Ints]
    lifted: tuple[Ints, Ints, Ints]

    @property
    def count(self) -> int:
        """How many arcs, but for those of known helpers."""
        return len(self.rows) + len(self.given[0]) + len(self.lifted[0])


def each_alone(offers: Offers, spare: Spare) -> Senders:
    """Every helper has a node, and his hands have one."""
    helpers = len(spare.hands)
    tails = np.where(offers.lifts, offers.who + helpers, offers.who)
    who, nth = households_of(offers, spare)
    squares = 2 * (spare.loaded[who] + nth) + 1
    lifting = marked(offers.who[offers.lifts], helpers)
    most = np.minimum(spare.hands, spare.households)[lifting]
    return Senders(
        2 * helpers,
        np.arange(len(offers.who)),
        tails,
        offers.capacity,
        (who, np.ones_like(who), squares),
        (lifting, lifting + helpers, most),
    )


def marked(who: Ints, helpers: int) -> Ints:
    """The helpers named, rising."""
    named = np.zeros(helpers, dtype=bool)
    named[who] = True
    return np.flatnonzero(named)


def households_of(offers: Offers, spare: Spare) -> tuple[Ints, Ints]:
    """Of every household that somebody who is asked can take on: who, and how many he has been given before."""
    used = marked(offers.who, len(spare.hands))
    many = spare.households[used]
    who = np.repeat(used, many)
    return who, np.arange(len(who)) - np.repeat(np.cumsum(many) - many, many)
