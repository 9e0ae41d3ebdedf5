"""The .daolian file: open, create, one transaction at a time, a canonical dump, close.

WAL with `synchronous=FULL`: what `record` returned is on the disk. One `Store` belongs to one thread.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import cbor2

from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import BlobHash, IncidentId
from core.store.device import Surroundings, remember, remembered
from core.store.driver import assert_safe_version, dbapi2, sqlite_utils
from core.store.journal import SALT_BYTES, Journal
from core.store.keys import KEY_BYTES, keys_path, unlock
from core.store.lock import WriterLock, lock_path
from core.store.migrations import PROJECTION_TABLES, REFERENCE_TABLES, STEPS, migrate, steps_done
from core.store.projections import Projector

T = TypeVar("T")
T2 = TypeVar("T2")

APPLICATION_ID = 0x44414F4C  # "DAOL": what makes an unencrypted file ours
SCHEMA_FORMAT = 1
NOTE_EVERY = 50  # events between two notes in the device's memory: one small file each
_PLAIN_HEAD = b"SQLite format 3\x00"
_PAGE = 4096  # of SQLCipher 4


@dataclass(frozen=True)
class Incident:
    """What the file is: `id` differs for every incident and drill, `plain` says it is not encrypted."""

    id: IncidentId
    title: str
    district: str
    drill: bool
    plain: bool
    sources: tuple[str, ...]
    sample: bool


class Store:
    """One open file. Make it with `open_store` or `create_store`; close it in the thread that opened it."""

    def __init__(self, path: Path, connection: Any, around: Surroundings, lock: WriterLock | None) -> None:
        self.path = path
        self.around = around
        self.connection = connection
        self.db = sqlite_utils.Database(connection, use_counts_table=False)
        self._lock = lock
        self._memo: dict[str, tuple[Any, Any]] = {}
        self._noted = (0, 0)
        self.incident = self._read_incident()
        self.journal = Journal(connection, self.incident.id)
        self._projector = Projector(connection, self.journal)
        if lock is not None:
            self.journal.start(around.device, remembered(around.device, self.incident.id))

    @property
    def writable(self) -> bool:
        return self._lock is not None

    def _read_incident(self) -> Incident:
        meta = dict(self.connection.execute("select key, value from meta"))
        return Incident(
            IncidentId(meta["incident"]),
            meta["title"],
            meta["district"],
            meta["mode"] == "drill",
            meta["plain"] == "yes",
            tuple(json.loads(meta["sources"])),
            meta["sample"] == "yes",
        )

    def _know_device(self) -> None:
        """Keep this device's public key beside its first event; merely opening a file leaves it as it was."""
        device = self.around.device
        self.connection.execute(
            "insert or ignore into devices (id, public, name) values (?, ?, ?)",
            (device.id, device.public, device.name),
        )

    def _refuse_when_revoked(self) -> None:
        """What a revoked laptop would write counts on no other desk: better said at once than found out later."""
        row = self.connection.execute("select kept from devices where id = ?", (self.around.device.id,)).fetchone()
        if row[0] is not None:
            raise Refusal(Rule.DESK_REVOKED, {"desk": self.around.device.name, "here": True})

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; joins a transaction that is already open."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("begin immediate")
        try:
            yield
            self.connection.execute("commit")
        except dbapi2.OperationalError as error:
            self._roll_back()
            if "disk" in str(error) or "full" in str(error):
                raise Refusal(Rule.DISK_FULL, {"file": str(self.path)}) from error
            raise
        except BaseException:
            self._roll_back()
            raise

    @property
    def township(self) -> bytes | None:
        """The public key whose seal makes a laptop a desk of this incident; None before the first enrolment."""
        row = self.connection.execute("select value from meta where key = 'township'").fetchone()
        return bytes.fromhex(row[0]) if row else None

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads of one state of the file, also while another process writes."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("begin")
        try:
            yield
        finally:
            self.connection.execute("commit")

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("rollback")
        self.journal.rewind(self.around.device)
        self._memo.clear()

    def record(self, drafts: Iterable[Draft], *, tables: Iterable[str] = ()) -> Changes:
        """Write events and bring the projections up to date, in one transaction; the result is what changed."""
        with self.transaction():
            self._know_device()
            self._refuse_when_revoked()
            wall = self.around.now()
            events: list[Event] = []
            for draft in drafts:
                operator = self._operator(draft, wall, events)
                events.append(self._append(draft, wall, operator))
            self._projector.apply(events)
            changes = Changes(self.journal.revision, tuple(events), frozenset(tables))
        self._remember_now_and_then()
        return changes

    def _remember_now_and_then(self) -> None:
        """Note what was written, not only on closing: after a power cut, too, an older copy must be known as one."""
        position = self.journal.position
        if not self.connection.in_transaction and position >= (self._noted[0], self._noted[1] + NOTE_EVERY):
            remember(self.around.device, self.incident.id, *position)
            self._noted = position

    def fold(self, events: Iterable[Event], late: Iterable[Event] = ()) -> None:
        """Bring the projections up to date after events came from elsewhere, and words of events held before (`late`).
        The caller holds the transaction."""
        reworded = list(late)
        self._projector.apply([*events, *reworded])
        if reworded:  # no stamp tells of a blob
            self._memo.clear()
        self._memo.pop("operators", None)

    def refold(self) -> None:
        """Fold everything again after entries were put aside. The caller holds the transaction."""
        self._projector.rebuild()
        self._memo.clear()

    def _append(self, draft: Draft, wall: Any, operator: str) -> Event:
        return self.journal.append(draft, wall, operator, self.around.device, self._salts())

    def _salts(self) -> Iterator[bytes]:
        while True:
            yield self.around.draw(SALT_BYTES)

    def _operator(self, draft: Draft, wall: Any, events: list[Event]) -> str:
        """The id under which this operator's name is kept; a new name becomes an event of its own with a blob."""
        if not draft.operator:
            return ""
        known = self.memo(
            "operators",
            None,
            lambda: {name: key for key, name in self.connection.execute("select id, name from operators")},
        )
        if draft.operator not in known:
            known[draft.operator] = self.around.draw(4).hex()
            naming = Draft(
                Kind.OPERATOR_NAMED, f"operator/{known[draft.operator]}", draft.at, pii=({"name": draft.operator},)
            )
            events.append(self._append(naming, wall, ""))
        return str(known[draft.operator])

    def operator_name(self, operator: str) -> str:
        found = self.connection.execute("select name from operators where id = ?", (operator,)).fetchone()
        return str(found[0]) if found else operator

    def has_reference(self, table: str, key: str) -> bool:
        """Whether a reference table holds a row of this key."""
        return self.connection.execute(f"select 1 from {table} where key = ?", (key,)).fetchone() is not None

    def has_person(self, person: str) -> bool:
        return self.connection.execute("select 1 from people where id = ?", (person,)).fetchone() is not None

    def blob(self, digest: str) -> bytes | None:
        return self.journal.blob(BlobHash(digest))

    def memo(self, name: str, stamp: Any, build: Callable[[], T]) -> T:
        """A value kept until its stamp changes: what would be read again for every screen."""
        kept = self._memo.get(name)
        if kept is None or kept[0] != stamp:
            kept = (stamp, build())
            self._memo[name] = kept
        value: T = kept[1]
        return value

    def renewed(self, name: str, stamp: T2, build: Callable[[], T], renew: Callable[[T2, T], T | None]) -> T:
        """As `memo`, but a value of an older stamp is brought up to date by `renew(old stamp, old value)`, which gives
        None where that cannot be done: one edited entry must not read a hundred thousand again."""
        kept = self._memo.get(name)
        if kept is None or kept[0] != stamp:
            value = renew(*kept) if kept is not None else None
            kept = (stamp, build() if value is None else value)
            self._memo[name] = kept
        known: T = kept[1]
        return known

    @property
    def tables_stamp(self) -> int:
        """Changes whenever an import may have replaced reference rows."""
        row = self.connection.execute("select max(n) from events where subject = 'register' or subject = 'tables'")
        return int(row.fetchone()[0] or 0)

    def upgrade(self) -> None:
        """Bring the tables of an older version up to date: new ones are folded from the journal in one go."""
        if steps_done(self.connection) < len(STEPS):
            with self.transaction():
                migrate(self.connection)
                self._projector.rebuild()

    def rebuild(self) -> None:
        """Fold all projections again from the journal."""
        with self.transaction():
            self._projector.rebuild()
        self._memo.clear()

    def dump(self) -> str:
        """SHA-256 over reference tables and projections, tables and rows in key order, as CBOR."""
        digest = hashlib.sha256()
        for table in sorted((*REFERENCE_TABLES, *PROJECTION_TABLES)):
            columns = [row[1] for row in self.connection.execute(f"pragma table_info({table})")]
            named = sorted(column for column in columns if column != "n" or table == "link_changes")
            rows = self.connection.execute(f"select {', '.join(named)} from {table} order by {', '.join(named)}")
            digest.update(cbor2.dumps([table, named]))
            for row in rows:
                digest.update(cbor2.dumps(list(row)))
        return digest.hexdigest()

    def close(self) -> None:
        """Fold the write-ahead log back, note what was written, let the next writer in."""
        if self._lock is not None:
            self.connection.execute("pragma wal_checkpoint(truncate)")
            remember(self.around.device, self.incident.id, *self.journal.position)
        self.connection.close()
        if self._lock is not None:
            self._lock.release()


