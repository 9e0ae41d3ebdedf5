"""A road map in a file that exists: a whole map takes the network's place, the csv pair adds to it."""

import pickle
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from core.domain.events import Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.places import Place
from core.domain.roads import Closure, Link, Vehicle
from core.exchange.cells import Problem
from core.exchange.road_maps.problems import RoadProblem
from core.operations.closures import close_link
from core.operations.plans import adopt_plan
from core.operations.road_import import RoadsImported, import_roads
from core.operations.road_known import roads_known
from core.operations.road_reading import OSM_CREDIT, packed_roads
from core.operations.road_taking import RoadsTold, take_roads
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.device import Surroundings
from core.store.reference import read_rows, write_rows
from core.store.road_network import standing_links, standing_nodes
from tests.factories import THREE_VILLAGES, make_file, minute, open_again, write_pack
from tests.road_maps import collection, line_feature, network_as_csv, network_as_geojson, network_as_osm


def bring(store: Store, source: Path, *, dry_run: bool = False, datum: str = "wgs84") -> RoadsImported:
    done = import_roads(store, source=source, datum=datum, dry_run=dry_run, at=minute(0), operator="张值班")
    assert done.rows_in == done.accepted + done.explained_count
    return done


def network(store: Store) -> dict[str, Link]:
    return {link.id: link for link in standing_links(store.connection)}


@pytest.fixture
def own_map(drill: Store, tmp_path: Path) -> Path:
    """The file's own network as somebody would have drawn it in OSM."""
    path = tmp_path / "roads.osm"
    nodes, links = tuple(standing_nodes(drill.connection)), tuple(standing_links(drill.connection))
    path.write_text(network_as_osm(nodes, links), encoding="utf-8")
    return path


def test_a_whole_map_takes_the_place_of_the_network(drill: Store, own_map: Path) -> None:
    done = bring(drill, own_map)
    assert (done.format, done.replaced, done.nodes, done.links, done.before) == ("osm", True, 6, 8, (6, 8))
    assert list(network(drill)) == [f"w{i}.0" for i in range(1, 9)]
    assert done.changes is not None
    (event,) = [event for event in done.changes.events if event.kind == Kind.IMPORTED]
    said = {name: event.values[name] for name in ("table", "rows", "nodes", "replaced")}
    assert said == {"table": "roads", "rows": 8, "nodes": 6, "replaced": True}
    assert done.changes.tables == {"road_nodes", "road_links"}


def test_a_dry_run_tells_the_same_and_changes_nothing(drill: Store, own_map: Path) -> None:
    before, revision = drill.dump(), drill.journal.revision
    dry = bring(drill, own_map, dry_run=True)
    assert (drill.dump(), drill.journal.revision, dry.changes) == (before, revision, None)
    wet = bring(drill, own_map)
    assert (dry.nodes, dry.links, dry.parts, dry.findings) == (wet.nodes, wet.links, wet.parts, wet.findings)


def test_the_pair_takes_the_network_s_place_where_that_is_asked_for(
    drill: Store, own_map: Path, tmp_path: Path
) -> None:
    """The way back to the roads of a pack."""
    nodes, links = tuple(standing_nodes(drill.connection)), tuple(standing_links(drill.connection))
    bring(drill, own_map)
    for name, text in network_as_csv(nodes, links).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = import_roads(drill, source=tmp_path, datum="wgs84", dry_run=False, at=minute(1), operator="", replaces=True)
    assert (done.replaced, done.before) == (True, (6, 8))
    assert tuple(standing_nodes(drill.connection)) == nodes
    assert tuple(standing_links(drill.connection)) == links


def test_the_same_map_twice_is_the_same_network(drill: Store, own_map: Path) -> None:
    bring(drill, own_map)
    before = drill.dump()
    bring(drill, own_map)
    assert drill.dump() == before


