"""Adopting a plan, and who has been told of it."""

from collections.abc import Mapping
from datetime import datetime

import cbor2
import zstandard

from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.heard import told_subject
from core.domain.ids import EventId, HouseholdId
from core.domain.plans import Plan, Replan, Telling
from core.operations.recording import trust_of
from core.planning.as_known import going_by_earlier
from core.planning.telling import whom_to_tell
from core.store.codec import to_plain
from core.store.database import Store
from core.store.plans import current_plan_event
from core.store.telling import knowledge, plans_known

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
    return _adopt(store, plan, at, operator, {"reason": reason}, plan.revision)


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
    read_at: int | None = None,
) -> Changes:
    """Make the answer to a change the standing plan. `link`, `helper` or `vehicle` is what changed: taking that back
    takes the answer along while nobody has been told of it. `read_at` is the revision at which it was read what people
    know, by default that of the plan.

    Whom to tell what follows from what each household was told last: see `tellings_of`."""
    cause = {"link": link, "helper": helper, "vehicle": vehicle}
    values: dict[str, object] = {"reason": reason}
    values |= {name: changed for name, changed in cause.items() if changed is not None}
    if replan.moved_for_them:
        values["gave_way"] = list(replan.moved_for_them)
    return _adopt(store, replan.plan, at, operator, values, replan.plan.revision if read_at is None else read_at)


def _adopt(
    store: Store, plan: Plan, at: datetime, operator: str, values: Mapping[str, object], read_at: int
) -> Changes:
    with store.transaction():
        if any(_changes_input(event) for event in store.journal.all(since=plan.revision)):
            raise Refusal(Rule.STALE_PLAN, {"revision": plan.revision, "now": store.journal.revision})
        base = _base(store, read_at)
        # What desks of an older version show; here it follows from who was told what.
        tell = [[one.household, [str(item) for item in one.novelties]] for one in tellings_of(store, plan)]
        packed = zstandard.compress(cbor2.dumps(to_plain(plan)), 3)
        said = {**values, "plan": store.journal.put_blob(packed), "tell": tell}
        said["held"] = store.journal.held_at(plan.revision)
        if base:
            said["base"] = base
        return store.record([Draft(Kind.PLAN_ADOPTED, "plan", at, operator, trust=trust_of(store, None), values=said)])


def tellings_of(store: Store, plan: Plan) -> tuple[Telling, ...]:
    """Whom to tell what, were this plan adopted now: nobody before the first one, which goes out with the orders."""
    known = knowledge(store)
    return whom_to_tell(known, plans_known(store, known.plans), plan) if known.plans else ()


def _base(store: Store, read_at: int) -> list[list[object]]:
    """From which earlier plans the case of a plan was read for whom, as `core.store.plans.base_of` reads it back."""
    standing = current_plan_event(store)
    known = knowledge(store, read_at)
    if standing is None or known.plans <= {standing}:
        return []
    by_plan: dict[EventId, list[HouseholdId]] = {}
    plans = plans_known(store, known.plans | {standing})
    for household, event in going_by_earlier(known, plans, standing).items():
        by_plan.setdefault(event, []).append(household)
    return [[event, sorted(households)] for event, households in sorted(by_plan.items())]


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
