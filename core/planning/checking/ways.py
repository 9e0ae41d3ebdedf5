"""The roads that routes and legs lead along: which pieces of which links one after the other, and when each is entered.
Those who go the same way at another pace differ by a factor only, so that each way is gone through once for a mode."""

from typing import NamedTuple

from core.domain.ids import LinkId
from core.domain.plans import Mode
from core.planning.checking.roads import SLACK, Piece, Roads, is_against_oneway


class Pace(NamedTuple):
    """Thousandths of the reference time, on the road and on the walked legs at both ends."""

    mode: Mode
    road: int
    legs: int


class Entered(NamedTuple):
    """One piece of a way, from when until when it is travelled."""

    link: LinkId
    forward: bool
    begin: int
    end: int


class Way(NamedTuple):
    """Pieces of links in travel order, in one mode. Times are milliseconds at factor 1 from where it begins: `ms` until
    its end, and when the pieces begin and end that close (`shutting`) or that let in only so many (`capped`)."""

    ms: int
    length_m: float
    against_oneway: bool
    shutting: tuple[Entered, ...]
    capped: tuple[Entered, ...]

    def shutting_at(self, pace: Pace, begin: int) -> tuple[Entered, ...]:
        """Its closing pieces in microseconds for who begins it at `begin`: milliseconds by thousandths are those."""
        factor = pace.road
        return tuple(
            [Entered(x.link, x.forward, begin + x.begin * factor, begin + x.end * factor) for x in self.shutting]
        )


class Ways:
    """Readings of routes, looked at once for each mode."""

    def __init__(self, roads: Roads) -> None:
        self.roads = roads
        self._known: dict[tuple[int, Mode], Way | None] = {}

    def along(self, pieces: list[Piece], mode: Mode) -> Way | None:
        """One of the roads' own readings as a way; None where the mode may not use one of its pieces."""
        key = (id(pieces), mode)  # the roads keep their readings
        if key not in self._known:
            self._known[key] = _way(self.roads, pieces, mode)
        return self._known[key]

    def meant(self, readings: list[list[Piece]], pace: Pace, wanted: float) -> list[Piece]:
        """Of two readings the one that takes as long as it should; where both do, the one that uses some of every link,
        and goes along one-way roads."""
        if len(readings) == 1:
            return readings[0]

        def unlikely(pieces: list[Piece]) -> tuple[int, int, int]:
            off = abs(self.roads.road_ms(pieces, pace.mode) * pace.road - wanted)
            against = sum(is_against_oneway(link, pace.mode, first, last) for link, first, last in pieces)
            return int(off) // SLACK, sum(first == last for _, first, last in pieces), against

        return min(readings, key=unlikely)


def _way(roads: Roads, pieces: list[Piece], mode: Mode) -> Way | None:
    times, closing, capped = roads.times(mode), roads.closures[mode], roads.capped
    now, shutting, filling = 0, [], []
    for link, first, last in pieces:
        whole = times[link.id]
        if whole is None:
            return None
        share = abs(last - first)
        end = now + (whole if share == 1.0 else round(whole * share))
        if link.id in closing or link.id in capped:  # of others nobody asks when they are entered
            piece = Entered(link.id, last >= first, now, end)
            if link.id in closing:
                shutting.append(piece)
            if link.id in capped:
                filling.append(piece)
        now = end
    return Way(
        now,
        sum([link.length_m * abs(last - first) for link, first, last in pieces]),
        any(is_against_oneway(link, mode, first, last) for link, first, last in pieces if link.oneway),
        tuple(shutting),
        tuple(filling),
    )
