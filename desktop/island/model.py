"""The desk at an island's door: input, card, Enter, input. What is typed survives screen change, lock and restart."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Evidence
from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, PersonId
from core.domain.scattered import CALLED_BACK, Scattered
from core.operations import people as people_operations
from core.queries.door import DoorCard, DoorHit, at_the_door, door_card, is_slip, islands_from, scanned
from core.queries.rooms import (
    BedRow,
    NextIsland,
    RoomBoard,
    next_islands,
    propose,
    room_board,
)
from core.queries.shelters import shelter_board
from desktop.conflicts.model import ConflictsModel
from desktop.desk import Desk
from desktop.island.beds import arrive
from desktop.island.guests import Guests
from desktop.island.half_typed import HalfTyped, stranger_fields
from desktop.island.shown import FIELDS, IslandShown, Stage, here, ticked_at_first
from desktop.island.strangers import stranger_of

translate = QCoreApplication.translate
WAYS = (Scattered.RELATIVES, Scattered.HOST)


class IslandModel(QObject):
    """`shown` with each state; `refused` at the card; `recorded` when the next one may come."""

    shown = Signal(object)
    fact_changed = Signal(str)
    refused = Signal(object)
    recorded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fact = ""
        self.state = IslandShown(shelter=desk.shelter)
        self.conflicts = ConflictsModel(desk, key="conflicts-island", parent=self)
        self.guests = Guests(self)
        self.half_typed = HalfTyped(desk, lambda: self.state, self)
        self._answered = ""  # the text that the hits are the answer to
        self._entered = False  # Enter came before the answer
        self._recording = False
        self._wants_card = False  # a card is being fetched, and nothing has been pressed since
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _at: self.show(now=self.desk.at()))
        desk.looking.connect(lambda _at: self._ask_board())
        desk.shelter_changed.connect(self._on_shelter)
        if desk.shelter:
            self._ask_board()
            self.half_typed.restore(self._restore)

    # -- which island ------------------------------------------------------------------------------------------------

    def _on_shelter(self, shelter: str) -> None:
        self.state = IslandShown(shelter=shelter, now=self.desk.at())
        self.conflicts.serve("", "")
        self._ask_board()
        self.show()

    def _ask_board(self) -> None:
        if self.state.shelter:
            at = self.desk.at()
            self.desk.read(shelter_board, self._take_board, key="island-board", scope=None, at=at)
            shelter = self.state.shelter
            self.desk.read(islands_from, self._take_islands, key="island-others", shelter=shelter)
            self.desk.read(room_board, self._take_rooms, key="island-rooms", shelter=shelter, at=at)
            self.desk.read(next_islands, self._take_onward, key="island-onward", shelter=shelter, at=at)

    def _take_board(self, rows: tuple[Any, ...]) -> None:
        row = next((row for row in rows if row.shelter.id == self.state.shelter), None)
        if row is not None and self.conflicts.state.here != row.shelter.id:
            self.conflicts.serve(row.shelter.id, row.shelter.name)
        self.show(row=row, loaded=True, now=self.desk.at())

    def _take_islands(self, islands: tuple[tuple[str, str], ...]) -> None:
        self.show(islands=islands)

    def _take_rooms(self, board: RoomBoard) -> None:
        self.show(board=board)

    def _take_onward(self, islands: tuple[NextIsland, ...]) -> None:
        self.show(onward=islands)

    def _on_changed(self, changes: Changes) -> None:
        if not self.state.shelter:
            return
        self._ask_board()
        card = self.state.card
        if card is not None and changes.subjects & {f"person/{row.person}" for row in card.members}:
            self._ask_card(card.found, keep_ticks=True)

    # -- typing ------------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        self._entered = False
        self._wants_card = False
        self.show(typed=text)
        self._keep_soon()
        if not text.strip():
            self._answered = text
            self.show(hits=(), at_hit=0)
            return
        self.desk.read(
            at_the_door, partial(self._found, text), key="island-search", urgent=True, text=text,
            shelter=self.state.shelter, scope=self.desk.scope, at=self.desk.at(),
        )  # fmt: skip

    def _found(self, text: str, hits: tuple[DoorHit, ...]) -> None:
        if text != self.state.typed:
            return
        self._answered = text
        self.show(hits=hits, at_hit=0)
        if self._entered:
            self._entered = False
            self.pick(0)

    def step(self, by: int) -> None:
        if self.state.hits:
            self.show(at_hit=(self.state.at_hit + by) % len(self.state.hits))

    def enter(self) -> None:
        """Enter in the input: the chosen line's card; nobody found, and the name can be taken in as a stranger's."""
        if self._answered != self.state.typed:
            self._entered = True
        elif self.state.hits:
            self.pick(self.state.at_hit)
        elif self.state.typed.strip():
            self.begin_stranger(self.state.typed.strip())

    def pick(self, number: int) -> None:
        """The card of the line `number`, counting from 0, of the list that answers what is typed."""
        if self._answered == self.state.typed and 0 <= number < len(self.state.hits):
            hit = self.state.hits[number]
            self._ask_card(hit.row.person, card_read=hit.card)

    def _ask_card(self, person: str, card_read: bool = False, keep_ticks: bool = False, slip: str = "") -> None:
        card = self.state.card
        if keep_ticks and card is not None:
            card_read, slip = card.card_read, card.slip or ""
        else:
            self._wants_card = True
        self.desk.read(
            door_card, partial(self._open, keep_ticks=keep_ticks), key="island-card", urgent=True, person=person,
            at=self.desk.at(), card_read=card_read, slip=slip or None,
        )  # fmt: skip

    def _open(self, card: DoorCard | None, keep_ticks: bool = False) -> None:
        if card is None:
            self.refused.emit(Refusal(Rule.UNKNOWN_PERSON, {"person": self.state.typed}))
            return
        opened = self.state.card
        if keep_ticks and (opened is None or opened.found != card.found):
            return  # recorded or left since
        if not keep_ticks and not self._wants_card:
            return  # typed on since
        self._wants_card = False
        if keep_ticks:
            ticked = self.state.ticked - {row.person for row in card.members if here(row, self.state.shelter)}
            self.show(card=card, ticked=frozenset(ticked))
        else:
            ticked = ticked_at_first(card, self.state.shelter)
            self.show(card=card, ticked=ticked, stage=Stage.CARD, came_from=None, elsewhere=None, pending="", room=None)
        self._keep_soon()
        self.propose_beds()

    def propose_beds(self) -> None:
        """Ask which beds whoever is ticked would get."""
        state = self.state
        self.desk.read(
            propose, self._take_beds, key="island-beds", urgent=True, shelter=state.shelter, persons=state.arriving,
            at=self.desk.at(), room=state.room,
        )  # fmt: skip

    def _take_beds(self, beds: tuple[BedRow, ...]) -> None:
        self.show(beds=beds)

    # -- scanning ----------------------------------------------------------------------------------------------------

    def scan(self, code: str) -> None:
        """A card or slip was held before the scanner: over an open card it is asked first what becomes of that."""
        card = self.state.card
        if card is not None and is_slip(code) and len(self.state.ticked) == 1:
            self.show(card=replace(card, slip=EventId(code.lower())))  # his own slip, handed over after the card
        elif card is not None:
            self.show(stage=Stage.ASK, pending=code)
        else:
            self._look_up(code)

    def _look_up(self, code: str) -> None:
        self._wants_card = True
        self.desk.read(
            scanned, partial(self._scanned, code), key="island-scan", urgent=True, text=code, at=self.desk.at()
        )

    def _scanned(self, code: str, card: DoorCard | None) -> None:
        if card is None:
            self.refused.emit(Refusal(Rule.UNKNOWN_CODE, {"code": code}))
            return
        self._open(card)

    def answer(self, record_first: bool) -> None:
        """先记这户？ Enter records the open card and goes on with the scanned one, Esc keeps the open card."""
        code = self.state.pending
        self.show(stage=Stage.CARD, pending="")
        if record_first:
            self.record(housed=True, then=lambda: self._look_up(code))

    # -- the card ----------------------------------------------------------------------------------------------------

    def toggle(self, number: int) -> None:
        card = self.state.card
        if card is not None and 1 <= number <= len(card.members):
            self._tick(self.state.ticked ^ {card.members[number - 1].person})

    def _tick(self, ticked: frozenset[PersonId]) -> None:
        self.show(ticked=ticked)
        self._keep_soon()
        self.propose_beds()

    def only_found(self) -> None:
        """E: only the one who was named is here."""
        if self.state.card is not None:
            self._tick(frozenset((self.state.card.found,)))

    def ask_from(self) -> None:
        """F: 从哪个点过来的？"""
        if self.state.card is not None and self.state.islands:
            self.show(stage=Stage.FROM)

    def came_from(self, number: int) -> None:
        if 1 <= number <= len(self.state.islands):
            self.show(stage=Stage.CARD, came_from=self.state.islands[number - 1])

    def ask_elsewhere(self) -> None:
        """V: not here, but with relatives or in a host home, as a call back says."""
        if self.state.card is not None:
            self.show(stage=Stage.ELSEWHERE, elsewhere=None)

    def elsewhere(self, number: int) -> None:
        """Which of the two; then how it is known."""
        if self.state.elsewhere is None:
            if 1 <= number <= len(WAYS):
                self.show(elsewhere=WAYS[number - 1])
        elif 1 <= number <= len(CALLED_BACK):
            self.show(stage=Stage.WHERE, called_back=CALLED_BACK[number - 1])

    def record_elsewhere(self, note: str) -> None:
        """Where exactly, as said on the phone; it may stay empty."""
        card, place = self.state.card, self.state.elsewhere
        if card is None or place is None:
            return
        self._check_in(card, place=str(place), evidence=self.state.called_back, note=note.strip())

    def record(self, housed: bool, then: Any = None) -> None:
        """Enter: whoever is ticked has arrived here, and with `housed` has a bed."""
        card = self.state.card
        if card is None:
            return
        if not self.state.arriving:
            self.refused.emit(Refusal(Rule.NOBODY_TICKED, {}))
            return
        self._check_in(card, place=self.state.shelter, housed=housed, evidence=Evidence.SEEN, then=then)

    def _check_in(
        self,
        card: DoorCard,
        *,
        place: str,
        housed: bool = False,
        evidence: Evidence | None = None,
        note: str = "",
        then: Any = None,
    ) -> None:
        if self._recording:  # a second Enter, before the first was written
            return
        persons = self.state.arriving
        came_from = self.state.came_from
        alone = len(persons) == 1 and persons[0] == card.found
        if alone and place == self.state.shelter and (card.card_read or card.slip):
            evidence = Evidence.CARD if card.card_read else Evidence.SLIP

        def done(_changes: Changes) -> None:
            self._recording = False
            self.next_one()
            if then is not None:
                then()

        def refuse(refusal: Refusal) -> None:
            self._recording = False
            self.refused.emit(refusal)

        self._recording = True
        self.desk.write(
            arrive, refused=refuse, then=done, persons=persons, place=place, housed=housed,
            room=self.state.room,
            moved_from=came_from[0] if came_from else None, slip=card.slip if alone else None, evidence=evidence,
            note=note,
        )  # fmt: skip

    def next_one(self) -> None:
        """Recorded: the input, empty."""
        self._answered = ""
        self.show(
            typed="", hits=(), at_hit=0, card=None, ticked=frozenset(), stage=Stage.TYPING, came_from=None,
            elsewhere=None, pending="", stranger=("",) * FIELDS, beds=(), room=None,
        )  # fmt: skip
        self.half_typed.now()
        self.recorded.emit()

    def back(self) -> None:
        """Esc: one level back; the card goes, what was typed stays to be changed."""
        stage = self.state.stage
        self._wants_card = False
        if stage in (Stage.FROM, Stage.ELSEWHERE, Stage.WHERE, Stage.ASK, Stage.ROOM, Stage.BED, Stage.ONWARD):
            self.show(stage=Stage.CARD, elsewhere=None, pending="")
        elif stage in (Stage.CARD, Stage.STRANGER):
            self.show(stage=Stage.TYPING, card=None, ticked=frozenset(), came_from=None)
        elif self.state.typed:
            self.type("")
        self._keep_soon()

    # -- somebody whom the register does not have --------------------------------------------------------------------

    def begin_stranger(self, name: str = "") -> None:
        """X: three fields, each of which may stay 不详."""
        fields = self.state.stranger
        if name and name != fields[0]:  # another one: nothing that was typed of the one before
            fields = (name, *("",) * (FIELDS - 1))
        draft = any(fields) and fields == self.state.stranger
        self.show(stage=Stage.STRANGER, card=None, stranger=fields, draft=draft)
        self._keep_soon()

    def type_stranger(self, fields: tuple[str, ...]) -> None:
        self.show(stranger=fields)
        self._keep_soon()

    def clear_draft(self) -> None:
        """What was left half-typed of somebody else goes."""
        self.show(stranger=("",) * FIELDS, draft=False)
        self._keep_soon()

    def take_in(self) -> None:
        facts = stranger_of(self.state.stranger, self.desk.now())
        self.desk.write(
            people_operations.add_person, refused=self.refused.emit, then=lambda _changes: self.next_one(),
            place=self.state.shelter, **facts,
        )  # fmt: skip

    # -- half-typed --------------------------------------------------------------------------------------------------

    def _keep_soon(self) -> None:
        self.half_typed.soon()

    def _restore(self, kept: dict[str, Any] | None) -> None:
        """Go on where the window was closed, unless somebody has begun anew."""
        if kept is None or self.state.typed or self.state.card is not None:
            return
        self.show(stranger=stranger_fields(kept))
        self.type(str(kept.get("typed", "")))
        card = kept.get("card")
        if isinstance(card, dict):
            ticked = frozenset(PersonId(str(one)) for one in card.get("ticked", ()))
            self.desk.read(
                door_card, partial(self._reopen, ticked), key="island-card", person=str(card.get("person", "")),
                at=self.desk.at(),
            )  # fmt: skip
        elif kept.get("stage") == Stage.STRANGER:
            self.begin_stranger()

    def _reopen(self, ticked: frozenset[PersonId], card: DoorCard | None) -> None:
        if card is not None:
            self.show(card=card, ticked=ticked & {row.person for row in card.members}, stage=Stage.CARD)
            self.propose_beds()

    def close(self) -> None:
        """The window goes: what is half-typed is kept first."""
        self.half_typed.now()

    def show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.shown.emit(self.state)
