"""Projections with a row for everybody: a rebuild writes of them only what differs from what is there.

Afterwards the table holds exactly the rows that were folded, whatever it held before, as if it had been emptied and
filled. But to compare seventy thousand rows takes half of the time that writing them takes, and a rebuild that
finds everything as it should be leaves the pages, and the log, as they were.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from core.store.driver import dbapi2
from core.store.readings import KEY_END

Row = tuple[Any, ...]
_key = itemgetter(0)

SETTLED_TABLES = ("standings", "entries", "people", "helpers", "search_keys")


def settle_rows(connection: Any, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Make `rows`, each in the order of `columns` (all columns that the table has), the contents of the table; they are
    written in their order, so that a page is written once. The caller holds the transaction.

    A number equals a number of another type here (1 and 1.0), as it does in the columns' own types.
    """
    names = columns.split(", ")
    wanted = sorted(rows, key=_key)
    found = _held(connection, table, f"select {columns} from {table} order by {names[0]}")
    if found == wanted:  # as nearly always: in their order, and so in one step
        return
    # By key, the first column: two rows are then compared as they are, and no column of them is hashed.
    held = {row[0]: row for row in found}
    stale, fresh = list[Row](), list[Row]()
    for row in wanted:
        before = held.pop(row[0], None)
        if before != row:
            fresh.append(row)
            stale += [before] if before is not None else []
    stale += held.values()
    # `is` finds an empty column too; a whole row is named, because a key alone says nothing of the rest.
    connection.executemany(f"delete from {table} where {' and '.join(f'{name} is ?' for name in names)}", stale)
    connection.executemany(f"insert into {table} ({columns}) values ({', '.join('?' * len(names))})", fresh)


def _held(connection: Any, table: str, query: str, values: Row = ()) -> list[Row]:
    """What a table holds; one with text that cannot be read is emptied."""
    try:
        rows: list[Row] = connection.execute(query, values).fetchall()
    except dbapi2.OperationalError:
        connection.execute(f"delete from {table}")
        return []
    return rows


_BETWEEN, _END = KEY_END, "\1"  # in no key and no id


def joined_keys(keys: str, person: str) -> str:
    """The rows of one person's search keys, which `key_text` gives, as one text: tens of thousands of rows are compared
    as such, in a third of the time that tuples take."""
    said = f"{_BETWEEN}{person}"
    return keys.replace(_BETWEEN, said + _END) + said


def _rows(texts: Iterable[str]) -> set[str]:
    """The rows of many texts of `joined_keys`, each once, without those of empty keys."""
    text = _END.join(texts)
    rows = set(text.split(_END))
    rows.discard("")
    if text.startswith(_BETWEEN) or _END + _BETWEEN in text:
        return {row for row in rows if not row.startswith(_BETWEEN)}
    return rows


def settle_keys(connection: Any, texts: Iterable[str]) -> None:
    """As `settle_rows` for the search keys of persons, given as `joined_keys` has them."""
    wanted = _rows(texts)
    # In one text: to fetch rows takes twice the time. The counts find those of another kind, and an end within a key.
    query = (
        "select count(*), count(*) filter (where kind = 'person' and typeof(key) = 'text'),"
        " group_concat(key || ?1 || id, ?2) from search_keys"
    )
    found = _held(connection, "search_keys", query, (_BETWEEN, _END))
    count, ours, text = found[0] if found else (0, 0, None)
    rows = text.split(_END) if text is not None else []
    if len(rows) == count == ours == len(wanted) and wanted.issuperset(rows):  # the table has no row twice
        return
    held = set(rows)
    if not len(held) == count == ours or any(
        row.count(_BETWEEN) != 1 for row in held - wanted
    ):  # somebody else wrote in the file
        connection.execute("delete from search_keys")
        held = set()
    connection.executemany(
        "delete from search_keys where key = ? and kind = 'person' and id = ?", map(_split, held - wanted)
    )
    _insert(connection, wanted - held)


def put_keys(connection: Any, texts: Iterable[str]) -> None:
    """Add search keys of persons, given as `joined_keys` has them; what is there stays."""
    _insert(connection, _rows(texts))


def _insert(connection: Any, rows: Iterable[str]) -> None:
    connection.executemany(
        "insert or ignore into search_keys (key, kind, id) values (?, 'person', ?)", map(_split, sorted(rows))
    )


def _split(row: str) -> list[str]:
    """Key and id of a person."""
    return row.split(_BETWEEN)
