"""Adopted plans: blobs named by their hash in the event that adopted them."""

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
    """A plan and the decision to follow it. `tell` names households with what was new for them."""

    event: EventId
    version: int
    plan: Plan
    at: datetime
    operator: str
    reason: str
    link: str | None
    tell: tuple[tuple[HouseholdId, tuple[str, ...]], ...]


def current_plan_event(store: Store) -> EventId | None:
    row = store.connection.execute("select event from plans where current = 1").fetchone()
    return EventId(row[0].hex()) if row else None


def standing_plan(store: Store) -> Adopted | None:
    """The plan in force, kept decoded until another one is adopted."""
    return store.memo("plan", current_plan_event(store), lambda: _read(store))


def previous_plan(store: Store) -> Plan | None:
    """The plan that the standing one replaced."""
    row = store.connection.execute(f"select hash from {_EARLIER} limit 1").fetchone()
    return _unpack(store, row[0].hex()) if row else None


# Those adopted before the standing one, the last first: a drill's clock stands still, the journal does not.
_EARLIER = "plans join events on events.id = plans.event where current = 0 order by plans.at desc, events.n desc"


def last_known(store: Store) -> dict[HouseholdId, EventId | None]:
    """Who stands on the standing plan's list and was not told of it, with the plan that his household still knows: the
    last of which it was told, or on whose list it did not stand. None where there is no such plan."""
    standing = standing_plan(store)
    if standing is None or not standing.tell:
        return {}
    rows = store.connection.execute("select household, plan from told").fetchall()
    told = ((split_told(key), plan.hex()) for key, plan in rows)
    heard = {household: plan for (household, whom), plan in told if not whom}
    waiting = {household for household, _ in standing.tell if heard.get(household) != standing.event}
    known: dict[HouseholdId, EventId | None] = dict.fromkeys(waiting)
    if waiting:
        for event, tell in store.connection.execute(f"select plans.event, touched from {_EARLIER}"):
            listed = {household for household, _ in json.loads(tell)}
            here = {one for one in waiting if one not in listed or heard.get(one) == event.hex()}
            known |= dict.fromkeys(here, EventId(event.hex()))
            waiting -= here
            if not waiting:
                break
    return known


def plan_of(store: Store, event: EventId) -> Plan | None:
    """The plan that an event adopted; None where its blob is not here."""
    adopted = store.journal.find(event)
    return _unpack(store, str(adopted.values["plan"])) if adopted else None


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
        "select event, hash, at, operator, reason, link, touched from plans where current = 1"
    ).fetchone()
    if row is None:
        return None
    event, digest, at, operator, reason, link, tell = row
    plan = _unpack(store, digest.hex())
    if plan is None:
        return None
    version = store.connection.execute("select count(*) from plans").fetchone()[0]
    news = tuple((HouseholdId(household), tuple(items)) for household, items in json.loads(tell))
    return Adopted(EventId(event.hex()), int(version), plan, moment(at), operator, reason, link, news)


def _unpack(store: Store, digest: str) -> Plan | None:
    raw = store.blob(digest)
    if raw is None:
        return None
    plan: Plan = from_plain(Plan, cbor2.loads(zstandard.decompress(raw)))
    return plan


_ID_DIGITS = 32  # of a helper's id
MEMBERS = "members"  # the people of a household themselves


def told_subject(household: HouseholdId, whom: str = "") -> str:
    """What an entry is about that says who knows what a plan changed for a household: "" whoever is A there, MEMBERS,
    or the id of another helper."""
    return f"household/{household}/{whom}" if whom else f"household/{household}"


def told_households(store: Store, plan: EventId) -> dict[HouseholdId, datetime]:
    """Households whose helper was told of this plan, and when."""
    return {household: at for (household, whom), at in told_of(store, plan).items() if not whom}


def told_of(store: Store, plan: EventId) -> dict[tuple[HouseholdId, str], datetime]:
    """Who was told of this plan about which household (see `told_subject`), and when."""
    rows = store.connection.execute("select household, at from told where plan = ?", (bytes.fromhex(plan),))
    return {split_told(key): moment(at) for key, at in rows}


def split_told(key: str) -> tuple[HouseholdId, str]:
    """Household and whom, of what follows `household/` in a subject."""
    household, _, whom = key.rpartition("/")
    known = whom == MEMBERS or (len(whom) == _ID_DIGITS and all(digit in "0123456789abcdef" for digit in whom))
    return (HouseholdId(household), whom) if household and known else (HouseholdId(key), "")
