"""People on the map: one dot a person beside his village when near, counts by state when they would hide each other.

The dots of one village are one stamp, painted again only when somebody there changes state.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from core.queries.rows import Look, PersonDot
from desktop.map.frame import Detail, Frame, inside
from desktop.map.scene import Scene, person_symbol
from desktop.map.stamps import Line, Stamps
from desktop.theme import px

_DOT = px(10.0)
_STEP = px(11.0)
_GAP = px(5.0)
_BELOW = px(13.0)
_MOST_DOTS = 2_500
_NEAR_KM = 3.0
_CROWD = 80  # more people than this at one door of the map are counted, not drawn, unless very near
# Who has most to fear is drawn last, on top, and named first in a count.
_WORST_FIRST = (
    Look.EXPOSED,
    Look.UNREACHABLE,
    Look.REFUSED,
    Look.UNCONTACTED,
    Look.CONTACTED,
    Look.ON_THE_WAY,
    Look.TO_RECONCILE,
    Look.AWAY,
    Look.BEYOND,
    Look.ARRIVED,
)
_MOST_COUNTS = 3

Looks = tuple[tuple[Look, ...], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Offsets of the dots from the village symbol in logical pixels, household by household."""

    offsets: tuple[tuple[float, float], ...]
    box: QRectF


def arrange(sizes: Sequence[int]) -> Cluster:
    """Rows of dots below the symbol; a household stays in one row, with a small gap to the next."""
    total = sum(sizes)
    widest = max(5.0, np.ceil(np.sqrt(total * 2.2))) * _STEP
    offsets: list[tuple[float, float]] = []
    x, y = 0.0, _BELOW
    for size in sizes:
        if x > 0 and x + size * _STEP > widest:
            x, y = 0.0, y + _STEP
        for _ in range(size):
            if x + _STEP > widest + 0.1:
                x, y = 0.0, y + _STEP
            offsets.append((x - widest / 2, y))
            x += _STEP
        x += _GAP
    box = QRectF(-widest / 2, _BELOW, widest + _GAP, y - _BELOW + _STEP)
    return Cluster(tuple(offsets), box)


