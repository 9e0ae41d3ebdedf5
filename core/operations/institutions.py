"""Heads beside the register: care homes, schools, guest houses, scenic spots, building sites. A head count is an
event with a time and a name, never a table cell; so is the yearly answer why a place is not on the list."""

from datetime import datetime
from typing import Any

from core.domain.entries import MAX_TEXT, refuse
from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.operations.recording import trust_of
from core.operations.register import whole
from core.store.database import Store
from core.store.institutions import institution_of

INSTITUTION_FIELDS = ("capacity", "contact", "low_ground")
MOST_HEADS = 99_999


def count_heads(
    store: Store, *, institution: str, heads: int, cannot_walk: int, at: datetime, operator: str
) -> Changes:
    """Record how many are there now and how many of them cannot walk. Refusal: UNKNOWN_INSTITUTION, BAD_FIELD."""
    _known(store, institution)
    if not 0 <= heads <= MOST_HEADS:
        raise refuse("heads", str(heads), "not_whole", most=MOST_HEADS)
    if not 0 <= cannot_walk <= heads:
        raise refuse("cannot_walk", str(cannot_walk), "not_whole", most=heads)
    return _say(store, Kind.COUNTED, f"{institution}/heads", at, operator, {"heads": heads, "cannot_walk": cannot_walk})


def move_heads(store: Store, *, institution: str, moved: int, at: datetime, operator: str) -> Changes:
    """Record how many of them are in safety by now. Refusal: UNKNOWN_INSTITUTION, BAD_FIELD beyond the head count."""
    present = _known(store, institution).heads
    if not 0 <= moved <= present:
        raise refuse("moved", str(moved), "not_whole", most=present)
    return _say(store, Kind.HEADS_MOVED, f"{institution}/moved", at, operator, {"moved": moved})


def explain(store: Store, *, institution: str, reason: str, at: datetime, operator: str) -> Changes:
    """Record why these heads are not on the list; asked again after a year. Refusal: UNKNOWN_INSTITUTION, BAD_FIELD."""
    _known(store, institution)
    said = reason.strip()
    if not said:
        raise refuse("reason", said, "empty")
    if len(said) > MAX_TEXT:
        raise refuse("reason", said[:20], "too_long", most=MAX_TEXT)
    return _say(store, Kind.EXPLAINED, f"{institution}/why", at, operator, {}, {"reason": said})


def edit_institution(store: Store, *, institution: str, field: str, text: str, at: datetime, operator: str) -> Changes:
    """Change capacity, contact or low ground. Refusal: UNKNOWN_INSTITUTION, UNKNOWN_FIELD, BAD_FIELD."""
    _known(store, institution)
    value: Any = text.strip()
    if field not in INSTITUTION_FIELDS:
        raise Refusal(Rule.UNKNOWN_FIELD, {"field": field, "known": list(INSTITUTION_FIELDS)})
    if field == "capacity":
        value = whole(field, value, MOST_HEADS)
    elif field == "low_ground":
        if value.lower() not in ("yes", "no", "1", "0"):
            raise refuse(field, value, "not_a_flag")
        value = value.lower() in ("yes", "1")
    elif len(value) > MAX_TEXT:
        raise refuse(field, value[:20], "too_long", most=MAX_TEXT)
    return _say(store, Kind.FIELD_EDITED, f"{institution}/{field}", at, operator, {}, {"value": value})


def _known(store: Store, institution: str) -> Any:
    found = institution_of(store, institution)
    if found is None:
        raise Refusal(Rule.UNKNOWN_INSTITUTION, {"institution": institution})
    return found


def _say(
    store: Store,
    kind: Kind,
    about: str,
    at: datetime,
    operator: str,
    values: dict[str, Any],
    pii: dict[str, Any] | None = None,
) -> Changes:
    subject = f"institution/{about}"
    return store.record(
        [Draft(kind, subject, at, operator, trust=trust_of(store, None), values=values, pii=(pii,) if pii else ())]
    )
