"""Bounds, gap, losses and the proof behind a bound, as far as they can be judged without solving anything again.

What is checked of a cut: each road in it allows no more in its minutes than the cut says, each shelter has no more
beds, all parts together are its capacity, fewer than the persons it speaks of; the last arrival that is claimed to be
impossible to better lies no later than the cut proves; and as many persons as it speaks of cannot be safe by then
without entering its roads in its minutes or taking its beds. That is a search in which people may wait anywhere; it is
left out where roads open again, where people who had left fill roads and where the plan was stopped, and whoever has
left, joins his household or rides with the fleet is counted as the cut says. What is not checked: that the bounds of
exposure and of persons served hold, which takes solving again.
"""

from typing import NamedTuple

from core.domain.findings import Finding
from core.domain.ids import LinkId, PlaceCode, ShelterId
from core.domain.plans import Mode, Objective
from core.domain.reasons import Cut, CutLink
from core.planning.case import CaseParty
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.pieces import Point
from core.planning.checking.road_capacity import Allowance
from core.planning.checking.roads import MINUTE, SECOND, SLACK, Intervals, is_capped, merged
from core.planning.checking.searches import Searches
from core.planning.checking.traits import Traits
from core.planning.checking.ways import Pace

_ROUNDING = 1e-6


def no_value_below_its_bound(inspection: Inspection) -> Findings:
    """Nothing is better than the best possible, and the gap is what lies between."""
    plan = inspection.plan
    pairs = {
        "served": (plan.served_bound, plan.served),
        "exposure": (plan.exposure, plan.exposure_bound),
        "clearance_s": (plan.clearance_s, plan.clearance_bound_s),
    }
    for name, (more, less) in sorted(pairs.items()):
        if more < less - _ROUNDING * max(1.0, abs(less)):
            yield Finding("bound_wrong", "plan", column=name, error=True)
    value, bound = pairs["exposure" if plan.objective is Objective.EXPOSURE else "clearance_s"]
    gap = (value - bound) / bound if bound > 0 else 0.0
    if abs(gap - plan.gap) > _ROUNDING:
        yield Finding("bound_wrong", "plan", column="gap", error=True)


def no_more_is_bound_to_be_served_than_is_due(inspection: Inspection) -> Findings:
    """`served_bound` is at most everybody; bounds are not negative."""
    plan = inspection.plan
    if plan.served_bound > plan.due or min(plan.exposure_bound, plan.clearance_bound_s) < 0:
        yield wrong("bound_wrong", "plan", "served_bound")


def losses_lie_between_bound_and_value(inspection: Inspection) -> Findings:
    """What whole households and villages together cost is not negative, and not more than the whole gap."""
    plan = inspection.plan
    off = _ROUNDING * max(1.0, plan.exposure)
    between = plan.exposure - plan.exposure_bound
    losses = plan.whole_household_loss, plan.together_loss
    if min(losses) < -off or sum(losses) > between + off:
        yield wrong("loss_wrong", "plan", "whole_household_loss")


def the_cut_holds_no_more_than_it_says(inspection: Inspection) -> Findings:
    """Roads, beds and their sum, recomputed from the case's own tables."""
    cut, plan = inspection.plan.cut, inspection.plan
    if cut is None or plan.step_s <= 0:
        return
    for part in cut.links:
        least = allowed_within(inspection, part)
        if least is None or part.persons < least or part.end < part.start:
            yield wrong("cut_wrong", "plan", "links", link=part.link, forward=part.forward, persons=least)
    left = beds_left(inspection)
    for shelter, beds in cut.shelters:
        if shelter not in inspection.shelters or beds < left[shelter]:
            yield wrong("cut_wrong", "plan", "shelters", shelter=shelter)
    capacity = sum(part.persons for part in cut.links) + sum(beds for _, beds in cut.shelters)
    if cut.capacity != capacity:
        yield wrong("cut_wrong", "plan", "capacity", persons=capacity)


