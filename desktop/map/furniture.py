"""What stands on the glass and not on the ground: legend, scale bar, note, the list of unplaced villages."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from core.domain.hazards import Trigger
from core.queries.rows import Look
from desktop import phrases
from desktop.map.frame import Detail, Frame, inside
from desktop.map.scene import Scene, place_level
from desktop.map.stamps import Line, Stamps
from desktop.theme import Palette, font, px, text_scale
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
_MARGIN = 8.0
_ROW = 27.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend; `sign` is a symbol's name or one of first, second, river, main_road, critical."""

    sign: str
    text: str


def legend_entries(scene: Scene, frame: Frame) -> tuple[Entry, ...]:
    """Only what is in view."""
    symbols = {scene.symbols[n] for n in np.flatnonzero(inside(frame.box, scene.place_xy)).tolist()}
    entries = [
        Entry(name, text)
        for name, text in (
            ("go", translate("Map", "立即转移")),
            ("prepare", translate("Map", "准备转移")),
            ("none", translate("Map", "未触发")),
            ("exposed", translate("Map", "有险无人")),
        )
        if name in symbols
    ]
    closures = inside(frame.box, scene.closure_xy).tolist()
    closing = [spot.closing for spot, here in zip(scene.closures, closures, strict=True) if here]
    if not all(closing):
        entries.append(Entry("closed", translate("Map", "已断 (时刻)")))
    if any(closing):
        entries.append(Entry("closing", translate("Map", "将断")))
    if inside(frame.box, scene.shelter_xy).any():
        entries.append(Entry("shelter:0.35", translate("Map", "安全岛 占用")))
    if frame.detail > Detail.DISTRICT:
        entries += _people_entries(scene, frame)
    if scene.first is not None:
        entries.append(Entry("first", translate("Map", "首选路")))
    if scene.second is not None:
        entries.append(Entry("second", translate("Map", "备选路")))
    if scene.critical:
        entries.append(Entry("critical", translate("Map", "断了最伤")))
    if any(inside(frame.box, line).any() for line in scene.ground.river):
        entries.append(Entry("river", translate("Map", "永定河")))
    entries.append(Entry("main_road", translate("Map", "国道、省道")))
    return tuple(entries)


def _people_entries(scene: Scene, frame: Frame) -> list[Entry]:
    seen = np.flatnonzero(inside(frame.box, scene.place_xy)).tolist()
    looks = {dot.look for n in seen for group in scene.households.get(n, ()) for dot in group}
    known = (Look.UNCONTACTED, Look.CONTACTED, Look.ON_THE_WAY, Look.REFUSED, Look.UNREACHABLE)
    return [Entry(str(look), phrases.look(look)) for look in known if look in looks]


def folded_entry() -> Entry:
    """What is left of a folded legend."""
    return Entry("box", translate("Map", "图例 Shift+L"))


def legend_size(entries: tuple[Entry, ...], title: str) -> tuple[float, float]:
    rows = (len(entries) + 1) // 2
    if len(entries) == 1:
        return (px(160) * text_scale(), px(_ROW) + px(12))
    return (px(276) * text_scale(), px(_ROW) * rows + px(16) + (px(26) if title else 0.0))


def legend_box(scene: Scene, frame: Frame, size: tuple[float, float], bottom: float) -> QRectF:
    """The corner with the fewest symbols under it; `bottom` is kept free for the note and the scale bar."""
    width, height = size
    boxes = [
        QRectF(_MARGIN, _MARGIN, width, height),
        QRectF(frame.width - width - _MARGIN, _MARGIN, width, height),
        QRectF(frame.width - width - _MARGIN, frame.height - height - bottom, width, height),
    ]
    points = np.concatenate([scene.place_xy, scene.shelter_xy, scene.closure_xy])
    pixels = frame.pixels(points)
    road = [line.road for line in (scene.first, scene.second) if line is not None and len(line.road)]
    route = frame.pixels(np.concatenate(road)) if road else pixels[:0]

    def crowd(box: QRectF) -> int:
        def count(at: np.ndarray) -> int:
            x, y = at[:, 0], at[:, 1]
            hit = (x > box.left()) & (x < box.right()) & (y > box.top()) & (y < box.bottom())
            return int(hit.sum())

        return count(pixels) + 3 * count(route)

    return min(boxes, key=crowd)


def legend_image(box: QRectF, entries: tuple[Entry, ...], title: str, stamps: Stamps) -> QImage:
    """The legend painted once for its place."""
    image = stamps.blank(box.size())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_legend(painter, QRectF(0.5, 0.5, box.width() - 1, box.height() - 1), entries, title, stamps.palette)
    painter.end()
    return image


