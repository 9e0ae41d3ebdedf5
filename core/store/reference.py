"""Reference tables: places, roads, stations, thresholds. One row per domain value, in the pack's order.

`body` is JSON of the value's fields by name, so that the tables can be read without this program.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any, TypeVar, get_type_hints

from core.domain.hazards import RainInterval, Station, Threshold
from core.domain.people import Institution
from core.domain.places import Place, Shelter, Town
from core.domain.roads import Closure, Delay, Link, Node, SpeedFactor, Vehicle
from core.domain.rooms import Room
from core.store.codec import decoder, encoder

T = TypeVar("T")

KINDS: dict[str, type[Any]] = {
    "towns": Town,
    "places": Place,
    "shelters": Shelter,
    "road_nodes": Node,
    "road_links": Link,
    "stations": Station,
    "rain": RainInterval,
    "institutions": Institution,
    "speeds": SpeedFactor,
    "delays": Delay,
    "thresholds": Threshold,
    "closures": Closure,
    "fleet": Vehicle,
    "rooms": Room,
}

_KEYS: dict[str, Callable[[Any], str]] = {
    "towns": lambda row: row.name,
    "places": lambda row: row.code,
    "rain": lambda row: f"{row.station} {row.end.isoformat()} {row.kind}",
    "speeds": lambda row: f"{row.mobility} {row.light} {row.rain}",
    "delays": lambda row: f"{row.mobility} {row.light}",
    "thresholds": lambda row: f"{row.place} {row.soil} {row.level}",
    "closures": lambda row: f"{row.link} {row.start.isoformat()} {row.end} {row.kind} {'|'.join(row.modes)}",
}


def row_key(table: str, row: Any) -> str:
    """The natural key of one row of a reference table."""
    key = _KEYS.get(table)
    return key(row) if key else str(row.id)


def write_rows(connection: Any, table: str, rows: Iterable[Any]) -> int:
    """Insert or replace rows by their natural key, in the order given; returns how many."""
    count = 0
    for pair in encoded_rows(table, rows):
        connection.execute(
            f"insert into {table} (key, body) values (?, ?) on conflict (key) do update set body = excluded.body", pair
        )
        count += 1
    return count


def encoded_rows(table: str, rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Rows as the table keeps them: natural key and JSON body."""
    kind = KINDS[table]
    names = [item.name for item in fields(kind)]
    encode = encoder(kind)
    for row in rows:
        body = json.dumps(dict(zip(names, encode(row), strict=True)), ensure_ascii=False, separators=(",", ":"))
        yield row_key(table, row), body


def read_rows(connection: Any, table: str, kind: type[T]) -> tuple[T, ...]:
    """All rows of a reference table in the pack's order."""
    hints = get_type_hints(kind)
    names = [item.name for item in fields(kind)]  # type: ignore[arg-type]
    decoders = {name: decoder(hints[name]) for name in names}
    out = []
    for (body,) in connection.execute(f"select body from {table} order by n"):
        plain = json.loads(body)
        out.append(kind(**{name: decoders[name](plain[name]) for name in names if name in plain}))
    return tuple(out)


def write_picture(connection: Any, name: str, value: Any) -> None:
    """Keep a part of the background (outline, river, relief) under its name; `value` is plain JSON values."""
    connection.execute(
        "insert into pictures (key, body) values (?, ?) on conflict (key) do update set body = excluded.body",
        (name, json.dumps(value, ensure_ascii=False)),
    )


def read_picture(connection: Any, name: str) -> Any:
    """The part kept under a name, or None."""
    found = connection.execute("select body from pictures where key = ?", (name,)).fetchone()
    return json.loads(found[0]) if found else None
