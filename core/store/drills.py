"""What a drill file remembers: which storm runs, where its clock stands."""

import json
from datetime import datetime

from core.store.database import Store
from core.store.journal import moment


def replay_choice(store: Store) -> tuple[str, dict[str, str]] | None:
    """(name, options) of the replay that runs in this drill, or None."""
    row = store.connection.execute("select value from state where key = 'storm'").fetchone()
    if row is None:
        return None
    value = json.loads(row[0])
    return str(value["replay"]), {str(key): str(item) for key, item in value["options"].items()}


def drill_clock(store: Store) -> datetime | None:
    """The minute at which the drill clock stood last, None where it never ran."""
    row = store.connection.execute("select value from state where key = 'clock'").fetchone()
    return moment(json.loads(row[0])["at"]) if row else None
