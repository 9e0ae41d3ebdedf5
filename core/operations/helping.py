"""Helpers who drop out and come back, and pairs that somebody locks by hand.

Nothing here computes: what follows for the pairing is the fold (a deputy stands in for the helper who is out, see
`core.queries.night`) and the re-pairing that is adopted afterwards like any other answer to a change.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.domain.entries import refuse
from core.domain.events import Changes, ClockTrust, Draft, Event, Evidence, Kind
from core.domain.findings import Refusal, Rule
from core.domain.helping import Out
from core.domain.ids import HelperId, HouseholdId
from core.domain.people import Helper, Role
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.helping import absences, locks
from core.store.helping_out import sorties
from core.store.people import helpers, households

MOST_IN_A_SQUAD = 999


def drop_out(
    store: Store,
    *,
    helper: HelperId,
    reason: str,
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a helper cannot come any more; his deputies stand in from this entry on.

    Refusal: UNKNOWN_HELPER, HELPER_IS_OUT (he is already).
    """
    someone = _require_helper(store, helper)
    if helper in absences(store):
        raise Refusal(Rule.HELPER_IS_OUT, {"helper": helper, "name": someone.name})
    pii = ({"note": reason},) if reason else ()
    return store.record(
        [Draft(Kind.HELPER_OUT, f"helper/{helper}", at, operator, trust=trust_of(store, trust), pii=pii)]
    )


def come_back(
    store: Store, *, helper: HelperId, at: datetime, operator: str, note: str = "", trust: ClockTrust | None = None
) -> Changes:
    """Record that a helper can come again. Refusal: UNKNOWN_HELPER, HELPER_NOT_OUT."""
    someone = _require_helper(store, helper)
    if helper not in absences(store):
        raise Refusal(Rule.HELPER_NOT_OUT, {"helper": helper, "name": someone.name})
    pii = ({"note": note},) if note else ()
    return store.record(
        [Draft(Kind.HELPER_BACK, f"helper/{helper}", at, operator, trust=trust_of(store, trust), pii=pii)]
    )


