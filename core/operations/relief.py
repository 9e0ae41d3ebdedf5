"""Relief of an island: the order that households go on to the next one, or the decision that they do not.

An order moves nobody: whoever goes on stays where he is recorded until he is checked in where he was sent.
"""

from collections.abc import Iterable
from datetime import datetime

from core.domain.entries import MAX_TEXT, refuse
from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.ids import ShelterId
from core.domain.relief import Cause, Onward
from core.operations.recording import require_person, require_shelter, trust_of
from core.store.database import Store
from core.store.shelters import persons_inside


def order_relief(
    store: Store,
    *,
    shelter: ShelterId,
    onward: tuple[Onward, ...],
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Order households on from a shelter, one event each, all or none. Refusal: UNKNOWN_SHELTER, UNKNOWN_PERSON,
    BAD_FIELD for nobody at all."""
    require_shelter(store, shelter)
    drafts = onward_drafts(store, shelter, onward, at, operator, trust)
    if not drafts:
        raise refuse("onward", "", "empty")
    return store.record(drafts)


def decline_relief(
    store: Store,
    *,
    shelter: ShelterId,
    cause: Cause,
    reason: str,
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a shelter is not to be relieved, and why; asked again when more people are in it, or for a worse
    cause. Refusal: UNKNOWN_SHELTER, BAD_FIELD without a reason."""
    require_shelter(store, shelter)
    said = reason.strip()[:MAX_TEXT]
    if not said:
        raise refuse("reason", said, "empty")
    values = {"cause": str(cause), "inside": len(persons_inside(store, shelter))}
    return store.record(
        [
            Draft(
                Kind.RELIEF_DECLINED,
                f"spared/{shelter}",
                at,
                operator,
                trust=trust_of(store, trust),
                values=values,
                pii=({"note": said},),
            )
        ]
    )


def onward_drafts(
    store: Store,
    shelter: ShelterId,
    onward: Iterable[Onward],
    at: datetime,
    operator: str,
    trust: ClockTrust | None,
) -> list[Draft]:
    """One draft a household."""
    drafts = []
    for one in onward:
        require_shelter(store, one.to)
        for person in one.group.persons:
            require_person(store, person)
        drafts.append(
            Draft(
                Kind.RELIEF_ORDERED,
                f"relief/{one.group.household}",
                at,
                operator,
                place=one.to,
                trust=trust_of(store, trust),
                values={"from": shelter, "to": one.to, "persons": list(one.group.persons)},
            )
        )
    return drafts
