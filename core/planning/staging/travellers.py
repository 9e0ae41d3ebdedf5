"""Who is to be staged: parties that travel alike, as the bounds see them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.plans import Mode
from core.planning.network import Ints
from core.planning.situation import Situation
from core.planning.timetable import UNREACHED
from core.planning.travel import Start


@dataclass(frozen=True, slots=True)
class Kind:
    """Parties with the same starts, fit and cost of staying: `parties` are their indices, the largest first.

    `ways_out` are how they can travel (on foot, and by car where they have seats); `taken` the shelters (columns) in
    reach that take them; `unserved` microseconds of exposure of one who stays.
    """

    parties: tuple[int, ...]
    sizes: tuple[int, ...]
    ways_out: tuple[tuple[Start, Mode], ...]
    taken: tuple[bool, ...]
    unserved: int

    @property
    def persons(self) -> int:
        return sum(self.sizes)


def kinds_to_stage(situation: Situation, parties: Sequence[int]) -> tuple[Kind, ...]:
    """Kinds of these parties, in the order of their first party."""
    groups: dict[tuple[int, int], list[int]] = {}
    for i in parties:
        groups.setdefault((situation.kind[i], situation.unserved_us(i)), []).append(i)
    return tuple(_kind(situation, members, unserved) for (_, unserved), members in groups.items())


def _kind(situation: Situation, members: list[int], unserved: int) -> Kind:
    ordered = sorted(members, key=lambda i: (-len(situation.parties[i].members), i))
    arrival: Ints = situation.options.arrival[situation.kind[members[0]]]
    return Kind(
        parties=tuple(ordered),
        sizes=tuple(len(situation.parties[i].members) for i in ordered),
        ways_out=ways_out(situation, members[0]),
        taken=tuple(map(bool, np.asarray(arrival < UNREACHED))),
        unserved=unserved,
    )


def ways_out(situation: Situation, party: int) -> tuple[tuple[Start, Mode], ...]:
    """How a party on the roads can travel: on foot, and by the car that has seats for it."""
    found = [situation.walking(party)]
    car = situation.car[party]
    if car is not None:
        found.append((car, Mode.CAR))
    return tuple(found)
