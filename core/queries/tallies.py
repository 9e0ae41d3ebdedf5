"""镇-村-户-人: how many are due, where they stand, village by village. Counted from the same standings as the roll."""

from collections.abc import Iterable

from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode, ShelterId
from core.domain.people import Person
from core.domain.standing import Class
from core.queries.names import institutions, shelters
from core.queries.night import Night
from core.queries.paper_rows import Tally
from core.store.database import Store


def tallies(store: Store, known: Night, town: str | None) -> tuple[Tally, ...]:
    """One row for each ordered village (of a town), in the order of the places table."""
    due: dict[PlaceCode, list[Person]] = {}
    for person in known.due:
        who = known.people[person]
        due.setdefault(who.place, []).append(who)
    beside, strangers = institutions(store), _beyond(store, known)
    rows = []
    for code, place in known.places.items():
        people = due.get(code, [])
        ordered = code in known.levels
        if (town is not None and place.town != town) or not (people or ordered or code in strangers):
            continue
        classes = [known.standing(person.id).class_ for person in people]
        rows.append(
            Tally(
                town=place.town,
                name=place.name,
                level=known.levels.get(code, Trigger.NONE),
                places=1,
                households=len({person.household for person in people}),
                due=len(people),
                moved=classes.count(Class.MOVED),
                not_moved=classes.count(Class.NOT_MOVED),
                refused=classes.count(Class.REFUSED),
                unreachable=classes.count(Class.UNREACHABLE),
                away=classes.count(Class.AWAY),
                to_reconcile=sum(known.standing(person.id).to_reconcile for person in people),
                beyond=strangers.get(code, 0),
                institution_heads=sum(one.heads for one in beside.get(code, ())) if ordered else 0,
            )
        )
    rows += _beyond_without_village(store, known, town)
    return tuple(sorted(rows, key=lambda row: _town_order(known, row.town)))


def _beyond(store: Store, known: Night) -> dict[PlaceCode, int]:
    """People beyond the register who are in a shelter, by the village where they were found."""
    del store
    found: dict[PlaceCode, int] = {}
    for person in _strangers(known):
        if person.place in known.places:
            found[person.place] = found.get(person.place, 0) + 1
    return found


def _strangers(known: Night) -> Iterable[Person]:
    return (p for p in known.people.values() if p.beyond_register and known.standing(p.id).class_ is Class.MOVED)


def _beyond_without_village(store: Store, known: Night, town: str | None) -> list[Tally]:
    """Those taken in at a shelter's door belong to no village: a row for each town of their shelters."""
    rooms = shelters(store)
    by_town: dict[str, int] = {}
    for person in _strangers(known):
        if person.place not in known.places:
            room = rooms.get(ShelterId(known.standing(person.id).place or ""))
            where = room.town if room else ""
            if town in (None, where):
                by_town[where] = by_town.get(where, 0) + 1
    return [Tally(where, "", Trigger.NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0, count, 0) for where, count in by_town.items()]


def _town_order(known: Night, town: str) -> int:
    order = list(dict.fromkeys(place.town for place in known.places.values()))
    return order.index(town) if town in order else len(order)


def total(rows: Iterable[Tally], town: str = "", name: str = "") -> Tally:
    """The sum of rows; `level` is the highest of theirs."""
    rows = tuple(rows)
    return Tally(
        town=town,
        name=name,
        level=max((row.level for row in rows), key=lambda level: level.rank, default=Trigger.NONE),
        places=sum(row.places for row in rows),
        households=sum(row.households for row in rows),
        due=sum(row.due for row in rows),
        moved=sum(row.moved for row in rows),
        not_moved=sum(row.not_moved for row in rows),
        refused=sum(row.refused for row in rows),
        unreachable=sum(row.unreachable for row in rows),
        away=sum(row.away for row in rows),
        to_reconcile=sum(row.to_reconcile for row in rows),
        beyond=sum(row.beyond for row in rows),
        institution_heads=sum(row.institution_heads for row in rows),
    )
