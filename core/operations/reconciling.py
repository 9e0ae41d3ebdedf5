"""Settling what desks say differently of one person: a person asks, and says what is so."""

from datetime import datetime
from typing import Any

from core.domain.events import Changes, ClockTrust, Draft, Evidence, Kind
from core.domain.findings import Refusal, Rule
from core.domain.harm import Harm
from core.domain.ids import EventId, PersonId
from core.domain.standing import Class, Standing
from core.operations.recording import known_of, require_destination, require_person, trust_of
from core.store.database import Store
from core.store.standings import standing_of

_SAYS = {
    Class.MOVED: Kind.ARRIVED,
    Class.NOT_MOVED: Kind.LEFT,
    Class.REFUSED: Kind.REFUSED,
    Class.UNREACHABLE: Kind.UNREACHABLE,
    Class.AWAY: Kind.AWAY,
}


def resolve(
    store: Store,
    *,
    person: PersonId,
    at: datetime,
    operator: str,
    evidence: Evidence,
    place: str | None = None,
    keep: EventId | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record where somebody really is, knowing all that desks said of him: at a shelter, or as one of the claims says.

    The entry names every live head in `after`, so that every desk which receives it sees the conflict settled.
    Refusal: UNKNOWN_PERSON, NOTHING_TO_SETTLE, UNKNOWN_SHELTER, NOT_A_CLAIM (`keep` is none of the claims, or both or
    neither of `place` and `keep` are given).
    """
    require_person(store, person)
    stands = standing_of(store, person)
    if not stands.to_reconcile:
        raise Refusal(Rule.NOTHING_TO_SETTLE, {"person": person})
    claims = {claim.event: claim for claim in stands.claims}
    if (place is None) == (keep is None) or (keep is not None and keep not in claims):
        raise Refusal(Rule.NOT_A_CLAIM, {"event": keep, "claims": sorted(claims)})
    kind, where, values = Kind.ARRIVED, place, dict[str, Any]()
    if keep is not None:
        said = store.journal.find(keep)
        if said is None:
            raise Refusal(Rule.NOT_A_CLAIM, {"event": keep, "claims": sorted(claims)})
        # A claim follows its chain: somebody who could not be reached and has answered since is not moved, no more.
        kind, where = _SAYS[claims[keep].class_], claims[keep].place
        if said.kind == Kind.HARMED and said.values.get("harm") == Harm.HOSPITAL:
            kind, where, values = Kind.HARMED, said.place, {"harm": str(Harm.HOSPITAL)}
        elif said.kind in (Kind.RETURNED, Kind.WENT_BACK):
            kind = Kind(said.kind)  # whoever is at home again is so still
    if kind is Kind.ARRIVED:
        require_destination(store, where or "")
    return store.record(
        [
            Draft(
                kind,
                f"person/{person}",
                at,
                operator,
                place=where,
                evidence=evidence,
                trust=trust_of(store, trust),
                values={**values, "settles": sorted(claims), **_bed(stands, kind, where)},
                after=known_of(store, person),
                pii=({"note": note},) if note else (),
            )
        ]
    )


def _bed(stands: Standing, kind: Kind, where: str | None) -> dict[str, Any]:
    """The bed that he had in the shelter that he is now said to be in."""
    claim = stands.claim_at(where) if kind is Kind.ARRIVED else None
    if claim is None or claim.room is None:
        return {}
    return {"housed": True, "room": claim.room, "bed": claim.bed}
