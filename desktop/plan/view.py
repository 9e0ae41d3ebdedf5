"""The plan screen (F6): figures, curve and roads, shelters, what holds it back, whom to tell; its keys."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import keys, phrases
from desktop.plan import saying
from desktop.plan.figures import Badge, FigureRow
from desktop.plan.left import LeftHalf
from desktop.plan.lines import Line, LineKind, LineList
from desktop.plan.model import PlanModel, PlanShown, Work
from desktop.plan.reading import Snag, tell_groups
from desktop.plan.side import ListMode, RightHalf
from desktop.plan.trips import OWN_CAR
from desktop.widgets.panel import hairline, label, row

translate = QCoreApplication.translate


class PlanView(QWidget):
    """Draws a PlanShown; every verb goes to the model."""

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        self._drawn: PlanShown | None = None  # before the first style event
        super().__init__(parent)
        self.model = model
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left, self.right = LeftHalf(), RightHalf()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._build_screen())
        self._stack.addWidget(self._build_empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._top = self._build_top()
        whole.addWidget(self._top)
        whole.addWidget(hairline(self))
        whole.addWidget(self._stack, 1)
        for view in (self.right.snags, self.right.list):
            view.activated.connect(lambda _index, view=view: self._toggle(view))
            view.clicked.connect(lambda _index, view=view: self._clicked(view))
            view.installEventFilter(self)
        self._install_keys()
        model.shown.connect(self._show)
        model.working.connect(self._show_work)
        model.picked.connect(self._pick)
        model.refused.connect(lambda why: self.right.notice.say(phrases.refusal(why)))
        model.failed.connect(lambda why: self.right.notice.say(phrases.failure(why)))
        self._show(model.state)
        self._show_work(None)

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _build_top(self) -> QWidget:
        top = QWidget(self)
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.figures = FigureRow(top)
        self.figures.opened.connect(self._open_figure)
        self.badge = Badge(top)
        self.badge.clicked.connect(self.model.recompute)
        line.addWidget(self.figures)
        line.addStretch(1)
        line.addWidget(self.badge)
        return top

    def _build_empty(self) -> QWidget:
        page = QWidget(self)
        lines = QVBoxLayout(page)
        lines.addStretch(2)
        self.empty = label("", "head")
        lines.addWidget(row(None, self.empty, None))
        self._empty_work = label("", "source")
        lines.addWidget(row(None, self._empty_work, None))
        lines.addStretch(3)
        return page

    def _build_screen(self) -> QWidget:
        page = QWidget(self)
        halves = QHBoxLayout(page)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self.left, 1)
        edge = hairline(page)
        edge.setFixedSize(1, 16777215)
        edge.setMinimumHeight(0)
        halves.addWidget(edge)
        halves.addWidget(self.right)
        return page

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: PlanShown) -> None:
        """A new board redraws all; a later minute only the curve and what counts down."""
        board = state.board
        before, self._drawn = self._drawn, state
        if before is not None and before == replace(state, now=before.now) and before.now != state.now:
            self._show_minute(state)
            return
        self._stack.setCurrentIndex(1 if board is None else 0)
        self.empty.setText(translate("Plan", "还没有方案 · Ctrl+R 算一个") if state.loaded else "")
        title, source, marked = saying.badge(board)
        verb = translate("Plan", "重算") if board is not None else translate("Plan", "算一个")
        self.badge.say(title, source, verb, keys.hint("recompute"), marked)
        self._top.setVisible(board is not None)
        if board is None:
            return
        self.figures.show_figures(saying.figures(board))
        self.left.show_state(state)
        self._show_side()

    def _show_minute(self, state: PlanShown) -> None:
        self.left.show_minute(state)
        if state.board is not None and self.right.follows_clock(state.board):
            self._show_side()

    def _show_side(self) -> None:
        self.right.show_state(self.model.state, self.model.links)

    def _show_work(self, work: Work | None) -> None:
        if work is None:
            self._empty_work.setText("")
            title, source, marked = saying.badge(self.model.state.board)
            verb = translate("Plan", "重算") if self.model.state.board else translate("Plan", "算一个")
            self.badge.say(title, source, verb, keys.hint("recompute"), marked)
            return
        doing = translate("Plan", "正在算 {s:.1f} 秒… {share:.0f} %").format(s=work.seconds, share=work.share * 100)
        title, _, _ = saying.badge(self.model.state.board)
        self.badge.say(title, doing, translate("Plan", "停，现行方案不动"), keys.hint("back"), False)
        self._empty_work.setText(translate("Plan", "{doing} · Esc 停").format(doing=doing))

    # -- keys --------------------------------------------------------------------------------------------------------

    def _install_keys(self) -> None:
        keys.install(self, "recompute", self.model.recompute)
        keys.install(self, "plan_afresh", self.model.plan_afresh)
        keys.install(self, "vehicle_out", self._vehicle_out)
        keys.install(self, "table", self.left.switch_twin)
        keys.install(self, "loads", self.left.switch_loads)
        keys.install(self, "mark", self._mark)
        keys.install(self, "departures", partial(self._switch_list, ListMode.DEPARTURES))
        keys.install(self, "trips", partial(self._switch_list, ListMode.TRIPS))
        keys.install(self, "critical", partial(self._switch_list, ListMode.CRITICAL))
        keys.install(self, "pairs", partial(self._switch_list, ListMode.PAIRS))
        keys.install(self, "adopt_fresh", self.model.adopt_fresh)
        keys.install(self, "threshold", self.model.next_threshold)
        keys.install(self, "panel", lambda: self.right.setVisible(self.right.isHidden()))
        keys.install(self, "see_map", self._see_map)
        for number in range(1, 10):
            keys.install(self, "filter_1", partial(self._open_snag, number), sequence=str(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops a computation, then closes what is open; what it does not use goes on to the window."""
        if event.key() == Qt.Key.Key_Escape and (self.model.stop() or self._close_opened()):
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """日/夜 or another text size: what was made once for the old look is made again."""
        if event.type() == QEvent.Type.StyleChange and self._drawn is not None:
            self.left.dress()
            self.right.dress()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Right opens, Left closes; Enter is `activated` already."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, LineList):
            line = watched.current_line()
            opened = line is not None and line.group in self.right.opened
            if event.key() == Qt.Key.Key_Right and line is not None and not opened:
                self._toggle(watched)
                return True
            if event.key() == Qt.Key.Key_Left and opened:
                self._toggle(watched)
                return True
        return super().eventFilter(watched, event)

    def focus_first(self) -> None:
        if self.model.state.board is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            filled = self.right.list if self.right.list.lines.lines else self.right.snags
            filled.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_why(self) -> None:
        """`?`: the reasons stand in the opened row; they are brought into sight."""
        view = self._list_in_hand()
        self._toggle(view)
        line = view.current_line()
        if line is None or line.group not in self.right.opened:
            return
        whys = [
            number
            for number, one in enumerate(view.lines.lines)
            if one.group == line.group and one.key.rpartition("/")[2].startswith("why")
        ]
        household = view.lines.lines[whys[0]].household if whys else ""
        for number in whys:
            if view.lines.lines[number].household == household:
                view.scrollTo(view.lines.index(number), QAbstractItemView.ScrollHint.EnsureVisible)

    def _list_in_hand(self) -> LineList:
        return self.right.snags if self.right.snags.hasFocus() else self.right.list

    def _switch_list(self, mode: ListMode) -> None:
        self.right.switch(mode, self.model.state.board)
        if self.right.mode is ListMode.PAIRS:
            self.model.compare_pairs()
        self._show_side()

    def _open_snag(self, number: int) -> None:
        heads = self.right.heads()
        if number <= len(heads):
            self._open_head(heads[number - 1].key)

    def _open_head(self, key: str) -> None:
        self.right.snags.select_key(key)
        self.right.snags.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._toggle(self.right.snags)

    def _clicked(self, view: LineList) -> None:
        view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _toggle(self, view: LineList) -> None:
        """Open or close the group of the selected line; a name inside an opened snag or road leads to its household."""
        line = view.current_line()
        if line is None:
            return
        named = view is self.right.snags or self.right.mode in (ListMode.CRITICAL, ListMode.PAIRS)
        if line.kind is LineKind.DETAIL and named and line.household:
            self.model.open_household(line.household)
            return
        self.right.opened = self.right.opened ^ {line.group}
        self._show_side()
        view.select_key(line.group if line.group not in self.right.opened else line.key)

    def _close_opened(self) -> bool:
        if not self.right.opened:
            return False
        self.right.opened = frozenset()
        self._show_side()
        return True

    def _mark(self) -> None:
        """Space: the call of the selected line has been made; on an opened household only that one."""
        line, board = self.right.list.current_line(), self.model.state.board
        if line is None or board is None or self.right.shown_mode(board) is not ListMode.TELL:
            return
        if line.kind is LineKind.DETAIL:
            self.model.told_household(line.household)
            return
        group = next((group for group in tell_groups(board) if group.key == line.group), None)
        if group is not None:
            self.model.told(group)
            self._next_untold(line)

    def _vehicle_out(self) -> None:
        """X on a line of the trips; a helper's own car comes and goes with him."""
        line = self.right.list.current_line()
        if line is None or self.right.mode is not ListMode.TRIPS or not line.group:
            return
        kind, vehicle = line.group.split("/")[:2]
        if kind == OWN_CAR:
            self.right.notice.say(translate("Plan", "责任人的车：来不了，在台账 U 记他来不了"))
        else:
            self.model.vehicle_out(vehicle)

    def _next_untold(self, after: Line) -> None:
        heads = [line for line in self.right.list.lines.lines if line.kind is LineKind.TELL]
        row_of = next((i for i, line in enumerate(heads) if line.key == after.key), -1)
        following = next((line for line in heads[row_of + 1 :] if not line.ticked), None)
        if following is not None:
            self.right.list.select_key(following.key)

    def _pick(self, household: str) -> None:
        """Open one household: among those to tell, else among the departures."""
        board = self.model.state.board
        if board is None:
            return
        group = next((g for g in tell_groups(board) if any(row.household == household for row in g.rows)), None)
        self.right.mode = ListMode.DEPARTURES if group is None else ListMode.TELL
        key = group.key if group is not None else f"move/{household}"
        self.right.opened = self.right.opened | {key}
        self._show_side()
        self.right.list.select_key(key)

    def _see_map(self) -> None:
        line = self._list_in_hand().current_line()
        if line is None:
            return
        if line.household:
            self.model.see_map(line.household)
        elif line.group.startswith("critical/"):
            self.model.see_road(line.group.removeprefix("critical/"))

    def _open_figure(self, ident: str) -> None:
        if ident == "due":
            self.model.open_roll()
        elif ident in ("served", "clearance"):
            self.right.mode = ListMode.DEPARTURES
            self._show_side()
            self.right.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif ident == "unserved":
            short = next((line for line in self.right.heads() if line.key.startswith(Snag.SHORTFALL.value)), None)
            if short is not None:
                self._open_head(short.key)
        else:
            self.left.show_table()
