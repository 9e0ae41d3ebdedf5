"""A record of any table but the register's -> what the pack would give for it, by the pack's own reader."""

from collections.abc import Mapping

from core.exchange.cells import Problem, Row
from core.exchange.office.fields import Context
from core.exchange.office.said import NOTHING, Note, Said, folded
from core.exchange.table_readers import TABLE_KINDS

# Tables whose lists seldom have a number of their own: the name finds the row, and is the number of a new one.
NAMED = {"shelters": "shelters", "institutions": "institutions", "stations": "stations"}
_EVERYWHERE = frozenset(("*", "全区", "全部", "所有", "全镇", "通用", "默认"))


def prepared(table: str, cells: Mapping[str, Said], notes: list[tuple[str, Note]], context: Context) -> dict[str, str]:
    """The cells of one row in the words of the pack: places as codes, ids by name."""
    said = {name: cell.text for name, cell in cells.items()}
    if table == "thresholds" and said.get("place", "") in _EVERYWHERE:
        said["place"] = "*"
    elif table in ("thresholds", "institutions") and said.get("place"):
        found = context.places.find(said["place"], said.get("town", ""))
        said["place"] = found.text
        notes.extend(("place", note) for note in found.notes)
    if table in ("places", "shelters") and said.get("town"):
        said["town"] = context.places.town(said["town"]) or said["town"]
    if table == "rooms":
        known = context.names.get("shelters", {}).get(said.get("shelter", ""), ())
        said["shelter"] = known[0] if len(known) == 1 else said.get("shelter", "")
        said["id"] = said.get("id") or f"{said['shelter']}-{folded(said.get('plate', ''))}"
    if table in NAMED and not said.get("id") and said.get("name"):
        known = context.names.get(NAMED[table], {}).get(said["name"], ())
        if len(known) > 1:
            notes.append(
                ("name", Note(Problem.DUPLICATE, {"value": said["name"], "candidates": list(known)}, error=True))
            )
        said["id"] = known[0] if known else folded(said["name"])
    return said


def table_row(
    table: str, where: str, line: int, said: Mapping[str, str], notes: list[tuple[str, Note]], context: Context
) -> object:
    """The value of a row, None with an error among `notes`."""
    kind = TABLE_KINDS[table]
    columns = (*kind.shape.required, *kind.shape.optional)
    row = Row(where, line, [said.get(column, "") for column in columns], {name: n for n, name in enumerate(columns)})
    already = {column for column, note in notes if note.error}
    value = kind.parse(row, context.known)
    notes.extend(
        (finding.column, Note(finding.rule, dict(finding.facts), finding.error))
        for finding in row.findings
        if finding.column not in already  # a place that was not found is not missing besides
    )
    return value if row.ok and not already else None


def nothing_said(cells: Mapping[str, Said]) -> bool:
    return all(cell is NOTHING or not cell.text for cell in cells.values())
