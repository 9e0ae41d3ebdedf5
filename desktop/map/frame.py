"""The window onto the map: which metres stand where on the screen, and how much detail that allows."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from desktop.map.projection import Points


class Detail(IntEnum):
    """Levels of detail by how wide the view is on the ground."""

    DISTRICT = 0  # over 40 km
    TOWN = 1  # 8 to 40 km
    VILLAGE = 2  # under 8 km


Box = tuple[float, float, float, float]  # west, south, east, north in metres


@dataclass(frozen=True, slots=True)
class Frame:
    """`x`, `y` is the middle in metres, `scale` metres per logical pixel, `width` and `height` logical pixels."""

    x: float
    y: float
    scale: float
    width: float
    height: float

    @property
    def km(self) -> float:
        return self.width * self.scale / 1000

    @property
    def detail(self) -> Detail:
        if self.km > 40:
            return Detail.DISTRICT
        return Detail.TOWN if self.km > 8 else Detail.VILLAGE

    @property
    def box(self) -> Box:
        half_w, half_h = self.width * self.scale / 2, self.height * self.scale / 2
        return (self.x - half_w, self.y - half_h, self.x + half_w, self.y + half_h)

    def pixels(self, points: Points) -> Points:
        """(n, 2) metres to (n, 2) logical pixels from the top left."""
        out = np.empty_like(points)
        out[:, 0] = (points[:, 0] - self.x) / self.scale + self.width / 2
        out[:, 1] = (self.y - points[:, 1]) / self.scale + self.height / 2
        return out

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        return ((x - self.x) / self.scale + self.width / 2, (self.y - y) / self.scale + self.height / 2)

    def metres(self, px: float, py: float) -> tuple[float, float]:
        return (self.x + (px - self.width / 2) * self.scale, self.y - (py - self.height / 2) * self.scale)

    def grown(self, factor: float) -> "Frame":
        """The same middle and scale, `factor` times as wide and high."""
        return Frame(self.x, self.y, self.scale, self.width * factor, self.height * factor)


def fitting(box: Box, width: float, height: float, margin: float = 1.06) -> Frame:
    """The frame of that many pixels that shows the whole box, with a margin."""
    west, south, east, north = box
    scale = max((east - west) / max(width, 1.0), (north - south) / max(height, 1.0), 0.05) * margin
    return Frame((west + east) / 2, (south + north) / 2, scale, width, height)


def inside(box: Box, points: Points) -> np.ndarray:
    """Mask of the points within the box."""
    west, south, east, north = box
    return (points[:, 0] >= west) & (points[:, 0] <= east) & (points[:, 1] >= south) & (points[:, 1] <= north)
