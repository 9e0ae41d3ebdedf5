"""The drill's storm and clock: only a drill file has them."""

from collections.abc import Mapping
from datetime import datetime

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.journal import millis
from core.storm.replay import load_replay


def set_replay(store: Store, *, name: str, options: Mapping[str, str], at: datetime, operator: str) -> Changes:
    """Let a recorded storm run in this drill. Refusal: REPLAY_IN_REAL_FILE, UNKNOWN_REPLAY, BAD_OPTION."""
    if not store.incident.drill:
        raise Refusal(Rule.REPLAY_IN_REAL_FILE, {"file": str(store.path), "replay": name})
    load_replay(name, options)
    values = {"replay": name, "options": dict(sorted(options.items()))}
    return store.record([Draft(Kind.REPLAY_SET, "storm", at, operator, trust=trust_of(store, None), values=values)])


def set_clock(store: Store, *, at: datetime, operator: str = "") -> Changes:
    """Note where the drill clock stands, so that the file opens again at that minute."""
    if not store.incident.drill:
        raise Refusal(Rule.REPLAY_IN_REAL_FILE, {"file": str(store.path), "replay": "clock"})
    return store.record(
        [Draft(Kind.CLOCK_SET, "clock", at, operator, trust=ClockTrust.REPLAY, values={"at": millis(at)})]
    )
