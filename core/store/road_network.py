"""The road tables as a whole: replaced by a new map, or asked what hangs on them. Rows go through `reference`."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar, get_type_hints

from core.domain.ids import LinkId
from core.domain.roads import Closure, Link, Node, Vehicle
from core.store.codec import decoder
from core.store.database import Store
from core.store.reference import read_rows

T = TypeVar("T")

TABLES = ("road_nodes", "road_links")


def standing_nodes(connection: Any) -> Iterator[Node]:
    """The nodes of the file one by one, in its order."""
    return _stream(connection, "road_nodes", Node)


def standing_links(connection: Any) -> Iterator[Link]:
    return _stream(connection, "road_links", Link)


def network_size(connection: Any) -> tuple[int, int]:
    """Nodes and links of the file."""
    nodes, links = (connection.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES)
    return int(nodes), int(links)


def credits_osm(store: Store) -> bool:
    """Whether one of the sources to credit is OpenStreetMap already."""
    found = store.connection.execute("select value from meta where key = 'sources'").fetchone()
    return any("OpenStreetMap" in known for known in json.loads(found[0])) if found else False


def closed_links(store: Store) -> dict[LinkId, int]:
    """Links that a closure of the file or one entered by hand names, with how many do."""
    found: dict[LinkId, int] = {}
    for closure in read_rows(store.connection, "closures", Closure):
        found[closure.link] = found.get(closure.link, 0) + 1
    rows = store.connection.execute("select link, count(*) from link_changes where not opened group by link")
    for link, count in rows:
        found[LinkId(link)] = found.get(LinkId(link), 0) + int(count)
    return dict(sorted(found.items()))


def depots(store: Store) -> tuple[Vehicle, ...]:
    """Vehicles that stand at a node of the network."""
    return tuple(each for each in read_rows(store.connection, "fleet", Vehicle) if each.depot is not None)


def _stream(connection: Any, table: str, kind: type[T]) -> Iterator[T]:
    """Rows one by one: a million of them at once would be a gigabyte."""
    hints = get_type_hints(kind)
    decoders = {item.name: decoder(hints[item.name]) for item in fields(kind)}  # type: ignore[arg-type]
    for (body,) in connection.execute(f"select body from {table} order by n"):
        plain = json.loads(body)
        yield kind(**{name: decode(plain[name]) for name, decode in decoders.items() if name in plain})
