"""The main window: frame, incident bar, navigation, the screens, command row; and the keys that hold everywhere."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, SignalInstance
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.domain.findings import Refusal
from core.queries.rows import IncidentRow
from desktop import keys, phrases, theme
from desktop.desk import Desk
from desktop.import_words import import_back_words
from desktop.settings import (
    CRITICAL_ROADS,
    GEOMETRY,
    OPERATOR,
    PALETTE,
    QUIET,
    SHELTER,
    WORTH_TELLING,
    Settings,
)
from desktop.shell.alarm import AlarmLine
from desktop.shell.choosers import Choosers
from desktop.shell.clock_keys import ClockKeys
from desktop.shell.command import CommandModel
from desktop.shell.command_row import CommandRow
from desktop.shell.dropping import FileDrop
from desktop.shell.frame import FRAME, Frame
from desktop.shell.help_sheet import AboutSheet, HelpSheet
from desktop.shell.incident_bar import IncidentBar
from desktop.shell.loading import Loader
from desktop.shell.model import ShellModel
from desktop.shell.navigation import Navigation
from desktop.shell.printing_keys import PrintingKeys
from desktop.shell.safekeeping import Safekeeping
from desktop.shell.screens import UNDER, Screen, built
from desktop.theme import ipx
from desktop.widgets.notice import Notice

log = logging.getLogger(__name__)
translate = QCoreApplication.translate
FIRST_SCREEN = "map"


class MainWindow(QMainWindow):
    """Screens are made at their first visit, models in idle moments after the first paint."""

    def __init__(self, desk: Desk, settings: Settings, screens: tuple[Screen, ...] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.screens = {screen.id: screen for screen in (built() if screens is None else screens)}
        self.models: dict[str, Any] = {}
        self.views: dict[str, QWidget] = {}
        self.front = ""
        self._before = "roll"  # where Esc goes from a page that the navigation does not list
        self.ask_shift = False  # who is on shift, before anything is recorded
        self.credits: tuple[str, ...] = ()
        self._planner: Any = None
        self._critical: Any = None
        self._started = False
        self.first = FIRST_SCREEN if FIRST_SCREEN in self.screens else next(iter(self.screens), "")
        order = sorted(self.screens.values(), key=lambda screen: screen.id != self.first)
        self.loader = Loader(tuple(order), self)
        self.loader.loaded.connect(self._loaded)
        self.loader.finished.connect(desk.tasks.warm)
        self.shell = ShellModel(desk, parent=self)
        self.command = CommandModel(desk, self)
        self._build()
        self.choosers = Choosers(self.shell, self)
        self.prints = PrintingKeys(desk, self.notice, lambda: (self.front, self.models.get(self.front)), self)
        self.keeping = Safekeeping(self)
        self._connect()
        self._install_keys()
        self.resize(ipx(1366), ipx(768))
        self.setMinimumSize(ipx(1366), ipx(640))
        self.setWindowTitle(translate("Window", "岛链"))

    def _build(self) -> None:
        frame = Frame(self.desk.drill, self)
        self.bar = IncidentBar(self.desk.drill, frame)
        self.navigation = Navigation(tuple(self.screens), frame)
        self.alarm = AlarmLine(frame)
        self.alarm.quiet = bool(self.settings.get(QUIET))
        self.stack = QStackedWidget(frame)
        self.stack.addWidget(QWidget())
        self.notice = Notice(frame)
        self.row = CommandRow(self.command, self.shell, frame)
        work = QWidget(frame)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for piece in (self.alarm, self.stack, self.notice):
            column.addWidget(piece, 1 if piece is self.stack else 0)
        grid = QGridLayout(frame)
        edge = ipx(FRAME)
        grid.setContentsMargins(edge, edge, edge, edge)
        grid.setSpacing(1)
        grid.addWidget(self.bar, 0, 0, 1, 2)
        grid.addWidget(self.navigation, 1, 0)
        grid.addWidget(work, 1, 1)
        grid.addWidget(self.row, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(frame)
        self.frame = frame

    def _connect(self) -> None:
        self.shell.shown.connect(self._show_incident)
        self.shell.alarmed.connect(lambda count: self.alarm.sound(count, self.desk.operator, self.desk.scope))
        self.shell.refused.connect(self.refuse)
        self.shell.nothing_to_undo.connect(self._nothing_to_undo)
        self.shell.left_standing.connect(lambda taken: self.notice.say(import_back_words(taken)))
        self.command.refused.connect(self.refuse)
        self.desk.refused.connect(self.refuse)
        self.desk.failed.connect(lambda error: self.notice.say(phrases.failure(error)))
        self.desk.changed.connect(lambda _changes: self.notice.clear())
        self.desk.said.connect(self.notice.say)
        self.desk.asked.connect(self.open_subject)
        self.desk.moment.connect(lambda _at: self._show_clock())
        self.desk.looking.connect(lambda _at: self._show_clock())
        self.desk.speed_changed.connect(lambda _speed: self._show_clock())
        self.desk.palette_changed.connect(lambda _palette: self._dress())
        self.desk.scope_changed.connect(lambda _scope: self._show_people())
        self.desk.operator_changed.connect(self._keep_operator)
        self.desk.shelter_changed.connect(self._keep_shelter)
        self.bar.opened.connect(lambda name: self.open_subject("roll", f"filter/{name}"))
        self.bar.desks_wanted.connect(lambda: self.go("desks"))
        self.navigation.chosen.connect(self.go)
        self.navigation.scope_wanted.connect(self.choosers.choose_scope)
        self.navigation.operator_wanted.connect(self.choosers.ask_operator)
        self.navigation.palette_wanted.connect(self.desk.switch_palette)
        self.row.recent_wanted.connect(self.choosers.choose_recent)
        FileDrop(self).dropped.connect(lambda path: self.open_subject("imports", f"file/{path}"))

    def _install_keys(self) -> None:
        for number, screen in enumerate(keys.SCREEN_KEYS, start=1):
            if screen in self.screens:
                go = {"shelters": self._go_to_island, "roll": self._go_to_open}.get(screen, self._goer(screen))
                self._key(screen, go)
                self._key(screen, go, sequence=f"Ctrl+{number}")
        self._key("help", self.help)
        self._key("palette", self.desk.switch_palette)
        self._key("full_screen", self._full_screen)
        self._key("command", self.row.begin)
        self._key("why", self._why)
        self._key("undo", self._undo)
        self._key("recent", self.choosers.choose_recent)
        self._key("scope", self.choosers.choose_scope)
        self._key("operator", self.choosers.ask_operator)
        self._key("island", self.choosers.choose_island)
        self._key("acknowledge", self.alarm.acknowledge)
        self._key("mute", self._mute)
        self.prints.install(self._key)
        self.keeping.install(self._key)
        self._key("larger", lambda: self._resize_text(1))
        self._key("smaller", lambda: self._resize_text(-1))
        self._key("desks", lambda: self.go("desks"))
        ClockKeys(self.desk).install(self._key)

    def _key(self, ident: str, do: Callable[[], object], sequence: str = "") -> None:
        keys.install(self, ident, do, sequence=sequence, whole_window=True)

    def _goer(self, screen: str) -> Callable[[], object]:
        return lambda: self.go(screen)

    def _go_to_open(self) -> None:
        """F4: the roll, and on the roll whoever is not accounted for, whatever filter stands there."""
        if self.front == "roll":
            self.models["roll"].select("filter/open")
        self.go("roll")

    def _go_to_island(self) -> None:
        """F5: on a laptop that serves an island its desk first, and from the desk all islands."""
        serves = self.desk.shelter and "island" in self.screens
        self.go("island" if serves and self.front != "island" else "shelters")

    # -- start and end -----------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not self._started:
            self._started = True
            self._show_people()
            self._show_clock()
            self.shell.start()
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        """Now the heavy modules may load: the first screen's, then the others', then the worker."""
        self.loader.start()
        self.keeping.start()

    def _loaded(self, name: str) -> None:
        """The modules of a screen are there: show the first one, make the models of the others for their facts."""
        if not self.front and name == self.first:
            self.go(name)
            if self.ask_shift:
                self.choosers.ask_operator()
        else:
            self.model(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.pause()
        self.shell.keep_clock()
        self.settings.put(GEOMETRY, bytes(self.saveGeometry().data()))
        self.settings.save()
        self.loader.close()
        for model in self.models.values():
            close = getattr(model, "close", None)
            if close is not None:
                close()
        if self._critical is not None:
            self._critical.close()
        self.prints.close()
        self.keeping.close()
        self.desk.tasks.close()
        super().closeEvent(event)

    # -- screens -----------------------------------------------------------------------------------------------------

    def planner(self) -> Any:
        """The one planner that map and plan screen share."""
        if self._planner is None:
            from desktop.replanning import Replanning

            self._planner = Replanning(self.desk, self)
            self._planner.worth_telling = self.settings.get(WORTH_TELLING) / 100
        return self._planner

    def critical(self) -> Any:
        """The roads whose closing hurts most, found in the background; None where the setting says not to."""
        if self._critical is None and self.settings.get(CRITICAL_ROADS):
            from desktop.critical_roads import CriticalRoads

            self._critical = CriticalRoads(self.desk, self.planner(), self)
        return self._critical

    def model(self, name: str) -> Any:
        """The model of a screen, made once; None where the screen is not built (yet)."""
        if name not in self.models and name in self.screens:
            try:
                made = self.screens[name].make_model(self.desk, self.planner, self.critical)
            except (ImportError, AttributeError):
                log.exception("screen %s cannot be made", name)
                self.screens.pop(name)
                return None
            made.setParent(self)
            self.models[name] = made
            self._show_fact(name)
            if isinstance(threshold := getattr(made, "threshold_chosen", None), SignalInstance):
                threshold.connect(lambda per_cent: self.settings.put(WORTH_TELLING, per_cent))
            if isinstance(chosen := getattr(made, "setting_chosen", None), SignalInstance):
                chosen.connect(self.settings.put)
                made.restore(self.settings)  # type: ignore[attr-defined]
            made.fact_changed.connect(lambda *_args, name=name: self._show_fact(name))  # type: ignore[attr-defined]
        return self.models.get(name)

    def go(self, name: str) -> QWidget | None:
        """Bring a screen to the front, making it at the first visit; the focus goes to its first piece."""
        model = self.model(name)
        if model is None:
            return None
        self.choosers.close()
        if name not in self.views:
            view = self.screens[name].make_view(model)
            self.views[name] = view
            self.stack.addWidget(view)
            self._let_go_home(name, view)
            if isinstance(done := getattr(view, "done_here", None), SignalInstance):
                done.connect(lambda: self.go(self._before))
            if (show_acts := getattr(view, "show_acts", None)) is not None:
                self.shell.acts_changed.connect(show_acts)
                show_acts(self.shell.acts)
        view = self.views[name]
        if self.front in keys.SCREEN_KEYS:
            self._before = self.front
        self.stack.setCurrentWidget(view)
        self.front = name
        self.navigation.mark(UNDER.get(name, name))
        self.notice.clear()
        focus: Any = getattr(view, "focus_first", None)
        if focus is not None:
            focus()
        return view

    def _let_go_home(self, name: str, view: QWidget) -> None:
        """Home leaves another time on screens without a time bar too; while now is shown the key is the list's own."""
        if name not in keys.key("time_now").screens:
            home = keys.install(view, "time_now", lambda: self.desk.look(None))
            home.setEnabled(self.desk.looking_at is not None)
            self.desk.looking.connect(lambda at: home.setEnabled(at is not None))

    def open_subject(self, screen: str, subject: str) -> None:
        """Go to a screen and let its model select `subject` (`person/…`, `household/…`, `place/…`, `filter/…`)."""
        if self.go(screen) is None:
            return
        select: Any = getattr(self.models[screen], "select", None)
        if subject and select is not None:
            select(subject)

    def _show_fact(self, name: str) -> None:
        item = self.navigation.items.get(name)
        if item is not None:
            item.show_fact(str(getattr(self.models[name], "fact", "")))

    # -- what the bar shows ------------------------------------------------------------------------------------------

    def _show_incident(self, row: IncidentRow) -> None:
        self.loader.go_on()
        self.bar.show_row(row, self.desk.scope, self.desk.at())
        if self.desk.looking_at is None:
            self.alarm.follow(row.totals.exposed, self.desk.scope)
        self._show_people()
        mode = translate("Window", "演练") if row.drill else translate("Window", "实战")
        self.setWindowTitle(translate("Window", "岛链 · {mode} · {title}").format(mode=mode, title=row.title))

    def _show_clock(self) -> None:
        note = ""
        if self.desk.looking_at is not None:
            note = translate("Bar", "看的是 {time}").format(time=phrases.day_hm(self.desk.looking_at))
        elif self.desk.speed:
            note = translate("Bar", "▶ ×{speed}").format(speed=self.desk.speed)
        self.bar.clock.show_time(self.desk.now(), note)

    def _show_people(self) -> None:
        device = self.shell.row.device_name if self.shell.row else ""
        self.navigation.show_people(self.desk.operator, device, self.desk.scope)

    def refuse(self, refusal: Refusal) -> None:
        self.notice.say(phrases.refusal(refusal))

    # -- keys that hold everywhere -----------------------------------------------------------------------------------

    def help(self) -> None:
        sheet = HelpSheet(getattr(self.views.get(self.front), "help_screen", self.front), self.frame)
        sheet.closed.connect(lambda: self._close_sheet(sheet))
        sheet.about_wanted.connect(lambda: self.about(sheet))
        sheet.open_over()

    def about(self, before: QWidget) -> None:
        before.deleteLater()
        sheet = AboutSheet(self.credits, self.frame)
        sheet.closed.connect(lambda: self._close_sheet(sheet))
        sheet.open_over()

    def _close_sheet(self, sheet: QWidget) -> None:
        sheet.deleteLater()
        self._focus_screen()

    def _focus_screen(self) -> None:
        if self.front:
            self.go(self.front)

    def _why(self) -> None:
        view: Any = self.views.get(self.front)
        show = getattr(view, "show_why", None)
        if show is not None:
            show()

    def _undo(self) -> None:
        if not self.shell.undo_last():
            self.shell.nothing_to_undo.emit()

    def _nothing_to_undo(self) -> None:
        self.notice.say(translate("Window", "没有能撤的：过了十分钟的，记一条更正；Ctrl+H 看刚才"))

    def _mute(self) -> None:
        self.alarm.quiet = not self.alarm.quiet
        self.settings.put(QUIET, self.alarm.quiet)
        self.notice.say(translate("Window", "警报静音") if self.alarm.quiet else translate("Window", "警报有声"))

    def _full_screen(self) -> None:
        (self.showNormal if self.isFullScreen() else self.showFullScreen)()

    def _resize_text(self, by: int) -> None:
        self.settings.step_text(by)
        self._dress()

    def _keep_operator(self, name: str) -> None:
        self.settings.put(OPERATOR, name)
        self._show_people()

    def _keep_shelter(self, shelter: str) -> None:
        self.settings.put(SHELTER, shelter)
        self.go("island" if shelter else "shelters")

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.desk.palette, self.settings.text_scale())
        self.settings.put(PALETTE, self.desk.palette.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.row.popup.hide()
