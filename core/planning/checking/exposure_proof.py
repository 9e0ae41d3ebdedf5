"""The bound of exposure, proved again from its prices; and what whoever stays counts.

At any prices of 0 or more no plan that serves as many costs less than this: everybody whose place is not settled at his
cheapest way to a bed, with what he pays on it, or staying; whoever is settled as he is; less what all beds and roads
would earn if they were full (Lagrangean relaxation). So a bound is right if its own prices prove it, and nothing needs
to be solved again. Arrivals are those of the checks' own searches; where roads open again, a shelter opens after one
could be there or nobody can tell where one joins the roads, an arrival is not known exactly and whoever depends on it
counts as staying, so that a right bound is never doubted. Not proved again: what cars that several households share add
(`beyond`), what a vehicle's best tour takes back (see `ride_prices`), what those who have left may leave of priced
roads, and bounds without prices (the fleet's on priced roads or without prices of rides; standing trips that have
begun; households rejoined otherwise than planned first; plans that were stopped). Whoever has no way of his own but
with the fleet counts as staying.
"""

from collections import Counter
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import PlaceCode, ShelterId
from core.domain.plans import Mode
from core.domain.reasons import BoundProof
from core.planning.case import CaseParty
from core.planning.checking.arrival_tables import Asker
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.ride_prices import RidePrices, are_rides_well_formed, taken_back
from core.planning.checking.road_prices import cheapest_over_priced_roads, earned_by_roads
from core.planning.checking.roads import MINUTE, SECOND
from core.planning.checking.searches import NEVER
from core.planning.checking.traits import Traits

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_HORIZON = 24 * 60 * MINUTE  # whoever has no last departure counts for a day
_OFF, _OFF_EACH = 1e-6, SECOND / 100  # of the bound, and for each person: rounding of times that are read from the map


class Alike(NamedTuple):
    """Parties that could be anywhere at the same times: `drives` says that a helper's car has seats for them."""

    place: PlaceCode
    traits: Traits
    ready: int
    drives: bool


