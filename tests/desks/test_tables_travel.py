"""What one desk imports of places, shelters, roads and vehicles, the others plan on: in any order of the sticks."""

import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import cbor2
import pytest
import zstandard

from core.domain.events import Draft, Kind
from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode
from core.operations.bundles import make_bundle, merge
from core.operations.closures import close_link
from core.operations.enrolment import Laptop, enrol, join
from core.operations.field import check_in
from core.operations.imports import import_table
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.operations.road_import import import_roads
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.names import shelters
from core.queries.night import night
from core.queries.planning_case import case_of_plan, planning_case
from core.queries.verification import verify
from core.store.bundle_format import pack
from core.store.database import Store, open_store
from core.store.reference import KINDS, read_rows
from core.store.road_network import standing_links, standing_nodes
from core.store.tables import table_digests
from tests.desks.test_any_order import TOWNSHIP
from tests.factories import minute, surroundings, who
from tests.road_maps import network_as_geojson

HEAD = "id,name,town,kind,lon,lat,capacity\n"


def bring(store: Store, folder: Path, rows: str) -> None:
    source = folder / "shelters.csv"
    source.write_text(HEAD + rows, encoding="utf-8")
    import_table(store, table="shelters", source=source, datum="wgs84", dry_run=False, at=minute(1), operator="")


def capacities(store: Store) -> dict[str, int]:
    return {shelter.id: shelter.capacity for shelter in shelters(store).values()}


@pytest.fixture
def desks(drill: Store, tmp_path: Path) -> Any:
    """The duty room and two islands, equal so far."""
    for seed in (8, 9):
        laptops = [Laptop(surroundings(seed).device.public, f"岛{seed}")]
        enrol(drill, laptops=laptops, township=TOWNSHIP, at=minute(0), operator="")
    drill.connection.execute("pragma wal_checkpoint(truncate)")
    stores = [drill]
    for seed in (8, 9):
        path = tmp_path / f"{seed}.daolian"
        copyfile(drill.path, path)
        stores.append(open_store(path, surroundings(seed)))
    yield stores
    for store in stores[1:]:
        store.close()


def carry(one: Store, other: Store) -> Any:
    return merge(other, [make_bundle(one, {})[0]])


def test_a_shelter_that_one_desk_adds_is_planned_on_by_the_other(desks: list[Store], tmp_path: Path) -> None:
    duty, island, _ = desks
    bring(
        duty,
        tmp_path,
        "S1,岛一小学,练习镇,safety_island,116.01,39.96,77\nS9,新岛,练习镇,safety_island,116.02,39.96,40\n",
    )
    done = carry(duty, island)
    assert (done.differing, done.changes.tables) == ((), {"shelters"})
    assert capacities(island) == capacities(duty)
    assert capacities(island)["S9"] == 40
    assert planning_case(island, minute(5)).shelters == planning_case(duty, minute(5)).shelters
    assert verify(island) == ()


@pytest.mark.parametrize("seed", range(4))
def test_a_plan_is_checked_by_a_desk_that_learnt_of_it_in_another_order(desks: list[Store], seed: int) -> None:
    """What the planning desk knew is told by its entry: a file that numbers its entries otherwise reads the same case,
    and what came in between or was written elsewhere meanwhile is not taken for it."""
    duty, island, other = desks
    draws = random.Random(seed)
    order(duty, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=minute(1), operator="")
    close_link(island, link=LinkId("L6"), start=minute(0), at=minute(1), operator="")
    check_in(island, persons=(who(island, "H3/孙拟乙"),), place="S1", at=minute(2), operator="")
    if draws.random() < 0.5:
        carry(island, duty)
    check_in(other, persons=(who(other, "H1/赵示甲"),), place="S2", at=minute(2), operator="")
    plan = make_plan(planning_case(duty, minute(5)), lambda _: None, lambda: False)
    adopt_plan(duty, plan=plan, at=minute(5), operator="")
    case = case_of_plan(duty, night(duty).adopted)  # type: ignore[arg-type]
    assert verify(duty) == ()
    wholes = [make_bundle(store, {})[0] for store in desks]
    parts = [replace(one, events=(event,)) for one in wholes for event in one.events]
    draws.shuffle(parts)
    for part in parts:
        merge(other, [part])
        merge(duty, [part])
    for store in (other, duty):
        adopted = night(store).adopted
        assert adopted is not None
        again = case_of_plan(store, adopted)
        assert replace(again, revision=0) == replace(case, revision=0)
        assert verify(store) == ()


@pytest.mark.parametrize("seed", range(5))
def test_imports_made_apart_are_folded_alike_on_every_desk(desks: list[Store], tmp_path: Path, seed: int) -> None:
    """Entry by entry, blobs early or late: in the end the same rows, and a rebuild gives them again."""
    draws = random.Random(seed)
    for number, store in enumerate(desks):
        for n in range(draws.randint(1, 2)):
            who = draws.choice(("S1", "S2", f"N{number}"))
            row = f"{who},岛 {number} {n},练习镇,safety_island,116.0{number + 1},39.96,{draws.randint(1, 99)}\n"
            bring(store, tmp_path, row)
    wholes = [make_bundle(store, {})[0] for store in desks]
    for store in desks:
        parts = [replace(one, events=(event,), blobs=()) for one in wholes for event in one.events]
        parts += [replace(one, events=(event,)) for one in wholes for event in one.events]
        draws.shuffle(parts)
        for part in parts:
            merge(store, [part])
        merge(store, wholes)
        dump = store.dump()
        store.rebuild()
        assert store.dump() == dump
    assert len({store.dump() for store in desks}) == 1
    assert len({tuple(sorted(table_digests(store).items())) for store in desks}) == 1
    rows = [[(row.id, row.capacity) for row in read_rows(s.connection, "shelters", KINDS["shelters"])] for s in desks]
    assert rows[0] == rows[1] == rows[2]  # also in the same order: a plan may depend on it


