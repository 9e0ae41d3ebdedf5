"""Reasons: every figure recomputed with the checks' own searches, every claim held against the plan as it ends.

Who rides with the fleet is asked for room and fit only: his times are his vehicle's. A party on foot may have a seat in
its helper's car or with the fleet that it does not need for its own shelter, so that a next shelter may be reached in
other ways than on foot.
"""

from collections import Counter
from collections.abc import Callable
from operator import attrgetter

import numpy as np

from core.domain.ids import LinkId, ShelterId
from core.domain.plans import Mode
from core.domain.reasons import Reasons, RouteReason, ShelterReason, TimeReason
from core.planning.checking.arrival_tables import Asker
from core.planning.checking.courses import Course
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.reason_columns import NONE, Bools, Columns, Floats, Ints
from core.planning.checking.roads import MINUTE, RIDING, SLACK, is_capped, lets_nobody_in

_WHOSE = attrgetter("household", "place")
_NEAR_MIN = 0.01
_FEW_S = 1.0


def reasons_stand_for_every_move(inspection: Inspection) -> Findings:
    """Where a plan gives reasons it gives one row for each move."""
    if not inspection.plan.reasons:
        return
    given = dict.fromkeys(inspection.entry_of, 0)
    for whose in map(_WHOSE, inspection.plan.reasons):
        if whose in given:
            given[whose] += 1
    if len(inspection.plan.reasons) != len(inspection.plan.moves) or not all(count == 1 for count in given.values()):
        yield wrong("reasons_missing", "reasons")


def reasons_are_true(inspection: Inspection) -> Findings:
    """Why this shelter, this route, this time, and what the next best would cost."""
    if not inspection.plan.reasons:
        return
    told = Reasoning(inspection)
    if not told.rows.entries:
        return
    for column, holds in _CLAIMS:
        for row in np.flatnonzero(~holds(told)):
            yield wrong("reason_wrong", "reasons", column, household=told.rows.reasons[row].household)


