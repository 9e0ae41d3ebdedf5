"""The road screen: choose a map and its coordinates, see what it would make of the network, take it in, put it back."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.findings import Refusal
from desktop import keys, phrases
from desktop.roads import saying
from desktop.roads.model import RoadsModel, RoadsShown
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.empty_list import EmptyList
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label
from desktop.widgets.two_lines import TwoLineTable

translate = QCoreApplication.translate
_KINDS = "*.osm *.osm.gz *.osm.bz2 *.osh *.pbf *.geojson *.json *.geojsonl *.gpkg *.shp *.csv"


class RoadsView(QWidget):
    """Draws a RoadsShown; every verb goes to the model."""

    def __init__(self, model: RoadsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty_page())
        self._stack.addWidget(self._report())
        rows.addWidget(self._stack, 1)
        rows.addWidget(hairline())
        rows.addWidget(self._foot())
        self._install_keys()
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        self._show(model.state)

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = QWidget(self)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(6))
        rows.setSpacing(ipx(8))
        first, second = QHBoxLayout(), QHBoxLayout()
        self.file_button = VerbButton(translate("RoadMap", "选文件"), keys.hint("choose_file"), small=True)
        self.file_button.clicked.connect(lambda: self.choose_file())
        self.folder_button = VerbButton(translate("RoadMap", "选文件夹"), keys.hint("csv_folder"), small=True)
        self.folder_button.clicked.connect(lambda: self.choose_folder())
        self.file = label("", "strong")
        self.mode_button = VerbButton("", keys.hint("add_or_replace"), small=True)
        self.mode_button.clicked.connect(self._model.add_or_replace)
        for piece in (self.file_button, self.folder_button):
            first.addWidget(piece)
        first.addSpacing(ipx(6))
        first.addWidget(self.file, 1)
        first.addWidget(self.mode_button)
        self.datums = ChipBar(head)
        self.datums.setAccessibleName(translate("RoadMap", "坐标系"))
        self.datums.chosen.connect(self._model.choose_datum)
        self.datum_line = label("", "source")
        second.addWidget(label(translate("RoadMap", "坐标系"), "small"))
        second.addWidget(self.datums)
        second.addWidget(self.datum_line)
        second.addStretch(1)
        rows.addLayout(first)
        rows.addLayout(second)
        return head

    def _empty_page(self) -> QWidget:
        self.empty_page = page = QWidget(self)
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        page.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        page.installEventFilter(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(ipx(40), 0, ipx(40), 0)
        rows.addStretch(2)
        self.empty = label("", "head", Qt.AlignmentFlag.AlignHCenter)
        self.empty_more = label("", "source", Qt.AlignmentFlag.AlignHCenter)
        for line in (self.empty, self.empty_more):
            line.setWordWrap(True)
            rows.addWidget(line)
        self.layers = ChipBar(page)
        self.layers.chosen.connect(self._model.choose_layer)
        rows.addWidget(self.layers, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)
        return page

    def _report(self) -> QWidget:
        page = QWidget(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, ipx(6), 0, 0)
        rows.setSpacing(ipx(4))
        above = QVBoxLayout()
        above.setContentsMargins(ipx(12), 0, ipx(12), ipx(4))
        self.network, self.read_line = label("", "strong"), label("", "source")
        for line in (self.network, self.read_line):
            line.setWordWrap(True)
            above.addWidget(line)
        self.lists = ChipBar(page)
        self.lists.chosen.connect(self._model.choose_list)
        above.addWidget(self.lists)
        rows.addLayout(above)
        self.table = TwoLineTable(translate("RoadMap", "路网的清单"), ("",), (1,), page)
        self.table.horizontalHeader().hide()
        self.table.installEventFilter(self)
        self.nothing = EmptyList(page)
        self.nothing.installEventFilter(self)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.nothing, 1)
        return page

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(ipx(12), ipx(6), ipx(12), ipx(8))
        self.notice = Notice(foot)
        self.outcome = label("")
        self.outcome.setWordWrap(True)
        rows.addWidget(self.notice)
        rows.addWidget(self.outcome)
        buttons = QHBoxLayout()
        self.take_button = PrimaryButton("", keys.hint("take_roads"))
        self.take_button.clicked.connect(self._model.take)
        self.back_to_former = VerbButton(translate("RoadMap", "放回原来的路"), "")
        self.back_to_former.clicked.connect(self._model.put_back)
        self.stop_button = VerbButton(translate("RoadMap", "停"), keys.hint("back"))
        self.stop_button.clicked.connect(self._model.stop)
        self.again_button = VerbButton(translate("RoadMap", "再读一遍"), keys.hint("recompute"))
        self.again_button.clicked.connect(self._model.read)
        self.back_button = VerbButton(translate("RoadMap", "回导入"), keys.hint("back"))
        self.back_button.clicked.connect(self.back)
        for button in (self.take_button, self.back_to_former, self.stop_button, self.again_button, self.back_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        return foot

    def _install_keys(self) -> None:
        keys.install(self, "choose_file", lambda: self.choose_file())
        keys.install(self, "csv_folder", lambda: self.choose_folder())
        keys.install(self, "add_or_replace", self._model.add_or_replace)
        keys.install(self, "next_list", self._model.next_list)
        keys.install(self, "take_roads", self._model.take)
        keys.install(self, "recompute", self._model.read)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: RoadsShown) -> None:
        self.file.setText(saying.file_line(state))
        self.mode_button.say(saying.mode_verb(state))
        self.mode_button.setVisible(state.is_table)
        self.datums.show_chips(saying.datums() if state.path is not None and state.kind else (), state.datum)
        self.datum_line.setText(saying.datum_line(state))
        self.empty.setText(saying.empty(state))
        self.empty_more.setText(saying.empty_more(state))
        self.layers.show_chips(tuple(ChipText(name, name) for name in state.layers), "")
        self._show_report(state)
        self.outcome.setText(saying.outcome(state))
        self.take_button.say(saying.take_verb(state))
        self.take_button.setVisible(state.ready and not state.busy and not state.taken)
        self.back_to_former.setVisible(state.taken and not state.put_back)
        self.stop_button.setVisible(state.busy)
        self.again_button.setVisible(bool(state.datum) and not state.busy)
        self.back_button.setVisible(not state.busy)
        self.setAccessibleDescription(saying.outcome(state) or saying.empty(state))

    def _show_report(self, state: RoadsShown) -> None:
        held = any(each.hasFocus() for each in (self.table, self.nothing, self.empty_page))
        self._stack.setCurrentIndex(1 if state.told is not None else 0)
        if state.told is not None:
            self.network.setText(saying.network_line(state))
            self.read_line.setText(saying.read_line(state))
            self.lists.show_chips(saying.chips(state), state.chosen)
            rows = tuple(saying.rows(state))
            self.table.show_rows(rows)
            self.nothing.stand_for(self.table, not rows, saying.nothing(state))
        if held:
            self._list().setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self) -> QWidget:
        """Whatever takes the keys: the list, what stands for it, or the page without a report."""
        if self._model.state.told is None:
            return self.empty_page
        return self.nothing if self.table.isHidden() else self.table

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(phrases.refusal(refusal))

    # -- doing -------------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self._list().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_file(self) -> None:
        known = translate("RoadMap", "路网 ({kinds});;所有文件 (*)").format(kinds=_KINDS)
        name, _ = QFileDialog.getOpenFileName(self, translate("RoadMap", "选一份路网"), "", known)
        if name:
            self._model.open_file(Path(name))

    def choose_folder(self) -> None:
        title = translate("RoadMap", "放 road_nodes.csv 和 road_links.csv 的文件夹")
        name = QFileDialog.getExistingDirectory(self, title)
        if name:
            self._model.open_file(Path(name))

    def back(self) -> None:
        """One level back: what runs is stopped first."""
        if self._model.state.busy:
            self._model.stop()
        else:
            self._model.desk.ask("imports")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.back()
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            chips = self.layers if self._model.state.layers else self.datums
            return chips.choose_number(key - Qt.Key.Key_0)
        return False