def test_a_road_map_takes_the_place_of_what_was_there_on_both(desks: list[Store], tmp_path: Path) -> None:
    duty, island, other = desks
    source = tmp_path / "路.geojson"
    links = tuple(standing_links(duty.connection))[:-1]
    source.write_text(network_as_geojson(standing_nodes(duty.connection), links), encoding="utf-8")
    import_roads(duty, source=source, datum="wgs84", dry_run=False, at=minute(1), operator="")
    bring(island, tmp_path, "N1,小岛,练习镇,safety_island,116.02,39.96,9\n")
    carry(island, duty)
    carry(duty, island)
    carry(duty, other)
    assert len({store.dump() for store in desks}) == 1
    assert read_rows(duty.connection, "road_links", KINDS["road_links"]) == read_rows(
        other.connection, "road_links", KINDS["road_links"]
    )
    assert verify(other) == ()


@pytest.mark.parametrize("seed", range(3))
def test_roads_taken_back_are_taken_back_everywhere(desks: list[Store], tmp_path: Path, seed: int) -> None:
    """Whatever comes first, the import or its being taken back, and whatever another desk added meanwhile."""
    duty, island, other = desks
    before = read_rows(duty.connection, "road_links", KINDS["road_links"])
    source = tmp_path / "路.geojson"
    nodes, links = standing_nodes(duty.connection), tuple(standing_links(duty.connection))[:-1]
    source.write_text(network_as_geojson(nodes, links), encoding="utf-8")
    done = import_roads(duty, source=source, datum="wgs84", dry_run=False, at=minute(1), operator="")
    assert done.changes is not None
    bring(island, tmp_path, "N1,小岛,练习镇,safety_island,116.02,39.96,9\n")
    bring(duty, tmp_path, "N2,又一岛,练习镇,safety_island,116.03,39.96,9\n")
    back = void(duty, event=done.changes.events[-1].id, at=minute(2), operator="")
    if seed:
        void(duty, event=back.events[-1].id, at=minute(3), operator="")
    wholes = [make_bundle(store, {})[0] for store in desks]
    parts = [replace(one, events=(event,)) for one in wholes for event in one.events]
    random.Random(seed).shuffle(parts)
    for store in (island, other, duty):
        for part in parts:
            merge(store, [part])
        dump = store.dump()
        store.rebuild()
        assert store.dump() == dump
        assert (read_rows(store.connection, "road_links", KINDS["road_links"]) == before) == (not seed)
    assert len({store.dump() for store in desks}) == 1
    assert verify(other) == ()


def test_a_new_desk_begins_with_the_tables_as_they_are_now(desks: list[Store], tmp_path: Path) -> None:
    duty, *_ = desks
    bring(
        duty,
        tmp_path,
        "S1,岛一小学,练习镇,safety_island,116.01,39.96,77\nN1,小岛,练习镇,safety_island,116.02,39.96,9\n",
    )
    newcomer = surroundings(31)
    enrol(duty, laptops=[Laptop(newcomer.device.public, "新")], township=TOWNSHIP, at=minute(2), operator="")
    bundle, raw = make_bundle(duty, None)
    (tmp_path / "first").write_bytes(raw)
    join(tmp_path / "first", tmp_path / "新.daolian", newcomer, plain=True, passphrase=None)
    with closing(open_store(tmp_path / "新.daolian", newcomer)) as store:
        assert store.dump() == duty.dump()
        assert capacities(store)["S1"] == 77
        store.rebuild()
        assert store.dump() == duty.dump()
    assert pack(bundle, duty.around.device.key.sign, None, duty.around.draw)


def test_rows_that_nothing_here_can_read_are_passed_over(desks: list[Store]) -> None:
    """A newer version's mistake, signed by a desk: the other tables and rows are taken, no screen breaks."""
    duty, island, _ = desks
    good = '{"id":"N1","name":"小岛","town":"练习镇","kind":"safety_island","position":null,"capacity":5}'
    cells = ["N1", good, "N2", "{", "N3", '{"id":7}', "N4", "[]", 5, good]
    digest = duty.journal.put_blob(zstandard.compress(cbor2.dumps(cells)))
    values = {"table": "shelters", "rows": 5, "parts": {"shelters": [digest], "of_tomorrow": ["ab" * 32]}}
    duty.record([Draft(Kind.IMPORTED, "tables", minute(1), values=values)])
    carry(duty, island)
    assert duty.dump() == island.dump()
    assert {"N2", "N3", "N4"}.isdisjoint(capacities(island))
