"""The incident bar, and what the file is."""

from datetime import datetime
from typing import Any

from core.domain.events import Kind
from core.queries.desks import data_from, desks
from core.queries.names import town_names
from core.queries.roll import roll
from core.queries.rows import IncidentRow
from core.store.anchor import anchor
from core.store.bundle_format import plain_vector
from core.store.database import Store
from core.store.drills import replay_choice
from core.store.holdings import merges_stamp, vector_of
from core.store.merging import quarantined
from core.store.migrations import REFERENCE_TABLES
from core.store.orders import response_levels
from core.store.revocations import revoked

NOT_NEWS = (
    Kind.CLOCK_SET,
    Kind.OPERATOR_NAMED,
    Kind.CREATED,
    Kind.IMPORTED,
    Kind.REPLAY_SET,
    Kind.REVEALED,
    Kind.ENROLLED,
    Kind.REVOKED,
    Kind.EXPORTED,
    Kind.PRINTED,
    Kind.RULE_SET,
    Kind.REPORTED,
    Kind.INCIDENT_ERASED,
)


def incident(store: Store, scope: str | None, at: datetime) -> IncidentRow:
    """Title, mode, level, figures and the age of the data, for a town or the whole district."""
    levels = response_levels(store)
    mine = [level for level in levels if scope is None or level.scope in (scope, store.incident.district, "全区")]
    replay = replay_choice(store)
    heard = [event.at for event in store.journal.latest(1, [kind for kind in Kind if kind not in NOT_NEWS])]
    behind = store.memo("data from", merges_stamp(store), lambda: data_from(store))
    gone = store.memo("revoked here", merges_stamp(store), lambda: revoked(store).get(store.around.device.id))
    return IncidentRow(
        title=store.incident.title,
        district=store.incident.district,
        drill=store.incident.drill,
        plain=store.incident.plain,
        replay=replay[0] if replay else None,
        level=mine[0] if mine else None,
        totals=roll(store, scope, at).totals,
        towns=town_names(store),
        operator="",
        device_name=store.around.device.name,
        data_at=heard[0] if heard else None,
        revision=store.journal.revision,
        desks=behind.desks,
        desks_heard=behind.heard,
        oldest_desk=behind.oldest_name,
        oldest_at=behind.oldest,
        revoked_at=gone.at if gone is not None else None,
    )


def info(store: Store) -> dict[str, Any]:
    """What is in the file: counts, incident, mode, revision, devices."""
    connection = store.connection
    tables = [*(table for table in REFERENCE_TABLES if table != "pictures"), "people", "helpers", "events"]
    counts = {table: int(connection.execute(f"select count(*) from {table}").fetchone()[0]) for table in tables}
    counts["households"] = int(
        connection.execute("select count(distinct household) from people where beyond_register = 0").fetchone()[0]
    )
    replay = replay_choice(store)
    return {
        "incident": store.incident.id,
        "title": store.incident.title,
        "district": store.incident.district,
        "mode": "drill" if store.incident.drill else "real",
        "plain": store.incident.plain,
        "replay": replay[0] if replay else None,
        "revision": store.journal.revision,
        "counts": counts,
        "devices": [
            {
                "id": desk.device,
                "name": desk.name,
                "this": desk.this,
                "enrolled": desk.enrolled,
                "events": desk.events,
                "epoch": desk.epochs,
                "missing": desk.missing,
                "gaps": [[one.epoch, one.first, one.last] for one in desk.gaps],
                "forked": desk.forked,
                "last_at": desk.last_at,
                "received_at": desk.received_at,
                "has_of_ours": desk.has_of_ours,
                "words": list(desk.words),
                "revoked_at": desk.revoked_at,
                "revoked_by": desk.revoked_by,
            }
            for desk in desks(store)
        ],
        "anchor": " ".join(anchor(store)),
        "vector": plain_vector(vector_of(store)),
        "quarantine": [
            {"event": held.event, "device": held.device, "reason": str(held.reason), "at": held.at}
            for held in quarantined(store)
        ],
        "sources": list(store.incident.sources),
    }
