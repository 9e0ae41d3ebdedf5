"""Taking an import of roads back: the roads that were there before it are there again."""

from core.domain.events import Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.heads import effective_chain
from core.domain.ids import EventId
from core.store.database import Store
from core.store.table_imports import ROADS, SUBJECT, base_kept, is_road_import, parts_of


def require_way_back(store: Store, imported: Event) -> None:
    """Refusal: NOT_THE_LAST (other roads were imported since: what those brought would go with it),
    FORMER_ROADS_NOT_KEPT."""
    events = {event.id: event for event in store.journal.of_subject(SUBJECT)}
    roads = [event for event in effective_chain(events) if is_road_import(event)]
    if not roads or roads[-1].id != imported.id:
        raise Refusal(Rule.NOT_THE_LAST, {"event": imported.id})
    from_the_base = not any(event.values.get("replaced") for event in roads[:-1])
    if from_the_base and not all(base_kept(store.connection, table) for table in parts_of(imported) if table in ROADS):
        raise Refusal(Rule.FORMER_ROADS_NOT_KEPT, {"event": imported.id})


def touched_tables(store: Store, taken_back: Event) -> frozenset[str]:
    """Reference tables that change where an entry is taken back: those of an import, also of one that was taken back
    and comes again."""
    event: Event | None = taken_back
    while event is not None and event.kind == Kind.VOIDED:
        event = store.journal.find(EventId(str(event.values["event"])))
    return frozenset(parts_of(event)) if event is not None else frozenset()
