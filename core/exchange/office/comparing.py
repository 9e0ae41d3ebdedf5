"""What a reading would change in a file: each accepted row is new, changes something, or stands there already.

Only what a row says can change anything: an empty cell keeps what is known, and lists (hazards, ledgers, needs) only
grow, because the list of one office does not know what another has found. A person is found again by id number, or by
household, name and village; never by name alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from core.domain.findings import Finding
from core.domain.people import Helper, Person
from core.exchange.office.cells_out import Cells, cells_of
from core.exchange.office.people_rows import TO_ASK
from core.exchange.office.problems import Odd
from core.exchange.office.reading import EXACT_HOUSEHOLD
from core.exchange.office.repeats import contradict
from core.exchange.office.verdicts import Reading, RowVerdict, Verdict
from core.exchange.people import HelperRow, PersonRow

_PERSON = ("household", "name", "place", "mobility", "id_number", "phone", "birth", "sex", "address")
_LISTS = ("hazards", "needs", "ledger")
_HELPER = (
    *("name", "place", "age", "carries", "max_load", "phone", "car_seats", "night", "household"),
    *("sex", "day", "staff_of"),
)


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Compared:
    """One row beside what is known. `target` is the id or key of the row it is about, empty for a new one; `changes`
    field -> (as it is, as it will be)."""

    row: RowVerdict
    fate: Fate | None = None
    target: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reading and what becomes of each of its rows, in the order of the source."""

    reading: Reading
    rows: tuple[Compared, ...]

    def count(self, kind: Verdict | Fate) -> int:
        if isinstance(kind, Fate):
            return sum(row.fate is kind for row in self.rows)
        return sum(row.row.kind is kind for row in self.rows)

    @property
    def accepted(self) -> int:
        return sum(row.row.kind.taken for row in self.rows)


def compare_people(reading: Reading, register: Iterable[Person]) -> Comparison:
    known = [person for person in register if not person.beyond_register]
    numbers: dict[str, list[Person]] = {}
    names: dict[tuple[str, str, str], list[Person]] = {}
    for person in known:
        if person.id_number:
            numbers.setdefault(person.id_number, []).append(person)
        names.setdefault((str(person.household), person.name, str(person.place)), []).append(person)
    rows = _in_known_households(reading.rows, numbers)
    taken: dict[str, RowVerdict] = {}
    asked = _asked(reading)
    return Comparison(reading, tuple(_person(row, numbers, names, taken, asked) for row in rows))


def _asked(reading: Reading) -> Mapping[int, frozenset[str]]:
    """Which fields each sheet has a column of."""
    return {sheet.number: frozenset(name for _, _, name in sheet.columns) for sheet in reading.sheets}


def _in_known_households(rows: Sequence[RowVerdict], numbers: Mapping[str, Sequence[Person]]) -> list[RowVerdict]:
    """Rows whose household has a name of the list's making, in the household of the member known by his number."""
    same: dict[str, set[str]] = {}
    for row in rows:
        if row.kind.taken and EXACT_HOUSEHOLD not in row.said and row.value.id_number:
            known = _by_number(row.value, numbers.get(row.value.id_number, ()))
            if known is not None:
                same.setdefault(row.value.household, set()).add(str(known.household))
    out = []
    for row in rows:
        ours = same.get(row.value.household, set()) if row.kind.taken and EXACT_HOUSEHOLD not in row.said else set()
        if len(ours) == 1 and (household := next(iter(ours))) != row.value.household:
            facts = {"value": row.value.household, "read": household}
            note = Finding(Odd.HOUSEHOLD_SAME, row.where, row.row.line, "", facts)
            row = _remarked(replace(row, value=replace(row.value, household=household)), note)
        out.append(row)
    return out


def _by_number(value: PersonRow, known: Sequence[Person]) -> Person | None:
    """The one person of this id number with whom name and village, or name and household, or both places agree."""
    named = [p for p in known if p.name == value.name and p.place == value.place]
    housed = [p for p in known if p.household == value.household and (p.name == value.name or p.place == value.place)]
    both = [p for p in named if p.household == value.household]
    return next((found[0] for found in (both, named, housed) if len(found) == 1), None)


