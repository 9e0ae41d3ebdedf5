"""Injured, sent to hospital, dead: three named lists, each with when, how known, where."""

from datetime import datetime

from core.domain.harm import Harm
from core.domain.ids import PlaceCode, ShelterId
from core.queries.names import shelters
from core.queries.night import Night
from core.queries.situation_rows import HarmedRow
from core.queries.timing import age
from core.store.database import Store


def harmed_rows(store: Store, known: Night, at: datetime) -> tuple[HarmedRow, ...]:
    """Everybody on a list, the dead first, then by time."""
    rooms, rows = shelters(store), []
    for person_id, stands in known.standings.items():
        harm, person = stands.harm, known.people.get(person_id)
        if harm is None or person is None:
            continue
        village = known.places.get(person.place)
        event = store.journal.find(harm.event)
        said = store.journal.personal(event.pii[0]) if event is not None and event.pii else None
        place, room = known.places.get(PlaceCode(harm.place or "")), rooms.get(ShelterId(harm.place or ""))
        stay = rooms.get(ShelterId(stands.place or ""))
        rows.append(
            HarmedRow(
                person=person_id,
                card=person.card,
                name=person.name,
                sex=person.sex,
                age=age(person.birth, at),
                place_name=village.name if village else "",
                town=known.town(person) or (stay.town if stay else ""),
                harm=harm.harm,
                class_=stands.class_,
                due=person_id in known.due,
                at=harm.at,
                operator=store.operator_name(event.operator) if event is not None else "",
                evidence=harm.evidence,
                where=place.name if place else (room.name if room else ""),
                note=str((said or {}).get("note", "")),
                contested=len({one.harm for one in stands.harms}) > 1,
            )
        )
    return tuple(sorted(rows, key=lambda row: (list(Harm).index(row.harm), row.at, row.person)))
