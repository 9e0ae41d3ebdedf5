"""Adopting a plan, and who has been told of it."""

from collections.abc import Mapping
from datetime import datetime

import cbor2
import zstandard

from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, HouseholdId
from core.domain.plans import Plan, Replan, Telling
from core.operations.recording import trust_of
from core.planning.telling import with_those_owed
from core.store.codec import to_plain
from core.store.database import Store
from core.store.plans import current_plan_event, last_known, plan_of, told_subject

# Kinds that change what a plan was computed from: a plan older than one of them is refused, not adopted blindly.
PLAN_INPUTS = (
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.IMPORTED,
    Kind.REPLAY_SET,
    Kind.PLAN_ADOPTED,
    Kind.HELPER_OUT,
    Kind.HELPER_BACK,
    Kind.VEHICLE_OUT,
    Kind.VEHICLE_BACK,
    Kind.PAIR_LOCKED,
    Kind.PAIR_UNLOCKED,
)


def adopt_plan(store: Store, *, plan: Plan, at: datetime, operator: str, reason: str = "") -> Changes:
    """Make a plan the standing one. Refusal(STALE_PLAN) when its input has changed since it was read."""
    return _adopt(store, plan, at, operator, reason, {}, None)


def adopt_replan(
    store: Store,
    *,
    replan: Replan,
    at: datetime,
    operator: str,
    link: str | None = None,
    helper: str | None = None,
    vehicle: str | None = None,
    reason: str = "",
) -> Changes:
    """Make the answer to a change the standing plan, with the list of whom to tell what. `link`, `helper` or `vehicle`
    is what changed: taking that back takes the answer along while nobody has been told of it.

    Who was not told of the plan before stays on the list, with all that is new since what he knows."""
    cause = {"link": link, "helper": helper, "vehicle": vehicle}
    return _adopt(store, replan.plan, at, operator, reason, cause, replan.to_tell)


def _adopt(
    store: Store,
    plan: Plan,
    at: datetime,
    operator: str,
    reason: str,
    cause: dict[str, str | None],
    tell: tuple[Telling, ...] | None,
) -> Changes:
    with store.transaction():
        if any(_changes_input(event) for event in store.journal.all(since=plan.revision)):
            raise Refusal(Rule.STALE_PLAN, {"revision": plan.revision, "now": store.journal.revision})
        packed = zstandard.compress(cbor2.dumps(to_plain(plan)), 3)
        digest = store.journal.put_blob(packed)
        known = {} if tell is None else last_known(store)
        news = _news(store, plan, tell or (), known)
        values: dict[str, object] = {
            "plan": digest,
            "reason": reason,
            "tell": [[telling.household, [str(item) for item in telling.novelties]] for telling in news],
        }
        owed = [[one.household, known[one.household]] for one in news if known.get(one.household) is not None]
        if owed:
            values["known"] = owed
        values["held"] = store.journal.held_at(plan.revision)
        values |= {name: changed for name, changed in cause.items() if changed is not None}
        return store.record(
            [Draft(Kind.PLAN_ADOPTED, "plan", at, operator, trust=trust_of(store, None), values=values)]
        )


def _news(
    store: Store, plan: Plan, tell: tuple[Telling, ...], known: Mapping[HouseholdId, EventId | None]
) -> tuple[Telling, ...]:
    """Whom to tell what, those included who were not told of what changed before; `known` is what these last knew."""
    if not known:
        return tell
    plans = {event: plan_of(store, event) for event in set(known.values()) if event is not None}
    owed = {household: plans.get(event) if event is not None else None for household, event in known.items()}
    return with_those_owed(tell, owed, plan)


def _changes_input(event: Event) -> bool:
    """Whether a plan made before this event no longer knows what it should; taking such an entry back counts too."""
    return event.kind in PLAN_INPUTS or (
        event.kind == Kind.VOIDED
        and event.subject.startswith(("place/", "link/", "plan", "helper/", "vehicle/", "lock/", "tables"))
    )


def told(
    store: Store, *, household: HouseholdId, at: datetime, operator: str, also: tuple[HouseholdId, ...] = ()
) -> Changes:
    """Record that a household's helper knows what the standing plan changed for it, and for `also` his others."""
    return called_about(store, knows=tuple((one, "") for one in (household, *also)), at=at, operator=operator)


def called_about(store: Store, *, knows: tuple[tuple[HouseholdId, str], ...], at: datetime, operator: str) -> Changes:
    """Record who knows what the standing plan changed for a household: pairs of the household and "" for whoever is A
    there, MEMBERS for its own people, else the id of another helper. Refusal(NO_PLAN)."""
    current = current_plan_event(store)
    if current is None:
        raise Refusal(Rule.NO_PLAN, {})
    values = {"plan": current}
    return store.record(
        Draft(Kind.TOLD, told_subject(one, whom), at, operator, trust=trust_of(store, None), values=values)
        for one, whom in knows
    )
