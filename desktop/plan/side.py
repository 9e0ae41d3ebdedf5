"""The right half of the plan screen: what holds the plan back and what would help; below, one of five lists."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.queries.plan_rows import PlanBoard
from desktop import keys
from desktop.plan import saying
from desktop.plan.critical import critical_lines
from desktop.plan.lines import Line, LineKind, LineList
from desktop.plan.lists import Links, departure_lines, tell_lines
from desktop.plan.model import PlanShown
from desktop.plan.offer import Offer, fresh_words, price_words, small_words
from desktop.plan.pairs import pair_counts, pair_lines
from desktop.plan.remedies import cut_words, limit_lines
from desktop.plan.trips import trip_lines
from desktop.theme import current, ipx
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.keycap import KeyCap
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
SIDE_WIDTH = 564


class ListMode(StrEnum):
    """What stands in the lower list."""

    TELL = "tell"
    DEPARTURES = "departures"
    TRIPS = "trips"
    CRITICAL = "critical"
    PAIRS = "pairs"


class OfferStrip(QFrame):
    """Both plans with their price in people to tell, and the key that adopts the fresh one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        grid = QGridLayout(self)
        grid.setContentsMargins(ipx(14), ipx(5), ipx(14), ipx(5))
        grid.setHorizontalSpacing(ipx(8))
        grid.setVerticalSpacing(ipx(4))
        grid.setColumnStretch(0, 1)
        self.small, self.fresh = ElidedLabel("small"), ElidedLabel("small")
        self._prices = (label("", "small"), label("", "small"))
        for line, (gains, price) in enumerate(zip((self.small, self.fresh), self._prices, strict=True)):
            grid.addWidget(gains, line, 0)
            grid.addWidget(price, line, 1)
        grid.addWidget(KeyCap(keys.hint("adopt_fresh")), 1, 2)
        grid.addWidget(label(translate("Plan", "采用"), "small"), 1, 3)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        self.setVisible(offer is not None)
        if offer is not None:
            self.small.setText(small_words())
            self.fresh.give_way(*fresh_words(offer))
            for price, words in zip(self._prices, (price_words(offer.small), price_words(offer.fresh)), strict=True):
                price.setText(words)
            said = (self.small, self._prices[0], self.fresh, self._prices[1])
            self.setAccessibleName("，".join(one.text() for one in said))
            self.setToolTip(self.accessibleName())


