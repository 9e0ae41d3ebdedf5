"""The register as a fold: who was imported or added, what was edited, who was erased; values live in blobs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from operator import itemgetter
from typing import Any

from core.domain.entries import FieldClaim, settled
from core.domain.events import Event, Kind
from core.domain.heads import effective_chain
from core.domain.ids import BlobHash, EventId
from core.domain.off_list import said_since, telling
from core.domain.people import Helper, Person
from core.store.codec import decoder, encoder
from core.store.journal import Journal, millis, moment
from core.store.readings import key_text, person_keys, reading
from core.store.settling import Row, joined_keys, put_keys, settle_keys, settle_rows

_PERSON_FIELDS = tuple(item.name for item in fields(Person))
_HELPER_FIELDS = tuple(item.name for item in fields(Helper))


def personal_values(value: Person | Helper) -> dict[str, Any]:
    """What goes into the blob of one person or helper: every field but the id."""
    names = _PERSON_FIELDS if isinstance(value, Person) else _HELPER_FIELDS
    plain = dict(zip(names, encoder(type(value))(value), strict=True))
    del plain["id"]
    return plain


def person_from_row(row: tuple[Any, ...]) -> Person:
    """A person from the columns of `PERSON_COLUMNS`."""
    values = list(row)
    for position in (6, 12, 13):
        values[position] = json.loads(values[position])
    values[14] = bool(values[14])
    person: Person = _decode_person(values)
    return person


PERSON_COLUMNS = (
    "id, card, household, name, place, mobility, hazards, id_number, phone, birth, sex, address, needs, ledger,"
    " beyond_register"
)
KEY_COLUMNS = "name, reading, card, household, id_number, phone, birth"
HELPER_COLUMNS = "id, name, place, age, carries, max_load, phone, car_seats, night, household, sex, day, staff_of"
_always_said = itemgetter(
    "card", "household", "name", "place", "mobility", "id_number", "phone", "birth", "sex", "address"
)
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_AT_ONCE = 500  # subjects asked for in one query
AGE_UNKNOWN = -1  # in the table alone, whose column cannot be empty; in the blob it is empty
_decode_person = decoder(Person)
_decode_helper = decoder(Helper)


def helper_from_row(row: tuple[Any, ...]) -> Helper:
    """A helper from the columns of `HELPER_COLUMNS`."""
    values = list(row)
    values[3] = None if values[3] == AGE_UNKNOWN else values[3]
    values[8], values[11] = bool(values[8]), bool(values[11])
    helper: Helper = _decode_helper(values)
    return helper


class RegisterFold:
    """Applies register events to `entries`, `people`, `helpers` and `search_keys`; the facts are folded before."""

    def __init__(self, connection: Any, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal
        self._entries: dict[str, tuple[Any, ...]] = {}
        self._people: list[Row] = []
        self._helpers: list[Row] = []
        self._keys: list[str] = []
        self._anew = False

    def refold(self, events: Iterable[Event]) -> None:
        """Fold the whole register, of which `events` are all events: the tables then hold that and nothing else."""
        self._anew = True
        try:
            self.apply(events)
        finally:
            self._anew = False

    def apply(self, events: Iterable[Event]) -> None:
        """Fold the entries again that new events name. Values and edits may come in any order: an edit that arrives
        before the import it edits waits in the facts."""
        bare: dict[str, tuple[str, bytes]] = {}
        edited: dict[str, None] = {}
        given = list(events)
        ours = [event for event in given if event.subject.split("/", 1)[0] == "register"]
        if not self._anew:
            edited.update(dict.fromkeys(self._left_the_list(given)))
        if not ours and not edited and not self._anew:
            return
        for event in ours:
            _, _, rest = event.subject.partition("/")
            if event.kind == Kind.IMPORTED and not rest:
                table = str(event.values["table"])
                ids = [str(row_id) for row_id in event.values.get("ids", ())]
                blobs = list(map(bytes.fromhex, event.pii))
                self._enter(zip(ids, blobs, strict=True), table, event)
                bare.update({row_id: (table, blob) for row_id, blob in zip(ids, blobs, strict=True)})
            elif event.kind == Kind.PERSON_ADDED:
                ids = [str(event.values["id"])]
                self._enter(zip(ids, map(bytes.fromhex, event.pii), strict=False), "people", event)
                edited[rest] = None
            elif rest:
                edited[rest.split("/", 1)[0]] = None
        write_entries = settle_rows if self._anew else _keep_rows
        write_entries(self._connection, "entries", "id, kind, blob, at, event", self._entries.values())
        self._entries = {}
        known = self._with_facts() if bare else frozenset()
        edited.update({row_id: None for row_id in bare if row_id in known})
        self._write_as_imported({row_id: said for row_id, said in bare.items() if row_id not in known})
        for row_id in edited:
            self._refold(row_id)
        self._flush()

    def _enter(self, rows: Iterable[tuple[str, bytes]], table: str, event: Event) -> None:
        at, made_by = millis(event.at), bytes.fromhex(event.id)
        for row_id, blob in rows:
            if row_id not in self._entries:
                self._entries[row_id] = (row_id, table, blob, at, made_by)

    def _write_as_imported(self, bare: Mapping[str, tuple[str, bytes]]) -> None:
        """Entries, by id with their table and the hash of their values, of which nothing was said since."""
        named: dict[bytes, list[tuple[str, str]]] = {}
        for row_id, (table, blob) in bare.items():
            named.setdefault(blob, []).append((row_id, table))
        for blob, values in self._journal.personal_of(named, most=self._anew):
            for row_id, table in named[blob]:
                self._write(row_id, table, values, "", "")

    def _left_the_list(self, events: Iterable[Event]) -> Iterator[str]:
        """Entries that were taken off the list or back, of those that events are about: these may keep them on it."""
        named = sorted({event.subject[7:] for event in events if event.subject.startswith("person/")})
        for start in range(0, len(named), _AT_ONCE):
            part = named[start : start + _AT_ONCE]
            rows = self._connection.execute(
                "select distinct subject from events where +kind in (?, ?)"
                f" and subject in ({','.join('?' * len(part))})",
                (Kind.TAKEN_OFF, Kind.VOIDED, *(f"register/{one}" for one in part)),
            )
            yield from (subject[9:] for (subject,) in rows.fetchall())

    def _with_facts(self) -> frozenset[str]:
        """Ids of entries about which anything was said beside their import."""
        rows = self._connection.execute(
            "select distinct substr(subject, 10, 32) from events where subject >= 'register/' and subject < 'register0'"
        )
        return frozenset(row[0] for row in rows)

    def _refold(self, row_id: str) -> None:
        entry = self._connection.execute("select kind, blob, event from entries where id = ?", (row_id,)).fetchone()
        if entry is None:  # its import has not arrived yet
            return
        table, blob, made_by = str(entry[0]), BlobHash(entry[1].hex()), EventId(entry[2].hex())
        off, disputed = self._off(row_id)
        if not self._still_there(row_id, made_by):
            if not telling(self._said_of(row_id)) and not self._edits(row_id):
                self._remove(row_id)
                return
            disputed = not off  # who took him back did not know what another desk has said of him
        values = self._journal.personal(blob)
        if values is None:
            self._remove(row_id)
            return
        self._forget_keys(row_id)
        conflicts = []
        for name, claims in self._edits(row_id).items():
            values[name], contradicts = settled(name, claims)
            conflicts += [name] if contradicts else []
        self._write(row_id, table, values, off, "|".join([*sorted(conflicts), *(["off"] if disputed else [])]))

    def _still_there(self, row_id: str, made_by: EventId) -> bool:
        """An import stays; somebody who was taken in on the spot may have been taken back, and put back on the list."""
        made = self._journal.find(made_by)
        if made is None or made.kind != Kind.PERSON_ADDED:
            return True
        stream = {event.id: event for event in self._journal.of_subject(f"register/{row_id}")}
        return any(event.kind in (Kind.PERSON_ADDED, Kind.PUT_BACK) for event in effective_chain(stream))

    def _said_of(self, row_id: str) -> dict[EventId, Event]:
        return {event.id: event for event in self._journal.of_subject(f"person/{row_id}")}

    def _edits(self, row_id: str) -> dict[str, list[FieldClaim]]:
        rows = self._connection.execute(
            "select subject, event, at, operator, blob from facts where subject > ? and subject < ? and kind = ?"
            " order by subject, event",
            (f"register/{row_id}/", f"register/{row_id}0", Kind.FIELD_EDITED),
        )
        out: dict[str, list[FieldClaim]] = {}
        for subject, event, at, operator, blob in rows:
            said = self._journal.personal(BlobHash(blob.hex())) if blob is not None else None
            if said is not None:
                claim = FieldClaim(EventId(event.hex()), said["value"], moment(at), operator)
                out.setdefault(subject.rsplit("/", 1)[1], []).append(claim)
        return out

    def _off(self, row_id: str) -> tuple[str, bool]:
        """Why somebody is off the list, and whether desks contradict each other: then he stays on it."""
        rows = self._connection.execute(
            "select kind, said from facts where subject = ? order by event", (f"register/{row_id}",)
        ).fetchall()
        off = [json.loads(said) for kind, said in rows if kind == Kind.TAKEN_OFF]
        if off and len(off) == len(rows) and not said_since(self._said_of(row_id), off):
            return str(off[0]["reason"]), False
        return "", bool(off)

    def _remove(self, row_id: str) -> None:
        self._forget_keys(row_id)
        self._connection.execute("delete from people where id = ?", (row_id,))
        self._connection.execute("delete from helpers where id = ?", (row_id,))

    def _forget_keys(self, row_id: str) -> None:
        """Keys are found again by what made them: the table has no index by person."""
        if self._anew:  # what is not folded goes anyway
            return
        row = self._connection.execute(f"select {KEY_COLUMNS} from people where id = ?", (row_id,)).fetchone()
        if row is not None:
            self._connection.executemany(
                "delete from search_keys where key = ? and kind = 'person' and id = ?",
                [(key, row_id) for key in person_keys(*row)],
            )

    def _write(self, row_id: str, table: str, values: dict[str, Any], off: str, conflicts: str) -> None:
        if table == "people":
            self._write_person(row_id, values, off, conflicts)
        else:
            self._write_helper(row_id, values, off, conflicts)

    def _write_person(self, row_id: str, values: dict[str, Any], off: str, conflicts: str) -> None:
        card, household, name, place, mobility, id_number, phone, birth, sex, address = _always_said(values)
        said = values.get
        spoken = reading(name) if name else ""
        row = (
            row_id, card, household, name, place, mobility, _json_list(said("hazards")), id_number, phone, birth, sex,
            address, _json_list(said("needs")), _json_list(said("ledger")), int(bool(said("beyond_register"))), spoken,
            off, conflicts,
        )  # fmt: skip
        self._people.append(row)
        self._keys.append(joined_keys(key_text(name, spoken, card, household, id_number, phone, birth), row_id))

    def _write_helper(self, row_id: str, values: dict[str, Any], off: str, conflicts: str) -> None:
        row = [row_id, *map(values.get, _HELPER_FIELDS[1:])]
        row[3] = AGE_UNKNOWN if row[3] is None else row[3]
        row[8] = int(bool(row[8]))
        row[10:] = [row[10] or "", int(row[11] is None or bool(row[11])), row[12] or ""]  # younger than some files
        self._helpers.append((*row, off, conflicts))

    def _flush(self) -> None:
        """Write the rows that were folded, in the order of their tables: a page is then written once, not at every
        key."""
        write = settle_rows if self._anew else _put_rows
        write(self._connection, "people", f"{PERSON_COLUMNS}, reading, off, conflicts", self._people)
        write(self._connection, "helpers", f"{HELPER_COLUMNS}, off, conflicts", self._helpers)
        (settle_keys if self._anew else put_keys)(self._connection, self._keys)
        self._people, self._helpers, self._keys = [], [], []


def _json_list(said: Any) -> str:
    """As JSON; nearly all lists of a register are one of a few."""
    if not said:
        return "[]"
    try:
        return _json_of(*said) if isinstance(said, list) else _as_json(said)
    except TypeError:  # what cannot be looked up: nobody's register has it
        return _as_json(said)


@lru_cache(maxsize=1024, typed=True)
def _json_of(*said: Any) -> str:
    return _as_json(said)


def _put_rows(connection: Any, table: str, columns: str, rows: Iterable[Row], otherwise: str = "replace") -> None:
    """Add rows to a table, each in place of the one of its key."""
    ordered = sorted(rows, key=_leading)
    marks = ", ".join("?" * len(columns.split(", ")))
    connection.executemany(f"insert or {otherwise} into {table} ({columns}) values ({marks})", ordered)


def _keep_rows(connection: Any, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Add rows to a table; one whose key is there stays as it is."""
    _put_rows(connection, table, columns, rows, otherwise="ignore")


def _leading(row: Row) -> str:
    """The first column of every table's key."""
    return str(row[0])
