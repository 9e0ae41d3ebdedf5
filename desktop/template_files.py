"""Templates as files: the table to fill in and, beside it, the sheet that says how."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Refusal, Rule
from core.exchange.office.sheets_out import SheetOut, write_tables
from core.exchange.office.templates import columns, template_sheet
from desktop.import_words import table_name, template_notes

translate = QCoreApplication.translate


def write_template(table: str, out: Path) -> Path:
    """An xlsx with an empty table of our words, lists, examples and notes. Refusal(BAD_OPTION, NOT_A_FOLDER)."""
    if out.suffix.lower() != ".xlsx":
        raise Refusal(Rule.BAD_OPTION, {"option": "out", "value": out.name})
    told = tuple((column.word, column.needed, "、".join(column.choices)) for column in columns(table))
    notes = SheetOut(translate("Template", "填写说明"), (), [(line,) for line in template_notes(told)])
    write_tables(out, (template_sheet(table, table_name(table)), notes))
    return out
