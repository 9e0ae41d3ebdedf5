"""The names behind one figure of the report, of a line of it or of the whole."""

from datetime import datetime

from core.domain.ids import PersonId, PlaceCode
from core.domain.situation import Figure
from core.queries.names import shelters
from core.queries.night import night
from core.queries.roll import roll_row
from core.queries.situation import is_shelter, situation
from core.queries.situation_rows import BehindRow, Situation
from core.store.database import Store
from core.store.stays import every_stay

_OF_DUE = (Figure.VILLAGES, Figure.HOUSEHOLDS)


def names_behind(
    store: Store, scope: str | None, figure: Figure, at: datetime, *, town: str | None = None, place: str | None = None
) -> tuple[BehindRow, ...]:
    """Who stands behind a figure of a scope; `town` and `place` narrow it to one line (`place` "" for people of no
    village). Persons in the order of the roll's villages; institutions and responders where it counts those."""
    stands = _stands(store, scope, at, figure)
    if figure in (Figure.INSTITUTION_HEADS, Figure.INSTITUTION_MOVED):
        return tuple(
            BehindRow(
                "institution", one.institution, one.name, one.place_name, one.town, count=one.heads, moved=one.moved
            )
            for one in stands.institutions
            if town in (None, one.town) and (place is None or one.place_name == _place_name(stands, place))
        )
    if figure in (Figure.OUT, Figure.OUT_SILENT):
        return tuple(
            BehindRow(
                "responder", one.responder, one.name, one.where, one.town, since=one.at, count=one.heads, out=one.state
            )
            for one in stands.out
            if (one.silent if figure is Figure.OUT_SILENT else one.state != "back") and town in (None, one.town)
        )
    persons = [one for one in _persons(store, stands, figure) if _on_line(stands, one, town, place)]
    return _rows(store, persons, at)


def _stands(store: Store, scope: str | None, at: datetime, figure: Figure) -> Situation:
    """Who is counted where changes with an entry, not with the minute; only a silence does."""
    if figure is Figure.OUT_SILENT or night(store, at) is not night(store):
        return situation(store, scope, at)
    return store.memo(f"behind {scope}", store.journal.revision, lambda: situation(store, scope, at))


def rows_of(store: Store, persons: tuple[PersonId, ...], at: datetime) -> tuple[BehindRow, ...]:
    """The persons behind a difference."""
    return _rows(store, list(persons), at)


def _persons(store: Store, stands: Situation, figure: Figure) -> tuple[PersonId, ...]:
    if figure in _OF_DUE:
        return stands.behind.get(Figure.DUE, ())
    if figure not in (Figure.PEAK, Figure.PLACED, Figure.VISITS):
        return stands.behind.get(figure, ())
    rooms = shelters(store)
    there = [s for s in every_stay(store) if s.person in stands.town_of and is_shelter(rooms, s.place)]
    if figure is Figure.PEAK and stands.peak_at is not None:
        at = stands.peak_at
        there = [stay for stay in there if stay.start <= at and (stay.until is None or stay.until > at)]
    return tuple(dict.fromkeys(stay.person for stay in there))


def _on_line(stands: Situation, person: PersonId, town: str | None, place: str | None) -> bool:
    return town in (None, stands.town_of[person]) and (place is None or stands.place_of[person] == place)


def _place_name(stands: Situation, place: str) -> str:
    return next((line.name for town in stands.towns for line in town.places if line.place == PlaceCode(place)), "")


def _rows(store: Store, persons: list[PersonId], at: datetime) -> tuple[BehindRow, ...]:
    known, rooms = night(store, at), shelters(store)
    rows = [roll_row(known, rooms, known.people[one], at) for one in persons if one in known.people]
    rows.sort(key=lambda row: (row.town, row.place, row.household, -(row.age or 0), row.person))
    return tuple(
        BehindRow(
            kind="person",
            ident=row.person,
            name=row.name,
            place_name=row.place_name,
            town=row.town,
            sex=row.sex,
            age=row.age,
            class_=row.class_,
            mobility=row.mobility,
            at_place=row.at_place,
            at_name=row.at_name,
            since=row.since,
            to_reconcile=row.to_reconcile,
            overtaken=row.overtaken,
            harm=row.harm,
        )
        for row in rows
    )
