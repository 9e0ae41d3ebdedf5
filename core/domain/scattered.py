"""Places that are no shelter of the table: with relatives or friends, and in a host home (安全户).

Where exactly is personal data and stands in the note of the arrival. Nobody sees these arrivals at a door, so they are
recorded from a call back, or from a slip with the host's signature.
"""

from enum import StrEnum

from core.domain.events import Evidence


class Scattered(StrEnum):
    RELATIVES = "relatives"
    HOST = "host"


CALLED_BACK = (Evidence.PHONE_SELF, Evidence.PHONE_HELPER, Evidence.SLIP, Evidence.SEEN, Evidence.HEARSAY)
"""How an arrival that no desk saw may be known, in the order in which it is asked."""


def is_scattered(place: str | None) -> bool:
    return place in set(Scattered)
