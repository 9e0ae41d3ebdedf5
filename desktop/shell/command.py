"""What is typed into the command box, understood: a key that finds people, then perhaps a verb and a note."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.findings import Refusal, Rule
from core.domain.ids import HouseholdId, PersonId
from core.operations import people as people_operations
from core.queries import people as people_queries
from core.queries.rows import Hit, PersonCard, RollRow
from core.queries.shelters import shelter_board
from desktop import field_verbs
from desktop.desk import Desk
from desktop.talk_words import reason_of

VERBS = {"d": "arrived", "r": "housed", "j": "refuse", "s": "unreachable", "w": "away", "m": "see_map"}
LIMIT = 5
_SCREEN_OF = {"person": "people", "household": "people", "place": "map", "shelter": "shelters", "link": "map"}


@dataclass(frozen=True, slots=True)
class Command:
    """`key` finds, `verb` is one of `VERBS` or empty, `note` is the rest as typed."""

    key: str
    verb: str = ""
    note: str = ""


def parse(text: str) -> Command:
    """`lxd d 6` -> lxd, d, 6. Full-width letters count as ASCII; a single verb letter after a gap is the verb."""
    folded = unicodedata.normalize("NFKC", text).strip().removeprefix("/").strip()
    words = folded.split()
    if not words:
        return Command("")
    for at in range(1, len(words)):
        if words[at].lower() in VERBS:
            return Command(" ".join(words[:at]), words[at].lower(), " ".join(words[at + 1 :]))
    return Command(" ".join(words))


class CommandModel(QObject):
    """Searches as one types, does the verb of what was chosen; `done` when the box may close."""

    found = Signal(object, object)  # Command, tuple[Hit, ...]
    done = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.command = Command("")
        self.hits: tuple[Hit, ...] = ()
        self._answered = ""  # the key that `hits` are the answer to
        self._entered = False  # Enter came before the answer

    def typed(self, text: str) -> None:
        command = parse(text)
        same = command.key == self.command.key
        self.command = command
        self._entered = False
        if not command.key:
            self.hits, self._answered = (), ""
            self.found.emit(command, ())
        elif same:
            self.found.emit(command, self.hits)
        else:
            self.desk.read(
                people_queries.search,
                partial(self._found, command.key),
                key="search",
                urgent=True,
                text=command.key,
                limit=LIMIT,
                scope=self.desk.scope,
                at=self.desk.at(),
            )

    def _found(self, key: str, hits: tuple[Hit, ...]) -> None:
        if key == self.command.key:
            self.hits, self._answered = hits, key
            self.found.emit(self.command, hits)
            if self._entered:
                self._entered = False
                self.choose(0)

    def enter(self, index: int) -> None:
        """Enter: the chosen hit, or 收为不在册 where the list says that there is nobody.

        Before the search has answered it waits: a fast hand or a scanner must not act on the hits of half a word, nor
        take in a stranger before anybody has read that the name is not in the register.
        """
        if self._answered != self.command.key:
            self._entered = True
        elif self.hits:
            self.choose(index)
        else:
            self.take_in()

    def choose(self, index: int) -> None:
        """Open the hit, or do the verb that was typed behind it; nothing while the list answers another word."""
        if self._answered != self.command.key or not 0 <= index < len(self.hits):
            return
        hit, command = self.hits[index], self.command
        if command.verb in ("", "m") or hit.kind not in ("person", "household"):
            self._open(hit, on_map=command.verb == "m")
            return
        query: Callable[..., PersonCard | None]
        facts: dict[str, Any]
        if hit.kind == "person":
            query, facts = people_queries.person_card, {"person_id": PersonId(hit.id)}
        else:
            query, facts = people_queries.household_card, {"household": HouseholdId(hit.id)}
        self.desk.read(
            query, partial(self._act, hit, command), key="command-card", urgent=True, at=self.desk.at(), **facts
        )

    def take_in(self) -> None:
        """收为不在册: register the typed name on the spot, at the first open island of the officer's town."""
        name = self.command.key
        if name:
            self.desk.read(
                shelter_board, partial(self._take_in_at, name), key="command-shelters", urgent=True,
                scope=self.desk.scope, at=self.desk.at(),
            )  # fmt: skip

    def _take_in_at(self, name: str, board: tuple[object, ...]) -> None:
        rows = [row for row in board if getattr(row, "open", False)]
        if not rows:
            self.refused.emit(Refusal(Rule.UNKNOWN_SHELTER, {"none_open": True, "person": name}))
            return
        here = rows[0].shelter.id  # type: ignore[attr-defined]
        self.desk.write(
            people_operations.add_person, refused=self.refused.emit, then=lambda _changes: self.done.emit(),
            name=name, place=here, note=self.command.note,
        )  # fmt: skip

    def _open(self, hit: Hit, on_map: bool) -> None:
        self.desk.ask("map" if on_map else _SCREEN_OF[hit.kind], f"{hit.kind}/{hit.id}")
        self.done.emit()

    def _act(self, hit: Hit, command: Command, card: PersonCard | None) -> None:
        if card is None:
            self.refused.emit(Refusal(Rule.UNKNOWN_PERSON, {"person": hit.name}))
            return
        rows: tuple[RollRow, ...] = (card.row,) if hit.kind == "person" else card.members
        refusals: list[Refusal] = []

        def refuse(refusal: Refusal) -> None:
            refusals.append(refusal)
            self.refused.emit(refusal)

        if command.verb in ("d", "r"):
            field_verbs.arrived(self.desk, rows, refuse, housed=command.verb == "r", note=command.note)
        elif command.verb == "j":
            digit, _, said = command.note.partition(" ")
            why = reason_of(int(digit)) if digit.isdecimal() else None
            note = command.note if why is None else said
            field_verbs.refused_to_move(self.desk, rows, refuse, note, why)
        elif command.verb == "s":
            field_verbs.out_of_reach(self.desk, rows, refuse, command.note)
        else:
            field_verbs.away(self.desk, rows, refuse, command.note)
        if not refusals:
            self.done.emit()
