"""Shelters: opened and closed, added on the spot, their stocks counted, their checklists ticked."""

from datetime import datetime
from typing import Any

from core.domain.entries import MAX_TEXT, refuse
from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import PlaceCode, ShelterId
from core.domain.places import ShelterKind
from core.domain.relief import Onward
from core.domain.supplies import ITEMS
from core.exchange.shelter_rules import conversion_checklist
from core.operations.recording import require_place, require_shelter, trust_of
from core.operations.relief import onward_drafts
from core.store.database import Store
from core.store.shelters import ADDED, all_shelters, persons_inside, ticks

MOST_BEDS = 99_999
MOST_STOCK = 10_000_000


def open_shelter(
    store: Store, *, shelter: ShelterId, at: datetime, operator: str, trust: ClockTrust | None = None
) -> Changes:
    """Record that a shelter has opened its doors. What its checklist lacks never holds it up."""
    require_shelter(store, shelter)
    return store.record([_turn(store, Kind.SHELTER_OPENED, shelter, at, operator, trust)])


def close_shelter(
    store: Store,
    *,
    shelter: ShelterId,
    at: datetime,
    operator: str,
    people: int | None = None,
    onward: tuple[Onward, ...] = (),
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a shelter has closed. With people in it `people` is how many, as somebody has typed: a wrong number
    or none is refused. `onward` is where they go next; they stay where they are recorded until they are seen there.

    Refusal: UNKNOWN_SHELTER, STILL_PEOPLE_IN.
    """
    require_shelter(store, shelter)
    inside = len(persons_inside(store, shelter))
    if inside and people != inside:
        name = all_shelters(store)[shelter].name
        raise Refusal(Rule.STILL_PEOPLE_IN, {"shelter": shelter, "name": name, "inside": inside, "said": people})
    values = {"people": inside} if inside else {}
    closing = _turn(store, Kind.SHELTER_CLOSED, shelter, at, operator, trust, values)
    return store.record([closing, *onward_drafts(store, shelter, onward, at, operator, trust)])


def add_shelter(
    store: Store,
    *,
    name: str,
    place: PlaceCode,
    beds: int,
    at: datetime,
    operator: str,
    kind: ShelterKind = ShelterKind.HALL,
    trust: ClockTrust | None = None,
) -> Changes:
    """Add a shelter that sprang up during the night, and open it: there are people at its door. Its id is drawn at
    random, so that two desks cannot give one id to two shelters. Refusal: UNKNOWN_PLACE, BAD_FIELD."""
    require_place(store, place)
    said = name.strip()
    if not said:
        raise refuse("shelter_name", said, "empty")
    if len(said) > MAX_TEXT:
        raise refuse("shelter_name", said[:20], "too_long", most=MAX_TEXT)
    if not 1 <= beds <= MOST_BEDS:
        raise refuse("beds", str(beds), "not_whole", most=MOST_BEDS)
    shelter = ShelterId(ADDED + store.around.draw(4).hex())
    added = Draft(
        Kind.SHELTER_ADDED,
        f"site/{shelter}",
        at,
        operator,
        trust=trust_of(store, trust),
        values={"capacity": beds, "kind": str(kind), "place": place},
        pii=({"name": said},),
    )
    return store.record([added, _turn(store, Kind.SHELTER_OPENED, shelter, at, operator, trust)])


def count_stock(
    store: Store,
    *,
    shelter: ShelterId,
    item: str,
    amount: float,
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Record how much of an item somebody counted in a shelter. Refusal: UNKNOWN_SHELTER, UNKNOWN_ITEM, BAD_FIELD."""
    require_shelter(store, shelter)
    if item not in ITEMS:
        raise Refusal(Rule.UNKNOWN_ITEM, {"item": item, "known": list(ITEMS)})
    if not 0 <= amount <= MOST_STOCK:
        raise refuse(item, f"{amount:g}", "not_whole", most=MOST_STOCK)
    return store.record(
        [
            Draft(
                Kind.STOCKED,
                f"stock/{shelter}/{item}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"amount": amount},
            )
        ]
    )


def tick(
    store: Store,
    *,
    shelter: ShelterId,
    item: str,
    at: datetime,
    operator: str,
    who: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that an item of the conversion checklist is done, and by whom where it was not the operator.

    Refusal: UNKNOWN_SHELTER, UNKNOWN_ITEM."""
    said = who.strip()[:MAX_TEXT]
    return _check(store, Kind.TICKED, shelter, item, at, operator, trust, ({"who": said},) if said else ())


def untick(
    store: Store,
    *,
    shelter: ShelterId,
    item: str,
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that an item is not done after all. Refusal: UNKNOWN_SHELTER, UNKNOWN_ITEM, NOT_TICKED."""
    if item not in ticks(store).get(shelter, {}):
        require_shelter(store, shelter)
        _require_item(item)
        raise Refusal(Rule.NOT_TICKED, {"shelter": shelter, "item": item})
    return _check(store, Kind.UNTICKED, shelter, item, at, operator, trust, ())


def _check(
    store: Store,
    kind: Kind,
    shelter: ShelterId,
    item: str,
    at: datetime,
    operator: str,
    trust: ClockTrust | None,
    pii: tuple[dict[str, Any], ...],
) -> Changes:
    require_shelter(store, shelter)
    _require_item(item)
    subject = f"checklist/{shelter}/{item}"
    return store.record([Draft(kind, subject, at, operator, trust=trust_of(store, trust), pii=pii)])


def _require_item(item: str) -> None:
    known = [row.item for row in conversion_checklist()]
    if item not in known:
        raise Refusal(Rule.UNKNOWN_ITEM, {"item": item, "known": known})


def _turn(
    store: Store,
    kind: Kind,
    shelter: ShelterId,
    at: datetime,
    operator: str,
    trust: ClockTrust | None,
    values: dict[str, Any] | None = None,
) -> Draft:
    return Draft(kind, f"shelter/{shelter}", at, operator, trust=trust_of(store, trust), values=values or {})
