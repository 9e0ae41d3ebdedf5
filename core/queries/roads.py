"""Closures as known at a time: the pack's and those entered by hand always, the replay's once they happened."""

from datetime import datetime

from core.domain.roads import Closure, ClosureKind
from core.queries.map_rows import ClosureRow
from core.queries.names import links
from core.queries.rain import replay
from core.queries.road_labels import road_labels
from core.store.database import Store
from core.store.journal import Until
from core.store.roads import KnownClosure, known_closures


def closures_known(store: Store, at: datetime, until: Until | None = None) -> tuple[Closure, ...]:
    """What a plan made at `at` (from the file as it was at revision `until`) may know of closing roads."""
    return tuple(item.closure for item in _known(store, at, until))


def closure_rows(store: Store, at: datetime) -> tuple[ClosureRow, ...]:
    """Closures that hold at `at` or are still ahead, with their links."""
    roads, labels = links(store), road_labels(store)
    return tuple(
        ClosureRow(
            item.closure,
            roads[item.closure.link],
            item.closure.start <= at,
            item.event,
            labels.of(item.closure.link),
        )
        for item in _known(store, at)
        if item.closure.link in roads and (item.closure.end is None or item.closure.end > at)
    )


def _known(store: Store, at: datetime, until: Until | None = None) -> tuple[KnownClosure, ...]:
    running = replay(store)
    reported = () if running is None else running.closures
    told = [c for c in reported if c.kind is not ClosureKind.OBSERVED or c.start <= at]
    return known_closures(store, told, until)
