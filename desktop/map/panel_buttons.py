"""The buttons pinned below the map's side panel: what can be done about the subject it shows."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from core.domain.events import Outcome
from core.domain.hazards import Trigger
from desktop import keys, people_words, phrases
from desktop.field_verbs import NextStep
from desktop.map import panels
from desktop.map.model import MapModel
from desktop.map.since import SinceField
from desktop.map.subject import HouseholdSubject, LinkSubject, PlaceSubject
from desktop.talk_words import reasons
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.panel import SidePanel, label

translate = QCoreApplication.translate
OUTCOMES = (Outcome.ANSWERED, Outcome.NONE, Outcome.OFF, Outcome.RELAYED)
CALLS = {"call_a": "A", "call_b": "B", "call_neighbour": "neighbour"}


class Verbs(Protocol):
    """What the buttons lead to; the view has them under its keys too."""

    def enter(self) -> None: ...
    def call(self, verb: str) -> None: ...
    def digit(self, number: int) -> None: ...
    def order(self, level: Trigger) -> None: ...
    def close_road(self) -> None: ...
    def open_road(self) -> None: ...
    def ask(self, screen: str) -> None: ...


class PanelButtons:
    """Makes them anew for each subject; keeps what was half typed."""

    def __init__(self, panel: SidePanel, model: MapModel, verbs: Verbs) -> None:
        self._panel, self._model, self._verbs = panel, model, verbs
        self._typed: dict[str, str] = {}
        self.next: NextStep | None = None

    def typed(self, link: str) -> str:
        """The time typed for the closing of a road."""
        return self._typed.get(link, "")

    def show_household(self, subject: HouseholdSubject) -> None:
        row = subject.card.row
        self.next = panels.next_of(subject.card)
        cap, words = people_words.next_step(self.next)
        own = self.next.key in ("enter", *CALLS)
        buttons: list[QWidget] = [_primary(words, self._verbs.enter, keys.hint("enter") if own else cap)]
        if self.next.key != "call_a" and row.helper is not None:
            buttons.append(self._verb(translate("Map", "呼 A"), "call_a", partial(self._verbs.call, "call_a")))
        if self.next.key != "call_b" and row.deputy is not None:
            buttons.append(self._verb(translate("Map", "换 B"), "call_b", partial(self._verbs.call, "call_b")))
        buttons.append(self._verb(translate("Map", "拒转"), "refuse", partial(self._verbs.call, "refuse")))
        self._panel.show_buttons(buttons[:4])

    def show_call(self, subject: HouseholdSubject, calling: str) -> None:
        refusing = calling == "refuse"
        words = [why for why, _ in reasons()] if refusing else [phrases.outcome(one.value) for one in OUTCOMES]
        buttons: list[QWidget] = []
        for number, said in enumerate(words, start=1):
            button = VerbButton(said, str(number))
            button.clicked.connect(partial(self._verbs.digit, number))
            buttons.append(button)
        self._panel.show_buttons([_in_rows(buttons, 3)] if refusing else buttons)
        if refusing:
            self._panel.notice.say(translate("Map", "拒转：为什么不走？按号 · Esc 不记"))
            return
        helper = {"call_a": subject.card.row.helper, "call_b": subject.card.row.deputy}.get(calling)
        whom = f"{helper.name} {helper.phone}" if helper else translate("Map", "邻户")
        self._panel.notice.say(translate("Map", "正在呼 {whom} · Esc 不记").format(whom=whom))

    def show_place(self, subject: PlaceSubject) -> None:
        if subject.waiting:
            first = subject.waiting[0]
            text = translate("Map", "开 1 号户")
            buttons: list[QWidget] = [_primary(text, lambda: self._model.select(f"person/{first.person}"))]
        else:
            buttons = [_primary(translate("Map", "看雨情"), lambda: self._verbs.ask("storm"))]
        if subject.row.ordered is not Trigger.GO:  # cannot judge, or no gauge at all: go is still one key away
            go = partial(self._verbs.order, Trigger.GO)
            buttons.append(self._verb(translate("Map", "下令立即"), "order_go", go))
        self._panel.show_buttons(buttons)

    def show_link(self, subject: LinkSubject, at: datetime) -> None:
        closed = any(one.now for one in subject.closures)
        if closed:
            opens = _primary(translate("Map", "恢复通行"), self._verbs.open_road, keys.hint("open_island"))
            buttons: list[QWidget] = [opens]
        else:
            since = SinceField(self._typed.get(subject.link.id, phrases.hm(at)))
            since.textEdited.connect(partial(self._keep_typed, subject.link.id))
            since.returnPressed.connect(self._verbs.close_road)
            buttons = [
                _primary(translate("Map", "断路"), self._verbs.close_road, keys.hint("close_road")),
                label(translate("Map", "从"), "source"),
                since,
                label(translate("Map", "起"), "source"),
            ]
        if subject.undo is not None:
            event = subject.undo
            undo = VerbButton(translate("Map", "撤销断路"))
            undo.clicked.connect(lambda: self._model.undo_closure(subject.link.id, event))
            buttons.append(undo)
        if subject.news is not None and subject.news.tell:
            buttons.append(self._verb(translate("Map", "告知"), "plan", lambda: self._verbs.ask("plan")))
        self._panel.show_buttons(buttons)

    def show_shelter(self) -> None:
        self._panel.show_buttons([_primary(translate("Map", "开这个岛的单子"), lambda: self._verbs.ask("shelters"))])

    def _keep_typed(self, link: str, text: str) -> None:
        """A time half typed outlives the minute that redraws the panel."""
        self._typed = {link: text}

    def _verb(self, text: str, ident: str, do: Callable[[], object]) -> VerbButton:
        button = VerbButton(text, keys.hint(ident))
        button.clicked.connect(lambda: do())
        return button


def _in_rows(buttons: list[QWidget], each: int) -> QWidget:
    """More than stand beside each other."""
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(ipx(6))
    for number, button in enumerate(buttons):
        grid.addWidget(button, number // each, number % each)
    return block


def _primary(text: str, do: Callable[[], object], key: str = "⏎") -> PrimaryButton:
    button = PrimaryButton(text, key)
    button.clicked.connect(lambda: do())
    return button
