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
HELPER_COLUMNS = "id, name, place, age, carries, max_load, phone, car_seats, night, household"
_decode_person = decoder(Person)
_decode_helper = decoder(Helper)


def helper_from_row(row: tuple[Any, ...]) -> Helper:
    """A helper from the columns of `HELPER_COLUMNS`."""
    values = list(row)
    values[8] = bool(values[8])
    helper: Helper = _decode_helper(values)
    return helper


class RegisterFold:
    """Applies register events to `people`, `helpers` and `search_keys`."""

    def __init__(self, connection: Any, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def apply(self, events: Iterable[Event]) -> None:
        for event in events:
            if event.subject.split("/", 1)[0] != "register":
                continue
            if event.kind == Kind.IMPORTED:
                self._imported(event)
            elif event.subject != "register":
                self._taken_in(event.subject)

    def _imported(self, event: Event) -> None:
        for row_id, blob in zip(event.values.get("ids", ()), event.pii, strict=True):
            self._add(str(event.values["table"]), str(row_id), blob)

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
        row[8] = int(bool(row[8]))
        self._connection.execute(
            f"insert or replace into helpers ({HELPER_COLUMNS}) values ({','.join('?' * 10)})", row
        )
