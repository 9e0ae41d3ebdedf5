"""Backups as the desk asks for them: of the open file, beside whoever is writing it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from core.store.backups import BackedUp, write_backup
from core.store.database import Store


def back_up(store: Store, folder: Path) -> BackedUp:
    """A backup of an open file; see `write_backup` for what it refuses."""
    return write_backup(store, folder)


def back_up_beside(reader: Callable[[], Store], folder: Path) -> BackedUp:
    """The same in a thread of its own, with a connection of its own: nobody waits for a slow stick."""
    with closing(reader()) as store:
        return write_backup(store, folder)
