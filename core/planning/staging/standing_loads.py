"""Who is on the roads already, or keeps to the standing plan: when they pass which gates."""

from collections.abc import Mapping

from core.domain.plans import Move
from core.planning.pace import Way
from core.planning.situation import RIDING, Situation
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.staging.pieces import Passing, along
from core.planning.staging.trip_loads import on_the_trip
from core.planning.timeline import MINUTE, micros


def passed(situation: Situation, gates: Gates, party: int, move: Move) -> tuple[Passing, ...]:
    """(gate, moment of entry) of a move, in the order of its route, as far as the network still has its links."""
    foot = situation.foot[party]
    if not len(gates) or foot is None:
        return ()
    if move.trip:
        return tuple(on_the_trip(situation, gates, foot, move))
    car = situation.car[party] if move.mode in RIDING else None
    start = car if car is not None else foot
    way = Way(move.mode.value) if move.mode in RIDING else start.pace.way
    access, egress = situation.travel.legs_us(start, move.shelter)
    on_road = move.route.minutes * MINUTE - access - egress
    begin = micros(situation.case.at, move.depart) + access
    return tuple(along(situation, gates, move.route, begin, (way, start.pace.road), on_road))


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