def open_store(path: Path, around: Surroundings, *, passphrase: str | None = None, write: bool = True) -> Store:
    """Open a file, for writing (one process at a time) or beside its writer for reading.

    Raises Refusal: NO_SUCH_FILE, NOT_A_DAOLIAN_FILE, PASSPHRASE_NEEDED, KEYS_MISSING, WRONG_PASSPHRASE, LOCKED,
    NEWER_FORMAT.
    """
    assert_safe_version()
    if not path.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(path)})
    key = _key_of(path, passphrase)
    lock = WriterLock(path) if write else None
    try:
        connection = _connect(path, key)
        _check_ours(connection, path)
        _settle(connection, "wal")
        if not write and steps_done(connection) < len(STEPS):
            connection.close()  # an older version wrote it last: bring it up to date, which takes the writer's lock
            open_store(path, around, passphrase=passphrase).close()
            connection = _connect(path, key)
            _settle(connection, "wal")
        store = Store(path, connection, around, lock)
        if write:
            store.upgrade()
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return store


def create_store(
    path: Path,
    around: Surroundings,
    meta: dict[str, str],
    fill: Callable[[Any], None],
    *,
    key: bytes | None = None,
    slots: str | None = None,
) -> None:
    """Make a new file beside its name and put it there whole: what goes wrong leaves nothing behind.

    `fill` writes the reference tables. Raises Refusal(FILE_EXISTS), and Refusal(NOT_A_FOLDER) where there is no folder.
    """
    assert_safe_version()
    if path.exists():
        raise Refusal(Rule.FILE_EXISTS, {"file": str(path)})
    if not path.parent.is_dir():
        raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(path.parent)})
    if slots is not None and keys_path(path).exists():  # the keys of another file: writing over them would lose it
        raise Refusal(Rule.FILE_EXISTS, {"file": str(keys_path(path))})
    aside = path.with_name(f".{path.name}.{around.draw(4).hex()}.new")
    connection = _connect(aside, key)
    try:
        _settle(connection, "delete")
        connection.execute("begin immediate")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        migrate(connection)
        rows = [*meta.items(), ("format", str(SCHEMA_FORMAT))]
        connection.executemany("insert into meta (key, value) values (?, ?)", rows)
        fill(connection)
        connection.execute("commit")
        connection.close()
        if slots is not None:
            keys_path(path).write_text(slots, encoding="utf-8")
        aside.replace(path)
    except BaseException:
        connection.close()
        aside.unlink(missing_ok=True)
        if slots is not None and not path.exists():
            keys_path(path).unlink(missing_ok=True)
        raise


