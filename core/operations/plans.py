"""Adopting a plan, and who has been told of it."""

from datetime import datetime

import cbor2
import zstandard

from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import HouseholdId
from core.domain.plans import Plan, Replan
from core.operations.recording import trust_of
from core.store.codec import to_plain
from core.store.database import Store
from core.store.plans import current_plan_event, told_subject

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
    Kind.PAIR_LOCKED,
    Kind.PAIR_UNLOCKED,
)


def adopt_plan(store: Store, *, plan: Plan, at: datetime, operator: str, reason: str = "") -> Changes:
    """Make a plan the standing one. Refusal(STALE_PLAN) when its input has changed since it was read."""
    return _adopt(store, plan, at, operator, reason, {}, ())


def adopt_replan(
    store: Store,
    *,
    replan: Replan,
    at: datetime,
    operator: str,
    link: str | None = None,
    helper: str | None = None,
    reason: str = "",
) -> Changes:
    """Make the answer to a change the standing plan, with the list of whom to tell what. `link` or `helper` is what
    changed: taking that back takes the answer along while nobody has been told of it."""
    told = tuple((telling.household, tuple(str(item) for item in telling.novelties)) for telling in replan.to_tell)
    return _adopt(store, replan.plan, at, operator, reason, {"link": link, "helper": helper}, told)


def _adopt(
    store: Store,
    plan: Plan,
    at: datetime,
    operator: str,
    reason: str,
    cause: dict[str, str | None],
    tell: tuple[tuple[HouseholdId, tuple[str, ...]], ...],
) -> Changes:
    with store.transaction():
        if any(_changes_input(event) for event in store.journal.all(since=plan.revision)):
            raise Refusal(Rule.STALE_PLAN, {"revision": plan.revision, "now": store.journal.revision})
        packed = zstandard.compress(cbor2.dumps(to_plain(plan)), 3)
        digest = store.journal.put_blob(packed)
        values: dict[str, object] = {
            "plan": digest,
            "reason": reason,
            "tell": [[household, list(news)] for household, news in tell],
        }
        values["held"] = store.journal.held_at(plan.revision)
        values |= {name: changed for name, changed in cause.items() if changed is not None}
        return store.record(
            [Draft(Kind.PLAN_ADOPTED, "plan", at, operator, trust=trust_of(store, None), values=values)]
        )


def _changes_input(event: Event) -> bool:
    """Whether a plan made before this event no longer knows what it should; taking such an entry back counts too."""
    return event.kind in PLAN_INPUTS or (
        event.kind == Kind.VOIDED and event.subject.startswith(("place/", "link/", "plan", "helper/", "lock/"))
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
