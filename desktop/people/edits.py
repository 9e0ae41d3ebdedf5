"""What the register screen changes, through the desk: fields, entries checked, somebody new, taken off, put back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from core.domain.entries import Field
from core.domain.events import Changes
from core.domain.findings import Refusal
from core.domain.ids import EventId, PersonId
from core.operations import links, register
from core.queries.names import find_place
from core.store.database import Store
from desktop import register_words
from desktop.desk import Desk

Refused = Callable[[Refusal], None]
Then = Callable[[Any], None]
NEW_FIELDS = (Field.NAME, Field.SEX, Field.BIRTH, Field.MOBILITY, Field.HAZARDS, Field.PLACE, Field.HOUSEHOLD)
MOBILITY_DIGITS = {"1": "walks", "2": "slow", "3": "wheelchair", "4": "bedridden"}


def _typed(store: Store, field: str, text: str) -> str:
    """What somebody typed as the register stores it: villages by name, mobility by word or digit."""
    if field == Field.PLACE and text.strip():
        return find_place(store, text.strip())
    if field == Field.MOBILITY:
        return MOBILITY_DIGITS.get(text.strip(), register_words.mobility_code(text))
    return text


def _edit(store: Store, *, person: PersonId, field: str, text: str, at: datetime, operator: str) -> Changes:
    new = field == Field.HOUSEHOLD and text.startswith("+")
    said = _typed(store, field, text.removeprefix("+") if new else text)
    return register.edit(store, person=person, field=field, text=said, at=at, operator=operator, new_household=new)


def _enter(store: Store, *, fields: tuple[tuple[str, str], ...], at: datetime, operator: str) -> Changes:
    said = {name: _typed(store, name, text) for name, text in fields}
    if not said.get(Field.MOBILITY):
        said.pop(Field.MOBILITY, None)
    return register.enter_person(store, fields=said, at=at, operator=operator)


def edit(desk: Desk, person: str, field: str, text: str, refused: Refused, then: Then) -> None:
    """One field of one person; a household that begins with + is founded."""
    desk.write(_edit, refused=refused, then=then, person=PersonId(person), field=field, text=text)


def enter(desk: Desk, fields: tuple[tuple[str, str], ...], refused: Refused, then: Then) -> None:
    desk.write(_enter, refused=refused, then=then, fields=fields)


def confirm(desk: Desk, person: str, refused: Refused) -> None:
    """The phone and the entry were checked and are right."""
    desk.write(register.confirm, refused=refused, persons=(person,), what=("phone", "entry"))


def take_off(desk: Desk, person: str, reason: str, refused: Refused, then: Then) -> None:
    desk.write(register.take_off, refused=refused, then=then, person=PersonId(person), reason=reason)


def put_back(desk: Desk, person: str, refused: Refused) -> None:
    desk.write(register.put_back, refused=refused, person=person)


def decide(desk: Desk, one: str, other: str, same: bool, refused: Refused) -> None:
    """Two entries are one person, or two."""
    operation = links.link if same else links.differ
    desk.write(operation, refused=refused, one=PersonId(one), other=PersonId(other))


def part(desk: Desk, person: str, refused: Refused) -> None:
    """Open every link between a person's entries again."""
    desk.write(links.part, refused=refused, person=PersonId(person))


def settle(desk: Desk, entry: str, field: str, event: str, refused: Refused) -> None:
    desk.write(register.settle, refused=refused, entry=PersonId(entry), field=field, event=EventId(event))
