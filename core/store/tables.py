"""Reference tables as they travel to a new desk, and digests by which two desks see that theirs differ."""

import hashlib
from collections.abc import Mapping
from typing import Any

import cbor2

from core.domain.findings import Refusal, Rule
from core.store.database import Store
from core.store.migrations import REFERENCE_TABLES
from core.store.table_imports import base_rows

Tables = Mapping[str, tuple[tuple[str, str], ...]]


def read_tables(connection: Any) -> Tables:
    """All reference tables as (key, body) rows in the pack's order, before imports: those travel as events."""
    return {table: tuple(base_rows(connection, table)) for table in REFERENCE_TABLES}


def write_tables(connection: Any, tables: Tables) -> None:
    """Fill the empty tables of a new file. Refusal(BUNDLE_DAMAGED) for a table that is none of ours."""
    if unknown := sorted(set(tables) - set(REFERENCE_TABLES)):
        raise Refusal(Rule.BUNDLE_DAMAGED, {"why": "tables", "table": unknown[0]})
    for table, rows in tables.items():
        connection.executemany(f"insert into {table} (key, body) values (?, ?)", rows)


def table_digests(store: Store) -> dict[str, bytes]:
    """SHA-256 of each table's rows in key order; kept until an import replaces them."""
    return store.memo("table digests", store.tables_stamp, lambda: _digests(store.connection))


def _digests(connection: Any) -> dict[str, bytes]:
    out = {}
    for table in REFERENCE_TABLES:
        digest = hashlib.sha256()
        for key, body in connection.execute(f"select key, body from {table} order by key"):
            digest.update(cbor2.dumps([key, body]))
        out[table] = digest.digest()
    return out
