"""Deciding whether two entries of the register are one person: by a person, reversible, recorded as events."""

from datetime import datetime

from core.domain.duplicates import Verdict, pair_of, pair_subject
from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import PersonId
from core.operations.recording import require_person, trust_of
from core.store.database import Store
from core.store.people import linked_with, links, verdicts


def link(store: Store, *, one: PersonId, other: PersonId, at: datetime, operator: str) -> Changes:
    """Decide that two entries are one person.

    Refusal: UNKNOWN_PERSON, ONE_AND_THE_SAME, ALREADY_DECIDED, LINK_CONTRADICTS where somebody decided that entries
    which would then be one person are two (undo that first).
    """
    _two_entries(store, one, other)
    mine, theirs = linked_with(store, one), linked_with(store, other)
    decided = verdicts(store)
    if mine == theirs:
        raise Refusal(Rule.ALREADY_DECIDED, {"one": one, "other": other, "verdict": str(Verdict.SAME)})
    for first in mine:
        for second in theirs:
            pair = pair_of(first, second)
            if pair != pair_of(one, other) and decided.get(pair) is Verdict.DIFFERENT:
                raise Refusal(Rule.LINK_CONTRADICTS, {"one": pair[0], "other": pair[1]})
    return _decide(store, Kind.LINKED, one, other, at, operator)


def differ(store: Store, *, one: PersonId, other: PersonId, at: datetime, operator: str) -> Changes:
    """Decide that two entries are two people, whatever they have in common.

    Refusal: UNKNOWN_PERSON, ONE_AND_THE_SAME, ALREADY_DECIDED, LINK_CONTRADICTS where both are linked with a third.
    """
    _two_entries(store, one, other)
    verdict = verdicts(store).get(pair_of(one, other), Verdict.OPEN)
    if verdict is Verdict.DIFFERENT and not _in_conflict(store, one, other):
        raise Refusal(Rule.ALREADY_DECIDED, {"one": one, "other": other, "verdict": str(verdict)})
    if verdict is Verdict.OPEN and other in linked_with(store, one):
        raise Refusal(Rule.LINK_CONTRADICTS, {"one": one, "other": other})
    return _decide(store, Kind.DIFFERED, one, other, at, operator)


def unlink(store: Store, *, one: PersonId, other: PersonId, at: datetime, operator: str) -> Changes:
    """Open a decision again: what was recorded of each entry is then its own as before. Refusal(NOT_LINKED)."""
    _two_entries(store, one, other)
    if verdicts(store).get(pair_of(one, other), Verdict.OPEN) is Verdict.OPEN:
        raise Refusal(Rule.NOT_LINKED, {"one": one, "other": other})
    return _decide(store, Kind.UNLINKED, one, other, at, operator)


def part(store: Store, *, person: PersonId, at: datetime, operator: str) -> Changes:
    """Open every link between the entries of one person again. Refusal(NOT_LINKED) for somebody of one entry."""
    group = set(linked_with(store, person))
    linked = [pair for pair in sorted(verdicts(store)) if set(pair) <= group]
    if len(group) < 2:
        raise Refusal(Rule.NOT_LINKED, {"one": person})
    return store.record(
        Draft(Kind.UNLINKED, pair_subject(pair), at, operator, trust=trust_of(store, None)) for pair in linked
    )


def _two_entries(store: Store, one: PersonId, other: PersonId) -> None:
    require_person(store, one)
    require_person(store, other)
    if one == other:
        raise Refusal(Rule.ONE_AND_THE_SAME, {"one": one})


def _in_conflict(store: Store, one: PersonId, other: PersonId) -> bool:
    return pair_of(one, other) in links(store).conflicts


def _decide(store: Store, kind: Kind, one: PersonId, other: PersonId, at: datetime, operator: str) -> Changes:
    subject = pair_subject(pair_of(one, other))
    return store.record([Draft(kind, subject, at, operator, trust=trust_of(store, None))])
