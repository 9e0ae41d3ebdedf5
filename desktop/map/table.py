"""The map's twin for reading: what is in view, and the villages without a position, as a plain table."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop import phrases, road_words
from desktop.critical_words import hurt_words, ready_words
from desktop.map import words
from desktop.theme import ipx

if TYPE_CHECKING:
    from desktop.map.frame import Frame
    from desktop.map.scene import Scene

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `subject` is what Enter opens."""

    subject: str
    cells: tuple[str, str, str, str, str]


def lines(scene: "Scene", frame: "Frame") -> tuple[Line, ...]:
    """Villages, shelters and roads in view, then the unplaced villages."""
    import numpy as np

    from desktop.map.frame import inside

    box = frame.box
    out = [
        _place(scene.places[n], translate("Map", "村")) for n in np.flatnonzero(inside(box, scene.place_xy)).tolist()
    ]
    out += [_shelter(scene.shelters[n]) for n in np.flatnonzero(inside(box, scene.shelter_xy)).tolist()]
    out += [
        _closure(spot)
        for spot, here in zip(scene.closures, inside(box, scene.closure_xy).tolist(), strict=True)
        if here
    ]
    out += [_critical(spot) for spot in scene.critical]
    out += [_place(row, translate("Map", "村 未落点")) for row in scene.unplaced]
    return tuple(sorted(out, key=lambda line: _PRESSING.index(line.subject.split("/")[0])))


_PRESSING = ("link", "shelter", "place")


def _place(row: Any, kind: str) -> Line:
    from desktop.map.scene import place_level

    state = (
        translate("Map", "有险无人 {n} 人").format(n=row.exposed) if row.exposed else phrases.trigger(place_level(row))
    )
    counts = translate("Map", "应转 {due} · 已转 {moved} · 未转 {rest}")
    people = counts.format(due=row.due, moved=row.moved, rest=row.not_moved) if row.due else ""
    return Line(f"place/{row.place.code}", (kind, row.place.name, row.place.town, state, people))


def _shelter(row: Any) -> Line:
    state = translate("Map", "开") if row.open else translate("Map", "未开")
    figures = translate("Map", "{inside}/{capacity} · 空 {free}")
    people = figures.format(inside=row.inside, capacity=row.shelter.capacity, free=row.free)
    return Line(
        f"shelter/{row.shelter.id}", (translate("Map", "安全岛"), row.shelter.name, row.shelter.town, state, people)
    )


def _critical(spot: Any) -> Line:
    kind = translate("Map", "断了最伤 {n}").format(n=spot.rank)
    name = spot.name
    return Line(f"link/{spot.road.link}", (kind, name, "", hurt_words(spot.road), ready_words(spot.road)))


def _closure(spot: Any) -> Line:
    link, closure = spot.row.link, spot.row.closure
    state = words.closure_tag("", closure.start, spot.closing, False)
    name = road_words.road(spot.row.road)
    source = f"{words.closure_kind(str(closure.kind))} {closure.source}".strip()
    return Line(f"link/{link.id}", (translate("Map", "路"), name, "", state, source))


class MapTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, new: tuple[Line, ...]) -> None:
        if [line.subject for line in new] == [line.subject for line in self.lines]:
            self.lines = new
            if new:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, 4))
            return
        self.beginResetModel()
        self.lines = new
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.lines[index.row()].cells[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Map", "是什么"),
            translate("Map", "名"),
            translate("Map", "镇街"),
            translate("Map", "状态"),
            translate("Map", "人"),
        )[section]


def make_table(rows: MapTable, parent: QWidget) -> QTableView:
    """A plain table over the rows."""
    table = QTableView(parent)
    table.setModel(rows)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ipx(30))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setAccessibleName(translate("Map", "图上的村、岛、路"))
    return table