class Reasoning:
    """Judges rows of reasons: each claim of all rows that are about a move, as one truth for each row."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection, self._standing = inspection, inspection.standing
        self._tables = inspection.arrivals
        self.rows = Columns(inspection, self._tables.shelters)
        self._times, self._asker = self._tables.of_all(self.rows.entries, inspection.peers)
        self._room = np.array([inspection.rooms[name] for name in self._tables.shelters], dtype=np.int64)
        self._together = Counter([(entry.move.place, entry.move.shelter) for entry in inspection.entries])
        self._courses = {id(entry): each.course for each in inspection.alike for entry in each.entries}
        self._routes: dict[object, bool] = {}

    def _one_by_one(self, holds: Bools, rows: Ints, claim: Callable[[Entry, Reasons], bool]) -> Bools:
        """`holds` with some rows judged by themselves."""
        for row in rows.tolist():
            holds[row] = claim(self.rows.entries[row], self.rows.reasons[row])
        return holds

    # shelters

    def passed_over_really(self) -> Bools:
        """The reason for the shelter holds, and what was passed over could be reached so much sooner."""
        rows = self.rows
        sooner = (rows.passed_over >= 0) & (rows.passed_over != rows.own) & (rows.passed_over_min > 0)
        said = rows.arrive - rows.passed_over_min * MINUTE
        sooner = self._where_it_may_be(sooner, said, rows.passed_over)
        return np.where(rows.passed_over == NONE, rows.passed_over_min == 0, sooner) & self._shelter_claims()

    def _shelter_claims(self) -> Bools:
        holds = (self.rows.passed_over == NONE) & self._are_soonest()
        others = [row for row, each in enumerate(self.rows.reasons) if each.shelter is not ShelterReason.SOONEST]
        return self._one_by_one(holds, np.array(others, dtype=np.int64), self._shelter_claim)

    def _are_soonest(self) -> Bools:
        """No shelter is surely in reach sooner."""
        timed = np.flatnonzero(self._asker >= 0)
        soonest = np.ones(len(self._asker), dtype=bool)
        askers = self._asker[timed]
        soonest[timed] = self._times.firm(askers, self._times.order[askers, 0]) >= self.rows.arrive[timed] - SLACK
        return soonest

    def _shelter_claim(self, entry: Entry, reasons: Reasons) -> bool:
        move, passed = entry.move, reasons.passed_over
        if reasons.shelter is ShelterReason.SENT_THERE:
            return entry.party.sent_to == move.shelter
        if reasons.shelter is ShelterReason.WITH_THE_REST:
            return entry.party.joins == move.shelter
        if reasons.shelter is ShelterReason.WITH_THE_VILLAGE:
            return self._together[move.place, move.shelter] > 1
        if reasons.shelter is ShelterReason.BY_VEHICLE:
            return move.vehicle is not None
        if reasons.shelter is ShelterReason.AS_TOLD:
            before = self._standing.get((move.household, move.place))
            told = before is not None and before.shelter == move.shelter
            return told and (passed is None or self._has_no_bed(entry, passed))
        if passed is None or passed not in self._inspection.shelters:
            return False
        if reasons.shelter is ShelterReason.SOONER_UNFIT:
            return passed in self._inspection.unfit(entry.traits)
        full = self._inspection.rooms[passed] < len(move.persons)
        return full and (reasons.shelter is ShelterReason.SOONER_FULL or self._inspection.planned.get(passed, 0) > 0)

    def _has_no_bed(self, entry: Entry, passed: ShelterId) -> bool:
        """Whether a shelter takes them and is too full at the plan's end."""
        known = passed in self._inspection.shelters and passed not in self._inspection.unfit(entry.traits)
        return known and self._inspection.rooms[passed] < len(entry.move.persons)

    def next_shelter_really(self) -> Bools:
        """It is another one, takes them, has room for all, costs so much; and no other such shelter is nearer."""
        rows, later = self.rows, self.rows.next_shelter_min
        first = self._first_with_room()
        named = rows.next_shelter
        another = (named >= 0) & (named != rows.own) & later.given
        known = np.maximum(named, 0)
        another &= rows.takes[rows.kind, known] & (self._room[known] >= rows.persons)
        said = np.maximum(0, rows.arrive) + later.value * MINUTE
        another = self._where_it_may_be(another & (said <= first + _FEW_S * 1e6), said, named)
        none: Bools = ~later.given & ((first == np.inf) | (self._asker < 0))
        return np.where(named == NONE, none, another)

    def _first_with_room(self) -> Floats:
        """The first sure arrival at another shelter that takes all of them at the plan's end; infinite where there is
        none, and for who rides with the fleet."""
        rows, times = self.rows, self._times
        found = np.full(len(self._asker), np.inf)
        left = np.flatnonzero(self._asker >= 0)
        for nearest in times.order.T:
            shelter, asker = nearest[self._asker[left]], self._asker[left]
            fits = rows.takes[rows.kind[left], shelter] & (self._room[shelter] >= rows.persons[left])
            fits &= shelter != rows.own[left]
            found[left[fits]] = times.firm(asker[fits], shelter[fits])
            left = left[~fits]
        return found

    def _where_it_may_be(self, asked: Bools, said: Floats, shelter: Ints) -> Bools:
        """Which of those asked for may arrive at a shelter as said: on foot or as they travel, or by another's wheels;
        who rides with the fleet is not asked when."""
        rows = np.flatnonzero(asked & (self._asker >= 0))
        doubtful = rows[~self._times.agree(said[rows], self._asker[rows], shelter[rows])]
        for row in doubtful.tolist():
            asked[row] = self._may_be_driven(self.rows.entries[row], float(said[row]), shelter[[row]])
        return asked

    def _may_be_driven(self, entry: Entry, said: float, shelter: Ints) -> bool:
        """By a car that has seats for them, or not sooner than the fleet could drive there."""
        inspection, row = self._inspection, np.zeros(1, dtype=np.int64)
        asker = Asker(entry.move.place, entry.traits.legs, inspection.ready(entry))
        if inspection.most_seats.get(entry.move.household, 0) >= len(entry.move.persons) and not entry.traits.lying:
            car = self._tables.times(asker, Mode.CAR)
            if car is not None and car.agree(np.array([said]), row, shelter).all():
                return True
        driven = (self._tables.times(asker, mode) for mode in RIDING) if inspection.vehicles else ()
        return any(ride is not None and said >= ride.arrive[0, shelter[0]] - SLACK for ride in driven)

    # route and time

    def routes_really(self) -> Bools:
        """Quickest means quickest with all roads open; else `blocked` lies on a way that is, and is closed or full."""
        claims = zip(self.rows.entries, self.rows.reasons, strict=True)
        return np.array([self._route_claim(entry, row) for entry, row in claims], dtype=bool)

    def _route_claim(self, entry: Entry, reasons: Reasons) -> bool:
        if reasons.route is RouteReason.AS_TOLD:
            before = self._standing.get((entry.move.household, entry.move.place))
            return before is not None and before.route.links == entry.move.route.links
        course = self._courses.get(id(entry))
        if course is None:
            return True  # he rides in a trip
        key = (id(course), reasons.route, reasons.blocked)
        holds = self._routes.get(key)
        if holds is None:
            holds = self._routes[key] = self._course_claim(course, reasons.route, reasons.blocked)
        return holds

    def _course_claim(self, course: Course, said: RouteReason, blocked: LinkId | None) -> bool:
        if course.door is None or course.goal is None or course.faults:
            return True
        mode, searches = course.pace.mode, self._inspection.searches
        quickest = searches.quickest_ms(course.door, course.goal, mode)
        longer = course.end - course.begin - quickest * course.pace.road
        if said is RouteReason.QUICKEST:
            return longer <= SLACK and blocked is None
        if self._inspection.plan.stopped:
            return longer > 0  # the road in the way may be one that it had no time to look at
        link = None if blocked is None else self._inspection.roads.links.get(blocked)
        if link is None or longer <= 0:
            return False
        stands = {
            RouteReason.QUICKER_CLOSED: any(end > 0 for _, end in self._inspection.roads.closed(link.id, mode)),
            RouteReason.QUICKER_BARRED: lets_nobody_in(link),
        }.get(said, is_capped(link))
        return stands and searches.uses(course.door, course.goal, mode, link.id)

    def next_routes_really(self) -> Bools:
        said, longer = self.rows.next_route_min, self.rows.second_longer_min
        as_much: Bools = (said.given == longer.given) & (np.abs(said.value - longer.value) <= _NEAR_MIN)
        return as_much

    def times_really(self) -> Bools:
        """They leave when they are ready, or wait for what they are said to wait for, so long."""
        rows = self.rows
        so_long = np.abs(rows.wait_min * MINUTE - rows.waits) <= SLACK
        holds = so_long & (rows.waits <= SLACK)
        others = np.array([each.time is not TimeReason.READY for each in rows.reasons], dtype=bool)
        left = np.array([each.time is TimeReason.LEFT for each in rows.reasons], dtype=bool)
        holds = np.where(others, so_long | left, holds)
        return self._one_by_one(holds, np.flatnonzero(holds & others), self._time_claim)

    def _time_claim(self, entry: Entry, reasons: Reasons) -> bool:
        move = entry.move
        if reasons.time is TimeReason.LEFT:
            return entry.party.left
        if reasons.time is TimeReason.ROAD_OPENS:
            return self._inspection.roads.closes_ahead(move.mode)
        if reasons.time is TimeReason.SHELTER_OPENS:
            return abs(entry.arrive - entry.shelter.opens_after_min * MINUTE) <= SLACK
        if reasons.time is TimeReason.STAGED:
            return bool(self._inspection.roads.capped)
        if reasons.time is TimeReason.VEHICLE:
            return move.vehicle is not None
        before = self._standing.get((move.household, move.place))
        return before is not None and (before.depart == move.depart or before.depart < self._inspection.case.at)


_CLAIMS: tuple[tuple[str, Callable[[Reasoning], Bools]], ...] = (
    ("passed_over", Reasoning.passed_over_really),
    ("next_shelter", Reasoning.next_shelter_really),
    ("route", Reasoning.routes_really),
    ("next_route", Reasoning.next_routes_really),
    ("time", Reasoning.times_really),
)
