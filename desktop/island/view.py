"""The desk at an island's door (F5 on a laptop that serves one): input, card, Enter, input."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.domain.findings import Refusal
from desktop import keys, phrases
from desktop.conflicts.sheet import ConflictSheet
from desktop.island import words
from desktop.island.card import HouseholdCard
from desktop.island.entry import DoorInput, HitList, StrangerForm
from desktop.island.keyboard import Keyboard
from desktop.island.model import IslandModel
from desktop.island.shown import IslandShown, Stage
from desktop.island.side import SideColumn, Undoable
from desktop.theme import ipx
from desktop.widgets.focus import may_take_keys
from desktop.widgets.hints import GAP, KEY, WORDS, HintLine, Part
from desktop.widgets.keycap import KeyCap
from desktop.widgets.notice import Notice
from desktop.widgets.panel import hairline, label, row

translate = QCoreApplication.translate
SIDE_WIDTH = 542


class _Pages(QStackedWidget):
    """Gives up its height to a card to settle that stands below it: in a low window the claims are read first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        return False


class IslandView(QWidget):
    """Draws an IslandShown. The focus follows the stage: the input, the card, a field of the form, or the queue."""

    def __init__(
        self, model: IslandModel, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.model = model
        self._stage = Stage.TYPING
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self._build_desk(), 1)
        edge = QFrame(self)
        edge.setObjectName("panelLine")
        edge.setFixedWidth(1)
        halves.addWidget(edge)
        self.side = SideColumn(clock, self)
        self.side.setFixedWidth(ipx(SIDE_WIDTH))
        halves.addWidget(self.side)
        self.keyboard = Keyboard(self)
        self.keyboard.watch(self.input, self.card, self.card.where, *self.stranger.fields, self.conflicts)
        self._connect()
        self._show(model.state)
        self.side.show_conflicts(model.conflicts.state)

    # -- pieces ------------------------------------------------------------------------------------------------------

    def _build_desk(self) -> QWidget:
        desk = QWidget(self)
        lines = QVBoxLayout(desk)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._name, self._opened = label("", "head"), label("", "small")
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(
            self._name,
            self._opened,
            KeyCap(keys.hint("roll")),
            label(translate("Island", "未落实"), "small"),
            KeyCap(keys.hint("island")),
            label(translate("Island", "换岛"), "small"),
            height=46,
        )
        head.layout().setContentsMargins(ipx(16), 0, ipx(12), 0)  # type: ignore[union-attr]
        head.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        lines.addWidget(hairline(desk))
        lines.addWidget(self._build_input())
        self.hits = HitList(desk)
        self.card = HouseholdCard(desk)
        self.stranger = StrangerForm(desk)
        self.pages = _Pages(desk)
        for page in (self.hits, self.card, self.stranger):
            self.pages.addWidget(page)
        lines.addWidget(self.pages, 1)
        self.notice = Notice(desk)
        lines.addWidget(self.notice)
        self.conflicts = ConflictSheet(self.model.conflicts, desk)
        lines.addWidget(self.conflicts)
        self.hints = HintLine(30, desk)
        lines.addWidget(self.hints)
        return desk

    def _build_input(self) -> QWidget:
        piece = QFrame(self)
        piece.setObjectName("note")
        piece.setStyleSheet("#note > QWidget { background: transparent; }")
        lines = QVBoxLayout(piece)
        lines.setContentsMargins(ipx(16), ipx(4), ipx(16), ipx(8))
        lines.setSpacing(ipx(2))
        what = label(
            translate("Island", "刷卡、扫码，或键入：姓名首字母（接两位出生年、村名） · 证件尾号 · 卡号 · 户号"),
            "small",
        )
        what.setWordWrap(True)
        what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._matches = label("", "small")
        top = row(what, self._matches, height=24)
        top.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(top)
        self.input = DoorInput(piece)
        lines.addWidget(self.input)
        return piece

    def _connect(self) -> None:
        model = self.model
        self.input.textEdited.connect(model.type)
        self.input.entered.connect(model.enter)
        self.input.numbered.connect(lambda number: model.pick(number - 1))
        self.input.stepped.connect(model.step)
        self.input.left.connect(model.back)
        self.card.digit.connect(self._digit)
        self.card.entered.connect(self._entered)
        self.card.verb.connect(self._verb)
        self.card.left.connect(self._leave_card)
        self.card.noted.connect(model.record_elsewhere)
        self.stranger.typed.connect(model.type_stranger)
        self.stranger.taken.connect(model.take_in)
        self.stranger.cleared.connect(model.clear_draft)
        self.stranger.left.connect(model.back)
        self.keyboard.scanned.connect(model.scan)
        self.conflicts.left.connect(self.focus_first)
        model.shown.connect(self._show)
        model.refused.connect(self._refuse)
        model.recorded.connect(self.notice.clear)
        model.conflicts.shown.connect(self.side.show_conflicts)
        model.conflicts.refused.connect(self._refuse)
        keys.install(self, "conflict_door", self.conflicts.begin)
        keys.install(self, "take_stranger", self._begin_stranger)

    # -- keys --------------------------------------------------------------------------------------------------------

    def _digit(self, number: int) -> None:
        stage = self.model.state.stage
        if stage is Stage.FROM:
            self.model.came_from(number)
        elif stage is Stage.ELSEWHERE:
            self.model.elsewhere(number)
        elif stage is Stage.ROOM:
            self.model.guests.choose_room(number)
        elif stage is Stage.BED:
            self.model.guests.choose_bed(number)
        elif stage is Stage.ONWARD:
            self.model.guests.send_on(number)
        elif stage is Stage.CARD:
            self.model.toggle(number)

    def _entered(self, housed: bool) -> None:
        stage = self.model.state.stage
        if stage is Stage.ASK:
            self.model.answer(record_first=True)
        elif stage is Stage.CARD:
            self.model.record(housed)

    def _begin_stranger(self) -> None:
        self.notice.clear()  # what was refused of the last card says nothing of the next one
        self.model.begin_stranger()

    def _leave_card(self) -> None:
        self.notice.clear()
        if self.model.state.stage is Stage.ASK:
            self.model.answer(record_first=False)
        else:
            self.model.back()

    def _verb(self, letter: str) -> None:
        if self.model.state.stage is not Stage.CARD:
            return
        verbs: dict[str, Callable[[], None]] = {
            "only_one": self.model.only_found,
            "came_from": self.model.ask_from,
            "elsewhere": self.model.ask_elsewhere,
            "take_at_card": self.model.begin_stranger,
            "other_room": self.model.guests.ask_room,
            "other_bed": self.model.guests.ask_bed,
            "step_out": self.model.guests.step_out,
            "send_on": self.model.guests.ask_onward,
            "conflict": self.conflicts.begin,
        }
        for ident, do in verbs.items():
            if keys.key(ident).sequence == letter:
                do()

    def focus_first(self) -> None:
        """Where the stage has the keys: what was half-typed is gone on with."""
        stage = self.model.state.stage
        if stage is Stage.TYPING:
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        elif stage is Stage.STRANGER:
            self.stranger.begin()
        elif stage is Stage.WHERE:
            self.card.where.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_acts(self, acts: Sequence[Undoable]) -> None:
        """The last acts of this laptop, newest first."""
        self.side.show_acts(acts)

    def _show(self, state: IslandShown) -> None:
        may_take = may_take_keys(self)  # before the page that had them is hidden
        shelter = state.row
        if shelter is not None:
            self._name.setText(shelter.shelter.name)
            self._opened.setText(words.opened(shelter))
        elif state.loaded or not state.shelter:
            self._name.setText(translate("Island", "本台还没有定在哪个岛"))
        if self.input.text() != state.typed:
            self.input.setText(state.typed)
        self._matches.setText(words.prompt(state))
        page: QWidget = self.hits
        if state.stage is Stage.STRANGER:
            self.stranger.show_fields(state.stranger, draft=state.draft)
            page = self.stranger
        elif state.card is not None:
            self.card.show_state(state)
            page = self.card
        else:
            self.hits.show_hits(state.hits, state.at_hit, self._empty(state))
        self.pages.setCurrentWidget(page)
        self.side.show_state(state)
        self.hints.show_parts(self._parts(state))
        if state.stage is not self._stage:
            self._stage = state.stage
            if state.stage is not Stage.WHERE:
                self.card.where.clear()
            if may_take and not self.conflicts.hasFocus():
                self.focus_first()

    def _empty(self, state: IslandShown) -> str:
        if not state.shelter:
            text = translate("Island", "按 {key} 定下本台在哪个岛的门口")
            return text.format(key=keys.hint("island"))
        if state.typed.strip():
            return translate("Island", "没有找到「{text}」 · ⏎ 收为不在册").format(text=state.typed.strip())
        return translate("Island", "来一个记一个：键入或扫卡，⏎ 出这一户，再 ⏎ 全户到达")

    def _parts(self, state: IslandShown) -> tuple[Part, ...]:
        if state.stage is Stage.STRANGER:
            return ()
        if state.card is None:
            return (*_hints("open_card", "take_line", "take_stranger"), (GAP, ""), *_hints("input_method"))
        about = ("tick", "only_one", "other_room", "other_bed", "came_from")
        away = ("elsewhere", "step_out", "send_on", "take_at_card")
        return (*_hints(*about, *away), (GAP, ""), (KEY, keys.hint("back")), (WORDS, translate("Island", "不记")))

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(phrases.refusal(refusal))


def _hints(*idents: str) -> tuple[Part, ...]:
    return tuple(part for one in idents for part in ((KEY, keys.hint(one)), (WORDS, keys.key(one).words)))
