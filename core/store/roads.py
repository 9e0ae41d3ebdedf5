"""Closures: of the pack, of the replay that runs, and by hand; an opening ends what holds at its time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.ids import EventId, LinkId
from core.domain.roads import Closure, ClosureKind
from core.store.database import Store
from core.store.journal import Until, moment, within
from core.store.reference import read_rows


@dataclass(frozen=True, slots=True)
class KnownClosure:
    """A closure and the event that recorded it, None for the pack's and the replay's own."""

    closure: Closure
    event: EventId | None


def known_closures(
    store: Store, replayed: Iterable[Closure] = (), until: Until | None = None
) -> tuple[KnownClosure, ...]:
    """Every closure that this file knows (or knew at revision `until`), openings applied, by link and start."""
    by_link: dict[LinkId, list[KnownClosure]] = {}
    for closure in (*read_rows(store.connection, "closures", Closure), *replayed):
        by_link.setdefault(closure.link, []).append(KnownClosure(closure, None))
    rows = store.connection.execute(
        "select events.n, link, start, until, opened, source, event from link_changes join events on events.id = event"
        " order by link, link_changes.n"
    ).fetchall()
    for n, link, start, end, opened, kind, event in rows:
        if until is not None and not within(until, n):
            continue
        known = by_link.setdefault(LinkId(link), [])
        if opened:
            by_link[LinkId(link)] = [_opened(item, moment(start)) for item in known]
        else:
            closure = Closure(
                LinkId(link), moment(start), moment(end) if end else None, ClosureKind(kind or "observed")
            )
            known.append(KnownClosure(closure, EventId(event.hex())))
    kept = [item for items in by_link.values() for item in items if not _empty(item.closure)]
    return tuple(sorted(kept, key=lambda item: (item.closure.link, item.closure.start, item.event or "")))


def _opened(item: KnownClosure, at: datetime) -> KnownClosure:
    closure = item.closure
    if closure.start <= at and (closure.end is None or closure.end > at):
        return replace(item, closure=replace(closure, end=at))
    return item


def _empty(closure: Closure) -> bool:
    return closure.end is not None and closure.end <= closure.start