def _person(
    row: RowVerdict,
    numbers: Mapping[str, Sequence[Person]],
    names: Mapping[tuple[str, str, str], Sequence[Person]],
    taken: dict[str, RowVerdict],
    asked: Mapping[int, frozenset[str]],
) -> Compared:
    if not row.kind.taken:
        return Compared(row)
    value: PersonRow = row.value
    alike = numbers.get(value.id_number, ()) if value.id_number else ()
    known = _by_number(value, alike)
    if known is None:
        named = [
            person
            for person in names.get((str(value.household), value.name, str(value.place)), ())
            if not _births_differ(person, value) and (not contradict(person, value) or person.id not in taken)
        ]
        agreeing = [person for person in named if not contradict(person, value)]
        found = agreeing or named
        known = found[0] if len(found) == 1 else None
        if len(found) > 1:
            facts = {"value": value.name, "first_line": "-", "field": "household"}
            return Compared(_set_aside(row, Finding(Odd.SAME_NAME, row.where, row.row.line, "", facts, error=True)))
    if known is None:
        if alike:
            facts = {"value": f"{alike[0].household}/{alike[0].name}"}
            row = _remarked(row, Finding(Odd.ID_ELSEWHERE, row.where, row.row.line, "", facts))
        return Compared(row, Fate.NEW)
    if known.id in taken:
        again: dict[str, Any] = {"first_line": taken[known.id].row.line}
        return Compared(_explained(row, Finding(Odd.SAME_ROW, row.where, row.row.line, "", again)), Fate.SAME, known.id)
    taken[known.id] = row
    kept = [name for name in _PERSON if name in asked[row.row.sheet] - row.said and getattr(known, name)]
    return _against(row, known.id, person_changes(row, known), known, kept=kept)


def _births_differ(person: Person, value: PersonRow) -> bool:
    a, b = person.birth, value.birth
    return bool(a and b and not a.startswith(b) and not b.startswith(a)) and person.id_number != value.id_number


def person_changes(row: RowVerdict, known: Person) -> dict[str, tuple[Any, Any]]:
    """Fields that the row says otherwise than the register."""
    changes: dict[str, tuple[Any, Any]] = {}
    said, value = row.said, row.value
    for name in _PERSON:
        if name not in said or (name == "household" and EXACT_HOUSEHOLD not in said):
            continue
        new, old = getattr(value, name), getattr(known, name)
        if new != old and not (name == "birth" and old.startswith(new)):
            changes[name] = (old, new)
    if not known.birth and value.birth:
        changes["birth"] = ("", value.birth)
    for name in _LISTS:
        old = tuple(getattr(known, name))
        more = tuple(word for word in getattr(value, name) if word not in old and word != TO_ASK)
        kept = tuple(word for word in old if not (word == TO_ASK and "mobility" in said))
        if more or kept != old:
            new = (*kept, *more)
            if name == "hazards":
                new = tuple(kind for kind in type(new[0]) if kind in new)
            changes[name] = (old, new)
    return changes


def compare_helpers(reading: Reading, register: Iterable[Helper]) -> Comparison:
    """A helper is found by name and village, where several share them by household or telephone."""
    names: dict[tuple[str, str], list[Helper]] = {}
    for helper in register:
        names.setdefault((helper.name, str(helper.place)), []).append(helper)
    taken: dict[str, RowVerdict] = {}
    asked = _asked(reading)
    return Comparison(reading, tuple(_helper(row, names, taken, asked) for row in reading.rows))


