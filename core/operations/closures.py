"""Roads that close and open again, by hand."""

from datetime import datetime

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import LinkId
from core.domain.roads import Closure, ClosureKind
from core.operations.recording import not_empty, require_link, trust_of
from core.store.database import Store
from core.store.drills import replay_choice
from core.store.journal import millis
from core.store.roads import known_closures
from core.storm.replay import load_replay


def close_link(
    store: Store,
    *,
    link: LinkId,
    start: datetime,
    at: datetime,
    operator: str,
    until: datetime | None = None,
    kind: ClosureKind = ClosureKind.OBSERVED,
    source: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Close a link in [start, until); open end without `until`. Refusal(UNKNOWN_LINK), Refusal(EMPTY_INTERVAL)."""
    require_link(store, link)
    not_empty(start, until)
    return store.record(
        [
            Draft(
                Kind.LINK_CLOSED,
                f"link/{link}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"from": millis(start), "until": millis(until) if until else None, "kind": str(kind)},
                pii=({"note": source},) if source else (),
            )
        ]
    )


def open_link(
    store: Store,
    *,
    link: LinkId,
    at: datetime,
    operator: str,
    since: datetime | None = None,
    trust: ClockTrust | None = None,
) -> Changes:
    """End every closure of a link that holds at `since` (now). Refusal(LINK_NOT_CLOSED) where none does."""
    require_link(store, link)
    since = since or at
    choice = replay_choice(store)
    known = known_closures(store, load_replay(*choice).closures if choice else ())
    if not any(_holds(item.closure, link, since) for item in known):
        raise Refusal(Rule.LINK_NOT_CLOSED, {"link": link, "at": since})
    return store.record(
        [
            Draft(
                Kind.LINK_OPENED,
                f"link/{link}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"from": millis(since)},
            )
        ]
    )


def _holds(closure: Closure, link: LinkId, at: datetime) -> bool:
    return closure.link == link and closure.start <= at and (closure.end is None or closure.end > at)
