"""Beside the desks: the folder, what was found in it, and this laptop's key as a square code and six words."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from desktop import keys
from desktop.desks import saying
from desktop.desks.model import Arrival, DesksShown
from desktop.printing.codes import squares
from desktop.widgets.code_square import CodeSquare
from desktop.widgets.lines import Hair, Heading, Line, LinePanel, Marked, Named, Words

translate = QCoreApplication.translate
_SYMBOLS = {"merged": "check", "waiting": "circle", "other": "silent", "refused": "refused"}


class ExchangePanel(LinePanel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.square = CodeSquare(224)
        self.pin(self.square)
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(self.square, Qt.AlignmentFlag.AlignHCenter)
        self._card = ""

    def show_state(self, state: DesksShown) -> None:
        self.show_head(translate("Desks", "U 盘、文件夹"), self._where(state))
        self.column.show_lines([*self._folder(state), *self._lan(state), *self._keys(state)])
        if state.board is not None and state.board.card != self._card:
            self._card = state.board.card
            self.square.show_code(*squares(self._card.upper()), translate("Desks", "本机登记号的码"))

    def _where(self, state: DesksShown) -> str:
        if state.target is None:
            return translate("Desks", "没有 U 盘")
        return state.target.name or str(state.target)

    def _folder(self, state: DesksShown) -> list[Line]:
        lines: list[Line] = [
            Named(
                translate("Desks", "收到的"),
                translate("Desks", "发现就收") if state.at_once else translate("Desks", "先放着，按键再收"),
                keys.hint("take_at_once"),
            ),
            Named(
                translate("Desks", "文件夹"),
                str(state.folder) if state.folder else translate("Desks", "没有选"),
                keys.hint("choose_folder"),
            ),
        ]
        if not state.arrivals:
            return [*lines, Words(translate("Desks", "还没有看到别的点的包；插上 U 盘自己会看"), "source")]
        for one in state.arrivals:
            lines.append(self._arrival(one, state))
            if one.state == "refused":
                lines.append(Words(saying.arrival(one.state, one.new, one.aside, one.refusal), "go"))
        return lines

    def _arrival(self, one: Arrival, state: DesksShown) -> Line:
        tail = "" if one.state == "refused" else saying.arrival(one.state, one.new, one.aside, one.refusal)
        return Marked(_SYMBOLS[one.state], saying.sender(one.found, state.board), tail)

    def _lan(self, state: DesksShown) -> list[Line]:
        """Where the other desk calls; it is open only while it says so."""
        waits = "  ".join(state.addresses) or translate("Desks", "没有开")
        lines: list[Line] = [Hair(), Named(translate("Desks", "网线热点"), waits, keys.hint("lan"), role="strong")]
        if state.addresses:
            lines.append(
                Words(translate("Desks", "对方按 {key} 打这个地址；六个词要对得上").format(key=keys.hint("call_desk")))
            )
        if state.told:
            lines.append(Words(state.told, "source"))
        return lines

    def _keys(self, state: DesksShown) -> list[Line]:
        board = state.board
        if board is None:
            return []
        lines: list[Line] = [Hair()]
        row = state.row
        if row is not None and not row.this:
            lines += [
                Heading(translate("Desks", "{name} 的六个词").format(name=row.name or row.device[:8])),
                Words(saying.spoken(row.words), ""),
            ]
        lines += [Heading(translate("Desks", "本机的六个词")), Words(saying.spoken(board.words), "")]
        if board.township_words:
            lines += [Heading(translate("Desks", "镇级钥匙的六个词")), Words(saying.spoken(board.township_words), "")]
        return lines
