"""Who can be where when: earliest arrivals and last safe departures of every kind of party at every shelter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.ids import PlaceCode, ShelterId
from core.domain.plans import Route
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.network import Ints, Network, access_leg_ms
from core.planning.pace import Pace, Way, concerns
from core.planning.prepared import Roads
from core.planning.timeline import FOREVER, MINUTE, Windows, entry_windows, first_departure, micros, union
from core.planning.timetable import NEVER, UNREACHED, Label, Timetable


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """What decides how a party travels: where from, how fast, when it can leave its door (microseconds)."""

    place: PlaceCode
    pace: Pace
    ready: int

    @property
    def order(self) -> tuple[PlaceCode, Way, int, int, int]:
        """What starts are sorted by, quick to compare."""
        pace = self.pace
        return self.place, pace.way, pace.road, pace.legs, self.ready

    def at(self, ready: int) -> "Start":
        """The same at another moment."""
        return self if ready == self.ready else Start(self.place, self.pace, ready)


@dataclass(frozen=True, slots=True)
class Journey:
    """One way in time. `arcs` are in travel order; `legs_us` what is walked to and from the road."""

    depart: int
    arrive: int
    access_us: int
    arcs: tuple[int, ...]


def closed_links(case: Case, network: Network, way: Way) -> dict[int, Windows]:
    """Per link index the union of its closures for a way, from the case's start on."""
    closures: dict[int, list[tuple[int, int]]] = {}
    for closure in case.closures:
        index = network.link_index.get(closure.link)
        if index is not None and concerns(closure.modes, way):
            end = FOREVER if closure.end is None else micros(case.at, closure.end)
            closures.setdefault(index, []).append((micros(case.at, closure.start), end))
    joined = {index: union(intervals) for index, intervals in sorted(closures.items())}
    return {index: intervals for index, intervals in joined.items() if intervals}