def test_osm_is_credited_once(drill: Store, own_map: Path) -> None:
    before = drill.incident.sources
    bring(drill, own_map, dry_run=True)
    for _ in range(2):
        bring(drill, own_map)
    with open_again(drill.path, write=False) as again:
        assert again.incident.sources == (*before, OSM_CREDIT)


def test_closures_on_roads_that_are_gone_are_told(drill: Store, own_map: Path) -> None:
    close_link(drill, link=next(iter(network(drill).values())).id, start=minute(0), at=minute(0), operator="")
    write_rows(drill.connection, "closures", [Closure("L2", minute(0)), Closure("L2", minute(9))])  # type: ignore[arg-type]
    done = bring(drill, own_map)
    assert {odd.rule for odd in done.findings} == {RoadProblem.CLOSURE_WITHOUT_LINK}
    told = [odd.facts for odd in done.findings]
    assert [(facts["link"], facts["road"].name, facts["road"].near, facts["count"]) for facts in told] == [
        ("L1", "甲路", ("甲村",), 1),
        ("L2", "乙路", ("乙村", "甲村"), 2),
    ]


def test_vehicles_move_to_the_nearest_node_of_the_new_roads(drill: Store, tmp_path: Path, own_map: Path) -> None:
    fleet: Any = [Vehicle("V1", "bus", 20, depot="n1"), Vehicle("V2", "bus", 20), Vehicle("V3", "bus", 20, depot="n9")]  # type: ignore[arg-type]
    write_rows(drill.connection, "fleet", fleet)
    done = bring(drill, own_map)
    about = [odd for odd in done.findings if odd.where == "fleet"]
    assert [(odd.rule, odd.facts["vehicle"]) for odd in about] == [
        (RoadProblem.DEPOT_WITHOUT_NODE, "V3"),  # its node was not there before, either
    ]
    assert done.changes is not None
    far = tmp_path / "far.geojson"
    near = {node.id: node.position for node in standing_nodes(drill.connection)}["n1"]
    path = [(near.lon + 0.0009, near.lat), (near.lon + 0.03, near.lat)]
    steps = [(near.lon + 0.0001, near.lat), (near.lon + 0.0001, near.lat + 0.001)]
    far.write_text(collection(line_feature(path, {}), line_feature(steps, {"highway": "steps"})), encoding="utf-8")
    done = bring(drill, far)
    about = [odd for odd in done.findings if odd.where == "fleet"]
    assert [(odd.rule, odd.facts["vehicle"]) for odd in about] == [
        (RoadProblem.DEPOT_MOVED, "V1"),
        (RoadProblem.DEPOT_WITHOUT_NODE, "V3"),
    ]
    moved = next(vehicle for vehicle in read_rows(drill.connection, "fleet", Vehicle) if vehicle.id == "V1")
    assert moved.depot == about[0].facts["to"]
    assert moved.depot in {node.id for node in standing_nodes(drill.connection)}
    assert about[0].facts["metres"] == pytest.approx(77, abs=2)


def test_the_csv_pair_replaces_rows_of_its_ids_and_adds_the_others(drill: Store, tmp_path: Path) -> None:
    (tmp_path / "road_nodes.csv").write_text("node,lon,lat\nn1,115.981,39.96\nn7,116.01,39.95\n", encoding="utf-8")
    links = "link,from_node,to_node,length_m,crossing\nL1,n1,n4,1800,bridge\nL9,n7,n4,900,\nL10,n7,n8,5,\n"
    (tmp_path / "road_links.csv").write_text(links, encoding="utf-8")
    done = bring(drill, tmp_path)
    assert (done.format, done.replaced, done.nodes, done.links, done.rows_in) == ("csv", False, 2, 2, 5)
    assert [(told.rule, told.where, told.line) for told in done.explained] == [
        (Problem.UNKNOWN_NODE, "road_links.csv", 4)
    ]
    found = network(drill)
    assert list(found) == [*(f"L{i}" for i in range(1, 9)), "L9"]
    assert (found["L1"].length_m, found["L1"].crossing, found["L1"].walk_s) == (1800, "bridge", None)
    assert {node.id: node.position.lon for node in standing_nodes(drill.connection)}["n1"] == 115.981
    assert done.main_part[0] == 9


