"""A road closes and opens again on the built-in night: nobody is called for a detour that he never heard of."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.domain.ids import HouseholdId, LinkId
from core.domain.plans import Plan
from core.operations.closures import close_link, open_link
from core.operations.plans import adopt_replan, told
from core.planning.checks import violations
from core.planning.replan import least_change
from core.queries.plan import plan_board
from core.queries.plan_rows import TellRow
from core.queries.planning_case import case_of_plan, planning_case
from core.store.database import Store, open_store
from core.store.plans import standing_plan
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import GO_AT, NAME

OPENED = GO_AT.replace(minute=11)


def standing(store: Store) -> Plan:
    adopted = standing_plan(store)
    assert adopted is not None
    assert violations(case_of_plan(store, adopted), adopted.plan) == ()
    return adopted.plan


def answered(store: Store, link: LinkId, at: datetime) -> tuple[TellRow, ...]:
    """The answer adopted; whom it asks to call."""
    answer = least_change(planning_case(store, at), lambda _: None, lambda: False)
    adopt_replan(store, replan=answer, link=link, at=at, operator=NAME)
    board = plan_board(store, at)
    assert board is not None
    return tuple(row for row in board.tell if row.told_at is None)


def ways(plan: Plan) -> dict[HouseholdId, tuple[object, ...]]:
    return {move.household: (move.shelter, move.mode, move.route.links, move.depart) for move in plan.moves}


@pytest.mark.parametrize("share", [0, 2])
def test_a_closure_and_its_end_ask_only_for_calls_that_somebody_needs(night_file: Path, share: int) -> None:
    """Told of the detour is nobody, or every second household; 53 calls were asked for where nobody knew of it."""
    with closing(open_store(night_file, seeded_surroundings(5, lambda: GO_AT.astimezone(UTC)))) as store:
        before = standing(store)
        users = Counter(link for move in before.moves for link in move.route.links)
        link = min((one for one, count in users.items() if count < 60), key=lambda one: (-users[one], one))
        close_link(store, link=link, start=GO_AT, at=GO_AT, operator=NAME)
        news = [row.household for row in answered(store, link, GO_AT)]
        detour = standing(store)
        know = news[::share] if share else []
        for household in know:
            told(store, household=household, at=GO_AT, operator=NAME)
        open_link(store, link=link, at=OPENED, operator=NAME)
        calls = answered(store, link, OPENED)
        after = standing(store)

    assert len(news) > 40
    if not know:
        assert (calls, ways(after)) == ((), ways(before))
    assert after.served == before.served > detour.served
    lost = {short.household for short in detour.shortfall}
    assert lost & set(know) <= {row.household for row in calls}  # they believe that they are to stay
    assert len(calls) < len(news) / 2
