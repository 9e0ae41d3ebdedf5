"""The map screen (F2): canvas, time bar, side panel, table twin; keys to verbs."""

from collections.abc import Callable
from datetime import datetime
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

from core.domain.events import Outcome
from core.domain.findings import Refusal
from core.domain.hazards import Trigger
from desktop import keys, people_words, phrases
from desktop.field_verbs import NextStep
from desktop.map import panels
from desktop.map.model import MapModel
from desktop.map.since import SinceField, moment_near
from desktop.map.subject import HouseholdSubject, LinkSubject, MapShown, PlaceSubject, ShelterSubject
from desktop.map.table import MapTable, lines, make_table
from desktop.theme import ipx
from desktop.timebar.model import wire
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.panel import SidePanel, label
from desktop.widgets.time_bar import TimeBar

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas
    from desktop.map.frame import Frame
    from desktop.map.picking import Spot

translate = QCoreApplication.translate
OUTCOMES = (Outcome.ANSWERED, Outcome.NONE, Outcome.OFF, Outcome.RELAYED)
_FOLD_BELOW = 600  # design pixels of height: the time bar folds
_CALLS = {"call_a": "A", "call_b": "B", "call_neighbour": "neighbour"}


class MapView(QWidget):
    def __init__(self, model: MapModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._calling = ""
        self._typed: dict[str, str] = {}
        self._since: SinceField | None = None
        self._shown: MapShown | None = None
        self._next: NextStep | None = None
        self.canvas: MapCanvas | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.panel = SidePanel(380, self)
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
            "order_go": partial(self._order, Trigger.GO),
            "order_prepare": partial(self._order, Trigger.PREPARE),
            "legend": self._fold_legend,
            "panel": self._fold_panel,
            "back": self._back,
            "enter": self._enter,
            "recompute": self._model.replan,
            "close_road": self._close_road,
            "open_island": self._open_road,
            "time_back": partial(time.step, -10),
            "time_on": partial(time.step, 10),
            "time_back_hour": partial(time.step, -60),
            "time_on_hour": partial(time.step, 60),
            "time_now": time.back_to_now,
            "call_a": partial(self._call, "call_a"),
            "call_b": partial(self._call, "call_b"),
            "call_neighbour": partial(self._call, "call_neighbour"),
            "arrived": lambda: self._household(self._model.arrived),
            "housed": lambda: self._household(partial(self._model.arrived, housed=True)),
            "refuse": lambda: self._household(self._model.refuse),
            "unreachable": lambda: self._household(self._model.out_of_reach),
            "away": lambda: self._household(self._model.away),
        }
        for ident, do in verbs.items():
            keys.install(self, ident, do)
        for sequence in ("<", ">"):  # Shift+comma and Shift+period where the layout reports the character
            keys.install(self, "time_back_hour", partial(time.step, -60 if sequence == "<" else 60), sequence=sequence)
        keys.install(self, "enter", self._enter, sequence="Enter")
        keys.install(self, "next_road", partial(self._walk_roads, -1), sequence="[")

    def _install_outcomes(self) -> tuple[QShortcut, ...]:
        """Digits are outcomes only while a call runs."""
        made = []
        for number, outcome in enumerate(OUTCOMES, start=1):
            shortcut = keys.install(self, "enter", partial(self._outcome, outcome), sequence=str(number))
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
        if self.isVisible():
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
            self._household_buttons(subject)
        elif isinstance(subject, PlaceSubject):
            panels.show_place(self.panel, subject, state.at)
            self._place_buttons(subject)
        elif isinstance(subject, LinkSubject):
            panels.show_link(self.panel, subject, state.at)
            self._link_buttons(subject, state.at)
        elif isinstance(subject, ShelterSubject):
            panels.show_shelter(self.panel, subject, state.at)
            self.panel.show_buttons([self._primary(translate("Map", "开这个岛的单子"), lambda: self._ask("shelters"))])
        elif state.selection is None:
            panels.show_nothing(self.panel, self._model.desk.scope)

    def _household_buttons(self, subject: HouseholdSubject) -> None:
        if self._calling:
            self._call_buttons(subject)
            return
        row = subject.card.row
        self._next = panels.next_of(subject.card)
        cap, words = people_words.next_step(self._next)
        first = self._primary(words, self._enter, keys.hint("enter") if self._next.key in ("enter", *_CALLS) else cap)
        buttons: list[QWidget] = [first]
        if self._next.key != "call_a" and row.helper is not None:
            buttons.append(self._verb(translate("Map", "呼 A"), "call_a"))
        if self._next.key != "call_b" and row.deputy is not None:
            buttons.append(self._verb(translate("Map", "换 B"), "call_b"))
        buttons.append(self._verb(translate("Map", "拒转"), "refuse"))
        self.panel.show_buttons(buttons[:4])

    def _call_buttons(self, subject: HouseholdSubject) -> None:
        buttons: list[QWidget] = []
        for number, outcome in enumerate(OUTCOMES, start=1):
            button = VerbButton(phrases.outcome(outcome.value), str(number))
            button.clicked.connect(partial(self._outcome, outcome))
            buttons.append(button)
        self.panel.show_buttons(buttons)
        helper = {"call_a": subject.card.row.helper, "call_b": subject.card.row.deputy}.get(self._calling)
        whom = f"{helper.name} {helper.phone}" if helper else translate("Map", "邻户")
        self.panel.notice.say(translate("Map", "正在呼 {whom} · Esc 不记").format(whom=whom))

    def _place_buttons(self, subject: PlaceSubject) -> None:
        if subject.waiting:
            first = subject.waiting[0]
            text = translate("Map", "开 1 号户")
            buttons: list[QWidget] = [self._primary(text, lambda: self._model.select(f"person/{first.person}"))]
        else:
            buttons = [self._primary(translate("Map", "看雨情"), lambda: self._ask("storm"))]
        if subject.row.ordered is not Trigger.GO:  # cannot judge, or no gauge at all: go is still one key away
            go = VerbButton(translate("Map", "下令立即"), keys.hint("order_go"))
            go.clicked.connect(partial(self._order, Trigger.GO))
            buttons.append(go)
        self.panel.show_buttons(buttons)

    def _order(self, level: Trigger) -> None:
        if isinstance(self._model.state.subject, PlaceSubject):
            self._model.order(self._model.state.subject.row.place.code, level)

    def _link_buttons(self, subject: LinkSubject, at: datetime) -> None:
        closed = any(one.now for one in subject.closures)
        if closed:
            buttons: list[QWidget] = [
                self._primary(translate("Map", "恢复通行"), self._open_road, keys.hint("open_island"))
            ]
        else:
            self._since = SinceField(self._typed.get(subject.link.id, phrases.hm(at)))
            self._since.textEdited.connect(partial(self._keep_typed, subject.link.id))
            self._since.returnPressed.connect(self._close_road)
            buttons = [
                self._primary(translate("Map", "断路"), self._close_road, keys.hint("close_road")),
                label(translate("Map", "从"), "source"),
                self._since,
                label(translate("Map", "起"), "source"),
            ]
        if subject.undo is not None:
            event = subject.undo
            undo = VerbButton(translate("Map", "撤销断路"))
            undo.clicked.connect(lambda: self._model.undo_closure(subject.link.id, event))
            buttons.append(undo)
        if subject.news is not None and subject.news.tell:
            tell = VerbButton(translate("Map", "告知"), keys.hint("plan"))
            tell.clicked.connect(lambda: self._ask("plan"))
            buttons.append(tell)
        self.panel.show_buttons(buttons)

    def _keep_typed(self, link: str, text: str) -> None:
        """A time half typed outlives the minute that redraws the panel."""
        self._typed = {link: text}

    def _primary(self, text: str, do: Any, key: str = "⏎") -> PrimaryButton:
        button = PrimaryButton(text, key)
        button.clicked.connect(lambda: do())
        return button

    def _verb(self, text: str, ident: str) -> VerbButton:
        button = VerbButton(text, keys.hint(ident))
        do: Callable[[], object] = lambda: self._household(self._model.refuse)  # noqa: E731 - one of two
        if ident in _CALLS:
            do = partial(self._call, ident)
        button.clicked.connect(lambda: do())
        return button

    # -- verbs -------------------------------------------------------------------------------------------------------

    def _choose(self, spot: "Spot | None") -> None:
        if spot is None:
            return
        subject = f"person/{spot.person}" if spot.person else f"{spot.kind}/{spot.id}"
        self._model.select(subject)

    def _walk_roads(self, step: int) -> None:
        """`]` and `[` choose one road after another, nearest to the middle of the map first: no mouse is needed."""
        if self.canvas is not None:
            self._model.walk_roads(step, self.canvas.frame().x, self.canvas.frame().y)

    def _enter(self) -> None:
        if self.canvas is not None and self.canvas.hasFocus() and self.canvas.open_walked():
            return
        if self.table.hasFocus() and self.table.currentIndex().isValid():
            self._model.select(self.rows.lines[self.table.currentIndex().row()].subject)
            return
        subject = self._model.state.subject
        if isinstance(subject, HouseholdSubject) and self._next is not None:
            self._do_next(subject, self._next)
        elif isinstance(subject, PlaceSubject) and subject.waiting:
            self._model.select(f"person/{subject.waiting[0].person}")
        elif isinstance(subject, ShelterSubject):
            self._ask("shelters")

    def _do_next(self, subject: HouseholdSubject, step: NextStep) -> None:
        if step.key in _CALLS:
            self._call(step.key)
        elif step.step is not None:
            self._model.do_next(subject.card.row, step.step)

    def _household(self, do: Any) -> None:
        subject = self._model.state.subject
        if isinstance(subject, HouseholdSubject):
            do(subject.card.row)

    def _call(self, verb: str) -> None:
        subject = self._model.state.subject
        if isinstance(subject, HouseholdSubject):
            self._calling = verb
            for shortcut in self._outcome_keys:
                shortcut.setEnabled(True)
            self._call_buttons(subject)

    def _outcome(self, outcome: Outcome) -> None:
        subject, verb = self._model.state.subject, self._calling
        self._end_call()
        if isinstance(subject, HouseholdSubject) and verb:
            self._model.called(subject.card.row, _CALLS[verb], outcome)

    def _end_call(self) -> None:
        if self._calling:
            self._calling = ""
            self.panel.notice.clear()
            for shortcut in self._outcome_keys:
                shortcut.setEnabled(False)

    def _close_road(self) -> None:
        subject = self._model.state.subject
        if isinstance(subject, LinkSubject):
            now = self._model.desk.now()
            start = moment_near(self._typed.get(subject.link.id, ""), now)
            self._model.close_link(subject.link.id, start)

    def _open_road(self) -> None:
        subject = self._model.state.subject
        if isinstance(subject, LinkSubject):
            self._model.open_link(subject.link.id)

    def _ask(self, screen: str) -> None:
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
