"""Personal data that left the file on paper: how much of it, never whose."""

from collections.abc import Mapping
from datetime import datetime

from core.domain.events import Changes, Draft, Kind
from core.operations.recording import trust_of
from core.store.database import Store


def record_print(
    store: Store,
    *,
    papers: Mapping[str, int],
    households: int,
    persons: int,
    at: datetime,
    operator: str,
    subject: str = "",
) -> Changes:
    """Record that papers (id -> pages) with the names and numbers of so many persons were printed.

    `subject` is the code of the town, place, shelter or household they were narrowed to.
    """
    values = {"papers": dict(sorted(papers.items())), "households": households, "persons": persons}
    draft = Draft(
        Kind.PRINTED,
        f"printed/{subject}" if subject else "printed",
        at,
        operator,
        trust=trust_of(store, None),
        values=values,
    )
    return store.record([draft])
