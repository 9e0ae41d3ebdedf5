"""The layers above the background, bottom to top: closures, routes, places, people, shelters, selection, labels.

All in device space over one `Frame`; the screen and the picture command call the same functions.
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.map import captions
from desktop.map.background import polygon
from desktop.map.frame import Detail, Frame, inside
from desktop.map.labels import Label, Occupancy, Placed, place
from desktop.map.people import PeopleLayer
from desktop.map.projection import Points
from desktop.map.routes import RouteLine
from desktop.map.scene import Scene, shelter_symbol
from desktop.map.stamps import Line, Stamps
from desktop.theme import Palette, px

_PLACE = {Detail.DISTRICT: 14.0, Detail.TOWN: 18.0, Detail.VILLAGE: 18.0}
_SHELTER = {Detail.DISTRICT: 13.0, Detail.TOWN: 24.0, Detail.VILLAGE: 24.0}
_CLOSURE = {Detail.DISTRICT: 16.0, Detail.TOWN: 18.0, Detail.VILLAGE: 18.0}
_FIRST = {Detail.DISTRICT: 5.0, Detail.TOWN: 6.0, Detail.VILLAGE: 8.0}
_SECOND = {Detail.DISTRICT: 3.5, Detail.TOWN: 4.5, Detail.VILLAGE: 6.0}
_CHEVRON_EVERY = 42.0
_RING = 15.0


def draw_closures(painter: QPainter, scene: Scene, frame: Frame, palette: Palette) -> None:
    """The closed road itself, dashed; its symbol stands with the other symbols."""
    colour = palette.color("t1")
    width = px({Detail.DISTRICT: 2.2, Detail.TOWN: 4.0, Detail.VILLAGE: 6.0}[frame.detail])
    casing = QPen(palette.color("bg0"), width + px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    dashed = QPen(colour, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    for spot in scene.closures:
        line = polygon(frame.pixels(spot.line))
        dashed.setDashPattern([1.2, 1.2] if not spot.closing else [3.0, 1.5])
        painter.setPen(casing)
        painter.drawPolyline(line)
        painter.setPen(dashed)
        painter.drawPolyline(line)


def draw_critical(painter: QPainter, scene: Scene, frame: Frame, palette: Palette) -> None:
    """Roads whose closing would hurt most, between two lines: neither closed (dashed) nor a way (one broad line)."""
    inner = px({Detail.DISTRICT: 5.0, Detail.TOWN: 8.0, Detail.VILLAGE: 11.0}[frame.detail])
    for spot in reversed(scene.critical):
        line = polygon(frame.pixels(spot.line))
        for colour, width in (("bg0", inner + px(7)), ("t1", inner + px(4)), ("land", inner), ("road_main", px(2.5))):
            painter.setPen(QPen(palette.color(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawPolyline(line)


def draw_critical_ranks(painter: QPainter, scene: Scene, frame: Frame, stamps: Stamps) -> None:
    """The number in the order of harm, in a filled box at the middle of the road."""
    for spot in reversed(scene.critical):
        image = stamps.text((Line(str(spot.rank), "SMALL", True, "bg1"),), fill="t1", border="bg1")
        size = stamps.size(image)
        x, y = frame.pixel(*spot.at)
        painter.drawImage(QPointF(x - size.width() / 2, y - size.height() / 2), image)


def draw_routes(painter: QPainter, scene: Scene, frame: Frame, palette: Palette) -> None:
    """The second route dashed below the first; legs on foot dotted; chevrons show the direction when near."""
    colour = palette.color("focus")
    halo = palette.color("bg0") if palette.night else palette.color("bg1")
    if scene.second is not None:
        width = px(_SECOND[frame.detail])
        light = palette.color("t1") if palette.night else colour
        _line(painter, frame, scene.second.road, QPen(halo, width + px(3)))
        _line(painter, frame, scene.second.road, _dashed(light, width, (2.2, 1.4)))
        _legs(painter, frame, scene.second, light)
    if scene.first is not None:
        width = px(_FIRST[frame.detail])
        _line(painter, frame, scene.first.road, QPen(halo, width + px(3)))
        _line(painter, frame, scene.first.road, QPen(colour, width))
        _legs(painter, frame, scene.first, colour)
        if frame.detail > Detail.DISTRICT:
            _chevrons(painter, frame.pixels(scene.first.road), palette)


def draw_places(painter: QPainter, scene: Scene, frame: Frame, stamps: Stamps) -> None:
    """Trigger symbols, the quiet ones first so that the pressing ones lie on top; a broken ring where interpolated."""
    side = px(_PLACE[frame.detail])
    quiet = side * 0.72 if frame.detail is Detail.DISTRICT else side * 0.8
    seen = np.flatnonzero(inside(frame.grown(1.05).box, scene.place_xy)).tolist()
    pixels = frame.pixels(scene.place_xy[seen])
    for symbol, share in (("none", quiet / side), ("prepare", 1.0), ("go", 1.0), ("exposed", 1.25)):
        rows = [row for row, number in enumerate(seen) if scene.symbols[number] == symbol]
        stamps.scatter(painter, symbol, side * share, pixels[rows])
    if frame.detail > Detail.DISTRICT:
        _rings(painter, scene, seen, pixels, side, stamps.palette)


def _rings(painter: QPainter, scene: Scene, seen: list[int], pixels: Points, side: float, palette: Palette) -> None:
    """A thin broken ring where a village's position is reckoned, not known."""
    painter.setPen(_dashed(palette.color("t2"), 1.0, (2.0, 2.5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number, (x, y) in zip(seen, pixels.tolist(), strict=True):
        if scene.places[number].place.position_kind == "interpolated":
            painter.drawEllipse(QPointF(x, y), side * 0.72, side * 0.72)


def draw_closure_symbols(painter: QPainter, scene: Scene, frame: Frame, stamps: Stamps) -> None:
    side = px(_CLOSURE[frame.detail])
    for spot, (x, y) in zip(scene.closures, frame.pixels(scene.closure_xy).tolist(), strict=True):
        symbol = stamps.symbol("closing" if spot.closing else "closed", side)
        painter.drawImage(QPointF(x - side / 2, y - side / 2), symbol)


def draw_shelters(painter: QPainter, scene: Scene, frame: Frame, stamps: Stamps) -> None:
    side = px(_SHELTER[frame.detail])
    seen = np.flatnonzero(inside(frame.grown(1.1).box, scene.shelter_xy)).tolist()
    pixels = frame.pixels(scene.shelter_xy[seen])
    symbols = [shelter_symbol(scene.shelters[number]) for number in seen]
    for symbol in sorted(set(symbols)):
        rows = [row for row, one in enumerate(symbols) if one == symbol]
        stamps.scatter(painter, symbol, side, pixels[rows])


def draw_selection(painter: QPainter, scene: Scene, frame: Frame, palette: Palette) -> None:
    if scene.selected_line is not None:
        pen = QPen(palette.color("focus"), px(5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        _line(painter, frame, scene.selected_line, pen)
    if scene.selected_xy is None:
        return
    x, y = frame.pixel(*scene.selected_xy)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = px(_RING)
    for colour, width in (("bg0" if palette.night else "bg1", px(5)), ("focus", px(3))):
        painter.setPen(QPen(palette.color(colour), width))
        painter.drawEllipse(QPointF(x, y), radius, radius)


def draw_focus(painter: QPainter, x: float, y: float, name: str, stamps: Stamps) -> None:
    """The keyboard's place: a square about the symbol that Enter opens, and its name."""
    side = px(28)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(stamps.palette.color("focus"), px(2.5)))
    painter.drawRect(QRectF(x - side / 2, y - side / 2, side, side))
    image = stamps.text((Line(name, "SMALL", True),), fill="bg1", border="focus")
    painter.drawImage(QPointF(x + side / 2 + 2, y - stamps.size(image).height() / 2), image)


def lay_labels(scene: Scene, frame: Frame, stamps: Stamps, people: PeopleLayer, blocked: list[QRectF]) -> list[Placed]:
    """Place the labels of a view clear of `blocked`, of symbols and of people."""
    occupancy = Occupancy(frame.width, frame.height)
    for box in blocked:
        occupancy.take(box)
    dots = Occupancy(frame.width, frame.height)
    for box in people.boxes(scene, frame):
        dots.take(box.adjusted(1, 1, -1, -1))
    half = px(_SHELTER[frame.detail]) / 2
    ranks = np.array([spot.at for spot in scene.critical], dtype=np.float64).reshape(-1, 2)
    for x, y in frame.pixels(ranks[inside(frame.box, ranks)]).tolist():
        occupancy.take(QRectF(x - px(13), y - px(13), px(26), px(26)))
    for points, reach in ((scene.shelter_xy, half), (scene.closure_xy, half), (_pressing(scene), px(6))):
        for x, y in frame.pixels(points[inside(frame.box, points)]).tolist():
            occupancy.take(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))
    return place(_outside(captions.wanted(scene, frame, stamps), frame), occupancy, dots)


def _outside(labels: list[Label], frame: Frame) -> list[Label]:
    """Only labels whose anchor is in view."""
    return [one for one in labels if 0 <= one.x <= frame.width and 0 <= one.y <= frame.height]


def draw_labels(painter: QPainter, placed: list[Placed], laid: Frame, frame: Frame, stamps: Stamps) -> None:
    """Labels laid for one frame, drawn in another: each keeps its distance from the ground it belongs to."""
    painter.setPen(QPen(stamps.palette.color("line2"), 1.2))
    shifts = []
    for one in placed:
        x, y = frame.pixel(*laid.metres(one.label.x, one.label.y))
        shift = QPointF(x - one.label.x, y - one.label.y)
        shifts.append(shift)
        tie = one.tie
        if tie is not None:
            painter.drawLine(tie[0] + shift, tie[1] + shift)
    for one, shift in zip(reversed(placed), reversed(shifts), strict=True):
        painter.drawImage(one.at.topLeft() + shift, stamps.stamp(one.label.stamp))


def _pressing(scene: Scene) -> Points:
    """Where villages stand that are not at rest."""
    rows = [number for number, symbol in enumerate(scene.symbols) if symbol != "none"]
    return scene.place_xy[rows]


def _line(painter: QPainter, frame: Frame, points: Points, pen: QPen) -> None:
    if len(points) < 2:
        return
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if pen.style() == Qt.PenStyle.SolidLine:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(polygon(frame.pixels(points)))


def _legs(painter: QPainter, frame: Frame, route: RouteLine, colour: QColor) -> None:
    pen = _dashed(colour, px(3.5), (0.1, 2.0))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    for leg in route.legs:
        painter.setPen(pen)
        painter.drawPolyline(polygon(frame.pixels(leg)))


def _dashed(colour: QColor, width: float, pattern: tuple[float, ...]) -> QPen:
    pen = QPen(colour, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(list(pattern))
    return pen


def _chevrons(painter: QPainter, pixels: Points, palette: Palette) -> None:
    """Arrowheads along the way, every 42 design pixels."""
    if len(pixels) < 2:
        return
    steps = np.hypot(*np.diff(pixels, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    size = px(6.5)
    painter.setPen(QPen(palette.color("bg0") if palette.night else palette.color("bg1"), 1))
    painter.setBrush(palette.color("focus"))
    for at in np.arange(px(_CHEVRON_EVERY) / 2, along[-1], px(_CHEVRON_EVERY)).tolist():
        k = min(int(np.searchsorted(along, at, side="right")) - 1, len(steps) - 1)
        if steps[k] <= 0:
            continue
        ahead = (pixels[k + 1] - pixels[k]) / steps[k]
        middle = pixels[k] + ahead * (at - along[k])
        across = np.array([-ahead[1], ahead[0]])
        corners = (middle + ahead * size, middle - ahead * size + across * size, middle - ahead * size - across * size)
        painter.drawPolygon(QPolygonF([QPointF(*corner.tolist()) for corner in corners]))
