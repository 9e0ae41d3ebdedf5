"""Roads taken back, maps read in another process, imports stopped half way."""

import pickle
from dataclasses import fields
from pathlib import Path

import pytest

from core.domain.events import Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.roads import Vehicle
from core.operations.plans import adopt_plan
from core.operations.road_import import RoadsImported, import_roads
from core.operations.road_known import roads_known
from core.operations.road_reading import packed_roads
from core.operations.road_taking import RoadsTold, take_roads
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.database import Store
from core.store.reference import read_rows, write_rows
from core.store.road_network import standing_links, standing_nodes
from tests.factories import make_file, minute, open_again
from tests.road_maps import collection, line_feature, network_as_geojson, network_as_osm


def bring(store: Store, source: Path) -> RoadsImported:
    return import_roads(store, source=source, datum="wgs84", dry_run=False, at=minute(0), operator="张值班")


@pytest.fixture
def own_map(drill: Store, tmp_path: Path) -> Path:
    """The file's own network as somebody would have drawn it in OSM."""
    path = tmp_path / "roads.osm"
    nodes, links = tuple(standing_nodes(drill.connection)), tuple(standing_links(drill.connection))
    path.write_text(network_as_osm(nodes, links), encoding="utf-8")
    return path


def roads_of(store: Store) -> tuple[object, ...]:
    return (*standing_nodes(store.connection), *standing_links(store.connection))


def test_taken_back_the_former_roads_are_there_again(drill: Store, own_map: Path) -> None:
    before = roads_of(drill)
    done = bring(drill, own_map)
    assert done.changes is not None
    event = done.changes.events[-1]
    after = roads_of(drill)
    changes = void(drill, event=event.id, at=minute(1), operator="")
    assert changes.tables == {"road_nodes", "road_links"}
    assert roads_of(drill) == before
    with pytest.raises(Refusal) as twice:
        void(drill, event=event.id, at=minute(1), operator="")
    assert twice.value.rule == Rule.ALREADY_VOID
    again = void(drill, event=changes.events[-1].id, at=minute(2), operator="")
    assert again.tables == {"road_nodes", "road_links"}
    assert roads_of(drill) == after
    dump = drill.dump()
    drill.rebuild()
    assert drill.dump() == dump
    assert verify(drill) == ()


def test_roads_that_others_followed_are_not_taken_back_and_those_go_one_by_one(
    drill: Store, own_map: Path, tmp_path: Path
) -> None:
    start = roads_of(drill)
    first = bring(drill, own_map)
    between = roads_of(drill)
    links = tuple(standing_links(drill.connection))[:-1]
    smaller = tmp_path / "少一段.geojson"
    smaller.write_text(network_as_geojson(standing_nodes(drill.connection), links), encoding="utf-8")
    second = bring(drill, smaller)
    assert first.changes is not None
    assert second.changes is not None
    with pytest.raises(Refusal) as refused:
        void(drill, event=first.changes.events[-1].id, at=minute(1), operator="")
    assert refused.value.rule == Rule.NOT_THE_LAST
    void(drill, event=second.changes.events[-1].id, at=minute(1), operator="")
    assert roads_of(drill) == between
    void(drill, event=first.changes.events[-1].id, at=minute(1), operator="")
    assert roads_of(drill) == start


def test_vehicles_that_moved_with_the_roads_move_back(drill: Store, tmp_path: Path) -> None:
    write_rows(drill.connection, "fleet", [Vehicle("V1", "bus", 20, depot="n1")])  # type: ignore[arg-type]
    near = {node.id: node.position for node in standing_nodes(drill.connection)}["n1"]
    source = tmp_path / "路.geojson"
    path = [(near.lon + 0.0009, near.lat), (near.lon + 0.03, near.lat)]
    source.write_text(collection(line_feature(path, {})), encoding="utf-8")
    done = bring(drill, source)
    assert done.changes is not None
    assert done.changes.tables == {"road_nodes", "road_links", "fleet"}
    assert [vehicle.depot for vehicle in read_rows(drill.connection, "fleet", Vehicle)] != ["n1"]
    void(drill, event=done.changes.events[-1].id, at=minute(1), operator="")
    assert [vehicle.depot for vehicle in read_rows(drill.connection, "fleet", Vehicle)] == ["n1"]


