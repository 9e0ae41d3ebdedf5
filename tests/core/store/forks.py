"""Laptops that part and meet again: events of one file brought into another, in whatever order they come."""

import random
from collections.abc import Sequence
from typing import Any

from core.store.database import Store
from core.store.journal import parse_event


def bring(target: Store, sources: Sequence[Store], draws: random.Random) -> None:
    """Give `target` every event of `sources` that it lacks, shuffled: effects may arrive before their causes."""
    has = {row[0] for row in target.connection.execute("select id from events")}
    wanted: dict[bytes, tuple[Any, Any]] = {}
    with target.transaction():
        for source in sources:
            for row in source.connection.execute("select id, public, name from devices"):
                target.connection.execute("insert or ignore into devices (id, public, name) values (?, ?, ?)", row)
            personal = {bytes.fromhex(item) for event in source.journal.all() for item in event.pii}
            target.journal.blobs.put_all(
                (digest, raw, digest in personal) for digest, raw in source.journal.blobs.all() if raw is not None
            )
            for key, raw, signature in source.connection.execute("select id, bytes, signature from events order by n"):
                if key not in has:
                    wanted[key] = (raw, signature)
        arriving = list(wanted.values())
        draws.shuffle(arriving)
        while arriving:
            size = draws.randint(1, len(arriving))
            part, arriving = arriving[:size], arriving[size:]
            for raw, signature in part:
                target.journal._insert(raw, signature)
            target._projector.apply([parse_event(raw, signature) for raw, signature in part])
    target._memo.clear()
