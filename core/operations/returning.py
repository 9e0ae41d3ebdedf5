"""Going home: what opens the return gate, who was let home, and who went without being let (擅自返回)."""

from datetime import datetime
from typing import Any

from core.domain.entries import MAX_TEXT, refuse
from core.domain.events import Changes, ClockTrust, Draft, Evidence, Kind, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.ids import HelperId, PersonId, PlaceCode
from core.domain.places import Place
from core.domain.returning import Gate, gate_of
from core.domain.standing import Class, Home
from core.exchange.shelter_rules import return_rules
from core.operations.recording import known_of, require_person, require_place, trust_of
from core.store.database import Store
from core.store.journal import millis
from core.store.people import counted_as, helpers, households, people
from core.store.reference import read_rows
from core.store.returning import facts_of, orders_given, sign_subject
from core.store.standings import standing_of


def note_peak(
    store: Store, *, place: PlaceCode, peak: datetime, at: datetime, operator: str, trust: ClockTrust | None = None
) -> Changes:
    """Record when the rain was heaviest at a place: the lag counts from there. Refusal: UNKNOWN_PLACE, BAD_TIME for a
    peak that is still to come."""
    require_place(store, place)
    if peak > at:
        raise Refusal(Rule.BAD_TIME, {"time": peak})
    values = {"peak": millis(peak)}
    return store.record([_about_place(store, Kind.PEAK_NOTED, f"return/{place}/peak", at, operator, trust, values)])


def sign_inspection(
    store: Store,
    *,
    place: PlaceCode,
    role: str,
    name: str,
    clear: bool,
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that somebody has looked at a place after the rain and signs: safe, or (`clear` False) not.

    A move order that is given later makes the signature void. Refusal: UNKNOWN_PLACE, UNKNOWN_SIGNER, BAD_FIELD without
    a name.
    """
    require_place(store, place)
    known = [signer.role for signer in return_rules().signers]
    if role not in known:
        raise Refusal(Rule.UNKNOWN_SIGNER, {"role": role, "known": known})
    signed = name.strip()[:MAX_TEXT]
    if not signed:
        raise refuse("signed_by", signed, "empty")
    values = {"orders": sorted(orders_given(store, place)), "clear": clear}
    said = {"name": signed, **({"note": note} if note else {})}
    return store.record(
        [_about_place(store, Kind.INSPECTED, sign_subject(place, role), at, operator, trust, values, said)]
    )


def order_return(
    store: Store,
    *,
    places: tuple[PlaceCode, ...],
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Let the people of places go home, all of these places or none.

    Refusal: UNKNOWN_PLACE, GATE_SHUT with the first place that lacks something and with all that it lacks.
    """
    drafts = []
    for place in places:
        require_place(store, place)
        gate = _gate(store, place, at)
        if not gate.open:
            raise _shut(store, gate)
        values = {"orders": sorted(orders_given(store, place))}
        said = {"note": note} if note else {}
        drafts.append(
            _about_place(store, Kind.RETURN_ORDERED, f"return/{place}/order", at, operator, trust, values, said)
        )
    return store.record(drafts)


def return_home(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    household: bool = False,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that persons are at home again, let home. `household` takes along whoever of their households is in a
    shelter, or went home before he was let.

    Refusal: UNKNOWN_PERSON, GATE_SHUT (nothing is recorded of anybody).
    """
    everybody = _with_households(store, persons) if household else _known(store, persons)
    for place in dict.fromkeys(people(store)[person].place for person in everybody if person in people(store)):
        gate = _gate(store, place, at)
        if not gate.returning:
            raise _shut(store, gate)
    return store.record(_of_each(store, Kind.RETURNED, everybody, at, operator, evidence, note, trust))


def went_back(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    household: bool = False,
    send: HelperId | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that persons have gone home without being let: they are not moved and at risk again.

    `send` is the helper who is sent after them: a call to their door that waits for his word, so that they rise on the
    list of calls when none comes. Refusal: UNKNOWN_PERSON, UNKNOWN_HELPER.
    """
    if send is not None and send not in helpers(store):
        raise Refusal(Rule.UNKNOWN_HELPER, {"helper": send})
    everybody = _with_households(store, persons) if household else _known(store, persons)
    with store.transaction():
        gone = store.record(_of_each(store, Kind.WENT_BACK, everybody, at, operator, evidence, note, trust))
        if send is None:
            return gone
        sent = store.record(
            Draft(
                Kind.CALLED,
                f"person/{person}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"to": "door", "outcome": str(Outcome.SENT), "helper": send},
                after=known_of(store, person),
            )
            for person in everybody
        )
    return Changes(sent.revision, (*gone.events, *sent.events))


def _known(store: Store, persons: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    for person in persons:
        require_person(store, person)
    return tuple(dict.fromkeys(counted_as(store, person) for person in persons))


def _with_households(store: Store, persons: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    """They and those of their households who are in a shelter or went home already."""
    found = dict.fromkeys(_known(store, persons))
    for person in tuple(found):
        someone = people(store).get(person)
        members = households(store).get(someone.household, ()) if someone and someone.household else ()
        for member in members:
            stands = standing_of(store, member.id)
            if stands.class_ is Class.MOVED or stands.home is Home.WENT_BACK:
                found[member.id] = None
    return tuple(found)


def _gate(store: Store, place: PlaceCode, at: datetime) -> Gate:
    return gate_of(facts_of(store, place), return_rules(), at)


def _shut(store: Store, gate: Gate) -> Refusal:
    """Which of the conditions lacks, and how far."""
    row = next((place for place in read_rows(store.connection, "places", Place) if place.code == gate.place), None)
    return Refusal(
        Rule.GATE_SHUT,
        {
            "place": gate.place,
            "name": row.name if row else gate.place,
            "order": str(gate.level),
            "levels": [(one.level, one.scope) for one in gate.holding],
            "lag_until": None if gate.lag_passed else gate.lag_until,
            "lag_unknown": not gate.lag_passed and gate.lag_until is None,
            "unsigned": [one.role for one in gate.unsigned],
            "unclear": [one.role for one in gate.unclear],
            "not_ordered": gate.open and not gate.returning,
        },
    )


def _about_place(
    store: Store,
    kind: Kind,
    subject: str,
    at: datetime,
    operator: str,
    trust: ClockTrust | None,
    values: dict[str, Any],
    said: dict[str, Any] | None = None,
) -> Draft:
    pii = (said,) if said else ()
    return Draft(kind, subject, at, operator, trust=trust_of(store, trust), values=values, pii=pii)


def _of_each(
    store: Store,
    kind: Kind,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    evidence: Evidence | None,
    note: str,
    trust: ClockTrust | None,
) -> list[Draft]:
    return [
        Draft(
            kind,
            f"person/{person}",
            at,
            operator,
            evidence=evidence,
            trust=trust_of(store, trust),
            pii=({"note": note},) if note else (),
            after=known_of(store, person),
        )
        for person in persons
    ]
