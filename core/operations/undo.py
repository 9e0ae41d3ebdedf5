"""Taking back one's own last entry. Nothing is erased: a void is an entry too, and can itself be taken back."""

from datetime import datetime

from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.heads import effective_chain, effective_heads, live_heads, voided
from core.domain.ids import EventId, PersonId, ShelterId
from core.operations.recording import known_of, trust_of
from core.operations.road_undo import require_way_back, touched_tables
from core.store.database import Store
from core.store.expected import expected_at
from core.store.journal import within
from core.store.people import has_edits
from core.store.plans import known_to_plan, standing_plan
from core.store.shelters import all_shelters, persons_inside
from core.store.standings import person_events
from core.store.table_imports import SUBJECT, is_road_import
from core.store.telling import told_of

NEVER_VOID = frozenset(
    {
        Kind.CREATED,
        Kind.IMPORTED,
        Kind.OPERATOR_NAMED,
        Kind.REVEALED,
        Kind.EXPORTED,
        Kind.PRINTED,
        Kind.ENROLLED,
        Kind.REVOKED,
        Kind.INCIDENT_ERASED,
        Kind.DUTY_NOTED,
        Kind.HANDED_OVER,
    }
)


def void(store: Store, *, event: EventId, at: datetime, operator: str) -> Changes:
    """Take back one event of this device that nothing has followed.

    A closure, or a helper who dropped out, takes the plan that answered it along while nobody has been told of that
    plan. An import of roads gives way to the roads that were there before it, while no other followed it.
    Refusal: UNKNOWN_EVENT, NOT_YOURS_TO_VOID (another device's, or a kind that cannot be taken back), ALREADY_VOID,
    NOT_THE_LAST (something was recorded on the same subject since: correct it instead), SHELTER_EXPECTS (a shelter
    that people are still to come to), FORMER_ROADS_NOT_KEPT (a version before this one let go of them).
    """
    target = store.journal.find(event)
    if target is None:
        raise Refusal(Rule.UNKNOWN_EVENT, {"event": event})
    roads = is_road_import(target)
    if target.device != store.around.device.id or (target.kind in NEVER_VOID and not roads):
        raise Refusal(Rule.NOT_YOURS_TO_VOID, {"event": event, "kind": target.kind})
    stream = _stream(store, target.subject)
    if event in voided(stream.values()):
        raise Refusal(Rule.ALREADY_VOID, {"event": event})
    if roads:
        require_way_back(store, target)
    elif event not in live_heads(stream):
        raise Refusal(Rule.NOT_THE_LAST, {"event": event})
    if target.kind == Kind.SHELTER_ADDED:
        _require_nobody_there(store, event, ShelterId(target.subject.removeprefix("site/")))
    drafts = [_void(store, event, target.subject, at, operator)]
    if _took_in(store, target):
        person = target.subject.split("/", 1)[1]
        if has_edits(store, person):
            raise Refusal(Rule.NOT_THE_LAST, {"event": event})
        about = {item.id: item for item in store.journal.of_subject(f"person/{person}")}
        heads = live_heads(about)
        if len(effective_chain(about)) > 1:  # more is known of him than that he was taken in
            raise Refusal(Rule.NOT_THE_LAST, {"event": event})
        if target.kind == Kind.VOIDED or effective_heads(about, heads):
            drafts += [_void(store, head, f"person/{person}", at, operator) for head in heads]
    elif target.kind in ANSWERED:
        drafts = [_void(store, answer, "plan", at, operator) for answer in _untold_answer(store, target)] + drafts
    return store.record(drafts, tables=touched_tables(store, target))


NAMED = 5  # households that a refusal names
ANSWERED = (  # changes that a plan answers, which goes with them while nobody was told of it
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.HELPER_OUT,
    Kind.HELPER_BACK,
    Kind.VEHICLE_OUT,
    Kind.VEHICLE_BACK,
)


def _require_nobody_there(store: Store, event: EventId, shelter: ShelterId) -> None:
    """A shelter of the night stays while people are recorded in it, or are to come to it."""
    if persons_inside(store, shelter):
        raise Refusal(Rule.NOT_THE_LAST, {"event": event})
    coming = expected_at(store, shelter)
    if coming:
        name = all_shelters(store)[shelter].name
        persons = sum(len(there) for there in coming.values())
        facts = {"name": name, "households": len(coming), "persons": persons, "first": sorted(coming)[:NAMED]}
        raise Refusal(Rule.SHELTER_EXPECTS, facts)


def _stream(store: Store, subject: str) -> dict[EventId, Event]:
    """What an entry can be followed by: of a linked person everything said under any of his entries."""
    if subject.startswith("person/"):
        return {item.id: item for item in person_events(store, PersonId(subject.removeprefix("person/")))}
    return {item.id: item for item in store.journal.of_subject(subject)}


def _took_in(store: Store, target: Event) -> bool:
    """Whether an entry took somebody into the register, or is the undoing of one that did."""
    undone = store.journal.find(EventId(str(target.values["event"]))) if target.kind == Kind.VOIDED else target
    while undone is not None and undone.kind == Kind.VOIDED:
        undone = store.journal.find(EventId(str(undone.values["event"])))
    return undone is not None and undone.kind == Kind.PERSON_ADDED


def _untold_answer(store: Store, change: Event) -> tuple[EventId, ...]:
    """The standing plan, where this desk made it in answer to this change and nobody was told of it yet:
    without the change nobody has a reason to go another way. Once somebody was told, the plan stays as it is."""
    standing = standing_plan(store)
    adopted = store.journal.find(standing.event) if standing else None
    cause, changed = change.subject.split("/", 1)
    if standing is None or adopted is None or adopted.values.get(cause) != changed:
        return ()
    mine = adopted.device == store.around.device.id
    until = known_to_plan(store, standing)
    knew = until is not None and within(until, store.journal.revision_of(change.id))
    last = store.journal.heads("plan") == (standing.event,)
    return (standing.event,) if mine and knew and last and not told_of(store, standing.event) else ()


def _void(store: Store, event: EventId, subject: str, at: datetime, operator: str) -> Draft:
    about = PersonId(subject.removeprefix("person/")) if subject.startswith("person/") else None
    knew = known_of(store, about) if about else None
    if subject == SUBJECT:  # of the imports it need not be the last that is taken back
        knew = tuple(sorted({event, *store.journal.heads(subject)}))
    return Draft(
        Kind.VOIDED,
        subject,
        at,
        operator,
        trust=trust_of(store, None),
        values={"event": event},
        after=knew,
    )
