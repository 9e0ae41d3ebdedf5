"""Plan and replan from wherever the officer asked for it: read the case, compute apart, adopt, or ask again.

One run at a time. A late answer whose input has moved is refused by the operation that would adopt it
(`Rule.STALE_PLAN`) and is then computed again from the newest case, never adopted blindly. The answer to a change is
adopted at once; whether a fresh plan would be better is worked out after it, in no hurry, and comes as an offer only
while nothing that plans are made from has changed since.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.comparing import may_gain
from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import HelperId, LinkId, VehicleId
from core.domain.plans import Plan, Replan
from core.operations.fresh_plans import adopt_fresh
from core.operations.plans import PLAN_INPUTS, adopt_plan, adopt_replan
from core.planning.case import Case
from core.queries.planning_case import case_of_change, planning_case
from desktop.desk import Desk
from desktop.planning_work import answer_change, compare_afresh, plan_afresh

log = logging.getLogger(__name__)

KEY = "replanning"
COMPARING = "comparing-afresh"
_TRIES = 3
Cause = Mapping[str, str | None]  # what changed, as `adopt_replan` names it
_INPUTS = (*PLAN_INPUTS, Kind.VOIDED)  # an offer made before one of them is overtaken


class Replanning(QObject):
    """Given to the map and to the plan screen by the composition root; both listen to the same run."""

    started = Signal(str)  # why
    progress = Signal(float)  # share done, 0 to 1
    finished = Signal(object)  # the adopted Replan, or the Plan where it was made afresh
    comparing = Signal(bool)  # whether a fresh plan is being made, to see how much better it would be
    offered = Signal(object)  # the adopted Replan, whose fresh plan is better by the officer's threshold
    refused = Signal(object)  # Refusal
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._run = 0
        self._running = False
        self._comparing = False
        self._offer: Replan | None = None
        desk.changed.connect(self._on_changed)
        self.worth_telling: float | None = None  # a share of person-minutes; None for the usual threshold

    @property
    def offer(self) -> Replan | None:
        """The adopted answer whose fresh plan is still to be had; None once anything else has begun."""
        return self._offer

    @property
    def running(self) -> bool:
        return self._running

    def replan(
        self,
        reason: str,
        link: LinkId | None = None,
        helper: HelperId | None = None,
        vehicle: VehicleId | None = None,
    ) -> None:
        """Answer a change (of a road, a helper, a vehicle): touch only whom it touches. Without a standing plan a whole
        one is made."""
        self._ask(self._start(reason, {"link": link, "helper": helper, "vehicle": vehicle}))

    def plan_afresh(self, reason: str = "") -> None:
        """Make a whole plan from now on, whatever stands; whom to tell what it changes for them comes with it."""
        self._ask(self._start(reason, afresh=True))

    def adopt_fresh(self, reason: str = "") -> None:
        """Choose the fresh plan offered beside the least change; where that is no longer possible, make one anew."""
        offer = self._offer
        if offer is None or offer.fresh is None or self._running:
            return
        wish = self._start(reason, afresh=True)
        self._desk.write(
            adopt_fresh,
            refused=partial(self._refuse, wish),
            then=partial(self._finish, wish, offer.fresh),
            replan=offer,
            reason=reason,
        )

    def stop(self) -> None:
        """End the run; the standing plan stays as it is."""
        if self._running:
            self._run += 1
            self._running = False
            self._desk.stop(KEY)
            self.stopped.emit()

    def _start(self, reason: str, cause: Cause | None = None, afresh: bool = False) -> "_Wish":
        self._run += 1
        self._running = True
        self._withdraw()
        self.started.emit(reason)
        return _Wish(self._run, reason, cause or {}, afresh)

    def _ask(self, wish: "_Wish") -> None:
        self._desk.read(
            planning_case if wish.afresh else case_of_change,
            partial(self._compute, wish),
            key=KEY,
            urgent=True,
            refused=partial(self._refuse, wish),
            at=self._desk.now(),
            worth_telling=self.worth_telling,
        )

    def _compute(self, wish: "_Wish", case: Case) -> None:
        if wish.run != self._run:
            return
        wish.case = case
        work: Callable[..., Any] = plan_afresh if wish.afresh or case.standing is None else answer_change
        self._desk.compute(
            work,
            case,
            partial(self._adopt, wish),
            key=KEY,
            failed=partial(self._fail, wish),
            progress=self.progress.emit,
        )

    def _adopt(self, wish: "_Wish", answer: Plan | Replan) -> None:
        if wish.run != self._run:
            return
        refused = partial(self._refuse, wish)
        then = partial(self._finish, wish, answer)
        if isinstance(answer, Replan):
            about = {**wish.cause, "reason": wish.reason}
            self._desk.write(adopt_replan, refused=refused, then=then, replan=answer, **about)
        else:
            self._desk.write(adopt_plan, refused=refused, then=then, plan=answer, reason=wish.reason)

    def _finish(self, wish: "_Wish", answer: Plan | Replan, _changes: object) -> None:
        if wish.run == self._run:
            self._running = False
            self.finished.emit(answer)
            if isinstance(answer, Replan) and wish.case is not None and not wish.afresh:
                self._compare(wish.case, answer)

    # -- the fresh plan beside the answer ----------------------------------------------------------------------------

    def _compare(self, case: Case, answer: Replan) -> None:
        """See whether a fresh plan would be worth telling, where the bounds leave room for it."""
        if self._running or not may_gain(answer.plan, case.worth_telling):
            return
        self._tell_comparing(True)
        self._desk.compute(
            compare_afresh, (case, answer), self._compared, key=COMPARING, failed=self._not_compared, patient=True
        )

    def compare(self, answer: Replan, before: Plan) -> None:
        """An answer that was prepared beforehand has been adopted in place of the plan `before`: compare it with a
        fresh plan like any other. Whom that one would have to be told is counted from `before`."""
        self._desk.read(
            case_of_change,
            partial(self._compare_prepared, self._run, answer, before),
            key=COMPARING,
            refused=lambda _refusal: None,  # nothing to plan any more: nothing to compare
            at=self._desk.now(),
            worth_telling=self.worth_telling,
        )

    def _compare_prepared(self, run: int, answer: Replan, before: Plan, case: Case) -> None:
        if run == self._run and case.in_force is not None:
            adopted = replace(answer, plan=case.in_force)  # as it stands in the file, with its revision
            self._compare(replace(case, standing=before), adopted)

    def _compared(self, answer: Replan) -> None:
        if not self._comparing:
            return
        self._tell_comparing(False)
        if answer.fresh is not None:
            self._offer = answer
            self.offered.emit(answer)

    def _not_compared(self, why: str) -> None:
        """The adopted plan stands as it is: nobody waits for this."""
        log.error("the fresh plan beside the answer: %s", why)
        self._tell_comparing(False)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_INPUTS) or changes.tables:
            self._withdraw()

    def _withdraw(self) -> None:
        """What the answer was compared for is no longer so."""
        self._offer = None
        if self._comparing:
            self._desk.stop(COMPARING)
            self._tell_comparing(False)

    def _tell_comparing(self, comparing: bool) -> None:
        if comparing != self._comparing:
            self._comparing = comparing
            self.comparing.emit(comparing)

    def _refuse(self, wish: "_Wish", refusal: Refusal) -> None:
        if wish.run != self._run:
            return
        if refusal.rule == Rule.STALE_PLAN and wish.tries < _TRIES:
            wish.tries += 1
            self._ask(wish)
            return
        self._running = False
        self.refused.emit(refusal)

    def _fail(self, wish: "_Wish", words: str) -> None:
        if wish.run == self._run:
            self._running = False
            self.failed.emit(words)


class _Wish:
    """One run: what was asked for and how often it has been asked again."""

    def __init__(self, run: int, reason: str, cause: Cause, afresh: bool) -> None:
        self.run, self.reason, self.cause, self.afresh = run, reason, cause, afresh
        self.tries = 0
        self.case: Case | None = None
