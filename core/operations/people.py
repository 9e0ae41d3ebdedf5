"""People the register does not have: taken in first, asked later (扩面)."""

from datetime import datetime

from core.domain.cards import card_codes
from core.domain.events import Changes, Draft, Evidence, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode
from core.domain.people import Mobility, Person
from core.operations.recording import require_person, trust_of
from core.store.database import Store
from core.store.people import card_codes_taken, helper_entries
from core.store.register import personal_values
from core.store.shelters import has_shelter


def add_person(
    store: Store,
    *,
    name: str,
    place: str,
    at: datetime,
    operator: str,
    mobility: Mobility = Mobility.WALKS,
    sex: str = "",
    birth: str = "",
    phone: str = "",
    evidence: Evidence = Evidence.SEEN,
    note: str = "",
) -> Changes:
    """Register somebody on the spot as beyond the register. `place` is a shelter, where he is then checked in at once,
    or the village where he was found. An empty name is kept as unknown (姓名不详)."""
    at_shelter = has_shelter(store, place)
    if not at_shelter and not store.has_reference("places", place):
        raise Refusal(Rule.UNKNOWN_PLACE, {"id": place})
    person = Person(
        id=PersonId(store.around.draw(16).hex()),
        card=next(card_codes(store.around.draw, card_codes_taken(store))),
        household=HouseholdId(""),
        name=name,
        place=PlaceCode("" if at_shelter else place),
        mobility=mobility,
        phone=phone,
        birth=birth,
        sex=sex,
        beyond_register=True,
    )
    added = Draft(
        Kind.PERSON_ADDED,
        f"register/{person.id}",
        at,
        operator,
        trust=trust_of(store, None),
        values={"id": person.id},
        pii=(personal_values(person),),
    )
    arrived = Draft(
        Kind.ARRIVED,
        f"person/{person.id}",
        at,
        operator,
        place=place,
        evidence=evidence,
        trust=trust_of(store, None),
        pii=({"note": note},) if note else (),
    )
    return store.record([added, arrived] if at_shelter else [added])


def reveal(store: Store, *, person: PersonId, field: str, at: datetime, operator: str) -> Changes:
    """Record that one masked field of one person, or a helper's phone, is about to be shown: who, when, which."""
    if HelperId(person) not in helper_entries(store):
        require_person(store, person)
    return store.record(
        [Draft(Kind.REVEALED, f"shown/{person}", at, operator, trust=trust_of(store, None), values={"field": field})]
    )