def the_cut_proves_what_it_claims(inspection: Inspection) -> Findings:
    """Fewer than the persons it speaks of, who are due; and no last arrival is claimed beyond what it proves (a step
    counts as a whole)."""
    cut, plan = inspection.plan.cut, inspection.plan
    if cut is None:
        return
    if not cut.capacity < cut.persons <= plan.due:
        yield wrong("cut_wrong", "plan", "persons")
    by = inspection.roads.after(cut.by)
    if plan.clearance_bound_s * SECOND > by + plan.step_s * SECOND + SECOND:
        yield wrong("cut_wrong", "plan", "by")


def as_many_are_behind_the_cut(inspection: Inspection) -> Findings:
    """Every way to safety by then leads through the roads of the cut in its minutes, or into its shelters."""
    cut, plan = inspection.plan.cut, inspection.plan
    if cut is None or plan.stopped or inspection.searches.reopens_to_anybody() or _facts_fill_roads(inspection):
        return
    barred = _barred(inspection, cut)
    searches = inspection.searches.with_barred(barred) if barred else inspection.searches
    behind = Behind(inspection, searches, inspection.roads.after(cut.by))
    persons = behind.persons()
    if persons < cut.persons:
        yield wrong("cut_wrong", "plan", "behind", persons=persons)


def _facts_fill_roads(inspection: Inspection) -> bool:
    """Whether people who had left, or who join their households, pass roads with a capacity: which steps they leave to
    others the cut does not say."""
    fixed = (entry for entry in inspection.entries if entry.party.left or entry.party.joins is not None)
    ways = (inspection.course(entry).way for entry in fixed)
    return any(way.capped for way in ways if way is not None)


def _barred(inspection: Inspection, cut: Cut) -> dict[tuple[LinkId, bool], Intervals]:
    """The minutes of the cut, and of every road the steps that have no room for a single person."""
    found: dict[tuple[LinkId, bool], list[tuple[int, int]]] = {}
    for part in cut.links:
        minutes = inspection.roads.after(part.start), inspection.roads.after(part.end)
        found.setdefault((part.link, part.forward), []).append(minutes)
    step = inspection.plan.step_s * SECOND
    steps = max(0, inspection.roads.after(cut.by)) // step + 1
    for link in inspection.roads.links.values():
        if link.capacity_pph is not None and 0 < link.capacity_pph * inspection.plan.step_s < 3600:
            allowance = Allowance(link.capacity_pph, inspection.plan.step_s)
            empty = [(k * step, (k + 1) * step) for k in range(steps) if not allowance.between(k, k + 1)]
            for forward in (True, False):
                found.setdefault((link.id, forward), []).extend(empty)
    return {direction: merged(each) for direction, each in found.items()}


