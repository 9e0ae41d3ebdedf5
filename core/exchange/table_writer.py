"""Register rows back into the pack's tables: UTF-8, line feeds, columns in the order of the design."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from core.domain.people import Institution
from core.domain.roads import Vehicle
from core.exchange.cells import LOCAL
from core.exchange.people import HELPERS, INSTITUTIONS, PEOPLE, HelperRow, PersonRow
from core.exchange.roads import FLEET
from core.exchange.tables import Shape


def people_csv(rows: Iterable[PersonRow]) -> bytes:
    return _csv(
        PEOPLE,
        (
            (
                row.household,
                row.name,
                row.place,
                row.mobility,
                "|".join(row.hazards),
                row.id_number,
                row.phone,
                row.birth,
                row.sex,
                row.address,
                "|".join(row.needs),
                "|".join(row.ledger),
            )
            for row in rows
        ),
    )


def helpers_csv(rows: Iterable[HelperRow]) -> bytes:
    """The columns that came later are left out where no row says anything in them."""
    listed = list(rows)
    later = ("sex", "day", "staff_of")
    more = any(row.sex or not row.day or row.staff_of for row in listed)
    shape = HELPERS if more else replace(HELPERS, optional=tuple(c for c in HELPERS.optional if c not in later))
    return _csv(
        shape,
        (
            (
                row.name,
                row.place,
                row.age,
                row.carries,
                row.max_load,
                row.phone,
                row.car_seats,
                _flag(row.night),
                row.household or "",
                *((row.sex, _flag(row.day), row.staff_of) if more else ()),
            )
            for row in listed
        ),
    )


def institutions_csv(rows: Iterable[Institution]) -> bytes:
    return _csv(
        INSTITUTIONS,
        (
            (
                row.id,
                row.name,
                row.place,
                row.kind,
                row.heads,
                row.cannot_walk,
                _flag(row.low_ground),
                row.contact,
                "" if row.capacity is None else row.capacity,
            )
            for row in rows
        ),
    )


def fleet_csv(rows: Iterable[Vehicle]) -> bytes:
    return _csv(
        FLEET,
        (
            (
                row.id,
                row.kind,
                row.seats,
                row.wheelchair,
                row.stretcher,
                row.depot or "",
                row.start.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M") if row.start else "",
                row.end.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M") if row.end else "",
                row.driver,
            )
            for row in rows
        ),
    )


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _csv(shape: Shape, rows: Iterable[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*shape.required, *shape.optional))
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
