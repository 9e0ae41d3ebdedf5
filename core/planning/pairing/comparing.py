"""Two pairings side by side: which households change, and what each gains or loses."""

from collections.abc import Iterable

from core.domain.ids import HouseholdId
from core.domain.pairing import PairChange, Pairing, SoftRule
from core.domain.people import Role


def compare(before: Iterable[Pairing], after: Iterable[Pairing]) -> tuple[PairChange, ...]:
    """The parts at doors that somebody else fills, or that break other rules than before; by household and part."""
    old = {(pairing.household, pairing.role): pairing for pairing in before}
    new = {(pairing.household, pairing.role): pairing for pairing in after}
    keys: list[tuple[HouseholdId, Role]] = sorted(old.keys() | new.keys())
    return tuple(
        _change(household, role, old.get((household, role)), new.get((household, role)))
        for household, role in keys
        if _differ(old.get((household, role)), new.get((household, role)))
    )


def _differ(old: Pairing | None, new: Pairing | None) -> bool:
    if old is None or new is None:
        return old is not new
    return old.helper != new.helper or old.broken != new.broken


def _change(household: HouseholdId, role: Role, old: Pairing | None, new: Pairing | None) -> PairChange:
    broken = frozenset[SoftRule](new.broken if new else ())
    earlier = frozenset[SoftRule](old.broken if old else ())
    return PairChange(
        household,
        role,
        old.helper if old else None,
        new.helper if new else None,
        new.minutes - old.minutes if old and new else None,
        tuple(sorted(broken - earlier)),
        tuple(sorted(earlier - broken)),
    )
