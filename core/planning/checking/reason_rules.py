"""Reasons: every figure recomputed with the checks' own searches, every claim held against the plan as it ends.

Who rides with the fleet is asked for room and fit only: his times are his vehicle's. A party on foot may have a seat in
its helper's car or with the fleet that it does not need for its own shelter, so that a next shelter may be reached in
other ways than on foot.
"""

from collections.abc import Callable
from operator import attrgetter

from core.domain.plans import Mode
from core.domain.reasons import Reasons, RouteReason, ShelterReason, TimeReason
from core.planning.checking.arrival_tables import ArrivalTables, Times, agrees
from core.planning.checking.courses import Course
from core.planning.checking.inspection import Entry, Findings, Inspection, is_on_trip, wrong
from core.planning.checking.roads import MINUTE, RIDING, SLACK, is_capped, lets_nobody_in

# All that a row says, apart from whose it is.
_SAID = attrgetter(
    *("shelter", "route", "time", "passed_over", "passed_over_min", "next_shelter", "next_shelter_min"),
    *("blocked", "next_route_min", "wait_min"),
)
_NEAR_MIN = 0.01
_FEW_S = 1.0


def reasons_stand_for_every_move(inspection: Inspection) -> Findings:
    """Where a plan gives reasons it gives one row for each move."""
    if not inspection.plan.reasons:
        return
    moves = inspection.plan.moves
    given = dict.fromkeys(inspection.entry_of, 0)
    for reasons in inspection.plan.reasons:
        if (reasons.household, reasons.place) in given:
            given[reasons.household, reasons.place] += 1
    if len(inspection.plan.reasons) != len(moves) or any(count != 1 for count in given.values()):
        yield wrong("reasons_missing", "reasons")


def reasons_are_true(inspection: Inspection) -> Findings:
    """Why this shelter, this route, this time, and what the next best would cost."""
    if not inspection.plan.reasons:
        return
    entries = inspection.entry_of
    told = Reasoning(inspection)
    for reasons in inspection.plan.reasons:
        entry = entries.get((reasons.household, reasons.place))
        if entry is not None:
            for column in told.breaches(entry, reasons):
                yield wrong("reason_wrong", "reasons", column, household=reasons.household)


