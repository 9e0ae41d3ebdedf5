"""The map one sees: a pyqtgraph view without axes, four items over one frame, and what lies under the pointer.

Wheel and drag move at once; the background follows from its cache (see `background`), labels move with the ground and
are laid anew when the view comes to rest.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from desktop.map import furniture, layers
from desktop.map.background import BackgroundItem
from desktop.map.frame import Box, Frame, fitting
from desktop.map.ground import Ground
from desktop.map.labels import Placed
from desktop.map.people import PeopleLayer
from desktop.map.picking import Spot, spot_at, spots_in_view
from desktop.map.picture import map_note
from desktop.map.scene import Scene
from desktop.map.stamps import Stamps
from desktop.theme import Palette, px, text_scale

ZOOM_STEP = 1.5
_FINEST, _WIDEST = 0.4, 160.0  # metres per logical pixel
_REST_MS = 150


class MapCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows a `Scene`; says what was chosen (`spot_chosen`) and nothing else."""

    spot_chosen = Signal(object)  # Spot, or None for bare ground
    moved = Signal(object)  # Frame

    def __init__(self, palette: Palette, drill: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._palette = palette
        self._drill = drill
        self._scene: Scene | None = None
        self._ground: Ground | None = None
        self._frame = Frame(0.0, 0.0, 60.0, 1.0, 1.0)
        self._walked: Spot | None = None
        self.legend_folded = False
        self._box = _Box(self)
        self.setCentralItem(self._box)
        self.background = BackgroundItem(self.frame, self.ratio, palette)
        self.symbols = _Layer(self, self._paint_symbols)
        self.people = _Layer(self, self._paint_people)
        self.glass = _Layer(self, self._paint_glass)
        for depth, item in enumerate((self.background, self.symbols, self.people, self.glass)):
            item.setParentItem(self._box)
            item.setZValue(depth)
        self._people_layer = PeopleLayer()
        self._stamps: Stamps | None = None
        self._scale = text_scale()
        self._laid: _Laid | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._at_rest)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show_ground(self, ground: Ground, box: Box | None = None) -> None:
        self._ground = ground
        self._frame = fitting(box or ground.extent, max(self.width(), 1), max(self.height(), 1))
        self.background.set_ground(ground)
        self._moved()

    def show_scene(self, scene: Scene) -> None:
        """A new state or selection: everything above the background is drawn again."""
        self._scene = scene
        self._laid = None
        self._refresh()

    def show_palette(self, palette: Palette) -> None:
        self._palette = palette
        self._stamps = None
        self._laid = None
        self._people_layer.forget()
        self.background.set_palette(palette)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: no piece that was painted at the old one may stay."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_scale", text_scale()) != text_scale():
            self._scale = text_scale()
            self.show_palette(self._palette)

    def fold_legend(self, folded: bool) -> None:
        self.legend_folded = folded
        self._laid = None
        self._refresh()

    def frame(self) -> Frame:
        return self._frame

    def ratio(self) -> float:
        return float(self.devicePixelRatioF())

    # -- moving ------------------------------------------------------------------------------------------------------

    def pan(self, dx: float, dy: float) -> None:
        """Move the view by logical pixels."""
        frame = self._frame
        self._go(replace(frame, x=frame.x + dx * frame.scale, y=frame.y - dy * frame.scale))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Closer with a factor above 1, keeping the ground under `at` (default the middle) where it is."""
        frame = self._frame
        scale = min(max(frame.scale / factor, _FINEST), _WIDEST)
        at = at or QPointF(frame.width / 2, frame.height / 2)
        x, y = frame.metres(at.x(), at.y())
        moved = replace(frame, scale=scale)
        there_x, there_y = moved.metres(at.x(), at.y())
        self._go(replace(moved, x=moved.x + x - there_x, y=moved.y + y - there_y))

    def centre(self, x: float, y: float, km: float | None = None) -> None:
        """Bring a point into the middle; `km` is the width wanted, None leaves the scale."""
        scale = self._frame.scale if km is None else km * 1000 / max(self._frame.width, 1)
        self._go(replace(self._frame, x=x, y=y, scale=scale))

    def fit(self, box: Box) -> None:
        self._go(fitting(box, self._frame.width, self._frame.height))

    def reveal(self, x: float, y: float) -> None:
        """Centre on a point only if it is out of sight."""
        west, south, east, north = self._frame.grown(0.9).box
        if not (west <= x <= east and south <= y <= north):
            self.centre(x, y)

    def _go(self, frame: Frame) -> None:
        self._frame = frame
        self._moved()

    def _moved(self) -> None:
        self.background.moved()
        self._rest.start()
        self._refresh()
        self.moved.emit(self._frame)

    def _at_rest(self) -> None:
        if self._laid is not None and self._laid.frame != self._frame:
            self._laid = None
            self._refresh()

    def _refresh(self) -> None:
        for item in (self.symbols, self.people, self.glass):
            item.update()

    # -- events ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is None:  # pyqtgraph calls it from its own constructor
            return
        first = self._frame.width <= 1
        self._frame = replace(self._frame, width=float(self.width()), height=float(self.height()))
        self._laid = None
        if first and self._ground is not None:
            self._frame = fitting(self._ground.extent, self._frame.width, self._frame.height)
        for item in (self.background, self.symbols, self.people, self.glass):
            item.prepareGeometryChange()
        self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = px(90)
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        if event.key() in moves:
            self.pan(*moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / ZOOM_STEP)
        elif event.key() == Qt.Key.Key_0 and self._ground is not None:
            self.fit(self._ground.extent)
        else:
            event.ignore()

    def open_walked(self) -> bool:
        """Choose the symbol that Tab stands on; False where it stands on none."""
        if self._walked is None:
            return False
        spot, self._walked = self._walked, None
        self.spot_chosen.emit(spot)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the symbols in view, then leaves the map."""
        spots = spots_in_view(self._scene, self._frame) if self._scene is not None else []
        if not spots:
            return bool(super().focusNextPrevChild(forward))
        order = [(spot.kind, spot.id) for spot in spots]
        here = (
            order.index((self._walked.kind, self._walked.id))
            if self._walked
            and (
                self._walked.kind,
                self._walked.id,
            )
            in order
            else (-1 if forward else len(order))
        )
        there = here + (1 if forward else -1)
        if not 0 <= there < len(spots):
            self._walked = None
            self.glass.update()
            return bool(super().focusNextPrevChild(forward))
        self._walked = spots[there]
        self.setAccessibleDescription(self._walked.name)
        self.glass.update()
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton and self._scene is not None:
            spot = self._spot(event.position())
            self.setToolTip(spot.name if spot is not None else "")

    def leaveEvent(self, event: QEvent) -> None:
        self.setToolTip("")
        super().leaveEvent(event)

    def click(self, at: QPointF) -> None:
        """What a click at a point of the canvas chooses; also for the tests."""
        if self._scene is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.spot_chosen.emit(self._spot(at))

    def _spot(self, at: QPointF) -> Spot | None:
        assert self._scene is not None  # noqa: S101 - callers have looked
        return spot_at(self._scene, self._frame, self._people_layer, at.x(), at.y())

    def close(self) -> bool:
        """As any widget: pyqtgraph's own way takes the viewport apart while Qt holds it, which ends the process."""
        self.finish()
        return bool(QGraphicsView.close(self))

    def finish(self) -> None:
        """End the painting thread; the canvas is not used after."""
        self._rest.stop()
        self.background.close()

    # -- painting ----------------------------------------------------------------------------------------------------

    def _made_stamps(self) -> Stamps:
        if self._stamps is None or self._stamps.ratio != self.ratio():
            self._stamps = Stamps(self._palette, self.ratio())
        return self._stamps

    def _paint_symbols(self, painter: QPainter) -> None:
        if self._scene is None:
            return
        layers.draw_critical(painter, self._scene, self._frame, self._palette)
        layers.draw_closures(painter, self._scene, self._frame, self._palette)
        layers.draw_routes(painter, self._scene, self._frame, self._palette)
        layers.draw_places(painter, self._scene, self._frame, self._made_stamps())

    def _paint_people(self, painter: QPainter) -> None:
        if self._scene is not None:
            self._layout(self._scene)  # decides who shows as dots
            self._people_layer.draw(painter, self._scene, self._frame, self._made_stamps())

    def _paint_glass(self, painter: QPainter) -> None:
        scene, frame, palette = self._scene, self._frame, self._palette
        if scene is None:
            return
        layers.draw_shelters(painter, scene, frame, self._made_stamps())
        layers.draw_closure_symbols(painter, scene, frame, self._made_stamps())
        layers.draw_critical_ranks(painter, scene, frame, self._made_stamps())
        layers.draw_selection(painter, scene, frame, palette)
        stamps, laid = self._made_stamps(), self._layout(scene)
        layers.draw_labels(painter, laid.placed, laid.frame, frame, stamps)
        if self._walked is not None and self.hasFocus():
            layers.draw_focus(painter, self._walked.x, self._walked.y, self._walked.name, stamps)
        painter.drawImage(laid.legend, laid.legend_image)
        furniture.draw_scale(painter, frame, stamps)
        furniture.draw_note(painter, frame, laid.note, stamps)
        if laid.unplaced:
            furniture.draw_unplaced(painter, frame, laid.unplaced, stamps)

    def _layout(self, scene: Scene) -> "_Laid":
        """Labels and legend: those laid before, until the view comes to rest or something changes."""
        if self._laid is not None:
            return self._laid
        frame = self._frame
        self._people_layer.lay(scene, frame)
        entries = () if self.legend_folded else furniture.legend_entries(scene, frame)
        entries = entries or (furniture.folded_entry(),)
        legend = furniture.legend_box(scene, frame, furniture.legend_size(entries, ""), px(40))
        note, unplaced = map_note(scene, self._drill), furniture.unplaced_text(scene)
        blocked = [legend, furniture.note_box(frame, note), furniture.scale_box(frame)]
        if unplaced:
            blocked.append(furniture.unplaced_box(frame, unplaced))
        placed = layers.lay_labels(scene, frame, self._made_stamps(), self._people_layer, blocked)
        image = furniture.legend_image(legend, entries, "", self._made_stamps())
        self._laid = _Laid(frame, placed, legend.topLeft(), image, note, unplaced)
        return self._laid