class RightHalf(QWidget):
    """Shows a PlanShown; keeps what is opened and which list is up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(ipx(SIDE_WIDTH))
        self.opened: frozenset[str] = frozenset()
        self.mode = ListMode.TELL
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._build_limits()
        self._build_changes()
        self._build_foot()

    def _build_limits(self) -> None:
        self._snag_note = ElidedLabel("small", Qt.AlignmentFlag.AlignRight)
        head = _head(label(translate("Plan", "卡在哪里，怎么解"), "strong"), self._snag_note)
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._lines.addWidget(head)
        self.cut = label("", "small")
        self.cut.setWordWrap(True)
        self.cut.setContentsMargins(ipx(14), 0, ipx(14), ipx(6))
        self._lines.addWidget(self.cut)
        self._lines.addWidget(hairline(self))
        self.snags = LineList(translate("Plan", "卡在哪里，怎么解"), self)
        self._lines.addWidget(self.snags, 6)
        self._lines.addWidget(hairline(self))

    def _build_changes(self) -> None:
        self._symbol = SymbolLabel("closed", current(), 18)
        self._title = ElidedLabel("strong")
        self._versions, self._threshold = label("", "small"), label("", "small")
        title = _head(self._symbol, self._title, self._threshold, KeyCap(keys.hint("threshold")), self._versions)
        title.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._lines.addWidget(title)
        self._lines.addWidget(hairline(self))
        self._changed, self._kept, self._to_tell = label("", "strong"), ElidedLabel("small"), label("", "strong")
        self._counts = _head(self._changed, self._kept, self._to_tell)
        self._counts.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._lines.addWidget(self._counts)
        self.offer = OfferStrip(self)
        self._lines.addWidget(self.offer)
        self._lines.addWidget(hairline(self))
        self.list = LineList(translate("Plan", "要告诉谁"), self)
        self._lines.addWidget(self.list, 7)
        self.notice = Notice(self)
        self._lines.addWidget(self.notice)
        self._lines.addWidget(hairline(self))

    def _build_foot(self) -> None:
        self._told = ElidedLabel("small")
        self._switch = label("", "small")
        foot = _head(
            self._told,
            KeyCap(keys.hint("departures")),
            self._switch,
            KeyCap(keys.hint("trips")),
            label(translate("Plan", "车次"), "small"),
            KeyCap(keys.hint("critical")),
            label(translate("Plan", "断路"), "small"),
            KeyCap(keys.hint("pairs")),
            label(translate("Plan", "换人"), "small"),
            KeyCap(keys.hint("mark")),
            label(translate("Plan", "已告知"), "small"),
            height=32,
            spacing=6,
        )
        foot.layout().setStretch(0, 1)  # type: ignore[union-attr]
        self._lines.addWidget(foot)

    # -- showing -----------------------------------------------------------------------------------------------------

    def shown_mode(self, board: PlanBoard) -> ListMode:
        """A plan made afresh has nobody to tell: its departures stand there instead."""
        return ListMode.DEPARTURES if self.mode is ListMode.TELL and not board.tell else self.mode

    def follows_clock(self, board: PlanBoard) -> bool:
        return self.shown_mode(board) is ListMode.DEPARTURES

    def show_state(self, state: PlanShown, links: Links) -> None:
        board = state.board
        if board is None or state.now is None:
            return
        self._show_limits(board, state)
        mode = self.shown_mode(board)
        self.list.show_lines(self._list_lines(mode, board, state, links))
        self.list.setAccessibleName(_list_name(mode))
        self._symbol.setVisible(mode is ListMode.TELL and bool(board.changed_link))
        self._title.give_way(*(saying.change_title(board) if mode is ListMode.TELL else (_list_name(mode),)))
        self._versions.setText(saying.change_versions(board))
        self._threshold.setText(_threshold_words(state))
        self._show_counts(mode, board, state)
        self.offer.show_offer(state.offer)
        self._told.give_way(*saying.told_foot(board))
        telling = mode is ListMode.TELL
        self._switch.setText(translate("Plan", "出门先后") if telling else translate("Plan", "要告知"))

    def _show_limits(self, board: PlanBoard, state: PlanShown) -> None:
        lines = limit_lines(board, state.scope, self.opened)
        self.snags.show_lines(lines)
        if board.remedies:
            note = translate("Plan", "一次只动一样，按能救的人排")
        elif lines:
            note = translate("Plan", "数字键打开名单")
        else:
            note = translate("Plan", "没有卡住的：都排上了，都有 A、B 角")
        if board.remedies_stopped:
            note = translate("Plan", "{note}；找办法到时限停了，可能还有别的").format(note=note)
        self._snag_note.setText(note)
        proof = cut_words(board)
        self.cut.setText(proof)
        self.cut.setVisible(bool(proof))

    def _list_lines(self, mode: ListMode, board: PlanBoard, state: PlanShown, links: Links) -> tuple[Line, ...]:
        if mode is ListMode.TELL:
            return tell_lines(board, self.opened, links)
        if mode is ListMode.TRIPS:
            return trip_lines(board, self.opened, links)
        if mode is ListMode.PAIRS:
            return pair_lines(state.pairs, self.opened)
        if mode is ListMode.CRITICAL:
            return critical_lines(board, state.critical, self.opened, links)
        return departure_lines(board, state.now or board.at, self.opened, links)

    def _show_counts(self, mode: ListMode, board: PlanBoard, state: PlanShown) -> None:
        changed, kept, to_tell = saying.change_counts(board)
        if mode is ListMode.TRIPS:
            changed, kept, to_tell = saying.trip_counts(board)
        elif mode is ListMode.CRITICAL:
            changed, kept, to_tell = saying.critical_counts(state)
        elif mode is ListMode.PAIRS:
            changed, kept, to_tell = pair_counts(state.pairs)
        elif not board.tell:
            changed, kept, to_tell = saying.nobody_to_tell(board), "", ""
        self._changed.setText(changed)
        if mode is ListMode.TELL and board.tell:
            self._kept.give_way(saying.kept_and_kinds(board), kept)
        else:
            self._kept.give_way(kept)
        self._to_tell.setText(to_tell)

    def dress(self) -> None:
        """日/夜 or another text size."""
        self._symbol.show_symbol("closed", current())
        for view in (self.snags, self.list):
            view.doItemsLayout()

    # -- opening -----------------------------------------------------------------------------------------------------

    def switch(self, mode: ListMode, board: PlanBoard | None) -> None:
        """Another list, or back to the one of whom to tell."""
        up = self.mode if board is None else self.shown_mode(board)
        self.mode = ListMode.TELL if up is mode else mode

    def heads(self) -> tuple[Line, ...]:
        """The numbered lines of what holds the plan back."""
        return tuple(line for line in self.snags.lines.lines if line.kind is LineKind.SNAG)


def _threshold_words(state: PlanShown) -> str:
    """From how much better a fresh plan is shown, and whether one is being made to see."""
    if state.comparing:
        return translate("Plan", "重排门槛 {n} %，正在比").format(n=state.threshold)
    return translate("Plan", "重排门槛 {n} %").format(n=state.threshold)


def _list_name(mode: ListMode) -> str:
    return {
        ListMode.TELL: translate("Plan", "要告诉谁"),
        ListMode.DEPARTURES: translate("Plan", "出门先后"),
        ListMode.TRIPS: translate("Plan", "车次"),
        ListMode.CRITICAL: translate("Plan", "断了最伤的路"),
        ListMode.PAIRS: translate("Plan", "责任人：与上一方案相比"),
    }[mode]


def _head(*pieces: QWidget | None, height: float = 37, spacing: float = 8) -> QWidget:
    made = row(*pieces, height=height, spacing=spacing)
    made.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
    return made