class Crowd:
    """Parties by what they have in common, with arrivals were no road ever full: `cost` (kinds x shelters, infinite
    where none is surely known) and `unserved` of each, in microseconds."""

    def __init__(self, inspection: Inspection, parties: list[CaseParty], *, set_down: bool = False) -> None:
        """`set_down` says that drivers set people down at the shelter's door."""
        self._inspection = inspection
        self.kinds, self.sizes = _alike(inspection, parties)
        joined = inspection.junctions.places
        self.placed = [k for k, kind in enumerate(self.kinds) if kind.place in joined]
        self.walk = np.full((len(self.kinds), len(inspection.arrivals.shelters)), np.inf)
        self.drive = self.walk.copy()
        self._unsure = np.zeros(self.walk.shape, dtype=bool)
        self._walked, self._driven = np.zeros((2, *self.walk.shape), dtype=bool)  # over roads that never close
        for mode in (Mode.WALK, Mode.CARRIED):
            self._fill(self.walk, self._walked, mode, [k for k in self.placed if self.kinds[k].traits.on_foot is mode])
        self._fill(self.drive, self._driven, Mode.CAR, [k for k in self.placed if self.kinds[k].drives])
        driven = self._set_down() if set_down else self.drive
        self.takes = np.array([_takes(inspection, kind.traits) for kind in self.kinds], dtype=bool)
        self.takes = self.takes.reshape(self.walk.shape)
        self.cost: Floats = np.where(self.takes, np.minimum(self.walk, driven), np.inf)

    def _fill(self, table: Floats, steady: Bools, mode: Mode, kinds: list[int]) -> None:
        """Sure first arrivals of some kinds in one mode, and where roads that never close lead."""
        if kinds:
            askers = [Asker(kind.place, kind.traits.legs, kind.ready) for kind in map(self.kinds.__getitem__, kinds)]
            free = self._inspection.arrivals.when_roads_are_free(mode, askers)
            table[kinds], steady[kinds] = np.where(free.sure, free.arrive, np.inf), free.steady
            self._unsure[kinds] |= ~free.sure

    def _set_down(self) -> Floats:
        """Driving without the walk from the road to the door, though never in before the shelter opens."""
        tables, legs = self._inspection.arrivals, np.array([kind.traits.legs for kind in self.kinds], dtype=np.float64)
        early: Floats = np.maximum(self.drive - legs[:, None] * tables.egress[None, :], tables.opens[None, :])
        return early

    @cached_property
    def _stays_open(self) -> list[bool]:
        """Kinds that can leave for some shelter as late as they like, however they would go there."""
        drive = self.drive < self.walk
        steady = np.where(self._unsure, self._walked & self._driven, np.where(drive, self._driven, self._walked))
        return [bool(row.any()) for row in self.takes & steady]

    def unserved(self, k: int) -> tuple[int, bool]:
        """What one of a kind counts who stays, and whether that is exact: else it is less, or as much."""
        if self._stays_open[k]:
            return _HORIZON, True
        kind = self.kinds[k]
        joined = self._inspection.junctions.places.get(kind.place)
        if joined is None:
            return _HORIZON, kind.place not in self._inspection.junctions.unclear_places
        found = [each for column in np.flatnonzero(self.takes[k]) for each in self._last_departures(k, int(column))]
        sure = max([moment for moment, exact in found if exact], default=NEVER)
        perhaps = max([moment for moment, exact in found if not exact], default=NEVER)
        if perhaps <= sure or sure >= _HORIZON:
            return (_HORIZON if sure < 0 else sure), True
        return (_HORIZON if sure < 0 else perhaps), False  # who has no last departure at all counts for a day

    def _modes(self, k: int, column: int) -> list[Mode]:
        """How one of a kind would go to a shelter: driven where that is sooner, or perhaps."""
        kind, walk, drive = self.kinds[k], self.walk[k, column], self.drive[k, column]
        if not kind.drives:
            return [kind.traits.on_foot]
        if self._unsure[k, column]:
            return [kind.traits.on_foot, Mode.CAR]
        return [Mode.CAR if drive < walk else kind.traits.on_foot]

    def _last_departures(self, k: int, column: int) -> list[tuple[int, bool]]:
        """To one shelter, and whether each is exact: none is where nobody knows how one would go."""
        modes = self._modes(k, column)
        found = [self._last_departure(self.kinds[k], mode, column) for mode in modes]
        return [(latest, exact and len(modes) == 1) for latest, exact in found]

    def _last_departure(self, kind: Alike, mode: Mode, column: int) -> tuple[int, bool]:
        """To one shelter, up to a day, and whether that is exact; what is not is no earlier."""
        inspection, name = self._inspection, self._inspection.arrivals.shelters[column]
        door, access = inspection.junctions.places[kind.place]
        goal = inspection.junctions.shelters.get(name)
        if goal is None:
            unclear = name in inspection.junctions.unclear
            return (_HORIZON, False) if unclear else (NEVER, True)
        searches, pace = inspection.searches, inspection.pace(mode, kind.traits.legs)
        latest = searches.latest(door, goal[0], mode, pace.road)
        exact = not searches.reopens(mode) and inspection.shelters[name].opens_after_min <= 0
        if latest >= _HORIZON:
            return _HORIZON, searches.stays_open(door, goal[0], mode) or exact
        return (NEVER if latest < 0 else max(NEVER, latest - access * kind.traits.legs)), exact

    def able(self, room: NDArray[np.int64]) -> "Able":
        """Who has some shelter in reach with room for all of his party."""
        most = np.where(self.takes & np.isfinite(self.cost), room[None, :], -1).max(axis=1, initial=-1).tolist()
        fitting = [
            {size: n for size, n in each.items() if size <= beds} for each, beds in zip(self.sizes, most, strict=True)
        ]
        able = np.array([sum(each.values()) for each in fitting], dtype=np.float64)
        everybody = np.array([each.total() for each in self.sizes], dtype=np.float64)
        return Able(able, everybody - able, max([size for each in fitting for size in each], default=1))


class Able(NamedTuple):
    """`persons` by kind for whom there is a shelter, the `others`, and the size of the largest of their parties."""

    persons: Floats
    others: Floats
    largest: int


