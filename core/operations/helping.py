"""Helpers who drop out and come back, and pairs that somebody locks by hand.

Nothing here computes: what follows for the pairing is the fold (a deputy stands in for the helper who is out, see
`core.queries.night`) and the re-pairing that is adopted afterwards like any other answer to a change.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.domain.events import Changes, ClockTrust, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import HelperId, HouseholdId
from core.domain.people import Helper, Role
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.helping import absences, locks
from core.store.people import helpers, households


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
