"""Copies of a file in a second place: written aside, put on the medium, opened and counted there; only then a backup.

A backup is a whole `.daolian` file with its keys beside it: it opens like any other, and this laptop then goes on in a
new epoch. What cannot be written is a refusal, never silence: the backups that were there stay as they are.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.domain.findings import Refusal, Rule
from core.domain.ids import DeviceId, IncidentId
from core.store.database import Store
from core.store.device import Device
from core.store.driver import dbapi2
from core.store.keys import keys_path
from core.store.media import forget_cached, settle_file, settle_folder, stick_rule
from core.store.migrations import REFERENCE_TABLES

KEPT = 8
_STAMP = "%Y%m%dT%H%M%SZ"
_ENDING = ".daolian"
_KEPT = ("events", "blobs", "incident_key")  # what is there stays as it is: it may only have grown meanwhile


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup as its name tells it: when it was written, by this laptop's clock."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was read back. `events` and `blobs` were counted in it; `same_disk` says that the second place is
    on the disk of the file itself, and goes with it."""

    path: Path
    at: datetime
    events: int
    blobs: int
    size: int
    kept: int
    removed: int
    same_disk: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """What this laptop remembers of the backups of an incident in one folder: the newest one and how far it goes."""

    folder: Path
    at: datetime
    events: int


def write_backup(store: Store, folder: Path) -> BackedUp:
    """Write a backup of an open file and count it; of this laptop's own, the newest `KEPT` stay.

    Other processes and threads may go on writing the file meanwhile. Refusal: BACKUP_PLACE_GONE, STICK_FULL,
    STICK_READ_ONLY, STICK_GONE, STICK_MISREAD; what was there before stays.
    """
    if not folder.is_dir():
        raise Refusal(Rule.BACKUP_PLACE_GONE, {"folder": str(folder)})
    at = store.around.now().replace(microsecond=0)
    target = _free_name(folder, store, at)
    aside = folder / f".{target.name}.new"
    try:
        counted = _write_aside(store, aside, target)
        _put_there(store, aside, target)
    except BaseException:
        for part in (aside, keys_path(aside)):
            _remove(part)
        raise
    removed = _drop_old(store, folder, target)
    _note(store.around.device, store.incident.id, Noted(folder.resolve(), at, counted[0]))
    return BackedUp(
        path=target,
        at=at,
        events=counted[0],
        blobs=counted[1],
        size=target.stat().st_size,
        kept=len(backups_of(store, folder)),
        removed=removed,
        same_disk=folder.stat().st_dev == store.path.stat().st_dev,
    )


def _free_name(folder: Path, store: Store, at: datetime) -> Path:
    """Neutral on purpose: a lost stick must not say whose township this is."""
    stem = f"{_prefix(store.incident.id, store.around.device.id)}{at.astimezone(UTC):{_STAMP}}"
    names = (folder / f"{stem}{'' if n == 0 else f'-{n}'}{_ENDING}" for n in range(1000))
    return next(name for name in names if not name.exists())


def _prefix(incident: IncidentId, device: DeviceId) -> str:
    return f"backup-{incident[:8]}-{device[:8]}-"


def _write_aside(store: Store, aside: Path, target: Path) -> tuple[int, int]:
    """(events, blobs) counted in the copy that stands on the medium."""
    size = _size_mb(store)
    try:
        aside.open("xb").close()  # the system says here what is wrong with the medium; the database only that it is
        before = _counts(store.connection, "main")
        store.connection.execute("vacuum into ?", (str(aside),))
        after = _counts(store.connection, "main")
        settle_file(aside)
        forget_cached(aside)
        try:
            found = _read_back(store, aside, target)
        except dbapi2.DatabaseError as error:
            raise Refusal(Rule.STICK_MISREAD, {"file": str(target)}) from error
    except OSError as error:
        raise Refusal(stick_rule(error), {"file": str(target), "size_mb": size}) from error
    except dbapi2.DatabaseError as error:
        told = store.explained(error)
        if told is not None and told.rule == Rule.FILE_DAMAGED:  # the file itself, not the stick
            raise told from error
        raise Refusal(_why(aside, size), {"file": str(target), "size_mb": size}) from error
    if not all(low <= count <= high for low, count, high in zip(before, found, after, strict=True)):
        raise Refusal(Rule.STICK_MISREAD, {"file": str(target)})
    return found


