"""The queue of 待核 cards of the register: asked for a town, decided one after the other, later means later today."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.events import Changes, Kind
from core.domain.ids import PersonId
from core.queries.duplicates import PairCard
from core.queries.review import FieldCard, Review, review
from desktop.desk import Desk
from desktop.people import edits

_TOUCHED = (
    Kind.IMPORTED,
    Kind.PERSON_ADDED,
    Kind.FIELD_EDITED,
    Kind.LINKED,
    Kind.UNLINKED,
    Kind.DIFFERED,
    Kind.TAKEN_OFF,
    Kind.PUT_BACK,
    Kind.VOIDED,
    Kind.ARRIVED,  # somebody who was taken off the list
)


def ident_of(card: PairCard | FieldCard) -> str:
    if isinstance(card, PairCard):
        return "+".join(card.candidate.pair)
    return f"{card.entry.entry}/{card.field}"


class ReviewModel(QObject):
    shown = Signal(object)  # Review, those put off at the end
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = Review((), 0)
        self._later: dict[str, None] = {}
        self._in_front = False
        self._person = ""
        desk.changed.connect(self._on_changed)
        desk.scope_changed.connect(lambda _scope: self._ask_if_front())

    def front(self, in_front: bool, person: str = "") -> None:
        """`person`: whose cards come first."""
        self._in_front = in_front
        if in_front:
            self._person = person
            self.ask()

    def ask(self) -> None:
        person = PersonId(self._person) if self._person else None
        self.desk.read(review, self._show, key="review", scope=self.desk.scope, person=person)

    def card(self, ident: str) -> PairCard | FieldCard | None:
        return next((card for card in self.state.cards if ident_of(card) == ident), None)

    def decide(self, card: PairCard | FieldCard, choice: int) -> None:
        """1 the same person, 2 two people, 3 later; of a field: the value of this number, or later after the last."""
        if isinstance(card, PairCard):
            if choice in (1, 2):
                one, other = card.candidate.pair
                edits.decide(self.desk, one, other, choice == 1, self.refused.emit)
            elif choice == 3:
                self._put_off(ident_of(card))
        elif card.field == "off" and choice == 1:
            edits.put_back(self.desk, card.entry.entry, self.refused.emit)
        elif card.field == "off" and choice == 2:
            edits.take_off(self.desk, card.entry.entry, "moved_away", self.refused.emit, lambda _changes: None)
        elif choice <= len(card.values):
            event = card.values[choice - 1].event
            edits.settle(self.desk, card.entry.entry, card.field, event, self.refused.emit)
        else:
            self._put_off(ident_of(card))

    def _put_off(self, ident: str) -> None:
        self._later.pop(ident, None)
        self._later[ident] = None
        self._show(self.state)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TOUCHED):
            self._ask_if_front()

    def _ask_if_front(self) -> None:
        if self._in_front:
            self.ask()

    def _show(self, state: Any) -> None:
        order = {ident: at for at, ident in enumerate(self._later)}
        cards = sorted(state.cards, key=lambda card: order.get(ident_of(card), -1))
        self.state = Review(tuple(cards), state.total)
        self.shown.emit(self.state)
