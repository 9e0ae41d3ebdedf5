"""How long a road map takes to import, and how much memory it needs at most.

    python -m pytest tests/benchmarks/test_road_import_speed.py --benchmark-only -s

Peers: the bare reading of the same file (XML events, `json.load`, `csv`, pyosmium, pyogrio), and the same network built
in networkx. The memory is the peak of a process of its own over what that process needs before it reads; times are of
the processor. `DAOLIAN_ROAD_LINKS=1000000` asks for a file of a million, `DAOLIAN_ROAD_ROUNDS` for fewer rounds.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from xml.parsers import expat

import networkx as nx
import numpy as np
import osmium
import pyogrio
import pytest
import shapely

LINKS = int(os.environ.get("DAOLIAN_ROAD_LINKS", "50000"))
BENDS = 2
ROUNDS = int(os.environ.get("DAOLIAN_ROAD_ROUNDS", "5"))


def grid_ways(links: int) -> Iterator[tuple[int, list[int], list[tuple[float, float]]]]:
    """Ways of one block each along a grid: number, node ids, positions. About half go east, half go north."""
    rnd = Random(1)
    width = max(2, round((links / 2) ** 0.5))
    step = 0.2 / width
    inner = width * width * 2
    number = 0
    for row in range(width):
        for column in range(width):
            for ahead in (1, width):
                number += 1
                if (ahead == 1 and column == width - 1) or (ahead == width and row == width - 1):
                    continue
                here, there = row * width + column, row * width + column + ahead
                ends = [(115.9 + step * (node % width), 39.88 + step * (node // width)) for node in (here, there)]
                bends = []
                for bend in range(1, BENDS + 1):
                    share = bend / (BENDS + 1)
                    off = (rnd.uniform(-0.05, 0.05) * step for _ in ends)
                    spot = [a + (b - a) * share + o for a, b, o in zip(*ends, off, strict=True)]
                    bends.append((round(spot[0], 7), round(spot[1], 7)))
                ids = [here + 1, *(inner + BENDS * number + bend for bend in range(BENDS)), there + 1]
                yield number, ids, [ends[0], *bends, ends[1]]


def write_osm(path: Path, links: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n')
        done: set[int] = set()
        for _, ids, points in grid_ways(links):
            for node, (lon, lat) in zip(ids, points, strict=True):
                if node not in done:
                    done.add(node)
                    out.write(f'<node id="{node}" lat="{lat:.7f}" lon="{lon:.7f}" version="1"/>\n')
        for number, ids, _ in grid_ways(links):
            inside = "".join(f'<nd ref="{node}"/>' for node in ids)
            tags = '<tag k="highway" v="residential"/>' + f'<tag k="name" v="第{number % 997}路"/>'
            out.write(f'<way id="{number}" version="1">{inside}{tags}</way>\n')
        out.write("</osm>\n")


def write_geojson(path: Path, links: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "features": [\n')
        for count, (number, _, points) in enumerate(grid_ways(links)):
            geometry = {"type": "LineString", "coordinates": points}
            properties = {"highway": "residential", "name": f"第{number % 997}路"}
            feature = {"type": "Feature", "id": number, "properties": properties, "geometry": geometry}
            out.write((",\n" if count else "") + json.dumps(feature, ensure_ascii=False))
        out.write("\n]}\n")


def write_pair(path: Path, links: int) -> None:
    path.mkdir(exist_ok=True)
    done: set[int] = set()
    with (path / "road_nodes.csv").open("w", encoding="utf-8") as out:
        out.write("node,lon,lat\n")
        for _, ids, points in grid_ways(links):
            for node, (lon, lat) in ((ids[0], points[0]), (ids[-1], points[-1])):
                if node not in done:
                    done.add(node)
                    out.write(f"{node},{lon:.7f},{lat:.7f}\n")
    with (path / "road_links.csv").open("w", encoding="utf-8") as out:
        out.write("link,from_node,to_node,length_m,name,via_lon_lat\n")
        for number, ids, points in grid_ways(links):
            via = " ".join(f"{lon},{lat}" for lon, lat in points[1:-1])
            out.write(f'{number},{ids[0]},{ids[-1]},{400 + number % 300},第{number % 997}路,"{via}"\n')


def write_pbf(path: Path, links: int) -> None:
    plain = path.with_suffix(".xml.osm")
    write_osm(plain, links)
    with osmium.SimpleWriter(str(path)) as out:
        for each in osmium.FileProcessor(str(plain)):
            out.add(each)


def write_layer(path: Path, links: int) -> None:
    ways = list(grid_ways(links))
    shapes = np.array(shapely.to_wkb([shapely.LineString(points) for _, _, points in ways]), dtype=object)
    names = np.array([f"第{number % 997}路" for number, _, _ in ways], dtype=object)
    highway = np.array(["residential"] * len(ways), dtype=object)
    fields = ["highway", "name"]
    more: dict[str, Any] = {"geometry_type": "LineString", "crs": "EPSG:4326", "encoding": "UTF-8"}
    pyogrio.raw.write(path, shapes, [highway, names], fields, **more)


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "osm": write_osm,
    "osm.pbf": write_pbf,
    "geojson": write_geojson,
    "gpkg": write_layer,
    "shp": write_layer,
    "pair": write_pair,
}

# A process of its own: the peak is that of one import, and nothing read before weighs on it.
_MEASURED = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
from core.operations.road_import import import_roads
from core.store.database import open_store
from tests.factories import surroundings
def peak():  # of this program alone; getrusage counts whoever started it, too
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
before, begun = peak(), time.process_time()
told = [time.process_time()]
store = open_store(Path(sys.argv[1]), surroundings(7))
done = import_roads(store, source=Path(sys.argv[2]), datum="wgs84", dry_run=sys.argv[3] == "dry",
                    at=datetime(2023, 7, 30, tzinfo=UTC), operator="",
                    progress=lambda _what, _count: told.append(time.process_time()))
told.append(time.process_time())
seconds = time.process_time() - begun
print(json.dumps({"seconds": seconds, "before": before, "peak": peak(), "links": done.links, "in": done.rows_in,
                  "explained": done.explained_count, "told": len(told) - 2,
                  "silent": max(b - a for a, b in zip(told, told[1:]))}))
"""


