"""Verbs about those who are in the island: another room, out for a while, on to another island."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.domain.findings import Refusal, Rule
from core.operations import field
from core.operations import rooms as room_operations
from core.queries.rooms import BedRow, RoomRow, beds_to_choose, rooms_to_choose
from desktop.island.beds import change_room
from desktop.island.shown import Stage

if TYPE_CHECKING:
    from desktop.island.model import IslandModel


class Guests:
    """Works on the card that is open at the desk."""

    def __init__(self, model: "IslandModel") -> None:
        self._model = model

    def ask_room(self) -> None:
        """G: another room, for those at the door or, where nobody arrives, for those who are in."""
        persons = len(self._model.state.arriving or self._model.state.staying)
        self._model.desk.read(
            rooms_to_choose, self._take_choices, key="island-choices", urgent=True, shelter=self._model.state.shelter,
            persons=persons, at=self._model.desk.at(),
        )  # fmt: skip

    def _take_choices(self, choices: tuple[RoomRow, ...]) -> None:
        if not choices:
            self._model.refused.emit(Refusal(Rule.NO_FREE_BED, {"shelter": self._model.state.shelter}))
        elif self._model.state.stage is Stage.CARD:
            self._model.show(stage=Stage.ROOM, choices=choices)

    def choose_room(self, number: int) -> None:
        state = self._model.state
        if not 1 <= number <= len(state.choices):
            return
        room = state.choices[number - 1].room.id
        self._model.show(stage=Stage.CARD, room=room)
        if state.arriving:
            self._model.propose_beds()
        elif state.staying:
            self._write(change_room, shelter=state.shelter, room=room)

    def ask_bed(self) -> None:
        """C: another bed for one of those who are in."""
        staying = self._model.state.staying
        if len(staying) != 1:
            rule = Rule.ONE_AT_A_TIME if staying else Rule.NOBODY_HERE
            self._model.refused.emit(Refusal(rule, {}))
            return
        self._model.desk.read(
            beds_to_choose, self._take_beds, key="island-other-bed", urgent=True, shelter=self._model.state.shelter,
            person=staying[0], at=self._model.desk.at(),
        )  # fmt: skip

    def _take_beds(self, beds: tuple[BedRow, ...]) -> None:
        if not beds:
            self._model.refused.emit(Refusal(Rule.NO_FREE_BED, {"shelter": self._model.state.shelter}))
        elif self._model.state.stage is Stage.CARD:
            self._model.show(stage=Stage.BED, free_beds=beds)

    def choose_bed(self, number: int) -> None:
        state = self._model.state
        if 1 <= number <= len(state.free_beds):
            row = state.free_beds[number - 1]
            self._model.show(stage=Stage.CARD)
            self._model.desk.write(
                room_operations.give_beds, refused=self._model.refused.emit,
                then=lambda _done: self._model.next_one(), shelter=state.shelter, beds={row.person: row.bed},
            )  # fmt: skip

    def step_out(self) -> None:
        """L: out for a while; the bed is kept, and the card of whoever comes back is ready with one Enter."""
        self._write(room_operations.step_out, shelter=self._model.state.shelter)

    def ask_onward(self) -> None:
        """T: on to another island, each with what it has free."""
        if not self._model.state.staying:
            self._model.refused.emit(Refusal(Rule.NOBODY_HERE, {}))
        elif self._model.state.onward:
            self._model.show(stage=Stage.ONWARD)

    def send_on(self, number: int) -> None:
        state = self._model.state
        if 1 <= number <= len(state.onward):
            self._write(field.leave, place=state.shelter, to=state.onward[number - 1].shelter)

    def _write(self, operation: Callable[..., Any], **facts: Any) -> None:
        """Run an operation on those who are meant; then the next one may come."""
        model = self._model
        if not model.state.staying:
            model.refused.emit(Refusal(Rule.NOBODY_HERE, {}))
            return
        persons = model.state.staying
        model.desk.write(
            operation, refused=model.refused.emit, then=lambda _done: model.next_one(), persons=persons, **facts
        )
