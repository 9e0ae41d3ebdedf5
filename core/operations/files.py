"""A new file from a pack: reference tables, the register with ids drawn at random, the first events."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.cards import card_codes
from core.domain.events import Draft, Kind
from core.domain.findings import Finding, Refusal, Rule
from core.domain.ids import HelperId, PersonId
from core.domain.people import Helper, Person
from core.exchange.pack import Pack
from core.operations.recording import trust_of
from core.store.creating import create_store, discard_store
from core.store.database import Store, open_store
from core.store.device import Surroundings
from core.store.keys import new_keys
from core.store.reference import write_picture, write_rows
from core.store.register import personal_values

ROWS_PER_EVENT = 200


@dataclass(frozen=True, slots=True)
class NewFile:
    """What was made. `recovery` is the recovery key of an encrypted file, to be printed once and never stored."""

    counts: dict[str, int]
    findings: tuple[Finding, ...]
    recovery: str | None


def new_file(
    path: Path,
    pack: Pack,
    around: Surroundings,
    *,
    drill: bool,
    plain: bool,
    passphrase: str | None,
    sample: bool,
    at: datetime,
    operator: str,
) -> NewFile:
    """Make a file from a pack. A real file is encrypted unless `plain` says otherwise; a drill may be plain.

    Raises Refusal: PLAIN_OR_PASSPHRASE, FILE_EXISTS, NOT_A_FOLDER. Whatever goes wrong leaves no file.
    """
    if passphrase == "" or (passphrase is None and not plain and not drill):
        raise Refusal(Rule.PLAIN_OR_PASSPHRASE, {"file": str(path)})
    keys = new_keys(passphrase, around.draw) if passphrase is not None else None
    meta = {
        "incident": around.draw(16).hex(),
        "title": pack.title,
        "district": pack.district,
        "mode": "drill" if drill else "real",
        "plain": "no" if keys else "yes",
        "sources": json.dumps(list(pack.sources), ensure_ascii=False),
        "sample": "yes" if sample else "no",
    }
    create_store(
        path,
        around,
        meta,
        lambda connection: _fill(connection, pack),
        key=keys.key if keys else None,
        slots=keys.slots if keys else None,
    )
    try:
        store = open_store(path, around, passphrase=passphrase)
        try:
            _first_events(store, pack, at, operator)
        finally:
            store.close()
    except BaseException:
        discard_store(path)
        raise
    return NewFile(dict(pack.counts), pack.findings, keys.recovery if keys else None)


def _fill(connection: Any, pack: Pack) -> None:
    for table, rows in (
        ("towns", pack.towns),
        ("places", pack.places),
        ("shelters", pack.shelters),
        ("road_nodes", pack.nodes),
        ("road_links", pack.links),
        ("stations", pack.stations),
        ("rain", pack.rain),
        ("institutions", pack.institutions),
        ("speeds", pack.speeds),
        ("delays", pack.delays),
        ("thresholds", pack.thresholds),
        ("closures", pack.closures),
        ("fleet", pack.fleet),
        ("rooms", pack.rooms),
    ):
        write_rows(connection, table, rows)
    write_picture(connection, "outline", pack.outline)
    write_picture(connection, "river", pack.river)
    write_picture(connection, "streams", pack.streams)
    write_picture(connection, "relief", pack.relief.hex() if pack.relief else None)


def _first_events(store: Store, pack: Pack, at: datetime, operator: str) -> None:
    created = Draft(
        Kind.CREATED,
        "file",
        at,
        operator,
        trust=trust_of(store, None),
        values={"mode": "drill" if store.incident.drill else "real", "plain": store.incident.plain},
    )
    people = people_of(pack.people, store.around.draw, set())
    helpers = helpers_of(pack.helpers, store.around.draw)
    store.record(
        [created, *import_drafts("people", people, at, operator), *import_drafts("helpers", helpers, at, operator)]
    )


def people_of(rows: Any, draw: Callable[[int], bytes], taken: set[str]) -> list[Person]:
    """Register rows as persons: random ids, card codes that no other card of the file has."""
    codes = card_codes(draw, taken)
    return [
        Person(
            id=PersonId(draw(16).hex()),
            card=next(codes),
            household=row.household,
            name=row.name,
            place=row.place,
            mobility=row.mobility,
            hazards=row.hazards,
            id_number=row.id_number,
            phone=row.phone,
            birth=row.birth,
            sex=row.sex,
            address=row.address,
            needs=row.needs,
            ledger=row.ledger,
        )
        for row in rows
    ]


def helpers_of(rows: Any, draw: Callable[[int], bytes]) -> list[Helper]:
    return [
        Helper(
            id=HelperId(draw(16).hex()),
            name=row.name,
            place=row.place,
            age=row.age,
            carries=row.carries,
            max_load=row.max_load,
            phone=row.phone,
            car_seats=row.car_seats,
            night=row.night,
            household=row.household,
            sex=row.sex,
            day=row.day,
            staff_of=row.staff_of,
        )
        for row in rows
    ]


def import_drafts(table: str, rows: list[Any], at: datetime, operator: str, batch: str = "") -> list[Draft]:
    """Import events of at most 200 rows; each row is a blob of its own, so that one person can be erased. `batch` names
    the import they belong to, where it can be taken back as a whole."""
    return [
        Draft(
            Kind.IMPORTED,
            "register",
            at,
            operator,
            values={
                "table": table,
                "ids": [row.id for row in rows[start : start + ROWS_PER_EVENT]],
                **({"batch": batch} if batch else {}),
            },
            pii=tuple(personal_values(row) for row in rows[start : start + ROWS_PER_EVENT]),
        )
        for start in range(0, len(rows), ROWS_PER_EVENT)
    ]
