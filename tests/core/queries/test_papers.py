"""The rows behind paper: who is printed and in which order, tallies that add up, ways without invention."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, LinkId, NodeId, PlaceCode, ShelterId
from core.domain.people import Mobility
from core.domain.places import Place, Position
from core.domain.plans import Route
from core.domain.roads import Link, Node
from core.domain.standing import Class
from core.operations import field
from core.operations.orders import lift, order
from core.operations.people import add_person
from core.operations.plans import adopt_plan
from core.planning.planner import make_plan
from core.queries.papers import Selection, paper_case, visiting_order
from core.queries.planning_case import planning_case
from core.queries.roll import roll
from core.queries.tallies import total
from core.queries.ways import stretches, villages_at_nodes
from core.store.database import Store, open_store
from core.storm.measures import response_measures
from tests.factories import OFFICER, T0, make_file, minute, people_of_house, surroundings

VILLAGES = tuple(PlaceCode(f"P{number}") for number in (1, 2, 3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three villages under GO with a plan."""
    make_file(tmp_path / "夜.daolian")
    with closing(open_store(tmp_path / "夜.daolian", surroundings(3))) as opened:
        order(opened, places=VILLAGES, level=Trigger.GO, at=T0, operator=OFFICER)
        plan = make_plan(planning_case(opened, T0), lambda _share: None, lambda: False)
        adopt_plan(opened, plan=plan, at=T0, operator=OFFICER)
        yield opened


def test_everybody_due_or_planned_is_printed_once(store: Store) -> None:
    case = paper_case(store, minute(5))
    assert (case.choice, case.planned) == ("due", True)
    assert [row.household for row in case.households] == ["H1", "H2", "H3", "H4"]
    moving = [person for row in case.households for person in row.moving]
    assert sorted(moving) == sorted({row.person for row in roll(store, None, minute(5)).rows})
    assert [sheet.helper.name for sheet in case.helpers if sheet.visits]
    visited = [row.household for sheet in case.helpers for row in sheet.visits]
    assert sorted(visited) == ["H1", "H2", "H3", "H4"]
    assert sorted(v.place.code for v in case.villages) == ["P1", "P2", "P3"]


def test_before_any_order_those_at_risk_are_printed(drill: Store) -> None:
    case = paper_case(drill, T0)
    assert (case.choice, case.planned, case.calls, case.tallies) == ("at_risk", False, (), ())
    assert [row.household for row in case.households] == ["H1", "H2", "H3", "H4"]
    assert {(row.shelter, row.rule, row.helper, row.depart) for row in case.households} == {(None, None, None, None)}
    everyone = paper_case(drill, T0, Selection(everyone=True))
    assert (everyone.choice, len(everyone.households), everyone.persons) == ("everyone", 5, 13)


def test_after_the_order_is_lifted_the_plan_still_names_its_households(store: Store) -> None:
    lift(store, places=VILLAGES, at=minute(9), operator=OFFICER)
    case = paper_case(store, minute(10))
    assert (case.choice, len(case.households), case.calls) == ("due", 4, ())


@pytest.mark.parametrize(
    ("selection", "households"),
    [
        (Selection(place=PlaceCode("P1")), ["H1", "H2"]),
        (Selection(household=HouseholdId("H3")), ["H3"]),
        (Selection(household=HouseholdId("H99")), []),
        (Selection(household=HouseholdId("H5")), ["H5"]),
        (Selection(town="练习镇"), ["H1", "H2", "H3", "H4"]),
    ],
)
def test_a_selection_narrows(store: Store, selection: Selection, households: list[str]) -> None:
    assert [row.household for row in paper_case(store, minute(5), selection).households] == households


def test_a_shelter_and_a_helper_narrow_too(store: Store) -> None:
    whole = paper_case(store, minute(5))
    for shelter in whole.shelters:
        part = paper_case(store, minute(5), Selection(shelter=shelter.shelter.id))
        assert [one.shelter.id for one in part.shelters] == [shelter.shelter.id]
        assert {row.shelter.id for row in part.households if row.shelter} == {shelter.shelter.id}
    for sheet in whole.helpers:
        part = paper_case(store, minute(5), Selection(helper=sheet.helper.helper))
        assert [one.helper for one in part.helpers] == [sheet.helper]
        assert part.helpers[0].visits == sheet.visits


