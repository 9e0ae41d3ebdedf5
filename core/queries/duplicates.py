"""The queue of pairs that may be one person: found by rules over the whole register, decided by people."""

from dataclasses import dataclass
from typing import Any

from core.domain.duplicates import Candidate, Candidates, KeyIndex, Verdict
from core.domain.entries import Field
from core.domain.ids import PersonId
from core.queries.entries import entry_row, in_town
from core.queries.rows import EntryRow
from core.store.database import Store
from core.store.people import Entry, entries, linked_with, links, register_stamp, verdicts


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two entries side by side. `agrees` says for each field whether both say the same, None where one says nothing;
    `verdict` is CONFLICT where desks decided differently."""

    candidate: Candidate
    verdict: Verdict
    one: EntryRow
    other: EntryRow
    agrees: tuple[tuple[Field, bool | None], ...]


def open_pairs(store: Store) -> Candidates:
    """Every pair that waits for a decision: contradictions first, then by the strongest rule."""
    return store.memo("open pairs", register_stamp(store), lambda: _open_pairs(store))


def _open_pairs(store: Store) -> Candidates:
    found = _index(store).candidates(verdicts(store))
    together = [item for item in found.found if item.pair[1] not in linked_with(store, item.pair[0])]
    known = {item.pair: item for item in together}
    contradictions = [known.pop(pair, Candidate(pair, ())) for pair in links(store).conflicts]
    return Candidates((*contradictions, *known.values()), found.waiting)


@dataclass
class _Indexed:
    """The index and the entries it was made of."""

    entries: dict[PersonId, Entry]
    index: KeyIndex


def _index(store: Store) -> KeyIndex:
    known = entries(store)
    kept = store.renewed(
        "key index",
        register_stamp(store)[0],
        lambda: _Indexed(known, KeyIndex(entry.person for entry in known.values() if not entry.off)),
        lambda _stamp, old: _brought_up(old, known),
    )
    return kept.index


def _brought_up(old: _Indexed, known: dict[PersonId, Entry]) -> _Indexed:
    """The same index with every entry replaced that is another object by now."""
    for one, before in old.entries.items():
        if known.get(one) is not before and not before.off:
            old.index.take(before.person)
    for one, entry in known.items():
        if old.entries.get(one) is not entry and not entry.off:
            old.index.put(entry.person)
    return _Indexed(known, old.index)


def pairs_with(store: Store, person: PersonId) -> tuple[Candidate, ...]:
    """The open pairs in which one of a person's entries stands."""
    by_entry = store.memo("pairs by entry", register_stamp(store), lambda: _by_entry(open_pairs(store)))
    return tuple(item for entry in linked_with(store, person) for item in by_entry.get(entry, ()))


def _by_entry(found: Candidates) -> dict[PersonId, list[Candidate]]:
    out: dict[PersonId, list[Candidate]] = {}
    for item in found.found:
        for entry in item.pair:
            out.setdefault(entry, []).append(item)
    return out


def in_open_pair(store: Store) -> frozenset[PersonId]:
    """Entries that stand in an open pair."""
    return store.memo(
        "entries in pairs",
        register_stamp(store),
        lambda: frozenset(entry for item in open_pairs(store).found for entry in item.pair),
    )


def pair_card(store: Store, candidate: Candidate) -> PairCard:
    one, other = (entries(store)[entry].person for entry in candidate.pair)
    return PairCard(
        candidate,
        verdicts(store).get(candidate.pair, Verdict.OPEN),
        entry_row(store, one.id),
        entry_row(store, other.id),
        tuple((field, _agree(getattr(one, field), getattr(other, field))) for field in Field),
    )


def _agree(one: Any, other: Any) -> bool | None:
    return bool(one == other) if one and other else None


def pair_cards(store: Store, scope: str | None, limit: int) -> tuple[PairCard, ...]:
    """The first open pairs of a town (of either entry) or the district as cards."""
    found: list[PairCard] = []
    for item in open_pairs(store).found:
        if len(found) == limit:
            break
        if scope is None or any(in_town(store, entry, scope) for entry in item.pair):
            found.append(pair_card(store, item))
    return tuple(found)
