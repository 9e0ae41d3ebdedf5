"""A new file, made beside its name and put there whole; and removing one that was being made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.domain.findings import Refusal, Rule
from core.store.blobs import seal_blobs
from core.store.connections import APPLICATION_ID, SCHEMA_FORMAT, connect, settle
from core.store.device import Surroundings
from core.store.driver import assert_safe_version
from core.store.faults import explained
from core.store.keys import keys_path
from core.store.migrations import migrate


def create_store(
    path: Path,
    around: Surroundings,
    meta: dict[str, str],
    fill: Callable[[Any], None],
    *,
    key: bytes | None = None,
    slots: str | None = None,
) -> None:
    """Make a new file beside its name and put it there whole: what goes wrong leaves nothing behind.

    `fill` writes the reference tables. Refusal: FILE_EXISTS, NOT_A_FOLDER where there is no folder, and what a disk
    says that is full or cannot be written.
    """
    assert_safe_version()
    if path.exists():
        raise Refusal(Rule.FILE_EXISTS, {"file": str(path)})
    if not path.parent.is_dir():
        raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(path.parent)})
    if slots is not None and keys_path(path).exists():  # the keys of another file: writing over them would lose it
        raise Refusal(Rule.FILE_EXISTS, {"file": str(keys_path(path))})
    aside = path.with_name(f".{path.name}.{around.draw(4).hex()}.new")
    connection: Any = None
    try:
        connection = connect(aside, key)
        settle(connection, "delete")
        connection.execute("begin immediate")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        migrate(connection)
        seal_blobs(connection, around.draw)
        rows = [*meta.items(), ("format", str(SCHEMA_FORMAT))]
        connection.executemany("insert into meta (key, value) values (?, ?)", rows)
        fill(connection)
        connection.execute("commit")
        connection.close()
        if slots is not None:
            keys_path(path).write_text(slots, encoding="utf-8")
        aside.replace(path)
    except BaseException as error:
        if connection is not None:
            connection.close()
        aside.unlink(missing_ok=True)
        if slots is not None and not path.exists():
            keys_path(path).unlink(missing_ok=True)
        told = explained(error, path)
        if told is not None:
            raise told from error
        raise


def discard_store(path: Path) -> None:
    """Remove a file that was being made, with everything beside it."""
    beside = ("-wal", "-shm", ".keys", ".lock")
    for part in (path, *(path.with_name(path.name + end) for end in beside)):
        part.unlink(missing_ok=True)