def _draw_legend(painter: QPainter, box: QRectF, entries: tuple[Entry, ...], title: str, palette: Palette) -> None:
    painter.setPen(QPen(palette.color("line"), 1))
    painter.setBrush(palette.color("bg1"))
    painter.drawRect(box)
    top = box.top() + px(8)
    if title:
        painter.setFont(font("SMALL", True))
        painter.setPen(palette.color("t1"))
        painter.drawText(QPointF(box.left() + px(10), top + px(18)), title)
        top += px(26)
    painter.setFont(font("SMALL"))
    for number, entry in enumerate(entries):
        x = box.left() + px(10) + (number % 2) * box.width() / 2
        y = top + (number // 2) * px(_ROW)
        lead = _draw_sign(painter, entry.sign, x, y, palette)
        painter.setPen(palette.color("t1"))
        painter.drawText(QPointF(x + lead, y + px(19)), entry.text)


def _draw_sign(painter: QPainter, sign: str, x: float, y: float, palette: Palette) -> float:
    """Draw one sign and say how far its word stands from the left."""
    strokes = {
        "first": ("focus", 5.0, Qt.PenStyle.SolidLine),
        "second": ("t1" if palette.night else "focus", 3.5, Qt.PenStyle.DashLine),
        "river": ("river", 4.0, Qt.PenStyle.SolidLine),
        "main_road": ("road_main", 2.6, Qt.PenStyle.SolidLine),
    }
    if sign in strokes:
        colour, width, style = strokes[sign]
        painter.setPen(QPen(palette.color(colour), px(width), style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(x, y + px(13)), QPointF(x + px(32), y + px(13)))
        return px(42)
    if sign == "critical":
        for dy in (px(9), px(17)):
            painter.setPen(QPen(palette.color("t1"), px(2)))
            painter.drawLine(QPointF(x, y + dy), QPointF(x + px(32), y + dy))
        return px(42)
    draw_symbol(painter, sign, QRectF(x, y + px(4), px(18), px(18)), palette)
    return px(26)


def scale_steps(frame: Frame) -> float:
    """Length of half the scale bar in metres: the round figure that comes nearest to 64 design pixels."""
    target = px(64) * frame.scale
    power = 10.0 ** np.floor(np.log10(max(target, 1.0)))
    return float(min((power * step for step in (1, 2, 5, 10)), key=lambda length: abs(length - target)))


def draw_scale(painter: QPainter, frame: Frame, stamps: Stamps) -> None:
    half = scale_steps(frame)
    unit = half / frame.scale
    left, base = px(20), frame.height - px(30)
    painter.setPen(QPen(stamps.palette.color("t1"), px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(left, base), QPointF(left + 2 * unit, base))
    for tick in (0.0, 1.0, 2.0):
        painter.drawLine(QPointF(left + tick * unit, base - px(6)), QPointF(left + tick * unit, base))
    km = half >= 500
    values = [half * tick / (1000 if km else 1) for tick in (0, 1, 2)]
    unit_word = translate("Map", "公里") if km else translate("Map", "米")
    for tick, value in enumerate(values):
        text = f"{value:g}" if tick < 2 else f"{value:g} {unit_word}"
        shift = px(8) if tick < 2 else px(13)
        image = stamps.text((Line(text),))
        painter.drawImage(QPointF(left + tick * unit - shift, base - px(5) - stamps.size(image).height()), image)


def scale_box(frame: Frame) -> QRectF:
    return QRectF(0, frame.height - px(64), px(190), px(64))


def draw_note(painter: QPainter, frame: Frame, text: str, stamps: Stamps) -> None:
    shown = QFontMetricsF(font("SMALL")).elidedText(text, Qt.TextElideMode.ElideRight, frame.width - px(24))
    image = stamps.text((Line(shown),))
    size = stamps.size(image)
    painter.drawImage(QPointF(frame.width - px(4) - size.width(), frame.height - px(4) - size.height()), image)


def note_box(frame: Frame, text: str) -> QRectF:
    width = min(QFontMetricsF(font("SMALL")).horizontalAdvance(text) + px(16), frame.width)
    return QRectF(frame.width - width, frame.height - px(28), width, px(28))


def unplaced_text(scene: Scene) -> str:
    """`未落点 189 村 · 立即 12 · 有险无人 2 人`; empty when every village stands on the map."""
    rows = scene.unplaced
    if not rows:
        return ""
    parts = [translate("Map", "未落点 {n} 村").format(n=len(rows))]
    go = sum(1 for row in rows if place_level(row) is Trigger.GO)
    if go:
        parts.append(translate("Map", "立即 {n}").format(n=go))
    exposed = sum(row.exposed for row in rows)
    if exposed:
        parts.append(translate("Map", "有险无人 {n} 人").format(n=exposed))
    return " · ".join(parts)


def unplaced_box(frame: Frame, text: str) -> QRectF:
    width = QFontMetricsF(font("SMALL")).horizontalAdvance(text) + px(16)
    return QRectF(px(12), frame.height - px(92), width, px(26))


def draw_unplaced(painter: QPainter, frame: Frame, text: str, stamps: Stamps) -> None:
    painter.drawImage(unplaced_box(frame, text).topLeft(), stamps.text((Line(text),), fill="bg1", border="line2"))
