"""What this file holds of each desk: chains up to where nothing is missing, gaps, forks, and what another lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import cbor2

from core.domain.events import Event
from core.domain.ids import DeviceId, EventId
from core.store.bundle_format import Vector
from core.store.database import Store
from core.store.journal import millis, parse_event

Chain = dict[int, list[EventId]]
"""seq -> ids of the events that carry it: more than one is a fork."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """One device's events of one epoch. `until` is the seq up to which nothing is missing, `furthest` the last held,
    `gaps` how many between are not."""

    device: DeviceId
    epoch: int
    events: int
    until: int
    last: EventId | None
    furthest: int
    gaps: int
    forked: bool


def chains(store: Store) -> tuple[ChainState, ...]:
    """Every chain of the file, by device and epoch."""
    return tuple(_state(*key, chain) for key, chain in sorted(_chains(store).items()))


def vector_of(store: Store) -> Vector:
    """What is held without a gap. A forked chain is left out: whoever answers sends all of it."""
    return {
        (chain.device, chain.epoch): (chain.until, chain.last)
        for chain in chains(store)
        if chain.last is not None and not chain.forked
    }


def lacking(store: Store, vector: Vector) -> Iterator[tuple[Event, bytes, bytes]]:
    """(event, bytes, signature) of what a desk of this vector lacks, in the order in which this file received it."""
    known = {key: _known_until(chain, vector.get(key)) for key, chain in _chains(store).items()}
    for device, epoch, seq, raw, signature in store.connection.execute(
        "select device, epoch, seq, bytes, signature from events order by n"
    ):
        if seq > known[DeviceId(device), epoch]:
            yield parse_event(raw, signature), raw, signature


def _known_until(chain: Chain, stated: tuple[int, EventId] | None) -> int:
    """The seq up to which the other desk needs nothing; 0 where its chain is not the one that is held here."""
    if stated is None or any(len(ids) > 1 for ids in chain.values()):
        return 0
    seq, last = stated
    return seq if seq not in chain or chain[seq] == [last] else 0


def _chains(store: Store) -> dict[tuple[DeviceId, int], Chain]:
    out: dict[tuple[DeviceId, int], Chain] = {}
    for device, epoch, seq, key in store.connection.execute("select device, epoch, seq, id from events order by id"):
        out.setdefault((DeviceId(device), epoch), {}).setdefault(seq, []).append(EventId(key.hex()))
    return out


def _state(device: DeviceId, epoch: int, chain: Chain) -> ChainState:
    until = 0
    while until + 1 in chain:
        until += 1
    return ChainState(
        device=device,
        epoch=epoch,
        events=sum(len(ids) for ids in chain.values()),
        until=until,
        last=chain[until][0] if until else None,
        furthest=max(chain),
        gaps=max(chain) - len(chain),
        forked=any(len(ids) > 1 for ids in chain.values()),
    )


def came_by_merge(store: Store, event: EventId) -> bool:
    """Whether an event came in from a desk, rather than being written in this file."""
    return (
        store.connection.execute(
            "select 1 from events join merges on events.n > merges.after_n and events.n <= merges.until_n"
            " where events.id = ?",
            (bytes.fromhex(event),),
        ).fetchone()
        is not None
    )


_NEVER = 1 << 62  # milliseconds that no clock shows


def still_to_come(store: Store) -> int:
    """The time (milliseconds) after which an entry cannot have been written, whatever it says: this laptop's clock now.
    What bears a later one was written by a clock that has been put right since, and is known. A drill has a clock of
    its own, which may run anywhere."""
    return _NEVER if store.incident.drill else millis(store.around.now())


def came_before(store: Store, at: datetime) -> frozenset[EventId]:
    """Events that were known by a time of this laptop's clock, though their own clocks put them later: those that had
    come in from other desks, because no clock of another desk decides what is seen here, and those that bear a time
    which is still to come."""
    rows = store.connection.execute(
        "select events.id from events join merges on events.n > merges.after_n and events.n <= merges.until_n"
        " where events.at > ? and merges.at <= ?"
        " union select id from events where at > ?",
        (millis(at), millis(at), max(millis(at), still_to_come(store))),
    )
    return frozenset(EventId(key.hex()) for (key,) in rows)


def merges_stamp(store: Store) -> tuple[int, int, bool]:
    """Changes whenever something came from a desk, a laptop became one, or this one wrote its first entry."""
    last = store.connection.execute("select coalesce(max(id), 0) from merges").fetchone()[0]
    known = store.connection.execute("select total(kept is null) from devices").fetchone()[0]
    return int(last), int(known), store.journal.position > (0, 0)


def last_merges(store: Store) -> dict[DeviceId, tuple[int, Vector]]:
    """By sender: when its last bundle was merged (milliseconds of this laptop's clock) and what it said it held."""
    out: dict[DeviceId, tuple[int, Vector]] = {}
    rows = store.connection.execute("select sender, at, vector from merges where sender <> '' order by id")
    for sender, at, plain in rows:
        vector = {
            (DeviceId(device.hex()), epoch): (seq, EventId(last.hex()))
            for device, epoch, seq, last in cbor2.loads(plain)
        }
        out[DeviceId(sender)] = (at, vector)
    return out
