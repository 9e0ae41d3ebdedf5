"""What a journal shows of itself: each device's entries are chained and signed, and name what came before them."""

import hashlib
from collections.abc import Iterator
from typing import Any

from core.domain.findings import Finding
from core.domain.ids import EventId
from core.store.blobs import Blobs
from core.store.journal import event_id, parse_event, signed_by


def chain_findings(connection: Any) -> Iterator[Finding]:
    """Every break of the journal: changed bytes, bad signature, gap or fork in a device's chain, missing `after`; and
    every blob that is no longer what its hash says.

    What a merge brought may have gaps and forks: a stick carries a part, a laptop was set back. These are no errors.
    """
    publics = {row[0]: row[1] for row in connection.execute("select id, public from devices")}
    came = connection.execute("select after_n, until_n from merges").fetchall()
    held: dict[tuple[str, int, int], set[EventId]] = {}
    rows = connection.execute("select n, id, bytes, signature from events order by device, epoch, seq").fetchall()
    # What a revocation put aside was known when it was named.
    ids = {row[1] for row in rows} | {row[0] for row in connection.execute("select id from quarantine")}
    for n, stored_id, raw, signature in rows:
        if event_id(raw) != stored_id.hex():
            yield Finding("event_changed", "journal", facts={"n": n}, error=True)
            continue
        event = parse_event(raw, signature)
        ours = not any(after < n <= until for after, until in came)
        if not signed_by(publics.get(event.device), raw, signature):
            yield Finding("bad_signature", "journal", facts={"event": event.id}, error=True)
        same = held.setdefault((event.device, event.epoch, event.seq), set())
        before = held.get((event.device, event.epoch, event.seq - 1), set())
        if (event.seq > 1 and event.prev not in before) or same:
            yield Finding("chain_broken", "journal", facts={"event": event.id}, error=ours)
        if event.seq > 1 and not before:
            yield Finding("sequence_gap", "journal", facts={"event": event.id}, error=ours)
        if any(bytes.fromhex(item) not in ids for item in event.after):
            # What a slip named was written elsewhere: it comes with that desk's next stick.
            elsewhere = not ours or bool(event.values.get("slip"))
            yield Finding("after_missing", "journal", facts={"event": event.id}, error=not elsewhere)
        same.add(event.id)
    for digest, raw in Blobs(connection).all():
        if raw is None or hashlib.sha256(raw).digest() != digest:
            yield Finding("blob_changed", "journal", facts={"hash": digest.hex()}, error=True)
