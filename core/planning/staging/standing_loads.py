"""Who is on the roads already, or keeps to the standing plan: when they pass which gates."""

from collections.abc import Mapping

from core.domain.ids import NodeId
from core.domain.plans import Move, Route
from core.domain.roads import Link
from core.planning.pace import Way, link_ms
from core.planning.situation import RIDING, Situation
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.timeline import MINUTE, micros

Piece = tuple[Link, float, float]


def passed(situation: Situation, gates: Gates, party: int, move: Move) -> tuple[tuple[int, int], ...]:
    """(gate, moment of entry) of a move, in the order of its route, as far as the network still has its links."""
    foot = situation.foot[party]
    if not len(gates) or foot is None:
        return ()
    rides = move.mode in RIDING
    car = situation.car[party] if rides else None
    start = car if car is not None else foot
    way = Way(move.mode.value) if rides else start.pace.way
    index = situation.network.link_index
    if any(link not in index for link in move.route.links):
        return ()
    links = [situation.network.links[index[link]] for link in move.route.links]
    legs = situation.travel.legs_us(start, move.shelter)
    on_road = move.route.minutes * MINUTE - sum(legs)

    def taking(pieces: list[Piece]) -> int:
        return sum(_ms(piece, way) for piece in pieces) * start.pace.road

    readings = _readings(move.route, links)
    pieces = min(readings, key=lambda each: abs(taking(each) - on_road), default=[])
    now = micros(situation.case.at, move.depart) + legs[0]
    met = []
    for piece in pieces:
        link, first, last = piece
        gate = gates.gate(index[link.id], last >= first)
        if gate >= 0:
            met.append((gate, now))
        now += _ms(piece, way) * start.pace.road
    return tuple(met)


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


def load_standing(situation: Situation, ledger: Ledger, moves: Mapping[int, Move]) -> None:
    """Enter fixed moves; they are facts, even where a gate has no room for them."""
    for party, move in sorted(moves.items()):
        for gate, moment in passed(situation, ledger.gates, party, move):
            ledger.force(gate, moment, len(move.persons))


def within_gates(situation: Situation, gates: Gates, moves: Mapping[int, Move]) -> dict[int, Move]:
    """The standing moves that the gates still let through together; whoever is on the road comes first, then the
    others in order. The rest must be staged anew."""
    if not len(gates):
        return dict(moves)
    ledger = Ledger(gates)
    kept = {}
    for party in sorted(moves, key=lambda i: (not situation.parties[i].left, i)):
        move = moves[party]
        met = passed(situation, gates, party, move)
        if situation.parties[party].left:
            for gate, moment in met:
                ledger.force(gate, moment, len(move.persons))
        elif all(ledger.fits(gate, moment, len(move.persons)) for gate, moment in met):
            for gate, moment in met:
                ledger.add(gate, moment, len(move.persons))
        else:
            continue
        kept[party] = move
    return kept
