"""What happens at doors and shelters: calls, steps, arrivals, departures, refusals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain.calling import CALLED, known_by
from core.domain.events import Changes, ClockTrust, Draft, Evidence, Kind, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.harm import Harm
from core.domain.ids import EventId, PersonId, PlaceCode
from core.domain.orders import due_members
from core.domain.refusing import Reason, Remedy
from core.domain.returning import with_went_back
from core.domain.rooms import Bed
from core.domain.standing import Class
from core.operations.recording import (
    known_of,
    require_destination,
    require_person,
    require_place,
    require_shelter,
    trust_of,
)
from core.operations.rooms import require_beds
from core.store.database import Store
from core.store.orders import orders_in_force
from core.store.people import counted_as, households, linked_with, people
from core.store.standings import person_heads, standing_of


def call(
    store: Store,
    *,
    person: PersonId,
    outcome: Outcome,
    at: datetime,
    operator: str,
    to: str = "self",
    also: tuple[PersonId, ...] = (),
    household: bool = False,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record how a call about a person ended. `to` is who was called, one of `core.domain.calling.CALLED`.

    `also` are others whom the same call was about; `household` adds whoever of the household is due and still to move.
    Without `evidence` it is what such a call can know. Refusal(UNKNOWN_CALLED) for anybody else.
    """
    require_called(to)
    if household:
        also = (*also, *(one for one in _still_to_move(store, person) if one not in also))
    return _about(
        store,
        (person, *also),
        Kind.CALLED,
        at,
        operator,
        values={"to": to, "outcome": str(outcome)},
        evidence=evidence or known_by(to, outcome),
        note=note,
        trust=trust,
    )


