"""Who could be at a shelter, but only before it opens: nobody may wait at its door, and behind him a road closes."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from core.domain.ids import LinkId
from core.domain.plans import ClosedDoor
from core.planning.situation import Situation
from core.planning.timeline import MINUTE, moment
from core.planning.travel import Start


class Early(NamedTuple):
    """A shelter (column) that opens `early` microseconds after the last moment at which somebody could be there;
    `entry` is when he would set foot on the road for that."""

    early: int
    column: int
    latest: int
    entry: int
    start: Start

    @property
    def minutes(self) -> int:
        """How many minutes earlier it would have to open."""
        return -(-self.early // MINUTE)


def early_at_doors(situation: Situation, party: int) -> list[Early]:
    """Shelters that take a party and that it can reach, on foot or in its helper's car, only before they open; by how
    little. Each shelter once."""
    opens = {shelter.id: max(0, shelter.opens_after_min) * MINUTE for shelter in situation.case.shelters}
    starts = [start for start in (situation.foot[party], situation.lone[party]) if start is not None]
    found: dict[int, Early] = {}
    for column in np.flatnonzero(situation.fits.of(party)).tolist():
        shelter = situation.travel.shelters[column]
        for start in starts if opens[shelter] else ():
            latest = situation.travel.latest_before(start, shelter)
            if latest is not None and 0 <= latest[0] < opens[shelter]:
                each = Early(opens[shelter] - latest[0], column, *latest, start)
                found[column] = min(found.get(column, each), each, key=lambda one: one.early)
    return sorted(found.values(), key=lambda each: (each.early, each.column))


def doors_closed_to(situation: Situation, party: int) -> Iterator[ClosedDoor]:
    """The same as facts, the one that opens too late by least first."""
    at, travel = situation.case.at, situation.travel
    for each in early_at_doors(situation, party):
        shelter = travel.shelters[each.column]
        closing = travel.closing_after(each.start, shelter, each.entry)
        if closing is not None:
            link: LinkId = situation.network.links[closing[0]].id
            opens = moment(at, each.latest + each.early)
            yield ClosedDoor(shelter, opens, moment(at, each.latest), link, moment(at, closing[1]))
