"""Blobs: personal data under the key of the incident, plans in the clear; each named by the hash of its contents.

The key is drawn when the file is made and lives in the file alone. Whoever destroys it has erased every name, number
and note in one step, also in a copy of a page that nobody thought of. Hashes stay: the journal still verifies.

AES-256-GCM; the nonce is the beginning of the hash: a key meets the same nonce only with the same contents.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.domain.findings import Refusal, Rule

KEY_BYTES = 32
_NONCE = 12
_AT_ONCE = 500


class Blobs:
    """The blobs of one connection. The caller holds the transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._key: AESGCM | None = None

    def _cipher(self) -> AESGCM | None:
        """The cipher of the incident's key, None once it is destroyed."""
        if self._key is None:
            row = self._connection.execute("select key from incident_key").fetchone()
            self._key = AESGCM(row[0]) if row else None
        return self._key

    @property
    def erased(self) -> bool:
        """Whether the key is destroyed, and personal data with it."""
        return self._cipher() is None

    def put(self, digest: bytes, raw: bytes, *, personal: bool) -> None:
        """Keep a blob; once personal data are erased none is kept any more, its hash says that it was there."""
        self.put_all([(digest, raw, personal)])

    def put_all(self, blobs: Iterable[tuple[bytes, bytes, bool]]) -> None:
        """(hash, contents, whether personal) of each; what is held already stays."""
        cipher = self._cipher()
        rows = [
            (digest, cipher.encrypt(digest[:_NONCE], raw, None) if personal and cipher else raw, int(personal))
            for digest, raw, personal in blobs
            if cipher is not None or not personal
        ]
        self._connection.executemany("insert or ignore into blobs (hash, bytes, sealed) values (?, ?, ?)", rows)

    def get(self, digest: bytes) -> bytes | None:
        """The contents behind a hash, None once erased. Refusal(FILE_DAMAGED) where they are not what was sealed."""
        return self.get_many([digest]).get(digest)

    def get_many(self, digests: Iterable[bytes]) -> dict[bytes, bytes]:
        """The same for many at once; what was erased is not among them."""
        wanted, found = list(digests), dict[bytes, bytes]()
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            query = f"select hash, bytes, sealed from blobs where hash in ({','.join('?' * len(part))})"
            for digest, kept, sealed in self._connection.execute(query, part):
                raw = self._opened(digest, kept, sealed)
                if raw is None:
                    raise self._damaged()
                found[digest] = raw
        return found

    def personal_among(self, wanted: Collection[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Hash and contents of each of many personal blobs, one at a time in no order: in one pass over all, a quarter
        of what it takes to ask for each. What was erased is not among them. Refusal(FILE_DAMAGED) as in `get`."""
        cipher = self._cipher()
        if cipher is None:
            return
        # Plans, which are large and in the clear, are not even read: what is sealed stands in the head of a row.
        for digest, kept in self._connection.execute("select hash, bytes from blobs where sealed = 1"):
            if digest in wanted:
                try:
                    raw = cipher.decrypt(digest[:_NONCE], kept, None)
                except InvalidTag:
                    raise self._damaged() from None
                yield digest, raw

    def _damaged(self) -> Refusal:
        path = self._connection.execute("pragma database_list").fetchone()[2]
        return Refusal(Rule.FILE_DAMAGED, {"file": path})

    def all(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Every blob by its hash; None for one that cannot be opened."""
        for digest, raw, sealed in self._connection.execute("select hash, bytes, sealed from blobs order by hash"):
            yield digest, self._opened(digest, raw, sealed)

    def _opened(self, digest: bytes, raw: bytes, sealed: int) -> bytes | None:
        cipher = self._cipher()
        if not sealed:
            return raw
        try:
            return None if cipher is None else cipher.decrypt(digest[:_NONCE], raw, None)
        except InvalidTag:
            return None

    def destroy(self) -> None:
        """Erase the personal data and their key. What is left in free pages is for `vacuum`."""
        self._connection.execute("update incident_key set key = zeroblob(32)")
        self._connection.execute("delete from incident_key")
        self._connection.execute("delete from blobs where sealed = 1")
        self._key = None


def seal_blobs(connection: Any, draw: Callable[[int], bytes]) -> None:
    """Draw the key of a file that has none and seal what an older version kept in the clear, but for plans."""
    erased = connection.execute("select 1 from meta where key = 'erased'").fetchone()
    if erased or connection.execute("select 1 from incident_key").fetchone():
        return
    connection.execute("insert into incident_key (id, key) values (1, ?)", (draw(KEY_BYTES),))
    blobs = Blobs(connection)
    plans = {row[0] for row in connection.execute("select hash from plans")}
    open_rows = connection.execute("select hash, bytes from blobs where sealed = 0").fetchall()
    rows = [(digest, raw, True) for digest, raw in open_rows if digest not in plans]
    connection.executemany("delete from blobs where hash = ?", [(digest,) for digest, _, _ in rows])
    blobs.put_all(rows)


def write_anew(connection: Any) -> bool:
    """Write the whole file again without free pages and empty its log; False where a reader still holds the log: then
    the next opening does it. No transaction may be open."""
    connection.execute("vacuum")
    if connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
        return False
    connection.execute("update meta set value = 'swept' where key = 'erased'")
    connection.execute("pragma wal_checkpoint(truncate)")
    return True
