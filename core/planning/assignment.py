"""Who goes to which door: every due household gets a helper A and a deputy B, or stands uncovered with the reason.

An exact min-cost flow: helper (load) -> house and door (each house once) -> household -> A before B. Most doors with an
A first, then with a B, then pairings kept, then minutes and soft rules.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np
from ortools.graph.python import min_cost_flow

from core.domain.ids import HelperId, HouseholdId, PlaceCode
from core.domain.people import Helper, Mobility, Role
from core.domain.plans import Pairing, SoftRule, Uncovered, UncoveredRule
from core.planning.case import Case, CaseParty
from core.planning.pace import Way
from core.planning.reach import HELPER_WAYS, Reach, helper_way

OLD_AGE = 65
# Whoever carries somebody should not be older than this.
OLD_AGE_CARRYING = 60
# Soft rules in minutes of detour that we would accept to keep them.
SOFT_MINUTES = {SoftRule.OWN_DANGER_ZONE: 15, SoftRule.AGE: 10, SoftRule.POSITION_UNKNOWN: 10}
_TENTHS = 10  # costs are whole tenths of a minute


@dataclass(frozen=True, slots=True)
class Door:
    """Households that are the same to every helper: same village, same need, same last moment, same known helpers."""

    place: PlaceCode
    carry: bool
    deadline_min: float | None
    known: tuple[HelperId, ...]
    households: tuple[HouseholdId, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One helper at one kind of door."""

    helper: Helper
    minutes: float
    broken: tuple[SoftRule, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    pairings: tuple[Pairing, ...]
    uncovered: tuple[Uncovered, ...]


@dataclass
class _Doorstep:
    """Helpers still in question at one kind of door, and the rule that took the last of them."""

    offers: list[Offer] = field(default_factory=list)
    rule: UncoveredRule = UncoveredRule.NO_HELPER_IN_REACH


def house_of(helper: Helper) -> str:
    """The house a helper lives in; one without a household is a house of his own."""
    return f"household/{helper.household}" if helper.household is not None else f"helper/{helper.id}"


def assign(
    case: Case,
    reach: Reach,
    deadlines: Mapping[HouseholdId, float | None],
    firsts: Mapping[HouseholdId, HelperId] | None = None,
) -> Assignment:
    """Pair the case's parties with its helpers. `deadlines`: minutes until the last safe departure, None for none.

    The nearer of two is A, unless `firsts` names one of them: who was A in the standing plan stays A.
    """
    doors = _doors(case, deadlines)
    for way in HELPER_WAYS:
        reach.minutes(way, sorted({door.place for door in doors}))
    steps = _offers_of_the_known(case, reach, doors)
    if steps is not None:
        kept = _keep_all(doors, steps)
        if len(kept) == sum(len(door.households) for door in doors):
            return _answer(reach, (doors, steps), kept, firsts or {})
    steps = _offers(case, reach, doors)
    kept = _keep_all(doors, steps)
    found = _pair(doors, steps, kept) if kept else None
    if found is None or _covered(found) < _most_covered(doors, steps):
        # Holding on to known helpers must not leave a door empty that could have been covered.
        found = _pair(doors, steps, {})
    return _answer(reach, (doors, steps), found, firsts or {})


def _covered(found: "_Found") -> tuple[int, int]:
    """Doors with a first helper, and with a second."""
    return sum(len(each) > 0 for each in found.values()), sum(len(each) > 1 for each in found.values())


def _most_covered(doors: Sequence[Door], steps: Sequence[_Doorstep]) -> tuple[int, int]:
    """The most doors that can be covered when nobody is held on to; small, as households of one kind are together."""
    merged: dict[tuple[PlaceCode, bool, float | None], tuple[_Doorstep, list[HouseholdId]]] = {}
    for door, step in zip(doors, steps, strict=True):
        key = (door.place, door.carry, door.deadline_min)
        merged.setdefault(key, (step, []))[1].extend(door.households)
    alike = [Door(*key, (), tuple(households)) for key, (_, households) in merged.items()]
    return _covered(_pair(alike, [step for step, _ in merged.values()], {}))


def _doors(case: Case, deadlines: Mapping[HouseholdId, float | None]) -> list[Door]:
    known: dict[HouseholdId, list[HelperId]] = {}
    for household, helper in case.kept_pairings:
        known.setdefault(household, []).append(helper)

    def need(party: CaseParty) -> tuple[PlaceCode, bool, float, tuple[HelperId, ...]]:
        limit = deadlines.get(party.household)
        carry = any(m.mobility is Mobility.BEDRIDDEN for m in party.members)
        known_here = tuple(sorted(set(known.get(party.household, ()))))
        return party.place, carry, -1.0 if limit is None else limit, known_here

    # A household with members in two villages has its helpers where most of them are.
    most: dict[HouseholdId, CaseParty] = {}
    for party in sorted(case.parties, key=lambda p: (-len(p.members), p.place)):
        most.setdefault(party.household, party)
    doors = []
    for (place, carry, limit, helpers), parties in groupby(
        sorted(most.values(), key=lambda p: (need(p), p.household)), key=need
    ):
        households = tuple(party.household for party in parties)
        doors.append(Door(place, carry, None if limit < 0 else limit, helpers, households))
    return doors


_Helpers = dict[tuple[PlaceCode, Way], list[Helper]]


def _by_start(helpers: Iterable[Helper]) -> _Helpers:
    at: _Helpers = {}
    for helper in sorted(helpers, key=lambda each: each.id):
        at.setdefault((helper.place, helper_way(helper)), []).append(helper)
    return at


def _offers_of_the_known(case: Case, reach: Reach, doors: Sequence[Door]) -> list[_Doorstep] | None:
    """Offers of the known helpers alone, if every door still has its two; nobody else need be asked then."""
    free = {h.id: h for h in case.helpers if h.household not in case.due_households}
    danger = {party.place for party in case.parties}
    steps = []
    for door in doors:
        if len(door.known) != 2 or any(helper not in free for helper in door.known):
            return None
        step = _doorstep(case, reach, door, _by_start(free[helper] for helper in door.known))
        if len(step.offers) < 2:
            return None
        offers = [_softened(offer, door, danger) for offer in step.offers]
        steps.append(_Doorstep([Offer(o.helper, o.minutes, o.broken, known=True) for o in offers], step.rule))
    return steps


def _offers(case: Case, reach: Reach, doors: Sequence[Door]) -> list[_Doorstep]:
    at = _by_start(h for h in case.helpers if h.household not in case.due_households)
    danger = {party.place for party in case.parties}
    remembered: dict[tuple[PlaceCode, bool, float | None], _Doorstep] = {}
    steps = []
    for door in doors:
        key = (door.place, door.carry, door.deadline_min)
        if key not in remembered:
            step = _doorstep(case, reach, door, at)
            remembered[key] = _Doorstep([_softened(offer, door, danger) for offer in step.offers], step.rule)
        offers, rule = remembered[key].offers, remembered[key].rule
        if door.known:
            offers = [replace(o, known=True) if o.helper.id in door.known else o for o in offers]
        steps.append(_Doorstep(offers, rule))
    return steps


def _doorstep(case: Case, reach: Reach, door: Door, at: _Helpers) -> _Doorstep:
    step = _in_reach(reach, door, at)
    for rule, keeps in _hard_rules(case, door):
        _apply(step, rule, keeps)
    return step


def _in_reach(reach: Reach, door: Door, at: _Helpers) -> _Doorstep:
    step = _Doorstep()
    for place, way, minutes, guessed in reach.around(door.place, tuple(sorted(at))):
        if door.deadline_min is not None and minutes > door.deadline_min:
            continue
        broken = (SoftRule.POSITION_UNKNOWN,) if guessed else ()
        step.offers += [Offer(helper, minutes, broken, known=False) for helper in at[place, way]]
    step.offers.sort(key=lambda offer: offer.helper.id)
    return step


def _hard_rules(case: Case, door: Door) -> list[tuple[UncoveredRule, Callable[[Offer], bool]]]:
    return [
        (UncoveredRule.NOBODY_AWAKE, lambda offer: offer.helper.night or not case.night),
        (UncoveredRule.NOBODY_CAN_CARRY, lambda offer: offer.helper.carries >= 1 or not door.carry),
        (UncoveredRule.ALL_LOADED, lambda offer: offer.helper.max_load > 0),
    ]


def _apply(step: _Doorstep, rule: UncoveredRule, keeps: Callable[[Offer], bool]) -> None:
    before = len(step.offers)
    step.offers = [offer for offer in step.offers if keeps(offer)]
    if before and not step.offers:
        step.rule = rule
    elif step.offers:
        step.rule = UncoveredRule.ALL_LOADED


def _softened(offer: Offer, door: Door, danger: set[PlaceCode]) -> Offer:
    broken = list(offer.broken)
    if offer.helper.place in danger:
        broken.append(SoftRule.OWN_DANGER_ZONE)
    if offer.helper.age > (OLD_AGE_CARRYING if door.carry else OLD_AGE):
        broken.append(SoftRule.AGE)
    return Offer(offer.helper, offer.minutes, tuple(sorted(broken)), offer.known)


_Found = dict[HouseholdId, list[Offer]]


def _keep_all(doors: Sequence[Door], steps: Sequence[_Doorstep]) -> dict[HouseholdId, list[Offer]]:
    """Known helpers that may still come, if all of them can be kept at once; else nothing, and the flow decides."""
    kept: dict[HouseholdId, list[Offer]] = {}
    load: dict[HelperId, int] = {}
    for door, step in zip(doors, steps, strict=True):
        known = [offer for offer in step.offers if offer.known]
        houses = {house_of(offer.helper) for offer in known}
        if not known or len(known) > 2 or len(houses) < len(known):
            continue
        for household in door.households:
            kept[household] = known
            for offer in known:
                load[offer.helper.id] = load.get(offer.helper.id, 0) + 1
    limits = {offer.helper.id: offer.helper.max_load for step in steps for offer in step.offers}
    return {} if any(count > limits[helper] for helper, count in load.items()) else kept


def _pair(doors: Sequence[Door], steps: Sequence[_Doorstep], kept: Mapping[HouseholdId, list[Offer]]) -> _Found:
    found: _Found = {household: list(kept.get(household, ())) for door in doors for household in door.households}
    load: dict[HelperId, int] = {}
    for offers in kept.values():
        for offer in offers:
            load[offer.helper.id] = load.get(offer.helper.id, 0) + 1
    open_doors: list[tuple[int, tuple[HouseholdId, ...]]] = []
    for index, door in enumerate(doors):
        # Households of one kind of door have the same kept helpers, or none.
        short = tuple(h for h in door.households if len(found[h]) < 2)
        if short:
            open_doors.append((index, short))
    flow = _Flow(steps, load)
    for index, households in open_doors:
        flow.add_door(index, households, kept.get(households[0], ()))
    for (_, households), units in zip(open_doors, flow.solve(), strict=True):
        _deal(households, units, found)
    return found


def _deal(households: tuple[HouseholdId, ...], units: list[Offer], found: _Found) -> None:
    """Give units to households in turn, sorted by house: no house has more units than there are households, so that
    nobody gets two of one house, and nobody gets a second helper before everybody has a first."""
    units = sorted(units, key=lambda offer: (house_of(offer.helper), offer.helper.id))
    for i, offer in enumerate(units):
        found[households[i % len(households)]].append(offer)


class _Flow:
    """The flow problem. Nodes are numbered as they are met; the source is 0 and the sink 1."""

    def __init__(self, steps: Sequence[_Doorstep], load: Mapping[HelperId, int]) -> None:
        self._steps, self._load = steps, load
        self._arcs: list[tuple[int, int, int, int]] = []
        self._helper: dict[HelperId, int] = {}
        self._nodes = 2
        self._offers: list[list[tuple[int, Offer]]] = []
        self._doors: list[tuple[int, int, int]] = []

    def _node(self) -> int:
        self._nodes += 1
        return self._nodes - 1

    def _arc(self, tail: int, head: int, capacity: int, cost: int) -> int:
        self._arcs.append((tail, head, capacity, cost))
        return len(self._arcs) - 1

    def add_door(self, index: int, households: tuple[HouseholdId, ...], kept: Sequence[Offer]) -> None:
        door = self._node()
        taken = {house_of(offer.helper) for offer in kept}
        offers = [offer for offer in self._steps[index].offers if house_of(offer.helper) not in taken]
        arcs: list[tuple[int, Offer]] = []
        for _, group in groupby(
            sorted(offers, key=lambda o: (house_of(o.helper), o.helper.id)), key=lambda o: house_of(o.helper)
        ):
            mates = list(group)
            entry = door
            if len(mates) > 1:  # one of a house is enough at one door
                entry = self._node()
                self._arc(entry, door, len(households), 0)
            arcs += [(self._arc(self._of(o.helper), entry, len(households), _cost(o)), o) for o in mates]
        self._offers.append(arcs)
        self._doors.append((door, len(households), len(kept)))

    def _of(self, helper: Helper) -> int:
        if helper.id not in self._helper:
            self._helper[helper.id] = self._node()
            spare = max(0, helper.max_load - self._load.get(helper.id, 0))
            self._arc(0, self._helper[helper.id], spare, 0)
        return self._helper[helper.id]

    def solve(self) -> list[list[Offer]]:
        """Per door the offers taken, one entry for each household served by it."""
        if not self._doors:
            return []
        # An A anywhere is worth more than any detour: a chain of changes touches each node at most once.
        deputy = (self._nodes + 1) * 2 * (_KEPT + max((arc[3] for arc in self._arcs), default=0))
        for door, count, kept in self._doors:
            if kept == 0:
                self._arc(door, 1, count, 0)
            self._arc(door, 1, count, deputy)
        table = np.array(self._arcs, dtype=np.int64).reshape(-1, 4)
        total = sum(count * (2 - kept) for _, count, kept in self._doors)
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(*(np.ascontiguousarray(column) for column in table.T))
        solver.set_node_supply(0, total)
        solver.set_node_supply(1, -total)
        if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
            raise ArithmeticError("min-cost flow did not end")
        flows = solver.flows(arcs)
        return [[o for arc, o in door for _ in range(int(flows[arc]))] for door in self._offers]


_KEPT = 2_000 * _TENTHS  # what changing a known helper costs: more than any minutes and soft rules together


def _cost(offer: Offer) -> int:
    minutes = round(offer.minutes * _TENTHS) + _TENTHS * sum(SOFT_MINUTES.get(rule, 0) for rule in offer.broken)
    return minutes if offer.known else minutes + _KEPT


def _answer(
    reach: Reach, at: tuple[Sequence[Door], Sequence[_Doorstep]], found: _Found, firsts: Mapping[HouseholdId, HelperId]
) -> Assignment:
    pairings: list[Pairing] = []
    uncovered: list[Uncovered] = []
    for door, step in zip(*at, strict=True):
        for household in door.households:
            first = firsts.get(household)
            near_first = sorted(
                found[household], key=lambda o: (o.helper.id != first, o.minutes, -o.helper.car_seats, o.helper.id)
            )
            shared = _share_a_road(reach, door, near_first)
            for role, offer in zip(Role, near_first, strict=False):
                broken = (*offer.broken, SoftRule.SHARED_ROAD) if shared else offer.broken
                pairings.append(Pairing(household, role, offer.helper.id, offer.minutes, tuple(sorted(broken))))
            uncovered += [
                Uncovered(household, role, _why(role, step, near_first)) for role in list(Role)[len(near_first) :]
            ]
    return Assignment(
        tuple(sorted(pairings, key=lambda p: (p.household, p.role))),
        tuple(sorted(uncovered, key=lambda u: (u.household, u.role))),
    )


def _share_a_road(reach: Reach, door: Door, pair: Sequence[Offer]) -> bool:
    if len(pair) < 2:
        return False
    one, other = (reach.links(helper_way(o.helper), o.helper.place, door.place) for o in pair)
    return not one.isdisjoint(other)


def _why(role: Role, step: _Doorstep, pair: Sequence[Offer]) -> UncoveredRule:
    """The rule that took the last candidate for this role."""
    if not step.offers:
        return step.rule
    if role is Role.PRIMARY or not pair:
        return UncoveredRule.ALL_LOADED
    others = [o for o in step.offers if house_of(o.helper) != house_of(pair[0].helper)]
    if not others:
        alone = len(step.offers) == 1 and step.offers[0].helper.id == pair[0].helper.id
        return step.rule if alone and step.rule is not UncoveredRule.ALL_LOADED else UncoveredRule.ONLY_SAME_HOUSE
    return UncoveredRule.ALL_LOADED