def step(
    store: Store,
    *,
    person: PersonId,
    step: Step,
    at: datetime,
    operator: str,
    also: tuple[PersonId, ...] = (),
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record the next of the seven steps, for a person and `also` those with him.

    Refusal(STEP_OUT_OF_ORDER) for any other step of any of them: steps do not skip.
    """
    for one in (person, *also):
        _next_in_order(store, one, step)
    return _about(
        store,
        (person, *also),
        Kind.STEPPED,
        at,
        operator,
        values={"step": str(step)},
        evidence=evidence,
        note=note,
        trust=trust,
    )


def call_village(
    store: Store,
    *,
    place: PlaceCode,
    outcome: Outcome,
    to: str,
    at: datetime,
    operator: str,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record how a call to a village itself ended: its contact, its second one, the door or the radio. It says nothing
    about any household. Refusal(UNKNOWN_PLACE), Refusal(UNKNOWN_CALLED)."""
    require_place(store, place)
    require_called(to)
    return store.record(
        [
            Draft(
                Kind.CALLED,
                f"village/{place}",
                at,
                operator,
                place=place,
                evidence=evidence or known_by(to, outcome),
                trust=trust_of(store, trust),
                values={"to": to, "outcome": str(outcome)},
                pii=({"note": note},) if note else (),
            )
        ]
    )


def require_called(to: str) -> None:
    """Refusal(UNKNOWN_CALLED) for whom no call can be made to."""
    if to not in CALLED:
        raise Refusal(Rule.UNKNOWN_CALLED, {"to": to, "known": list(CALLED)})


def _still_to_move(store: Store, person: PersonId) -> tuple[PersonId, ...]:
    """The others of his household who are due by the orders in force and neither safe nor away."""
    person = counted_as(store, person)
    someone = people(store).get(person)
    members = households(store).get(someone.household, ()) if someone else ()
    levels = {place: order.level for place, order in orders_in_force(store).items()}
    stands = {member.id: standing_of(store, member.id) for member in members}
    parties = with_went_back(due_members(members, levels), {member.id: member for member in members}, stands)
    due = [one for party in parties for one in party.members if one != person]
    return tuple(one for one in due if stands[one].class_ not in (Class.MOVED, Class.AWAY) and not stands[one].dead)


def _next_in_order(store: Store, person: PersonId, step: Step) -> None:
    require_person(store, person)
    standing = standing_of(store, person)
    after = list(Step)[max((list(Step).index(done) for done in standing.steps), default=-1) + 1 :]
    if not after or step is not after[0] or step in (Step.CALLED, Step.ANSWERED, Step.ARRIVED):
        raise Refusal(Rule.STEP_OUT_OF_ORDER, {"person": person, "step": step, "next": after[0] if after else None})


def check_in(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    place: str,
    at: datetime,
    operator: str,
    housed: bool = False,
    moved_from: str | None = None,
    slip: EventId | None = None,
    beds: Mapping[PersonId, Bed] | None = None,
    evidence: Evidence | None = Evidence.SEEN,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that persons reached a shelter, or are with relatives or in a host home. Never refused for room: they
    stand at the door; the screen shows it.

    `moved_from` is the answer to 从哪个点过来的? (a shelter); `slip` the last entry about him as the slip in his hand
    has it: this file need not hold it yet. `beds` are those of whoever gets one at once, who is thereby housed; whoever
    had one there keeps it, and somebody without one has arrived all the same. Refusal(NOT_A_SLIP) for one of several
    persons, or of somebody else; UNKNOWN_ROOM, BED_TAKEN, ROOM_FULL for a bed that cannot be given.
    """
    given = {**_kept_beds(store, persons, place), **(beds or {})}
    require_beds(store, place, beds or {})
    require_destination(store, place)
    if moved_from is not None:
        require_shelter(store, moved_from)
    after = None if slip is None else _with_slip(store, persons, slip)
    values: dict[str, Any] = {"housed": True} if housed else {}
    return _about(
        store,
        persons,
        Kind.ARRIVED,
        at,
        operator,
        place=place,
        moved_from=moved_from,
        values=values if slip is None else {**values, "slip": slip},
        own={one: {"housed": True, "room": bed.room, "bed": bed.number} for one, bed in given.items()},
        after=after,
        evidence=evidence,
        note=note,
        trust=trust,
    )


def leave(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    place: str | None = None,
    to: str | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that persons left where they were; they stand as not moved until seen again.

    `to` is the shelter that they are sent on to: until it has seen them they are on nobody's list but that of those not
    accounted for. Refusal(UNKNOWN_SHELTER).
    """
    if to is not None:
        require_shelter(store, to)
    values = {"to": to} if to is not None else None
    return _about(
        store, persons, Kind.LEFT, at, operator, place=place, values=values, evidence=evidence, note=note, trust=trust
    )


def refuse(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    reason: str = "",
    why: Reason | None = None,
    remedy: Remedy | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record one round of talk that ended in a refusal: the reason in their own words, its kind, what was offered."""
    values = {name: str(value) for name, value in (("why", why), ("remedy", remedy)) if value is not None}
    return _about(
        store, persons, Kind.REFUSED, at, operator, values=values, evidence=evidence, note=note or reason, trust=trust
    )


def unreachable(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that nobody can reach them."""
    return _about(store, persons, Kind.UNREACHABLE, at, operator, evidence=evidence, note=note, trust=trust)


def away(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    at: datetime,
    operator: str,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that they are out of the district and not at risk."""
    return _about(store, persons, Kind.AWAY, at, operator, evidence=evidence, note=note, trust=trust)


def harm(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    harm: Harm,
    at: datetime,
    operator: str,
    place: str | None = None,
    evidence: Evidence | None = Evidence.SEEN,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Put persons on one of the named lists, or take them off again with `Harm.NONE`.

    `place` is the code of the village or shelter where it happened; of HOSPITAL the hospital, where the shelters table
    has it (else its name belongs into the note). Refusal(UNKNOWN_PLACE) for any other code.
    """
    if place is not None and not (store.has_reference("places", place) or store.has_reference("shelters", place)):
        raise Refusal(Rule.UNKNOWN_PLACE, {"place": place})
    if harm is Harm.HOSPITAL and place is not None:
        require_shelter(store, place)
    return _about(
        store,
        persons,
        Kind.HARMED,
        at,
        operator,
        values={"harm": str(harm)},
        place=place,
        evidence=evidence,
        note=note,
        trust=trust,
    )


def _about(
    store: Store,
    persons: tuple[PersonId, ...],
    kind: Kind,
    at: datetime,
    operator: str,
    *,
    values: dict[str, Any] | None = None,
    own: Mapping[PersonId, dict[str, Any]] | None = None,
    place: str | None = None,
    moved_from: str | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
    after: tuple[EventId, ...] | None = None,
) -> Changes:
    """One event a person, all or none; `own` are values of one of them alone."""
    for person in persons:
        require_person(store, person)
    return store.record(
        Draft(
            kind,
            f"person/{person}",
            at,
            operator,
            place=place,
            moved_from=moved_from,
            evidence=evidence,
            trust=trust_of(store, trust),
            values={**(values or {}), **((own or {}).get(person) or {})},
            pii=({"note": note},) if note else (),
            after=known_of(store, person) if after is None else after,
        )
        for person in persons
    )


def _kept_beds(store: Store, persons: tuple[PersonId, ...], place: str) -> dict[PersonId, Bed]:
    """Beds of those who come back to where they have one."""
    claims = {person: standing_of(store, person).claim_at(place) for person in persons}
    return {
        person: Bed(claim.room, claim.bed or 0)
        for person, claim in claims.items()
        if claim is not None and claim.room is not None
    }


def _with_slip(store: Store, persons: tuple[PersonId, ...], slip: EventId) -> tuple[EventId, ...]:
    held = store.journal.find(slip)
    whole = len(slip) == 32 and all(character in "0123456789abcdef" for character in slip)
    subjects = {f"person/{one}" for one in linked_with(store, persons[0])} if len(persons) == 1 else set()
    if not subjects or not whole or (held is not None and held.subject not in subjects):
        raise Refusal(Rule.NOT_A_SLIP, {"slip": slip})
    return tuple(sorted({*person_heads(store, persons[0]), slip}))
