"""A change is measured against what each household was told last, not against a plan that nobody heard of."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.hazards import Trigger
from core.domain.heard import MEMBERS
from core.domain.ids import HouseholdId, LinkId, PlaceCode
from core.domain.plans import Move, Novelty, Plan, Replan
from core.operations.closures import close_link, open_link
from core.operations.orders import order
from core.operations.plans import adopt_plan, adopt_replan, called_about, told
from core.operations.undo import void
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import least_change
from core.queries.plan import plan_board
from core.queries.planning_case import case_of_plan, planning_case
from core.queries.telling import to_tell
from core.store.database import Store
from core.store.plans import Adopted, standing_plan
from tests.factories import minute
from tests.second_desk import meet, second_desk

H1 = HouseholdId("H1")
BRIDGE = LinkId("L8")


@pytest.fixture
def planned(drill: Store) -> Store:
    order(drill, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=minute(0), operator="")
    close_link(drill, link=LinkId("L6"), start=minute(0), at=minute(0), operator="")
    plan = make_plan(planning_case(drill, minute(0)), lambda _: None, lambda: False)
    adopt_plan(drill, plan=plan, at=minute(0), operator="")
    return drill


def standing(store: Store) -> Adopted:
    adopted = standing_plan(store)
    assert adopted is not None
    return adopted


def ways(store: Store) -> dict[HouseholdId, tuple[object, ...]]:
    return {move.household: way(move) for move in standing(store).plan.moves}


def way(move: Move) -> tuple[object, ...]:
    return move.shelter, move.mode, move.route.links, move.vehicle


def owed(store: Store) -> dict[HouseholdId, tuple[Novelty, ...]]:
    waiting = (row.telling for row in to_tell(store, standing(store)) if row.told_at is None)
    return {telling.household: telling.novelties for telling in waiting}


def follow(store: Store, link: LinkId = BRIDGE, at: float = 3) -> Replan:
    """The answer to what has just changed is adopted; it holds, read again from the file too."""
    answer = least_change(planning_case(store, minute(at)), lambda _: None, lambda: False)
    adopt_replan(store, replan=answer, link=link, at=minute(at), operator="")
    adopted = standing(store)
    assert violations(case_of_plan(store, adopted), adopted.plan) == ()
    assert set(answer.to_tell) <= {row.telling for row in to_tell(store, adopted)}
    return answer


def shut(store: Store, link: LinkId = BRIDGE, at: float = 3) -> Replan:
    close_link(store, link=link, start=minute(at), at=minute(at), operator="")
    return follow(store, link, at)


def reopen(store: Store, link: LinkId = BRIDGE, at: float = 4) -> Replan:
    open_link(store, link=link, at=minute(at), operator="")
    return follow(store, link, at)


def tell(store: Store, *households: HouseholdId) -> None:
    for household in households:
        told(store, household=household, at=minute(3), operator="")


def test_a_road_opened_again_before_anybody_was_told_asks_for_no_call(planned: Store) -> None:
    before = ways(planned)
    assert shut(planned).to_tell
    answer = reopen(planned)
    assert ways(planned) == before
    assert (answer.to_tell, answer.touched, owed(planned)) == ((), (), {})
    board = plan_board(planned, minute(4))
    assert board is not None
    assert (board.tell, board.changed, board.kept) == ((), 0, len(before))
    planned.rebuild()
    assert owed(planned) == {}


def test_who_was_told_of_the_detour_keeps_it_and_the_others_go_as_they_always_knew(planned: Store) -> None:
    before = ways(planned)
    news = [telling.household for telling in shut(planned).to_tell]
    detour = ways(planned)
    assert len(news) > 1
    tell(planned, news[0])
    reopen(planned)
    assert ways(planned) == before | {news[0]: detour[news[0]]}
    assert owed(planned) == {}


def test_who_was_told_of_nothing_but_the_detour_is_touched_where_that_closes_too(planned: Store) -> None:
    """The others still know the first way, which is open again."""
    before = ways(planned)
    news = [telling.household for telling in shut(planned).to_tell]
    tell(planned, *news)
    detour = {household: ways(planned)[household] for household in news}
    open_link(planned, link=BRIDGE, at=minute(4), operator="")
    link = min(set(_links(detour[news[0]])) - set(_links(before[news[0]])))
    hit = {household for household in news if link in _links(detour[household])}
    answer = shut(planned, link, at=4)
    assert set(answer.touched) == hit <= owed(planned).keys()


def _links(way: tuple[object, ...]) -> tuple[LinkId, ...]:
    links = way[2]
    assert isinstance(links, tuple)
    return links


def test_a_second_closure_finds_nobody_better_off_for_what_he_never_heard(planned: Store) -> None:
    """Both roads are gone: everybody is told once, of what is new since the first plan."""
    first = {telling.household for telling in shut(planned).to_tell}
    answer = shut(planned, LinkId("L7"), at=4)
    assert first <= owed(planned).keys()
    assert owed(planned) == {telling.household: telling.novelties for telling in answer.to_tell}


def test_taking_the_closure_back_still_asks_nobody(planned: Store) -> None:
    before, board = ways(planned), plan_board(planned, minute(2))
    shut(planned)
    void(planned, event=planned.journal.heads(f"link/{BRIDGE}")[0], at=minute(4), operator="")
    assert ways(planned) == before
    assert owed(planned) == {}
    assert board is not None
    assert not board.stale


def test_who_was_told_of_a_plan_that_was_taken_back_hears_that_it_is_off(planned: Store) -> None:
    news = shut(planned).to_tell
    event = standing(planned).event
    tell(planned, news[0].household)
    void(planned, event=event, at=minute(4), operator="")
    assert owed(planned).keys() == {news[0].household}


def test_the_people_of_a_household_told_apart_from_its_helper_count_too(planned: Store) -> None:
    """They keep what they were told; and where the plan goes on without it, he is called."""
    news = [telling.household for telling in shut(planned).to_tell]
    detour = ways(planned)
    called_about(planned, knows=((news[0], MEMBERS),), at=minute(3), operator="")
    assert news[0] in owed(planned)  # its helper does not know yet
    reopen(planned)
    assert ways(planned)[news[0]] == detour[news[0]]
    assert owed(planned).keys() == {news[0]}


def test_a_telling_taken_back_is_owed_again(planned: Store) -> None:
    news = [telling.household for telling in shut(planned).to_tell]
    tell(planned, news[0])
    assert news[0] not in owed(planned)
    void(planned, event=planned.journal.heads(f"household/{news[0]}")[0], at=minute(4), operator="")
    assert news[0] in owed(planned)


# -- two desks --------------------------------------------------------------------------------------------------------


@pytest.fixture
def island(planned: Store, tmp_path: Path) -> Iterator[Store]:
    with second_desk(planned, tmp_path) as store:
        yield store


def shifted(plan: Plan, minutes: float, households: set[HouseholdId]) -> Plan:
    """The same plan, but these households leave later."""
    off = minute(minutes) - minute(0)
    moves = (
        replace(move, depart=move.depart + off, arrive=move.arrive + off) if move.household in households else move
        for move in plan.moves
    )
    return replace(plan, moves=tuple(moves))


def adopt_shifted(store: Store, minutes: float, households: set[HouseholdId]) -> None:
    plan = replace(shifted(standing(store).plan, minutes, households), revision=store.journal.revision)
    adopt_replan(store, replan=Replan(plan, (), (), 0, ()), at=minute(5), operator="")


TOLD: dict[str, tuple[Callable[[Store], object], Callable[[Store], object], set[str]]] = {
    "nobody": (lambda _duty: None, lambda _island: None, {"H1"}),
    "whose plan stands": (lambda duty: tell(duty, H1), lambda _island: None, set()),
    "whose plan was left aside": (
        lambda _duty: None,
        lambda island: tell(island, H1, HouseholdId("H2")),
        {"H1", "H2"},
    ),
    "both": (lambda duty: tell(duty, H1), lambda island: tell(island, H1, HouseholdId("H2")), {"H1", "H2"}),
}


@pytest.mark.parametrize("who", TOLD)
def test_what_either_desk_told_is_owed_after_a_merge(planned: Store, island: Store, who: str) -> None:
    """The duty room puts H1 off by an hour, the island H1 and H2 by two; the plan of the duty room stands, which knew
    more. H2 goes as he always knew, unless the island told him otherwise."""
    adopt_shifted(planned, 30, {H1})
    adopt_shifted(planned, 30, {H1})
    adopt_shifted(island, 120, {H1, HouseholdId("H2")})
    here, there, expected = TOLD[who]
    here(planned)
    there(island)
    mine = standing(planned).event
    meet(planned, island)
    for store in (planned, island):
        assert standing(store).event == mine
        assert owed(store).keys() == expected
        before = store.dump()
        store.rebuild()
        assert store.dump() == before
    tell(planned, *owed(planned))
    meet(planned, island)
    assert owed(planned) == owed(island) == {}
    assert {row.telling.household for row in to_tell(planned, standing(planned))} >= expected


def test_two_first_plans_made_apart_are_both_out(drill: Store, tmp_path: Path) -> None:
    """Each went out with the orders of its desk: whoever is sent otherwise by one of them is called."""
    order(drill, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=minute(0), operator="")
    with second_desk(drill, tmp_path) as island:
        plan = make_plan(planning_case(drill, minute(0)), lambda _: None, lambda: False)
        adopt_plan(drill, plan=plan, at=minute(1), operator="")
        later = replace(shifted(plan, 60, {H1}), revision=island.journal.revision)
        adopt_plan(island, plan=later, at=minute(1), operator="")
        assert owed(drill) == owed(island) == {}
        meet(drill, island)
        assert owed(drill) == owed(island) == {H1: (Novelty.TIME,)}
