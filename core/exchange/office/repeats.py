"""Rows of one source that say the same, or the same of perhaps two people: told, never merged, never lost."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.domain.findings import Finding
from core.exchange import storms
from core.exchange.cells import Problem
from core.exchange.office.problems import Odd
from core.exchange.office.verdicts import RowId, RowVerdict, Verdict
from core.exchange.people import PersonRow
from core.exchange.table_readers import TABLE_KINDS
from core.exchange.tables import RowsRead


def without_repeats(table: str, rows: Sequence[RowVerdict], members: Mapping[RowId, str]) -> tuple[RowVerdict, ...]:
    """The same rows with repeated ones explained, and remarks on what several rows say together."""
    if table == "people":
        return _short_households(_people(rows), members)
    if table == "helpers":
        return tuple(_same_key(rows, lambda value: (value.name, value.place, value.household, value.phone)))
    kind = TABLE_KINDS[table]
    if kind.key is not None:
        return tuple(_same_key(rows, kind.key))
    return (
        _rain(_same_key(rows, lambda value: value)) if table == "rain" else tuple(_same_key(rows, lambda value: value))
    )


def contradict(one: Any, other: Any) -> bool:
    """Whether papers say that two people of one name are two: different id numbers, or different days of birth."""
    if one.id_number and other.id_number:
        return bool(one.id_number != other.id_number)
    a, b = one.birth, other.birth
    return bool(a and b and not a.startswith(b) and not b.startswith(a))


def _people(rows: Sequence[RowVerdict]) -> list[RowVerdict]:
    seen: dict[Hashable, list[RowVerdict]] = {}
    numbers: dict[str, RowVerdict] = {}
    out = []
    for row in rows:
        verdict = row
        if row.kind.taken:
            person: PersonRow = row.value
            key = (person.household, person.name, person.place)
            earlier = seen.setdefault(key, [])
            verdict = _against(row, earlier) if earlier else row
            if verdict.kind.taken:
                earlier.append(row)
                number = person.id_number
                if number and numbers.setdefault(number, row) is not row:
                    facts = {"first_line": numbers[number].row.line}
                    note = Finding(Odd.ID_TWICE, row.where, row.row.line, "id_number", facts)
                    verdict = replace(verdict, kind=Verdict.REMARKED, notes=(*verdict.notes, note))
        out.append(verdict)
    return out


def _against(row: RowVerdict, earlier: Sequence[RowVerdict]) -> RowVerdict:
    """A second row of one name in one household: the same again, two people by their papers, or a question."""
    same = next((each for each in earlier if each.value == row.value), None)
    if same is not None:
        return _repeated(row, same)
    if all(contradict(each.value, row.value) for each in earlier) and "household" in row.said:
        return row
    facts = {"first_line": earlier[0].row.line, "value": row.value.name, "field": "household"}
    return _set_aside(row, Finding(Odd.SAME_NAME, row.where, row.row.line, "", facts, error=True))


def _same_key(rows: Sequence[RowVerdict], key: Any) -> list[RowVerdict]:
    seen: dict[Hashable, RowVerdict] = {}
    out = []
    for row in rows:
        if not row.kind.taken:
            out.append(row)
            continue
        first = seen.setdefault(key(row.value), row)
        if first is row:
            out.append(row)
        elif first.value == row.value:
            out.append(_repeated(row, first))
        else:
            facts = {"first_line": first.row.line, "value": _words(key(row.value))}
            out.append(_set_aside(row, Finding(Problem.DUPLICATE, row.where, row.row.line, "", facts, error=True)))
    return out


def _words(key: Hashable) -> str:
    return " ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)


def _repeated(row: RowVerdict, first: RowVerdict) -> RowVerdict:
    note = Finding(Odd.SAME_ROW, row.where, row.row.line, facts={"first_line": first.row.line})
    return replace(row, kind=Verdict.REPEATED, notes=(note, *row.notes))


def _set_aside(row: RowVerdict, why: Finding) -> RowVerdict:
    """An accepted row that needs somebody's word; its value shows what would be taken."""
    value = row.value
    cells = {name: str(getattr(value, name)) for name in ("household", "name", "place") if hasattr(value, name)}
    return replace(
        row, kind=Verdict.SET_ASIDE, value=None, notes=(why, *row.notes), cells=cells, shown=tuple(cells.values())
    )


def _rain(rows: list[RowVerdict]) -> tuple[RowVerdict, ...]:
    """Two intervals of one gauge must not count the same minute twice."""
    taken = [(n, row) for n, row in enumerate(rows) if row.kind.taken]
    read = RowsRead(tuple(row.value for _, row in taken), lines=tuple(n for n, _ in taken))
    for finding in storms.overlaps(read, ""):
        row = rows[finding.line or 0]
        facts = {"first_line": rows[finding.facts["first_line"]].row.line}
        why = Finding(Problem.OVERLAPPING_INTERVAL, row.where, row.row.line, "time", facts, error=True)
        rows[finding.line or 0] = replace(row, kind=Verdict.SET_ASIDE, value=None, notes=(why, *row.notes))
    return tuple(rows)


def _short_households(rows: list[RowVerdict], members: Mapping[RowId, str]) -> tuple[RowVerdict, ...]:
    """A list that gives a household four people and names one leaves three without a name: said at the first row."""
    if not members:
        return tuple(rows)
    listed = Counter(row.value.household for row in rows if row.value is not None and row.kind is not Verdict.REPEATED)
    told: set[str] = set()
    out = []
    for row in rows:
        said = members.get(row.row, "")
        if row.kind.taken and said.isdecimal() and row.value.household not in told:
            told.add(row.value.household)
            count = listed[row.value.household]
            if int(said) != count:
                facts = {"value": int(said), "listed": count}
                note = Finding(Odd.HOUSEHOLD_SHORT, row.where, row.row.line, "", facts)
                row = replace(row, kind=Verdict.REMARKED, notes=(*row.notes, note))
        out.append(row)
    return tuple(out)
