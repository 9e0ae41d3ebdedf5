"""Nights in which desks apart adopt plans, tell households of them and take that back: all hold the same at last, ask
for the same calls, and nobody who goes by another plan than the one that stands is left off the list."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.domain.events import Kind
from core.domain.findings import Refusal
from core.domain.heard import MEMBERS
from core.domain.ids import HouseholdId, PlaceCode, ShelterId
from core.domain.plans import Mode, Move, Objective, Plan, Replan, Route
from core.operations.plans import adopt_replan, called_about
from core.operations.undo import void
from core.planning.telling import diff_plans
from core.queries.telling import to_tell
from core.store.database import Store
from core.store.plans import plan_of, standing_plan
from core.store.telling import told_of
from tests.desks.simulator import SHELTERS, Night, template
from tests.factories import T0

HOUSES = tuple(HouseholdId(f"户{n}") for n in range(4))


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return template(tmp_path_factory.mktemp("tellings"))


def adopts(night: Night) -> None:
    """Each household is sent to some shelter, most as by the plan that stands."""
    desk, draws = night.draws.choice(night.desks), night.draws
    store, standing = desk.store, standing_plan(desk.store)
    before = {move.household: move for move in standing.plan.moves} if standing else {}
    moves = [
        before[one] if one in before and draws.random() < 0.6 else _move(one, draws.choice(SHELTERS)) for one in HOUSES
    ]
    plan = replace(_PLAN, revision=store.journal.revision, moves=tuple(moves))
    moved = tuple(draws.sample(HOUSES, draws.randint(0, 1)))
    said = {name: value for name, value in night.said(desk).items() if name in ("at", "operator")}
    adopt_replan(store, replan=Replan(plan, (), moved, 0, ()), **said)


def tells(night: Night) -> None:
    desk = night.draws.choice(night.desks)
    said = {name: value for name, value in night.said(desk).items() if name in ("at", "operator")}
    whom = night.draws.choice(("", "", "", MEMBERS))
    with suppress(Refusal):  # nothing to tell before the first plan
        called_about(desk.store, knows=((night.draws.choice(HOUSES), whom),), **said)


def takes_back(night: Night) -> None:
    desk = night.draws.choice(night.desks)
    said = {name: value for name, value in night.said(desk).items() if name in ("at", "operator")}
    made = [e for e in desk.store.journal.all() if e.kind in (Kind.TOLD, Kind.PLAN_ADOPTED)][-3:]
    with suppress(Refusal):
        if made:
            void(desk.store, event=night.draws.choice(made).id, **said)


def _move(household: HouseholdId, shelter: str) -> Move:
    route = Route((), 10.0, 500.0)
    arrive = T0 + timedelta(minutes=10)
    return Move(household, (), PlaceCode("P1"), ShelterId(shelter), Mode.WALK, T0, arrive, None, route)


_PLAN = Plan(
    at=T0, revision=0, objective=Objective.EXPOSURE, due=0, served=0, moves=(), shortfall=(), pairings=(), uncovered=(),
    served_bound=0, clearance_s=0.0, clearance_bound_s=0.0, exposure=0.0, exposure_bound=0.0,
    whole_household_loss=0.0, gap=0.0, stopped=False, steps=0,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_all_desks_ask_for_the_same_calls(beginning: Any, seed: int) -> None:
    night = Night(beginning, seed, also=((adopts, 18), (tells, 24), (takes_back, 8)))
    night.run()
    result = night.result()
    assert (result.unequal, result.errors) == ([], [])
    lists = [_owed(desk.store) for desk in night.desks]
    assert all(one == lists[0] for one in lists)
    _nobody_is_left_off(night.desks[0].store, lists[0])


def _owed(store: Store) -> list[HouseholdId]:
    standing = standing_plan(store)
    return [row.telling.household for row in to_tell(store, standing) if row.told_at is None] if standing else []


def _nobody_is_left_off(store: Store, owed: list[HouseholdId]) -> None:
    """Whoever was last told of another plan by some desk, one that sends him elsewhere, is to be called."""
    standing = standing_plan(store)
    if standing is None:
        return
    for event in {e.id for e in store.journal.of_kind(Kind.PLAN_ADOPTED)} - {standing.event}:
        plan = plan_of(store, event)
        apart = {telling.household for telling in diff_plans(plan, standing.plan)} if plan else set()
        told = {household for household, whom in told_of(store, event) if not whom}
        assert apart & told <= set(owed)