def discard_store(path: Path) -> None:
    """Remove a file that was being made, with everything beside it."""
    beside = ("-wal", "-shm", ".keys", ".lock")
    for part in (path, *(path.with_name(path.name + end) for end in beside)):
        part.unlink(missing_ok=True)


def copy_for_rebuild(store: Store, target: Path) -> Store:
    """A consistent copy of an open file, for `verify` to rebuild in; the caller closes and removes it.

    The copy of an encrypted file is encrypted with a key that nobody keeps: what a killed run leaves cannot be read.
    """
    key = None if store.incident.plain else store.around.draw(KEY_BYTES)
    secret = "''" if key is None else f"\"x'{key.hex()}'\""
    store.connection.execute(f"attach database ? as other key {secret}", (str(target),))
    try:
        # Thrown away after the comparison: waiting for the disk at each of its statements would be most of the time.
        store.connection.execute("pragma other.synchronous = off")
        store.connection.execute("pragma other.journal_mode = off")
        store.connection.execute("select sqlcipher_export('other')")
        version = store.connection.execute("pragma user_version").fetchone()[0]
        store.connection.execute(f"pragma other.user_version = {version}")
        store.connection.execute(f"pragma other.application_id = {APPLICATION_ID}")
    finally:
        store.connection.execute("detach database other")
    return Store(target, _connect(target, key), store.around, None)


