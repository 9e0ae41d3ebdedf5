"""One table on its own, for `import FILE TABLE SOURCE`: every row is accepted or explained."""

from pathlib import Path

from core.exchange.office.containers import open_source
from core.exchange.office.fields import Context
from core.exchange.office.reading import Mends, Progress, read_source, require_table
from core.exchange.office.verdicts import Reading


def read_table(
    table: str, source: Path, context: Context, *, mends: Mends | None = None, progress: Progress | None = None
) -> Reading:
    """Rows of one file of any kind that offices send (see `core.exchange.office`).

    Raises Refusal: UNKNOWN_TABLE, NO_SUCH_FILE; IMPORT_ERRORS with all findings where the file is no such table
    (no table at all, no header, a column without which no row can be read).
    """
    require_table(table)
    return read_source(table, open_source(source), context, mends=mends, progress=progress)
