"""The map: geometry once, and what lies on it at one minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.hazards import PlaceStorm, Trigger
from core.domain.ids import HouseholdId, NodeId, PlaceCode
from core.domain.orders import Order
from core.domain.people import Institution, Mobility
from core.domain.places import Place, Town
from core.domain.roads import Link
from core.domain.standing import Class
from core.queries.map_rows import MapBase, MapState, PersonDot, PlaceRow
from core.queries.names import institutions, links, nodes, places, shelters
from core.queries.night import Night, night
from core.queries.rain import first_crossings, place_storms
from core.queries.road_labels import road_labels
from core.queries.roads import closure_rows
from core.queries.roll import in_scope, roll_row
from core.queries.rows import Look
from core.queries.shelters import shelter_board
from core.store.database import Store
from core.store.orders import orders_in_force
from core.store.people import households, register_stamp
from core.store.reference import read_picture, read_rows

Line = tuple[tuple[float, float], ...]


def map_base(store: Store) -> MapBase:
    """What does not change during a night."""
    where = {node.id: (node.position.lon, node.position.lat) for node in nodes(store)}
    roads = tuple(links(store).values())
    relief = read_picture(store.connection, "relief")
    return MapBase(
        title=store.incident.title,
        outline=tuple(_line(ring) for ring in read_picture(store.connection, "outline") or ()),
        towns=tuple((town.name, town.position) for town in read_rows(store.connection, "towns", Town)),
        river=tuple((str(name), _line(points)) for name, points in read_picture(store.connection, "river") or ()),
        streams=tuple((float(area), _line(points)) for area, points in read_picture(store.connection, "streams") or ()),
        relief=bytes.fromhex(relief) if relief else None,
        links=roads,
        lines=tuple(link_line(link, where) for link in roads),
        labels=road_labels(store),
        sample=store.incident.sample,
        credits=store.incident.sources,
    )


def link_line(link: Link, where: dict[NodeId, tuple[float, float]]) -> Line:
    """Ends and bends of a link in order, from its `from_node`."""
    return (where[link.from_node], *((bend.lon, bend.lat) for bend in link.via), where[link.to_node])


def _line(points: list[list[float]]) -> Line:
    return tuple((float(lon), float(lat)) for lon, lat in points)


def map_state(store: Store, scope: str | None, at: datetime) -> MapState:
    """Places by trigger and order, shelters, closures and people. All places are there whatever the scope: the
    neighbours' roads and islands matter too; people are those of the scope."""
    known, rooms = night(store, at), shelters(store)
    dots = []
    for person in known.people.values():
        if (person.id in known.due or person.beyond_register) and in_scope(known, rooms, person, scope):
            row = roll_row(known, rooms, person, at)
            dots.append(PersonDot(person.id, person.household, person.place, row.look))
    dots.sort(key=lambda dot: (dot.place, dot.household, dot.person))
    return MapState(
        at=at,
        revision=known.revision,
        places=place_rows(store, None, at),
        shelters=shelter_board(store, scope, at),
        closures=closure_rows(store, at),
        people=tuple(dots),
    )


def place_rows(store: Store, scope: str | None, at: datetime) -> tuple[PlaceRow, ...]:
    """Every place (of a town) with its rain, order and people by class."""
    key = f"place rows {at:%Y%m%d%H%M}"
    rows = store.memo(key, store.journal.revision, lambda: _place_rows(store, at))
    return tuple(row for row in rows if scope is None or row.place.town == scope)


def _place_rows(store: Store, at: datetime) -> tuple[PlaceRow, ...]:
    known = night(store, at)
    storms, crossings, orders = place_storms(store, at), first_crossings(store, at), orders_in_force(store)
    looks = _looks(store, known, at)
    residents, beside = _residents(store), institutions(store)
    homes: dict[PlaceCode, set[HouseholdId]] = {}
    for person in (known.people[one] for one in known.due):
        homes.setdefault(person.place, set()).add(person.household)
    return tuple(
        _place_row(
            known,
            place,
            storms,
            crossings,
            orders,
            looks.get(code, []),
            len(homes.get(code, ())),
            residents.get(code, _Residents()),
            beside.get(code, ()),
        )
        for code, place in places(store).items()
    )


def _looks(store: Store, known: Night, at: datetime) -> dict[PlaceCode, list[tuple[Class, Look]]]:
    rooms = shelters(store)
    out: dict[PlaceCode, list[tuple[Class, Look]]] = {}
    for person_id in known.due:
        row = roll_row(known, rooms, known.people[person_id], at)
        out.setdefault(row.place, []).append((row.class_, row.look))
    return out


@dataclass(slots=True)
class _Residents:
    """Of one place: households and people; of them whom GO would make due, whom PREPARE would; bedridden among the
    former."""

    households: int = 0
    people: int = 0
    homes_go: int = 0
    would_go: int = 0
    homes_prepare: int = 0
    would_prepare: int = 0
    bedridden: int = 0


def _residents(store: Store) -> dict[PlaceCode, _Residents]:
    return store.memo("residents", register_stamp(store), lambda: _count_residents(store))


def _count_residents(store: Store) -> dict[PlaceCode, _Residents]:
    out: dict[PlaceCode, _Residents] = {}
    for members in households(store).values():
        row = out.setdefault(members[0].place, _Residents())
        row.households += 1
        row.people += len(members)
        if any(member.hazards for member in members):
            slow = sum(member.mobility.needs_help for member in members)
            row.homes_go += 1
            row.would_go += len(members)
            row.homes_prepare += slow > 0
            row.would_prepare += slow
            row.bedridden += sum(member.mobility is Mobility.BEDRIDDEN for member in members)
    return out


def _place_row(
    known: Night,
    place: Place,
    storms: Mapping[PlaceCode, PlaceStorm],
    crossings: Mapping[PlaceCode, Mapping[Trigger, datetime]],
    orders: Mapping[PlaceCode, Order],
    looks: list[tuple[Class, Look]],
    homes: int,
    residents: _Residents,
    beside: tuple[Institution, ...],
) -> PlaceRow:
    order = orders.get(place.code)
    classes = [class_ for class_, _ in looks]
    first = crossings.get(place.code, {})
    return PlaceRow(
        place=place,
        storm=storms.get(place.code),
        ordered=known.levels.get(place.code, Trigger.NONE),
        ordered_at=order.at if order else None,
        order_events=(order.event,) if order else (),
        households=residents.households,
        people=residents.people,
        would_go=residents.would_go,
        would_prepare=residents.would_prepare,
        homes_go=residents.homes_go,
        homes_prepare=residents.homes_prepare,
        bedridden=residents.bedridden,
        due=len(looks),
        due_households=homes,
        moved=classes.count(Class.MOVED),
        not_moved=classes.count(Class.NOT_MOVED),
        contacted=sum(look is Look.CONTACTED for _, look in looks),
        on_the_way=sum(look is Look.ON_THE_WAY for _, look in looks),
        refused=classes.count(Class.REFUSED),
        unreachable=classes.count(Class.UNREACHABLE),
        away=classes.count(Class.AWAY),
        exposed=sum(look is Look.EXPOSED for _, look in looks),
        first_prepare=first.get(Trigger.PREPARE),
        first_go=first.get(Trigger.GO),
        institutions=beside,
    )
