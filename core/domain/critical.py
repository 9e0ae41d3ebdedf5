"""Roads that hurt most if they close: who would lose what, and the answer kept ready."""

from dataclasses import dataclass

from core.domain.ids import HouseholdId, LinkId
from core.domain.plans import Replan


@dataclass(frozen=True, slots=True)
class CriticalRoad:
    """One road closed from the plan's start with nothing else changed, recomputed.

    `touched` households must do something else than they were told, `lost` persons have a place now and would have
    none, `extra_min` more person-minutes, `later_min` later last arrival (negative where those who would be last have
    no place any more); `households` are the touched, those who would lose their place first. `replan` is the whole
    answer to it, kept for the worst roads only.
    """

    link: LinkId
    touched: int
    lost: int
    extra_min: float
    later_min: float
    households: tuple[HouseholdId, ...]
    replan: Replan | None = None
