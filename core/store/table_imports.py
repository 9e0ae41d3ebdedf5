"""Reference tables that an import changed: its rows are blobs named in its event, so that every desk plans on the same.

A table is what it was at first (its *base*: the pack, or what a new desk joined with) and then the imports in causal
order, ties by id: rows by their key, a whole road map in place of what was there. The base is kept beside the table
when the first import touches it, so that imports which two desks made apart are folded alike on both.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any, get_type_hints

import cbor2
import zstandard

from core.domain.events import Event, Kind
from core.domain.heads import effective_chain
from core.domain.ids import BlobHash, EventId
from core.store.codec import decoder
from core.store.journal import Journal
from core.store.reference import KINDS, encoded_rows

SUBJECT = "tables"
PART_ROWS = 20_000  # rows of one blob: a road map of a million is never in memory at once
LARGEST_PART = 256 << 20
ROADS = ("road_nodes", "road_links")
PERSONAL_TABLES = ("institutions", "fleet")  # they name contacts and drivers: their rows go when personal data do
Parts = dict[str, list[str]]


def put_parts(journal: Journal, table: str, rows: Iterable[Any]) -> list[str]:
    """Keep rows of a reference table as blobs; their hashes, in order."""
    pairs, out = encoded_rows(table, rows), list[str]()
    pack = zstandard.ZstdCompressor(level=3)
    while part := [cell for pair in islice(pairs, PART_ROWS) for cell in pair]:
        raw = pack.compress(cbor2.dumps(part))
        out.append(str(journal.put_blob(raw, personal=table in PERSONAL_TABLES)))
    return out


def parts_of(event: Event) -> Parts:
    """Hashes of the blobs with an import's rows, by table; none for an import of an older version."""
    if event.kind != Kind.IMPORTED or event.subject != SUBJECT:
        return {}
    parts: Mapping[str, list[str]] = event.values.get("parts", {})
    return {table: list(hashes) for table, hashes in parts.items() if table in KINDS}


def personal_parts(event: Event) -> tuple[str, ...]:
    """Hashes of an import's blobs that hold personal data."""
    parts = parts_of(event)
    return tuple(digest for table in PERSONAL_TABLES for digest in parts.get(table, ()))


class TableFold:
    """Keeps the reference tables what base and imports make them. The caller holds the transaction."""

    def __init__(self, connection: Any, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def apply(self, new: Iterable[Event]) -> None:
        """After events were appended, or their blobs came late."""
        imports = {event.id: event for event in new if parts_of(event)}
        if not imports:
            return
        before = [event.id for event in self._chain(without=set(imports))]
        if [event.id for event in self._chain()] == [*before, *imports]:  # nothing that was there moves, or comes after
            for event in imports.values():
                self._write(event)
        else:
            self.refold()

    def refold(self) -> None:
        """Every table that an import touched, again from its base."""
        for (table,) in self._connection.execute("select distinct name from table_bases").fetchall():
            if self._stays(table):
                continue
            self._connection.execute(f"delete from {table}")
            self._connection.execute(
                f"insert into {table} (key, body)"
                " select key, body from table_bases where name = ? and n > 0 order by n",
                (table,),
            )
        for event in self._chain():
            self._write(event)

    def _chain(self, without: Collection[EventId] = ()) -> list[Event]:
        told = self._journal.of_subject(SUBJECT)
        events = {event.id: event for event in told if event.id not in without}
        return [event for event in effective_chain(events) if parts_of(event)]

    def _stays(self, table: str) -> bool:
        """After personal data were erased the rows that are left, without them, are all there is."""
        return table in PERSONAL_TABLES and self._journal.blobs.erased

    def _write(self, event: Event) -> None:
        replaced = bool(event.values.get("replaced"))
        for table, hashes in parts_of(event).items():
            if self._stays(table):
                continue
            whole = replaced and table in ROADS
            self._keep_base(table, whole)
            if whole:
                self._connection.execute(f"delete from {table}")
            for digest in hashes:
                raw = self._journal.blob(BlobHash(digest))
                if raw is not None:  # cut off a stick: its rows come with the next
                    self._connection.executemany(
                        f"insert into {table} (key, body) values (?, ?)"
                        " on conflict (key) do update set body = excluded.body",
                        _rows(table, raw),
                    )
        self._credit(str(event.values.get("credit", "")))

    def _keep_base(self, table: str, whole: bool) -> None:
        """A row of number 0 says that the base is kept; one that is replaced whole is asked for by nobody."""
        if self._connection.execute("select 1 from table_bases where name = ? limit 1", (table,)).fetchone():
            return
        self._connection.execute("insert into table_bases (name, n, key, body) values (?, 0, '', '')", (table,))
        if not whole:
            self._connection.execute(
                f"insert into table_bases (name, n, key, body) select ?, n, key, body from {table}", (table,)
            )

    def _credit(self, source: str) -> None:
        """Name a source among those to credit; seen when the file is next opened."""
        if not source:
            return
        sources = json.loads(self._connection.execute("select value from meta where key = 'sources'").fetchone()[0])
        if source not in sources:
            value = json.dumps([*sources, source], ensure_ascii=False)
            self._connection.execute("update meta set value = ? where key = 'sources'", (value,))


def base_rows(connection: Any, table: str) -> list[tuple[str, str]]:
    """A reference table without the imports that travel as events: (key, body) in its order."""
    kept = connection.execute(
        "select key, body from table_bases where name = ? and n > 0 order by n", (table,)
    ).fetchall()
    touched = connection.execute("select 1 from table_bases where name = ? limit 1", (table,)).fetchone()
    found: list[tuple[str, str]] = (
        kept if touched else connection.execute(f"select key, body from {table} order by n").fetchall()
    )
    return found


def _rows(table: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """The rows of a blob that this version can read; those of another desk's mistake are passed over."""
    size = zstandard.frame_content_size(raw)
    if not 0 < size <= LARGEST_PART:
        return
    cells = cbor2.loads(zstandard.ZstdDecompressor().decompress(raw, max_output_size=LARGEST_PART))
    readable = _reader(table)
    for key, body in zip(cells[::2], cells[1::2], strict=True):
        if readable(key, body):
            yield key, body


def _reader(table: str) -> Any:
    """Whether a row can be read as what its table holds."""
    kind = KINDS[table]
    hints = get_type_hints(kind)
    decoders = {item.name: decoder(hints[item.name]) for item in fields(kind)}

    def readable(key: object, body: object) -> bool:
        if not (isinstance(key, str) and isinstance(body, str)):
            return False
        try:
            plain = json.loads(body)
            kind(**{name: decode(plain[name]) for name, decode in decoders.items() if name in plain})
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        return True

    return readable
