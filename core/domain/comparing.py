"""When a fresh plan is worth showing beside the least change: by the officer's threshold, a share of the fresh plan's
person-minutes."""

from core.domain.plans import Plan

# Where the officer has chosen none: an answer further than this from a fresh plan never stands alone.
USUAL_SHARE = 0.02
_LEAST_MINUTES = 1 / 60_000_000  # plans count in microseconds: less is no gain


def may_gain(plan: Plan, threshold: float) -> bool:
    """Whether any fresh plan could be so much better than this one, by the bounds that no plan betters."""
    saved = plan.exposure - plan.exposure_bound
    most = max(plan.served_bound, plan.served_bound_any or 0)
    return most > plan.served or saved >= max(_LEAST_MINUTES, threshold * plan.exposure_bound)


def worth_telling(plan: Plan, threshold: float, served: int, exposure: float) -> bool:
    """Whether a plan with these figures is worth showing beside this one: more persons safe, or as many and enough
    fewer person-minutes."""
    saved = plan.exposure - exposure
    return served > plan.served or (served == plan.served and saved > 0 and saved >= threshold * exposure)
