"""时限: the numbers of the calls and of the reports upward, each with its source, set otherwise for this incident."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.findings import Refusal
from core.domain.rules import RuleRow
from desktop import keys, phrases, upward_words
from desktop.theme import ipx
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label
from desktop.widgets.two_lines import Cell, TableRow, TwoLineTable

translate = QCoreApplication.translate


class RulesPage(QWidget):
    """`wanted(rule, scope, value or None, source)` for a change, `back` when the calls are wanted again."""

    wanted = Signal(str, str, object, str)
    back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, RuleRow] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = QWidget(self)
        head.setFixedHeight(ipx(46))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(8))
        line.addWidget(label(translate("Rules", "时限"), "head"))
        line.addWidget(label(translate("Rules", "只为本次改，原表不动；X 改回原来的"), "small"), 1)
        line.addWidget(KeyCap(keys.hint("back")))
        self._screen = ""
        self._back = label("", "small")
        line.addWidget(self._back)
        rows.addWidget(head)
        rows.addWidget(hairline())
        self.table = TwoLineTable(
            translate("Rules", "时限"),
            (
                translate("Rules", "哪一条"),
                translate("Rules", "现在"),
                translate("Rules", "依据"),
                translate("Rules", "谁改的"),
            ),
            (300, 130, 500, 200),
            self,
        )
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _index: self._begin())
        rows.addWidget(self.table, 1)
        self.line = EntryLine(keys.hint("back"), self)
        self.line.entered.connect(self._entered)
        self.line.left.connect(self._leave_line)
        rows.addWidget(self.line)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rules(self, rules: tuple[RuleRow, ...]) -> None:
        self._rows = {f"{row.rule}/{row.scope}": row for row in rules}
        self.table.show_rows(TableRow(ident, _cells(row)) for ident, row in self._rows.items())
        if not self.table.current_ident():
            self.table.select_row(0)

    def refuse(self, refusal: Refusal) -> None:
        """What is wrong with the number, beside it."""
        if not self.line.isVisible():
            self._begin()
        self.line.refuse(phrases.refusal(refusal))

    def saved(self) -> None:
        self._leave_line()

    def _begin(self) -> None:
        row = self._rows.get(self.table.current_ident())
        if row is not None:
            hint = translate("Rules", "新的数，空一格写依据，如 8 镇防指会定")
            self.line.begin(self.table.current_ident(), upward_words.rule(row.rule, row.scope), hint, f"{row.value:g}")

    def _entered(self, ident: str, text: str) -> None:
        row = self._rows.get(ident)
        number, _, source = text.strip().partition(" ")
        if row is None:
            return
        try:
            value = float(number)
        except ValueError:
            self.line.refuse(translate("Rules", "先写数：「{text}」").format(text=number))
            return
        self.wanted.emit(row.rule, row.scope, value, source.strip())

    def _reset(self) -> None:
        row = self._rows.get(self.table.current_ident())
        if row is not None and row.changed_at is not None:
            self.wanted.emit(row.rule, row.scope, None, "")

    def show_way_back(self, screen: str) -> None:
        """Esc goes back to a screen; empty: to the calls."""
        self._screen = screen
        self._back.setText(translate("Rules", "回{screen}").format(screen=keys.key(screen or "calls").words))

    def _leave_line(self) -> None:
        self.line.end()
        self.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.back.emit(self._screen)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._begin()
                return True
            if event.text().upper() == "X":
                self._reset()
                return True
        return super().eventFilter(watched, event)


def _cells(row: RuleRow) -> tuple[Cell, ...]:
    unit = upward_words.unit(row.unit)
    doubt = "" if row.confirmed else translate("Rules", "待核")
    was = translate("Rules", "原来 {n}").format(n=f"{row.default:g}") if row.default is not None else ""
    who = f"{row.by} {phrases.day_hm(row.changed_at)}".strip() if row.changed_at is not None else ""
    return (
        Cell(upward_words.rule(row.rule, row.scope), "", bold=row.changed_at is not None),
        Cell(f"{row.value:g} {unit}", was, bold=True),
        Cell(row.source, " · ".join(part for part in (row.clause, row.date, doubt) if part)),
        Cell(who),
    )
