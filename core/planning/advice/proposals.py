"""Which single changes are worth trying for a plan, the most promising first.

Proposed only where the plan says that something is short, waits or is passed over:

- beds where a bed is dearest, as many as those who would sleep there, at most `BEDS`;
- a vehicle more of each kind that the fleet has, from the depot that has most of them;
- everybody ordered half an hour or an hour earlier, hours of the day and knowledge of the roads as they are;
- a closing road held open: those in the way of the unserved, and those that send others round;
- a shelter made fit: without steps, with power;
- a road where people go in turns: what it would be worth if it let everybody through at once;
- a shelter opened so many minutes earlier that who would stand before its door with the road closing behind gets in;
- somebody left out fetched by another helper, who is paired with his household whatever soft rules say.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import TypeVar

import numpy as np

from core.domain.helping import Lock
from core.domain.ids import EventId, HelperId, HouseholdId, LinkId, ShelterId, VehicleId
from core.domain.pairing import Pairing
from core.domain.people import Role
from core.domain.plans import Plan, ShortfallRule
from core.domain.reasons import RemedyKind, ShelterReason, TimeReason
from core.domain.roads import Vehicle
from core.planning.case import Case
from core.planning.closed_doors import early_at_doors
from core.planning.fetching import offers_to
from core.planning.network import NO_LINK, Ints
from core.planning.planner import Solved
from core.planning.situation import key_of
from core.planning.timetable import UNREACHED

T = TypeVar("T", LinkId, ShelterId)

BEDS = 50
EARLIER_MIN = (30, 60)
_DAY_H = 24.0

_HELPLESS = frozenset({ShortfallRule.NO_POSITION, ShortfallRule.TOO_FAR_FROM_ROAD, ShortfallRule.NO_ROUTE})
_LATE = frozenset({ShortfallRule.CUT_OFF, ShortfallRule.OPENS_LATE, ShortfallRule.ROAD_CROWDED, ShortfallRule.NO_ROOM})
_OPENINGS, _FETCHED = 3, 4  # tried at most


@dataclass(frozen=True, slots=True)
class Proposal:
    """A changed case. `same_pairing` says that the change cannot touch who goes to which door; `by` is when a shelter
    is to be open, `helper` who is to fetch the household."""

    kind: RemedyKind
    subject: str
    amount: float
    case: Case
    same_pairing: bool
    by: datetime | None = None
    helper: HelperId | None = None


def proposals(solved: Solved, plan: Plan) -> tuple[Proposal, ...]:
    """The kinds in turn, each kind's most promising first, so that a short run has tried something of each."""
    short = _Short(solved, plan)
    kinds = (
        _beds(short),
        _roads(short),
        _vehicles(short),
        _care(short),
        _earlier(short),
        _turns(short),
        _doors(short),
        _helpers(short),
    )
    in_turn = chain.from_iterable(zip_longest(*kinds))
    return tuple(proposal for proposal in in_turn if proposal is not None)


class _Short:
    """Who is short of what: parties without a shelter whom something could help, and those who wait or go further."""

    def __init__(self, solved: Solved, plan: Plan) -> None:
        situation = solved.situation
        self.solved, self.situation, self.plan, self.case = solved, situation, plan, situation.case
        self.index = {key_of(party): i for i, party in enumerate(situation.parties)}
        self.size = [len(party.members) for party in situation.parties]
        self.unserved = [
            (self.index[each.household, each.place], each.rule) for each in plan.shortfall if each.rule not in _HELPLESS
        ]
        self.passing = [
            (self.index[why.household, why.place], why) for why in plan.reasons if why.passed_over is not None
        ]

        self.left: Ints = situation.room.copy()  # beds at the plan's end
        for move in plan.moves:
            self.left[situation.travel.column[move.shelter]] -= len(move.persons)

    def persons(self, parties: Iterable[int]) -> int:
        return sum(self.size[i] for i in parties)


def _beds(short: _Short) -> Iterator[Proposal]:
    """The dearest shelters, and the nearest ones of whoever is short of a bed."""
    situation, wanted = short.situation, Counter[ShelterId]()
    for i, why in short.passing:
        if why.passed_over is not None and why.for_want_of_beds:
            wanted[why.passed_over] += short.size[i]
    outside = [i for i, rule in short.unserved if rule in (ShortfallRule.NO_ROOM, ShortfallRule.LARGER_THAN_ANY)]
    nearest = Counter[ShelterId]()
    for i in outside:
        nearest[situation.travel.shelters[int(situation.options.arrival[situation.kind[i]].argmin())]] += short.size[i]
    most = short.persons(outside)
    order = [*(shelter for shelter, _ in _most(nearest)), *short.plan.bottlenecks]
    for shelter in list(dict.fromkeys(order))[:3]:
        beds = min(BEDS, max(most, wanted[shelter]))
        if beds:
            yield Proposal(RemedyKind.BED, shelter, beds, with_beds(short.case, shelter, beds), same_pairing=True)


