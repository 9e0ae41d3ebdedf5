"""Entries of desks that are known to exist and are not here: gaps in their chains, and what others said they held.

Whose last known entry a laptop wrote before entries of it that are missing may have been changed by one of them. A
laptop writes one entry after another, also in a new epoch: only those that it wrote before count, not everybody.
"""

from dataclasses import dataclass

from core.domain.ids import DeviceId, EventId, PersonId
from core.domain.standing import Standing
from core.store.database import Store
from core.store.holdings import chains, last_merges, merges_stamp
from core.store.revocations import kept_of_revoked

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Missing:
    """Entries `first` to `last` (both included) of one epoch of a laptop."""

    device: DeviceId
    epoch: int
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def missing(store: Store) -> tuple[Missing, ...]:
    """What is known to be missing, by laptop, epoch and number; kept until something comes in or is put aside: what is
    written here leaves no gap."""
    return store.memo("missing entries", _stamp(store), lambda: tuple(sorted(_read(store), key=_in_order)))


def _stamp(store: Store) -> tuple[object, ...]:
    aside = store.connection.execute("select count(*) from quarantine").fetchone()[0]
    return (*merges_stamp(store), aside)


def _in_order(one: Missing) -> tuple[DeviceId, int, int]:
    return (one.device, one.epoch, one.first)


def _read(store: Store) -> list[Missing]:
    held: dict[tuple[DeviceId, int], int] = {(one.device, one.epoch): one.furthest for one in chains(store)}
    furthest = dict(held)
    for _, vector in last_merges(store).values():
        for key, (seq, _) in vector.items():
            furthest[key] = max(furthest.get(key, 0), seq)
    out = [Missing(*key, held.get(key, 0) + 1, seq) for key, seq in furthest.items() if seq > held.get(key, 0)]
    for one in chains(store):
        if one.gaps:
            out += _gaps(store, one.device, one.epoch)
    return out


def _gaps(store: Store, device: DeviceId, epoch: int) -> list[Missing]:
    rows = store.connection.execute(
        "select distinct seq from events where device = ? and epoch = ? order by seq", (device, epoch)
    )
    out, expected = list[Missing](), 1
    for (seq,) in rows:
        if seq > expected:
            out.append(Missing(device, epoch, expected, seq - 1))
        expected = seq + 1
    return out


def overtaken(store: Store, stands: dict[PersonId, Standing]) -> dict[PersonId, frozenset[DeviceId]]:
    """Who may have been entered again since, by an entry that is missing, and by which laptops; of somebody about whom
    an entry is missing that another one names the laptop is not known. Whatever another desk has found out about him
    since ends it: then what shows him is not of that laptop.

    An answer at the door is believed because only one arrival is known where he says that he came from: a laptop that
    was taken out of service may have known of another.
    """
    before = store.memo("written before missing", _stamp(store), lambda: _written_before(store))
    gone = frozenset(kept_of_revoked(store))
    lost = _not_here(store, {one for standing in stands.values() for one in standing.unheard})
    if not (before or gone or lost):
        return {}
    out: dict[PersonId, frozenset[DeviceId]] = {}
    for person, standing in stands.items():
        shown = [claim.event for claim in standing.claims]
        by = {before[one] for one in (*shown, standing.last_event) if one in before}
        if standing.by_answer:
            by |= gone
        if by or not lost.isdisjoint(standing.unheard):
            out[person] = frozenset(by)
    return out


def _written_before(store: Store) -> dict[EventId | None, DeviceId]:
    """Entries that a laptop wrote before others of it that are missing."""
    until: dict[DeviceId, tuple[int, int]] = {}
    for one in missing(store):
        until[one.device] = max(until.get(one.device, (0, 0)), (one.epoch, one.last))
    out: dict[EventId | None, DeviceId] = {}
    for device, last in until.items():
        rows = store.connection.execute(
            "select id from events where device = ? and (epoch, seq) < (?, ?) and subject like 'person/%'",
            (device, *last),
        )
        out.update((EventId(key.hex()), device) for (key,) in rows)
    return out


def _not_here(store: Store, ids: set[EventId]) -> set[EventId]:
    """Of some ids those that this file holds no entry of: one may be about another entry of a linked person."""
    wanted, held = sorted(ids), set[EventId]()
    for start in range(0, len(wanted), _AT_ONCE):
        part = [bytes.fromhex(one) for one in wanted[start : start + _AT_ONCE]]
        rows = store.connection.execute(f"select id from events where id in ({','.join('?' * len(part))})", part)
        held.update(EventId(key.hex()) for (key,) in rows)
    return ids - held
