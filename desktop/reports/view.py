"""The reports screen (F10): what is due when, the figures, the words that go up, and who stands behind each figure."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from core.domain.findings import Refusal
from core.domain.helping import Out
from core.domain.situation import Figure, ReportKind
from desktop import keys, phrases
from desktop.printing.situation_files import Upward, Written
from desktop.reports import saying
from desktop.reports.model import BESIDE, COLUMNS, Cell, Line, Names, ReportsModel, ReportsShown
from desktop.reports.panel import ReportsPanel
from desktop.reports.table import ROW, FigureCell, FigureRow, FigureTable
from desktop.theme import ipx
from desktop.upward_words import report_kind
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label
from desktop.widgets.rows import row_height

translate = QCoreApplication.translate
FIRST = 172
SORTIES = {"heard_of": Out.SAFE, "came_back": Out.BACK}
VERBS = ("spoken", "unfold", "difference", "open_files", "rules", "squad", *SORTIES)


class ReportsView(QWidget):
    """Letters and digits are verbs on every piece of it: nothing here is typed into."""

    def __init__(self, model: ReportsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._spoken = False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head())
        rows.addWidget(hairline())
        heads = (translate("Reports", "镇街 · 村"), *(saying.figure(one) for one in COLUMNS))
        self.table = FigureTable(translate("Reports", "镇村户人"), heads, FIRST, left)
        self.table.chosen.connect(self._choose)
        rows.addWidget(self.table, 5)
        rows.addWidget(hairline())
        beside = (translate("Reports", "另计"), *(saying.figure(one) for one in BESIDE))
        self.beside = FigureTable(translate("Reports", "另计的数"), beside, 76, left)
        self.beside.fitted.connect(lambda heads: self.beside.setFixedHeight(heads + row_height(ROW) + 1))
        self.beside.chosen.connect(self._choose_beside)
        rows.addWidget(self.beside)
        rows.addWidget(hairline())
        rows.addWidget(self._words_head())
        self.text = QPlainTextEdit(left)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(translate("Reports", "文字稿"))
        rows.addWidget(self.text, 4)
        halves.addWidget(left, 1)
        edge = QFrame(self)
        edge.setObjectName("panelLine")
        edge.setFixedWidth(1)
        halves.addWidget(edge)
        self.panel = ReportsPanel(self)
        self.panel.verb_wanted.connect(self._verb)
        self.panel.person_wanted.connect(self._open_name)
        self.panel.entry.entered.connect(self._entered)
        self.panel.entry.left.connect(self._leave_entry)
        model.squad_sent.connect(self._leave_entry)
        model.sent_up.connect(lambda _upward: self._leave_entry() if self.panel.entry.isVisible() else None)
        model.squad_refused.connect(lambda refusal: self.panel.entry.refuse(phrases.refusal(refusal)))
        halves.addWidget(self.panel)
        for piece in (self.table, self.beside, self.text, self.panel.names):
            piece.installEventFilter(self)
        keys.install(self, "panel", lambda: self.panel.setVisible(self.panel.isHidden()))
        model.shown.connect(self._show)
        model.names_changed.connect(self._show_names)
        model.sent_up.connect(self._went)
        model.written.connect(self._written)
        model.refused.connect(self._refuse)
        model.failed.connect(lambda why: self.panel.notice.say(phrases.failure(why)))
        model.desk.palette_changed.connect(lambda _palette: self._repaint())
        self._show(model.state)

    def _head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(ipx(46))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(8))
        self.chips = ChipBar(head)
        self.chips.chosen.connect(self._model.choose)
        self.clock = label("", "strong", Qt.AlignmentFlag.AlignRight)
        self.clock.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self.chips)
        line.addWidget(self.clock, 1)
        line.addWidget(KeyCap(keys.hint("rules")))
        line.addWidget(label(translate("Reports", "时限"), "small"))
        return head

    def _words_head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(ipx(32))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(8))
        self.which = label("", "strong")
        line.addWidget(self.which)
        line.addStretch(1)
        line.addWidget(KeyCap(keys.hint("spoken")))
        self.other = label("", "small")
        line.addWidget(self.other)
        return head

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.front(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.front(False)

    # -- showing -----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_why(self) -> None:
        """Why the next one is due then: the rule and where it is from."""
        stands = self._model.state.situation
        if stands is None or stands.due is None:
            self.panel.notice.say(saying.clock(None, self._model.desk.at()))
            return
        rule = stands.due.row
        text = translate("Reports", "{kind}时限 {n} 分：{source}")
        said = text.format(kind=report_kind(stands.due.kind), n=int(rule.value), source=rule.source)
        self.panel.notice.say(said)

    def _show(self, state: ReportsShown) -> None:
        texts = tuple(ChipText(str(kind), report_kind(kind)) for kind in ReportKind)
        self.chips.show_chips(texts, str(state.kind))
        stands = state.situation
        if stands is None or state.at is None:
            return
        self.clock.setText(saying.clock(stands.due, state.at))
        self.table.show_rows(tuple(_row(line) for line in state.lines))
        self.beside.show_rows((_beside(state.lines[0]),))
        if not self.table.currentIndex().isValid() and not self.beside.currentIndex().isValid():
            self.table.go(0, 1 + COLUMNS.index(Figure.DUE))
        self._show_words()
        self.panel.show_state(state)
        self.panel.show_names(self._model.names, state)

    def _show_words(self) -> None:
        upward = self._model.state.upward
        aloud, written = translate("Reports", "念稿：放慢，念两遍"), translate("Reports", "文字稿")
        self.which.setText(aloud if self._spoken else written)
        self.other.setText(written if self._spoken else translate("Reports", "念稿"))
        self.panel.aloud.say(written if self._spoken else translate("Reports", "念稿"))
        text = "" if upward is None else (upward.spoken if self._spoken else upward.text)
        if text != self.text.toPlainText():
            bar = self.text.verticalScrollBar()
            at = bar.value()
            self.text.setPlainText(text)
            bar.setValue(at)

    def _show_names(self, names: Names) -> None:
        self.panel.show_names(names, self._model.state)

    def _repaint(self) -> None:
        self.table.viewport().update()
        self.beside.viewport().update()
        self.panel.column.repaint_symbols()

    def _went(self, upward: Upward) -> None:
        text = translate("Reports", "已报出 {kind} 第 {n} 期，正在存文件")
        self.panel.notice.say(text.format(kind=report_kind(upward.kind), n=upward.situation.number))

    def _written(self, written: Written) -> None:
        text = translate("Reports", "已报出，存了 {n} 个文件，{pages} 页；有姓名的 {persons} 人，用完收好 · {key} 打开")
        self.panel.notice.say(
            text.format(n=len(written.files), pages=written.pages, persons=written.persons, key=keys.hint("open_files"))
        )

    def _refuse(self, refusal: Refusal) -> None:
        if self.panel.entry.ident == "remark":
            self.panel.entry.refuse(phrases.refusal(refusal))
            return
        self.panel.notice.say(phrases.refusal(refusal))

    # -- keys --------------------------------------------------------------------------------------------------------

    def _choose(self, row: int, column: int) -> None:
        lines = self._model.state.lines
        if 0 <= row < len(lines):
            self.beside.clearSelection()
            self.beside.setCurrentIndex(self.beside.rows.index(-1, -1))
            figure = COLUMNS[column - 1] if column else Figure.DUE
            self._model.open(Cell(lines[row].town, lines[row].place, figure))

    def _choose_beside(self, _row: int, column: int) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rows.index(-1, -1))
        self._model.open(Cell(figure=BESIDE[max(0, column - 1)]))

    def _open_name(self, ident: str) -> None:
        kind, _, one = ident.partition("/")
        if kind == "person":
            self._model.show_person(one)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        key = event.key()
        if watched is self.text and key == Qt.Key.Key_Tab:
            self.focusNextChild()
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.chips.choose_number(key - Qt.Key.Key_0)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._verb("open_name" if watched is self.panel.names else "send_up")
            return True
        letter = event.text().upper()
        for ident in VERBS:
            if letter and keys.key(ident).sequence == letter:
                self._verb(ident)
                return True
        return False

    def _verb(self, ident: str) -> None:
        self.panel.notice.clear()
        if ident == "send_up":
            stands = self._model.state.situation
            if stands is not None and self._model.leaves_somebody():
                self.panel.ask_remark(stands)
            else:
                self._model.send()
        elif ident == "open_name":
            self.panel.open_name()
        elif ident == "spoken":
            self._spoken = not self._spoken
            self._show_words()
        elif ident == "unfold":
            self._unfold()
        elif ident == "difference":
            if not self._model.next_difference():
                self.panel.notice.say(translate("Reports", "各栏加得起来，没有对不上的"))
        elif ident == "open_files":
            if not self._model.open_folder():
                self.panel.notice.say(translate("Reports", "还没有存过；报出时一起存"))
        elif ident == "rules":
            self._model.ask_rules()
        elif ident == "squad":
            self.panel.ask_squad()
        elif ident in SORTIES:
            self._sortie(SORTIES[ident])

    def _sortie(self, state: Out) -> None:
        """Of the helper or squad that is chosen among the names behind 在外救援."""
        responder = self.panel.responder()
        if responder:
            self._model.sortie(responder, state)
        else:
            self.panel.notice.say(translate("Reports", "先打开「在外救援」，在名单里选一队"))

    def _entered(self, about: str, text: str) -> None:
        if about == "squad":
            self._model.send_squad(text)
        elif text.strip():
            self._model.send(text)
        else:
            self.panel.entry.refuse(translate("Reports", "备注空着，没有报出"))

    def _leave_entry(self) -> None:
        self.panel.entry.end()
        self.focus_first()

    def _unfold(self) -> None:
        at, lines = self.table.currentIndex().row(), self._model.state.lines
        town = lines[at].town if 0 <= at < len(lines) else None
        for name in [town] if town is not None else [line.town for line in lines if line.town and line.place is None]:
            if name is not None:
                self._model.unfold(name)


def _row(line: Line) -> FigureRow:
    figures = line.figures
    villages = translate("Reports", "{n} 村").format(n=figures.get(Figure.VILLAGES, 0))
    indent = "　" if line.place is not None else ""
    name = line.name or translate("Reports", "没有村的")
    lower = indent + (villages if line.place is None else _level(line.note))
    cells = tuple(_cell(line, figure) for figure in COLUMNS)
    return FigureRow(line.ident, (FigureCell(indent + name, lower), *cells), strong=line.place is None)


def _beside(line: Line) -> FigureRow:
    cells = tuple(_cell(line, figure) for figure in BESIDE)
    return FigureRow("beside", (FigureCell(translate("Reports", "全部")), *cells), strong=True)


def _cell(line: Line, figure: Figure) -> FigureCell:
    count, change = line.figures.get(figure, 0), line.change(figure)
    return FigureCell(str(count), saying.change(change) if change else "", quiet=count == 0)


def _level(level: str) -> str:
    return {"go": translate("Reports", "立即"), "prepare": translate("Reports", "准备")}.get(level, "")