def with_beds(case: Case, shelter: ShelterId, beds: int) -> Case:
    shelters = tuple(
        replace(each, capacity=each.capacity + beds) if each.id == shelter else each for each in case.shelters
    )
    return replace(case, shelters=shelters)


def _roads(short: _Short) -> Iterator[Proposal]:
    """Closing links in the way of the unserved to their nearest shelter, then those that send most others round."""
    barring = Counter[LinkId]()
    for i, _ in short.unserved:
        for link in _closing_on_the_way(short, i):
            barring[link] += short.size[i]
    round_about = Counter[LinkId]()
    for why in short.plan.reasons:
        if why.blocked is not None:
            round_about[why.blocked] += short.size[short.index[why.household, why.place]]
    closing = {closure.link for closure in short.case.closures}
    order = [link for link, _ in (*_most(barring), *_most(round_about)) if link in closing]
    for link in list(dict.fromkeys(order))[:3]:
        yield Proposal(RemedyKind.ROAD, link, 0, held_open(short.case, link), same_pairing=False)


def held_open(case: Case, link: LinkId) -> Case:
    return replace(case, closures=tuple(closure for closure in case.closures if closure.link != link))


def _closing_on_the_way(short: _Short, party: int) -> set[LinkId]:
    """Links that close, on the quickest way to the nearest shelter with room for them if all roads were open."""
    situation, network = short.situation, short.situation.network
    start = situation.foot[party]
    able = situation.fits.of(party) & (short.left >= short.size[party])
    taking = [network.shelters[situation.travel.shelters[column]] for column in np.flatnonzero(able)]
    if start is None or not taking:
        return set()
    roads = situation.roads.open(start.pace.way, frozenset())
    origin = network.leaving[start.place]
    there = roads.distances(np.array(taking, dtype=np.int64), np.array([origin], dtype=np.int64), situation.effort)
    best = int(there[:, 0].argmin())
    if not np.isfinite(there[best, 0]):
        return set()
    links = {int(network.arcs.link[arc]) for arc in roads.path(origin, taking[best])} - {NO_LINK}
    return {network.links[link].id for link in links & set(situation.travel.closed(start.pace.way))}


def _vehicles(short: _Short) -> Iterator[Proposal]:
    """One more of each kind, from the depot that has most of that kind; the kinds that are on the road longest first,
    of those that stay at home the largest."""
    fleet: dict[str, list[Vehicle]] = {}
    kind_of = {vehicle.id: vehicle.kind for vehicle in short.case.fleet}
    until: dict[str, float] = {}
    for trip in short.plan.trips:
        kind = kind_of.get(trip.vehicle)
        if kind is None:
            continue  # a helper's own car: there is no second one
        until[kind] = max(until.get(kind, 0.0), (trip.legs[-1].arrive - short.plan.at).total_seconds())
    for vehicle in sorted(short.case.fleet, key=lambda each: each.id):
        if vehicle.depot is not None:
            fleet.setdefault(vehicle.kind, []).append(vehicle)
    for kind in sorted(fleet, key=lambda kind: (-until.get(kind, 0.0), -_places(fleet[kind][0]), kind))[:3]:
        depots = Counter(vehicle.depot for vehicle in fleet[kind])
        model = min(fleet[kind], key=lambda each: (-depots[each.depot], each.id))
        yield Proposal(RemedyKind.VEHICLE, model.id, 1, with_vehicle(short.case, model), same_pairing=True)


def _places(vehicle: Vehicle) -> int:
    return vehicle.seats + vehicle.wheelchair + vehicle.stretcher


def with_vehicle(case: Case, model: Vehicle) -> Case:
    """One more like `model`, on duty from now on."""
    taken = {vehicle.id for vehicle in case.fleet}
    number = next(n for n in range(2, len(taken) + 3) if f"{model.id}+{n}" not in taken)
    more = replace(model, id=VehicleId(f"{model.id}+{number}"), start=None, end=None, driver="")
    return replace(case, fleet=(*case.fleet, more))


def _care(short: _Short) -> Iterator[Proposal]:
    """Shelters in reach that do not take the unserved, then those that others go past for the same reason."""
    situation, shut_out = short.situation, Counter[ShelterId]()
    for i, rule in short.unserved:
        if rule is ShortfallRule.NO_FIT_SHELTER:
            reached = situation.anywhere[situation.kind[i]]
            fitting = np.where(situation.room >= short.size[i], reached, UNREACHED)
            if fitting.min(initial=UNREACHED) < UNREACHED:
                shut_out[situation.travel.shelters[int(fitting.argmin())]] += short.size[i]
    passed = Counter[ShelterId]()
    for i, why in short.passing:
        if why.shelter is ShelterReason.SOONER_UNFIT and why.passed_over is not None:
            passed[why.passed_over] += short.size[i]
    order = [shelter for shelter, _ in (*_most(shut_out), *_most(passed))]
    for shelter in list(dict.fromkeys(order))[:2]:
        yield Proposal(RemedyKind.CARE, shelter, 1, made_fit(short.case, shelter), same_pairing=False)


