"""Institutions with their heads: present by count, moved, and the answers that are due. They stand outside `due`."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.freshness import Flag, is_old, season_start
from core.domain.hazards import Trigger
from core.domain.people import Institution
from core.queries.masking import mask_contact
from core.queries.names import places
from core.queries.night import night
from core.queries.timing import BEIJING
from core.store.database import Store
from core.store.institutions import InstitutionEntry, Said, institution_entries
from core.store.standards import fresh_rules


@dataclass(frozen=True, slots=True)
class Told:
    """One thing somebody said of an institution: numbers as text by name, or the reason."""

    what: tuple[tuple[str, str], ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One institution now. `institution` holds the present heads: counted ones, else those of the table (then
    `counted_at` is None), and its contact with the phone masked. `disputed` names what desks said differently; `level`
    is the order at its village."""

    institution: Institution
    place_name: str
    town: str
    level: Trigger
    counted_at: datetime | None
    counted_by: str
    moved: int
    moved_at: datetime | None
    counts: tuple[Told, ...]
    answer: Told | None
    flags: frozenset[Flag]
    disputed: tuple[str, ...]

    @property
    def over_capacity(self) -> bool:
        return self.institution.capacity is not None and self.institution.heads > self.institution.capacity


@dataclass(frozen=True, slots=True)
class InstitutionBoard:
    """All institutions of a town (or the district) and their sums; `moved` are persons, as everywhere."""

    rows: tuple[InstitutionRow, ...]
    heads: int
    cannot_walk: int
    moved: int
    uncounted: int
    answers_due: int


def institution_row(store: Store, institution: str, at: datetime) -> InstitutionRow:
    """One institution as it stands at `at`; a KeyError for one that is not in the file."""
    return _row(store, institution_entries(store)[institution], at)


def institution_board(store: Store, scope: str | None, at: datetime) -> InstitutionBoard:
    """Ordered villages first, then whoever needs a count, then by town and village."""
    rows = [_row(store, entry, at) for entry in institution_entries(store).values()]
    rows = [row for row in rows if scope is None or row.town == scope]
    rows.sort(key=_first_to_look_at)
    return InstitutionBoard(
        tuple(rows),
        sum(row.institution.heads for row in rows),
        sum(row.institution.cannot_walk for row in rows),
        sum(row.moved for row in rows),
        sum(Flag.HEADS_UNCOUNTED in row.flags for row in rows),
        sum(Flag.ANSWER_DUE in row.flags for row in rows),
    )


def _first_to_look_at(row: InstitutionRow) -> tuple[int, bool, str, str, str]:
    uncounted = Flag.HEADS_UNCOUNTED in row.flags
    return (-row.level.rank, not uncounted, row.town, row.institution.place, row.institution.id)


def _row(store: Store, entry: InstitutionEntry, at: datetime) -> InstitutionRow:
    rules, local = fresh_rules(), at.astimezone(BEIJING)
    counted = max(entry.counts, key=lambda said: said.at, default=None)
    moved = max(entry.moved, key=lambda said: said.at, default=None)
    answer = max(entry.answers, key=lambda said: said.at, default=None)
    flags = set()
    if counted is None or counted.at < season_start(rules, local):
        flags.add(Flag.HEADS_UNCOUNTED)
    if is_old(answer.at if answer else None, rules.answer_days, at):
        flags.add(Flag.ANSWER_DUE)
    if entry.disputed:
        flags.add(Flag.CONFLICT)
    place = places(store).get(entry.now.place)
    return InstitutionRow(
        institution=replace(entry.now, contact=mask_contact(entry.now.contact)),
        place_name=place.name if place else "",
        town=place.town if place else "",
        level=night(store).levels.get(entry.now.place, Trigger.NONE),
        counted_at=counted.at if counted else None,
        counted_by=store.operator_name(counted.operator) if counted else "",
        moved=entry.moved_heads,
        moved_at=moved.at if moved else None,
        counts=tuple(_told(store, said) for said in entry.counts),
        answer=_told(store, answer) if answer else None,
        flags=frozenset(flags),
        disputed=entry.disputed,
    )


def _told(store: Store, said: Said) -> Told:
    what = tuple((name, str(value)) for name, value in sorted(said.values.items()))
    return Told(what, said.at, store.operator_name(said.operator))
