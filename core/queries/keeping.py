"""How safe the file is kept: the newest backup and what came after it, and whether a secret opens the file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.domain.findings import Refusal, Rule
from core.store.backups import backups_of, noted_backups
from core.store.database import Store
from core.store.keys import unlock


@dataclass(frozen=True, slots=True)
class BackupState:
    """`at` is when the newest backup in the chosen folder was written by this laptop, None where there is none there;
    `since` how many entries came after it (None: not known); `reachable` whether the folder is there now. `reader`
    opens the file beside this one, for writing a backup of it in another thread."""

    at: datetime | None
    since: int | None
    reachable: bool
    reader: Callable[[], Store]


def backup_state(store: Store, folder: str) -> BackupState:
    """The state of the backups in a folder; empty where no second place has been chosen."""
    reader = store.reader()
    if not folder:
        return BackupState(None, None, False, reader)
    place = Path(folder)
    there = backups_of(store, place)
    noted = [row for row in noted_backups(store.around.device, store.incident.id) if row.folder == place.resolve()]
    if not place.is_dir():  # pulled out: what it held is only remembered
        return BackupState(
            noted[0].at if noted else None, _since(store, noted[0].events) if noted else None, False, reader
        )
    if not there:
        return BackupState(None, None, True, reader)
    known = [row.events for row in noted if row.at == there[0].at]
    return BackupState(there[0].at, _since(store, known[0]) if known else None, True, reader)


def _since(store: Store, events: int) -> int:
    return max(0, store.journal.revision - events)


def opens(store: Store, secret: str) -> bool:
    """Whether a passphrase or recovery key is one of this file's. Refusal(KEYS_MISSING)."""
    if store.incident.plain:
        return False
    try:
        unlock(store.path, secret)
    except Refusal as refusal:
        if refusal.rule == Rule.WRONG_PASSPHRASE:
            return False
        raise
    return True