def made_fit(case: Case, shelter: ShelterId) -> Case:
    """No steps, and power for as long as it takes."""
    shelters = tuple(
        replace(each, step_free=True, power_hours=max(each.power_hours or 0.0, _DAY_H)) if each.id == shelter else each
        for each in case.shelters
    )
    return replace(case, shelters=shelters)


def _earlier(short: _Short) -> Iterator[Proposal]:
    if any(rule in _LATE for _, rule in short.unserved):
        for minutes in EARLIER_MIN:
            yield Proposal(RemedyKind.EARLIER, "", minutes, ordered_earlier(short.case, minutes), same_pairing=False)


def ordered_earlier(case: Case, minutes: int) -> Case:
    return replace(case, at=case.at - timedelta(minutes=minutes))


def _turns(short: _Short) -> Iterator[Proposal]:
    """Roads that let only so many through, where most persons go in turns."""
    staged = {(why.household, why.place) for why in short.plan.reasons if why.time is TimeReason.STAGED}
    narrow = {load.link: load.per_hour for load in short.plan.loads_of_links}
    waiting = Counter[LinkId]()
    for move in short.plan.moves:
        if (move.household, move.place) in staged:
            for link in narrow.keys() & set(move.route.links):
                waiting[link] += len(move.persons)
    for link, _ in _most(waiting)[:2]:
        yield Proposal(RemedyKind.STAGE, link, narrow[link], all_through(short.case, link), same_pairing=True)


def all_through(case: Case, link: LinkId) -> Case:
    links = tuple(replace(each, capacity_pph=None) if each.id == link else each for each in case.links)
    return replace(case, links=links)


def _doors(short: _Short) -> Iterator[Proposal]:
    """Shelters that open too late for who is left out and has a bed there: by how many minutes, most persons first; of
    as many, the fewest minutes."""
    situation, wanted = short.situation, Counter[tuple[ShelterId, int]]()
    for i, _ in short.unserved:
        for each in early_at_doors(situation, i):
            if short.left[each.column] >= short.size[i]:
                wanted[situation.travel.shelters[each.column], each.minutes] += short.size[i]
    # Who opens so many minutes earlier opens early enough for all who need fewer.
    for shelter, minutes in list(wanted):
        wanted[shelter, minutes] = sum(n for (name, m), n in wanted.items() if name == shelter and m <= minutes)
    for shelter, minutes in sorted(wanted, key=lambda each: (-wanted[each], each[1], each[0]))[:_OPENINGS]:
        by = opens_at(short.case, shelter) - timedelta(minutes=minutes)
        changed = opened_earlier(short.case, shelter, minutes)
        yield Proposal(RemedyKind.OPEN, shelter, minutes, changed, same_pairing=False, by=by)


def opens_at(case: Case, shelter: ShelterId) -> datetime:
    return case.at + timedelta(minutes=next(each.opens_after_min for each in case.shelters if each.id == shelter))


def opened_earlier(case: Case, shelter: ShelterId, minutes: int) -> Case:
    shelters = tuple(
        replace(each, opens_after_min=each.opens_after_min - minutes) if each.id == shelter else each
        for each in case.shelters
    )
    return replace(case, shelters=shelters)


def _helpers(short: _Short) -> Iterator[Proposal]:
    """Households left out and the cars that might fetch them, the largest first: where all plans may save more than
    this one with other helpers."""
    most = short.plan.served_bound_any
    if most is not None and most <= short.plan.served:
        return
    parties = [i for i, _ in short.unserved]
    for fetcher in offers_to(short.solved.saved, parties)[:_FETCHED]:
        changed = fetched_by(short.case, short.plan.pairings, fetcher.household, fetcher.helper)
        yield Proposal(RemedyKind.HELPER, fetcher.household, 1, changed, same_pairing=False, helper=fetcher.helper)


def fetched_by(case: Case, pairings: Sequence[Pairing], household: HouseholdId, helper: HelperId) -> Case:
    """The helper is set as A of the household, for A's car is the one that drives; all others keep theirs."""
    others = tuple(lock for lock in case.locks if lock.household != household)
    locks = (*others, Lock(household, Role.PRIMARY, helper, case.at, "", EventId("")))
    return replace(case, locks=locks, kept_pairings=tuple((each.household, each.helper) for each in pairings))


def _most(counts: Counter[T]) -> list[tuple[T, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
