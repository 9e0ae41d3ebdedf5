"""Care homes, schools, guest houses, scenic spots, building sites: heads beside the register, entered with one line."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.domain.findings import Refusal
from core.domain.freshness import Flag
from core.queries.institutions import InstitutionBoard, InstitutionRow
from desktop import keys, phrases, register_words
from desktop.people.institutions_model import InstitutionsModel
from desktop.people.page import Page
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.lines import Card, Hair, Heading, Line, LinePanel, Named, Words
from desktop.widgets.two_lines import Cell, TableRow, TwoLineTable

translate = QCoreApplication.translate
ABOUT = {"D": "moved", "Y": "why", "P": "capacity", "T": "contact", "G": "low_ground"}


class InstitutionsPage(Page):
    def __init__(self, model: InstitutionsModel, parent: QWidget | None = None) -> None:
        super().__init__(translate("People", "机构人数"), parent)
        self._model = model
        self.table = TwoLineTable(
            translate("People", "机构人数"),
            (
                translate("People", "机构"),
                translate("People", "现有人数 · 走不了"),
                translate("People", "几时点的 · 谁"),
                translate("People", "已转出 · 命令"),
            ),
            (250, 190, 200, 170),
            self,
        )
        self.table.installEventFilter(self)
        self.table.chosen.connect(self._choose)
        self.panel = LinePanel(440, self)
        self.line = EntryLine(keys.hint("back"), self.panel)
        self.panel.pin(self.line)
        self.line.entered.connect(self._typed)
        self.line.left.connect(self._leave_line)
        self.count = PrimaryButton(translate("People", "点人数"), "⏎")
        self.count.clicked.connect(lambda: self._begin("heads"))
        self.moved = VerbButton(register_words.field("moved"), "D")
        self.moved.clicked.connect(lambda: self._begin("moved"))
        self.why = VerbButton(register_words.field("why"), "Y")
        self.why.clicked.connect(lambda: self._begin("why"))
        self.panel.show_buttons((self.count, self.moved, self.why))
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.table, 1)
        between = QFrame(self)
        between.setObjectName("line")
        between.setFixedWidth(1)
        across.addWidget(between)
        across.addWidget(self.panel)
        self.rows.addLayout(across, 1)
        model.shown.connect(self._show)
        model.saved.connect(self._leave_line)
        model.refused.connect(self._refuse)
        self._show(model.state)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, board: InstitutionBoard) -> None:
        self.table.show_rows(TableRow(row.institution.id, _cells(row)) for row in board.rows)
        if not self.table.current_ident():
            self.table.select_row(0)
        text = translate("People", "{n} 处 · {heads} 人 · 走不了 {lame} · 已转出 {moved} · 未点 {open} · 没答 {due}")
        self.counts.setText(
            text.format(
                n=len(board.rows),
                heads=board.heads,
                lame=board.cannot_walk,
                moved=board.moved,
                open=board.uncounted,
                due=board.answers_due,
            )
        )
        self._choose(self.table.current_ident())

    def _choose(self, ident: str) -> None:
        row = self._model.row(ident)
        if row is None:
            self.panel.show_head("", translate("People", "没有机构"))
            self.panel.column.show_lines(())
            return
        one = row.institution
        source = f"{register_words.institution(one.kind)} · {row.place_name} · {one.id}"
        state = phrases.trigger_short(row.level) if row.level.rank else ""
        symbol = {1: "prepare", 2: "go"}.get(row.level.rank, "")
        self.panel.show_head(source, one.name, symbol, state, "strong")
        self.panel.column.show_lines(_lines(row, self._model.desk.at()))

    def _refuse(self, refusal: Refusal) -> None:
        text = phrases.refusal(refusal)
        if self.line.isVisible():
            self.line.refuse(text)
        else:
            self.panel.notice.say(text)

    # -- keys --------------------------------------------------------------------------------------------------------

    def _begin(self, about: str) -> None:
        row = self._model.row(self.table.current_ident())
        if row is None:
            return
        one = row.institution
        known = {"capacity": str(one.capacity or ""), "contact": "", "low_ground": ""}
        self.line.begin(about, register_words.field(about), _hint(about), known.get(about, ""))

    def _typed(self, about: str, text: str) -> None:
        self._model.typed(self.table.current_ident(), about, text)

    def _leave_line(self) -> None:
        self.line.end()
        self.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.back.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._begin("heads")
                return True
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.text().upper() in ABOUT:
                self._begin(ABOUT[event.text().upper()])
                return True
        return super().eventFilter(watched, event)


def _cells(row: InstitutionRow) -> tuple[Cell, ...]:
    one = row.institution
    kind = register_words.institution(one.kind)
    low = translate("People", " · 低洼") if one.low_ground else ""
    counted = Flag.HEADS_UNCOUNTED in row.flags
    when = phrases.day_hm(row.counted_at) if row.counted_at else translate("People", "只有表上的数")
    state = {1: "prepare", 2: "go"}.get(row.level.rank, "")
    level = phrases.trigger_short(row.level) if row.level.rank else translate("People", "未下令")
    heads = translate("People", "{n} 人").format(n=one.heads)
    lame = translate("People", "走不了 {n}").format(n=one.cannot_walk)
    who = register_words.flag(Flag.HEADS_UNCOUNTED) if counted else row.counted_by
    return (
        Cell(one.name, f"{kind} · {row.place_name}{low}", bold=True),
        Cell(heads, lame, bold=row.over_capacity),
        Cell(when, who, "to_reconcile" if counted or row.disputed else "", lower_bold=counted),
        Cell(translate("People", "已转出 {n}").format(n=row.moved), level, state),
    )


def _lines(row: InstitutionRow, now: datetime) -> tuple[Line, ...]:
    one = row.institution
    here = translate("People", "{n} 人，走不了 {lame}").format(n=one.heads, lame=one.cannot_walk)
    capacity = str(one.capacity) if one.capacity is not None else "–"
    low = translate("People", "在低洼处") if one.low_ground else translate("People", "不低洼")
    lines: list[Line] = [
        Hair(),
        Named(register_words.field("heads"), here, "⏎"),
        Named(register_words.field("moved"), str(row.moved), "D"),
        Named(register_words.field("capacity"), capacity, "P"),
        Named(register_words.field("contact"), one.contact or "–", "T"),
        Named(register_words.field("low_ground"), low, "G"),
    ]
    cards: list[Line] = []
    if Flag.HEADS_UNCOUNTED in row.flags:
        text = translate("People", "这个汛期没人去点过：表上的数不一定还对")
        cards.append(Card(register_words.flag(Flag.HEADS_UNCOUNTED), text, cap="⏎"))
    if row.over_capacity:
        cards.append(Card(translate("People", "超过可容人数"), ""))
    if row.disputed:
        said = "；".join(
            f"{told.by} {phrases.hm_near(told.at, now)} {' '.join(f'{value}' for _, value in told.what)}"
            for told in row.counts
        )
        text = translate("People", "先按多的算：{said}").format(said=said)
        cards.append(Card(translate("People", "两台点的不一样"), text, cap="⏎"))
    if Flag.ANSWER_DUE in row.flags:
        text = translate("People", "每年答一次：这些人为什么不在应转名单上")
        cards.append(Card(register_words.flag(Flag.ANSWER_DUE), text, cap="Y"))
    if cards:
        lines += [Hair(), Heading(translate("People", "要核 {n}").format(n=len(cards))), *cards]
    if row.answer is not None:
        reason = next((value for name, value in row.answer.what if name == "reason"), "")
        lines += [Hair(), Heading(translate("People", "为什么不在册"), phrases.day_hm(row.answer.at))]
        lines.append(Words(f"{reason} · {row.answer.by}", ""))
    lines += [Hair(), Words(translate("People", "机构的人不在应转里，另计已转出。"))]
    return tuple(lines)


def _hint(about: str) -> str:
    return {
        "heads": translate("People", "现有 走不了，如 26 9"),
        "moved": translate("People", "到安全处的人数"),
        "why": translate("People", "谁问起都看得到"),
        "capacity": translate("People", "最多容得下"),
        "contact": translate("People", "姓名 电话"),
        "low_ground": translate("People", "是 或 否"),
    }[about]
