"""The duty log: what somebody on shift notes, and the shift handed over. Nothing in it is ever changed or removed."""

from datetime import datetime, timedelta

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.operations.recording import trust_of
from core.store.database import Store

LONGEST = 2000  # characters of one note
AHEAD = timedelta(minutes=10)  # how far a stated time may lie before the laptop's clock: clocks differ


def note_duty(store: Store, *, text: str, at: datetime, operator: str, trust: ClockTrust | None = None) -> Changes:
    """Write one line into the log. Refusal: EMPTY_NOTE, IMPOSSIBLE_TIME (it has not happened yet)."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise Refusal(Rule.EMPTY_NOTE, {"most": LONGEST})
    _possible(store, at)
    return store.record(
        [Draft(Kind.DUTY_NOTED, "log", at, operator, trust=trust_of(store, trust), pii=({"note": said},))]
    )


def hand_over(
    store: Store, *, to: str, open_items: dict[str, int], at: datetime, operator: str, note: str = ""
) -> Changes:
    """The shift goes to somebody else: who, and how many items of each kind were open then.

    Refusal: SAME_NAME (nobody hands over to himself), IMPOSSIBLE_TIME.
    """
    name = to.strip()
    if not name or name == operator:
        raise Refusal(Rule.SAME_NAME, {"name": name})
    _possible(store, at)
    said = {"to": name, **({"note": note.strip()} if note.strip() else {})}
    values = {"open": dict(sorted(open_items.items()))}
    return store.record(
        [Draft(Kind.HANDED_OVER, "shift", at, operator, trust=trust_of(store, None), values=values, pii=(said,))]
    )


def _possible(store: Store, at: datetime) -> None:
    """A time that a real desk's clock has not reached cannot be that of something that happened."""
    if not store.incident.drill and at > store.around.now() + AHEAD:
        raise Refusal(Rule.IMPOSSIBLE_TIME, {"time": at, "now": store.around.now()})