def test_roads_that_an_older_version_let_go_of_do_not_come_back(drill: Store, own_map: Path) -> None:
    """It kept no base of what a whole map replaced: nothing may be put in its place, least of all no roads at all."""
    done = bring(drill, own_map)
    drill.connection.execute("delete from table_bases where n > 0")
    drill.connection.execute("update table_bases set body = ''")
    assert done.changes is not None
    event = done.changes.events[-1]
    after = roads_of(drill)
    with pytest.raises(Refusal) as refused:
        void(drill, event=event.id, at=minute(1), operator="")
    assert refused.value.rule == Rule.FORMER_ROADS_NOT_KEPT
    drill.record([Draft(Kind.VOIDED, "tables", minute(1), values={"event": event.id})])  # another desk's, merged here
    assert roads_of(drill) == after
    drill.rebuild()
    assert roads_of(drill) == after


def stale(store: Store) -> bool:
    board = plan_board(store, minute(0))
    assert board is not None
    return board.stale


def test_a_plan_on_roads_that_went_or_came_back_is_out_of_date(drill: Store, own_map: Path) -> None:
    plan = make_plan(planning_case(drill, minute(0)), lambda _share: None, lambda: False)
    adopt_plan(drill, plan=plan, at=minute(0), operator="")
    assert not stale(drill)
    done = bring(drill, own_map)
    assert stale(drill)
    late = make_plan(planning_case(drill, minute(0)), lambda _share: None, lambda: False)
    assert done.changes is not None
    void(drill, event=done.changes.events[-1].id, at=minute(1), operator="")
    assert not stale(drill)  # the roads that it knows are there again
    with pytest.raises(Refusal) as refused:
        adopt_plan(drill, plan=late, at=minute(1), operator="")
    assert refused.value.rule == Rule.STALE_PLAN


def test_a_map_read_elsewhere_is_taken_in_as_one_read_here(drill: Store, own_map: Path, tmp_path: Path) -> None:
    known = pickle.loads(pickle.dumps(roads_known(drill)))  # noqa: S301 - as it goes to another process
    packed = pickle.loads(pickle.dumps(packed_roads(known, source=own_map, datum="wgs84")))  # noqa: S301
    other = tmp_path / "另一份.daolian"
    make_file(other)
    heard: list[str] = []
    take_roads(drill, packed=packed, at=minute(0), operator="", progress=lambda what, _count: heard.append(what))
    here = roads_of(drill)
    with open_again(other, write=True) as store:
        told = bring(store, own_map)
        assert roads_of(store) == here
        assert packed.told == told_of(told)
    with pytest.raises(Refusal) as refused:
        take_roads(drill, packed=packed, at=minute(0), operator="")
    assert refused.value.rule == Rule.ROADS_CHANGED


def told_of(done: RoadsImported) -> RoadsTold:
    return RoadsTold(**{item.name: getattr(done, item.name) for item in fields(RoadsTold)})


@pytest.mark.parametrize("stop_at", ["nodes written", "links written", "rows in place"])
def test_stopped_in_the_midst_nothing_has_changed(
    drill: Store, own_map: Path, stop_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.operations.road_reading.EVERY", 2)
    monkeypatch.setattr("core.store.table_imports.TOLD_EVERY", 2)
    before, revision = drill.dump(), drill.journal.revision

    def stop(what: str, _count: int) -> None:
        if what == stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_roads(drill, source=own_map, datum="wgs84", dry_run=False, at=minute(0), operator="", progress=stop)
    assert (drill.dump(), drill.journal.revision) == (before, revision)
    bring(drill, own_map)
