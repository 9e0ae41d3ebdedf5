"""The plan screen (F6): figures, curve, shelters, what holds it back, whom to tell."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop import keys, phrases
from desktop.plan import saying
from desktop.plan.chart import ArrivalChart
from desktop.plan.figures import Badge, FigureRow
from desktop.plan.lines import Line, LineKind, LineList
from desktop.plan.lists import departure_lines, snag_lines, tell_lines
from desktop.plan.model import PlanModel, PlanShown, Work
from desktop.plan.reading import Snag, tell_groups
from desktop.plan.tables import CurveTable, ShelterTable, fit_shelter_columns, shelter_view, table_view
from desktop.theme import current, ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
SIDE_WIDTH = 564


class PlanView(QWidget):
    """Draws a PlanShown; every verb goes to the model."""

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        self._drawn: PlanShown | None = None  # before the first style event
        super().__init__(parent)
        self.model = model
        self._opened: frozenset[str] = frozenset()
        self._departing = False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        self._install_keys()
        model.shown.connect(self._show)
        model.working.connect(self._show_work)
        model.picked.connect(self._pick)
        model.refused.connect(lambda why: self._notice.say(phrases.refusal(why)))
        model.failed.connect(lambda why: self._notice.say(phrases.failure(why)))
        self._show(model.state)
        self._show_work(None)

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _build_top(self) -> QWidget:
        top = QWidget(self)
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._figures = FigureRow(top)
        self._figures.opened.connect(self._open_figure)
        self._badge = Badge(top)
        self._badge.clicked.connect(self.model.recompute)
        line.addWidget(self._figures)
        line.addStretch(1)
        line.addWidget(self._badge)
        return top

    def _build_empty(self) -> QWidget:
        page = QWidget(self)
        lines = QVBoxLayout(page)
        lines.addStretch(2)
        self._empty = label("", "head")
        lines.addWidget(row(None, self._empty, None))
        self._empty_work = label("", "source")
        lines.addWidget(row(None, self._empty_work, None))
        lines.addStretch(3)
        return page

    def _build_screen(self) -> QWidget:
        page = QWidget(self)
        halves = QHBoxLayout(page)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self._build_left(), 1)
        edge = hairline(page)
        edge.setFixedSize(1, 16777215)
        edge.setMinimumHeight(0)
        halves.addWidget(edge)
        self._side = self._build_right()
        halves.addWidget(self._side)
        return page

    def _build_left(self) -> QWidget:
        left = QWidget(self)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._curve_note = label("", "small")
        head = row(label(translate("Plan", "到达人数（人）"), "strong"), self._curve_note, None, spacing=18, height=30)
        head.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
        lines.addWidget(head)
        self._chart = ArrivalChart(left)
        self._curve_table = CurveTable(left)
        self._curve_view = table_view(self._curve_table, left, translate("Plan", "到达人数表"))
        self._curve_view.verticalHeader().setDefaultSectionSize(ipx(26))
        for column, width in ((0, 90), (1, 120), (2, 120)):
            self._curve_view.horizontalHeader().resizeSection(column, ipx(width))
        self._twins = QStackedWidget(left)
        self._twins.addWidget(self._chart)
        self._twins.addWidget(self._curve_view)
        lines.addWidget(self._twins, 1)
        lines.addWidget(hairline(left))
        self._shelters = ShelterTable(left)
        self._shelter_view = shelter_view(self._shelters, left)
        self._shelter_view.setFixedHeight(ipx(30 + 6 * 35 + 2))
        lines.addWidget(self._shelter_view)
        self._shelter_foot = label("", "small")
        self._shelter_foot.setFixedHeight(ipx(32))
        self._shelter_foot.setContentsMargins(ipx(14), 0, ipx(14), 0)
        lines.addWidget(self._shelter_foot)
        return left

    def _build_right(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(ipx(SIDE_WIDTH))
        lines = QVBoxLayout(side)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._snag_note = label("", "small")
        lines.addWidget(_head(label(translate("Plan", "卡在哪里，怎么解"), "strong"), None, self._snag_note))
        lines.addWidget(hairline(side))
        self._snags = LineList(translate("Plan", "卡在哪里，怎么解"), side)
        lines.addWidget(self._snags, 2)
        lines.addWidget(hairline(side))
        self._change_symbol = SymbolLabel("closed", current(), 18)
        self._change_title = label("", "strong")
        self._change_title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._change_versions = label("", "small")
        title = _head(self._change_symbol, self._change_title, self._change_versions)
        title.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(title)
        lines.addWidget(hairline(side))
        self._changed, self._kept, self._to_tell = label("", "strong"), label("", "source"), label("", "strong")
        self._kept.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        counts = _head(self._changed, self._kept, self._to_tell)
        counts.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(counts)
        lines.addWidget(hairline(side))
        self._tell = LineList(translate("Plan", "要告诉谁"), side)
        lines.addWidget(self._tell, 3)
        self._notice = Notice(side)
        lines.addWidget(self._notice)
        lines.addWidget(hairline(side))
        self._told = label("", "small")
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._mark_words = label(translate("Plan", "记已告知"), "small")
        self._switch_words = label("", "small")
        foot = _head(
            self._told, KeyCap("Shift+G"), self._switch_words, KeyCap(keys.hint("mark")), self._mark_words, height=32
        )
        foot.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(foot)
        for view in (self._snags, self._tell):
            view.activated.connect(lambda _index, view=view: self._toggle(view))
            view.clicked.connect(lambda _index, view=view: self._clicked(view))
            view.installEventFilter(self)
        return side

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: PlanShown) -> None:
        """A new board redraws all; a later minute only the curve and what counts down."""
        board = state.board
        before, self._drawn = self._drawn, state
        if before is not None and before == replace(state, now=before.now) and before.now != state.now:
            self._show_minute(state)
            return
        self._stack.setCurrentIndex(1 if board is None else 0)
        self._empty.setText(translate("Plan", "还没有方案 · Ctrl+R 算一个") if state.loaded else "")
        title, source, marked = saying.badge(board)
        verb = translate("Plan", "重算") if board is not None else translate("Plan", "算一个")
        self._badge.say(title, source, verb, keys.hint("recompute"), marked)
        self._top.setVisible(board is not None)
        if board is None:
            return
        self._figures.show_figures(saying.figures(board))
        self._chart.show_curve(saying.curve(state))
        if self._twins.currentIndex() == 1:
            self._curve_table.show_rows(saying.curve_rows(state))
        self._shelters.show_rows(saying.shelter_cells(board))
        self._shelter_foot.setText(saying.shelters_foot(board))
        self._show_side(state)
        self._say_twin()

    def _show_minute(self, state: PlanShown) -> None:
        self._chart.show_curve(saying.curve(state))
        if state.board is not None and (self._departing or not state.board.tell):
            self._show_side(state)

    def _show_side(self, state: PlanShown) -> None:
        board = state.board
        if board is None or state.now is None:
            return
        snags = snag_lines(board, state.scope, self._opened)
        self._snags.show_lines(snags)
        self._snag_note.setText(
            translate("Plan", "数字键打开名单") if snags else translate("Plan", "没有卡住的：都排上了，都有 A、B 角")
        )
        departing = self._departing or not board.tell
        if departing:
            self._tell.show_lines(departure_lines(board, state.now, self._opened, self.model.links))
        else:
            self._tell.show_lines(tell_lines(board, self._opened, self.model.links))
        self._tell.setAccessibleName(translate("Plan", "出门先后") if departing else translate("Plan", "要告诉谁"))
        self._change_symbol.setVisible(bool(board.changed_link) and not departing)
        self._change_title.setText(translate("Plan", "出门先后") if departing else saying.change_title(board))
        self._change_versions.setText(saying.change_versions(board))
        changed, kept, to_tell = saying.change_counts(board)
        if not board.tell:
            changed, kept = translate("Plan", "整份重排，没有逐户要改口的"), ""
            to_tell = ""
        self._changed.setText(changed)
        self._kept.setText(kept)
        self._to_tell.setText(to_tell)
        self._told.setText(saying.told_foot(board))
        self._switch_words.setText(translate("Plan", "要告知") if departing else translate("Plan", "出门先后"))

    def _show_work(self, work: Work | None) -> None:
        if work is None:
            self._empty_work.setText("")
            title, source, marked = saying.badge(self.model.state.board)
            verb = translate("Plan", "重算") if self.model.state.board else translate("Plan", "算一个")
            self._badge.say(title, source, verb, keys.hint("recompute"), marked)
            return
        doing = translate("Plan", "正在算 {s:.1f} 秒… {share:.0f} %").format(s=work.seconds, share=work.share * 100)
        title, _, _ = saying.badge(self.model.state.board)
        self._badge.say(title, doing, translate("Plan", "停，现行方案不动"), keys.hint("back"), False)
        self._empty_work.setText(translate("Plan", "{doing} · Esc 停").format(doing=doing))

    def _say_twin(self) -> None:
        table = self._twins.currentIndex() == 1
        self._curve_note.setText(translate("Plan", "[T] 看成图") if table else translate("Plan", "[T] 看成表格"))

    # -- keys --------------------------------------------------------------------------------------------------------

    def _install_keys(self) -> None:
        keys.install(self, "recompute", self.model.recompute)
        keys.install(self, "table", self._switch_twin)
        keys.install(self, "mark", self._mark)
        keys.install(self, "group", self._switch_list)
        keys.install(self, "panel", lambda: self._side.setVisible(self._side.isHidden()))
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
            self._change_symbol.show_symbol("closed", current())
            fit_shelter_columns(self._shelter_view)
            for view in (self._snags, self._tell):
                view.doItemsLayout()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Right opens, Left closes; Enter is `activated` already."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, LineList):
            line = watched.current_line()
            opened = line is not None and line.group in self._opened
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
            (self._tell if self._tell.lines.lines else self._snags).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_why(self) -> None:
        """`?`: the reasons stand in the opened row."""
        self._toggle(self._list_in_hand())

    def _list_in_hand(self) -> LineList:
        return self._snags if self._snags.hasFocus() else self._tell

    def _switch_twin(self) -> None:
        self._twins.setCurrentIndex(1 - self._twins.currentIndex())
        self._curve_table.show_rows(saying.curve_rows(self.model.state))
        self._say_twin()
        if self._twins.currentIndex() == 1:
            self._curve_view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _switch_list(self) -> None:
        self._departing = not self._departing
        self._show_side(self.model.state)

    def _open_snag(self, number: int) -> None:
        heads = [line for line in self._snags.lines.lines if line.kind is LineKind.SNAG]
        if number <= len(heads):
            self._snags.select_key(heads[number - 1].key)
            self._snags.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._toggle(self._snags)

    def _clicked(self, view: LineList) -> None:
        view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _toggle(self, view: LineList) -> None:
        """Open or close the group of the selected line; a name inside an opened snag leads to its household."""
        line = view.current_line()
        if line is None:
            return
        if line.kind is LineKind.DETAIL and view is self._snags and line.household:
            self.model.open_household(line.household)
            return
        self._opened = self._opened ^ {line.group}
        self._show_side(self.model.state)
        view.select_key(line.group if line.group not in self._opened else line.key)

    def _close_opened(self) -> bool:
        if not self._opened:
            return False
        self._opened = frozenset()
        self._show_side(self.model.state)
        return True

    def _mark(self) -> None:
        """Space: the call of the selected line has been made; on an opened household only that one."""
        line, board = self._tell.current_line(), self.model.state.board
        if line is None or board is None or self._departing or not board.tell:
            return
        if line.kind is LineKind.DETAIL:
            self.model.told_household(line.household)
            return
        group = next((group for group in tell_groups(board) if group.key == line.group), None)
        if group is not None:
            self.model.told(group)
            self._next_untold(line)

    def _next_untold(self, after: Line) -> None:
        heads = [line for line in self._tell.lines.lines if line.kind is LineKind.TELL]
        row_of = next((i for i, line in enumerate(heads) if line.key == after.key), -1)
        following = next((line for line in heads[row_of + 1 :] if not line.ticked), None)
        if following is not None:
            self._tell.select_key(following.key)

    def _pick(self, household: str) -> None:
        """Open one household: among those to tell, else among the departures."""
        board = self.model.state.board
        if board is None:
            return
        group = next((g for g in tell_groups(board) if any(row.household == household for row in g.rows)), None)
        self._departing = group is None
        key = group.key if group is not None else f"move/{household}"
        self._opened = self._opened | {key}
        self._show_side(self.model.state)
        self._tell.select_key(key)

    def _see_map(self) -> None:
        line = self._list_in_hand().current_line()
        if line is not None and line.household:
            self.model.see_map(line.household)

    def _open_figure(self, ident: str) -> None:
        if ident == "due":
            self.model.open_roll()
        elif ident in ("served", "clearance"):
            self._departing = True
            self._show_side(self.model.state)
            self._tell.setFocus(Qt.FocusReason.OtherFocusReason)
        elif ident == "unserved" and self._snags.lines.lines:
            first = self._snags.lines.lines[0]
            if first.key.startswith(Snag.SHORTFALL.value):
                self._open_snag(1)
        elif ident in ("bound", "gap") and self._twins.currentIndex() == 0:
            self._switch_twin()


def _head(*pieces: QWidget | None, height: float = 37) -> QWidget:
    made = row(*pieces, height=height)
    made.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
    return made
