"""The page of the desks: what is held from whom and how old it is, what the figures stand on, what was put aside."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.ids import DeviceId, IncidentId
from core.queries.desks import DeskRow, desks
from core.queries.night import night
from core.queries.roll import stated
from core.store.database import Store
from core.store.device import device_card, key_words
from core.store.hub_notes import HubNote, noted_hub
from core.store.merging import Aside, quarantined


@dataclass(frozen=True, slots=True)
class AsideRow:
    """Entries of one laptop that were put aside for one reason; `last_at` is when the last came, by this clock."""

    device: str
    name: str
    reason: Aside
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class DeskBoard:
    """`verified`, `to_reconcile` and `overtaken` are figures that never become one; `heard` of `desks` stand behind
    them.
    `card` and `words` are this laptop's key as it is shown to whoever enrols it, `township_words` the key by which this
    incident's desks are enrolled (empty before the first). `hub` is the last exchange with the district's hub."""

    incident: IncidentId
    rows: tuple[DeskRow, ...]
    aside: tuple[AsideRow, ...]
    verified: int
    to_reconcile: int
    heard: int
    desks: int
    oldest: datetime | None
    card: str
    words: tuple[str, ...]
    township_words: tuple[str, ...]
    sealed: bool
    revision: int
    overtaken: int = 0
    hub: HubNote | None = None


def desk_board(store: Store, at: datetime | None) -> DeskBoard:
    """Everything the page shows, at one time."""
    said, known = stated(store, at), night(store, at)
    by = Counter(device for laptops in known.overtaken.values() for device in laptops)
    rows = tuple(replace(row, overtaken=by[row.device]) for row in desks(store))
    public = store.around.device.public
    return DeskBoard(
        incident=store.incident.id,
        rows=rows,
        aside=_aside(store, {row.device: row.name for row in rows}),
        verified=said["verified"],
        to_reconcile=said["to_reconcile"],
        heard=said["desks_heard"],
        desks=said["desks"],
        oldest=said["oldest"],
        card=device_card(public),
        words=key_words(public),
        township_words=key_words(store.township) if store.township else (),
        sealed=not (store.incident.drill and store.incident.plain),
        revision=store.journal.revision,
        overtaken=said["overtaken"],
        hub=noted_hub(store.around.device, store.incident.id),
    )


def put_aside(store: Store) -> tuple[AsideRow, ...]:
    """Entries that are kept apart from the night, by laptop and reason."""
    return _aside(store, {row.device: row.name for row in desks(store)})


def _aside(store: Store, names: dict[DeviceId, str]) -> tuple[AsideRow, ...]:
    held = quarantined(store)
    counts = Counter((one.device, one.reason) for one in held)
    return tuple(
        AsideRow(
            device,
            names.get(DeviceId(device), ""),
            reason,
            count,
            max(one.at for one in held if (one.device, one.reason) == (device, reason)),
        )
        for (device, reason), count in sorted(counts.items())
    )
