"""Beside the figures: the names behind the chosen one, what does not come out, and the reports made so far."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.situation import Figure, ReportKind
from core.queries.situation_rows import BehindRow, Situation
from desktop import keys, phrases
from desktop.reports import saying
from desktop.reports.model import Names, ReportsShown
from desktop.theme import ipx
from desktop.upward_words import report_kind
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.lines import Card, Heading, Line, LineColumn, Marked, Named, Words
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label, row
from desktop.widgets.two_lines import Cell, TwoLineTable

translate = QCoreApplication.translate
WIDTH = 380
LATEST = 6


@dataclass(frozen=True, eq=False)
class _Name:
    """A name as a row that is worded when it comes into sight: there may be thousands behind one figure."""

    row: BehindRow
    now: datetime

    @property
    def ident(self) -> str:
        return f"{self.row.kind}/{self.row.ident}"

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(Cell(*cell) for cell in saying.behind(self.row, self.now))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Name) and self.row == other.row

    def __hash__(self) -> int:
        return hash(self.row.ident)


class ReportsPanel(QWidget):
    """`verb_wanted(id)` for its buttons, `person_wanted(id)` when a name is opened."""

    verb_wanted = Signal(str)
    person_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(ipx(WIDTH))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(14), ipx(6), ipx(14), ipx(8))
        rows.setSpacing(ipx(4))
        self._source = label("", "small")
        self._head = label("", "head")
        self._count = label("", "head", Qt.AlignmentFlag.AlignRight)
        rows.addWidget(row(self._source, None, height=24))
        rows.addWidget(row(self._head, None, self._count, height=34))
        self.names = TwoLineTable(
            translate("Reports", "这个数后面的人"),
            (translate("Reports", "谁 · 村"), translate("Reports", "在哪 · 几时")),
            (190, 162),
            self,
        )
        self.names.doubleClicked.connect(lambda _index: self.open_name())
        rows.addWidget(self.names, 3)
        self._none = label("", "source", Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self._none, 3)
        rows.addWidget(hairline())
        self.column = LineColumn()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.column)
        rows.addWidget(scroll, 4)
        self.notice = Notice(self)
        rows.addWidget(self.notice)
        self.entry = EntryLine(keys.hint("back"), self)
        rows.addWidget(self.entry)
        pinned = QWidget(self)
        buttons = QHBoxLayout(pinned)
        buttons.setContentsMargins(0, ipx(4), 0, 0)
        buttons.setSpacing(ipx(6))
        self.send = PrimaryButton("", keys.hint("send_up"))
        self.send.clicked.connect(lambda: self.verb_wanted.emit("send_up"))
        self.aloud = VerbButton(translate("Reports", "念稿"), keys.hint("spoken"))
        self.aloud.clicked.connect(lambda: self.verb_wanted.emit("spoken"))
        buttons.addWidget(self.send)
        buttons.addWidget(self.aloud)
        buttons.addStretch(1)
        rows.addWidget(pinned)

    def ask_squad(self) -> None:
        hint = translate("Reports", "队名 几人 去哪（村或点，可空），如 示例队 12 涧沟村")
        self.entry.begin("squad", keys.key("squad").words, hint)

    def ask_remark(self, stands: Situation) -> None:
        """Whom the final report leaves behind, and the remark without which it does not go up."""
        text = translate("Reports", "还没落实：{left}（上面是名单）。终报要人人有着落；现在就报，写明为什么")
        self.entry.begin(
            "remark", translate("Reports", "终报备注"), text.format(left=saying.unsettled(stands)), resume=True
        )

    def responder(self) -> str:
        """The helper or squad that is chosen among the names; empty where it is somebody else."""
        kind, _, one = self.names.current_ident().partition("/")
        return one if kind == "responder" else ""

    def open_name(self) -> None:
        ident = self.names.current_ident()
        if ident:
            self.person_wanted.emit(ident)

    def show_state(self, state: ReportsShown) -> None:
        text = translate("Reports", "报出{kind}，存文件").format(kind=report_kind(state.kind))
        self.send.say(text)
        stands = state.situation
        self.column.show_lines(_lines(stands, state) if stands is not None else ())

    def show_names(self, names: Names, state: ReportsShown) -> None:
        """Persons (or institutions, responders) behind the open cell; a difference opens its own."""
        cell, stands = names.cell, state.situation
        figures = _figures(names, state)
        if cell.unsettled and stands is not None:
            self._say(translate("Reports", "终报前"), translate("Reports", "还没落实"), str(len(names.rows)))
        elif cell.difference is not None and stands is not None and cell.difference < len(stands.differences):
            title, sentence = saying.difference(stands.differences[cell.difference])
            self._say(sentence, title, str(len(names.rows)))
        else:
            place = next((line.name for line in state.lines if (line.town, line.place) == (cell.town, cell.place)), "")
            where = saying.line(cell.town or "", place if cell.place is not None else "")
            self._say(where, saying.figure(cell.figure), "" if figures is None else str(figures))
        now = state.at
        if now is not None:
            self.names.show_rows(_Name(row, now) for row in names.rows)
        self.names.setVisible(bool(names.rows))
        self._none.setVisible(not names.rows)
        self._none.setText(translate("Reports", "没有人") if figures == 0 else "")

    def _say(self, source: str, head: str, count: str) -> None:
        self._source.setText(source)
        self._head.setText(head)
        self._count.setText(count)


def _figures(names: Names, state: ReportsShown) -> int | None:
    """The count of the open cell, as the table has it."""
    cell = names.cell
    line = next((one for one in state.lines if (one.town, one.place) == (cell.town, cell.place)), None)
    return line.figures.get(cell.figure) if line is not None else None


def _lines(stands: Situation, state: ReportsShown) -> tuple[Line, ...]:
    lines: list[Line] = []
    if state.kind is ReportKind.FINAL and stands.unsettled_counts:
        rule = translate("Reports", "{left}。终报要人人有着落；现在就报，要写备注。")
        title = translate("Reports", "终报前还有人没落实")
        lines.append(Card(title, rule.format(left=saying.unsettled(stands))))
    if stands.differences:
        text = translate("Reports", "对不上 {n}").format(n=len(stands.differences))
        lines.append(Heading(text, translate("Reports", "看是谁"), keys.hint("difference")))
        lines += [Card(*saying.difference(one)) for one in stands.differences]
    else:
        lines.append(Marked("check", translate("Reports", "各栏加得起来")))
    desks = translate("Reports", "来自 {heard}/{all} 个点").format(heard=stands.desks_heard, all=stands.desks)
    lines.append(Heading(translate("Reports", "已报 {n} 期").format(n=len(stands.made)), desks))
    now = state.at
    for number in range(len(stands.made), max(0, len(stands.made) - LATEST), -1):
        made = stands.made[number - 1]
        when = phrases.hm_near(made.at, now) if now is not None else ""
        lines.append(Named(*saying.report(made, number), tail=f"{when} {made.operator}".strip()))
    if not stands.made:
        lines.append(Words(translate("Reports", "还没有报过；报出的同时存表格、PDF 和文字稿。")))
    peak = stands.total.get(Figure.PEAK, 0)
    if peak and stands.peak_at is not None and now is not None:
        text = translate("Reports", "同时最多 {n} 人，{time}；人次是进点次数，不是人数。")
        lines.append(Words(text.format(n=peak, time=phrases.hm_near(stands.peak_at, now))))
    return tuple(lines)
