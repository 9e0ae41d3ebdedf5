"""What somebody was in the middle of typing: kept in the file itself, so that it is as secret as the register is.

Never an event and never sent to another desk: a half-typed name is no fact. One entry a key, the newest only; emptied
entries leave nothing behind (`secure_delete` writes over them).
"""

from typing import Any

import cbor2

from core.store.database import Store


def keep_unfinished(store: Store, key: str, what: dict[str, Any] | None) -> None:
    """Keep plain values under a key in place of what stood there; None forgets them."""
    with store.transaction():
        store.connection.execute("pragma secure_delete = on")
        if what is None:
            store.connection.execute("delete from unfinished where key = ?", (key,))
        else:
            store.connection.execute(
                "insert into unfinished (key, body) values (?, ?) on conflict (key) do update set body = excluded.body",
                (key, cbor2.dumps(what)),
            )


def unfinished(store: Store, key: str) -> dict[str, Any] | None:
    """What was kept under a key; None where nothing was, or where it cannot be read any more."""
    row = store.connection.execute("select body from unfinished where key = ?", (key,)).fetchone()
    if row is None:
        return None
    try:
        kept = cbor2.loads(row[0])
    except (cbor2.CBORDecodeError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None
