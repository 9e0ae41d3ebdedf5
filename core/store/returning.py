"""What was recorded about a place that bears on going home: orders, levels, the peak, signatures, the return order."""

from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.hazards import Trigger
from core.domain.heads import effective_chain
from core.domain.ids import EventId, PlaceCode
from core.domain.orders import ResponseLevel
from core.domain.places import Place
from core.domain.returning import PlaceFacts, ReturnOrder, Signature
from core.store.database import Store
from core.store.journal import moment
from core.store.orders import orders_in_force, response_levels
from core.store.reference import read_rows
from core.store.shelters import Fact, facts

WHOLE_DISTRICT = "全区"
_SIGN = "sign-"


def place_facts(store: Store) -> dict[PlaceCode, PlaceFacts]:
    """Every place with what was recorded about its gate, in the pack's order; kept until something is recorded."""
    newest = [
        store.connection.execute(
            "select max(n) from events where subject >= ? and subject < ?", (f"{stream}/", f"{stream}0")
        ).fetchone()[0]
        for stream in ("place", "level", "return")
    ]
    return store.memo("place facts", (store.tables_stamp, *newest), lambda: _read(store))


def facts_of(store: Store, place: PlaceCode) -> PlaceFacts:
    """Of one place; nothing was recorded about one that the pack does not have."""
    return place_facts(store).get(place, PlaceFacts(place))


def orders_given(store: Store, place: PlaceCode) -> frozenset[EventId]:
    """Ids of all move orders of a place that were not taken back: what a signature is recorded knowing."""
    return facts_of(store, place).ordered


def sign_subject(place: PlaceCode, role: str) -> str:
    return f"return/{place}/{_SIGN}{role}"


def _read(store: Store) -> dict[PlaceCode, PlaceFacts]:
    standing = orders_in_force(store)
    levels = response_levels(store)
    said: dict[str, list[Fact]] = {}
    for fact in facts(store, "return"):
        said.setdefault(fact.about.rpartition("/")[0], []).append(fact)
    ordered = {
        subject.removeprefix("place/")
        for (subject,) in store.connection.execute(
            "select distinct subject from events where kind = ?", (Kind.ORDERED,)
        )
    }
    found = {}
    for place in read_rows(store.connection, "places", Place):
        chain = _orders(store, place.code) if place.code in ordered else ()
        here = said.get(place.code, [])
        found[place.code] = PlaceFacts(
            place=place.code,
            ordered=frozenset(event.id for event in chain if event.kind == Kind.ORDERED),
            level=standing[place.code].level if place.code in standing else Trigger.NONE,
            lifted_at=_lifted_at(chain),
            response=_over(place, levels, store.incident.district),
            peaks=tuple(moment(int(one.values["peak"])) for one in here if one.kind == Kind.PEAK_NOTED),
            signatures=tuple(_signature(one) for one in here if one.kind == Kind.INSPECTED),
            returns=tuple(
                ReturnOrder(_known(one), one.at, one.operator) for one in here if one.kind == Kind.RETURN_ORDERED
            ),
        )
    return found


def _orders(store: Store, place: PlaceCode) -> tuple[Event, ...]:
    return effective_chain({event.id: event for event in store.journal.of_subject(f"place/{place}")})


def _lifted_at(chain: tuple[Event, ...]) -> datetime | None:
    """When the last order was lifted; None where that is said to be earlier than the order: a clock is behind, nobody
    knows when it was, and the lag counts from no such time."""
    ordered = [event.at for event in chain if event.kind == Kind.ORDERED]
    lifted = [event.at for event in chain if event.kind == Kind.LIFTED]
    if not lifted or lifted[-1] < max(ordered, default=lifted[-1]):
        return None
    return max(lifted)


def _over(place: Place, levels: tuple[ResponseLevel, ...], district: str) -> tuple[ResponseLevel, ...]:
    scopes = {place.town, district, WHOLE_DISTRICT, place.name, place.code}
    return tuple(level for level in levels if level.scope in scopes)


def _known(fact: Fact) -> frozenset[EventId]:
    return frozenset(EventId(str(one)) for one in fact.values["orders"])


def _signature(fact: Fact) -> Signature:
    role = fact.about.rpartition("/")[2].removeprefix(_SIGN)
    name = str(fact.personal.get("name", ""))
    return Signature(role, bool(fact.values["clear"]), _known(fact), name, fact.at, fact.operator)
