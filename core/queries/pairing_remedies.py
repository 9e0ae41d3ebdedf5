"""Whom to look for where households lack a helper, with names: for the plan screen and the pairing alike."""

from collections.abc import Iterable

from core.domain.pairing import PairRemedy
from core.queries.night import Night
from core.queries.pairing_rows import PairRemedyRow


def pair_remedy_rows(known: Night, remedies: Iterable[PairRemedy]) -> tuple[PairRemedyRow, ...]:
    """The plan's remedies in its order: most households first."""
    rows = []
    for remedy in remedies:
        place = known.places.get(remedy.place)
        rows.append(
            PairRemedyRow(
                remedy.place,
                place.name if place else "",
                place.town if place else "",
                remedy.hand,
                remedy.load,
                len(remedy.households),
                remedy.of,
                remedy.households,
                remedy.danger,
            )
        )
    return tuple(rows)