class PeopleLayer:
    """Draws and finds the dots of a scene; keeps one stamp a village."""

    def __init__(self) -> None:
        self._clusters: dict[tuple[int, ...], Cluster] = {}
        self._images: dict[tuple[Looks, int], QImage] = {}
        self._fitting: tuple[object, float, frozenset[int]] | None = None

    def forget(self) -> None:
        self._images.clear()

    def draw(self, painter: QPainter, scene: Scene, frame: Frame, stamps: Stamps) -> None:
        for number, x, y in self._shown(scene, frame):
            groups = scene.households[number]
            if self._as_dots(scene, frame, number):
                cluster = self.cluster(groups)
                painter.drawImage(QPointF(x + cluster.box.left(), y + cluster.box.top()), self._dots(groups, stamps))
            else:
                badge = self._badge(groups, stamps)
                painter.drawImage(QPointF(x - stamps.size(badge).width() / 2, y + px(10)), badge)

    def boxes(self, scene: Scene, frame: Frame, stamps: Stamps) -> list[QRectF]:
        """What the drawn dots and counts cover, for labels to keep clear of."""
        out = []
        for number, x, y in self._shown(scene, frame):
            groups = scene.households[number]
            if self._as_dots(scene, frame, number):
                out.append(self.cluster(groups).box.translated(x, y))
            else:
                size = stamps.size(self._badge(groups, stamps))
                out.append(QRectF(x - size.width() / 2, y + px(10), size.width(), size.height()))
        return out

    def person_at(self, scene: Scene, frame: Frame, px_x: float, px_y: float) -> PersonDot | None:
        """The person whose dot lies under a point."""
        for number, x, y in self._shown(scene, frame):
            groups = scene.households[number]
            if not self._as_dots(scene, frame, number):
                continue
            cluster = self.cluster(groups)
            if not cluster.box.translated(x, y).contains(px_x, px_y):
                continue
            dots = [dot for group in groups for dot in group]
            for dot, (left, top) in zip(dots, cluster.offsets, strict=True):
                if 0 <= px_x - x - left < _STEP and 0 <= px_y - y - top < _STEP:
                    return dot
        return None

    def cluster(self, groups: tuple[tuple[PersonDot, ...], ...]) -> Cluster:
        sizes = tuple(len(group) for group in groups)
        if sizes not in self._clusters:
            self._clusters[sizes] = arrange(sizes)
        return self._clusters[sizes]

    def _shown(self, scene: Scene, frame: Frame) -> list[tuple[int, float, float]]:
        if frame.detail is Detail.DISTRICT or not len(scene.place_xy):
            return []
        seen = np.flatnonzero(inside(frame.grown(1.1).box, scene.place_xy))
        pixels = frame.pixels(scene.place_xy[seen])
        pairs = zip(seen.tolist(), pixels.tolist(), strict=True)
        return [(number, x, y) for number, (x, y) in pairs if number in scene.households]

    def _as_dots(self, scene: Scene, frame: Frame, number: int) -> bool:
        """Dots while a village is no crowd and its dots lie on nobody else's; the same at every pan of one scale."""
        if self._fitting is None or self._fitting[0] is not scene.households or self._fitting[1] != frame.scale:
            self._fitting = (scene.households, frame.scale, self._fit(scene, frame))
        return number in self._fitting[2]

    def _fit(self, scene: Scene, frame: Frame) -> frozenset[int]:
        """Villages whose dots fit, the most pressing and then the smallest first."""
        most = _MOST_DOTS if frame.km < _NEAR_KM else _CROWD
        counts = {number: sum(len(group) for group in groups) for number, groups in scene.households.items()}
        order = sorted(counts, key=lambda number: (scene.symbols[number] != "exposed", counts[number], number))
        pixels = frame.pixels(scene.place_xy)
        taken = np.empty((len(order), 4))
        fitting: list[int] = []
        for number in order:
            if counts[number] > most:
                continue
            box = self.cluster(scene.households[number]).box.translated(*pixels[number].tolist())
            known = taken[: len(fitting)]
            clear = (
                (known[:, 0] >= box.right())
                | (known[:, 2] <= box.left())
                | (known[:, 1] >= box.bottom())
                | (known[:, 3] <= box.top())
            )
            if clear.all():
                taken[len(fitting)] = (box.left(), box.top(), box.right(), box.bottom())
                fitting.append(number)
        return frozenset(fitting)

    def _dots(self, groups: tuple[tuple[PersonDot, ...], ...], stamps: Stamps) -> QImage:
        looks: Looks = tuple(tuple(dot.look for dot in group) for group in groups)
        key = (looks, id(stamps))
        known = self._images.get(key)
        if known is None:
            if len(self._images) > 600:
                self._images.clear()
            known = self._paint_dots(groups, stamps)
            self._images[key] = known
        return known

    def _paint_dots(self, groups: tuple[tuple[PersonDot, ...], ...], stamps: Stamps) -> QImage:
        cluster = self.cluster(groups)
        image = _blank(cluster.box.width() + 2, cluster.box.height() + 2, stamps.ratio)
        painter = QPainter(image)
        looks = [dot.look for group in groups for dot in group]
        for look, (x, y) in zip(looks, cluster.offsets, strict=True):
            stamp = stamps.symbol(person_symbol(look), _DOT)
            painter.drawImage(QPointF(x - cluster.box.left(), y - cluster.box.top()), stamp)
        painter.end()
        return image

    def _badge(self, groups: tuple[tuple[PersonDot, ...], ...], stamps: Stamps) -> QImage:
        """The worst states with their counts: `○ 45 ◐ 12`."""
        looks: Looks = tuple(tuple(dot.look for dot in group) for group in groups)
        counts = Counter(look for group in looks for look in group)
        shown = [(look, counts[look]) for look in _WORST_FIRST if counts[look]][:_MOST_COUNTS]
        key = (tuple((look,) * count for look, count in shown), -id(stamps))
        known = self._images.get(key)
        if known is None:
            known = _paint_badge(shown, stamps)
            self._images[key] = known
        return known


def _paint_badge(shown: list[tuple[Look, int]], stamps: Stamps) -> QImage:
    texts = [stamps.text((Line(str(count)),)) for _, count in shown]
    sizes = [stamps.size(text) for text in texts]
    side = px(13)
    image = _blank(
        sum(size.width() + side + px(3) for size in sizes), max(size.height() for size in sizes), stamps.ratio
    )
    painter = QPainter(image)
    left = 0.0
    for (look, _), text, size in zip(shown, texts, sizes, strict=True):
        painter.drawImage(QPointF(left, (size.height() - side) / 2), stamps.symbol(person_symbol(look), side))
        painter.drawImage(QPointF(left + side, 0), text)
        left += side + size.width() + px(3)
    painter.end()
    return image


def _blank(width: float, height: float, ratio: float) -> QImage:
    image = QImage(int(width * ratio) + 1, int(height * ratio) + 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image
