"""Where labels stand: the most pressing first, none over another; what does not fit is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from desktop.map.stamps import Stamp

_CELL = 3.0  # logical pixels per cell of the occupancy grid


class Rank(IntEnum):
    """Order of placement (ui.md section 5)."""

    LIFE = 0
    SELECTION = 1
    CLOSURE = 2
    SHELTER = 3
    GO = 4
    REST = 5


@dataclass(frozen=True, slots=True)
class Label:
    """A label that wants to stand near its anchor, both in logical pixels; painted only once it has a place.

    `reach` is how far the anchor's symbol extends; `leader` allows a place farther off, tied by a line; `centred` puts
    it on the anchor itself.
    """

    rank: Rank
    x: float
    y: float
    stamp: Stamp
    width: float
    height: float
    reach: float = 7.0
    leader: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    label: Label
    at: QRectF

    @property
    def tie(self) -> tuple[QPointF, QPointF] | None:
        """The leader line, where the label stands away from its anchor."""
        label = self.label
        if not label.leader:
            return None
        near = QPointF(
            min(max(label.x, self.at.left()), self.at.right()), min(max(label.y, self.at.top()), self.at.bottom())
        )
        if abs(near.x() - label.x) + abs(near.y() - label.y) < label.reach + 4:
            return None
        return QPointF(label.x, label.y), near


class Occupancy:
    """A grid of taken cells over the view; a test costs a microsecond whatever stands there already."""

    def __init__(self, width: float, height: float) -> None:
        self._columns = max(1, int(width / _CELL) + 1)
        self._rows = max(1, int(height / _CELL) + 1)
        self._taken = np.zeros((self._rows, self._columns), dtype=bool)
        self._width, self._height = width, height

    def take(self, box: QRectF) -> None:
        top, bottom, left, right = self._cells(box)
        self._taken[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True

    def free(self, box: QRectF) -> bool:
        """Wholly inside the view and over nothing."""
        if box.left() < 0 or box.top() < 0 or box.right() > self._width or box.bottom() > self._height:
            return False
        top, bottom, left, right = self._cells(box)
        return not self._taken[top:bottom, left:right].any()

    def _cells(self, box: QRectF) -> tuple[int, int, int, int]:
        return (
            int(box.top() / _CELL),
            int(box.bottom() / _CELL) + 1,
            int(box.left() / _CELL),
            int(box.right() / _CELL) + 1,
        )


def place(labels: Iterable[Label], occupancy: Occupancy, soft: Occupancy | None = None) -> list[Placed]:
    """Set the labels by rank, then from top left, so that the same view always reads the same.

    What `soft` holds (people's dots) is covered only where a pressing label finds no other spot.
    """
    placed = []
    for label in sorted(labels, key=lambda one: (one.rank, round(one.y), round(one.x))):
        at = _spot(label, occupancy, soft)
        if at is None and label.rank <= Rank.GO:
            at = _spot(label, occupancy, None)
        if at is not None:
            occupancy.take(at)
            placed.append(Placed(label, at))
    return placed


def _spot(label: Label, occupancy: Occupancy, soft: Occupancy | None) -> QRectF | None:
    for left, top in _tries(label):
        box = QRectF(left, top, label.width, label.height)
        if occupancy.free(box) and (soft is None or soft.free(box)):
            return box
    return None


def _tries(label: Label) -> Sequence[tuple[float, float]]:
    """Right, left, above, below, the diagonals; with a leader the same again farther out."""
    x, y, w, h = label.x, label.y, label.width, label.height
    if label.centred:
        return ((x - w / 2, y - h / 2),)
    rings = (
        (label.reach, label.reach + 18, label.reach + 42, label.reach + 75, label.reach + 110)
        if label.leader
        else (label.reach,)
    )
    tries: list[tuple[float, float]] = []
    for d in rings:
        slant = d * 0.6
        tries += [
            (x + d, y - h / 2),
            (x - d - w, y - h / 2),
            (x - w / 2, y - d - h),
            (x - w / 2, y + d),
            (x + slant, y - slant - h),
            (x + slant, y + slant),
            (x - slant - w, y - slant - h),
            (x - slant - w, y + slant),
        ]
    return tries
