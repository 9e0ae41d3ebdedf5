"""What lies under the pointer, and the order in which Tab walks what is in view."""

from dataclasses import dataclass

import numpy as np

from desktop import phrases, road_words
from desktop.map import words
from desktop.map.frame import Frame, inside
from desktop.map.people import PeopleLayer
from desktop.map.scene import Scene

_REACH = 13.0
_ROAD_REACH = 8.0
_TAB_ORDER = ("exposed", "closed", "closing", "shelter", "go", "prepare", "none")


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that can be chosen: `kind` is household, place, shelter or link; `x`, `y` logical pixels."""

    kind: str
    id: str
    name: str
    x: float
    y: float
    person: str = ""


def spot_at(scene: Scene, frame: Frame, people: PeopleLayer, x: float, y: float) -> Spot | None:
    """A person's dot first, then the nearest symbol, then the nearest road."""
    dot = people.person_at(scene, frame, x, y)
    if dot is not None:
        return Spot("household", dot.household, phrases.look(dot.look), x, y, dot.person)
    near = [
        (abs(spot.x - x) + abs(spot.y - y), number, spot)
        for number, spot in enumerate(spots_in_view(scene, frame))
        if abs(spot.x - x) < _REACH and abs(spot.y - y) < _REACH
    ]
    if near:
        return min(near)[2]
    link = scene.ground.nearest_link(*frame.metres(x, y), within_m=_ROAD_REACH * frame.scale)
    if link is None:
        return None
    return Spot("link", link, road_words.road(scene.ground.base.labels.of(link)), x, y)


def spots_in_view(scene: Scene, frame: Frame) -> list[Spot]:
    """All symbols in view, most pressing first, then from the left."""
    spots: list[tuple[int, float, Spot]] = []

    def add(symbol: str, kind: str, ident: str, name: str, at: tuple[float, float]) -> None:
        spots.append((_TAB_ORDER.index(symbol), at[0], Spot(kind, ident, name, at[0], at[1])))

    seen = np.flatnonzero(inside(frame.box, scene.place_xy))
    for number, (x, y) in zip(seen.tolist(), frame.pixels(scene.place_xy[seen]).tolist(), strict=True):
        row = scene.places[number]
        add(scene.symbols[number], "place", row.place.code, row.place.name, (x, y))
    seen = np.flatnonzero(inside(frame.box, scene.shelter_xy))
    for number, (x, y) in zip(seen.tolist(), frame.pixels(scene.shelter_xy[seen]).tolist(), strict=True):
        shelter = scene.shelters[number].shelter
        add("shelter", "shelter", shelter.id, shelter.name, (x, y))
    for spot, (x, y) in zip(scene.closures, frame.pixels(scene.closure_xy).tolist(), strict=True):
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            link = spot.row.link
            name = words.closure_tag(road_words.short_road(spot.row.road), spot.row.closure.start, spot.closing, True)
            add("closing" if spot.closing else "closed", "link", link.id, name, (x, y))
    return [spot for _, _, spot in sorted(spots, key=lambda item: (item[0], item[1], item[2].id))]
