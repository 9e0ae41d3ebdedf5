"""Verbs about the file: new, info."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.exchange.packs import read_pack
from core.operations.files import new_file
from core.queries.incident import info
from core.resources import resource
from desktop.commands.opening import opened, passphrase_of
from desktop.commands.results import finding_result, plain
from desktop.surroundings import real_surroundings


def run_new(arguments: Namespace) -> dict[str, Any]:
    """Make a file from a pack, by default the built-in district."""
    around = real_surroundings()
    folder = Path(arguments.pack) if arguments.pack else resource("mentougou")
    pack = read_pack(folder)
    made = new_file(
        Path(arguments.file),
        pack,
        around,
        drill=arguments.drill,
        plain=arguments.plain,
        passphrase=passphrase_of(arguments),
        sample=arguments.pack is None,
        at=around.now(),
        operator=arguments.by,
    )
    result: dict[str, Any] = {
        "file": arguments.file,
        "mode": "drill" if arguments.drill else "real",
        "counts": made.counts,
        "findings": [finding_result(finding) for finding in made.findings],
    }
    if made.recovery:
        result["recovery_key"] = made.recovery
    return result


def run_info(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        told: dict[str, Any] = plain(info(store))
        return told