def measured(file: Path, source: Path, *, dry: bool) -> dict[str, Any]:
    """One import in a process of its own: seconds, megabytes before and at the peak, links."""
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", _MEASURED, str(file), str(source), "dry" if dry else "write"]
    said = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def bare_reading(kind: str, source: Path) -> float:
    """Seconds to read the file by the library that knows the format and do nothing with it."""
    begun = time.process_time()
    if kind == "osm":
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda _name, _attributes: None
        with source.open("rb") as file:
            parser.ParseFile(file)
    elif kind == "geojson":
        json.loads(source.read_text(encoding="utf-8"))
    elif kind == "osm.pbf":
        sum(1 for _ in osmium.FileProcessor(str(source)))
    elif kind in ("gpkg", "shp"):
        pyogrio.raw.read(source)
    else:
        for name in ("road_nodes.csv", "road_links.csv"):
            with (source / name).open(encoding="utf-8", newline="") as table:
                sum(len(cells) for cells in csv.reader(table))
    return time.process_time() - begun


def in_networkx(links: int) -> float:
    """Seconds to build the network as a graph of nodes with positions and edges with bends, once it is read."""
    ways = list(grid_ways(links))
    begun = time.process_time()
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for number, ids, points in ways:
        graph.add_node(ids[0], position=points[0])
        graph.add_node(ids[-1], position=points[-1])
        for tail, head in ((ids[0], ids[-1]), (ids[-1], ids[0])):
            graph.add_edge(tail, head, key=number, via=points[1:-1], length_m=400.0)
    return time.process_time() - begun


@pytest.mark.benchmark(group="road import")
@pytest.mark.parametrize("kind", list(WRITERS))
def test_importing_a_large_road_map(benchmark: Any, tmp_path: Path, drill_bytes: bytes, kind: str) -> None:
    source = tmp_path / ("roads" if kind == "pair" else f"roads.{kind}")
    WRITERS[kind](source, LINKS)
    runs = []

    def once() -> None:
        file = tmp_path / f"{len(runs)}.daolian"
        file.write_bytes(drill_bytes)
        runs.append(measured(file, source, dry=False))

    benchmark.pedantic(once, rounds=ROUNDS, iterations=1)
    seconds = statistics.median(run["seconds"] for run in runs)
    grown = statistics.median(run["peak"] - run["before"] for run in runs)
    bare = statistics.median(bare_reading(kind, source) for _ in range(ROUNDS))
    graph = statistics.median(in_networkx(LINKS) for _ in range(ROUNDS))
    links = runs[0]["links"]
    benchmark.extra_info.update({"links": links, "seconds": seconds, "megabytes": grown, "bare": bare, "graph": graph})
    a_link = 1e6 * grown / links
    first = runs[0]
    print(  # noqa: T201 - a benchmark says what it measured
        f"\n{kind}: {links} links in {seconds:.2f} s, peak {first['peak']:.0f} MB, {grown:.0f} MB over "
        f"{first['before']:.0f} MB ({a_link:.0f} bytes a link); told {first['told']} times how far, silent "
        f"{first['silent']:.1f} s at most; bare reading {bare:.2f} s (ratio {seconds / bare:.1f}), networkx graph "
        f"alone {graph:.2f} s (ratio {seconds / graph:.1f})"
    )
    assert runs[0]["in"] == links + runs[0]["explained"] or kind == "pair"
