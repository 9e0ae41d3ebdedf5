"""叫应: whom a household or a village is called through, in which order, and what follows from each answer.

The ladder is A, B, neighbour, door, radio. Where a household stands on it follows from the order in which its calls were
recorded and from how each ended, never from a clock; clocks only say when the next call is due, and a clock that is
wrong makes it due at once, never later.
"""

from core.domain.events import Evidence, Outcome

CALLED = ("A", "B", "neighbour", "door", "radio", "gong", "self")  # what `to` of a call may be


def known_by(to: str, outcome: Outcome) -> Evidence | None:
    """How what such a call says is known; None where it says nothing."""
    if outcome is Outcome.RELAYED:
        return Evidence.HEARSAY
    if outcome is not Outcome.ANSWERED:
        return None
    return {"self": Evidence.PHONE_SELF, "A": Evidence.PHONE_HELPER, "B": Evidence.PHONE_HELPER}.get(
        to, Evidence.SEEN if to == "door" else Evidence.HEARSAY
    )
