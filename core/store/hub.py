"""The district's hub: one table in PostgreSQL, where a network exists. A replica among others, never a master.

Rows are put in once and never changed; whoever pulls asks for what lies beyond his vector. Needs the extra `hub`
(psycopg, imported when first used). A password belongs into the libpq password file or PGPASSWORD, not into the DSN.
"""

import contextlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, IncidentId
from core.store.bundle_format import Vector
from core.store.hub_rows import Row

EXTRA, PACKAGE = "hub", "psycopg"
CONNECT_S = 10
BATCH = 500  # rows of one round trip: a line that breaks costs no more than that
_TABLE = """
create table if not exists daolian_event (
    incident bytea not null, id bytea not null, readers bytea not null, whole boolean not null,
    dev bytea not null, ep integer not null, seq integer not null, bytes bytea not null,
    came timestamptz not null default now(), primary key (incident, id, readers, whole));
create index if not exists daolian_event_chain on daolian_event (incident, dev, ep, seq)
"""
_PUT = """
insert into daolian_event (incident, id, readers, whole, dev, ep, seq, bytes)
values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""
_HELD = "select id, whole from daolian_event where incident = %s and readers = %s"
_BEYOND = """
with forked as (
    select dev, ep from daolian_event where incident = %(incident)s
    group by dev, ep, seq having count(distinct id) > 1)
select distinct on (event.id) event.id, event.bytes
from daolian_event as event
left join unnest(%(dev)s::bytea[], %(ep)s::int[], %(seq)s::int[], %(last)s::bytea[]) as held(dev, ep, seq, last)
    on held.dev = event.dev and held.ep = event.ep
where event.incident = %(incident)s and (
    event.seq > coalesce(held.seq, 0)
    or exists (
        select 1 from daolian_event as other
        where other.incident = event.incident and other.dev = held.dev and other.ep = held.ep
            and other.seq = held.seq and other.id <> held.last)
    or exists (select 1 from forked where forked.dev = event.dev and forked.ep = event.ep))
order by event.id, (event.readers = %(readers)s) desc, event.whole desc, event.came desc
"""


class Hub:
    """One connection. Make it with `connected`. `where` names host and database for whoever reads of it."""

    def __init__(self, connection: Any, errors: type[Exception], where: str) -> None:
        self.where = where
        self._connection = connection
        self._errors = errors

    def init(self) -> None:
        """Make the table where there is none."""
        with self._work() as cursor:
            cursor.execute(_TABLE)

    def held(self, incident: IncidentId, readers: bytes) -> set[tuple[EventId, bool]]:
        """Entries that are there for these readers, and whether with all of their blobs."""
        with self._work() as cursor:
            cursor.execute(_HELD, (bytes.fromhex(incident), readers))
            return {(EventId(bytes(key).hex()), bool(whole)) for key, whole in cursor.fetchall()}

    def put(self, incident: IncidentId, readers: bytes, rows: Iterable[Row]) -> int:
        """Put rows in, those that are there already left as they are; how many were new."""
        new, waiting = 0, list[Row]()
        for row in rows:
            waiting.append(row)
            if len(waiting) == BATCH:
                new += self._put(incident, readers, waiting)
                waiting = []
        return new + (self._put(incident, readers, waiting) if waiting else 0)

    def _put(self, incident: IncidentId, readers: bytes, rows: list[Row]) -> int:
        inc = bytes.fromhex(incident)
        values = [
            (inc, bytes.fromhex(row.id), readers, row.whole, bytes.fromhex(row.device), row.epoch, row.seq, row.body)
            for row in rows
        ]
        with self._work() as cursor:
            cursor.executemany(_PUT, values)
            return int(cursor.rowcount)

    def beyond(self, incident: IncidentId, vector: Vector, readers: bytes) -> Iterator[tuple[EventId, bytes]]:
        """Entries that a desk of this vector lacks; of those there are for several sets of readers, the one for
        `readers`. A chain that is not the one held here, or that is forked there, is given whole."""
        held = sorted(vector.items())
        asked = {
            "incident": bytes.fromhex(incident),
            "readers": readers,
            "dev": [bytes.fromhex(device) for (device, _), _ in held],
            "ep": [epoch for (_, epoch), _ in held],
            "seq": [seq for _, (seq, _) in held],
            "last": [bytes.fromhex(last) for _, (_, last) in held],
        }
        with self._work() as cursor:
            cursor.execute(_BEYOND, asked)
            for key, body in cursor.fetchall():
                yield EventId(bytes(key).hex()), bytes(body)

    @contextlib.contextmanager
    def _work(self) -> Iterator[Any]:
        """A cursor in a transaction of its own."""
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                yield cursor
        except self._errors as error:
            if getattr(error, "sqlstate", None) == "42P01":
                raise Refusal(Rule.HUB_WITHOUT_TABLE, {}) from None
            raise _away(error) from None


@contextlib.contextmanager
def connected(dsn: str, password: str = "") -> Iterator[Hub]:
    """The hub of a DSN or URL. Refusal: NO_EXTRA, HUB_ADDRESS, HUB_PASSWORD where one is asked for and none is known,
    HUB_DENIED where one was given and it did not open, HUB_AWAY (both with the first line of why)."""
    psycopg, parts = _package(), _parts(dsn)
    secret = {"password": password} if password else {}
    try:
        connection = psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_S, **secret)
    except psycopg.Error as error:
        line = getattr(error, "pgconn", None)
        if line is not None and line.needs_password:
            raise Refusal(Rule.HUB_PASSWORD, {"hub": _named(parts)}) from None
        if line is not None and line.used_password:
            raise Refusal(Rule.HUB_DENIED, {"hub": _named(parts), "why": _first_line(error)}) from None
        raise _away(error) from None
    try:
        yield Hub(connection, psycopg.Error, _named(parts))
    finally:
        connection.close()


def hub_address(text: str) -> str:
    """A hub's address as somebody types it: a DSN, a URL, or just `host/database`; without a password, which is asked
    for and kept nowhere. Refusal: NO_EXTRA, HUB_ADDRESS."""
    typed = text.strip()
    address = typed if "=" in typed or "://" in typed else f"postgresql://{typed}"
    if not typed or "password" in _parts(address):
        raise Refusal(Rule.HUB_ADDRESS, {})
    return address


def _package() -> Any:
    try:
        return import_module(PACKAGE)
    except ImportError:
        raise Refusal(Rule.NO_EXTRA, {"extra": EXTRA, "package": PACKAGE}) from None


def _parts(dsn: str) -> dict[str, Any]:
    """What an address says. What is wrong with one is not told word for word: a password may stand in it."""
    psycopg = _package()
    try:
        return dict(psycopg.conninfo.conninfo_to_dict(dsn))
    except psycopg.Error:
        raise Refusal(Rule.HUB_ADDRESS, {}) from None


def _named(parts: dict[str, Any]) -> str:
    host = str(parts.get("host") or parts.get("hostaddr") or "localhost")
    return f"{host}/{parts['dbname']}" if parts.get("dbname") else host


def _away(error: Exception) -> Refusal:
    return Refusal(Rule.HUB_AWAY, {"why": _first_line(error)})


def _first_line(error: Exception) -> str:
    """Why, without the address that the line begins with: whoever asked knows it."""
    lines = str(error).strip().splitlines()
    return lines[0].rpartition("failed: ")[2] if lines else type(error).__name__
