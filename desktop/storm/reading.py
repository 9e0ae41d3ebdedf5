"""The storm board as the screen reads it: which rows a chip shows, and what stands in each cell. No Qt, no wording."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.domain.hazards import WINDOW_HOURS, PlaceStorm, Trigger
from core.domain.ids import PlaceCode
from core.queries.map_rows import PlaceRow
from core.queries.storm_rows import ProposalRow, StormBoard, StormRow
from core.storm.warnings import WarningLimit

CHIPS = ("go", "prepare", "none", "silent", "all")


@dataclass(frozen=True, slots=True)
class Cell:
    """One window: its sum against the GO threshold, and the level that this window alone reached."""

    hours: int
    mm: float
    limit: float | None
    level: Trigger
    lower_bound: bool


@dataclass(frozen=True, slots=True)
class StormShown:
    """One state of the screen. `chosen` is the key of the selected line, `chip` the filter."""

    loaded: bool = False
    board: StormBoard | None = None
    chip: str = "all"
    chosen: str = ""
    at: datetime | None = None
    looking: bool = False
    warnings: tuple[WarningLimit, ...] = ()

    @property
    def lines(self) -> tuple[StormRow, ...]:
        return tuple(row for row in (self.board.rows if self.board else ()) if fits(row, self.chip))

    @property
    def row(self) -> StormRow | None:
        """The selected line, else the first."""
        return next((row for row in self.lines if key_of(row) == self.chosen), next(iter(self.lines), None))

    @property
    def proposal(self) -> ProposalRow | None:
        return proposal_of(self.board, self.row) if self.board and self.row else None

    @property
    def due(self) -> int:
        return sum(place.due for place in self.board.places) if self.board else 0


def key_of(row: StormRow) -> str:
    """A line stays itself while its town and first place do."""
    return f"{row.town}/{row.places[0].place.code}"


def fits(row: StormRow, chip: str) -> bool:
    if chip == "all":
        return True
    if chip == "silent":
        return bool(row.storm.silent)
    return row.storm.level == chip


def counts(board: StormBoard) -> dict[str, int]:
    """Villages by level, and silent stations."""
    places: dict[str, int] = dict.fromkeys(("go", "prepare", "none"), 0)
    for row in board.rows:
        places[str(row.storm.level)] += len(row.places)
    silent = {station for row in board.rows for station, _ in row.storm.silent}
    return {**places, "silent": len(silent)}


def cells(storm: PlaceStorm) -> tuple[Cell, ...]:
    """The four windows of a line."""
    limits = dict(storm.limits)
    nothing = (None,) * len(WINDOW_HOURS)
    go, prepare = limits.get(Trigger.GO, nothing), limits.get(Trigger.PREPARE, nothing)
    out = []
    for hours, mm, go_mm, prepare_mm in zip(WINDOW_HOURS, storm.sums_mm, go, prepare, strict=True):
        level = Trigger.NONE
        if prepare_mm is not None and mm >= prepare_mm:
            level = Trigger.PREPARE
        if go_mm is not None and mm >= go_mm:
            level = Trigger.GO
        out.append(Cell(hours, mm, go_mm, level, storm.lower_bound))
    return tuple(out)


def proposal_of(board: StormBoard, row: StormRow) -> ProposalRow | None:
    """The proposed order that covers the most of a line's places."""
    codes = {place.place.code for place in row.places}

    def shared(proposal: ProposalRow) -> int:
        return sum(place.place.code in codes for place in proposal.places)

    best = max(board.proposals, key=shared, default=None)
    return best if best is not None and shared(best) else None


def would_be_due(place: PlaceRow, level: Trigger) -> int:
    """People whom the level makes due there."""
    return place.would_go if level is Trigger.GO else place.would_prepare


def homes_due(place: PlaceRow, level: Trigger) -> int:
    """Households of those whom the level makes due there."""
    return place.homes_go if level is Trigger.GO else place.homes_prepare


def added(places: Iterable[PlaceRow], level: Trigger, chosen: frozenset[PlaceCode]) -> int:
    """How many more would be due than are now, if the chosen places were ordered."""
    return sum(max(0, would_be_due(one, level) - one.due) for one in places if one.place.code in chosen)
