"""Adopting an answer that was worked out before the road closed: at once, and only while nothing else has changed."""

from dataclasses import replace
from datetime import datetime

from core.domain.events import Changes, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import LinkId
from core.domain.plans import Replan
from core.operations.plans import PLAN_INPUTS, adopt_replan, tellings_of
from core.store.database import Store
from core.store.journal import moment


def adopt_prepared(
    store: Store, *, replan: Replan, link: LinkId, at: datetime, operator: str, reason: str = ""
) -> Changes:
    """Make the answer prepared for the closing of `link` the standing plan.

    Refusal(STALE_PLAN) unless the closure of that link, from a moment not before the answer's start and not after
    `at`, is the only change of what plans are made from since the answer was prepared, and nobody who would have to
    be told should have left already: then it is to be computed anew.
    """
    plan = replan.plan
    with store.transaction():
        since = [event for event in store.journal.all(since=plan.revision) if _bears_on_plans(event)]
        told = {telling.household for telling in tellings_of(store, plan)}
        late = any(move.household in told and move.depart < at for move in plan.moves)
        if late or len(since) != 1 or not _closes(since[0], link, plan.at, at):
            raise Refusal(Rule.STALE_PLAN, {"revision": plan.revision, "now": store.journal.revision})
        fresh = replace(replan, plan=replace(plan, revision=store.journal.revision))
        return adopt_replan(
            store, replan=fresh, link=link, at=at, operator=operator, reason=reason, read_at=plan.revision
        )


def _bears_on_plans(event: Event) -> bool:
    return event.kind in PLAN_INPUTS or event.kind == Kind.VOIDED


def _closes(event: Event, link: LinkId, prepared: datetime, at: datetime) -> bool:
    if event.kind != Kind.LINK_CLOSED or event.subject != f"link/{link}":
        return False
    return prepared <= moment(event.values["from"]) <= at
