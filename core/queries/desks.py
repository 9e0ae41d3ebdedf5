"""What this file holds from whom: desks and ages, gaps and forks as facts. There is no all-is-well among them."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Kind
from core.domain.ids import DeviceId
from core.store.database import Store
from core.store.device import key_words
from core.store.enrolments import publics
from core.store.holdings import chains, last_merges
from core.store.journal import moment, parse_event
from core.store.missing import Missing, missing
from core.store.revocations import revoked


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One desk. `last_at` is when its newest entry here was written, by its own clock; `received_at` when something of
    it last came in, `met_at` when a bundle of its own did, by this laptop's clock. `missing` counts entries of it that
    are known to exist and are not here (`gaps`: which), `has_of_ours` those of this laptop that it said it held (None:
    never said).
    On the page of the desks `overtaken` counts the persons about whom entries of it may be missing.
    `words` are its key read aloud; `revoked_at` and `revoked_by` say when and by whom it was taken out of service."""

    device: DeviceId
    name: str
    this: bool
    enrolled: bool
    events: int
    epochs: int
    missing: int
    forked: bool
    last_at: datetime | None
    received_at: datetime | None
    met_at: datetime | None
    has_of_ours: int | None
    words: tuple[str, ...] = ()
    revoked_at: datetime | None = None
    revoked_by: str = ""
    gaps: tuple[Missing, ...] = ()
    overtaken: int = 0


@dataclass(frozen=True, slots=True)
class DataFrom:
    """From how many of the desks anything is held, and when the one heard longest ago was heard (None: this laptop is
    the only one heard)."""

    heard: int
    desks: int
    oldest: datetime | None
    oldest_name: str = ""


def desks(store: Store) -> tuple[DeskRow, ...]:
    """Every desk that is known, this one first, then by name."""
    me = store.around.device.id
    enrolled = {event.subject.removeprefix("desk/") for event in store.journal.of_kind(Kind.ENROLLED)}
    names = dict(store.connection.execute("select id, name from devices"))
    met, received = last_merges(store), _received(store)
    gone, known = revoked(store), publics(store)
    by_device = {device: [chain for chain in chains(store) if chain.device == device] for device in known}
    lacking: dict[DeviceId, list[Missing]] = {}
    for one in missing(store):
        lacking.setdefault(one.device, []).append(one)
    rows = []
    for device, held in by_device.items():
        public = known[device]
        said = met.get(device)
        newest = store.connection.execute(
            "select max(n), bytes, signature from events where device = ?", (device,)
        ).fetchone()
        rows.append(
            DeskRow(
                device=device,
                name=str(names.get(device, store.around.device.name)),
                this=device == me,
                enrolled=device in enrolled,
                events=sum(chain.events for chain in held),
                epochs=max((chain.epoch for chain in held), default=0),
                missing=sum(one.count for one in lacking.get(device, ())),
                gaps=tuple(lacking.get(device, ())),
                forked=any(chain.forked for chain in held),
                last_at=_wall(newest[1], newest[2]) if newest[0] else None,
                received_at=received.get(device),
                met_at=moment(said[0]) if said else None,
                words=key_words(public),
                revoked_at=gone[device].at if device in gone else None,
                revoked_by=store.operator_name(gone[device].operator) if device in gone else "",
                has_of_ours=sum(seq for (whose, _), (seq, _) in said[1].items() if whose == me) if said else None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.this, row.name, row.device)))


def data_from(store: Store) -> DataFrom:
    """How many desks stand behind the figures."""
    rows = desks(store)
    rows = tuple(row for row in rows if row.revoked_at is None)
    heard = [row for row in rows if row.events]
    ages = [(row.received_at, row.name) for row in heard if row.received_at is not None]
    oldest = min(ages, default=(None, ""))
    return DataFrom(len(heard), len(rows), *oldest)


def _wall(raw: bytes, signature: bytes) -> datetime:
    return parse_event(raw, signature).wall


def _received(store: Store) -> dict[DeviceId, datetime]:
    """When each desk's newest entry came in, by this laptop's clock; entries written here have none."""
    rows = store.connection.execute(
        "select device, max(merges.at) from events join merges on events.n > merges.after_n"
        " and events.n <= merges.until_n group by device"
    )
    return {DeviceId(device): moment(at) for device, at in rows}
