"""The page of the desks: what is held from whom and how old it is; bundles in and out; who may write here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.findings import Refusal
from core.domain.ids import DeviceId
from desktop import keys, phrases
from desktop.desks import saying
from desktop.desks.camera_show import CameraShow
from desktop.desks.camera_work import Look
from desktop.desks.frame_show import FrameShow
from desktop.desks.model import DesksModel, DesksShown
from desktop.desks.panel import ExchangePanel
from desktop.desks.picture_frames import Squares
from desktop.desks.table import DeskDelegate, DeskTable
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.flow_row import flow_row
from desktop.widgets.lines import LineColumn, Words
from desktop.widgets.listing import dress_list
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label
from desktop.widgets.rows import ROW

translate = QCoreApplication.translate
SHARES = (240, 216, 192, 224)  # of the columns


class DesksView(QWidget):
    """Draws a DesksShown; every verb goes to the model."""

    done_here = Signal()  # Esc where nothing is open: back to the screen before

    def __init__(self, model: DesksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.figures = label("", "head")
        self.figures.setContentsMargins(ipx(12), ipx(10), ipx(12), ipx(8))
        self.figures.setWordWrap(True)
        rows.addWidget(self.figures)
        rows.addWidget(hairline())
        self.table = self._table()
        rows.addWidget(self.table, 1)
        self.aside = LineColumn(left)
        self.aside.setContentsMargins(ipx(12), ipx(4), ipx(12), ipx(4))
        rows.addWidget(self.aside)
        rows.addWidget(hairline())
        rows.addWidget(self._foot())
        across.addWidget(left, 1)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        across.addWidget(line)
        self.panel = ExchangePanel(self)
        across.addWidget(self.panel)
        self._install_keys()
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        model.done.connect(self._typed)
        model.hub.password_wanted.connect(self._ask_password)
        model.hub.told.connect(lambda _told: self.notice.clear())
        self.frames = FrameShow(left)
        self.frames.left.connect(self.focus_first)
        self.frames.wanted.connect(model.draw_more)
        model.frames_drawn.connect(self._show_frames)
        model.more_drawn.connect(self.frames.add)
        self.camera = CameraShow(left)
        self.camera.left.connect(self._look_away)
        self.camera.wanted.connect(model.look_with)
        model.camera.looked.connect(self._looked)
        model.camera_over.connect(self._camera_over)
        self._show(model.state)
        model.ask()

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _table(self) -> QTableView:
        table = QTableView(self)
        self.rows = DeskTable(table)
        table.setModel(self.rows)
        table.setItemDelegate(DeskDelegate(table))
        dress_list(table, translate("Desks", "各点"), ROW)
        table.horizontalHeader().setStretchLastSection(True)
        table.installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        return table

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(ipx(12), ipx(6), ipx(12), ipx(8))
        self.notice = Notice(foot)
        self.entry = EntryLine("Esc", foot)
        self.entry.entered.connect(self._entered)
        self.entry.left.connect(self._left_entry)
        self.written = label("", "strong")
        self.written.setWordWrap(True)
        self.write_button = PrimaryButton("")
        self.write_button.clicked.connect(self._model.write)
        first = (
            (translate("Desks", "选文件夹"), "choose_folder", self.choose_folder),
            (translate("Desks", "网线等人"), "lan", self._model.turn_lan),
            (translate("Desks", "打给"), "call_desk", self.begin_call),
            (translate("Desks", "放码"), "show_frames", self._model.show_frames),
        )
        second = (
            (translate("Desks", "收下等着的"), "take_bundles", self._model.take_waiting),
            (translate("Desks", "摄像头收码"), "look_frames", self.look),
            (translate("Desks", "收照片"), "read_frames", self.read_frames),
            (translate("Desks", "听电台报"), "hear", self.begin_hear),
            (translate("Desks", "区里的库"), "hub", self.exchange),
            (translate("Desks", "登记一台"), "enrol", self.begin_enrol),
            (translate("Desks", "停用"), "revoke", self.begin_revoke),
        )
        upper = flow_row(self.write_button, *(self._verb(*one) for one in first))
        lower = flow_row(*(self._verb(*one, small=True) for one in second))
        for piece in (self.notice, self.entry, self.written, upper, lower):
            rows.addWidget(piece)
        return foot

    def _verb(self, words: str, key: str, do: Callable[[], object], small: bool = False) -> VerbButton:
        button = VerbButton(words, keys.hint(key), small=small)
        button.clicked.connect(lambda: do())
        return button

    def _install_keys(self) -> None:
        for ident, do in (
            ("choose_folder", self.choose_folder),
            ("take_bundles", self._model.take_waiting),
            ("take_at_once", self._model.turn_at_once),
            ("lan", self._model.turn_lan),
            ("call_desk", self.begin_call),
            ("hear", self.begin_hear),
            ("hub", self.exchange),
            ("hub_address", self.begin_hub),
            ("show_frames", self._model.show_frames),
            ("read_frames", self.read_frames),
            ("look_frames", self.look),
            ("enrol", self.begin_enrol),
            ("revoke", self.begin_revoke),
        ):
            keys.install(self.table, ident, do)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: DesksShown) -> None:
        self.panel.show_state(state)
        self.write_button.say(translate("Desks", "正在写，先别拔…") if state.writing else self._verb_words(state))
        self.written.setText(state.written)
        self.written.setVisible(bool(state.written))
        if state.board is None:
            return
        self.figures.setText(saying.figures(state.board))
        self.setAccessibleDescription(self.figures.text())
        hub = (state.hub,) if state.hub is not None else ()
        if self.rows.show_rows((*state.board.rows, *hub), state.at):
            self._select(state)
        self.aside.show_lines(Words(saying.aside(row), "go") for row in state.board.aside)

    @staticmethod
    def _verb_words(state: DesksShown) -> str:
        return translate("Desks", "和区里的库换一次") if state.on_hub else saying.write_verb(state.row)

    def _select(self, state: DesksShown) -> None:
        chosen = state.hub if state.on_hub else state.row
        number = next((n for n, row in enumerate(self.rows.rows) if row == chosen), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.rows.index(number, 0), flags)

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.row(now.row())
        if row is not None:
            self._model.choose(DeviceId(row.device))

    def _refuse(self, refusal: Refusal) -> None:
        if self.entry.isVisible():
            self.entry.refuse(phrases.refusal(refusal))
        else:
            self.notice.say(phrases.refusal(refusal))

    # -- doing -------------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, translate("Desks", "从哪个文件夹收，往哪个文件夹写"))
        if chosen:
            self._model.watch_folder(Path(chosen))

    def read_frames(self) -> None:
        known = translate("Desks", "照片 (*.png *.jpg *.jpeg *.bmp)")
        names, _ = QFileDialog.getOpenFileNames(self, translate("Desks", "从屏上拍下来的码"), "", known)
        if names:
            self._model.read_frames(tuple(Path(name) for name in names))

    def look(self) -> None:
        self.notice.clear()
        self.camera.begin()
        self._model.look()

    def _looked(self, look: Look) -> None:
        if self.camera.isVisible():
            self.camera.show_look(look)

    def _look_away(self) -> None:
        self._model.look_away()
        self.focus_first()

    def _camera_over(self) -> None:
        if self.camera.isVisible():
            self.camera.hide()
            self.focus_first()

    def _show_frames(self, drawn: tuple[Squares, int, int]) -> None:
        self.notice.clear()
        self.frames.begin(*drawn)

    def _begin(self, ident: str, word: str, hint: str, **about: Any) -> None:
        """Ask for a line; what was refused before says nothing of it."""
        self.notice.clear()
        self.entry.begin(ident, word, hint, **about)

    def begin_enrol(self) -> None:
        self._begin(
            "enrol",
            translate("Desks", "登记一台电脑"),
            translate("Desks", "扫它屏幕上的码，或打登记号；后面可以加 =点名。先对六个词"),
            resume=True,
        )

    def begin_call(self) -> None:
        self._begin(
            "call",
            translate("Desks", "网线、热点：打给哪个点"),
            translate("Desks", "照对方屏幕上的地址打"),
            placeholder="192.168.43.1",
            resume=True,
        )

    def begin_hear(self) -> None:
        self._begin(
            "hear",
            translate("Desks", "听电台报"),
            translate("Desks", "九组，每组五个；错哪一组就请对方再说哪一组"),
            resume=True,
        )

    def exchange(self) -> None:
        if self._model.state.hub is None:
            self.begin_hub()
        else:
            self.notice.clear()
            self._model.hub.exchange()

    def begin_hub(self) -> None:
        hub = self._model.state.hub
        self._begin(
            "hub",
            translate("Desks", "区里的库：地址"),
            translate("Desks", "记在本机；口令不写在这里，要的时候再问。空着回车：不用了"),
            text=hub.address if hub else "",
            placeholder=translate("Desks", "主机/库名"),
        )

    def _ask_password(self, refusal: Refusal) -> None:
        self.entry.begin(
            "hub_password",
            translate("Desks", "区里的库：口令"),
            translate("Desks", "只在这个窗口开着时记得，不存盘"),
            secret=True,
        )
        self.entry.refuse(phrases.refusal(refusal))

    def begin_revoke(self) -> None:
        row = self._model.state.row
        if row is None or row.this or row.revoked_at is not None:
            self.notice.say(translate("Desks", "先选要停用的那个点"))
            return
        words = translate("Desks", "停用 {name}：收到过的留着，以后记的都不算").format(name=row.name)
        self._begin("revoke", words, translate("Desks", "收不回来；照样打出点名"))

    def _entered(self, ident: str, text: str) -> None:
        if ident == "call":
            self._model.call(text)
        elif ident == "hub":
            self._model.hub.set_address(text)
        elif ident == "hub_password":
            self._model.hub.open_with(text)
        elif ident == "hear":
            self._model.hear(text)
        elif ident == "enrol":
            self._model.enrol(text)
        elif ident == "revoke":
            self._model.revoke(text)

    def _typed(self, ident: str) -> None:
        if self.entry.ident == ident:
            self._left_entry()

    def _left_entry(self) -> None:
        self.entry.end()
        self.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.table:
            for column, share in enumerate(SHARES[:-1]):
                self.table.setColumnWidth(column, self.table.width() * share // sum(SHARES))
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.table:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._model.write()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.notice.isVisible():
                    self.notice.clear()
                else:
                    self.done_here.emit()
                return True
        return super().eventFilter(watched, event)