def test_an_unknown_town_is_refused(store: Store) -> None:
    with pytest.raises(Refusal) as refused:
        paper_case(store, T0, Selection(town="无镇"))
    assert refused.value.rule == Rule.UNKNOWN_PLACE


def test_who_has_arrived_is_called_no_more_and_no_longer_expected(store: Store) -> None:
    before = paper_case(store, minute(5))
    persons = people_of_house(store, "H4")
    field.check_in(store, persons=persons, place=ShelterId("S2"), at=minute(6), operator=OFFICER)
    after = paper_case(store, minute(7))
    assert len(before.calls) - len(after.calls) == len(persons)
    assert "H4" not in {row.household for shelter in after.shelters for row in shelter.coming}
    assert [row.waiting for row in after.households if row.household == "H4"] == [()]
    inside = {one.shelter.id: one.inside for one in after.shelters}
    assert inside.get(ShelterId("S2"), 3) == 3


def test_the_most_endangered_are_called_first(store: Store) -> None:
    case = paper_case(store, minute(5))
    assert [line.row.person for line in case.calls] == [row.person for row in roll(store, None, minute(5)).rows]


def test_the_order_of_visiting(store: Store) -> None:
    """Without a way first, then the earliest to leave; at one time who moves hardest."""
    rows = paper_case(store, minute(5)).households
    lost = replace(rows[0], depart=None, household=HouseholdId("Z"))
    late = replace(rows[0], depart=minute(90), deadline=None)
    early = replace(rows[0], depart=minute(60), deadline=None)
    bedridden = replace(early, members=(replace(early.members[0], mobility=Mobility.BEDRIDDEN),))
    bound = replace(early, deadline=minute(70))
    assert sorted([late, early, bedridden, bound, lost], key=visiting_order) == [lost, bound, bedridden, early, late]


def test_the_stamp_names_file_state_and_desks(store: Store) -> None:
    stamp = paper_case(store, minute(5)).stamp
    assert (stamp.revision, stamp.drill, stamp.sample) == (store.journal.revision, True, False)
    newest = list(store.journal.all())[-1]
    assert newest.id.startswith(stamp.head)
    assert (stamp.desks, stamp.desks_heard) == (2, 2)
    assert stamp.heard == T0


# -- tallies -----------------------------------------------------------------------------------------------------------

ACTS = st.lists(
    st.tuples(st.sampled_from(["arrive", "refuse", "lost", "away", "beyond"]), st.integers(0, 11)), max_size=10
)