def _alike(inspection: Inspection, parties: list[CaseParty]) -> tuple[list[Alike], list[Counter[int]]]:
    """What parties have in common, and for each the persons by the size of their party."""
    told, seats, traits_of = bool(inspection.standing), inspection.most_seats, inspection.traits
    known: dict[int, Traits] = {}
    keys = []
    for party in parties:
        traits, size = traits_of(party), len(party.members)
        ready = inspection.ready_of(party) if told else traits.delay
        known[id(traits)] = traits  # equal traits are one object
        keys.append((party.place, id(traits), ready, not traits.lying and seats.get(party.household, 0) >= size, size))
    kinds: dict[Alike, Counter[int]] = {}
    for (place, which, ready, drives, size), count in Counter(keys).items():
        kinds.setdefault(Alike(place, known[which], ready, drives), Counter())[size] += count * size
    return list(kinds), list(kinds.values())


def _takes(inspection: Inspection, traits: Traits) -> list[bool]:
    unfit = inspection.unfit(traits)
    return [name not in unfit for name in inspection.arrivals.shelters]


def the_bound_is_proved_by_its_prices(inspection: Inspection) -> Findings:
    """What the plan claims that no plan can better is no more than its prices prove."""
    plan, case = inspection.plan, inspection.case
    if plan.stopped or plan.step_s <= 0:
        return
    if plan.proof is None:
        spared = case.standing is not None or case.fleet or any(party.joins is not None for party in case.parties)
        if not spared:
            yield wrong("bound_unproved", "plan", "proof")
        return
    proof = plan.proof
    if not _is_well_formed(inspection, proof):
        yield wrong("bound_unproved", "plan", "proof")
        return
    settled = Settled(inspection, proof)
    if settled.is_unclear:
        return
    most = plan.served if case.standing is None else max(plan.served, plan.served_bound)
    if proof.persons > most - settled.persons:
        yield wrong("bound_unproved", "plan", "persons", persons=most - settled.persons)
    proved = Proved(inspection, proof, settled).total
    due = sum(len(party.members) for party in case.parties)
    claimed = (plan.exposure_bound - proof.beyond) * MINUTE
    if claimed > proved + _OFF * abs(proved) + _OFF_EACH * due:
        yield wrong("bound_unproved", "plan", "exposure_bound", proved=float(proved / MINUTE))


def _is_well_formed(inspection: Inspection, proof: BoundProof) -> bool:
    """No price below 0, each of something that there is; roads in whole steps of the plan's."""
    prices = [proof.serving, proof.beyond, *(price for _, price in proof.beds), *(each.minutes for each in proof.roads)]
    beds = [name for name, _ in proof.beds]
    known = inspection.shelters.keys() >= set(beds) and len(set(beds)) == len(beds)
    known = known and inspection.roads.capped >= {each.link for each in proof.roads}
    whole = not proof.roads or (proof.step_s > 0 and proof.step_s % inspection.plan.step_s == 0)
    known = known and are_rides_well_formed(inspection, proof)
    return known and whole and proof.persons >= 0 and all(0 <= price < np.inf for price in prices)


class Settled:
    """Whose place the bound takes as it is: who has left, and with `joined` who follows his household."""

    def __init__(self, inspection: Inspection, proof: BoundProof) -> None:
        self.left: list[Entry] = []
        self.following: list[Entry] = []
        some = proof.joined or any(party.left for party in inspection.case.parties)
        for entry in inspection.entries if some else ():
            if inspection.has_left(entry):
                self.left.append(entry)
            elif proof.joined and entry.party.joins is not None and entry.party.joins == entry.move.shelter:
                self.following.append(entry)
        self.entries = [*self.left, *self.following]
        self.persons = sum(len(entry.move.persons) for entry in self.entries)
        self._inspection, self._priced = inspection, bool(proof.roads)

    @property
    def is_unclear(self) -> bool:
        """Whether nobody can tell what the settled leave to others: somebody has perhaps been sent again from his door
        at the very moment, or enters priced roads."""
        return any(entry.depart >= 0 or (self._priced and self._enters_capped(entry)) for entry in self.left)

    def _enters_capped(self, entry: Entry) -> bool:
        way = self._inspection.course(entry).way
        return entry.move.vehicle is not None or way is None or bool(way.capped)


