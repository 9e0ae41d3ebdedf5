"""Taking back one's own last entry. Nothing is erased: a void is an entry too, and can itself be taken back."""

from datetime import datetime

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.heads import effective_chain, effective_heads, live_heads, voided
from core.domain.ids import EventId
from core.operations.recording import trust_of
from core.store.database import Store

NEVER_VOID = frozenset({Kind.CREATED, Kind.IMPORTED, Kind.OPERATOR_NAMED, Kind.REVEALED})


def void(store: Store, *, event: EventId, at: datetime, operator: str) -> Changes:
    """Take back one event of this device that nothing has followed.

    Refusal: UNKNOWN_EVENT, NOT_YOURS_TO_VOID (another device's, or a kind that cannot be taken back), ALREADY_VOID,
    NOT_THE_LAST (something was recorded on the same subject since: correct it instead).
    """
    target = store.journal.find(event)
    if target is None:
        raise Refusal(Rule.UNKNOWN_EVENT, {"event": event})
    if target.device != store.around.device.id or target.kind in NEVER_VOID:
        raise Refusal(Rule.NOT_YOURS_TO_VOID, {"event": event, "kind": target.kind})
    stream = {item.id: item for item in store.journal.of_subject(target.subject)}
    if event in voided(stream.values()):
        raise Refusal(Rule.ALREADY_VOID, {"event": event})
    if event not in live_heads(stream):
        raise Refusal(Rule.NOT_THE_LAST, {"event": event})
    drafts = [_void(store, event, target.subject, at, operator)]
    if target.subject.startswith("register/"):
        person = target.subject.split("/", 1)[1]
        about = {item.id: item for item in store.journal.of_subject(f"person/{person}")}
        heads = live_heads(about)
        if len(effective_chain(about)) > 1:  # more is known of him than that he was taken in
            raise Refusal(Rule.NOT_THE_LAST, {"event": event})
        if target.kind == Kind.VOIDED or effective_heads(about, heads):
            drafts += [_void(store, head, f"person/{person}", at, operator) for head in heads]
    return store.record(drafts)


def _void(store: Store, event: EventId, subject: str, at: datetime, operator: str) -> Draft:
    return Draft(Kind.VOIDED, subject, at, operator, trust=trust_of(store, None), values={"event": event})