def _size_mb(store: Store) -> int:
    pages, page = (store.connection.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return max(1, int(pages) * int(page) >> 20)


def _counts(connection: Any, schema: str) -> tuple[int, int]:
    return (
        int(connection.execute(f"select count(*) from {schema}.events").fetchone()[0]),
        int(connection.execute(f"select count(*) from {schema}.blobs").fetchone()[0]),
    )


def _read_back(store: Store, aside: Path, target: Path) -> tuple[int, int]:
    """Open the copy with the key of the file, check every page of it, and count."""
    store.connection.execute("attach database ? as copy", (str(aside),))
    try:
        sound = store.connection.execute("pragma copy.integrity_check").fetchone()[0] == "ok"
        sealed = store.connection.execute("pragma copy.cipher_integrity_check").fetchall()
        if not sound or sealed or (store.incident.plain and not _same_contents(store.connection)):
            raise Refusal(Rule.STICK_MISREAD, {"file": str(target)})
        return _counts(store.connection, "copy")
    finally:
        store.connection.execute("detach database copy")


def _same_contents(connection: Any) -> bool:
    """Whether the copy of a plain file says what it said: its pages carry no seal that would tell."""
    kept = all(_none(connection, f"select * from copy.{table} except select * from main.{table}") for table in _KEPT)
    return kept and all(
        _none(connection, f"select * from main.{table} except select * from copy.{table}") for table in REFERENCE_TABLES
    )


def _none(connection: Any, query: str) -> bool:
    return not connection.execute(f"select exists ({query})").fetchone()[0]


def _why(aside: Path, size_mb: int) -> str:
    """Why the database could not write, asked of the medium: it says no more than that it could not."""
    try:
        space = os.statvfs(aside.parent) if hasattr(os, "statvfs") else None
        with aside.open("ab") as handle:
            handle.write(b"\0" * 65536)
            handle.flush()
            os.fsync(handle.fileno())
    except OSError as error:
        return stick_rule(error)
    if space is not None and space.f_bavail * space.f_frsize < size_mb << 20:
        return Rule.STICK_FULL
    return Rule.STICK_GONE


def _put_there(store: Store, aside: Path, target: Path) -> None:
    """Give it its name, its keys first: no backup ever stands there without them."""
    try:
        if not store.incident.plain:
            keys = keys_path(aside)
            keys.write_bytes(keys_path(store.path).read_bytes())
            settle_file(keys)
            keys.replace(keys_path(target))
        aside.replace(target)
        settle_folder(target.parent)
    except OSError as error:
        _remove(keys_path(target))
        raise Refusal(stick_rule(error), {"file": str(target), "size_mb": _size_mb(store)}) from error


def backups_of(store: Store, folder: Path) -> tuple[Backup, ...]:
    """This laptop's backups of a file in a folder, newest first; those of a time that is still to come last: they were
    written by a clock that has been put right since, and nobody knows when."""
    prefix, now = _prefix(store.incident.id, store.around.device.id), store.around.now()
    found = []
    for path in folder.glob(f"{prefix}*{_ENDING}") if folder.is_dir() else ():
        stamp = path.name.removeprefix(prefix)[:16]
        try:
            found.append(Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda each: (each.at <= now, each.at, each.path.name), reverse=True))


def _drop_old(store: Store, folder: Path, written: Path) -> int:
    """Remove what is older than the newest `KEPT`, but not the one just written, whatever its clock says; one that
    somebody has gone on working in is his file, not ours."""
    others = [each.path for each in backups_of(store, folder) if each.path != written]
    gone = [path for path in others[KEPT - 1 :] if not _worked_in(path, store)]
    for path in gone:
        for part in (path, keys_path(path)):
            _remove(part)
    return len(gone)


def _worked_in(path: Path, store: Store) -> bool:
    lock = path.with_name(path.name + ".lock")
    return lock.exists() or path.resolve() == store.path.resolve()


def erase_backups(store: Store) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Remove this laptop's backups of the incident wherever it remembers any: (files removed, folders not reached)."""
    removed: list[Path] = []
    missed: list[Path] = []
    for noted in noted_backups(store.around.device, store.incident.id):
        if not noted.folder.is_dir():
            missed.append(noted.folder)
            continue
        for each in backups_of(store, noted.folder):
            if each.path.resolve() == store.path.resolve():
                continue
            parts = [each.path.with_name(each.path.name + end) for end in ("", ".keys", ".lock", "-wal", "-shm")]
            stuck = [part for part in parts if not _remove(part)]
            if not stuck:
                removed.append(each.path)
            elif noted.folder not in missed:
                missed.append(noted.folder)
    return tuple(removed), tuple(missed)


def _remove(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # it is the medium that failed
        return False
    return True


# -- what this laptop remembers -------------------------------------------------------------------------------------


def noted_backups(device: Device, incident: IncidentId) -> tuple[Noted, ...]:
    """Where this laptop has put backups of an incident, the newest first; nothing for a seeded device."""
    note = _note_path(device, incident)
    if note is None or not note.is_file():
        return ()
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        rows = [Noted(Path(f), datetime.fromisoformat(at), int(events)) for f, (at, events) in said.items()]
    except (ValueError, TypeError, AttributeError):  # a torn note: what is in the folders is still found there
        return ()
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _note(device: Device, incident: IncidentId, done: Noted) -> None:
    note = _note_path(device, incident)
    if note is None:
        return
    rows = {str(row.folder): [row.at.isoformat(), row.events] for row in noted_backups(device, incident)}
    rows[str(done.folder)] = [done.at.isoformat(), done.events]
    note.parent.mkdir(parents=True, exist_ok=True)
    aside = note.with_suffix(".new")
    aside.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    aside.replace(note)


def _note_path(device: Device, incident: IncidentId) -> Path | None:
    return None if device.memory is None else device.memory / f"{incident}.backups"
