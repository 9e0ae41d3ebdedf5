"""An independent check of a whole file: journal chain, projections against the fold, plan against the rules, one place
a person. What it finds are Findings; an empty tuple is the pass mark."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.domain.events import Event, Kind
from core.domain.findings import Finding
from core.domain.ids import PersonId
from core.domain.plans import Plan
from core.domain.rooms import Bed
from core.domain.situation import CLASSES, Figure, adds_up
from core.domain.standing import Class, Home
from core.planning.checks import violations
from core.queries.names import shelters
from core.queries.night import Night, night
from core.queries.planning_case import case_of_plan
from core.store.chain import chain_findings
from core.store.database import Store, copy_for_rebuild
from core.store.erasing import is_erased
from core.store.holdings import came_by_merge
from core.store.plans import known_to_plan
from core.store.reports import report_scopes, reports
from core.store.returning import facts_of
from core.store.rooms import room_of, sleepers_of


def verify(store: Store) -> tuple[Finding, ...]:
    """Everything wrong with a file. What follows from changed bytes is not judged: it could not even be read."""
    journal = tuple(chain_findings(store.connection))
    if any(finding.rule in ("event_changed", "blob_changed") for finding in journal):
        return journal
    return (
        *journal,
        *_rebuilds_the_same(store),
        *_one_class_each(night(store)),
        *_reports_add_up(store),
        *_one_bed_each(store),
        *_returns_were_ordered(store),
        *_plan_keeps_the_rules(store),
    )


def _rebuilds_the_same(store: Store) -> Iterator[Finding]:
    """Fold the journal into a copy with empty projections; both must have the same canonical dump."""
    with tempfile.TemporaryDirectory(prefix="daolian-verify-") as folder:
        copy = Path(folder) / "copy.daolian"
        rebuilt = copy_for_rebuild(store, copy)
        try:
            rebuilt.rebuild()
            if rebuilt.dump() != store.dump():
                yield Finding("projections_differ", "journal", error=True)
        finally:
            rebuilt.close()


def _one_class_each(known: Night) -> Iterator[Finding]:
    """Everybody due is in exactly one class, and in one place unless he is to be reconciled."""
    for person in known.due:
        stands = known.standing(person)
        if stands.class_ not in set(Class):
            yield Finding("no_class", "roll", facts={"person": person}, error=True)
        places = {claim.place for claim in stands.claims if claim.class_ is Class.MOVED}
        if len(places) > 1 and not stands.to_reconcile:
            yield Finding(
                "two_places", "roll", facts={"person": person, "places": sorted(map(str, places))}, error=True
            )


def _reports_add_up(store: Store) -> Iterator[Finding]:
    """In every report upward those due are the sum of their classes, in all and village by village, and the towns add
    up to the whole."""
    for scope in report_scopes(store):
        for report in reports(store, scope):
            lines = (report.total, *report.towns.values(), *report.places.values())
            if not all(adds_up(line) for line in lines):
                yield Finding("report_classes", "report", facts={"event": report.event}, error=True)
            for figure in (Figure.DUE, *CLASSES):
                if sum(town.get(figure, 0) for town in report.towns.values()) != report.total.get(figure, 0):
                    yield Finding("report_sum", "report", facts={"event": report.event, "figure": figure}, error=True)


def _one_bed_each(store: Store) -> Iterator[Finding]:
    """Every bed has one person, every room is one of its shelter, and no room has more persons than beds. Desks apart
    may give one bed twice: what a merge brought is to be seen and is no error of this file."""
    known = night(store)
    for shelter in shelters(store):
        found = sleepers_of(known.standings, shelter)
        by_bed: dict[Bed, list[PersonId]] = {}
        for person, bed in found.items():
            by_bed.setdefault(bed, []).append(person)
        for bed, persons in sorted(by_bed.items(), key=lambda item: (item[0].room, item[0].number)):
            room = room_of(store, shelter, bed.room)
            facts = {"shelter": shelter, "room": bed.room, "bed": bed.number, "persons": sorted(persons)}
            if room is None:
                yield Finding("unknown_room", "rooms", facts=facts, error=_all_ours(store, known, persons))
            elif len(persons) > 1 or not 1 <= bed.number <= room.beds:
                yield Finding("bed_twice", "rooms", facts=facts, error=_all_ours(store, known, persons))


def _all_ours(store: Store, known: Night, persons: list[PersonId]) -> bool:
    """Whether all that was last said of some people was written in this file."""
    last = [known.standing(person).last_event for person in persons]
    return not any(event is not None and came_by_merge(store, event) for event in last)


def _returns_were_ordered(store: Store) -> Iterator[Finding]:
    """Everybody who was let home comes from a place whose return was ordered, where it had ever been ordered away.

    No error: the order may stand on a stick that has not come yet. It is said, because somebody should ask.
    """
    known = night(store)
    for person, stands in sorted(known.standings.items()):
        someone = known.people.get(person)
        if stands.home is not Home.RETURNED or someone is None or not someone.place:
            continue
        facts = facts_of(store, someone.place)
        if facts.ordered and not facts.returns:
            yield Finding("returned_unordered", "roll", facts={"person": person, "place": someone.place})


def _plan_keeps_the_rules(store: Store) -> Iterator[Finding]:
    adopted = night(store).adopted
    if adopted is None:
        return
    if is_erased(store):  # ids of people of whom nothing is known any more
        yield Finding("plan_of_erased_people", "plan", facts={"event": adopted.event})
        return
    plan: Plan = adopted.plan
    gone = {move.shelter for move in plan.moves} - shelters(store).keys()
    if gone:  # taken back on another desk while this plan was made: the plan screen says whom it leaves without a door
        yield Finding("plan_shelter_gone", "plan", facts={"shelters": sorted(gone)})
        return
    known = known_to_plan(store, adopted)
    if known is None:  # made elsewhere by an older version, which does not say what it knew
        yield Finding("plan_of_another_desk", "plan", facts={"event": adopted.event})
        return
    newer = [event for event in store.journal.all(since=known) if _changes_tables(event)]
    if newer:  # tables hold what is now, not what the plan was made of
        facts = {"tables": sorted({str(event.values.get("table", "shelters")) for event in newer})}
        yield Finding("plan_older_than_tables", "plan", facts=facts)
        return
    changed = [event for event in store.journal.all(since=known) if _changes_register(event)]
    if changed:  # likewise: who is due and where he lives is what it is now
        yield Finding("plan_older_than_register", "plan", facts={"count": len(changed)})
        return
    yield from violations(case_of_plan(store, adopted), plan)


_PLANNED_WITH = {"household", "place", "mobility", "hazards", "needs"}


def _changes_register(event: Event) -> bool:
    """Whether an event changes who there is to plan for, or what the plan has to know of him."""
    stream, _, rest = event.subject.partition("/")
    if stream == "same":
        return True
    if stream != "register" or not rest:
        return False
    return rest.partition("/")[2] in _PLANNED_WITH or event.kind in (Kind.TAKEN_OFF, Kind.PUT_BACK)


def _changes_tables(event: Event) -> bool:
    """An import, or a shelter of the night that was taken back: the case of the plan cannot be read again with it."""
    if event.kind == Kind.VOIDED:
        return event.subject.startswith("site/")
    return event.kind == Kind.IMPORTED and event.subject == "tables"
