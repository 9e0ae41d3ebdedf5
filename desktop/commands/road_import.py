"""`import FILE roads SOURCE`: a road map of any format as the file's network."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from core.operations.road_import import import_roads
from core.operations.road_taking import ROADS, RoadsTold
from desktop import i18n
from desktop.commands import road_words
from desktop.commands.opening import opened, time_of
from desktop.commands.results import finding_result, plain


def run_import_roads(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=not arguments.dry_run) as store:
        done = import_roads(
            store,
            source=Path(arguments.source),
            datum=arguments.datum,
            dry_run=arguments.dry_run,
            at=time_of(store, None),
            operator=arguments.by,
            layers=arguments.layer,
            replaces=arguments.replace,
            progress=_told_on_the_side,
        )
    result = _result(done, dry_run=arguments.dry_run)
    if done.changes is not None:  # what `void` takes to put the former roads back
        result["event"] = done.changes.events[-1].id
    if not arguments.json:
        i18n.speak()
        result |= road_words.said(done)
    return result


def _result(done: RoadsTold, *, dry_run: bool) -> dict[str, Any]:
    return {
        "table": ROADS,
        "format": done.format,
        "in": done.rows_in,
        "accepted": done.accepted,
        "explained": [finding_result(finding) for finding in done.explained],
        "explained_count": done.explained_count,
        "dry_run": dry_run,
        **_network_result(done),
        "findings": [finding_result(finding) for finding in done.findings],
    }


def _network_result(done: RoadsTold) -> dict[str, Any]:
    """What the network becomes, and what of it hangs on nothing."""
    return {
        "nodes": done.nodes,
        "links": done.links,
        "merged": done.merged,
        "replaces_network": done.replaced,
        "before": {"nodes": done.before[0], "links": done.before[1]},
        "datum": {
            "given": done.datum.given.value,
            "converted": done.datum.converted,
            "largest_shift_m": round(done.datum.largest_shift_m, 1),
        },
        "main_part": {"links": done.main_part[0], "km": done.main_part[1]},
        "parts": [plain(part) for part in done.parts],
        "more_parts": {"parts": done.more_parts[0], "km": done.more_parts[1]},
    }


def _told_on_the_side(what: str, count: int) -> None:
    """Progress of a long import, beside the result: it goes to standard error."""
    sys.stderr.write(f"{what}: {count}\n")
    sys.stderr.flush()
