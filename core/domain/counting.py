"""Several entries, one person: which hazard class he is counted under, and what is taken from which entry.

The order of the classes is data with a source (`resources/standards/counting_classes.csv`); research found that such
an order is required, not which one it is, so it ships unconfirmed and is shown as 待核.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.ids import HouseholdId
from core.domain.people import Hazard, Mobility, Person


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One row of the order: a person of several hazards is counted under the one of the lowest rank."""

    hazard: Hazard
    rank: int
    source: str
    confirmed: bool


def counting_class(hazards: Sequence[Hazard], order: Mapping[Hazard, CountingRule]) -> Hazard | None:
    """The one class somebody is counted under; None for somebody without a hazard."""
    if len(hazards) < 2:
        return hazards[0] if hazards else None
    return min(hazards, key=lambda hazard: _rank(hazard, order), default=None)


def _rank(hazard: Hazard, order: Mapping[Hazard, CountingRule]) -> tuple[int, int]:
    rule = order.get(hazard)
    return (rule.rank if rule else len(Hazard), list(Hazard).index(hazard))


def leading_entry(
    entries: Sequence[Person], order: Mapping[Hazard, CountingRule], size_of: Callable[[HouseholdId], int]
) -> Person:
    """The entry that stands for a linked person: on the register before beyond it, then in the larger household (his
    people are there, and a family moves together), then of the first counting class, then by id."""

    def key(entry: Person) -> tuple[bool, int, tuple[int, int], str]:
        first = counting_class(entry.hazards, order)
        rank = _rank(first, order) if first is not None else (len(Hazard) + 1, 0)
        return (entry.beyond_register, -size_of(entry.household), rank, entry.id)

    return min(entries, key=key)


def as_one(leading: Person, entries: Sequence[Person]) -> Person:
    """One person from all of his entries: the leading one, gaps filled from the others in id order, hazards, needs and
    ledgers of all, and the mobility that needs most help."""
    others = sorted((entry for entry in entries if entry.id != leading.id), key=lambda entry: entry.id)
    everyone = (leading, *others)

    def first(name: str) -> str:
        return next((value for entry in everyone if (value := str(getattr(entry, name)))), "")

    return replace(
        leading,
        mobility=max((entry.mobility for entry in everyone), key=list(Mobility).index),
        hazards=tuple(hazard for hazard in Hazard if any(hazard in entry.hazards for entry in everyone)),
        id_number=first("id_number"),
        phone=first("phone"),
        birth=first("birth"),
        sex=first("sex"),
        address=first("address"),
        needs=tuple(dict.fromkeys(need for entry in everyone for need in entry.needs)),
        ledger=tuple(dict.fromkeys(word for entry in everyone for word in entry.ledger)),
        beyond_register=all(entry.beyond_register for entry in everyone),
    )
