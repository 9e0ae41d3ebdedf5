"""The `report` verb: everything on paper."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.findings import Refusal, Rule
from core.operations.prints import record_print
from core.queries.papers import Selection, paper_case, stamp
from core.store.database import Store
from desktop.commands.opening import opened, parse_time, time_of
from desktop.commands.results import finding_result, local
from desktop.printing.papers import chosen
from desktop.printing.work import Printed, print_papers


def run_report(arguments: Namespace) -> dict[str, Any]:
    """Write the papers of a file into a folder, then record that personal data left it."""
    papers = chosen(arguments.only)
    with opened(arguments, write=False) as store:
        at = parse_time(arguments.at) if arguments.at else moment(store)
        case = paper_case(store, at, Selection(town=arguments.town, everyone=arguments.everyone))
    folder, made = _folder(Path(arguments.out))
    try:
        printed = print_papers(case, papers, folder, lambda _share: None)
    except Refusal:
        if made:
            folder.rmdir()
        raise
    recorded = _record(arguments, printed, len(case.households), case.persons, at)
    return {
        "out": printed.folder,
        "at": local(at),
        "revision": case.stamp.revision,
        "choice": case.choice,
        "households": len(case.households),
        "persons": case.persons,
        "pages": printed.pages,
        "files": [
            {"file": one.file, "paper": one.paper, "pages": one.pages, "pieces": one.pieces, "bytes": one.bytes}
            for one in printed.files
        ],
        "left_out": [{"paper": paper, "why": why} for paper, why in printed.left_out],
        "findings": [finding_result(finding) for finding in printed.findings],
        "recorded": recorded,
    }


def moment(store: Store) -> datetime:
    """The file as it stands: its clock, or its newest entry where that is later."""
    heard = stamp(store, time_of(store, None)).heard
    now = time_of(store, None)
    return max(now, heard) if heard else now


def _folder(out: Path) -> tuple[Path, bool]:
    """An empty folder, made where there is none; whether it was made. Refusals as for the demo's folder."""
    if out.exists() and not out.is_dir():
        raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(out)})
    if out.is_dir() and any(out.iterdir()):
        raise Refusal(Rule.DIR_NOT_EMPTY, {"folder": str(out)})
    made = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal(Rule.FOLDER_NOT_WRITABLE, {"folder": str(out)}) from None
    return out, made


def _record(arguments: Namespace, printed: Printed, households: int, persons: int, at: datetime) -> bool:
    """Record the export. While another program holds the file it cannot be, and the result says so."""
    try:
        with opened(arguments, write=True) as store:
            record_print(
                store,
                papers={one.paper: one.pages for one in printed.files},
                households=households,
                persons=persons,
                at=at,
                operator=arguments.by,
                subject=f"town/{arguments.town}" if arguments.town else "",
            )
    except Refusal as refusal:
        if refusal.rule != Rule.LOCKED:
            raise
        return False
    return True
