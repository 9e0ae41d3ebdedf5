"""A desk that answers at once from rows made by hand."""

import os
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from core.domain.relief import Cause
from core.queries.shelter_people import ShelterPeople
from tests.desktop.shelters import islands


class ReadyDesk(QObject):
    changed = Signal(object)
    moment = Signal(object)
    scope_changed = Signal(object)
    looking = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.scope: str | None = "妙峰山镇"
        self.looking_at = None
        self.now = islands.NOW
        self.rows = islands.rows()
        self.people = islands.people()
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.asked_for: list[tuple[str, str]] = []
        self.reads: list[str] = []
        self.relief: tuple[Any, ...] = ()
        self.next: tuple[Any, ...] = islands.next_islands()
        self.gates: tuple[Any, ...] = (islands.gate_row(),)

    def at(self) -> Any:
        return self.now

    def read(self, query: Any, then: Any, *, key: str, **facts: Any) -> None:
        self.reads.append(key)
        if key == "shelters-board":
            then(self.rows)
        elif key == "shelters-river":
            then(SimpleNamespace(river=[("永定河", line) for line in islands.RIVER]))
        elif key == "shelters-relief":
            then(self.relief)
        elif key == "shelters-next":
            then(self.next)
        elif key == "shelters-closing":
            then(islands.relief(Cause.CLOSING))
        elif key == "shelters-place":
            then(islands.PLACE)
        elif key == "shelters-gates":
            then(self.gates)
        elif key == "shelters-returners":
            then(islands.gate_people())
        else:
            mine = facts["shelter"] == self.people.shelter
            then(self.people if mine else ShelterPeople(facts["shelter"], (), ()))

    def write(self, operation: Any, *, refused: Any = None, then: Any = None, **facts: Any) -> None:
        self.written.append((operation.__name__, facts))
        if then is not None:
            then(None)

    def ask(self, screen: str, subject: str = "") -> None:
        self.asked_for.append((screen, subject))

    def select(self, kind: str, ident: str) -> None:
        """Nobody listens."""


@pytest.fixture
def desk(qapp: Any) -> ReadyDesk:
    return ReadyDesk()
