"""The hub's line as the table of the desks shows it."""

from dataclasses import dataclass

from core.store.hub_notes import HubNote

HUB = "hub"  # stands where a desk's id would: it is one replica among others


@dataclass(frozen=True, slots=True)
class HubRow:
    """The hub among the desks: its address, the last exchange (None: never from here), whether one is under way."""

    address: str
    note: HubNote | None = None
    going: bool = False

    @property
    def device(self) -> str:
        return HUB