class Reasoning:
    """Judges rows of reasons; parties that are alike are judged once."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._tables = ArrivalTables(inspection)
        self._standing = inspection.standing
        self._known: dict[object, tuple[str, ...]] = {}
        self._together = {(entry.move.place, entry.move.shelter): 0 for entry in inspection.entries}
        for entry in inspection.entries:
            self._together[entry.move.place, entry.move.shelter] += 1
        self._longer: dict[int, bool] = {}

    def breaches(self, entry: Entry, reasons: Reasons) -> tuple[str, ...]:
        inspection, move, household = self._inspection, entry.move, entry.move.household
        before = self._standing.get((household, move.place)) if self._standing else None
        key = (
            id(entry.course),  # route, pace and both ends
            move.vehicle,
            move.trip,
            None if move.second is None else move.second.minutes,
            id(entry.traits),  # the inspection keeps them
            len(move.persons),
            entry.depart,
            entry.arrive,
            entry.party.left,
            entry.party.joins,
            _SAID(reasons),
            None if before is None else (before.depart, before.shelter, before.route),
            inspection.most_seats(household) >= len(move.persons),
        )
        if key not in self._known:
            times = self._tables.of(entry)
            self._known[key] = tuple(c for c, holds in _CLAIMS.items() if not holds(self, entry, reasons, times))
        return self._known[key]

    # shelters

    def passed_over_really(self, entry: Entry, reasons: Reasons, times: Times | None) -> bool:
        """The reason for the shelter holds, and what was passed over could be reached so much sooner."""
        if not self._shelter_claim(entry, reasons, times):
            return False
        if reasons.passed_over is None:
            return reasons.passed_over_min == 0
        if reasons.passed_over == entry.move.shelter or reasons.passed_over not in self._inspection.shelters:
            return False
        said = entry.arrive - reasons.passed_over_min * MINUTE
        if reasons.passed_over_min <= 0:
            return False
        return times is None or self._may_be(entry, times, said, self._tables.column[reasons.passed_over])

    def _shelter_claim(self, entry: Entry, reasons: Reasons, times: Times | None) -> bool:
        move, passed = entry.move, reasons.passed_over
        if reasons.shelter is ShelterReason.SOONEST:
            return passed is None and self._is_soonest(entry, times)
        if reasons.shelter is ShelterReason.SENT_THERE:
            return entry.party.sent_to == move.shelter
        if reasons.shelter is ShelterReason.WITH_THE_REST:
            return entry.party.joins == move.shelter
        if reasons.shelter is ShelterReason.WITH_THE_VILLAGE:
            return self._together[move.place, move.shelter] > 1
        if reasons.shelter is ShelterReason.BY_VEHICLE:
            return move.vehicle is not None
        if reasons.shelter is ShelterReason.AS_TOLD:
            before = self._inspection.standing.get((move.household, move.place))
            return before is not None and before.shelter == move.shelter
        if passed is None or passed not in self._inspection.shelters:
            return False
        if reasons.shelter is ShelterReason.SOONER_UNFIT:
            return bool(self._inspection.misfits(entry.traits, self._inspection.shelters[passed]))
        full = self._inspection.rooms[passed] < len(move.persons)
        return full and (reasons.shelter is ShelterReason.SOONER_FULL or self._inspection.planned.get(passed, 0) > 0)

    def _is_soonest(self, entry: Entry, times: Times | None) -> bool:
        """No shelter is surely in reach sooner."""
        return times is None or not times.order or times.arrive[times.order[0]] >= entry.arrive - SLACK

    def next_shelter_really(self, entry: Entry, reasons: Reasons, times: Times | None) -> bool:
        """It is another one, takes them, has room for all, costs so much; and no other such shelter is nearer."""
        persons = len(entry.move.persons)
        if reasons.next_shelter is None:
            return reasons.next_shelter_min is None and (
                times is None or self._first_with_room(entry, times) == float("inf")
            )
        shelter = self._inspection.shelters.get(reasons.next_shelter)
        if shelter is None or reasons.next_shelter == entry.move.shelter or reasons.next_shelter_min is None:
            return False
        if self._inspection.rooms[shelter.id] < persons or self._inspection.misfits(entry.traits, shelter):
            return False
        if times is None:
            return True
        said = max(0, entry.arrive) + reasons.next_shelter_min * MINUTE
        nearest = said <= self._first_with_room(entry, times) + _FEW_S * 1e6
        return nearest and self._may_be(entry, times, said, self._tables.column[shelter.id])

    def _first_with_room(self, entry: Entry, times: Times) -> float:
        """The first sure arrival at another shelter that takes all of them at the plan's end."""
        persons, rooms = len(entry.move.persons), self._inspection.rooms
        unfit = self._inspection.unfit(entry.traits)
        for i in times.order:
            name = self._tables.shelters[i]
            if name != entry.move.shelter and rooms[name] >= persons and name not in unfit:
                return float(times.arrive[i])
        return float("inf")

    def _may_be(self, entry: Entry, times: Times, said: float, column: int) -> bool:
        """An arrival as said: on foot or as they travel, by a car that has seats for them, or not sooner than the fleet
        could drive there."""
        if agrees(said, times, column):
            return True
        place, legs, ready = entry.move.place, entry.traits.legs, self._inspection.ready(entry)
        if self._inspection.most_seats(entry.move.household) >= len(entry.move.persons) and not entry.traits.lying:
            car = self._tables.times(place, Mode.CAR, legs, ready)
            if car is not None and agrees(said, car, column):
                return True
        driven = (self._tables.times(place, mode, legs, ready) for mode in RIDING) if self._inspection.vehicles else ()
        return any(ride is not None and said >= ride.arrive[column] - SLACK for ride in driven)

    # route and time

    def route_really(self, entry: Entry, reasons: Reasons, _times: Times | None) -> bool:
        """Quickest means quickest with all roads open; else `blocked` lies on a way that is, and is closed or full."""
        if reasons.route is RouteReason.AS_TOLD:
            before = self._inspection.standing.get((entry.move.household, entry.move.place))
            return before is not None and before.route.links == entry.move.route.links
        course = entry.course
        if is_on_trip(entry.move) or course.door is None or course.goal is None or course.faults:
            return True
        mode = course.pace.mode
        longer = self._is_longer(course)
        if reasons.route is RouteReason.QUICKEST:
            return not longer and reasons.blocked is None
        if self._inspection.plan.stopped:
            return longer  # the road in the way may be one that it had no time to look at
        link = None if reasons.blocked is None else self._inspection.roads.links.get(reasons.blocked)
        if link is None or not longer:
            return False
        shut = any(end > 0 for _, end in self._inspection.roads.closed(link.id, mode)) or lets_nobody_in(link)
        stands = shut if reasons.route is RouteReason.QUICKER_CLOSED else is_capped(link)
        return stands and self._inspection.searches.uses(course.door, course.goal, mode, link.id)

    def _is_longer(self, course: Course) -> bool:
        """Whether there would be a quicker way if all roads were open."""
        if id(course) not in self._longer and course.door is not None and course.goal is not None:
            quickest = self._inspection.searches.quickest_ms(course.door, course.goal, course.pace.mode)
            self._longer[id(course)] = course.end - course.begin > quickest * course.pace.road + SLACK
        return self._longer[id(course)]

    def next_route_really(self, entry: Entry, reasons: Reasons, _times: Times | None) -> bool:
        second = entry.move.second
        if second is None or reasons.next_route_min is None:
            return second is None and reasons.next_route_min is None
        return abs(second.minutes - entry.move.route.minutes - reasons.next_route_min) <= _NEAR_MIN

    def time_really(self, entry: Entry, reasons: Reasons, _times: Times | None) -> bool:
        """They leave when they are ready, or wait for what they are said to wait for, so long."""
        move = entry.move
        waits = max(0, entry.depart - self._inspection.ready(entry))
        if reasons.time is TimeReason.LEFT:
            return entry.party.left
        if abs(reasons.wait_min * MINUTE - waits) > SLACK:
            return False
        if reasons.time is TimeReason.READY:
            return waits <= SLACK
        if reasons.time is TimeReason.ROAD_OPENS:
            closures = self._inspection.roads.closures[move.mode].values()
            return any(end > 0 for shut in closures for _, end in shut)
        if reasons.time is TimeReason.SHELTER_OPENS:
            return abs(entry.arrive - entry.shelter.opens_after_min * MINUTE) <= SLACK
        if reasons.time is TimeReason.STAGED:
            return any(is_capped(link) for link in self._inspection.case.links)
        if reasons.time is TimeReason.VEHICLE:
            return move.vehicle is not None
        before = self._inspection.standing.get((move.household, move.place))
        return before is not None and (before.depart == move.depart or before.depart < self._inspection.case.at)


_CLAIMS: dict[str, Callable[[Reasoning, Entry, Reasons, Times | None], bool]] = {
    "passed_over": Reasoning.passed_over_really,
    "next_shelter": Reasoning.next_shelter_really,
    "route": Reasoning.route_really,
    "next_route": Reasoning.next_route_really,
    "time": Reasoning.time_really,
}
