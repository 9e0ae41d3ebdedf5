"""The register as a fold: who was imported or added, what was edited, who was erased; values live in blobs."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from core.domain.events import Event, Kind
from core.domain.heads import effective_chain
from core.domain.ids import BlobHash
from core.domain.people import Helper, Person
from core.store.codec import decoder, encoder
from core.store.journal import Journal
from core.store.readings import person_keys, reading

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
HELPER_COLUMNS = "id, name, place, age, carries, max_load, phone, car_seats, night, household, sex, day, staff_of"
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
    """Applies register events to `people`, `helpers` and `search_keys`."""

    def __init__(self, connection: Any, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal
        self._read_at: tuple[Any, ...] | None = None
        self._corrected: dict[str, list[tuple[str, BlobHash]]] = {}

    def apply(self, events: Iterable[Event]) -> None:
        """Fold register events in, whatever order they came in: an import and its corrections may arrive either way."""
        given = [event for event in events if event.subject.split("/", 1)[0] == "register"]
        imports = [event for event in given if event.kind == Kind.IMPORTED]
        for event in imports:
            if not event.values.get("corrects"):
                self._imported(event)
        taken_in = dict.fromkeys(event.subject for event in given if event.subject != "register")
        for subject in taken_in:
            self._taken_in(subject)
        touched = [str(row_id) for event in imports for row_id in event.values.get("ids", ())]
        touched += [subject.split("/", 1)[1] for subject in taken_in]
        corrections = self._corrections() if touched else {}
        for row_id in dict.fromkeys(touched):
            if row_id in corrections:
                self._again(row_id, corrections[row_id])

    def _imported(self, event: Event) -> None:
        for row_id, blob in zip(event.values.get("ids", ()), event.pii, strict=True):
            self._add(str(event.values["table"]), str(row_id), blob)

    def _corrections(self) -> dict[str, list[tuple[str, BlobHash]]]:
        """By row: (table, blob) of what imports corrected, causes before effects, ties by id; read when one came."""
        stamp = self._connection.execute(
            "select max(n), id from events where subject = 'register' and kind = ?", (str(Kind.IMPORTED),)
        ).fetchone()
        if self._read_at != stamp:
            self._read_at, self._corrected = stamp, {}
            stream = {event.id: event for event in self._journal.of_subject("register")}
            if any(event.values.get("corrects") for event in stream.values()):
                for event in effective_chain(stream):
                    self._note_rows(event)
        return self._corrected

    def _note_rows(self, event: Event) -> None:
        if event.kind == Kind.IMPORTED and event.values.get("corrects"):
            for row_id, blob in zip(event.values.get("ids", ()), event.pii, strict=True):
                self._corrected.setdefault(str(row_id), []).append((str(event.values["table"]), blob))

    def _again(self, row_id: str, corrections: list[tuple[str, BlobHash]]) -> None:
        """One row from its beginning: as it was imported or taken in, then what imports corrected."""
        self._remove(row_id)
        self._connection.execute("delete from helpers where id = ?", (row_id,))
        for event in self._journal.of_subject("register"):
            if (
                event.kind == Kind.IMPORTED
                and not event.values.get("corrects")
                and row_id in event.values.get("ids", ())
            ):
                self._add(str(event.values["table"]), row_id, event.pii[event.values["ids"].index(row_id)])
        if self._journal.of_subject(f"register/{row_id}"):
            self._taken_in(f"register/{row_id}")
        for table, blob in corrections:
            self._correct(table, row_id, blob)

    def _correct(self, table: str, row_id: str, blob: BlobHash) -> None:
        """Put the fields that an import corrected over what the row holds: what others have edited meanwhile stays."""
        said = self._journal.personal(blob)
        columns, names = (PERSON_COLUMNS, _PERSON_FIELDS) if table == "people" else (HELPER_COLUMNS, _HELPER_FIELDS)
        found = self._connection.execute(f"select {columns} from {table} where id = ?", (row_id,)).fetchone()
        if said is None or found is None:
            return
        values = personal_values(person_from_row(found) if table == "people" else helper_from_row(found))
        values |= {name: value for name, value in said.items() if name in names}
        if table == "people":
            self._remove(row_id)
            self._add_person(row_id, values)
        else:
            self._add_helper(row_id, values)

    def _taken_in(self, subject: str) -> None:
        """Somebody taken in on the spot: there while his entry counts, in whatever order the entries about it came."""
        events = {event.id: event for event in self._journal.of_subject(subject)}
        added = [event for event in effective_chain(events) if event.kind == Kind.PERSON_ADDED]
        for event in added:
            self._add("people", str(event.values["id"]), event.pii[0])
        if not added:
            self._remove(subject.split("/", 1)[1])

    def _remove(self, person: str) -> None:
        self._connection.execute("delete from people where id = ?", (person,))
        self._connection.execute("delete from search_keys where kind = 'person' and id = ?", (person,))

    def _add(self, table: str, row_id: str, blob: BlobHash) -> None:
        values = self._journal.personal(blob)
        if values is None:
            return
        if table == "people":
            self._add_person(row_id, values)
        else:
            self._add_helper(row_id, values)

    def _add_person(self, row_id: str, values: dict[str, Any]) -> None:
        spoken = reading(values["name"]) if values["name"] else ""
        row = [row_id, *(values.get(name) for name in _PERSON_FIELDS[1:])]
        for position in (6, 12, 13):
            row[position] = json.dumps(row[position] or [], ensure_ascii=False)
        row[14] = int(bool(row[14]))
        self._connection.execute(
            f"insert or replace into people ({PERSON_COLUMNS}, reading) values ({','.join('?' * 16)})", (*row, spoken)
        )
        keys = person_keys(
            values["name"],
            spoken,
            values["card"],
            values["household"],
            values["id_number"],
            values["phone"],
            values["birth"],
        )
        self._connection.executemany(
            "insert or ignore into search_keys (key, kind, id) values (?, 'person', ?)", [(key, row_id) for key in keys]
        )

    def _add_helper(self, row_id: str, values: dict[str, Any]) -> None:
        row = [row_id, *(values.get(name) for name in _HELPER_FIELDS[1:])]
        row[3] = AGE_UNKNOWN if row[3] is None else row[3]
        row[8] = int(bool(row[8]))
        row[10:] = [row[10] or "", int(row[11] is None or bool(row[11])), row[12] or ""]  # younger than some files
        self._connection.execute(
            f"insert or replace into helpers ({HELPER_COLUMNS}) values ({','.join('?' * 13)})", row
        )