def test_one_table_of_the_pair_alone(drill: Store, tmp_path: Path) -> None:
    table = tmp_path / "来的路.csv"
    table.write_text("link,from_node,to_node,length_m\nL9,n1,n4,900\n", encoding="utf-8")
    done = bring(drill, table)
    assert (done.links, done.nodes, done.parts) == (1, 0, ())
    table.write_text("node,lon,lat\nn8,116.0,39.95\nn8,116.0,39.95\nn9,120.0,39.95\nx,39.95,116.0\n", encoding="utf-8")
    done = bring(drill, table)
    assert (done.links, done.nodes) == (0, 1)
    assert [(told.rule, told.line) for told in done.explained] == [
        (Problem.LON_LAT_SWAPPED, 5),
        (Problem.DUPLICATE, 3),
        (Problem.OUTSIDE_OUTLINE, 4),
    ]


def test_odd_rows_of_the_pair_are_explained_where_they_stand(drill: Store, tmp_path: Path) -> None:
    rows = [
        "link,from_node,to_node,length_m,walk_s,modes,colour",
        "A,n1,n1,50,,,",
        "B,n1,n4,0,,,",
        "C,n1,n4,0,30,,",
        "D,n1,n4,70,,boat,",
        "E,n1,n5,70,,,",
        "E,n1,n5,70,,,",
        "F,n5,n1,70,,,",
        "G,n5,n1,70,,walk,",
    ]
    (tmp_path / "road_links.csv").write_text("\n".join(rows), encoding="utf-8")
    done = bring(drill, tmp_path)
    assert sorted((told.line or 0, told.rule) for told in done.explained) == [
        (2, RoadProblem.LOOP),
        (3, RoadProblem.ZERO_LENGTH),
        (5, Problem.BAD_VALUE),
        (7, RoadProblem.DUPLICATE),
        (8, RoadProblem.SAME_COURSE),
    ]
    assert (done.links, done.merged) == (3, 1)
    assert [(odd.rule, odd.column) for odd in done.findings] == [(Problem.UNKNOWN_COLUMN, "colour")]


