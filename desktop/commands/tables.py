"""Verbs about tables: import one, export one, a template to fill in, and the rows that were set aside to mend."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.exchange.office.reading import require_table
from core.exchange.office.sheets_out import write_tables
from core.exchange.office.templates import known_tables
from core.exchange.office.verdicts import Verdict
from core.operations.exports import export_table
from core.operations.import_undo import imports_made, take_back_import
from core.operations.imports import Imported, import_table
from desktop import i18n, phrases
from desktop.commands.first_lines import first_findings
from desktop.commands.opening import entry_time, opened, time_of
from desktop.commands.results import finding_result
from desktop.import_words import import_back_words, table_name
from desktop.pairing_words import lines
from desktop.set_aside import set_aside_sheet
from desktop.template_files import write_template

EVERY = "all"


def run_import(arguments: Namespace) -> dict[str, Any]:
    """One table, or `roads`: a whole road map of any format, or the csv pair."""
    if arguments.table == "roads":
        from desktop.commands.road_import import run_import_roads  # what it needs would slow down every other verb

        return run_import_roads(arguments)
    aside = Path(arguments.set_aside) if arguments.set_aside else None
    if aside is not None and aside.resolve() == Path(arguments.source).resolve():
        raise Refusal(Rule.FILE_EXISTS, {"file": str(aside)})
    with opened(arguments, write=not arguments.dry_run) as store:
        done = import_table(
            store,
            table=arguments.table,
            source=Path(arguments.source),
            datum=arguments.datum,
            dry_run=arguments.dry_run,
            at=time_of(store, None),
            operator=arguments.by,
        )
    if aside is not None:
        i18n.speak()
        write_tables(aside, (set_aside_sheet(done.comparison),))
    result = _result(done)
    if not arguments.json:
        i18n.speak()
        result |= {
            "explained": first_findings(done.explained, len(done.explained)),
            "remarks": first_findings(done.remarks, len(done.remarks)),
            "findings": lines([phrases.finding(finding) for finding in done.findings]),
        }
    return {"table": arguments.table, **result, "dry_run": arguments.dry_run}


def _result(done: Imported) -> dict[str, Any]:
    reading = done.comparison.reading
    return {
        "in": done.rows_in,
        "accepted": done.accepted,
        "new": done.new,
        "changed": done.changed,
        "verdicts": {kind.value: done.comparison.count(kind) for kind in Verdict},
        "explained": [finding_result(finding) for finding in done.explained],
        "remarks": [finding_result(finding) for finding in done.remarks],
        "findings": [finding_result(finding) for finding in done.findings],
        "read_as": dict(reading.read_as),
        "sheets": [
            {"name": sheet.name, "rows": sheet.rows, "header_line": sheet.header_line} for sheet in reading.sheets
        ],
    }


def run_undo_import(arguments: Namespace) -> dict[str, Any]:
    """Take back one import into the register; without saying which, list those that can be."""
    with opened(arguments, write=arguments.batch is not None) as store:
        if arguments.batch is None:
            made = imports_made(store)
            return {
                "imports": [
                    {
                        "import": one.batch,
                        "table": one.table,
                        "at": one.at,
                        "added": len(one.added),
                        "changed": len(one.corrections),
                        "taken_back": one.taken_back,
                    }
                    for one in made
                ]
            }
        at, _trust = entry_time(store, arguments.at)
        taken = take_back_import(store, batch=arguments.batch, at=at, operator=arguments.by)
    if not arguments.json:
        i18n.speak()
        return {"import": arguments.batch, "said": import_back_words(taken)}
    return {
        "import": arguments.batch,
        "removed": taken.removed,
        "reverted": taken.reverted,
        "stays": [{"entry": one.entry, "name": one.name, "field": one.field} for one in taken.stays],
        "events": len(taken.changes.events),
    }


def run_export(arguments: Namespace) -> dict[str, Any]:
    """A table as xlsx or csv; one with names and telephones is recorded."""
    require_table(arguments.table)
    out = Path(arguments.out)
    i18n.speak()
    with opened(arguments, write=True) as store:
        at, _trust = entry_time(store, None)
        rows, changes = export_table(
            store, table=arguments.table, out=out, name=table_name(arguments.table), at=at, operator=arguments.by
        )
    recorded = [event.id for event in changes.events if event.kind == Kind.EXPORTED]
    return {"table": arguments.table, "out": str(out), "rows": rows, "recorded": recorded}


def run_template(arguments: Namespace) -> dict[str, Any]:
    """An empty table with examples, lists and notes; `all` puts one for each table into a folder."""
    out = Path(arguments.out)
    i18n.speak()
    if arguments.table != EVERY:
        require_table(arguments.table)
        return {"written": [str(write_template(arguments.table, out))]}
    out.mkdir(parents=True, exist_ok=True)
    return {"written": [str(write_template(table, out / f"{table_name(table)}.xlsx")) for table in known_tables()]}
