"""Which labels a view wants: what they say, how pressing they are and where they belong."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.domain.roads import ClosureKind
from core.queries.map_rows import PlaceRow, ShelterRow
from desktop import road_words
from desktop.critical_words import hurt_words, ready_words
from desktop.map import words
from desktop.map.frame import Detail, Frame, inside
from desktop.map.labels import Label, Rank
from desktop.map.scene import ClosureSpot, Scene
from desktop.map.stamps import Line, Stamp, Stamps
from desktop.theme import px

translate = QCoreApplication.translate
_NAMED_FROM_AFAR = 5  # critical roads with words in the widest view; the others keep their number


def wanted(scene: Scene, frame: Frame, stamps: Stamps) -> list[Label]:
    """All labels of the view, unplaced yet."""
    out = list(_places(scene, frame, stamps))
    out += _closures(scene, frame, stamps)
    out += _critical(scene, frame, stamps)
    out += _selection(scene, frame, stamps)
    if frame.detail is Detail.DISTRICT:
        out += _towns(scene, frame, stamps)
    else:
        out += _shelters(scene, frame, stamps)
        out += _roads(scene, frame, stamps)
    return out


def _label(stamps: Stamps, rank: Rank, at: tuple[float, float], lines: tuple[Line, ...], **look: str) -> Label:
    stamp = Stamp(lines, **look)
    return Label(rank, at[0], at[1], stamp, *stamps.measure(stamp), px(10), leader=bool(look))


def _places(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    seen = np.flatnonzero(inside(frame.box, scene.place_xy))
    chosen = scene.selection.id if scene.selection and scene.selection.kind == "place" else None
    for number, (x, y) in zip(seen.tolist(), frame.pixels(scene.place_xy[seen]).tolist(), strict=True):
        row = scene.places[number]
        if row.exposed:
            text = translate("Map", "{place} {n} 人 无人接").format(place=_short(row.place.name), n=row.exposed)
            line = Line(text, "SMALL", True, "on_life")
            yield _label(stamps, Rank.LIFE, (x, y), (line,), fill="life", border="on_life")
        if row.place.code == chosen:
            yield _label(stamps, Rank.SELECTION, (x, y), _place_lines(row, frame, True))
        elif frame.detail > Detail.DISTRICT:
            rank = Rank.GO if scene.symbols[number] in ("go", "exposed") else Rank.REST
            yield _label(stamps, rank, (x, y), _place_lines(row, frame, rank is Rank.GO))


def _place_lines(row: PlaceRow, frame: Frame, strong: bool) -> tuple[Line, ...]:
    name = Line(row.place.name, "BODY" if strong else "SMALL", strong, "t1")
    if frame.detail is not Detail.VILLAGE:
        return (name,)
    counts = translate("Map", "{h} 户 · {n} 人").format(h=row.households, n=row.people)
    if row.due:
        counts = translate("Map", "应转 {due} · 已转 {moved}").format(due=row.due, moved=row.moved)
    return (name, Line(counts, "SMALL", False, "t2"))


def _short(name: str) -> str:
    """`大沟村` as `大沟` where the tag itself says that it is a place."""
    return name.removesuffix("村") if len(name) > 2 else name


def _closures(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    seen = inside(frame.box, scene.closure_xy)
    pixels = frame.pixels(scene.closure_xy)
    for spot, here, (x, y) in zip(scene.closures, seen.tolist(), pixels.tolist(), strict=True):
        if here:
            symbol = "closing" if spot.closing else "closed"
            yield _label(
                stamps, Rank.CLOSURE, (x, y), _closure_lines(spot, frame), fill="bg1", border="line2", symbol=symbol
            )


def _closure_lines(spot: ClosureSpot, frame: Frame) -> tuple[Line, ...]:
    closure, link = spot.row.closure, spot.row.link
    tag = words.closure_tag(link.name, closure.start, spot.closing, frame.detail > Detail.DISTRICT)
    head = Line(tag, "SMALL", True)
    if frame.detail is not Detail.VILLAGE:
        return (head,)
    kind = words.closure_kind(str(closure.kind or ClosureKind.OBSERVED))
    source = f"{kind} · {closure.source}" if closure.source else kind
    return (head, Line(source, "SMALL", False, "t2"))


def _critical(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    """What the closing of a marked road would do; the worst ask for room first."""
    for spot in scene.critical:
        x, y = frame.pixel(*spot.at)
        if not (0 <= x <= frame.width and 0 <= y <= frame.height):
            continue
        if frame.detail is Detail.DISTRICT and spot.rank > _NAMED_FROM_AFAR:
            continue
        name = road_words.short_road(scene.ground.base.labels.of(spot.road.link))
        text = translate("Map", "{n} {road} {hurt}").format(n=spot.rank, road=name, hurt=hurt_words(spot.road))
        lines = [Line(text, "SMALL", True)]
        if frame.detail > Detail.DISTRICT:
            lines.append(Line(ready_words(spot.road), "SMALL", False, "t2"))
        yield _label(stamps, Rank.CLOSURE, (x, y), tuple(lines), fill="bg1", border="t1")


def _selection(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    if scene.selected_xy is None or not scene.selected_label:
        return
    at = frame.pixel(*scene.selected_xy)
    line = Line(scene.selected_label, "SMALL", True)
    yield _label(stamps, Rank.SELECTION, at, (line,), fill="bg1", border="line2", symbol=str(scene.selected_level))


def _towns(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    """One label a town at district level: its islands with people in against capacity."""
    for name, at in scene.ground.towns:
        rows = [row for row in scene.shelters if row.shelter.town == name]
        position = at or _middle(scene, rows)
        if position is None:
            continue
        x, y = frame.pixel(*position)
        lines = [Line(name, "BODY", True)]
        if rows:
            inside_, capacity = sum(row.inside for row in rows), sum(row.shelter.capacity for row in rows)
            text = translate("Map", "{n}岛 {inside}/{capacity}").format(n=len(rows), inside=inside_, capacity=capacity)
            lines.append(Line(text, "SMALL"))
        stamp = Stamp(tuple(lines))
        yield Label(Rank.SHELTER, x, y, stamp, *stamps.measure(stamp), px(12), leader=True)


def _middle(scene: Scene, rows: list[ShelterRow]) -> tuple[float, float] | None:
    if not rows:
        return None
    points = [scene.ground.projection.point(row.shelter.position.lon, row.shelter.position.lat) for row in rows]
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _shelters(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    seen = np.flatnonzero(inside(frame.box, scene.shelter_xy))
    for number, (x, y) in zip(seen.tolist(), frame.pixels(scene.shelter_xy[seen]).tolist(), strict=True):
        row = scene.shelters[number]
        stamp = Stamp(_shelter_lines(row, frame))
        yield Label(Rank.SHELTER, x, y, stamp, *stamps.measure(stamp), px(15))


def _shelter_lines(row: ShelterRow, frame: Frame) -> tuple[Line, ...]:
    capacity = row.shelter.capacity
    if not row.open and not row.inside:
        state = translate("Map", "未开 · {n} 床").format(n=capacity)
    elif row.inside >= capacity:
        state = translate("Map", "{inside}/{capacity} · 满").format(inside=row.inside, capacity=capacity)
    else:
        state = translate("Map", "{inside}/{capacity} · 空 {free}").format(
            inside=row.inside, capacity=capacity, free=row.free
        )
    lines = [Line(row.shelter.name, "BODY", True), Line(state, "SMALL")]
    if frame.detail is Detail.VILLAGE and row.shelter.rooms:
        lines.append(Line(translate("Map", "{n} 室").format(n=row.shelter.rooms), "SMALL", False, "t2"))
    return tuple(lines)


def _roads(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    """Shields of main roads and, when near, names of the others; the river's name on its line."""
    ground = scene.ground
    west, south, east, north = frame.box
    boxes = ground.boxes
    seen = (boxes[:, 2] >= west) & (boxes[:, 0] <= east) & (boxes[:, 3] >= south) & (boxes[:, 1] <= north)
    said: dict[str, list[tuple[float, float]]] = {}
    for row in np.flatnonzero(seen).tolist()[:2_000]:
        name = ground.base.links[row].name
        main = bool(ground.main[row])
        if not name or not (main or frame.detail is Detail.VILLAGE):
            continue
        line = ground.lines[row]
        at = tuple(line[len(line) // 2].tolist())
        apart = frame.width * frame.scale / 3
        if any(abs(at[0] - x) + abs(at[1] - y) < apart for x, y in said.get(name, [])):
            continue
        said.setdefault(name, []).append((at[0], at[1]))
        look = {"fill": "bg1", "border": "line2"} if main else {}
        stamp = Stamp((Line(name, "SMALL", main, "t1" if main else "t2"),), **look)
        x, y = frame.pixel(at[0], at[1])
        yield Label(Rank.REST, x, y, stamp, *stamps.measure(stamp), px(8), centred=main)
    yield from _river(scene, frame, stamps)


def _river(scene: Scene, frame: Frame, stamps: Stamps) -> Iterator[Label]:
    for name, line in zip(scene.ground.river_names, scene.ground.river, strict=True):
        seen = np.flatnonzero(inside(frame.grown(0.8).box, line))
        if len(seen):
            short = name.split("(")[0].split("（")[0]
            x, y = frame.pixel(*line[int(seen[len(seen) // 2])].tolist())
            stamp = Stamp((Line(short, "SMALL", False, "rain"),))
            yield Label(Rank.REST, x, y, stamp, *stamps.measure(stamp), px(10))
            return
