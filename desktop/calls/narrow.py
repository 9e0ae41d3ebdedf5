"""A row of the calls where there is little room, as with the largest text: shorter ways to say the same, numbers kept.

What is left out stands whole in the panel beside the list.
"""

from PySide6.QtCore import QCoreApplication

from core.domain.people import Mobility
from core.queries.call_rows import CallRow
from desktop import phrases
from desktop.calls import saying

translate = QCoreApplication.translate


def who(row: CallRow) -> tuple[str, ...]:
    """Of a village its name alone: the key beside it says that its head is called."""
    return (saying.who(row), row.place_name) if row.first is None else (saying.who(row),)


def where(row: CallRow) -> tuple[str, ...]:
    """Of a village how many hang on it, of a household its number and the hardest to move."""
    if row.first is None:
        return saying.where(row), translate("Calls", "{homes} 户 {n} 人").format(homes=row.households, n=row.persons)
    hardest = max((member.mobility for member in row.members), key=list(Mobility).index)
    hard = phrases.mobility(hardest) if hardest.needs_help else ""
    return saying.where(row), " · ".join(part for part in (row.household or "", hard) if part)


def tried(lower: str) -> tuple[str, ...]:
    """What stood on each rung, close together where it must be."""
    return (lower, lower.replace(" · ", " ").replace(" ×", "×"))
