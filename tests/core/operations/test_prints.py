"""A print is recorded as an export of personal data: ids and counts, never names."""

from core.domain.events import Kind
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.operations.prints import record_print
from core.planning.planner import make_plan
from core.queries.incident import incident
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.store.database import Store
from tests.factories import OFFICER, T0, minute


def test_it_holds_counts_and_codes_only(drill: Store) -> None:
    changes = record_print(
        drill, papers={"tasks": 7, "cards": 3}, households=1, persons=4, subject="household/H1", at=T0, operator=OFFICER
    )
    event = changes.events[-1]
    assert (event.kind, event.subject, event.pii) == (Kind.PRINTED, "printed/household/H1", ())
    assert event.values == {"papers": {"cards": 3, "tasks": 7}, "households": 1, "persons": 4}
    assert changes.touches(Kind.PRINTED)


def test_it_is_no_news_and_leaves_plan_and_roll_alone(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=T0, operator=OFFICER)
    adopt_plan(
        drill,
        plan=make_plan(planning_case(drill, T0), lambda _share: None, lambda: False),
        at=T0,
        operator=OFFICER,
    )
    before, heard = plan_board(drill, minute(1)), incident(drill, None, minute(1)).data_at
    record_print(drill, papers={"cards": 1}, households=1, persons=1, at=minute(5), operator=OFFICER)
    after = plan_board(drill, minute(1))
    assert before is not None
    assert after is not None
    assert (after.stale, after.moves, incident(drill, None, minute(6)).data_at) == (False, before.moves, heard)


def test_a_plan_made_before_a_print_can_be_adopted_after_it(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=T0, operator=OFFICER)
    plan = make_plan(planning_case(drill, T0), lambda _share: None, lambda: False)
    record_print(drill, papers={"cards": 1}, households=1, persons=1, at=minute(5), operator=OFFICER)
    assert adopt_plan(drill, plan=plan, at=minute(6), operator=OFFICER).touches(Kind.PLAN_ADOPTED)
