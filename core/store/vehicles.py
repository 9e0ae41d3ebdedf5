"""Vehicles of the fleet that cannot drive, as the live heads of what was said about each have it."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Kind
from core.domain.heads import speaking
from core.domain.ids import EventId, VehicleId
from core.store.database import Store
from core.store.helping import said_until
from core.store.journal import Until, moment

STREAM = "vehicle/"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A vehicle that cannot drive, and the entry that says so."""

    vehicle: VehicleId
    at: datetime
    event: EventId


def breakdowns(store: Store, until: Until | None = None) -> dict[VehicleId, Breakdown]:
    """Vehicles out of order, by id; with `until` as this file knew it at that revision. While one desk says that a
    vehicle is, it is: it drives again only where every live head says so."""
    if until is None:
        rows = store.connection.execute(
            "select subject, at, event from facts where subject >= ? and subject < ? and kind = ? order by at, event",
            (STREAM, STREAM + "\U0010ffff", Kind.VEHICLE_OUT.value),
        ).fetchall()
        said = [(subject.removeprefix(STREAM), moment(at), event.hex()) for subject, at, event in rows]
    else:
        said = [
            (name, event.at, event.id)
            for name, events in sorted(said_until(store, STREAM, until).items())
            for event in sorted(speaking(events), key=lambda event: (event.at, event.id))
            if event.kind == Kind.VEHICLE_OUT
        ]
    return {VehicleId(name): Breakdown(VehicleId(name), at, EventId(event)) for name, at, event in said}
