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
from core.store.blobs import seal_blobs, write_anew
from core.store.connections import APPLICATION_ID, check_ours, connect, key_of, settle
from core.store.device import Surroundings, remember, remembered
from core.store.driver import assert_safe_version, dbapi2, sqlite_utils
from core.store.faults import explained
from core.store.journal import SALT_BYTES, Journal
from core.store.keys import KEY_BYTES
from core.store.lock import WriterLock, lock_path
from core.store.migrations import PROJECTION_TABLES, REFERENCE_TABLES, STEPS, migrate, steps_done
from core.store.projections import Projector
from core.store.table_imports import RowsWritten

T = TypeVar("T")
T2 = TypeVar("T2")

NOTE_EVERY = 50  # events between two notes in the device's memory: one small file each


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
    """One open file. Make it with `open_store` (or `creating.create_store`); close it in the thread that opened it."""

    def __init__(
        self,
        path: Path,
        connection: Any,
        around: Surroundings,
        lock: WriterLock | None,
        key: bytes | None = None,
    ) -> None:
        self.path = path
        self._key = key
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

    def reader(self) -> Callable[[], "Store"]:
        """What opens the same file for reading beside this one, in whichever thread calls it."""
        path, around, key = self.path, self.around, self._key

        def open_beside() -> Store:
            connection = connect(path, key)
            settle(connection, "wal")
            return Store(path, connection, around, None, key)

        return open_beside

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
        if self._kept_of_this() is None:
            self.connection.execute(
                "insert into devices (id, public, name) values (?, ?, ?)", (device.id, device.public, device.name)
            )

    def _kept_of_this(self) -> Any:
        """The row of this laptop among the desks: what still counts of it if it was revoked."""
        find = "select kept from devices where id = ?"
        return self.connection.execute(find, (self.around.device.id,)).fetchone()

    def _refuse_when_revoked(self) -> None:
        """What a revoked laptop would write counts on no other desk: better said at once than found out later."""
        if self._kept_of_this()[0] is not None:
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
        except dbapi2.DatabaseError as error:
            self._roll_back()
            told = explained(error, self.path)
            if told is None:
                raise
            raise told from error
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
            self.connection.execute("commit")
        except BaseException as error:
            with contextlib.suppress(dbapi2.DatabaseError):  # a damaged page leaves nothing that could be ended
                self.connection.execute("rollback")
            told = explained(error, self.path)
            if told is None:
                raise
            raise told from error

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            with contextlib.suppress(dbapi2.DatabaseError):
                self.connection.execute("rollback")
        self.journal.rewind(self.around.device)
        self._memo.clear()

    def record(
        self, drafts: Iterable[Draft], *, tables: Iterable[str] = (), rows_written: RowsWritten | None = None
    ) -> Changes:
        """Write events and bring the projections up to date, in one transaction; the result is what changed.
        `rows_written` hears how many rows of reference tables are in."""
        asked = list(drafts)
        if any(draft.pii for draft in asked) and self.journal.blobs.erased:
            raise Refusal(Rule.INCIDENT_ERASED, {"file": str(self.path)})
        with self.transaction():
            self._know_device()
            if any(draft.kind != Kind.INCIDENT_ERASED for draft in asked):  # even a lost laptop erases
                self._refuse_when_revoked()
            wall = self.around.now()
            events: list[Event] = []
            for draft in asked:
                operator = self._operator(draft, wall, events)
                events.append(self._append(draft, wall, operator))
            self._projector.apply(events, rows_written)
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
                seal_blobs(self.connection, self.around.draw)
                self._projector.rebuild()
        if self.connection.execute("select 1 from meta where key = 'erased' and value = 'yes'").fetchone():
            write_anew(self.connection)  # it was erased, and ended before it was swept

    def rebuild(self) -> None:
        """Fold all projections again from the journal."""
        with self.transaction():
            self.fold_again()

    def fold_again(self) -> None:
        """The same where the caller holds the transaction."""
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

    def explained(self, error: BaseException) -> Refusal | None:
        """What a failure of the disk or of this file is as a refusal; None for anything else."""
        return explained(error, self.path)

    def close(self) -> None:
        """Fold the write-ahead log back, note what was written, let the next writer in."""
        try:
            if self._lock is not None:
                # On a full or pulled disk the log stays as it is, with everything that was acknowledged in it.
                with contextlib.suppress(dbapi2.DatabaseError, OSError):
                    self.connection.execute("pragma wal_checkpoint(truncate)")
                    if self.journal.written_on:
                        remember(self.around.device, self.incident.id, *self.journal.position)
        finally:
            self.connection.close()
            if self._lock is not None:
                self._lock.release()


def open_store(path: Path, around: Surroundings, *, passphrase: str | None = None, write: bool = True) -> Store:
    """Open a file, for writing (one process at a time) or beside its writer for reading.

    Raises Refusal: NO_SUCH_FILE, NOT_A_DAOLIAN_FILE, PASSPHRASE_NEEDED, KEYS_MISSING, WRONG_PASSPHRASE, LOCKED,
    NEWER_FORMAT, FILE_DAMAGED, FILE_READ_ONLY, DISK_FULL, DISK_FAILS.
    """
    assert_safe_version()
    if not path.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(path)})
    try:
        key = key_of(path, passphrase)
    except OSError as error:
        raise Refusal(Rule.DISK_FAILS, {"file": str(path)}) from error
    lock = WriterLock(path) if write else None
    try:
        store = _open(path, around, key, lock)
    except BaseException as error:
        if lock is not None:
            lock.release()
        told = explained(error, path)
        if told is not None:
            raise told from error
        raise
    return store


def _open(path: Path, around: Surroundings, key: bytes | None, lock: WriterLock | None) -> Store:
    connection = connect(path, key)
    check_ours(connection, path, unlocked=key is not None)
    try:
        settle(connection, "wal")
        if lock is None and steps_done(connection) < len(STEPS):
            # An older version wrote it last: bring it up to date, which takes the writer's lock.
            _bring_up_to_date(path, around, key)
        store = Store(path, connection, around, lock, key)
        if lock is not None:
            store.upgrade()
    except BaseException:
        connection.close()
        raise
    return store


def _bring_up_to_date(path: Path, around: Surroundings, key: bytes | None) -> None:
    lock = WriterLock(path)
    try:
        _open(path, around, key, lock).close()
    except BaseException:
        lock.release()
        raise


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
    return Store(target, connect(target, key), store.around, None, key)


__all__ = [
    "Incident",
    "Store",
    "copy_for_rebuild",
    "lock_path",
    "open_store",
]
