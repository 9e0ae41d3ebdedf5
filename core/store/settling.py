"""Projections with a row for everybody: a rebuild writes of them only what differs from what is there.

Afterwards the table holds exactly the rows that were folded, whatever it held before, as if it had been emptied and
filled. But to compare seventy thousand rows takes half of the time that writing them takes, and a rebuild that
finds everything as it should be leaves the pages, and the log, as they were.
"""

from collections.abc import Iterable
from typing import Any

from core.store.driver import dbapi2

Row = tuple[Any, ...]

SETTLED_TABLES = ("standings", "entries", "people", "helpers", "search_keys")


def settle_rows(connection: Any, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Make `rows`, each in the order of `columns` (all columns that the table has), the contents of the table; they are
    written in their order, so that a page is written once. The caller holds the transaction.

    A number equals a number of another type here (1 and 1.0), as it does in the columns' own types.
    """
    # By key, the first column: two rows are then compared as they are, and no column of them is hashed.
    held = {row[0]: row for row in _held(connection, table, f"select {columns} from {table}")}
    stale, fresh = list[Row](), list[Row]()
    for row in rows:
        before = held.pop(row[0], None)
        if before != row:
            fresh.append(row)
            stale += [before] if before is not None else []
    stale += held.values()
    names = columns.split(", ")
    # `is` finds an empty column too; a whole row is named, because a key alone says nothing of the rest.
    connection.executemany(f"delete from {table} where {' and '.join(f'{name} is ?' for name in names)}", stale)
    connection.executemany(f"insert into {table} ({columns}) values ({', '.join('?' * len(names))})", sorted(fresh))


def _held(connection: Any, table: str, query: str) -> list[Row]:
    """What a table holds; one with text that cannot be read is emptied."""
    try:
        rows: list[Row] = connection.execute(query).fetchall()
    except dbapi2.OperationalError:
        connection.execute(f"delete from {table}")
        return []
    return rows


_BETWEEN = "\0"  # in no key and no id


def joined_key(key: str, person: str) -> str:
    """One row of the search keys as one text: tens of thousands of them are compared and sorted as such, in a third of
    the time that rows take."""
    return f"{key}{_BETWEEN}{person}"


def split_key(joined: str) -> list[str]:
    """Key and id of a person."""
    return joined.split(_BETWEEN)


def settle_keys(connection: Any, joined: Iterable[str]) -> None:
    """As `settle_rows` for the search keys of persons, given as `joined_key` has them."""
    wanted = set(joined)
    ours = "select key || char(0) || id || iif(kind = 'person', '', char(0)) from search_keys"
    held = {row for (row,) in _held(connection, "search_keys", ours)}
    if any(row.count(_BETWEEN) != 1 for row in held - wanted):  # no row of ours: somebody else wrote in the file
        connection.execute("delete from search_keys")
        held = set()
    connection.executemany(
        "delete from search_keys where key = ? and kind = 'person' and id = ?", map(split_key, held - wanted)
    )
    put_keys(connection, wanted - held)


def put_keys(connection: Any, joined: Iterable[str]) -> None:
    """Add search keys of persons; what is there stays."""
    connection.executemany(
        "insert or ignore into search_keys (key, kind, id) values (?, 'person', ?)", map(split_key, sorted(joined))
    )
