"""Opening the window: on a file, or on the built-in district with the drill of 23·7."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from core.exchange.packs import read_pack
from core.operations.drills import set_clock, set_replay
from core.operations.files import new_file
from core.operations.orders import set_level
from core.queries.names import town_names
from core.queries.rain import rain_end, rain_start
from core.queries.timing import BEIJING
from core.resources import resource
from core.store.database import Store, open_store
from core.store.drills import drill_clock
from desktop.commands.opening import passphrase_of
from desktop.surroundings import profile_folder, real_surroundings

FIRST_TOWN = "王平镇"
REPLAY = "23-7"
DRILL_STARTS = datetime(2023, 7, 30, 12, tzinfo=BEIJING)
OFFICER = "值班员"


def run_window(arguments: Namespace) -> int:
    """Open the window; the process's exit code."""
    path = Path(arguments.file) if arguments.file else _drill_file()
    passphrase = passphrase_of(arguments)
    around = real_surroundings()

    def reach() -> Store:
        return open_store(path, around, passphrase=passphrase)

    store = reach()
    try:
        start, end = rain_start(store), rain_end(store)
        drill = store.incident.drill
        scope = FIRST_TOWN if FIRST_TOWN in town_names(store) else None
        clock = drill_clock(store) if drill else None
        credits_ = store.incident.sources
    finally:
        store.close()
    from desktop import app

    return app.run(
        reach,
        drill=drill,
        scope=scope,
        at=clock,
        replay=(start, end) if drill and start and end else None,
        credits_=credits_,
        log_folder=profile_folder() / "logs",
        exit_after=arguments.exit_after,
    )


def _drill_file() -> Path:
    """The drill of this user's profile; made on first use from the built-in district."""
    path = profile_folder() / "drills" / "23-7.daolian"
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    around = real_surroundings()
    new_file(
        path,
        read_pack(resource("mentougou")),
        around,
        drill=True,
        plain=True,
        passphrase=None,
        sample=True,
        at=DRILL_STARTS,
        operator=OFFICER,
    )
    store = open_store(path, around)
    try:
        start_drill(store)
    finally:
        store.close()
    return path


def start_drill(store: Store) -> None:
    """Let the storm run and put the clock where the first orders are near."""
    set_replay(store, name=REPLAY, options={}, at=DRILL_STARTS, operator=OFFICER)
    set_level(store, level="一级", scope="全区", issuer="区防汛抗旱指挥部（演练）", at=DRILL_STARTS, operator=OFFICER)
    set_clock(store, at=DRILL_STARTS, operator=OFFICER)
