"""The map screen (F2): canvas, time bar, side panel, table twin; keys to verbs."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.findings import Refusal
from core.domain.hazards import Trigger
from core.domain.refusing import Reason
from desktop import keys, phrases
from desktop.field_verbs import NextStep
from desktop.map import panels, road_panel
from desktop.map.model import MapModel
from desktop.map.panel_buttons import CALLS, OUTCOMES, PanelButtons
from desktop.map.since import moment_near
from desktop.map.subject import HouseholdSubject, LinkSubject, MapShown, PlaceSubject, ShelterSubject
from desktop.map.table import MapTable, lines, make_table
from desktop.talk_words import reason_of
from desktop.theme import ipx
from desktop.timebar.model import wire
from desktop.widgets.focus import may_take_keys
from desktop.widgets.panel import SidePanel, label
from desktop.widgets.time_bar import TimeBar

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas
    from desktop.map.frame import Frame
    from desktop.map.picking import Spot

translate = QCoreApplication.translate
_FOLD_BELOW = 600  # design pixels of height: the time bar folds


class MapView(QWidget):
    def __init__(self, model: MapModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._calling = ""
        self._shown: MapShown | None = None
        self.canvas: MapCanvas | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.panel = SidePanel(380, self)
        self._buttons = PanelButtons(self.panel, model, self)
        self.bar = TimeBar(self)
        self.stack = QStackedWidget(self)
        self._waiting = label(translate("Map", "正在读底图…"), "source", Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self._waiting)
        self.table = self._make_table()
        self.stack.addWidget(self.table)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.stack, 1)
        left.addWidget(self.bar)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        wire(self.bar, model.time)
        model.ground_ready.connect(self._show_ground)
        model.scene_changed.connect(self._show_scene)
        model.focus_wanted.connect(self._bring)
        model.shown.connect(self._show_panel)
        model.refused.connect(self._refuse)
        model.desk.palette_changed.connect(self._dress)
        self._install()
        self._outcome_keys = self._install_outcomes()
        self._show_panel(model.state)
        if model.ground is not None:
            self._show_ground(model.ground)

    # -- building ----------------------------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        self.rows = MapTable(self)
        table = make_table(self.rows, self)
        table.activated.connect(lambda index: self._model.select(self.rows.lines[index.row()].subject))
        return table

    def _install(self) -> None:
        time = self._model.time
        verbs: dict[str, Any] = {
            "table": self.show_table,
            "next_road": partial(self._walk_roads, 1),
            "order_go": partial(self.order, Trigger.GO),
            "order_prepare": partial(self.order, Trigger.PREPARE),
            "legend": self._fold_legend,
            "panel": self._fold_panel,
            "back": self._back,
            "enter": self.enter,
            "recompute": self._model.replan,
            "critical": self.show_critical,
            "close_road": self.close_road,
            "open_island": self.open_road,
            "time_back": partial(time.step, -10),
            "time_on": partial(time.step, 10),
            "time_back_hour": partial(time.step, -60),
            "time_on_hour": partial(time.step, 60),
            "time_now": time.back_to_now,
            "call_a": partial(self.call, "call_a"),
            "call_b": partial(self.call, "call_b"),
            "call_neighbour": partial(self.call, "call_neighbour"),
            "arrived": lambda: self._household(self._model.arrived),
            "housed": lambda: self._household(partial(self._model.arrived, housed=True)),
            "refuse": partial(self.call, "refuse"),
            "unreachable": lambda: self._household(self._model.out_of_reach),
            "away": lambda: self._household(self._model.away),
        }
        for ident, do in verbs.items():
            keys.install(self, ident, do)
        for sequence in ("<", ">"):  # Shift+comma and Shift+period where the layout reports the character
            keys.install(self, "time_back_hour", partial(time.step, -60 if sequence == "<" else 60), sequence=sequence)
        keys.install(self, "enter", self.enter, sequence="Enter")
        keys.install(self, "next_road", partial(self._walk_roads, -1), sequence="[")

    def _install_outcomes(self) -> tuple[QShortcut, ...]:
        """Digits are outcomes or reasons only while a call or a refusal is taken down."""
        made = []
        for number in range(1, max(len(OUTCOMES), len(Reason)) + 1):
            shortcut = keys.install(self, "enter", partial(self.digit, number), sequence=str(number))
            shortcut.setEnabled(False)
            made.append(shortcut)
        return tuple(made)

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        piece: QWidget = self.canvas if self.canvas is not None else self
        if self.stack.currentWidget() is self.table:
            piece = self.table
        piece.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_why(self) -> None:
        self.panel.show()  # the reasons stand there

    def _show_ground(self, ground: object) -> None:
        """The drawing modules are loaded by now: the canvas can be made without a wait."""
        from desktop.map.canvas import MapCanvas

        may_take = may_take_keys(self)  # before the page that had them is hidden
        if self.canvas is None:
            self.canvas = MapCanvas(self._model.desk.palette, self._model.desk.drill, self)
            self.canvas.setAccessibleName(translate("Map", "一张图"))
            self.canvas.spot_chosen.connect(self._choose)
            self.canvas.moved.connect(self._moved)
            self.stack.insertWidget(0, self.canvas)
            self.stack.setCurrentWidget(self.canvas)
        self.canvas.show_ground(ground)  # type: ignore[arg-type]
        if self._model.scene is not None:
            self.canvas.show_scene(self._model.scene)
        if may_take:
            self.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._model.watch(False)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drawing threads end with the window, before what they answer to is gone."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.finish()
        return super().eventFilter(watched, event)

    def finish(self) -> None:
        """End the threads of the map; nothing is drawn anew after."""
        if self.canvas is not None:
            self.canvas.finish()
        self._model.close()

    def _show_scene(self, scene: Any) -> None:
        if self.canvas is not None:
            self.canvas.show_scene(scene)
            self._fill_table()

    def _bring(self, x: float, y: float) -> None:
        if self.canvas is not None:
            self.canvas.reveal(x, y)

    def _moved(self, _frame: "Frame") -> None:
        if self.stack.currentWidget() is self.table:
            self._fill_table()

    def _fill_table(self) -> None:
        if self.canvas is not None and self._model.scene is not None and self.stack.currentWidget() is self.table:
            self.rows.show_lines(lines(self._model.scene, self.canvas.frame()))

    def _dress(self, palette: Any) -> None:
        if self.canvas is not None:
            self.canvas.show_palette(palette)
        self.bar.update()
        self._shown = None
        self._show_panel(self._model.state)

    def _refuse(self, refusal: Refusal) -> None:
        self.panel.show()
        self.panel.notice.say(phrases.refusal(refusal))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.bar.fold(self.height() < ipx(_FOLD_BELOW))
        super().resizeEvent(event)

    # -- the panel ---------------------------------------------------------------------------------------------------

    def _show_panel(self, state: MapShown) -> None:
        if state == self._shown:
            return
        self._shown = state
        subject = state.subject
        if not isinstance(subject, HouseholdSubject):
            self._end_call()
        if isinstance(subject, HouseholdSubject):
            panels.show_household(self.panel, subject, state.at)
            if self._calling:
                self._buttons.show_call(subject, self._calling)
            else:
                self._buttons.show_household(subject)
        elif isinstance(subject, PlaceSubject):
            panels.show_place(self.panel, subject, state.at)
            self._buttons.show_place(subject)
        elif isinstance(subject, LinkSubject):
            road_panel.show_link(self.panel, subject, state.at)
            self._buttons.show_link(subject, state.at)
        elif isinstance(subject, ShelterSubject):
            panels.show_shelter(self.panel, subject, state.at)
            self._buttons.show_shelter()
        elif state.selection is None:
            panels.show_nothing(self.panel, self._model.desk.scope)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def order(self, level: Trigger) -> None:
        if isinstance(self._model.state.subject, PlaceSubject):
            self._model.order(self._model.state.subject.row.place.code, level)

    def show_critical(self) -> None:
        """K: the roads whose closing would hurt most, marked and named; again: away."""
        self._model.toggle_critical()
        if self._model.critical_shown and not self._model.critical_roads:
            self.panel.show()
            self.panel.notice.say(translate("Map", "还没有试出断了最伤的路：采用方案后在后台逐条试断"))

    def _choose(self, spot: "Spot | None") -> None:
        if spot is None:
            return
        subject = f"person/{spot.person}" if spot.person else f"{spot.kind}/{spot.id}"
        self._model.select(subject)

    def _walk_roads(self, step: int) -> None:
        """`]` and `[` choose one road after another, nearest to the middle of the map first: no mouse is needed."""
        if self.canvas is not None:
            self._model.walk_roads(step, self.canvas.frame().x, self.canvas.frame().y)

    def enter(self) -> None:
        if self.canvas is not None and self.canvas.hasFocus() and self.canvas.open_walked():
            return
        if self.table.hasFocus() and self.table.currentIndex().isValid():
            self._model.select(self.rows.lines[self.table.currentIndex().row()].subject)
            return
        subject = self._model.state.subject
        if isinstance(subject, HouseholdSubject) and self._buttons.next is not None:
            self._do_next(subject, self._buttons.next)
        elif isinstance(subject, PlaceSubject) and subject.waiting:
            self._model.select(f"person/{subject.waiting[0].person}")
        elif isinstance(subject, ShelterSubject):
            self.ask("shelters")

    def _do_next(self, subject: HouseholdSubject, step: NextStep) -> None:
        if step.key in CALLS:
            self.call(step.key)
        elif step.step is not None:
            self._model.do_next(subject.card.row, step.step)

    def _household(self, do: Any) -> None:
        subject = self._model.state.subject
        if isinstance(subject, HouseholdSubject):
            do(subject.card.row)

    def call(self, verb: str) -> None:
        subject = self._model.state.subject
        if isinstance(subject, HouseholdSubject):
            self._calling = verb
            for shortcut in self._outcome_keys:
                shortcut.setEnabled(True)
            self._buttons.show_call(subject, self._calling)

    def digit(self, number: int) -> None:
        """How the call ended, or what keeps the household at home."""
        subject, verb, why = self._model.state.subject, self._calling, reason_of(number)
        if number > len(OUTCOMES) and verb != "refuse":
            return
        self._end_call()
        if isinstance(subject, HouseholdSubject) and verb == "refuse" and why is not None:
            self._model.refuse(subject.card.row, why)
        elif isinstance(subject, HouseholdSubject) and verb in CALLS:
            self._model.called(subject.card.row, CALLS[verb], OUTCOMES[number - 1])

    def _end_call(self) -> None:
        if self._calling:
            self._calling = ""
            self.panel.notice.clear()
            for shortcut in self._outcome_keys:
                shortcut.setEnabled(False)

    def close_road(self) -> None:
        subject = self._model.state.subject
        if isinstance(subject, LinkSubject):
            now = self._model.desk.now()
            start = moment_near(self._buttons.typed(subject.link.id), now)
            self._model.close_link(subject.link.id, start)

    def open_road(self) -> None:
        subject = self._model.state.subject
        if isinstance(subject, LinkSubject):
            self._model.open_link(subject.link.id)

    def ask(self, screen: str) -> None:
        selection = self._model.state.selection
        subject = f"{selection.kind}/{selection.id}" if selection is not None else ""
        self._model.desk.ask(screen, subject)

    def _back(self) -> None:
        if self._calling:
            self._end_call()
            self._shown = None
            self._show_panel(self._model.state)
        elif self._model.replanning.running:
            self._model.replanning.stop()
        elif self.panel.notice.isVisible():
            self.panel.notice.clear()
        elif self.stack.currentWidget() is self.table:
            self.show_table()
        elif self._model.desk.looking_at is not None:
            self._model.time.back_to_now()
        else:
            self._model.clear()

    def show_table(self) -> None:
        """T: the table twin, and back."""
        if self.canvas is None:
            return
        showing = self.stack.currentWidget() is self.table
        self.stack.setCurrentWidget(self.canvas if showing else self.table)
        self._fill_table()
        QTimer.singleShot(0, self.focus_first)

    def _fold_legend(self) -> None:
        if self.canvas is not None:
            self.canvas.fold_legend(not self.canvas.legend_folded)

    def _fold_panel(self) -> None:
        self.panel.setVisible(self.panel.isHidden())