def test_batches_make_no_difference(drill: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nodes, links = tuple(standing_nodes(drill.connection)), tuple(standing_links(drill.connection))
    for name, text in network_as_csv(nodes, links).items():
        (tmp_path / name).write_text(text + text.split("\n", 1)[1], encoding="utf-8")
    whole = bring(drill, tmp_path, dry_run=True)
    monkeypatch.setattr("core.exchange.road_maps.csv_pair._BATCH", 3)
    pieces = bring(drill, tmp_path, dry_run=True)
    assert (whole.explained, whole.nodes, whole.links) == (pieces.explained, pieces.nodes, pieces.links)
    assert [told.rule for told in whole.explained] == [Problem.DUPLICATE] * 6 + [RoadProblem.DUPLICATE] * 8


def test_a_pair_in_another_datum(drill: Store, tmp_path: Path) -> None:
    (tmp_path / "road_nodes.csv").write_text("node,lon,lat\na,116.0,39.96\nb,116.01,39.95\n", encoding="utf-8")
    (tmp_path / "road_links.csv").write_text(
        'link,from_node,to_node,length_m,via_lon_lat\nN,a,b,900,"116.005,39.955"\n', encoding="utf-8"
    )
    done = bring(drill, tmp_path, datum="gcj02")
    (told,) = done.findings
    assert (told.rule, told.facts["datum"], told.facts["count"]) == (RoadProblem.DATUM_CONVERTED, "gcj02", 3)
    assert told.facts["metres"] == round(done.datum.largest_shift_m, 1) > 400
    assert network(drill)["N"].via[0].lon == pytest.approx(116.005 - 0.0062, abs=0.0005)


def test_progress_is_told_now_and_then(drill: Store, own_map: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("core.exchange.road_maps.osm_ways", "core.operations.road_reading"):
        monkeypatch.setattr(f"{module}.EVERY", 4)
    told: list[tuple[str, int]] = []
    import_roads(
        drill, source=own_map, datum="wgs84", dry_run=False, at=minute(0), operator="",
        progress=lambda what, count: told.append((what, count)),
    )  # fmt: skip
    assert told == [("ways", 4), ("ways", 8), ("nodes written", 4), ("links written", 4), ("links written", 8)]


@pytest.mark.parametrize("bad", ["<osm><way", "<osm/>"])
def test_a_bad_map_leaves_the_file_as_it_was(drill: Store, tmp_path: Path, bad: str) -> None:
    before, revision = drill.dump(), drill.journal.revision
    path = tmp_path / "roads.osm"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        bring(drill, path)
    assert caught.value.rule == Rule.IMPORT_ERRORS
    assert (drill.dump(), drill.journal.revision) == (before, revision)


def test_a_failure_while_writing_leaves_the_file_as_it_was(
    drill: Store, own_map: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drill.dump()
    monkeypatch.setattr(Store, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(drill, own_map)
    assert drill.dump() == before


def test_an_unknown_datum(drill: Store) -> None:
    with pytest.raises(Refusal) as caught:
        bring(drill, THREE_VILLAGES, datum="mars")
    assert (caught.value.rule, caught.value.facts) == (Rule.BAD_OPTION, {"option": "datum", "value": "mars"})


BERLIN = [line_feature([(13.4, 52.5), (13.41, 52.5)], {"highway": "residential"})]


@pytest.fixture
def unbounded(tmp_path: Path, around: Surroundings) -> Iterator[Store]:
    """The three villages in a file whose pack drew no outline."""
    path = tmp_path / "无界.daolian"
    make_file(path, pack=write_pack(tmp_path / "pack", {"outline.csv": None}))
    with closing(open_store(path, around)) as store:
        yield store


def test_roads_of_another_land_are_refused_without_an_outline(unbounded: Store, tmp_path: Path) -> None:
    before = unbounded.dump()
    (source := tmp_path / "berlin.geojson").write_text(collection(*BERLIN), encoding="utf-8")
    (tmp_path / "pair").mkdir()
    (tmp_path / "pair" / "road_nodes.csv").write_text("node,lon,lat\na,13.4,52.5\nb,13.41,52.5\n", encoding="utf-8")
    (tmp_path / "pair" / "road_links.csv").write_text("link,from_node,to_node,length_m\nL,a,b,9\n", encoding="utf-8")
    for foreign in (source, tmp_path / "pair"):
        with pytest.raises(Refusal) as caught:
            bring(unbounded, foreign)
        first = caught.value.findings[0]
        assert (first.rule, first.facts["margin_km"]) == (RoadProblem.FAR_FROM_PLACES, 50.0)
    assert unbounded.dump() == before


def test_a_map_that_comes_near_no_village_is_refused_and_one_that_leaves_some_out_says_which(
    drill: Store, tmp_path: Path
) -> None:
    before = drill.dump()
    source = tmp_path / "roads.geojson"
    source.write_text(collection(line_feature([(116.15, 39.96), (116.16, 39.96)])), encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        bring(drill, source)
    assert caught.value.findings[0].rule == RoadProblem.ROADS_ELSEWHERE
    assert drill.dump() == before
    place = next(iter(read_rows(drill.connection, "places", Place)))
    assert place.position is not None
    here = place.position.lon, place.position.lat
    source.write_text(collection(line_feature([here, (here[0], here[1] + 0.001)])), encoding="utf-8")
    (told,) = [odd for odd in bring(drill, source).findings if odd.rule == RoadProblem.PLACES_WITHOUT_ROADS]
    assert 0 < told.facts["count"] < told.facts["of"] == 5
    assert f"{place.town}/{place.name}" not in told.facts["places"]


# -- taken back --------------------------------------------------------------------------------------------------------


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
