"""Districts drawn by seed with everything that a plan has to respect, and what may change in them afterwards.

`drawn_case` is `villages.random_case` (one-way roads, closures that reopen, tight beds, helpers) with roads that let
only so many through or carry only some, needs and places that do not take them, hosts and relatives of a few beds, a
fleet, delays and speeds, and orders of both levels. `changed_case` is the same night later: people have gone, roads
close and open, a shelter is full, a bus is broken, a village is added. `case_taken_in_hand` is what people decide over
the planner's head: some are sent on to one shelter, helpers drop out or are set for a door, soft rules are off.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from core.domain.helping import Lock
from core.domain.pairing import SoftRule
from core.domain.people import Mobility, Role
from core.domain.places import Shelter, ShelterKind
from core.domain.plans import Move, Plan
from core.domain.roads import Closure, Delay, Link, SpeedFactor, Vehicle
from core.planning.case import Case, CaseMember, CaseParty
from tests.core.planning.villages import AT, closed, random_case, random_closures

FEATURES = frozenset({"capacities", "modes", "needs", "fleet"})
NEEDS = ("氧气", "制氧机", "呼吸机", "透析", "轮椅", "担架", "助听")


def drawn_case(rnd: Random, features: frozenset[str] = FEATURES) -> Case:
    """One district; of `features` only those named are drawn (the rest of the case is the same either way)."""
    base = random_case(rnd)
    links = [_road(rnd, road, features) for road in base.links]
    shelters = [_shelter(rnd, one, features) for one in base.shelters]
    hosts = [_host(rnd, f"host{i}", rnd.choice(shelters)) for i in range(rnd.randint(0, 2))]
    parties = [_party(rnd, one, features) for one in base.parties]
    crossings = [node.id for node in base.nodes]
    fleet = [_vehicle(rnd, f"b{i}", crossings) for i in range(rnd.choice([0, 0, 1, 2, 3]))]
    return replace(
        base,
        links=tuple(links),
        shelters=(*shelters, *hosts),
        parties=tuple(one for one in parties if one.members),
        closures=(*base.closures, *_barring_some(rnd, links, features)),
        fleet=tuple(fleet) if "fleet" in features else (),
        speeds=rnd.choice([(), (SpeedFactor("slow", "*", "*", 1.4), SpeedFactor("bedridden", "night", "*", 2.125))]),
        delays=rnd.choice([(), (), (Delay("*", "night", 10), Delay("bedridden", "*", 25))]),
        step_s=rnd.choice([60, 300, 300, 420]),
    )


def changed_case(rnd: Random, case: Case, standing: Plan, minutes: int | None = None) -> Case:
    """The case some minutes later, with `standing` in force: whoever was to have left has often done so."""
    passed = timedelta(minutes=rnd.choice([0, 5, 20]) if minutes is None else minutes)
    at = case.at + passed
    moves = {(move.household, move.place): move for move in standing.moves}
    parties, inside = [], dict(case.inside)
    for one in case.parties:
        move = moves.get((one.household, one.place))
        here, arrived = _who_is_left(rnd, one, move, at)
        if move is not None and arrived:
            inside[move.shelter] = inside.get(move.shelter, 0) + arrived
        if here is not None:
            parties.append(here)
    if rnd.random() < 0.3 and case.places:
        name = f"new{case.revision}"
        members = tuple(CaseMember(f"{name}-{i}", Mobility.WALKS) for i in range(rnd.randint(1, 3)))
        parties.append(CaseParty(name, rnd.choice(case.places).code, members))
    closures = tuple(rnd.sample(case.closures, max(0, len(case.closures) - rnd.randint(0, 1))))
    fresh = random_closures(rnd, case.links, rnd.randint(0, 2), reopening=rnd.random() < 0.5) if case.links else []
    return replace(
        case,
        at=at,
        revision=case.revision + 1,
        parties=tuple(parties),
        inside=tuple(sorted(inside.items())),
        closures=(*closures, *fresh),
        shelters=tuple(_fuller(rnd, shelter) for shelter in case.shelters),
        fleet=tuple(vehicle for vehicle in case.fleet if rnd.random() < 0.8),
        due_households=frozenset({*case.due_households, *(party.household for party in parties)}),
        standing=standing,
    )


def case_taken_in_hand(rnd: Random, case: Case, standing: Plan) -> Case:
    """The same moment with `standing` in force, after somebody in charge has decided this and that by himself."""
    shelters, helpers = [shelter.id for shelter in case.shelters], [one.id for one in case.helpers]
    parties = tuple(replace(one, sent_to=rnd.choice(shelters)) if rnd.random() < 0.25 else one for one in case.parties)
    doors = sorted({one.household for one in parties})
    named = {(rnd.choice(doors), rnd.choice(list(Role))): rnd.choice(helpers) for _ in range(3) if doors and helpers}
    return replace(
        case,
        parties=parties,
        standing=standing,
        out=frozenset(one for one in helpers if rnd.random() < 0.15),
        locks=tuple(Lock(*door, helper, case.at, "", "") for door, helper in sorted(named.items())),
        soft_off=tuple(rnd.sample(list(SoftRule), rnd.choice([0, 0, 1, 3]))),
    )


def _road(rnd: Random, road: Link, features: frozenset[str]) -> Link:
    capacity = rnd.choice([None, None, None, 0.0, 12.0, 37.5, 60.0, 240.0])
    modes = rnd.choice([(), (), (), (), ("walk", "carried"), ("walk", "carried", "car"), ("walk",), ("car", "bus")])
    if "capacities" in features:
        road = replace(road, capacity_pph=capacity)
    return replace(road, modes=modes) if "modes" in features else road


def _barring_some(rnd: Random, links: Sequence[Link], features: frozenset[str]) -> list[Closure]:
    """Closures to some only: too narrow for a bus once it is dark, too deep for a car."""
    if "modes" not in features or not links or rnd.random() < 0.5:
        return []
    start = rnd.randint(-5, 40)
    end = rnd.choice([None, start + 20])
    return [closed(rnd.choice(links).id, start, end, modes=rnd.choice([("car", "bus"), ("bus",), ("walk", "carried")]))]


def _shelter(rnd: Random, shelter: Shelter, features: frozenset[str]) -> Shelter:
    step_free, power, hospital = rnd.choice([None, True, False]), rnd.choice([None, 0.0, 8.0]), rnd.random() < 0.2
    if "needs" not in features:
        return shelter
    kind = ShelterKind.HOSPITAL if hospital else shelter.kind
    return replace(shelter, step_free=step_free, power_hours=power, kind=kind)


def _host(rnd: Random, name: str, near: Shelter) -> Shelter:
    kind = rnd.choice([ShelterKind.HOST, ShelterKind.RELATIVES])
    return Shelter(name, name, near.town, kind, near.position, rnd.randint(1, 4), opens_after_min=0)


def _party(rnd: Random, party: CaseParty, features: frozenset[str]) -> CaseParty:
    """With needs; of a village that only prepares, the slow and the lying alone."""
    members = [
        replace(member, needs=tuple(rnd.sample(NEEDS, rnd.choice([0, 0, 0, 1, 2])))) if "needs" in features else member
        for member in party.members
    ]
    prepares = rnd.random() < 0.2
    return replace(party, members=tuple(m for m in members if m.mobility.needs_help or not prepares))


def _vehicle(rnd: Random, name: str, crossings: Sequence[str]) -> Vehicle:
    kind = rnd.choice(["bus", "minibus", "van", "ambulance", "wheelchair_van"])
    start = rnd.choice([None, None, AT + timedelta(minutes=rnd.randint(-30, 15))])
    end = rnd.choice([None, None, None, AT + timedelta(minutes=rnd.randint(20, 200))])
    depot = rnd.choice([*crossings, None])
    return Vehicle(
        name, kind, rnd.randint(0, 8), rnd.choice([0, 0, 1]), rnd.choice([0, 0, 1]), depot, start=start, end=end
    )


def _who_is_left(rnd: Random, party: CaseParty, move: Move | None, at: datetime) -> tuple[CaseParty | None, int]:
    """The party as it is now, None when all of it has arrived; and how many have."""
    if move is None or move.depart > at or rnd.random() < 0.3:
        return party, 0
    if move.arrive <= at and rnd.random() < 0.8:
        stay = rnd.choice([0, 0, len(party.members) // 2])
        rest = party.members[:stay]
        left = replace(party, members=rest, joins=move.shelter) if rest else None
        return left, len(party.members) - stay
    return replace(party, left=True), 0


def _fuller(rnd: Random, shelter: Shelter) -> Shelter:
    return replace(shelter, capacity=rnd.randint(0, shelter.capacity)) if rnd.random() < 0.15 else shelter
