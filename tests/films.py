"""Films of a screen full of codes as a camera sees it: aslant, a little blurred, in a room that is not white."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 1280, 720


def filmed(screens: Iterable[Picture], path: Path, each: int = 2, tilt: float = 3.0) -> Path:
    """A film (motion JPEG) in which each screen, rows of grey values, stands for `each` pictures."""
    film = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 10, (WIDTH, HEIGHT), isColor=False)
    assert film.isOpened()
    noise = np.random.default_rng(7)
    for screen in screens:
        for number in range(each):
            film.write(_in_a_room(screen, tilt + number, noise))
    film.release()
    return path


def _in_a_room(screen: Picture, tilt: float, noise: np.random.Generator) -> Picture:
    scale = min(0.9 * HEIGHT / screen.shape[0], 0.9 * WIDTH / screen.shape[1])
    small = cv2.resize(screen, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    room = np.full((HEIGHT, WIDTH), 70, np.uint8)
    top, left = (HEIGHT - small.shape[0]) // 2, (WIDTH - small.shape[1]) // 2
    room[top : top + small.shape[0], left : left + small.shape[1]] = small
    turned = cv2.warpAffine(
        room, cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), tilt, 1.0), (WIDTH, HEIGHT), borderValue=70
    )
    blurred = cv2.GaussianBlur(turned, (3, 3), 0).astype(np.int16)
    return np.clip(blurred * 0.8 + noise.normal(10, 6, blurred.shape), 0, 255).astype(np.uint8)
