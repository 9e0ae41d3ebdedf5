"""The queue of people to reconcile: one card open at a time, decided by a person, never by a clock.

A decision has two parts, each one key: which claim is true, and how that was found out. Nothing is preselected.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.events import Changes, Evidence, Kind
from core.operations.reconciling import resolve
from core.queries.bed_cards import BedCard, Card, queue
from core.queries.conflicts import ConflictCard
from desktop.conflicts.beds import settle_bed
from desktop.desk import Desk

HOW = (Evidence.SEEN, Evidence.PHONE_SELF, Evidence.PHONE_HELPER, Evidence.SLIP, Evidence.HEARSAY)
HERE = -1  # the claim that nobody made: he stands at this desk
NUMBERED = 9
_KINDS = (
    Kind.ARRIVED,
    Kind.LEFT,
    Kind.REFUSED,
    Kind.UNREACHABLE,
    Kind.AWAY,
    Kind.CALLED,
    Kind.VOIDED,
    Kind.IMPORTED,
    Kind.LINKED,
    Kind.UNLINKED,
    Kind.PERSON_ADDED,
    Kind.ROOMED,
    Kind.RETURNED,
)


@dataclass(frozen=True, slots=True)
class ConflictsShown:
    """`opened` is the card that is open, `claim` the number of the claim chosen on it (0: none yet)."""

    cards: tuple[Card, ...] = ()
    listed: bool = False
    opened: str = ""
    claim: int = 0
    here: str = ""
    here_name: str = ""
    now: datetime | None = None
    loaded: bool = False

    @property
    def card(self) -> Card | None:
        return next((card for card in self.cards if card.ident == self.opened), None)

    @property
    def number(self) -> int:
        """Place of the open card in the queue, counting from 1; 0 without one."""
        return next((n for n, card in enumerate(self.cards, start=1) if card.ident == self.opened), 0)


class ConflictsModel(QObject):
    """`key` tells the readings of two screens apart. A desk that serves an island always shows its queue."""

    shown = Signal(object)
    refused = Signal(object)
    settled = Signal(str)  # the name of whoever was settled

    def __init__(self, desk: Desk, *, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = ConflictsShown()
        self._key = key
        self._goes_to = 0  # the number that was pressed before the queue was there
        self._goes_to_bed = False
        desk.changed.connect(self._on_changed)
        desk.scope_changed.connect(lambda _scope: self._ask() if self._wanted else None)

    @property
    def _wanted(self) -> bool:
        return bool(self.state.here) or self.state.listed or bool(self.state.opened)

    def serve(self, shelter: str, name: str) -> None:
        """Which island this desk stands in: its own cards come first, and 就在本岛 is an answer."""
        self._show(here=shelter, here_name=name)
        if self._wanted:
            self._ask()

    # -- the queue ---------------------------------------------------------------------------------------------------

    def list_cards(self) -> None:
        """K: the queue, each card with its number."""
        self._goes_to, self._goes_to_bed = 0, False
        self._show(listed=True, opened="", claim=0)
        self._ask()

    def list_beds(self) -> None:
        """The queue with the first card about a bed open, as from the page of a hand-over."""
        self.list_cards()
        self._goes_to_bed = True

    def open_number(self, number: int) -> None:
        """1…9 after K. What is pressed before the queue is there opens a card, and decides nothing on it; an answer
        that was on its way before K may say that there is nobody."""
        if 1 <= number <= min(NUMBERED, len(self.state.cards)):
            self._show(opened=self.state.cards[number - 1].ident, claim=0)
        elif not self.state.cards:
            self._goes_to = number

    def step(self, by: int) -> None:
        """The next card of the queue, or the one before."""
        cards = self.state.cards
        if cards:
            at = (max(self.state.number - 1, 0) + by) % len(cards)
            self._show(opened=cards[at].ident, claim=0)

    def back(self) -> bool:
        """Esc: one level back; False when nothing is open any more."""
        if self.state.claim:
            self._show(claim=0)
        elif self.state.opened:
            self._show(opened="", listed=True)
        else:
            self.leave()
            return False
        return True

    def leave(self) -> None:
        self._goes_to, self._goes_to_bed = 0, False
        if self.state.here:
            self._show(listed=False, opened="", claim=0)
        else:  # nobody keeps it fresh: the next K asks anew
            self._show(listed=False, opened="", claim=0, cards=(), loaded=False)

    # -- deciding ----------------------------------------------------------------------------------------------------

    def digit(self, number: int) -> None:
        """Which card, then which claim, then how it was found out."""
        card = self.state.card
        if card is None:
            self.open_number(number)
        elif isinstance(card, BedCard):
            if number <= card.answers:
                self._settle_bed(card, number)
        elif not self.state.claim:
            if number <= len(card.claims):
                self._show(claim=number)
        elif number <= len(HOW):
            self._settle(card, HOW[number - 1])

    def choose_here(self) -> None:
        """D: he stands at this desk, whatever anybody else says."""
        if isinstance(self.state.card, ConflictCard) and self.state.here:
            self._show(claim=HERE)

    def open_person(self) -> None:
        """His entry in the register: the phone to ring, and all that was recorded of him."""
        if self.state.card is not None:
            self.desk.ask("people", f"person/{self.state.card.person}")

    def _settle(self, card: ConflictCard, evidence: Evidence) -> None:
        claim = self.state.claim
        answer: dict[str, Any] = {"place": self.state.here} if claim == HERE else {"keep": card.claims[claim - 1].event}
        done = self._following(card, card.name)
        self.desk.write(resolve, refused=self.refused.emit, then=done, person=card.person, evidence=evidence, **answer)

    def _settle_bed(self, card: BedCard, answer: int) -> None:
        """One digit is enough: who has which bed is seen, and Ctrl+Z takes it back."""
        done = self._following(card, "、".join(card.names))
        self.desk.write(settle_bed, refused=self.refused.emit, then=done, card=card, answer=answer)

    def _following(self, card: Card, name: str) -> Callable[[Changes], None]:
        """What comes once a card is settled: the next one, or the work it was opened over."""
        after = self.state.cards[self.state.number % len(self.state.cards)]
        following = after.ident if after.ident != card.ident else ""

        def done(_changes: Changes) -> None:
            if following:
                self._show(opened=following, claim=0)
            else:  # worked off
                self.leave()
            self.settled.emit(name)

        return done

    # -- asking ------------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if self._wanted and (changes.touches(*_KINDS) or changes.tables):
            self._ask()

    def _ask(self) -> None:
        self.desk.read(queue, self._take, key=self._key, scope=self.desk.scope, here=self.state.here)

    def _take(self, cards: tuple[Card, ...]) -> None:
        opened = self.state.opened
        gone = bool(opened) and not any(card.ident == opened for card in cards)
        if gone and not cards:  # worked off, here or on another desk
            self._show(cards=cards, loaded=True)
            self.leave()
            return
        if gone:
            opened = cards[0].ident
        changed = opened != self.state.opened or self._claims(opened) != _claims_of(cards, opened)
        claim = 0 if changed else self.state.claim  # what was chosen must be what still stands on the card
        self._show(cards=cards, opened=opened, claim=claim, loaded=True, now=self.desk.at())
        if self._goes_to_bed and cards:
            self._goes_to_bed = False
            bed = next((card.ident for card in cards if isinstance(card, BedCard)), "")
            self._show(opened=bed, claim=0)
        if self._goes_to and cards:  # an answer to an older question may still find nobody
            number, self._goes_to = self._goes_to, 0
            self.open_number(number)

    def _claims(self, opened: str) -> tuple[str, ...]:
        return _claims_of(self.state.cards, opened)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.shown.emit(self.state)


def _claims_of(cards: tuple[Card, ...], opened: str) -> tuple[str, ...]:
    found = next((card for card in cards if card.ident == opened), None)
    return tuple(claim.event for claim in found.claims) if isinstance(found, ConflictCard) else ()
