"""What stands on the ground at one minute: state, selection and routes resolved to metres, ready to draw.

Resolved once per answer; drawing and picking only read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np

from core.domain.critical import CriticalRoad
from core.domain.hazards import Trigger
from core.domain.ids import LinkId
from core.domain.places import Position
from core.queries.map_rows import ClosureRow, MapState, PersonDot, PlaceRow, ShelterRow
from core.queries.rows import Look
from desktop import road_words
from desktop.map.ground import Ground
from desktop.map.projection import Points
from desktop.map.routes import RouteLine, middle, trace
from desktop.map.subject import Selection, Way

_SOON = timedelta(hours=6)
_CRITICAL_SHOWN = 9


@dataclass(frozen=True, slots=True)
class ClosureSpot:
    """One closed or closing link: `line` is its geometry, `closing` says that it is still open."""

    row: ClosureRow
    line: Points
    closing: bool


@dataclass(frozen=True, slots=True)
class CriticalSpot:
    """A road whose closing would hurt: `rank` counts from 1, the worst; `at` is the middle of its line in metres."""

    road: CriticalRoad
    name: str
    rank: int
    line: Points
    at: tuple[float, float]


@dataclass(frozen=True)
class Scene:
    """`symbols` go with `places`; `households` maps a place's index to its people, household by household."""

    ground: Ground
    state: MapState
    places: tuple[PlaceRow, ...]
    place_xy: Points
    shelters: tuple[ShelterRow, ...]
    shelter_xy: Points
    closures: tuple[ClosureSpot, ...]
    closure_xy: Points
    symbols: tuple[str, ...]
    households: dict[int, tuple[tuple[PersonDot, ...], ...]]
    unplaced: tuple[PlaceRow, ...]
    selection: Selection | None = None
    selected_xy: tuple[float, float] | None = None
    selected_label: str = ""
    selected_level: Trigger = Trigger.NONE
    first: RouteLine | None = None
    second: RouteLine | None = None
    critical: tuple[CriticalSpot, ...] = ()

    @property
    def selected_line(self) -> Points | None:
        if self.selection is None or self.selection.kind != "link":
            return None
        row = self.ground.index.get(LinkId(self.selection.id))
        return None if row is None else self.ground.lines[row]


def resolve(ground: Ground, state: MapState) -> Scene:
    """Put a state on the ground. Villages without a position go into `unplaced`, never on the map.

    With many people this takes tens of milliseconds: not on the GUI thread.
    """
    placed = tuple(row for row in state.places if row.place.position is not None)
    closures = _closures(ground, state)
    return Scene(
        ground=ground,
        state=state,
        places=placed,
        place_xy=_points(ground, [row.place.position for row in placed]),
        shelters=state.shelters,
        shelter_xy=_points(ground, [row.shelter.position for row in state.shelters]),
        closures=closures,
        closure_xy=np.array([middle(spot.line) for spot in closures], dtype=np.float64).reshape(-1, 2),
        symbols=tuple(place_symbol(row) for row in placed),
        households=_households(placed, state.people),
        unplaced=tuple(row for row in state.places if row.place.position is None),
    )


def select(scene: Scene, selection: Selection | None, way: Way | None = None) -> Scene:
    """The same scene with something selected and a household's routes drawn; quick."""
    first, second = _routes(scene.ground, way)
    return replace(
        scene,
        selection=selection,
        selected_xy=_selected_xy(scene.ground, scene.state, selection, way),
        selected_label=way.label if way else "",
        selected_level=way.level if way else Trigger.NONE,
        first=first,
        second=second,
    )


def mark_critical(scene: Scene, roads: Sequence[CriticalRoad]) -> Scene:
    """The same scene with the worst of `roads` marked, in their order; quick."""
    ground = scene.ground
    spots = []
    for rank, road in enumerate(roads[:_CRITICAL_SHOWN], start=1):
        if road.link in ground.index:
            row = ground.index[road.link]
            line = ground.lines[row]
            spots.append(
                CriticalSpot(road, road_words.road(ground.base.labels.of(road.link)), rank, line, middle(line))
            )
    return replace(scene, critical=tuple(spots))


def place_level(row: PlaceRow) -> Trigger:
    """What the symbol shows: the higher of what the rain proposes and what is ordered."""
    triggered = row.storm.level if row.storm else Trigger.NONE
    return triggered if triggered.rank > row.ordered.rank else row.ordered


def place_symbol(row: PlaceRow) -> str:
    if row.exposed:
        return "exposed"
    return str(place_level(row))


def shelter_symbol(row: ShelterRow) -> str:
    if not row.open and not row.inside:
        return "shelter_closed"
    capacity = max(row.shelter.capacity, 1)
    return f"shelter:{min(1.0, row.inside / capacity):.1f}"


def person_symbol(look: Look) -> str:
    return str(look)


def is_soon(closure_start: datetime, at: datetime) -> bool:
    return at < closure_start <= at + _SOON


def _points(ground: Ground, positions: list[Position | None]) -> Points:
    return ground.projection.points((at.lon, at.lat) for at in positions if at is not None)


def _closures(ground: Ground, state: MapState) -> tuple[ClosureSpot, ...]:
    spots = []
    for row in state.closures:
        closing = is_soon(row.closure.start, state.at)
        if (row.now or closing) and row.link.id in ground.index:
            spots.append(ClosureSpot(row, ground.lines[ground.index[row.link.id]], closing and not row.now))
    return tuple(spots)


def _households(
    places: tuple[PlaceRow, ...], people: tuple[PersonDot, ...]
) -> dict[int, tuple[tuple[PersonDot, ...], ...]]:
    """A household stays side by side; who has arrived stands at his shelter's count, not at his door."""
    index = {row.place.code: number for number, row in enumerate(places)}
    at_door = [dot for dot in people if dot.look is not Look.ARRIVED and dot.place in index]
    out: dict[int, list[tuple[PersonDot, ...]]] = {}
    for (place, _), dots in groupby(at_door, key=lambda dot: (dot.place, dot.household)):
        out.setdefault(index[place], []).append(tuple(dots))
    return {number: tuple(groups) for number, groups in out.items()}


def _routes(ground: Ground, way: Way | None) -> tuple[RouteLine | None, RouteLine | None]:
    if way is None:
        return None, None
    start = ground.projection.point(way.start.lon, way.start.lat) if way.start else None
    end = ground.projection.point(way.end.lon, way.end.lat) if way.end else None
    first = trace(ground, way.route, start, end) if way.route else None
    second = trace(ground, way.second, start, end) if way.second else None
    return first, second


def _selected_xy(
    ground: Ground, state: MapState, selection: Selection | None, way: Way | None
) -> tuple[float, float] | None:
    if selection is None:
        return None
    position: Position | None = None
    if selection.kind == "place":
        position = next((row.place.position for row in state.places if row.place.code == selection.id), None)
    elif selection.kind == "shelter":
        position = next((row.shelter.position for row in state.shelters if row.shelter.id == selection.id), None)
    elif selection.kind == "household" and way is not None:
        position = way.start
    elif selection.kind == "link" and selection.id in ground.index:
        return middle(ground.lines[ground.index[LinkId(selection.id)]])
    return ground.projection.point(position.lon, position.lat) if position else None
