"""Who was told of which plan: what people go by, now or as it was known when a plan was made."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.heard import Heard, Knowledge, first_plans, goes_by, heard, plan_order, split_told
from core.domain.ids import EventId, HouseholdId
from core.domain.plans import Plan
from core.store.database import Store
from core.store.journal import Until, moment, within
from core.store.plans import plan_of, standing_plan

_Told = dict[HouseholdId, dict[str, tuple[Heard, ...]]]


def knowledge(store: Store, until: Until | None = None, *, aside: EventId | None = None) -> Knowledge:
    """By which plans people go, or went as far as was known at `until`; as if nobody had been told of `aside`."""
    adopted = _about_plans(store, until)
    order, first = plan_order(adopted), first_plans(adopted)
    told = _told(store) if until is None or not _told_since(store, until) else _told_until(store, until)
    found = {household: goes_by(by_whom, order, first, aside) for household, by_whom in told.items()}
    return Knowledge(first, {household: plans for household, plans in found.items() if plans})


def plans_known(store: Store, events: Iterable[EventId]) -> Mapping[EventId, Plan | None]:
    """The plans that these events adopted, among others; None where a plan's blob is not here. The last few that were
    asked for are kept decoded."""
    wanted = frozenset(events)

    def renewed(_stamp: frozenset[EventId], held: dict[EventId, Plan | None]) -> dict[EventId, Plan | None]:
        here = {event: plan for event, plan in held.items() if plan is not None}
        kept = {event: plan for event, plan in here.items() if event in wanted or len(here) <= _KEPT}
        return kept | _read(store, wanted - kept.keys())

    return store.renewed("plans known", wanted, lambda: _read(store, wanted), renewed)


_KEPT = 6  # decoded plans, beside those that are asked for


def _read(store: Store, events: Iterable[EventId]) -> dict[EventId, Plan | None]:
    standing = standing_plan(store)
    known = {standing.event: standing.plan} if standing else {}
    return {event: known.get(event) or plan_of(store, event) for event in events}


def told_households(store: Store, plan: EventId) -> dict[HouseholdId, datetime]:
    """Households whose helper was told of this plan and of none since, and when."""
    return {household: at for (household, whom), at in told_of(store, plan).items() if not whom}


def told_of(store: Store, plan: EventId) -> dict[tuple[HouseholdId, str], datetime]:
    """Who was told of this plan about which household (see `core.domain.heard.told_subject`), and of none since."""
    rows = store.connection.execute(
        "select household, at from told where plan = ? and live = 1", (bytes.fromhex(plan),)
    )
    return {split_told(key): moment(at) for key, at in rows}


def knowledge_stamp(store: Store) -> tuple[int, int]:
    """Changes whenever a plan was adopted or somebody was told of one, or that was taken back."""
    return _last(store, "subject = 'plan'"), _last(store, "subject > 'household/' and subject < 'household0'")


def _last(store: Store, condition: str) -> int:
    """The number of the last entry of which a condition holds."""
    row = store.connection.execute(f"select coalesce(max(n), 0) from events where {condition}").fetchone()
    return int(row[0])


def _about_plans(store: Store, until: Until | None) -> Mapping[EventId, Event]:
    events = store.memo(
        "about plans", knowledge_stamp(store)[0], lambda: store.journal.of_subjects(["plan"], {})["plan"]
    )
    if until is None:
        return events
    return {one: event for one, event in events.items() if within(until, store.journal.revision_of(one))}


def _told(store: Store) -> _Told:
    found: _Told = {}
    for key, plan, at, event, live in store.connection.execute(
        "select household, plan, at, event, live from told order by household, n"
    ):
        household, whom = split_told(key)
        mine = found.setdefault(household, {})
        mine[whom] = (*mine.get(whom, ()), Heard(EventId(plan.hex()), moment(at), EventId(event.hex()), bool(live)))
    return found


def _told_since(store: Store, until: Until) -> bool:
    return not isinstance(until, int) or knowledge_stamp(store)[1] > until


def _told_until(store: Store, until: Until) -> _Told:
    """The same from the entries that were known then."""
    by_subject: dict[str, dict[EventId, Event]] = {}
    for event in store.journal.under("household"):
        if event.kind in (Kind.TOLD, Kind.VOIDED) and within(until, store.journal.revision_of(event.id)):
            by_subject.setdefault(event.subject, {})[event.id] = event
    found: _Told = {}
    for subject, events in by_subject.items():
        household, whom = split_told(subject.removeprefix("household/"))
        found.setdefault(household, {})[whom] = heard(events)
    return found
