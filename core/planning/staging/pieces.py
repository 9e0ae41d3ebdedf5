"""A written route piece by piece: which part of which link in which direction, and when each is entered."""

from collections.abc import Iterator

from core.domain.ids import NodeId
from core.domain.plans import Route
from core.domain.roads import Link
from core.planning.pace import Way, link_ms
from core.planning.situation import Situation
from core.planning.staging.gates import Gates

Piece = tuple[Link, float, float]
Passing = tuple[int, int]


def along(
    situation: Situation, gates: Gates, route: Route, begin: int, pace: tuple[Way, int], on_road: float
) -> Iterator[Passing]:
    """(gate, moment of entry) of a route entered at `begin` (microseconds), as far as the network still has its links.

    `pace` is the way and thousandths of the reference time; `on_road` what the road part takes, which tells two
    readings of a route apart.
    """
    index = situation.network.link_index
    if any(link not in index for link in route.links):
        return
    links = [situation.network.links[index[link]] for link in route.links]
    way, road = pace

    def taking(pieces: list[Piece]) -> int:
        return sum(_ms(piece, way) for piece in pieces) * road

    now = begin
    for piece in min(_readings(route, links), key=lambda each: abs(taking(each) - on_road), default=[]):
        link, first, last = piece
        gate = gates.gate(index[link.id], last >= first)
        if gate >= 0:
            yield gate, now
        now += _ms(piece, way) * road


def _ms(piece: Piece, way: Way) -> int:
    link, first, last = piece
    return round(max(0, link_ms(link, way)) * abs(last - first))


def _readings(route: Route, links: list[Link]) -> list[list[Piece]]:
    """Links with the shares where one gets on and off: where two roads join the same crossings there are two."""
    if len(links) < 2:
        return [[(link, route.from_share, route.to_share) for link in links]]
    found = []
    for off in (0.0, 1.0):
        pieces = [(links[0], route.from_share, off)]
        here: NodeId | None = links[0].to_node if off else links[0].from_node
        for link in links[1:]:
            if here not in (link.from_node, link.to_node):
                break
            on = 0.0 if here == link.from_node else 1.0
            pieces.append((link, on, 1.0 - on))
            here = link.to_node if here == link.from_node else link.from_node
        if len(pieces) == len(links):
            last, on, _ = pieces[-1]
            found.append([*pieces[:-1], (last, on, route.to_share)])
    return found
