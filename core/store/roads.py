"""Closures: of the pack, of the replay that runs, and by hand; an opening ends what holds at its time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.events import Event
from core.domain.heads import causes
from core.domain.ids import EventId, LinkId
from core.domain.roads import Closure, ClosureKind
from core.store.database import Store
from core.store.holdings import still_to_come
from core.store.journal import Until, moment, within
from core.store.reference import read_rows

_HOUR = 3_600_000


@dataclass(frozen=True, slots=True)
class KnownClosure:
    """A closure and the event that recorded it, None for the pack's and the replay's own."""

    closure: Closure
    event: EventId | None


def known_closures(
    store: Store, replayed: Iterable[Closure] = (), until: Until | None = None
) -> tuple[KnownClosure, ...]:
    """Every closure that this file knows (or knew at revision `until`), openings applied, by link and start.

    An opening ends what its writer knew of: a slide that another desk reported meanwhile still lies on the road.
    """
    by_link: dict[LinkId, list[KnownClosure]] = {}
    for closure in (*read_rows(store.connection, "closures", Closure), *replayed):
        by_link.setdefault(closure.link, []).append(KnownClosure(closure, None))
    rows = store.connection.execute(
        "select events.n, link, start, until, opened, source, event, at from link_changes"
        " join events on events.id = event order by link, link_changes.n"
    ).fetchall()
    now, said = still_to_come(store), dict[str, dict[EventId, Event]]()
    for n, link, start, end, opened, kind, key, at in rows:
        if until is not None and not within(until, n):
            continue
        known, event = by_link.setdefault(LinkId(link), []), EventId(key.hex())
        if opened:
            if link not in said:
                said[link] = {one.id: one for one in store.journal.of_subject(f"link/{link}")}
            knew = causes(said[link], event)
            by_link[LinkId(link)] = [
                _opened(item, moment(start)) if item.event is None or item.event in knew else item for item in known
            ]
        else:
            since = _beginning(store, now) if now < start <= at else start
            closure = Closure(
                LinkId(link), moment(since), moment(end) if end else None, ClosureKind(kind or "observed")
            )
            known.append(KnownClosure(closure, event))
    kept = [item for items in by_link.values() for item in items if not _empty(item.closure)]
    return tuple(sorted(kept, key=lambda item: (item.closure.link, item.closure.start, item.event or "")))


def _beginning(store: Store, now: int) -> int:
    """From when a road is closed that was found so by a clock that is ahead: nobody knows, so all along."""
    first = store.connection.execute("select min(at) from events").fetchone()[0]
    return int(min(first, now - _HOUR))


def _opened(item: KnownClosure, at: datetime) -> KnownClosure:
    closure = item.closure
    if closure.start <= at and (closure.end is None or closure.end > at):
        return replace(item, closure=replace(closure, end=at))
    return item


def _empty(closure: Closure) -> bool:
    return closure.end is not None and closure.end <= closure.start