def _key_of(path: Path, passphrase: str | None) -> bytes | None:
    with path.open("rb") as handle:
        head = handle.read(100)
    if head.startswith(_PLAIN_HEAD):
        # Looked at before it is opened: opening another program's file for writing would change it.
        if head[68:72] != APPLICATION_ID.to_bytes(4, "big"):
            raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)})
        return None
    if not head or not (keys_path(path).is_file() or _could_be_encrypted(path, head)):
        raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)})
    if passphrase is None:
        raise Refusal(Rule.PASSPHRASE_NEEDED, {"file": str(path)})
    return unlock(path, passphrase)


def _could_be_encrypted(path: Path, head: bytes) -> bool:
    """Whole pages that begin with a random salt: what an encrypted file looks like without its key."""
    return path.stat().st_size % _PAGE == 0 and not head[:16].isascii()


def _connect(path: Path, key: bytes | None) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=5.0)
    if key is not None:
        connection.execute("pragma cipher_log_level = none")
        connection.execute(f"pragma key = \"x'{key.hex()}'\"")
    return connection


def _settle(connection: Any, journal: str) -> None:
    """What was recorded is on the disk; only once the file is known to be ours, because the mode is written in it."""
    connection.execute(f"pragma journal_mode = {journal}")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma temp_store = memory")


def _check_ours(connection: Any, path: Path) -> None:
    try:
        ours = connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
        row = connection.execute("select value from meta where key = 'format'").fetchone() if ours else None
    except dbapi2.OperationalError as error:
        if "no such table" not in str(error):
            connection.close()
            raise
        row = None
    except dbapi2.DatabaseError:
        row = None
    if row is None:
        connection.close()
        raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)})
    found = int(row[0])
    if found > SCHEMA_FORMAT:
        connection.close()
        raise Refusal(Rule.NEWER_FORMAT, {"file": str(path), "format": found})


__all__ = [
    "Incident",
    "Store",
    "copy_for_rebuild",
    "create_store",
    "discard_store",
    "lock_path",
    "open_store",
]
