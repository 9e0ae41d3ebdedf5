"""Who is on the roads already, or keeps to the standing plan: when they pass which gates."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from core.domain.plans import Move, Route
from core.domain.roads import Link
from core.planning.pace import Way, link_ms
from core.planning.situation import RIDING, Situation
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.timeline import micros


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
    now = micros(situation.case.at, move.depart) + situation.travel.legs_us(start, move.shelter)[0]
    met = []
    for link, first, last in _pieces(move.route, links):
        gate = gates.gate(index[link.id], last >= first)
        if gate >= 0:
            met.append((gate, now))
        now += round(max(0, link_ms(link, way)) * abs(last - first)) * start.pace.road
    return tuple(met)


def _pieces(route: Route, links: list[Link]) -> Iterator[tuple[Link, float, float]]:
    """Each link with the shares where one gets on and off. Where two roads join the same crossings the first crossing
    of the first link that leads on is taken."""
    if len(links) == 1:
        yield links[0], route.from_share, route.to_share
        return
    if not links:
        return
    share = route.from_share
    for link, onward in pairwise(links):
        off = 1.0 if link.to_node in (onward.from_node, onward.to_node) else 0.0
        if off == share and share in (0.0, 1.0):  # parallel roads: one does not leave where one came in
            off = 1.0 - off
        yield link, share, off
        node = link.to_node if off == 1.0 else link.from_node
        share = 0.0 if onward.from_node == node else 1.0
    yield links[-1], share, route.to_share


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
