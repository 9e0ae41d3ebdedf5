"""One map as an image file shows it: the same layers as the screen, with title, time and the drill's mark.

Needs a QGuiApplication (offscreen will do), no window and no threads. The name of a saved drill picture is not enough:
the word stands in the picture (ui.md section 6).
"""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QImage, QPainter

from core.queries.map_rows import MapBase, MapState
from desktop import phrases
from desktop.map import furniture, layers, words
from desktop.map.background import blit, render
from desktop.map.frame import Frame, fitting
from desktop.map.ground import Ground, prepare
from desktop.map.people import PeopleLayer
from desktop.map.scene import Scene, resolve, select
from desktop.map.stamps import Stamps
from desktop.map.subject import Way
from desktop.theme import Palette, font, px

translate = QCoreApplication.translate
_HEAD = 44.0
_TOWN_KM = 22_000.0


def render_map(
    base: MapBase,
    state: MapState,
    *,
    palette: Palette,
    size: tuple[int, int] = (1366, 768),
    scale: float = 1.25,
    extent: str = "district",
    title: str = "",
    drill: bool = False,
    clock_text: str = "",
    route: Way | None = None,
) -> QImage:
    """Draw the map at one minute. `size` is device pixels, `scale` device pixels per logical pixel.

    `extent` is `district` or a town's name; an unknown town is a KeyError. `route` draws one household's way.
    """
    ground = prepare(base)
    scene = select(resolve(ground, state), None, route)
    image = QImage(size[0], size[1], QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(palette.color("bg0"))
    width, height = size[0] / scale, size[1] / scale
    frame = _frame(ground, state, extent, width, height - px(_HEAD))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(0, px(_HEAD))
    painter.setClipRect(QRectF(0, 0, frame.width, frame.height))
    draw_scene(painter, scene, frame, palette, scale, drill)
    painter.setClipping(False)
    painter.translate(0, -px(_HEAD))
    _head(painter, width, palette, title, drill, clock_text or phrases.day_hm(state.at))
    painter.end()
    return image


def draw_scene(painter: QPainter, scene: Scene, frame: Frame, palette: Palette, ratio: float, drill: bool) -> None:
    """Every layer and the furniture, at once."""
    stamps, people = Stamps(palette, ratio), PeopleLayer()
    blit(painter, render(scene.ground, frame, palette, ratio), frame)
    layers.draw_closures(painter, scene, frame, palette)
    layers.draw_routes(painter, scene, frame, palette)
    layers.draw_places(painter, scene, frame, stamps)
    people.lay(scene, frame)
    people.draw(painter, scene, frame, stamps)
    layers.draw_shelters(painter, scene, frame, stamps)
    layers.draw_closure_symbols(painter, scene, frame, stamps)
    layers.draw_selection(painter, scene, frame, palette)
    note = map_note(scene, drill)
    unplaced = furniture.unplaced_text(scene)
    entries = furniture.legend_entries(scene, frame)
    legend = furniture.legend_box(scene, frame, furniture.legend_size(entries, ""), px(34))
    blocked = [legend, furniture.note_box(frame, note), furniture.scale_box(frame)]
    if unplaced:
        blocked.append(furniture.unplaced_box(frame, unplaced))
    placed = layers.lay_labels(scene, frame, stamps, people, blocked)
    layers.draw_labels(painter, placed, frame, frame, stamps)
    painter.drawImage(legend.topLeft(), furniture.legend_image(legend, entries, "", stamps))
    furniture.draw_scale(painter, frame, stamps)
    furniture.draw_note(painter, frame, note, stamps)
    if unplaced:
        furniture.draw_unplaced(painter, frame, unplaced, stamps)


def map_note(scene: Scene, drill: bool) -> str:
    """The line that is always at the bottom right."""
    base = scene.ground.base
    unconfirmed = sum(1 for row in scene.shelters if not row.shelter.confirmed)
    return words.note(base.sample, drill, len(scene.shelters), unconfirmed, base.credits)


def _frame(ground: Ground, state: MapState, extent: str, width: float, height: float) -> Frame:
    if extent == "district":
        return fitting(ground.extent, width, height)
    return town_frame(ground, state, extent, width, height)


def town_frame(ground: Ground, state: MapState, town: str, width: float, height: float) -> Frame:
    """A view of about 22 km around a town's villages, wider where they need it. KeyError for an unknown town."""
    points = [
        ground.projection.point(row.place.position.lon, row.place.position.lat)
        for row in state.places
        if row.place.town == town and row.place.position is not None
    ]
    seat = dict(ground.towns)[town]
    points += [seat] if seat is not None else []
    if not points:
        return fitting(ground.extent, width, height)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    frame = fitting((min(xs), min(ys), max(xs), max(ys)), width, height, 1.25)
    return Frame(frame.x, frame.y, max(frame.scale, _TOWN_KM * 0.75 / width), width, height)


def _head(painter: QPainter, width: float, palette: Palette, title: str, drill: bool, clock: str) -> None:
    height = px(_HEAD)
    painter.fillRect(QRectF(0, 0, width, height), palette.color("bg1"))
    left = px(14)
    if drill:
        word = translate("Map", "演练 DRILL")
        face = font("HEAD", True)
        badge = QRectF(0, 0, QFontMetricsF(face).horizontalAdvance(word) + px(24), height)
        painter.fillRect(badge, palette.color("drill"))
        painter.setFont(face)
        painter.setPen(palette.color("onsym"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, word)
        hatch = QRectF(0, height - px(4), width, px(4))
        painter.fillRect(hatch, QBrush(palette.color("drill_frame"), Qt.BrushStyle.BDiagPattern))
        left = badge.right() + px(14)
    painter.setPen(palette.color("t1"))
    painter.setFont(font("BODY", True))
    metrics = QFontMetricsF(font("BODY", True))
    baseline = height / 2 + metrics.ascent() / 2 - px(2)
    painter.drawText(QPointF(left, baseline), title)
    painter.setFont(font("HEAD", True))
    painter.drawText(
        QRectF(0, 0, width - px(14), height), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, clock
    )