def give_back(
    store: Store,
    *,
    helper: HelperId,
    doors: Sequence[tuple[HouseholdId, Role]],
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Lock a helper who is back to the doors that others took over from him, as far as he may be locked to them: the
    replan that follows sends him there again, and taking this back sends the others.

    Refusal as of `lock_pair`, where he may be locked to none of them.
    """
    found: list[Event] = []
    refused: Refusal | None = None
    said: dict[str, Any] = {"helper": helper, "at": at, "operator": operator, "trust": trust}
    with store.transaction():
        for household, role in doors:
            try:
                found += lock_pair(store, household=household, role=role, **said).events
            except Refusal as refusal:
                refused = refused or refusal
        if refused is not None and not found:
            raise refused
    return Changes(store.journal.revision, tuple(found))


def sortie(
    store: Store,
    *,
    responder: str,
    state: Out,
    at: datetime,
    operator: str,
    place: str | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a helper or a known squad went out, was heard of, came back; `place` is where to, or where last seen.

    Refusal: UNKNOWN_HELPER (neither a helper nor a squad), UNKNOWN_PLACE, NOT_OUT for one heard of or back who never
    went.
    """
    known = sorties(store).get(responder)
    if known is None or not known.name:
        _require_helper(store, HelperId(responder))
    if state is not Out.OUT and known is None:
        raise Refusal(Rule.NOT_OUT, {"helper": responder})
    return _sortie(store, responder, state, known.heads if known else 1, at, operator, place, evidence, note, trust)


def send_squad(
    store: Store,
    *,
    name: str,
    heads: int,
    at: datetime,
    operator: str,
    place: str | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a squad that stands in no list of helpers goes out: rescuers, a fire crew, volunteers. They are
    counted by heads under the id that they get. Refusal: BAD_FIELD (no name, no heads), UNKNOWN_PLACE."""
    if not name.strip():
        raise refuse("name", name, "empty")
    if not 1 <= heads <= MOST_IN_A_SQUAD:
        raise refuse("heads", str(heads), "not_whole", most=MOST_IN_A_SQUAD)
    ident = "Q" + store.around.draw(4).hex()
    return _sortie(store, ident, Out.OUT, heads, at, operator, place, evidence, note, trust, name.strip())


def _sortie(
    store: Store,
    responder: str,
    state: Out,
    heads: int,
    at: datetime,
    operator: str,
    place: str | None,
    evidence: Evidence | None,
    note: str,
    trust: ClockTrust | None,
    name: str = "",
) -> Changes:
    if place is not None and not (store.has_reference("places", place) or store.has_reference("shelters", place)):
        raise Refusal(Rule.UNKNOWN_PLACE, {"place": place})
    said = {key: text for key, text in (("name", name), ("note", note)) if text}
    return store.record(
        [
            Draft(
                Kind.SORTIE,
                f"responder/{responder}",
                at,
                operator,
                place=place,
                evidence=evidence,
                trust=trust_of(store, trust),
                values={"state": str(state), "heads": heads},
                pii=(said,) if said else (),
            )
        ]
    )


def lock_pair(
    store: Store,
    *,
    household: HouseholdId,
    helper: HelperId,
    role: Role,
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Set who is A or B at one door; every plan made from now on keeps it while it breaks no hard rule.

    What is wrong at any hour is refused: UNKNOWN_HOUSEHOLD, UNKNOWN_HELPER, HELPER_IS_OUT, LOCK_OWN_HOUSE (he lives
    there), LOCK_SAME_HOUSE (the other part is locked to him or to somebody of his house), LOCK_OVER_LOAD (more doors
    than he takes on). What depends on the hour, the roads and the orders (asleep, due himself, too far, nobody carried)
    is not refused: the plan leaves such a lock aside and names it with its rule.
    """
    someone = _require_helper(store, helper)
    if household not in households(store):
        raise Refusal(Rule.UNKNOWN_HOUSEHOLD, {"household": household})
    facts = {"helper": helper, "name": someone.name, "household": household, "role": role.value}
    if helper in absences(store):
        raise Refusal(Rule.HELPER_IS_OUT, facts)
    if someone.household == household:
        raise Refusal(Rule.LOCK_OWN_HOUSE, facts)
    standing = locks(store)
    other = standing.get((household, Role.DEPUTY if role is Role.PRIMARY else Role.PRIMARY))
    if other is not None and _one_house(someone, helpers(store).get(other.helper)):
        raise Refusal(Rule.LOCK_SAME_HOUSE, facts)
    elsewhere = {lock.household for lock in standing.values() if lock.helper == helper} - {household}
    if len(elsewhere) >= someone.max_load:
        raise Refusal(Rule.LOCK_OVER_LOAD, {**facts, "max_load": someone.max_load})
    return store.record(
        [
            Draft(
                Kind.PAIR_LOCKED,
                f"lock/{household}/{role.value}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"helper": helper},
            )
        ]
    )


def unlock_pair(
    store: Store, *, household: HouseholdId, role: Role, at: datetime, operator: str, trust: ClockTrust | None = None
) -> Changes:
    """Let the pairing decide again. Refusal: NOT_LOCKED."""
    if (household, role) not in locks(store):
        raise Refusal(Rule.NOT_LOCKED, {"household": household, "role": role.value})
    return store.record(
        [Draft(Kind.PAIR_UNLOCKED, f"lock/{household}/{role.value}", at, operator, trust=trust_of(store, trust))]
    )


def _require_helper(store: Store, helper: HelperId) -> Helper:
    someone = helpers(store).get(helper)
    if someone is None:
        raise Refusal(Rule.UNKNOWN_HELPER, {"helper": helper})
    return someone


def _one_house(one: Helper, other: Helper | None) -> bool:
    """Whether two helpers live in one house; somebody is always of one house with himself."""
    if other is None:
        return False
    return one.id == other.id or (one.household is not None and one.household == other.household)