class Travel:
    """Journeys from the placed villages to the shelters of a case, on foot and by car."""

    def __init__(self, case: Case, roads: Roads, effort: Effort) -> None:
        network = roads.network
        self.roads, self.network, self._effort = roads, network, effort
        self.shelters: tuple[ShelterId, ...] = tuple(network.shelters)
        self.column = {shelter: i for i, shelter in enumerate(self.shelters)}
        self._row = {place: i for i, place in enumerate(network.leaving)}
        self._closed = {way: closed_links(case, network, way) for way in Way}
        self._access = np.array([access_leg_ms(network.place_access[p]) for p in network.leaving], dtype=np.int64)
        self._egress = np.array([access_leg_ms(network.shelter_access[s]) for s in self.shelters], dtype=np.int64)
        after = {shelter.id: max(0, shelter.opens_after_min) * MINUTE for shelter in case.shelters}
        self._opens = np.array([after[s] for s in self.shelters], dtype=np.int64)
        self._timetables: dict[Way, Timetable] = {}
        self._alike = {way: self._like(way) for way in Way}
        self.routes: dict[tuple[PlaceCode, ShelterId, Journey], Route] = {}

    def closed(self, way: Way) -> dict[int, Windows]:
        return self._closed[way]

    def timetable(self, way: Way) -> Timetable:
        way = self._alike[way]
        if way not in self._timetables:
            places = np.fromiter(self.network.leaving.values(), dtype=np.int64)
            shelters = np.fromiter(self.network.shelters.values(), dtype=np.int64)
            closed = self._closed[way]
            roads = self.roads.open(way, frozenset(closed), self._may_be_entered(way))
            doors = self._opens, self._egress
            self._timetables[way] = Timetable(roads, closed, places, shelters, self._effort, doors)
        return self._timetables[way]

    def _may_be_entered(self, way: Way) -> frozenset[int]:
        """Links that close, but not from the start on for good."""
        arcs = self.network.arcs
        at_once = set(arcs.link[arcs.ms[way] == 0].tolist())  # done within the moment at which they close
        return frozenset(i for i, shut in self._closed[way].items() if entry_windows(shut, int(i not in at_once)))

    def alike(self, way: Way) -> Way:
        """The way whose tables hold for this one too."""
        return self._alike[way]

    def _like(self, way: Way) -> Way:
        """A way with the same times and closures, worked out once for both: the carried mostly go where walkers go."""
        other = {Way.CARRIED: Way.FOOT, Way.BUS: Way.CAR}.get(way, way)
        ms = self.network.arcs.ms
        same = np.array_equal(ms[way], ms[other]) and self._closed[way] == self._closed[other]
        return other if same else way

    def has_road(
        self, places: Sequence[PlaceCode], way: Way, barred: frozenset[int] = frozenset()
    ) -> dict[PlaceCode, bool]:
        """Whether any road leads from each place to any shelter when all but the links `barred` are open."""
        if not places:
            return {}
        columns = np.array([self.network.leaving[p] for p in places], dtype=np.int64)
        targets = np.fromiter(self.network.shelters.values(), dtype=np.int64)
        found = self.roads.open(self._alike[way], barred).distances(targets, columns, self._effort)
        return {place: bool(np.isfinite(found[:, i]).any()) for i, place in enumerate(places)}

    def tables(self, starts: Sequence[Start]) -> tuple[Ints, Ints]:
        """Earliest arrivals (UNREACHED where none) and last safe departures (FOREVER where no road closes for good,
        NEVER where none) of each start at each shelter, as starts x shelters in microseconds."""
        arrival = np.full((len(starts), len(self.shelters)), UNREACHED, dtype=np.int64)
        deadline = np.full(arrival.shape, NEVER, dtype=np.int64)
        by_pace: dict[Pace, list[int]] = {}
        for i, start in enumerate(starts):
            by_pace.setdefault(start.pace, []).append(i)
        for pace in sorted(by_pace):
            mine = np.array(by_pace[pace])
            places = np.array([self._row[starts[i].place] for i in mine])
            ready = np.array([starts[i].ready for i in mine], dtype=np.int64)
            self._open_ways(pace, places, ready, (arrival, deadline), mine)
            arrival[mine] = np.maximum(arrival[mine], self._opens)  # by open roads one simply leaves later
            self._closing_ways(pace, places, ready, (arrival, deadline), mine)
        return arrival, deadline

    def _open_ways(self, pace: Pace, places: Ints, ready: Ints, out: tuple[Ints, Ints], mine: Ints) -> None:
        ms = self.timetable(pace.way).direct[places]
        there = np.isfinite(ms)
        legs = (self._access[places][:, None] + self._egress[None, :]) * pace.legs
        total = np.where(there, ms, 0).astype(np.int64) * pace.road + legs
        out[0][mine] = np.where(there, ready[:, None] + total, UNREACHED)
        out[1][mine] = np.where(there, FOREVER, NEVER)

    def _closing_ways(self, pace: Pace, places: Ints, ready: Ints, out: tuple[Ints, Ints], mine: Ints) -> None:
        """Ways over closing links that are quicker than open roads. Who would be there before the shelter opens leaves
        later, where the roads still allow it; nobody takes a longer road to pass the time."""
        ways = self.timetable(pace.way).candidates(pace.road)
        many = ways.first[places + 1] - ways.first[places]
        if not many.sum():
            return
        at = np.arange(int(many.sum())) + np.repeat(ways.first[places] - (np.cumsum(many) - many), many)
        start, shelter = np.repeat(np.arange(len(mine)), many), ways.shelter[at]
        before = ways.home[at] + self._access[places[start]] * pace.legs  # from the door to the first closing link
        total = before + ways.us[at] + self._egress[shelter] * pace.legs
        ends = np.where(ways.shuts[at] >= FOREVER, FOREVER, ways.shuts[at] - before)
        begins = np.maximum(ways.opens[at] - before, 0)
        works = begins <= ends
        start, shelter, total, begins, ends = (each[works] for each in (start, shelter, total, begins, ends))
        soonest = self._opens[shelter] - total
        depart = np.maximum(np.maximum(begins, ready[start]), soonest)
        rows = mine[start]
        np.minimum.at(out[0], (rows, shelter), np.where(depart <= ends, depart + total, UNREACHED))
        np.maximum.at(out[1], (rows, shelter), np.where(ends >= soonest, ends, NEVER))

    def _ways(self, start: Start, shelter: int) -> Iterator[tuple[Label, int, int]]:
        """Ways with what is walked before the road and the whole time, in microseconds."""
        row = self._row[start.place]
        access, egress = self.legs_us(start, self.shelters[shelter])
        for label in self.timetable(start.pace.way).ways(row, shelter, start.pace.road):
            yield label, access, access + label.us + egress

    def latest_before(self, start: Start, shelter: ShelterId) -> tuple[int, int] | None:
        """The last moment at which somebody could be at a shelter whether it is open or not, and when he would set foot
        on the road for it; FOREVER where no road ends that, None where there is no way."""
        found: tuple[int, int] | None = None
        for label, access, total in self._ways(start, self.column[shelter]):
            end = label.windows[-1][1] if label.windows else NEVER
            if end - access >= start.ready:
                arrive = FOREVER if end >= FOREVER else end - access + total
                found = max(found or (NEVER, NEVER), (arrive, end))
        return found

    def closing_after(self, start: Start, shelter: ShelterId, entry: int) -> tuple[int, int] | None:
        """The link (index) that closes on the way of whoever sets foot on the road just after `entry`, and when."""
        for label, _, _ in self._ways(start, self.column[shelter]):
            if not label.windows or label.windows[-1][1] != entry:
                continue
            now, way = entry + 1, start.pace.way
            arcs = self.timetable(way).arcs(self._row[start.place], self.column[shelter], label.chain)
            for arc in arcs:
                link, duration = int(self.network.arcs.link[arc]), int(self.network.arcs.ms[way][arc]) * start.pace.road
                shut = self._closed[way].get(link, ())
                if shut and not any(first <= now <= last for first, last in entry_windows(shut, duration)):
                    return link, min([begin for begin, end in shut if end > now], default=now)
                now += duration
        return None

    def set_down(self, starts: Sequence[Start], arrival: Ints) -> Ints:
        """Arrivals (starts x shelters) of those who are driven, when the car is there: what is walked from the road to
        the door left out, though never before a shelter opens."""
        legs = np.array([start.pace.legs for start in starts], dtype=np.int64)
        there = np.maximum(arrival - legs[:, None] * self._egress[None, :], self._opens[None, :])
        found: Ints = np.where(arrival < UNREACHED, np.minimum(arrival, there), UNREACHED)
        return found

    def legs_us(self, start: Start, shelter: ShelterId) -> tuple[int, int]:
        """What is walked at both ends, in microseconds."""
        row, column = self._row[start.place], self.column[shelter]
        return int(self._access[row]) * start.pace.legs, int(self._egress[column]) * start.pace.legs

    def is_open(self, shelter: ShelterId, arrive: int) -> bool:
        """One that is open at the start was so for whoever was to be there before."""
        opens = int(self._opens[self.column[shelter]])
        return arrive >= opens or not opens

    def journey(self, start: Start, shelter: ShelterId) -> Journey | None:
        """The earliest arrival with its roads; the shortest of those that arrive then."""
        row, column = self._row[start.place], self.column[shelter]
        best: tuple[int, int, int, Label] | None = None
        for label, access, total in self._ways(start, column):
            ready = max(start.ready, int(self._opens[column]) - total)
            entry = first_departure(label.windows, ready + access)
            if entry is not None and (best is None or entry - access + total < best[0]):
                best = (entry - access + total, entry - access, access, label)
        if best is None:
            return None
        arrive, depart, access, label = best
        arcs = self.timetable(start.pace.way).arcs(row, column, label.chain)
        return Journey(depart, arrive, access, tuple(arcs))
