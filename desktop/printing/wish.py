"""What a screen asks to have printed: which papers, of which part of the file."""

from dataclasses import dataclass

from core.queries.papers import Selection

BOOK = (
    "calls",
    "villages",
    "tasks",
    "expected",
    "forms",
    "tallies",
    "handover",
)  # F12: what works when the power is gone


@dataclass(frozen=True, slots=True)
class Wish:
    """Ids of `desktop.printing.papers`; `selection` narrows them."""

    papers: tuple[str, ...]
    selection: Selection

    @property
    def subject(self) -> str:
        """The part of the file as codes, for the record of the print."""
        chosen = self.selection
        parts = (
            ("household", chosen.household),
            ("shelter", chosen.shelter),
            ("helper", chosen.helper),
            ("place", chosen.place),
            ("town", chosen.town),
        )
        return next((f"{kind}/{code}" for kind, code in parts if code), "")
