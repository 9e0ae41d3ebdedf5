"""Adopting a plan: only one that knows everything a plan must know."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import EventId, HouseholdId, LinkId, PlaceCode
from core.domain.plans import Novelty, Plan
from core.operations.closures import close_link
from core.operations.field import check_in, refuse
from core.operations.orders import lift, order
from core.operations.people import add_person
from core.operations.plans import adopt_plan, adopt_replan, told
from core.operations.undo import void
from core.planning.planner import make_plan
from core.planning.replan import replan
from core.planning.telling import in_place_of
from core.queries.night import night
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.queries.telling import to_tell as tellings
from core.store.database import Store
from core.store.plans import previous_plan, standing_plan
from core.store.telling import told_households
from tests.factories import minute, people_of_house, who

P1, P2 = PlaceCode("P1"), PlaceCode("P2")


def plan_of(store: Store) -> Plan:
    return make_plan(planning_case(store, minute(0)), lambda _: None, lambda: False)


@pytest.fixture
def ordered(drill: Store) -> Store:
    order(drill, places=(P1, P2), level=Trigger.GO, at=minute(0), operator="")
    close_link(drill, link=LinkId("L6"), start=minute(0), at=minute(0), operator="")
    return drill


STALE: dict[str, Callable[[Store], object]] = {
    "an order": lambda s: order(s, places=(PlaceCode("P3"),), level=Trigger.GO, at=minute(1), operator=""),
    "a lifting": lambda s: lift(s, places=(P2,), at=minute(1), operator=""),
    "a closure": lambda s: close_link(s, link=LinkId("L1"), start=minute(1), at=minute(1), operator=""),
    "an order taken back": lambda s: void(s, event=s.journal.heads("place/P1")[0], at=minute(1), operator=""),
    "a closure taken back": lambda s: void(s, event=s.journal.heads("link/L6")[0], at=minute(1), operator=""),
    "another plan": lambda s: adopt_plan(s, plan=plan_of(s), at=minute(1), operator=""),
}


@pytest.mark.parametrize("what", STALE)
def test_a_plan_that_does_not_know_of_a_change_is_refused(ordered: Store, what: str) -> None:
    plan = plan_of(ordered)
    STALE[what](ordered)
    revision, blobs = ordered.journal.revision, ordered.db["blobs"].count
    with pytest.raises(Refusal) as caught:
        adopt_plan(ordered, plan=plan, at=minute(2), operator="")
    assert caught.value.rule == Rule.STALE_PLAN
    assert caught.value.facts == {"revision": plan.revision, "now": revision}
    assert (ordered.journal.revision, ordered.db["blobs"].count) == (revision, blobs)


def test_arrivals_and_refusals_do_not_make_a_plan_stale(ordered: Store) -> None:
    plan = plan_of(ordered)
    check_in(ordered, persons=people_of_house(ordered, "H1"), place="S1", at=minute(1), operator="")
    refuse(ordered, persons=people_of_house(ordered, "H3"), at=minute(1), operator="")
    adopt_plan(ordered, plan=plan, at=minute(2), operator="")
    assert standing_plan(ordered) is not None


def test_a_plan_comes_back_from_the_file_as_it_was(ordered: Store) -> None:
    plan = plan_of(ordered)
    adopt_plan(ordered, plan=plan, at=minute(2), operator="张值班", reason="order")
    adopted = standing_plan(ordered)
    assert adopted is not None
    assert (adopted.plan, adopted.reason, adopted.at) == (plan, "order", minute(2))
    ordered.rebuild()
    assert standing_plan(ordered) == adopted


def test_a_plan_taken_back_leaves_the_one_before(ordered: Store) -> None:
    first = plan_of(ordered)
    adopt_plan(ordered, plan=first, at=minute(2), operator="")
    close_link(ordered, link=LinkId("L8"), start=minute(3), at=minute(3), operator="")
    answer = replan(planning_case(ordered, minute(3)), lambda _: None, lambda: False)
    event = adopt_replan(ordered, replan=answer, link=LinkId("L8"), at=minute(3), operator="").events[-1].id
    adopted = standing_plan(ordered)
    assert adopted is not None
    assert (adopted.version, adopted.link, previous_plan(ordered)) == (2, "L8", first)
    assert tuple(row.telling for row in tellings(ordered, adopted)) == answer.to_tell
    void(ordered, event=event, at=minute(4), operator="")
    back = night(ordered).adopted
    assert back is not None
    assert back.plan == first


def test_who_was_told_of_which_plan(ordered: Store) -> None:
    with pytest.raises(Refusal) as caught:
        told(ordered, household=HouseholdId("H1"), at=minute(1), operator="")
    assert caught.value.rule == Rule.NO_PLAN
    adopt_plan(ordered, plan=plan_of(ordered), at=minute(2), operator="")
    told(ordered, household=HouseholdId("H1"), at=minute(5), operator="")
    adopted = standing_plan(ordered)
    assert adopted is not None
    assert told_households(ordered, adopted.event) == {"H1": minute(5)}


def test_a_plan_is_for_who_has_not_moved(ordered: Store) -> None:
    check_in(ordered, persons=people_of_house(ordered, "H1"), place="S2", at=minute(1), operator="")
    check_in(ordered, persons=(who(ordered, "H3/孙拟甲"),), place="S2", at=minute(1), operator="")
    case = planning_case(ordered, minute(2))
    assert {party.household: (len(party.members), party.joins) for party in case.parties} == {
        "H2": (2, None),
        "H3": (3, "S2"),
    }
    assert dict(case.inside) == {"S2": 4}
    assert case.due_households == {"H1", "H2", "H3"}


def closed_and_answered(store: Store) -> tuple[Plan, EventId]:
    """A first plan, the closure of L8, and the plan that answers it; the first plan and the closure."""
    first = plan_of(store)
    adopt_plan(store, plan=first, at=minute(2), operator="")
    closed = close_link(store, link=LinkId("L8"), start=minute(3), at=minute(3), operator="").events[-1].id
    answer = replan(planning_case(store, minute(3)), lambda _: None, lambda: False)
    assert answer.to_tell
    adopt_replan(store, replan=answer, link=LinkId("L8"), at=minute(3), operator="")
    return first, closed


def test_a_closure_taken_back_takes_its_answer_with_it(ordered: Store) -> None:
    first, closed = closed_and_answered(ordered)
    void(ordered, event=closed, at=minute(4), operator="")
    back, board = standing_plan(ordered), plan_board(ordered, minute(4))
    assert back is not None
    assert back.plan == first
    assert board is not None
    assert not board.stale


def test_a_closure_that_somebody_was_told_of_leaves_its_answer(ordered: Store) -> None:
    first, closed = closed_and_answered(ordered)
    told(ordered, household=HouseholdId("H1"), at=minute(4), operator="")
    void(ordered, event=closed, at=minute(5), operator="")
    stays, board = standing_plan(ordered), plan_board(ordered, minute(5))
    assert stays is not None
    assert stays.plan != first
    assert board is not None
    assert board.stale


def test_a_closure_taken_back_and_put_in_force_again_wants_a_new_answer(ordered: Store) -> None:
    _first, closed = closed_and_answered(ordered)
    undone = void(ordered, event=closed, at=minute(4), operator="").events[-1].id
    void(ordered, event=undone, at=minute(5), operator="")
    board = plan_board(ordered, minute(5))
    assert board is not None
    assert board.stale


def test_a_plan_made_afresh_since_is_not_taken_back_with_the_closure(ordered: Store) -> None:
    _first, closed = closed_and_answered(ordered)
    afresh = plan_of(ordered)
    adopt_plan(ordered, plan=afresh, at=minute(4), operator="")
    void(ordered, event=closed, at=minute(5), operator="")
    stays, board = standing_plan(ordered), plan_board(ordered, minute(5))
    assert stays is not None
    assert stays.plan == afresh
    assert board is not None
    assert board.stale


def to_tell(store: Store) -> dict[HouseholdId, tuple[Novelty, ...]]:
    """Who has not been told yet, and of what."""
    adopted = standing_plan(store)
    assert adopted is not None
    waiting = (row.telling for row in tellings(store, adopted) if row.told_at is None)
    return {telling.household: telling.novelties for telling in waiting}


def adopt_instead(store: Store, plan: Plan) -> None:
    """`plan` in place of the one that stands, as the answer to something."""
    standing = standing_plan(store)
    assert standing is not None
    answer = in_place_of(standing.plan, replace(plan, revision=store.journal.revision))
    adopt_replan(store, replan=answer, at=minute(5), operator="")


def test_who_was_not_told_yet_stays_on_the_list_through_the_next_answer(ordered: Store) -> None:
    """Nobody drops out: another change does not touch him, but he still knows only the road that is gone."""
    first, _closed = closed_and_answered(ordered)
    before, answer = to_tell(ordered), standing_plan(ordered)
    assert answer is not None
    told(ordered, household=HouseholdId("H1"), at=minute(4), operator="")
    for _ in range(2):
        adopt_instead(ordered, answer.plan)
        assert to_tell(ordered) == {household: news for household, news in before.items() if household != "H1"}
    board = plan_board(ordered, minute(5))
    assert board is not None
    rooms = {row.shelter.id: row.shelter.name for row in board.shelters}
    known = {move.household: rooms[move.shelter] for move in first.moves}
    assert [row.before_shelter for row in board.tell] == [known[row.household] for row in board.tell]
    ordered.rebuild()
    assert to_tell(ordered).keys() == before.keys() - {"H1"}


def test_who_goes_again_as_he_knows_needs_no_call(ordered: Store) -> None:
    first, _closed = closed_and_answered(ordered)
    before = to_tell(ordered)
    assert before
    adopt_instead(ordered, first)
    assert not to_tell(ordered).keys() & before.keys()


def test_a_shelter_that_others_filled_leaves_those_still_to_come_without_a_bed(ordered: Store) -> None:
    """They are named, the last to arrive first to be planned anew, and the next answer finds them another place."""
    adopt_plan(ordered, plan=plan_of(ordered), at=minute(0), operator="")
    moves = sorted(night(ordered).moves.values(), key=lambda move: move.arrive)
    shelter = moves[-1].shelter
    coming = [move for move in moves if move.shelter == shelter]
    board = plan_board(ordered, minute(1))
    assert board is not None
    assert (board.no_bed, board.stale) == ((), False)

    room = next(row.shelter.capacity for row in board.shelters if row.shelter.id == shelter)
    strangers = room - sum(len(move.persons) for move in coming) + 1
    for number in range(strangers):
        add_person(ordered, name=f"周示{number}", place=shelter, at=minute(1), operator="")
    board = plan_board(ordered, minute(1))
    assert board is not None
    assert (board.no_bed, board.stale) == ((coming[-1].household,), True)

    answer = replan(planning_case(ordered, minute(1)), lambda _: None, lambda: False)
    adopt_replan(ordered, replan=answer, at=minute(1), operator="")
    assert coming[-1].household in answer.touched
    board = plan_board(ordered, minute(1))
    assert board is not None
    assert (board.no_bed, board.stale) == ((), False)
