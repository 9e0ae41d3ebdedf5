"""Before an incident is closed: what is still open; before it is erased: what no erasure on this laptop reaches."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.domain.events import Kind
from core.domain.standing import Class
from core.queries.desks import desks
from core.queries.night import night
from core.store.backups import noted_backups
from core.store.database import Store
from core.store.erasing import ending_of, is_erased
from core.store.hub_notes import HubNote, noted_hub


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Counts of people: not accounted for among the due, inside a shelter, differently placed by two desks."""

    not_moved: int
    inside: int
    to_reconcile: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """What goes on holding personal data elsewhere.

    `desks` are other laptops by (device, name, when they were last met) that have not erased; `backup_places` folders
    with backups of this laptop that are not there now; `exports` and `prints` how often names were taken out of the
    file here. Bundles on sticks are nowhere counted. `hub` is the district's, where this laptop has put entries: its
    rows stay, locked for the laptops that were enrolled.
    """

    desks: tuple[tuple[str, str, datetime | None], ...]
    backup_places: tuple[Path, ...]
    exports: int
    prints: int
    hub: HubNote | None = None


@dataclass(frozen=True, slots=True)
class EndingRow:
    """How the end of the incident stands. `due` says that its personal data should go now, by this laptop's clock."""

    title: str
    closed_at: datetime | None
    erase_at: datetime | None
    due: bool
    erased: bool
    open: StillOpen
    unreached: Unreached


def ending_row(store: Store) -> EndingRow:
    """The end of the incident as this file knows it."""
    ending, gone = ending_of(store), is_erased(store)
    late = ending.erase_at is not None and store.around.now() >= ending.erase_at
    return EndingRow(
        title=store.incident.title,
        closed_at=ending.closed_at,
        erase_at=ending.erase_at,
        due=late and not gone,
        erased=gone,
        open=still_open(store),
        unreached=unreached(store),
    )


def still_open(store: Store) -> StillOpen:
    known = night(store)
    stands = list(known.standings.values())
    waiting = [person for person in known.due if known.standing(person).class_ not in (Class.MOVED, Class.AWAY)]
    inside = [one for one in stands if one.class_ is Class.MOVED and one.place]
    return StillOpen(len(waiting), len(inside), sum(one.to_reconcile for one in stands))


def unreached(store: Store) -> Unreached:
    """What an erasure here does not reach, as far as this file and this laptop know."""
    erased = {device for device, _ in ending_of(store).erased}
    others = [row for row in desks(store) if not row.this and row.device not in erased]
    places = [noted.folder for noted in noted_backups(store.around.device, store.incident.id)]
    return Unreached(
        desks=tuple((row.device, row.name, row.met_at) for row in others),
        backup_places=tuple(place for place in places if not place.is_dir()),
        exports=_count(store, Kind.EXPORTED),
        prints=_count(store, Kind.PRINTED),
        hub=noted_hub(store.around.device, store.incident.id),
    )


def _count(store: Store, kind: Kind) -> int:
    row = store.connection.execute("select count(*) from events where kind = ?", (kind,)).fetchone()
    return int(row[0])