class Proved:
    """What the prices of a plan prove: `total` in person-microseconds."""

    def __init__(self, inspection: Inspection, proof: BoundProof, settled: Settled) -> None:
        self._inspection, self._proof = inspection, proof
        taken = {id(entry.party) for entry in settled.entries}
        free = [party for party in inspection.case.parties if id(party) not in taken and party.members]
        shelters = inspection.arrivals.shelters
        room, prices = _beds(inspection, settled), dict(proof.beds)
        self._room = np.array([room[name] for name in shelters], dtype=np.int64)
        self._beds = np.array([prices.get(name, 0.0) for name in shelters]) * MINUTE
        crowd = Crowd(inspection, free, set_down=proof.own_cars)
        earned = float((self._beds * self._room).sum()) + earned_by_roads(inspection, proof) + taken_back(proof)
        self.total = self._of_free(crowd) + self._of_settled(settled) - earned

    def _of_free(self, crowd: Crowd) -> float:
        able, others, _ = found = crowd.able(self._room)
        serving = self._proof.serving * MINUTE
        if self._proof.roads:
            going = cheapest_over_priced_roads(self._inspection, crowd, found, (self._beds, self._room > 0))
        else:
            going = np.where(self._room > 0, crowd.cost + self._beds, np.inf).min(axis=1, initial=np.inf)
        going = np.minimum(going, self._fetched(crowd)) - serving
        total = serving * self._proof.persons
        for k in range(len(crowd.kinds)):
            if others[k] or going[k] > 0:
                stays = crowd.unserved(k)[0]
                total += able[k] * min(stays, going[k]) + others[k] * stays
            else:
                total += able[k] * going[k]
        return total

    def _fetched(self, crowd: Crowd) -> Floats:
        """By kind what one costs at most who is fetched by the fleet."""
        prices = RidePrices(self._proof)
        return np.array([prices.of(kind.place, kind.ready) for kind in crowd.kinds], dtype=np.float64)

    def _of_settled(self, settled: Settled) -> float:
        total = float(sum([len(entry.move.persons) * max(0, entry.arrive) for entry in settled.left]))
        parties = [entry.party for entry in settled.following]
        own_cars = self._proof.own_cars
        column = {name: j for j, name in enumerate(self._inspection.arrivals.shelters)}
        for entry, party in zip(settled.following, parties, strict=True):
            first = Crowd(self._inspection, [party], set_down=own_cars).cost[0, column[entry.move.shelter]]
            total += len(entry.move.persons) * min(first, max(0, entry.arrive))
        return total


def _beds(inspection: Inspection, settled: Settled) -> dict[ShelterId, int]:
    """Beds for those whose place is not settled."""
    left = {name: known.capacity - inspection.inside.get(name, 0) for name, known in inspection.shelters.items()}
    for entry in settled.entries:
        left[entry.move.shelter] -= len(entry.move.persons)
    return {name: max(0, beds) for name, beds in left.items()}


def who_stays_counts_until_his_last_departure(inspection: Inspection) -> Findings:
    """The exposure beyond what the moves add up to is that of the unserved: until their last safe departure, else for a
    day."""
    plan = inspection.plan
    keys = [(short.household, short.place) for short in plan.shortfall]
    parties = [inspection.parties[key] for key in keys if key in inspection.parties]
    waiting = [party for party in parties if party.members]
    rest = plan.exposure * MINUTE - inspection.moving_us
    most, exact = 0, not plan.stopped
    crowd = Crowd(inspection, waiting)
    for k, sizes in enumerate(crowd.sizes):
        each, sure = crowd.unserved(k)
        most, exact = most + each * sizes.total(), exact and sure
    off = _OFF * max(1.0, abs(plan.exposure) * MINUTE) + _OFF_EACH * sum(len(party.members) for party in waiting)
    if rest > most + off or (exact and rest < most - off):
        yield wrong("total_wrong", "plan", "exposure", unserved=most / MINUTE)
