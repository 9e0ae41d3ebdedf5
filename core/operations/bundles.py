"""Handing over what this desk holds, and taking in what others hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cbor2

from core.domain.events import Changes
from core.domain.findings import Refusal, Rule
from core.domain.ids import DeviceId
from core.exchange.cells import LOCAL
from core.operations.closing import obey
from core.store.bundle_format import Bundle, Vector, pack, read_bundle, unpack
from core.store.database import Store
from core.store.enrolments import in_good_standing, publics
from core.store.erasing import Swept, sweep
from core.store.holdings import lacking, last_merges, vector_of
from core.store.merging import Held, blobs_named, take_in
from core.store.stick import write_to_stick
from core.store.table_imports import parts_of
from core.store.tables import read_tables, table_digests

SUFFIX = ".dlb"
_META = ("title", "district", "sources", "sample", "township")


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that was read back as written: now the stick may be pulled out. `readers` are the laptops that can open
    it, none for an open one of a plain drill."""

    events: int
    blobs: int
    size: int
    sealed: bool
    readers: tuple[DeviceId, ...]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did. `differing` names reference tables that are not the same on both desks; `swept` is there where
    another desk's erasure was obeyed and the personal data of this file went too."""

    new: int
    known: int
    aside: tuple[Held, ...]
    differing: tuple[str, ...]
    senders: tuple[DeviceId, ...]
    changes: Changes
    swept: Swept | None = None


def make_bundle(store: Store, known: Vector | None) -> tuple[Bundle, bytes]:
    """A bundle of all, with the tables a new desk needs, or of what a desk that holds `known` lacks; and its bytes.

    Sealed for every enrolled laptop; open only in a plain drill.
    """
    with store.reading():
        return _make(store, known)


def _make(store: Store, known: Vector | None) -> tuple[Bundle, bytes]:
    chosen = list(lacking(store, known or {}))
    hashes = dict.fromkeys(key for event, _, _ in chosen for key in blobs_named(event))
    blobs = [store.blob(key.hex()) for key in hashes]
    meta = dict(store.connection.execute("select key, value from meta"))
    bundle = Bundle(
        incident=store.incident.id,
        drill=store.incident.drill,
        sender=store.around.device.id,
        vector=vector_of(store),
        events=tuple((raw, signature) for _, raw, signature in chosen),
        blobs=tuple(blob for blob in blobs if blob is not None),
        meta={name: meta[name] for name in _META if name in meta},
        tables=read_tables(store.connection) if known is None else None,
        digests=table_digests(store),
    )
    return bundle, pack(bundle, store.around.device.key.sign, _readers(store), store.around.draw)


def _readers(store: Store) -> list[bytes] | None:
    if store.incident.drill and store.incident.plain:
        return None
    return sorted({*in_good_standing(store).values(), store.around.device.public})


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle ready to be written: its bytes, a name that says nothing, and how many entries are in it. `desk` is for
    whom it is, None for everybody; `tables` says that a new desk can begin with it."""

    raw: bytes
    name: str
    events: int
    sealed: bool
    tables: bool
    desk: DeviceId | None


def parcel(store: Store, *, desk: DeviceId | None) -> Parcel:
    """What one desk lacks, by what it said it holds; all, with the tables, for one that never said; for None all
    entries, which any desk of this incident can take in."""
    met = last_merges(store)
    known: Vector | None = {}
    if desk is not None:
        known = met[desk][1] if desk in met else None
    bundle, raw = make_bundle(store, known)
    name = f"dl-{store.around.now().astimezone(LOCAL):%m%d-%H%M}-{store.around.draw(3).hex()}{SUFFIX}"
    return Parcel(raw, name, len(bundle.events), _readers(store) is not None, known is None, desk)


def take_parcel(store: Store, *, raw: bytes, path: str) -> Merged:
    """Take in one bundle whose bytes were read elsewhere. Refusal: those of `unpack`, OTHER_INCIDENT."""
    return merge(store, [unpack(raw, store.around.device.key, path)])


def write_bundle(store: Store, out: Path, *, known: Vector | None = None) -> Written:
    """Write a bundle and read it back. Refusal: those of `write_to_stick`; nothing is left there then."""
    bundle, raw = make_bundle(store, known)

    def check(back: bytes) -> None:
        if unpack(back, store.around.device.key, str(out)).events != bundle.events:
            raise Refusal(Rule.STICK_MISREAD, {"file": str(out)})

    write_to_stick(out, raw, check)
    readers = _readers(store)
    return Written(
        events=len(bundle.events),
        blobs=len(bundle.blobs),
        size=len(raw),
        sealed=readers is not None,
        readers=tuple(key for key, public in publics(store).items() if readers is not None and public in readers),
        vector=bundle.vector,
    )


def merge_bundles(store: Store, paths: Sequence[Path]) -> Merged:
    """Take in bundles, all or none. Refusal: those of `read_bundle`, OTHER_INCIDENT, BUNDLE_DAMAGED."""
    return merge(store, [read_bundle(path, store.around.device.key) for path in paths])


def merge(store: Store, bundles: Sequence[Bundle]) -> Merged:
    """Take in bundles that were read, in one transaction."""
    for bundle in bundles:
        if bundle.incident != store.incident.id:
            title = bundle.meta.get("title", "")
            raise Refusal(Rule.OTHER_INCIDENT, {"file": bundle.path, "title": title, "drill": bundle.drill})
    try:
        with store.transaction():
            taken = take_in(store, bundles, store.around.now())
            obeyed = obey(store)
    except (cbor2.CBORError, KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        # Signed by a desk, and yet it cannot be folded: another version's mistake must not stop this file.
        file = "、".join(bundle.path for bundle in bundles)
        raise Refusal(Rule.BUNDLE_DAMAGED, {"file": file, "why": "fold"}) from error
    swept = sweep(store) if obeyed else None
    mine = table_digests(store)
    differing = {name for one in bundles for name, digest in one.digests.items() if mine.get(name, digest) != digest}
    return Merged(
        new=len(taken.new),
        known=taken.known,
        aside=taken.aside,
        differing=tuple(sorted(differing)),
        senders=tuple(dict.fromkeys(bundle.sender for bundle in bundles)),
        changes=Changes(
            store.journal.revision,
            (*taken.new, *obeyed),
            frozenset(table for event in taken.new for table in parts_of(event)),
        ),
        swept=swept,
    )
