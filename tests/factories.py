"""Files, surroundings and events for tests: everything seeded, nothing from the machine it runs on."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.domain.events import Event, Evidence, Kind
from core.domain.ids import BlobHash, DeviceId, EventId, IncidentId, PersonId
from core.exchange.packs import read_pack
from core.operations.files import NewFile, new_file
from core.queries.names import find_person
from core.store.database import Store, open_store
from core.store.device import Surroundings, load_device
from core.store.journal import event_bytes, event_id
from desktop.surroundings import seeded_bytes, seeded_surroundings

PACKS = Path(__file__).parent / "packs"
THREE_VILLAGES = PACKS / "three_villages"
OFFICER = "练习值班员"
T0 = datetime(2023, 7, 30, 4, tzinfo=UTC)  # 12:00 in Beijing


def minute(count: float) -> datetime:
    """`count` minutes after the tests' noon."""
    return T0 + timedelta(minutes=count)


@dataclass
class Clock:
    """A clock that moves only when told."""

    now: datetime = T0

    def __call__(self) -> datetime:
        return self.now


def surroundings(seed: int = 1, clock: Clock | None = None) -> Surroundings:
    return seeded_surroundings(seed, clock or Clock())


def laptop(profile: Path, seed: int = 1) -> Surroundings:
    """A laptop that remembers what it wrote: its key and notes live in `profile`."""
    draw = seeded_bytes(seed)
    return Surroundings(Clock(), draw, load_device(profile, f"laptop-{seed}", draw))


def make_file(
    path: Path,
    *,
    drill: bool = True,
    passphrase: str | None = None,
    pack: Path = THREE_VILLAGES,
    around: Surroundings | None = None,
) -> NewFile:
    """A file of a pack, by default a plain drill of the three villages."""
    return new_file(
        path,
        read_pack(pack),
        around or surroundings(),
        drill=drill,
        plain=passphrase is None,
        passphrase=passphrase,
        sample=False,
        at=T0,
        operator=OFFICER,
    )


@contextmanager
def open_again(path: Path, seed: int = 7, *, write: bool = True) -> Iterator[Store]:
    """The file open as a laptop of its own, closed again whatever happens."""
    with closing(open_store(path, surroundings(seed), write=write)) as store:
        yield store


def write_pack(folder: Path, changes: Mapping[str, str | None] | None = None, source: Path = THREE_VILLAGES) -> Path:
    """A copy of a pack with some files replaced, or left out where the text is None."""
    folder.mkdir(parents=True)
    for part in source.iterdir():
        (folder / part.name).write_bytes(part.read_bytes())
    for name, text in (changes or {}).items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def pack_text(name: str, *, drop_column: str | None = None, replace: tuple[str, str] | None = None) -> str:
    """The text of one file of the three villages with one thing wrong."""
    text = (THREE_VILLAGES / name).read_text(encoding="utf-8")
    if replace is not None:
        assert replace[0] in text
        text = text.replace(*replace, 1)
    if drop_column is not None:
        rows = [line.split(",") for line in text.splitlines()]
        at = rows[0].index(drop_column)
        text = "\n".join(",".join(cell for n, cell in enumerate(row) if n != at) for row in rows) + "\n"
    return text


def people_of_house(store: Store, household: str) -> tuple[PersonId, ...]:
    rows = store.connection.execute("select id from people where household = ? order by birth, id", (household,))
    return tuple(PersonId(row[0]) for row in rows)


def who(store: Store, text: str) -> PersonId:
    return find_person(store, text)


def everybody(path: Path) -> dict[str, str]:
    """`household/name` -> id of a plain file."""
    with closing(open_store(path, surroundings(), write=False)) as store:
        return {f"{h}/{n}": i for i, h, n in store.connection.execute("select id, household, name from people")}


@dataclass
class Story:
    """Events of one person written by hand, each after the ones it names; kept in the order of telling."""

    subject: str = "person/p"
    told: dict[EventId, Event] = field(default_factory=dict)
    device: str = "00" * 8

    def tell(
        self,
        kind: Kind | str,
        at: float = 0,
        *,
        after: Iterable[EventId] = (),
        place: str | None = None,
        evidence: Evidence | None = None,
        **values: Any,
    ) -> EventId:
        seq = len(self.told) + 1
        event = Event(
            id=EventId(""),
            incident=IncidentId("0" * 32),
            device=DeviceId(self.device),
            epoch=1,
            seq=seq,
            prev=None,
            at=minute(at),
            wall=minute(at),
            trust="device",
            kind=str(kind),
            subject=self.subject,
            operator="",
            place=place,
            moved_from=None,
            evidence=str(evidence) if evidence else None,
            values=values,
            pii=tuple[BlobHash, ...](),
            after=tuple(sorted(after)),
            signature=b"",
        )
        made = EventId(event_id(event_bytes(event)))
        self.told[made] = event._replace(id=made)
        return made

    def void(self, target: EventId, at: float = 0, after: Iterable[EventId] | None = None) -> EventId:
        return self.tell(Kind.VOIDED, at, after=[target] if after is None else after, event=target)
