"""People on the map: one dot a person beside his village when near, counts by state when they would hide each other.

The dots of one village are one stamp, painted again only when somebody there changes state.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from core.queries.map_rows import PersonDot
from core.queries.rows import Look
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
_KEEP = 600
_AROUND = 2.5  # of the view: a pan stays within it until the view rests
_COUNT_BOX = QRectF(-px(34), px(10), px(68), px(18))

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
    """Draws and finds the dots of a scene; keeps one stamp a village.

    `lay` decides which villages show dots, which a count and which nothing, so that none lies on another; it is called
    when the view comes to rest, drawing in between goes by what was decided.
    """

    def __init__(self) -> None:
        self._clusters: dict[tuple[int, ...], Cluster] = {}
        self._images: dict[tuple[Looks, int], QImage] = {}
        self._households: object = None
        self._here: dict[int, tuple[Cluster, QImage | None]] = {}
        self._counts: dict[int, QImage] = {}
        self._as_dots: frozenset[int] = frozenset()
        self._as_counts: frozenset[int] = frozenset()

    def forget(self) -> None:
        """The colours have changed: paint everything again."""
        self._images.clear()
        self._here.clear()
        self._counts.clear()

    def lay(self, scene: Scene, frame: Frame) -> None:
        """Decide afresh for a view and what lies about it: the most pressing and then the smallest first."""
        self._take(scene)
        if frame.detail is Detail.DISTRICT or not scene.households:
            self._as_dots = self._as_counts = frozenset()
            return
        most = _MOST_DOTS if frame.km < _NEAR_KM else _CROWD
        pixels = frame.pixels(scene.place_xy)
        near = np.flatnonzero(inside(frame.grown(_AROUND).box, scene.place_xy)).tolist()
        sizes = {n: sum(map(len, scene.households[n])) for n in near if n in scene.households}
        order = sorted(sizes, key=lambda n: (scene.symbols[n] != "exposed", sizes[n], n))
        taken = _Taken(len(order))
        dots: set[int] = set()
        for n in order:
            if sizes[n] <= most and taken.take(self._cluster(scene, n).box.translated(*pixels[n].tolist())):
                dots.add(n)
        rest = [n for n in order if n not in dots]
        counts = {n for n in rest if taken.take(_COUNT_BOX.translated(*pixels[n].tolist()))}
        self._as_dots, self._as_counts = frozenset(dots), frozenset(counts)

    def draw(self, painter: QPainter, scene: Scene, frame: Frame, stamps: Stamps) -> None:
        self._take(scene)
        for number, x, y in self._shown(scene, frame):
            if number in self._as_dots:
                box = self._cluster(scene, number).box
                painter.drawImage(QPointF(x + box.left(), y + box.top()), self._dots(scene, number, stamps))
            else:
                badge = self._badge(scene, number, stamps)
                painter.drawImage(QPointF(x - stamps.size(badge).width() / 2, y + px(10)), badge)

    def boxes(self, scene: Scene, frame: Frame) -> list[QRectF]:
        """What the drawn dots and counts cover, for labels to keep clear of."""
        self._take(scene)
        return [
            (self._cluster(scene, number).box if number in self._as_dots else _COUNT_BOX).translated(x, y)
            for number, x, y in self._shown(scene, frame)
        ]

    def person_at(self, scene: Scene, frame: Frame, px_x: float, px_y: float) -> PersonDot | None:
        """The person whose dot lies under a point."""
        for number, x, y in self._shown(scene, frame):
            if number not in self._as_dots:
                continue
            cluster = self._cluster(scene, number)
            if not cluster.box.translated(x, y).contains(px_x, px_y):
                continue
            dots = [dot for group in scene.households[number] for dot in group]
            for dot, (left, top) in zip(dots, cluster.offsets, strict=True):
                if 0 <= px_x - x - left < _STEP and 0 <= px_y - y - top < _STEP:
                    return dot
        return None

    def cluster(self, groups: tuple[tuple[PersonDot, ...], ...]) -> Cluster:
        sizes = tuple(len(group) for group in groups)
        if sizes not in self._clusters:
            self._clusters[sizes] = arrange(sizes)
        return self._clusters[sizes]

    def _take(self, scene: Scene) -> None:
        """A new answer: dots are looked up again, those of unchanged villages found among the painted."""
        if scene.households is not self._households:
            self._households = scene.households
            self._here.clear()
            self._counts.clear()

    def _cluster(self, scene: Scene, number: int) -> Cluster:
        known = self._here.get(number)
        if known is None:
            known = self._here[number] = (self.cluster(scene.households[number]), None)
        return known[0]

    def _shown(self, scene: Scene, frame: Frame) -> list[tuple[int, float, float]]:
        numbers = [*sorted(self._as_counts), *sorted(self._as_dots)]
        if frame.detail is Detail.DISTRICT or not numbers or max(numbers) >= len(scene.place_xy):
            return []
        points = scene.place_xy[numbers]
        seen = inside(frame.grown(1.2).box, points)
        pixels = frame.pixels(points[seen]).tolist()
        chosen = np.array(numbers)[seen].tolist()
        return [(n, x, y) for n, (x, y) in zip(chosen, pixels, strict=True) if n in scene.households]

    def _dots(self, scene: Scene, number: int, stamps: Stamps) -> QImage:
        cluster, image = self._here[number]
        if image is None:
            groups = scene.households[number]
            key = (tuple(tuple(dot.look for dot in group) for group in groups), id(stamps))
            image = self._images.get(key)
            if image is None:
                if len(self._images) > _KEEP:
                    self._images.clear()
                image = self._images[key] = self._paint_dots(groups, stamps)
            self._here[number] = (cluster, image)
        return image

    def _badge(self, scene: Scene, number: int, stamps: Stamps) -> QImage:
        """The worst states with their counts: `○ 45 ◐ 12`."""
        image = self._counts.get(number)
        if image is None:
            counts = Counter(dot.look for group in scene.households[number] for dot in group)
            shown = [(look, counts[look]) for look in _WORST_FIRST if counts[look]][:_MOST_COUNTS]
            image = self._counts[number] = _paint_badge(shown, stamps)
        return image

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


class _Taken:
    """Boxes already on the map, as one array: a test against a thousand takes microseconds."""

    def __init__(self, most: int) -> None:
        self._boxes = np.empty((2 * most + 1, 4))
        self._count = 0

    def take(self, box: QRectF) -> bool:
        """Take the box if nothing lies there."""
        known = self._boxes[: self._count]
        left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
        apart = (known[:, 0] >= right) | (known[:, 2] <= left) | (known[:, 1] >= bottom) | (known[:, 3] <= top)
        if not apart.all():
            return False
        self._boxes[self._count] = (left, top, right, bottom)
        self._count += 1
        return True


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
