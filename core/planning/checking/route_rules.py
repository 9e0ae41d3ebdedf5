"""Routes and times, link by link: existing links in their direction and mode, never while one is closed; times add up;
nobody leaves before he can or arrives before the shelter opens; the deadline is the last safe departure.

Who rides in a trip is checked with the trip (`trip_rules`): his first route is the trip's.
"""

from collections.abc import Iterator

from core.domain.plans import Route
from core.planning.checking.courses import Course
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.roads import FOREVER, MINUTE, SLACK
from core.planning.checking.searches import NEVER


def routes_hold_and_times_add_up(inspection: Inspection) -> Findings:
    """The first route of everybody who does not ride in a trip."""
    for first, entries, course in inspection.alike:
        for rule in _breaches(inspection, course, first.depart, first.arrive):
            for entry in entries:
                yield wrong(rule, "moves", "route", household=entry.move.household)


def _breaches(inspection: Inspection, course: Course, depart: int, arrive: int) -> tuple[str, ...]:
    """What is wrong with a course at these times."""
    found = course.known.get((depart, arrive))
    if found is None:
        found = course.known[depart, arrive] = tuple(_breaches_at(inspection, course, depart, arrive))
    return found


def _breaches_at(inspection: Inspection, course: Course, depart: int, arrive: int) -> Iterator[str]:
    yield from course.faults
    if course.is_barred(inspection.roads, depart):
        yield "closed_link"
    if "route_broken" in course.faults or "mode_barred" in course.faults:
        return
    if abs(depart + course.total - arrive) > SLACK and "times_do_not_add_up" not in course.faults:
        yield "times_do_not_add_up"


def second_routes_hold_at_the_same_departure(inspection: Inspection) -> Findings:
    """The second route is another one, names what it shares with the first, and holds like it."""
    for first, entries, _ in inspection.alike:
        second = first.move.second
        if second is None:
            continue
        for breach in _second_breaches(inspection, first, second):
            column = "second_shares" if breach == "second_shares_wrong" else "second"
            for entry in entries:
                yield wrong(breach, "moves", column, household=entry.move.household)


def _second_breaches(inspection: Inspection, entry: Entry, second: Route) -> Iterator[str]:
    move = entry.move
    course = inspection.course_between(second, move.place, move.shelter, move.mode, entry.traits.legs)
    yield from course.faults
    if course.is_barred_ahead(inspection.roads, entry.depart):
        yield "closed_link"
    first, other = set(entry.move.route.links), set(second.links)
    if other & first != set(entry.move.second_shares):
        yield "second_shares_wrong"
    if other <= first:
        yield "second_is_first"


def nobody_leaves_before_he_is_ready(inspection: Inspection) -> Findings:
    """After the delay of the slowest member; whoever is on the road already left when he left."""
    for entry in inspection.entries:
        if entry.depart < inspection.ready(entry) - SLACK and not inspection.has_left(entry):
            yield wrong("leaves_too_early", "moves", "depart", household=entry.move.household)


def nobody_arrives_before_the_shelter_opens(inspection: Inspection) -> Findings:
    """One that is open at the start is not asked since when: somebody on the road may have been there before. Whoever
    has left cannot be called back: he arrives as he was told, by the same way and at the same time, though the shelter
    opens later now; a plan that has him arrive at any other time chose that."""
    for entry in inspection.entries:
        opens = entry.shelter.opens_after_min * MINUTE
        if opens > 0 and entry.arrive < opens - SLACK and not _was_told_to_arrive_then(inspection, entry):
            yield wrong("shelter_not_open", "moves", "arrive", household=entry.move.household)


def _was_told_to_arrive_then(inspection: Inspection, entry: Entry) -> bool:
    before, move = inspection.standing.get((entry.move.household, entry.move.place)), entry.move
    if before is None or not inspection.has_left(entry):
        return False
    same = (before.mode, before.vehicle, before.route.links) == (move.mode, move.vehicle, move.route.links)
    return same and abs(inspection.roads.after(before.arrive) - entry.arrive) <= SLACK


def deadlines_are_last_safe_departures(inspection: Inspection) -> Findings:
    """Never before the departure; not later than if one could wait on the road, which is exact where no road opens
    again; none where a way stays open. (`riders_deadlines_keep_the_trip_on_open_roads` is the rule for riders.)"""
    for first, entries, course in inspection.alike:
        if _breaches(inspection, course, first.depart, first.arrive):
            continue  # said already: what follows from a wrong route is not judged
        given = FOREVER if first.move.deadline is None else inspection.roads.after(first.move.deadline)
        if not _is_last_departure(inspection, first, course, given):
            for entry in entries:
                if not inspection.has_left(entry):
                    yield wrong("deadline_wrong", "moves", "deadline", household=entry.move.household)


def _is_last_departure(inspection: Inspection, entry: Entry, course: Course, given: int) -> bool:
    if given < entry.depart - SLACK:
        return False
    if course.last_departure is None:
        course.last_departure = last_departure(inspection, course)
    upper = course.last_departure
    if given == upper:
        return True
    # Where roads open again the search is an upper bound; a plan that was stopped may not have looked at every road.
    reopens = inspection.plan.stopped or inspection.searches.reopens(entry.move.mode)
    if upper == FOREVER or given == FOREVER:
        return upper == given or (reopens and given <= upper)
    if given > upper + SLACK:
        return False
    return reopens or given >= upper - SLACK or _is_too_early_by(inspection, entry, course, upper, given)


def _is_too_early_by(inspection: Inspection, entry: Entry, course: Course, upper: int, given: int) -> bool:
    """Whether whoever leaves at `upper` may be there before the shelter opens, which nobody may wait for: then the last
    departure may be any before, but not before the last by the very road that they take."""
    opens, searches, pace = entry.shelter.opens_after_min * MINUTE, inspection.searches, course.pace
    if opens <= 0 or course.door is None or course.goal is None:
        return False
    there, _ = searches.earliest(course.door, pace.mode, pace.road, upper + course.begin)
    leg = course.total - course.end
    early = there[searches.goals.index(course.goal)] + leg < opens - SLACK
    return bool(early) and course.is_barred(inspection.roads, given + 3 * SLACK)


def last_departure(inspection: Inspection, course: Course) -> int:
    """The last moment to leave the door for this shelter in this mode, by whatever road; FOREVER where a way stays open
    (a route whose own links never close shows that by itself)."""
    closures = inspection.roads.closures[course.pace.mode]
    closing = any(end > 0 for each in course.shutting for _, end in closures[each.link])
    if not closing or course.door is None or course.goal is None:
        return FOREVER
    latest = inspection.searches.latest(course.door, course.goal, course.pace.mode, course.pace.road)
    if latest in (FOREVER, NEVER):
        return latest
    return latest - course.begin