class Behind:
    """Who cannot be safe by a moment but through the cut."""

    def __init__(self, inspection: Inspection, searches: Searches, by: int) -> None:
        self._inspection, self._searches, self._by = inspection, searches, by
        cut = inspection.plan.cut
        self._taken = {shelter for shelter, _ in cut.shelters} if cut else set()
        self._beds = beds_left(inspection)
        self._goals: dict[tuple[int, bool, bool, ShelterId | None], _Goals] = {}
        self._known: dict[tuple[PlaceCode, Traits, bool, int], bool] = {}

    def persons(self) -> int:
        """How many they are."""
        inspection, moved = self._inspection, self._inspection.entry_of
        persons = sum([len(entry.party.members) for entry in inspection.entries if entry.move.vehicle is not None])
        for key in inspection.parties.keys() - moved.keys():
            party = inspection.parties[key]
            if self._holds(party, inspection.traits(party), False, inspection.ready_of(party)):
                persons += len(party.members)
        for first, ready, entries in inspection.peers:
            if self._holds(first.party, first.traits, first.move.mode is Mode.CAR, ready):
                persons += sum([len(entry.party.members) for entry in entries])
        return persons

    def _holds(self, party: CaseParty, traits: Traits, drives: bool, ready: int) -> bool:
        if party.left or party.joins is not None:
            return True
        key = (party.place, traits, drives, ready)
        if key not in self._known:
            self._known[key] = not (
                self._escapes(party.place, traits, traits.on_foot, ready)
                or (drives and self._escapes(party.place, traits, Mode.CAR, ready))
            )
        return self._known[key]

    def _escapes(self, place: PlaceCode, traits: Traits, mode: Mode, ready: int) -> bool:
        joined = self._inspection.junctions.places.get(place)
        if joined is None:
            return False
        door, access = joined
        pace = self._inspection.pace(mode, traits.legs)
        return self._reaches(door, self._shelters(traits), pace, ready + access * traits.legs)

    def _reaches(self, door: Point, goals: "_Goals", pace: Pace, begin: int) -> bool:
        """Whether somebody on the road from `begin` on can be at one of the goals in time."""
        if self._sets_out(door, goals.open, pace) >= begin + SLACK:
            return True
        return any(self._reaches_open(door, goal, pace, begin) for goal in goals.late)

    def _reaches_open(self, door: Point, goal: "_Late", pace: Pace, begin: int) -> bool:
        """Whether he can be there once it has opened: nobody waits before it, nor takes a longer road to pass the time.
        Open roads let him leave later; by closing ones the last who come in time must not be there too early."""
        last = self._sets_out(door, ((goal.point, goal.by),), pace)
        if last < begin + SLACK:
            return False
        row = self._searches.goals.index(goal.point)
        if self._searches.earliest(door, pace.mode, pace.road, begin)[1][row] <= goal.by - SLACK:
            return True
        return bool(self._searches.earliest(door, pace.mode, pace.road, int(last))[0][row] >= goal.opens - SLACK)

    def _sets_out(self, door: Point, goals: tuple[tuple[Point, int], ...], pace: Pace) -> float:
        return self._searches.latest_by(door, goals, pace.mode, pace.road) if goals else -1.0

    def _shelters(self, traits: Traits) -> "_Goals":
        """Where such a party may be by when, leaving out the cut's shelters and those that do not take it."""
        key = (traits.legs, traits.wheelchairs + traits.lying > 0, traits.powered > 0, traits.sent_to)
        if key not in self._goals:
            goals: dict[Point, int] = {}
            late = []
            for name, (point, egress) in self._inspection.junctions.shelters.items():
                shelter = self._inspection.shelters[name]
                opens = max(0, shelter.opens_after_min) * MINUTE
                misfit = self._inspection.misfits(traits, shelter)
                full = self._beds[name] <= 0
                if name not in self._taken and not misfit and not full and opens <= self._by:
                    leg = egress * traits.legs
                    if opens:
                        late.append(_Late(point, self._by - leg, opens - leg))
                    else:
                        goals[point] = max(goals.get(point, -1), self._by - leg)
            self._goals[key] = _Goals(tuple(sorted(goals.items())), tuple(sorted(set(late))))
        return self._goals[key]


class _Late(NamedTuple):
    """A shelter that opens later: where its leg begins, and the moments between which one may be there."""

    point: Point
    by: int
    opens: int


class _Goals(NamedTuple):
    """Shelters that are open from the start, as points and moments by which one must be there, and the others."""

    open: tuple[tuple[Point, int], ...]
    late: tuple[_Late, ...]


def allowed_within(inspection: Inspection, part: CutLink) -> int | None:
    """Persons that may enter a road of the cut in its minutes: whole steps, as capacities are counted in them; None
    where the road lets in everybody."""
    link = inspection.roads.links.get(part.link)
    if link is None or link.capacity_pph is None or not is_capped(link):
        return None
    step = inspection.plan.step_s * SECOND
    first, end = inspection.roads.after(part.start) // step, -(-inspection.roads.after(part.end) // step)
    return Allowance(link.capacity_pph, inspection.plan.step_s).between(max(0, first), max(0, end))


def beds_left(inspection: Inspection) -> dict[ShelterId, int]:
    """Beds that a cut has to count: those that nobody has who is there or whose place the plan may not choose (he is on
    the road, or joins his household)."""
    left = {name: known.capacity - inspection.inside.get(name, 0) for name, known in inspection.shelters.items()}
    for entry in inspection.entries:
        if entry.party.left or (entry.party.joins is not None and entry.party.joins == entry.move.shelter):
            left[entry.move.shelter] -= len(entry.move.persons)
    return {name: max(0, beds) for name, beds in left.items()}
