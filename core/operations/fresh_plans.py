"""Choosing the fresh plan that was shown beside the least change."""

from dataclasses import replace
from datetime import datetime

from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.plans import Replan
from core.operations.plans import PLAN_INPUTS, adopt_replan, tellings_of
from core.store.database import Store
from core.store.plans import standing_plan


def adopt_fresh(store: Store, *, replan: Replan, at: datetime, operator: str, reason: str = "") -> Changes:
    """Make `replan.fresh` the standing plan in place of the least change, which has been adopted before.

    To be told is who would go otherwise than he was told last; those who have been told of the least change since, that
    it is off. Refusal(STALE_PLAN) unless that adoption is the only change of what plans are made from, and where
    somebody who would have to be told should have left already: then a plan is to be made anew. Refusal(NO_PLAN)
    without a fresh plan.
    """
    fresh = replan.fresh
    if fresh is None:
        raise Refusal(Rule.NO_PLAN, {})
    with store.transaction():
        events = tuple(store.journal.all(since=replan.plan.revision))
        changed = [event.kind for event in events if event.kind in PLAN_INPUTS or event.kind == Kind.VOIDED]
        standing = standing_plan(store)
        tell = tellings_of(store, fresh)
        news = {telling.household for telling in tell}
        late = any(move.household in news and move.depart < at for move in fresh.moves)
        if late or changed != [Kind.PLAN_ADOPTED] or standing is None or standing.plan != replan.plan:
            raise Refusal(Rule.STALE_PLAN, {"revision": replan.plan.revision, "now": store.journal.revision})
        chosen = Replan(
            plan=replace(fresh, revision=store.journal.revision),
            touched=tuple(sorted(news)),
            moved_for_them=(),
            kept=len({move.household for move in fresh.moves} - news),
            to_tell=tell,
        )
        return adopt_replan(store, replan=chosen, at=at, operator=operator, reason=reason)