@dataclass(frozen=True)
class _Laid:
    """Labels and furniture as laid for one frame."""

    frame: Frame
    placed: list[Placed]
    legend: QPointF
    legend_image: QImage
    note: str
    unplaced: str


class _Layer(QGraphicsObject):
    """One layer of the map, painted by the canvas in its logical pixels."""

    def __init__(self, canvas: MapCanvas, paint: Any) -> None:
        super().__init__()
        self._canvas = canvas
        self._paint = paint
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption, False)

    def boundingRect(self) -> QRectF:
        frame = self._canvas.frame()
        return QRectF(0, 0, frame.width, frame.height)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)


class _Box(pg.ViewBox):  # type: ignore[misc]
    """pyqtgraph's box for wheel, drag and click; the canvas keeps the frame."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.unregister()  # no axes are linked here, and at the exit every box in that list is spoken to, gone or not
        self._canvas = canvas

    def wheelEvent(self, event: Any, axis: Any = None) -> None:  # noqa: ARG002 - pyqtgraph names it
        notches = event.delta() / 120.0
        event.accept()
        self._canvas.zoom(float(np.power(ZOOM_STEP, notches)), event.pos())

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:  # noqa: ARG002 - pyqtgraph names it
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            step = event.pos() - event.lastPos()
            self._canvas.pan(-step.x(), -step.y())

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._canvas.click(event.pos())