def _helper(
    row: RowVerdict,
    names: Mapping[tuple[str, str], Sequence[Helper]],
    taken: dict[str, RowVerdict],
    asked: Mapping[int, frozenset[str]],
) -> Compared:
    if not row.kind.taken:
        return Compared(row)
    value: HelperRow = row.value
    found = list(names.get((value.name, str(value.place)), ()))
    if len(found) > 1 and value.household:
        found = [helper for helper in found if helper.household == value.household] or found
    if len(found) > 1 and value.phone:
        found = [helper for helper in found if helper.phone == value.phone] or found
    if len(found) > 1:
        facts = {"value": value.name, "first_line": "-", "field": "household"}
        return Compared(_set_aside(row, Finding(Odd.SAME_NAME, row.where, row.row.line, "", facts, error=True)))
    if not found:
        return Compared(row, Fate.NEW)
    (known,) = found
    if known.id in taken:
        again: dict[str, Any] = {"first_line": taken[known.id].row.line}
        return Compared(_explained(row, Finding(Odd.SAME_ROW, row.where, row.row.line, "", again)), Fate.SAME, known.id)
    taken[known.id] = row
    changes = {
        name: (getattr(known, name), getattr(value, name))
        for name in _HELPER
        if name in row.said and getattr(value, name) != getattr(known, name)
    }
    if known.age is None and value.age is not None:
        changes["age"] = (None, value.age)
    kept = [name for name in _HELPER if name in asked[row.row.sheet] - row.said and getattr(known, name)]
    return _against(row, known.id, changes, known, kept=kept)


def compare_table(reading: Reading, register: Mapping[str, Any], key: Any) -> Comparison:
    """A row of any other table beside the one of its key; what it does not say stays."""
    rows = []
    asked = _asked(reading)
    for row in reading.rows:
        if not row.kind.taken:
            rows.append(Compared(row))
            continue
        target = key(row.value)
        known = register.get(target)
        if known is None:
            rows.append(Compared(row, Fate.NEW, target))
            continue
        old, new = cells_of(reading.table, known), cells_of(reading.table, row.value)
        changes = {name: (old[name], new[name]) for name in old if name in row.said and old[name] != new[name]}
        kept = [name for name in old if name in asked[row.row.sheet] - row.said and old[name]]
        rows.append(_against(row, target, changes, known, Odd.IN_FILE, kept))
    return Comparison(reading, tuple(rows))


def merged_cells(table: str, known: Any, changes: Mapping[str, tuple[Any, Any]]) -> Cells:
    """What is known with what is said otherwise put over it, as cells of the pack."""
    return cells_of(table, known) | {name: new for name, (_, new) in changes.items()}


def _against(
    row: RowVerdict,
    target: str,
    changes: dict[str, tuple[Any, Any]],
    known: Any,
    rule: str = Odd.IN_REGISTER,
    kept: Sequence[str] = (),
) -> Compared:
    """`kept`: columns that are empty here while something is known, which stays."""
    if not changes:
        facts = {"household": str(getattr(known, "household", "") or ""), "place": str(getattr(known, "place", ""))}
        return Compared(_explained(row, Finding(rule, row.where, row.row.line, "", facts)), Fate.SAME, target)
    if "id_number" in changes and changes["id_number"][0]:
        row = _remarked(row, Finding(Odd.ID_CHANGED, row.where, row.row.line, ""))
    if kept:
        row = _remarked(row, Finding(Odd.KEPT, row.where, row.row.line, "", {"fields": list(kept), "count": len(kept)}))
    return Compared(row, Fate.CHANGED, target, changes)


def _explained(row: RowVerdict, why: Finding) -> RowVerdict:
    return replace(row, kind=Verdict.REPEATED, notes=(why, *row.notes))


def _set_aside(row: RowVerdict, why: Finding) -> RowVerdict:
    cells = {name: str(getattr(row.value, name) or "") for name in ("household", "name", "place")}
    return replace(
        row, kind=Verdict.SET_ASIDE, value=None, notes=(why, *row.notes), cells=cells, shown=tuple(cells.values())
    )


def _remarked(row: RowVerdict, note: Finding) -> RowVerdict:
    return replace(row, kind=Verdict.REMARKED, notes=(*row.notes, note))
