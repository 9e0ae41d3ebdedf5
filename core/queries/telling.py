"""Whom to tell what of the standing plan, and what it is measured against: what each household was told last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.heard import Knowledge
from core.domain.ids import EventId, HouseholdId
from core.domain.plans import Plan, Telling
from core.planning.as_known import as_known, going_by_earlier
from core.planning.telling import whom_to_tell
from core.store.database import Store
from core.store.plans import Adopted, base_of
from core.store.telling import knowledge, knowledge_stamp, plans_known, told_households


@dataclass(frozen=True, slots=True)
class ToTell:
    """A household to be told what the standing plan changes for it: against `before`, the latest plan that it knew.
    `told_at` once its helper was told and nothing else stands against it."""

    telling: Telling
    before: EventId | None
    told_at: datetime | None


def to_tell(store: Store, adopted: Adopted) -> tuple[ToTell, ...]:
    """In the order to be told. Whoever was told stays on the list of this plan."""
    return store.memo("to tell", (adopted.event, knowledge_stamp(store)), lambda: _to_tell(store, adopted))


def _to_tell(store: Store, adopted: Adopted) -> tuple[ToTell, ...]:
    before, now = knowledge(store, aside=adopted.event), knowledge(store)
    told = {
        household: at
        for household, at in told_households(store, adopted.event).items()
        if now.told.get(household) == (adopted.event,)
    }
    return tuple(
        ToTell(telling, _latest(before, telling.household), told.get(telling.household))
        for telling in whom_to_tell(before, plans_known(store, before.plans | now.plans), adopted.plan)
    )


def _latest(known: Knowledge, household: HouseholdId) -> EventId | None:
    return next(iter(known.told.get(household, known.first)), None)


def before_of(store: Store, rows: tuple[ToTell, ...]) -> Mapping[EventId, Plan | None]:
    """The plans that the households of some rows knew before."""
    return plans_known(store, {row.before for row in rows if row.before is not None})


def standing_as_known(store: Store, adopted: Adopted) -> Plan:
    """The standing plan as people know it: what the answer to a change is measured against."""
    known = knowledge(store)
    if known.plans <= {adopted.event}:
        return adopted.plan
    plans = plans_known(store, known.plans | {adopted.event})
    return _as_known(adopted.plan, going_by_earlier(known, plans, adopted.event), plans)


def standing_as_known_to(store: Store, standing: Plan | None, event: EventId) -> Plan | None:
    """The same of the plan that stood before another was adopted, as its event says for whom it was read."""
    base = base_of(store, event)
    if standing is None or not base:
        return standing
    return _as_known(standing, base, plans_known(store, base.values()))


def _as_known(standing: Plan, base: Mapping[HouseholdId, EventId], plans: Mapping[EventId, Plan | None]) -> Plan:
    earlier = {household: plan for household, event in base.items() if (plan := plans.get(event)) is not None}
    return as_known(standing, earlier)
