"""Who is in the plan: everybody due once, whole, in a way he can travel; and what the totals say of them."""

from collections import Counter
from itertools import chain
from operator import attrgetter

from core.domain.findings import Finding
from core.domain.plans import ClosedDoor, Mode, Move, Shortfall, ShortfallRule
from core.planning.case import CaseParty
from core.planning.checking.inspection import Findings, Inspection, PartyKey, wrong
from core.planning.checking.riding import rides
from core.planning.checking.roads import MINUTE, SECOND, SLACK, is_capped, lets_nobody_in

_WHOSE = attrgetter("household", "place")
_PERSON, _PERSONS = attrgetter("person"), attrgetter("persons")
_DAY_MIN = 24 * 60.0


def every_party_stands_once(inspection: Inspection) -> Findings:
    """Each party has one move or one shortfall, and nobody else has."""
    plan = inspection.plan
    listed = dict.fromkeys(inspection.parties, 0)
    unknown: set[PartyKey] = set()
    for key in map(_WHOSE, chain(plan.moves, plan.shortfall)):
        if key in listed:
            listed[key] += 1
        else:
            unknown.add(key)
    odd = sorted(key for key, count in listed.items() if count != 1)
    for household, place in odd:
        rule = "party_twice" if listed[household, place] else "party_missing"
        yield wrong(rule, "moves", household=household, place=place)
    for household, place in sorted(unknown):
        yield wrong("party_unknown", "moves", household=household, place=place)


def nobody_is_split_lost_or_doubled(inspection: Inspection) -> Findings:
    """A party moves with exactly its members, each once."""
    entries: list[Move | Shortfall] = [*inspection.plan.moves, *inspection.plan.shortfall]
    for entry in entries:
        party = inspection.parties.get((entry.household, entry.place))
        if party is None:
            continue
        members = tuple(map(_PERSON, party.members))
        if entry.persons != members and sorted(entry.persons) != sorted(members):
            yield wrong("party_split", "moves", household=entry.household)
    persons = list(chain.from_iterable(map(_PERSONS, entries)))
    if len(set(persons)) < len(persons):
        for person in sorted(person for person, count in Counter(persons).items() if count > 1):
            yield wrong("person_twice", "moves", person=person)


def modes_fit_the_party(inspection: Inspection) -> Findings:
    """Who cannot walk is carried or rides; the car of A or B has seats for all, and nobody bedridden is in it."""
    for entry in inspection.entries:
        move, traits = entry.move, entry.traits
        bad = move.mode is Mode.WALK and traits.wheelchairs + traits.lying > 0
        if move.mode is Mode.CAR and move.vehicle is None:
            bad = inspection.driver(entry) is None or traits.lying > 0
        if bad:
            yield wrong("mode_wrong", "moves", household=move.household, mode=move.mode)


def who_rides_with_the_fleet_has_a_vehicle(inspection: Inspection) -> Findings:
    """A bus is one of the fleet's; whoever names a vehicle rides."""
    for move in inspection.plan.moves:
        if (move.mode is Mode.BUS and move.vehicle is None) or (move.vehicle is not None and not rides(move)):
            yield wrong("vehicle_missing", "moves", household=move.household)


def shortfalls_say_what_is_so(inspection: Inspection) -> Findings:
    """As far as it shows without a search: off the map is off the map, unfit is unfit, crowded has a capacity."""
    capped = any(is_capped(link) for link in inspection.case.links)
    for short in inspection.plan.shortfall:
        party = inspection.parties.get((short.household, short.place))
        if party is None:
            continue
        unplaced = inspection.places.get(short.place) is None
        false = unplaced != (short.rule is ShortfallRule.NO_POSITION)
        if short.rule is ShortfallRule.NO_FIT_SHELTER:
            false = all(
                not inspection.misfits(inspection.traits(party), shelter) for shelter in inspection.case.shelters
            )
        if short.rule is ShortfallRule.SENT_ELSEWHERE:
            false = party.sent_to is None
        if short.rule is ShortfallRule.ROAD_CROWDED:
            false = not capped
        if short.rule is ShortfallRule.NOBODY_PASSES:
            false = not any(lets_nobody_in(link) for link in inspection.case.links)
        false = false or (short.door is not None) != (short.rule is ShortfallRule.OPENS_LATE)
        if short.door is not None:
            false = false or not _opens_too_late(inspection, party, short.door)
        if false:
            yield wrong("shortfall_wrong", "moves", "rule", household=short.household, said=short.rule)


def _opens_too_late(inspection: Inspection, party: CaseParty, door: ClosedDoor) -> bool:
    """Whether a shelter that takes them opens then, after the last moment at which they could be there and before which
    the road was to close; and whether they can be there at all if nobody asks whether it is open."""
    shelter, roads = inspection.shelters.get(door.shelter), inspection.roads
    traits = inspection.traits(party)
    if shelter is None or inspection.misfits(traits, shelter) or not door.latest < door.opens:
        return False
    if abs(roads.after(door.opens) - max(0, shelter.opens_after_min) * MINUTE) > SLACK:
        return False
    shut = [begin for mode in Mode for begin, _ in roads.closed(door.link, mode)]
    if not any(abs(begin - roads.after(door.closes)) <= SLACK for begin in shut):
        return False
    at, goal = inspection.junctions.places.get(party.place), inspection.junctions.shelters.get(door.shelter)
    if at is None or goal is None or goal[0] not in inspection.searches.goals:
        return True  # nobody can tell where they join the roads
    for mode in (traits.on_foot, Mode.CAR):
        pace = inspection.pace(mode, traits.legs)
        begin = inspection.ready_of(party) + at[1] * traits.legs
        there = inspection.searches.earliest(at[0], mode, pace.road, int(begin))[0]
        if there[inspection.searches.goals.index(goal[0])] + goal[1] * traits.legs <= roads.after(door.latest) + SLACK:
            return True
    return False


def totals_are_sums(inspection: Inspection) -> Findings:
    """due, served, last arrival, exposure and loads are what the moves add up to."""
    case, plan = inspection.case, inspection.plan
    due = sum(len(party.members) for party in case.parties)
    served = sum(map(len, map(_PERSONS, plan.moves)))
    last = max(0, inspection.roads.after(max([move.arrive for move in plan.moves], default=case.at)))
    minutes = inspection.moving_us / MINUTE
    waiting = sum(len(short.persons) for short in plan.shortfall)
    off = 1e-6 * max(1.0, minutes)
    loads = {load.shelter: load for load in plan.loads}
    right = {
        "due": plan.due == due,
        "served": plan.served == served,
        "clearance_s": abs(plan.clearance_s - last / SECOND) < 1e-3,
        "exposure": minutes - off <= plan.exposure <= minutes + waiting * _DAY_MIN + off,
        "loads": all(
            load.planned == inspection.planned.get(name, 0)
            and load.inside == inspection.inside.get(name, 0)
            and (known := inspection.shelters.get(name)) is not None
            and load.capacity == known.capacity
            for name, load in loads.items()
        )
        and len(loads) == len(plan.loads),
    }
    for total in sorted(name for name, holds in right.items() if not holds):
        yield Finding("total_wrong", "plan", column=total, error=True)
