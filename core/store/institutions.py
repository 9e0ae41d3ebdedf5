"""Institutions as they stand: the table's rows with what was counted, edited and answered since."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.events import Kind
from core.domain.ids import BlobHash
from core.domain.people import Institution
from core.store.database import Store
from core.store.journal import moment
from core.store.reference import read_rows


@dataclass(frozen=True, slots=True)
class Said:
    """One live head about an institution: numbers by name, or text from its blob; when and by whom (an operator id)."""

    values: dict[str, Any]
    at: datetime
    operator: str


@dataclass(frozen=True, slots=True)
class InstitutionEntry:
    """`now` has the present heads in it. `counts`, `moved` and `answers` are live heads: more than one that differ is a
    conflict between desks, and then the figure that leaves nobody behind is the one used."""

    table: Institution
    now: Institution
    counts: tuple[Said, ...] = ()
    moved: tuple[Said, ...] = ()
    answers: tuple[Said, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def moved_heads(self) -> int:
        return min((int(said.values["moved"]) for said in self.moved), default=0)


def institutions_stamp(store: Store) -> tuple[int, int]:
    row = store.connection.execute(
        "select max(n) from events where subject >= 'institution/' and subject < 'institution0'"
    ).fetchone()
    return (store.tables_stamp, int(row[0] or 0))


def institution_entries(store: Store) -> dict[str, InstitutionEntry]:
    """All institutions by id, in the table's order; kept until something is said of one."""
    return store.memo("institution entries", institutions_stamp(store), lambda: _read(store))


def institution_of(store: Store, institution: str) -> Institution | None:
    entry = institution_entries(store).get(institution)
    return entry.now if entry else None


def _read(store: Store) -> dict[str, InstitutionEntry]:
    said: dict[str, dict[str, list[tuple[str, Said]]]] = {}
    rows = store.connection.execute(
        "select subject, kind, at, operator, said, blob from facts"
        " where subject >= 'institution/' and subject < 'institution0' order by subject, event"
    )
    for subject, kind, at, operator, values, blob in rows:
        key, _, about = subject.removeprefix("institution/").rpartition("/")
        personal = store.journal.personal(BlobHash(blob.hex())) if blob is not None else None
        facts = Said({**json.loads(values), **(personal or {})}, moment(at), operator)
        said.setdefault(key, {}).setdefault(about, []).append((kind, facts))
    return {
        row.id: _entry(row, said.get(row.id, {})) for row in read_rows(store.connection, "institutions", Institution)
    }


def _entry(row: Institution, said: dict[str, list[tuple[str, Said]]]) -> InstitutionEntry:
    heads = {about: tuple(facts for _, facts in found) for about, found in said.items()}
    counts = heads.get("heads", ())
    now = row
    if counts:
        most = max(int(count.values["heads"]) for count in counts)
        now = replace(now, heads=most, cannot_walk=max(int(count.values["cannot_walk"]) for count in counts))
    for about, found in said.items():
        edited = [facts.values["value"] for kind, facts in found if kind == Kind.FIELD_EDITED and facts.values]
        if about in ("capacity", "contact", "low_ground") and edited:
            now = replace(now, **{about: edited[0]})
    disputed = tuple(
        sorted(about for about, found in heads.items() if any(facts.values != found[0].values for facts in found))
    )
    return InstitutionEntry(row, now, counts, heads.get("moved", ()), heads.get("why", ()), disputed)
