"""Verbs that keep the file safe: backup."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.operations.backing_up import back_up
from desktop.commands.opening import opened
from desktop.commands.results import local


def run_backup(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        done = back_up(store, Path(arguments.to))
        return {
            "file": str(done.path),
            "at": local(done.at),
            "events": done.events,
            "blobs": done.blobs,
            "bytes": done.size,
            "kept": done.kept,
            "removed": done.removed,
            "same_disk": done.same_disk,
            "may_unplug": True,
        }
