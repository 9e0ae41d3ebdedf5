"""What waits for somebody's word in the register: pairs that may be one person, fields on which desks differ."""

from dataclasses import dataclass

from core.domain.entries import Field
from core.domain.ids import PersonId
from core.queries.duplicates import PairCard, open_pairs, pair_card
from core.queries.entries import entry_row, field_history, in_town
from core.queries.rows import EditRow, EntryRow
from core.store.database import Store
from core.store.people import entries, linked_with

MOST_CARDS = 60


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One field of one entry to which desks gave different values, in the order of their events' ids."""

    entry: EntryRow
    field: str
    values: tuple[EditRow, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Cards of a town or the district; `total` counts all that wait, also those not shown."""

    cards: tuple[PairCard | FieldCard, ...]
    total: int


def review(store: Store, scope: str | None, person: PersonId | None = None) -> Review:
    """Conflicts first, then pairs; those of one person before all others."""
    conflicts = _field_cards(store, scope)
    pairs = [
        item
        for item in open_pairs(store).found
        if scope is None or any(in_town(store, entry, scope) for entry in item.pair)
    ]
    mine = frozenset(linked_with(store, person)) if person is not None else frozenset()
    conflicts.sort(key=lambda card: card.entry.entry not in mine)
    pairs.sort(key=lambda item: mine.isdisjoint(item.pair))
    room = max(0, MOST_CARDS - len(conflicts))
    made: list[PairCard | FieldCard] = [*conflicts, *(pair_card(store, item) for item in pairs[:room])]
    if mine:
        made.sort(key=lambda card: mine.isdisjoint(_about(card)))
    return Review(tuple(made), len(conflicts) + len(pairs) + open_pairs(store).waiting)


def review_count(store: Store, scope: str | None) -> int:
    """How many cards wait, without making them."""
    conflicts = sum(
        len(entry.conflicts)
        for one, entry in entries(store).items()
        if entry.conflicts and (scope is None or in_town(store, one, scope))
    )
    found = open_pairs(store)
    pairs = sum(scope is None or any(in_town(store, one, scope) for one in item.pair) for item in found.found)
    return conflicts + pairs + found.waiting


def _about(card: PairCard | FieldCard) -> tuple[PersonId, ...]:
    return card.candidate.pair if isinstance(card, PairCard) else (card.entry.entry,)


def _field_cards(store: Store, scope: str | None) -> list[FieldCard]:
    found = []
    for one, entry in entries(store).items():
        if not entry.conflicts or (scope is not None and not in_town(store, one, scope)):
            continue
        for field in entry.conflicts:
            values = (
                tuple(edit for edit in field_history(store, one, field) if edit.live) if field in set(Field) else ()
            )
            found.append(FieldCard(entry_row(store, one), field, values))
    return found
