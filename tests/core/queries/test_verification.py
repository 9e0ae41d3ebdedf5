"""`verify` finds what was tampered with, and nothing in a night that was not."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode, ShelterId
from core.domain.plans import Plan
from core.operations.closures import close_link
from core.operations.field import check_in
from core.operations.imports import import_table
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.planning.planner import make_plan
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.database import Store
from tests.core.store.test_projections import Desk
from tests.factories import minute, people_of_house

PLACES = tuple(PlaceCode(code) for code in ("P1", "P2", "P3"))


@pytest.fixture
def planned(drill: Store) -> tuple[Store, Plan]:
    order(drill, places=PLACES, level=Trigger.GO, at=minute(0), operator="")
    close_link(drill, link=LinkId("L8"), start=minute(0), at=minute(0), operator="")
    return drill, make_plan(planning_case(drill, minute(0)), lambda _: None, lambda: False)


def rules(store: Store) -> set[str]:
    found = verify(store)
    assert all(finding.error for finding in found)
    return {finding.rule for finding in found}


@pytest.mark.parametrize("seed", range(4))
def test_an_honest_night_passes(drill: Store, seed: int) -> None:
    desk = Desk(drill, random.Random(seed))
    for _ in range(80):
        desk.press()
    assert verify(drill) == ()


def test_an_honest_plan_passes_while_people_move_and_roads_change(planned: tuple[Store, Plan]) -> None:
    store, plan = planned
    adopt_plan(store, plan=plan, at=minute(0), operator="")
    check_in(store, persons=people_of_house(store, "H2"), place="S1", at=minute(20), operator="")
    close_link(store, link=LinkId("L3"), start=minute(30), at=minute(30), operator="")
    assert verify(store) == ()


def _over_a_closed_road(plan: Plan) -> Plan:
    moves = [
        replace(m, route=replace(m.route, links=(LinkId("L8"),))) if m.household == "H1" else m for m in plan.moves
    ]
    return replace(plan, moves=tuple(moves))


def _into_a_full_shelter(plan: Plan) -> Plan:
    return replace(plan, moves=tuple(replace(m, shelter=ShelterId("S1")) for m in plan.moves))


def _one_household_lost(plan: Plan) -> Plan:
    return replace(plan, moves=plan.moves[1:])


def _one_household_twice(plan: Plan) -> Plan:
    return replace(plan, moves=(*plan.moves, plan.moves[0]))


def _a_household_split(plan: Plan) -> Plan:
    first = replace(plan.moves[0], persons=plan.moves[0].persons[1:])
    return replace(plan, moves=(first, *plan.moves[1:]))


def _arriving_before_leaving(plan: Plan) -> Plan:
    first = replace(plan.moves[0], arrive=plan.moves[0].depart)
    return replace(plan, moves=(first, *plan.moves[1:]))


def _better_than_it_is(plan: Plan) -> Plan:
    return replace(plan, exposure=plan.exposure / 2)


TAMPERED = (
    _over_a_closed_road,
    _into_a_full_shelter,
    _one_household_lost,
    _one_household_twice,
    _a_household_split,
    _arriving_before_leaving,
    _better_than_it_is,
)


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda tamper: tamper.__name__.strip("_"))
def test_a_plan_that_breaks_a_rule_is_found(planned: tuple[Store, Plan], tamper: object) -> None:
    store, plan = planned
    adopt_plan(store, plan=tamper(plan), at=minute(0), operator="")  # type: ignore[operator]
    assert rules(store)


def test_a_plan_changed_in_the_file_is_found(planned: tuple[Store, Plan]) -> None:
    store, plan = planned
    adopt_plan(store, plan=plan, at=minute(0), operator="")
    digest = store.connection.execute("select hash from plans").fetchone()[0]
    store.connection.execute("update blobs set bytes = x'00' where hash = ?", (digest,))
    assert rules(store) == {"blob_changed"}


@pytest.mark.parametrize(
    "statement",
    [
        "update standings set class = 'refused' where person = (select min(person) from standings)",
        "delete from standings where person = (select min(person) from standings)",
        "update people set name = '别人' where id = (select min(id) from people)",
        "insert into operators values ('ffffffff', '没有的人')",
        "update orders set level = 'prepare'",
        "delete from search_keys where key = 'zsj'",
        "update link_changes set start = start + 60000",
    ],
)
def test_a_changed_row_is_found(planned: tuple[Store, Plan], statement: str) -> None:
    store, _ = planned
    check_in(store, persons=people_of_house(store, "H2"), place="S1", at=minute(20), operator="")
    assert verify(store) == ()
    store.connection.execute(statement)
    assert rules(store) == {"projections_differ"}


@pytest.mark.parametrize("position", [0, 1, 40, -1])
def test_a_changed_event_is_found_and_does_not_break_the_check(planned: tuple[Store, Plan], position: int) -> None:
    store, _ = planned
    n = store.journal.revision
    raw = bytearray(store.connection.execute("select bytes from events where n = ?", (n,)).fetchone()[0])
    raw[position] ^= 0x40
    store.connection.execute("update events set bytes = ? where n = ?", (bytes(raw), n))
    assert rules(store) == {"event_changed"}


def test_a_plan_older_than_its_tables_is_named_not_judged(planned: tuple[Store, Plan], tmp_path: Path) -> None:
    store, plan = planned
    adopt_plan(store, plan=plan, at=minute(0), operator="")
    source = tmp_path / "road_links.csv"
    source.write_text("link,from_node,to_node,length_m\nL1,n1,n4,9000\n", encoding="utf-8")
    import_table(store, table="road_links", source=source, datum="wgs84", dry_run=False, at=minute(1), operator="")
    found = verify(store)
    assert [(finding.rule, finding.error, finding.facts["tables"]) for finding in found] == [
        ("plan_older_than_tables", False, ["road_links"])
    ]
