"""Reference tables that an import changed: its rows are blobs named in its event, so that every desk plans on the same.

A table is what it was at first (its *base*: the pack, or what a new desk joined with) and then the imports in causal
order, ties by id: rows by their key, a whole road map in place of what was there. The base is kept beside the table
when the first import touches it, so that imports which two desks made apart are folded alike on both.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
RowsWritten = Callable[[int], None]
TOLD_EVERY = 50_000  # rows between two words of how far it is
_WHOLE_BASE = "whole"


def packed_rows(table: str, rows: Iterable[Any]) -> Iterator[bytes]:
    """Rows of a reference table as the blobs that an import keeps, in order."""
    pairs = encoded_rows(table, rows)
    pack = zstandard.ZstdCompressor(level=3)
    while part := [cell for pair in islice(pairs, PART_ROWS) for cell in pair]:
        yield pack.compress(cbor2.dumps(part))


def put_packed(journal: Journal, table: str, packed: Iterable[bytes]) -> list[str]:
    """Keep what `packed_rows` gave; the hashes, in order."""
    return [str(journal.put_blob(raw, personal=table in PERSONAL_TABLES)) for raw in packed]


def put_parts(journal: Journal, table: str, rows: Iterable[Any]) -> list[str]:
    """Keep rows of a reference table as blobs; their hashes, in order."""
    return put_packed(journal, table, packed_rows(table, rows))


def parts_of(event: Event) -> Parts:
    """Hashes of the blobs with an import's rows, by table; none for an import of an older version."""
    if event.kind != Kind.IMPORTED or event.subject != SUBJECT:
        return {}
    parts: Mapping[str, list[str]] = event.values.get("parts", {})
    return {table: list(hashes) for table, hashes in parts.items() if table in KINDS}


def is_road_import(event: Event) -> bool:
    """Whether an entry brought a road map, or added to the network."""
    return event.kind == Kind.IMPORTED and event.subject == SUBJECT and any(table in parts_of(event) for table in ROADS)


def personal_parts(event: Event) -> tuple[str, ...]:
    """Hashes of an import's blobs that hold personal data."""
    parts = parts_of(event)
    return tuple(digest for table in PERSONAL_TABLES for digest in parts.get(table, ()))


class TableFold:
    """Keeps the reference tables what base and imports make them. The caller holds the transaction."""

    def __init__(self, connection: Any, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal
        self._rows_written: RowsWritten = _nobody_asks
        self._rows = 0

    def apply(self, new: Sequence[Event], rows_written: RowsWritten | None = None) -> None:
        """After events were appended, or their blobs came late. `rows_written` hears how many rows so far."""
        self._rows_written = rows_written or _nobody_asks
        self._rows = 0
        imports = {event.id: event for event in new if parts_of(event)}
        taken_back = any(event.kind == Kind.VOIDED and event.subject == SUBJECT for event in new)
        if not imports and not taken_back:
            return
        before = [event.id for event in self._chain(without=set(imports))]
        chain = [event.id for event in self._chain()]
        if not taken_back and chain == [*before, *imports]:  # nothing that was there moves, or comes after
            for event in imports.values():
                self._write(event)
        else:
            self.refold()

    def refold(self) -> None:
        """Every table that an import touched, again from its base."""
        chain = self._chain()
        replaced = any(event.values.get("replaced") for event in chain)
        for (table,) in self._connection.execute("select distinct name from table_bases").fetchall():
            if self._stays(table) or (table in ROADS and not replaced and not base_kept(self._connection, table)):
                continue
            self._connection.execute(f"delete from {table}")
            self._connection.execute(
                f"insert into {table} (key, body)"
                " select key, body from table_bases where name = ? and n > 0 order by n",
                (table,),
            )
        for event in chain:
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
            self._keep_base(table)
            if whole:
                self._connection.execute(f"delete from {table}")
            for digest in hashes:
                raw = self._journal.blob(BlobHash(digest))
                if raw is not None:  # cut off a stick: its rows come with the next
                    self._connection.executemany(
                        f"insert into {table} (key, body) values (?, ?)"
                        " on conflict (key) do update set body = excluded.body",
                        self._counted(_rows(table, raw)),
                    )
        self._credit(str(event.values.get("credit", "")))

    def _counted(self, rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        for row in rows:
            self._rows += 1
            if self._rows % TOLD_EVERY == 0:
                self._rows_written(self._rows)
            yield row

    def _keep_base(self, table: str) -> None:
        """A row of number 0 says that the base is kept, and how: versions before this one left out what a road map
        replaced whole."""
        if self._connection.execute("select 1 from table_bases where name = ? limit 1", (table,)).fetchone():
            return
        self._connection.execute(
            "insert into table_bases (name, n, key, body) values (?, 0, '', ?)", (table, _WHOLE_BASE)
        )
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


def _nobody_asks(_rows: int) -> None:
    """Most writing is over before anybody could ask how far it is."""


def base_kept(connection: Any, table: str) -> bool:
    """Whether what a table was before its first import is still there to go back to."""
    head = connection.execute("select body from table_bases where name = ? and n = 0", (table,)).fetchone()
    rows = connection.execute("select 1 from table_bases where name = ? and n > 0 limit 1", (table,)).fetchone()
    return head is None or head[0] == _WHOLE_BASE or rows is not None


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