@given(acts=ACTS)
def test_tallies_add_up_to_the_roll_whatever_happens(
    drill_bytes: bytes, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("tally") / "夜.daolian"
    path.write_bytes(drill_bytes)
    with closing(open_store(path, surroundings(5))) as opened:
        order(opened, places=VILLAGES, level=Trigger.GO, at=T0, operator=OFFICER)
        people = sorted(row.person for row in roll(opened, None, T0).rows)
        beyond = 0
        for number, (act, who) in enumerate(acts):
            at, person = minute(number + 1), (people[who],)
            if act == "arrive":
                field.check_in(opened, persons=person, place=ShelterId("S1"), at=at, operator=OFFICER)
            elif act == "refuse":
                field.refuse(opened, persons=person, at=at, operator=OFFICER)
            elif act == "lost":
                field.unreachable(opened, persons=person, at=at, operator=OFFICER)
            elif act == "away":
                field.away(opened, persons=person, at=at, operator=OFFICER)
            else:
                add_person(opened, name="", place=["S1", "P1"][who % 2], at=at, operator=OFFICER)
                beyond += who % 2 == 0  # found in a village: not in a shelter yet
        at = minute(30)
        case, totals = paper_case(opened, at), roll(opened, None, at).totals
        whole = total(case.tallies)
        for row in (*case.tallies, whole):
            assert row.due == row.moved + row.not_moved + row.refused + row.unreachable + row.away
            assert row.to_reconcile <= row.due
        assert (whole.due, whole.moved, whole.not_moved) == (totals.due, totals.moved, totals.not_moved)
        assert (whole.refused, whole.unreachable, whole.away) == (totals.refused, totals.unreachable, totals.away)
        assert (whole.households, whole.beyond, whole.beyond) == (totals.due_households, totals.beyond, beyond)
        settled = {person for person in people if _settled(opened, person)}
        assert {line.row.person for line in case.calls} == set(people) - settled


def _settled(store: Store, person: str) -> bool:
    row = next(row for row in roll(store, None, minute(30)).rows if row.person == person)
    return row.class_ in (Class.MOVED, Class.AWAY)


# -- ways in words -----------------------------------------------------------------------------------------------------


def link(name: str, start: str, end: str, metres: float, road: str = "", crossing: str = "") -> Link:
    return Link(LinkId(name), NodeId(start), NodeId(end), metres, road, crossing=crossing)


ROADS = {
    LinkId(item.id): item
    for item in (
        link("a", "1", "2", 1000, "甲路"),
        link("b", "3", "2", 2000, "甲路", "low_water"),
        link("c", "3", "4", 400),
    )
}


def test_equally_named_links_are_one_stretch_with_its_dangers_and_villages() -> None:
    route = Route(tuple(map(LinkId, "abc")), 10, 0, from_share=0.25, to_share=0.5)
    first, second = stretches(route, ROADS, {NodeId("2"): ("乙村",), NodeId("4"): ("末村",)})
    assert (first.road, first.metres, first.crossings, first.through) == ("甲路", 2750, ("low_water",), ("乙村",))
    assert (second.road, second.metres, second.through) == ("", 200, ())


def test_a_route_against_the_direction_of_its_links_is_measured_the_same() -> None:
    back = Route(tuple(map(LinkId, "cba")), 10, 0, from_share=0.5, to_share=0.25)
    assert [part.metres for part in stretches(back, ROADS)] == [200, 2750]


def test_within_one_link_only_what_is_travelled_counts() -> None:
    assert [part.metres for part in stretches(Route((LinkId("a"),), 1, 0, from_share=0.8, to_share=0.3), ROADS)] == [
        pytest.approx(500)
    ]


def test_a_link_the_file_lost_is_left_out_not_guessed() -> None:
    assert stretches(Route((LinkId("x"),), 1, 0), ROADS) == ()


def test_villages_stand_at_the_nearest_junction_within_reach() -> None:
    nodes = (Node(NodeId("1"), Position(116.0, 40.0)), Node(NodeId("2"), Position(116.01, 40.0)))
    near = Place(PlaceCode("A"), "镇", "近村", "village", Position(116.0008, 40.0))
    nearer = Place(PlaceCode("B"), "镇", "更近村", "village", Position(116.0001, 40.0))
    far = Place(PlaceCode("C"), "镇", "远村", "village", Position(116.005, 40.02))
    nowhere = Place(PlaceCode("D"), "镇", "无处村", "village")
    assert villages_at_nodes(nodes, (near, nearer, far, nowhere)) == {NodeId("1"): ("更近村", "近村")}
    assert villages_at_nodes((), (near,)) == {}


def test_distances_of_a_plan_are_those_of_its_stretches(store: Store) -> None:
    for row in paper_case(store, minute(5)).households:
        if row.way is not None:
            on_roads = sum(part.metres for part in row.way.stretches)
            assert on_roads + row.way.access_m + row.way.egress_m == pytest.approx(row.way.length_m, abs=1)


# -- what the office does ----------------------------------------------------------------------------------------------


def test_every_measure_has_a_source_and_a_known_level() -> None:
    from core.domain.orders import RESPONSE_LEVELS

    rows = response_measures()
    assert {row.level for row in rows} == set(RESPONSE_LEVELS)
    assert all(row.source and row.measure for row in rows)
    assert {row.mark for row in rows} == {"reported", "background"}
    assert all("待核" in row.source for row in rows if row.mark == "background")


def test_a_later_minute_changes_no_row_but_the_time(store: Store) -> None:
    one, later = paper_case(store, minute(5)), paper_case(store, minute(6))
    assert one.stamp.at + timedelta(minutes=1) == later.stamp.at
    assert one.households == later.households
