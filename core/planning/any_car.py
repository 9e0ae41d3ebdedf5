"""What helpers' cars could do if whoever may come to a door came: the bound over all pairings, and who wants a car.

A pairing decides whose car may fetch whom, and soft rules decide most of a pairing. What a plan claims of the most that
can be saved holds for its own pairing; here stands what holds for all of them. Everybody is in a shelter no earlier
than on foot, with the fleet, or in a car to himself with seats for his household, if any helper has one who is present,
not due himself and within reach. Beds are kept: a max-flow of separable persons.
"""

from collections.abc import Mapping, Set
from functools import cached_property
from typing import NamedTuple

import numpy as np

from core.domain.ids import PlaceCode, VehicleId
from core.domain.people import Mobility
from core.planning.allocation import Demand, cheapest_flow, kinds_of, most_served
from core.planning.network import Ints
from core.planning.pace import Pace, Way, driving_factor
from core.planning.pairing.helper_table import HelperTable, ints
from core.planning.placement import room_after
from core.planning.reach import HELPER_WAYS, REACH_MINUTES, Reach
from core.planning.situation import Situation
from core.planning.timeline import HORIZON
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.earliest_rides import EarliestRides
from core.planning.vehicles.fleet_problem import FleetProblems, Standing, on_duty


class _Row(NamedTuple):
    """Parties that could be where when alike: by kind, and whether any car has seats for them."""

    kind: int
    rides: bool


class AnyCar:
    """Cars for everybody, whoever drives them."""

    def __init__(self, situation: Situation, reach: Reach) -> None:
        self._situation, self._reach = situation, reach
        self._number: dict[_Row, int] = {}
        self.row: list[int] = []  # of each party in the tables, -1 for one off the roads
        starts: list[Start] = []
        fits: list[int] = []
        for i, start in enumerate(situation.foot):
            if start is None or situation.kind[i] < 0:
                self.row.append(-1)
                continue
            key = _Row(situation.kind[i], self._may_ride(i))
            if key not in self._number:
                self._number[key] = len(starts)
                starts.append(Start(start.place, Pace(Way.CAR, self._pace, start.pace.legs), start.ready))
                fits.append(i)
            self.row.append(self._number[key])
        drives, self._last = situation.travel.tables(starts)
        taken = np.array([situation.fits.of(i) for i in fits], dtype=bool).reshape(drives.shape)
        able = np.array([key.rides for key in self._number], dtype=bool)[:, None] & taken
        self._arrival: Ints = np.where(able, drives, UNREACHED)
        self._set_down: Ints = np.where(able, situation.travel.set_down(starts, drives), UNREACHED)
        self._starts = starts
        self._kinds = [key.kind for key in self._number]
        self._first = fits

    @cached_property
    def _pace(self) -> int:
        return driving_factor(self._situation.case)

    @cached_property
    def _seats(self) -> Mapping[PlaceCode, int]:
        """The most seats of any car that may come to each village."""
        case, reach = self._situation.case, self._reach
        table = HelperTable(case)
        seats = ints([helper.car_seats for helper in table.helpers])
        comes = table.present & (table.max_load > 0) & (seats > 0)
        places = sorted({party.place for party in case.parties})
        if not comes.any():
            return dict.fromkeys(places, 0)
        for way in HELPER_WAYS:
            reach.minutes(way, places)
        found = {}
        for place in places:
            minutes, _ = reach.to_door(place, table.starts)
            near = comes & (minutes <= REACH_MINUTES)[table.start]
            found[place] = int(seats[near].max(initial=0))
        return found

    def _may_ride(self, party: int) -> bool:
        """Nobody bedridden is in a helper's car, and a household is in one car."""
        who = self._situation.parties[party]
        if self._seats[who.place] < len(who.members):
            return False
        return all(member.mobility is not Mobility.BEDRIDDEN for member in who.members)

    def in_time(self, party: int) -> Ints:
        """When a party could be in each shelter in a car to itself, UNREACHED where it cannot."""
        found: Ints = self._arrival[self.row[party]]
        return found

    def last_departure(self, party: int, column: int) -> int:
        """The last safe departure in a car to itself."""
        return int(self._last[self.row[party], column])

    def most_saved(self, facts: Mapping[int, int], standing: Mapping[VehicleId, Standing]) -> int:
        """Persons who can be saved at most, whoever helps whom. `facts` are the columns of those on the road already,
        `standing` is where the fleet's vehicles are free."""
        situation = self._situation
        room, settled = room_after(situation, facts), sum([situation.sizes[i] for i in facts])
        best = np.minimum(situation.at_best[self._kinds], self._set_down) if self._kinds else self._set_down
        fleet = on_duty(situation)
        if fleet and len(best):
            made = FleetProblems(situation, fleet, [start.place for start in self._starts])
            problem = made.problem((), (room, [0] * len(room)), standing)
            earliest = EarliestRides(situation, problem)
            for n, i in enumerate(self._first):
                start = situation.foot[i]
                if start is not None:
                    rides = np.where(situation.fits.of(i), earliest.arrivals(start), UNREACHED)
                    best[n] = np.minimum(best[n], rides)
        demand, _ = self._demand(best, [i for i, row in enumerate(self.row) if row >= 0 and i not in facts], room, {})
        return settled + (most_served(demand) if demand.kinds else 0)

    def wanting(self, goals: Mapping[int, int], riders: Set[int]) -> list[int]:
        """Parties that another car would have to fetch so that as many as can be are saved, as far as that shows with
        separable persons: those left out, and few others who would make room for them. `goals` are the columns of all
        who are served now; `riders` are those of them who do not go on foot."""
        situation = self._situation
        free = [i for i, row in enumerate(self.row) if row >= 0 and i not in riders]
        room = room_after(situation, {i: column for i, column in goals.items() if i in riders})
        now = situation.options.arrival[self._kinds] if self._kinds else self._arrival
        # Nobody is asked to ride who can be served otherwise, and whoever is served stays so.
        cost = np.where(now < UNREACHED, now, np.where(self._arrival < UNREACHED, self._arrival + HORIZON, UNREACHED))
        left = dict.fromkeys((i for i in free if i not in goals), 10 * HORIZON)
        demand, members = self._demand(cost, free, room, left)
        if not demand.kinds:
            return []
        flow = cheapest_flow(demand, most_served(demand)).flow[:, :-1]
        found = []
        for kind, mine, given in zip(demand.kinds, members, flow, strict=True):
            rides = int(given[(now[kind.key] >= UNREACHED) & (given > 0)].sum())
            for i in mine:
                if rides <= 0:
                    break
                found.append(i)
                rides -= situation.sizes[i]
        return found

    def _demand(
        self, arrival: Ints, parties: list[int], room: Ints, left: Mapping[int, int]
    ) -> tuple[Demand, list[list[int]]]:
        """Parties for whom some shelter has room at all. `left` is what it costs to leave somebody out: most for those
        who are not in it."""
        situation = self._situation
        most = np.where(arrival < UNREACHED, room[None, :], -1).max(axis=1, initial=-1).tolist()
        able = [i for i in parties if situation.sizes[i] <= most[self.row[i]]]
        kinds, members = kinds_of(
            [self.row[i] for i in able],
            [situation.sizes[i] for i in able],
            [left.get(i, 100 * HORIZON) for i in able],
        )
        cost = arrival[[kind.key for kind in kinds]]
        return Demand(kinds, cost, np.maximum(room, 0)), [[able[p] for p in each] for each in members]
