"""Adopted plans: blobs named by their hash in the event that adopted them. Who was told: `core.store.telling`."""

import json
from dataclasses import dataclass
from datetime import datetime

import cbor2
import zstandard

from core.domain.events import Kind
from core.domain.ids import EventId, HouseholdId
from core.domain.in_force import last_said
from core.domain.plans import Plan
from core.store.codec import from_plain
from core.store.database import Store
from core.store.holdings import came_by_merge
from core.store.journal import Extent, Until, moment


@dataclass(frozen=True, slots=True)
class Adopted:
    """A plan and the decision to follow it. `gave_way` are households that moved so that others could be safe."""

    event: EventId
    version: int
    plan: Plan
    at: datetime
    operator: str
    reason: str
    link: str | None
    gave_way: tuple[HouseholdId, ...]


def current_plan_event(store: Store) -> EventId | None:
    row = store.connection.execute("select event from plans where current = 1").fetchone()
    return EventId(row[0].hex()) if row else None


def standing_plan(store: Store) -> Adopted | None:
    """The plan in force, kept decoded until another one is adopted."""
    return store.memo("plan", current_plan_event(store), lambda: _read(store))


def previous_plan(store: Store) -> Plan | None:
    """The plan that the standing one replaced."""
    row = store.connection.execute(
        "select hash from plans join events on events.id = plans.event where current = 0"
        " order by plans.at desc, events.n desc limit 1"  # a drill's clock stands still, the journal does not
    ).fetchone()
    return _unpack(store, row[0].hex()) if row else None


def plan_of(store: Store, event: EventId) -> Plan | None:
    """The plan that an event adopted; None where its blob is not here, or it adopted none."""
    adopted = store.journal.find(event)
    if adopted is None or adopted.kind != Kind.PLAN_ADOPTED:
        return None
    return _unpack(store, str(adopted.values["plan"]))


def base_of(store: Store, event: EventId) -> dict[HouseholdId, EventId]:
    """For whom an adopted plan was worked out from an earlier plan than the one that stood, and from which: what they
    knew then."""
    adopted = store.journal.find(event)
    said = adopted.values.get("base", ()) if adopted else ()
    return {HouseholdId(one): EventId(earlier) for earlier, households in said for one in households}


def known_to_plan(store: Store, adopted: Adopted) -> Until | None:
    """What the desk that made a plan knew: the same on every desk that holds those entries. None where a desk of an
    older version made it elsewhere and did not say."""
    event = store.journal.find(adopted.event)
    held = event.values.get("held") if event else None
    if held is not None:
        return store.journal.extent(held)
    return None if came_by_merge(store, adopted.event) else adopted.plan.revision


def plan_before(store: Store, until: Until) -> Plan | None:
    """The plan that was in force when the journal was as at `until`."""
    if isinstance(until, Extent):
        known = [event for event in store.journal.all(until=until) if event.subject == "plan"]
        last = last_said({event.id: event for event in known}, Kind.PLAN_ADOPTED)
        return _unpack(store, str(last[0].values["plan"])) if last else None
    row = store.connection.execute(
        "select hash from plans join events on events.id = plans.event where events.n <= ?"
        " order by events.n desc limit 1",
        (until,),
    ).fetchone()
    return _unpack(store, row[0].hex()) if row else None


def _read(store: Store) -> Adopted | None:
    row = store.connection.execute(
        "select event, hash, at, operator, reason, link, gave_way from plans where current = 1"
    ).fetchone()
    if row is None:
        return None
    event, digest, at, operator, reason, link, gave_way = row
    plan = _unpack(store, digest.hex())
    if plan is None:
        return None
    version = store.connection.execute("select count(*) from plans").fetchone()[0]
    moved = tuple(map(HouseholdId, json.loads(gave_way)))
    return Adopted(EventId(event.hex()), int(version), plan, moment(at), operator, reason, link, moved)


def _unpack(store: Store, digest: str) -> Plan | None:
    raw = store.blob(digest)
    if raw is None:
        return None
    plan: Plan = from_plain(Plan, cbor2.loads(zstandard.decompress(raw)))
    return plan
