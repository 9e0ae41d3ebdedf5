"""A second desk begins: the township enrols its laptop, the laptop joins from a bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import DeviceId, IncidentId
from core.operations.closing import obey
from core.operations.recording import trust_of
from core.store.bundle_format import Bundle, read_bundle
from core.store.creating import create_store, discard_store
from core.store.database import Store, open_store
from core.store.device import Surroundings, device_card, fingerprint, public_of_card
from core.store.enrolments import in_good_standing, know, pin_township, publics, sealed_words
from core.store.erasing import sweep
from core.store.keys import new_keys
from core.store.merging import TakenIn, look_again, take_in, take_revocation
from core.store.revocations import kept_of_revoked, last_entries, revoking_words
from core.store.sealing import receiving_public
from core.store.tables import write_tables


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop to be enrolled: its public key and the name of its desk."""

    public: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`devices` are those enrolled now, `known` those that were; `released` counts entries that had waited for them."""

    devices: tuple[DeviceId, ...]
    known: tuple[DeviceId, ...]
    township: str
    released: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Joined:
    """A new desk's file. `recovery` is its recovery key, to be printed once; None for a plain file."""

    device: DeviceId
    incident: IncidentId
    township: str
    taken: TakenIn
    recovery: str | None


def laptop(text: str) -> Laptop:
    """What somebody typed for a laptop: its card, or `card=name of the desk`. Refusal(NOT_A_DEVICE)."""
    card, _, name = text.partition("=")
    public = public_of_card(card)
    try:
        receiving_public(public or b"")
    except ValueError:
        raise Refusal(Rule.NOT_A_DEVICE, {"device": card}) from None
    return Laptop(public or b"", name.strip())


def enrol(
    store: Store, *, laptops: Sequence[Laptop], township: Ed25519PrivateKey, at: datetime, operator: str
) -> Enrolled:
    """Make laptops desks of this incident, and with them those whose entries the file holds already.

    Refusal(NOT_THE_TOWNSHIP) where this incident's desks are enrolled by another key.
    """
    mine = township.public_key().public_bytes_raw()
    if store.township not in (None, mine):
        raise Refusal(Rule.NOT_THE_TOWNSHIP, {"township": fingerprint(store.township or b"")})
    with store.transaction():
        before = _enrolled(store)
        wanted = {fingerprint(one.public): one for one in (*_already_here(store), *laptops)}
        new = {key: one for key, one in wanted.items() if key not in before}
        if out := sorted(kept_of_revoked(store).keys() & {fingerprint(one.public) for one in laptops}):
            raise Refusal(Rule.DESK_REVOKED, {"desk": desk_name(store, out[0]), "here": False})
        changes = store.record(_enrolment(store, one, township, at, operator) for one in new.values())
        pin_township(store, mine)
        for event in changes.events:
            if event.kind == Kind.ENROLLED:
                know(store, event)
        released = look_again(store, store.around.now())
        changes = Changes(store.journal.revision, (*changes.events, *released))
    known = tuple(key for key in wanted if key in before)
    return Enrolled(tuple(new), known, fingerprint(mine), len(released), changes)


@dataclass(frozen=True, slots=True)
class RevokedNow:
    """`kept` counts the laptop's entries that still count, `aside` those that were put aside by it."""

    device: DeviceId
    name: str
    kept: int
    aside: int
    changes: Changes


def revoke(
    store: Store, *, device: DeviceId, township: Ed25519PrivateKey, at: datetime, operator: str, note: str = ""
) -> RevokedNow:
    """A laptop is lost: what is held of it stays, whatever else its key signs is kept aside from now on, everywhere.

    Said again by a desk that holds more of it, that much more counts. Refusal: UNKNOWN_DESK, NOT_ONESELF,
    NOT_THE_TOWNSHIP.
    """
    if device == store.around.device.id:
        raise Refusal(Rule.NOT_ONESELF, {"desk": store.around.device.name})
    if device not in publics(store):
        raise Refusal(Rule.UNKNOWN_DESK, {"desk": device})
    mine = township.public_key().public_bytes_raw()
    if store.township != mine:
        raise Refusal(Rule.NOT_THE_TOWNSHIP, {"township": fingerprint(store.township or b"")})
    with store.transaction():
        kept = list(last_entries(store, device))
        draft = Draft(
            Kind.REVOKED,
            f"desk/{device}",
            at,
            operator,
            trust=trust_of(store, None),
            values={"kept": kept, "seal": township.sign(revoking_words(store.incident.id, device, kept)).hex()},
            pii=({"note": note},) if note else (),
        )
        changes = store.record([draft])
        released, aside = take_revocation(store, changes.events, store.around.now())
        changes = Changes(store.journal.revision, (*changes.events, *released))
        count = store.connection.execute("select count(*) from events where device = ?", (device,)).fetchone()[0]
    return RevokedNow(device, desk_name(store, device), int(count), len(aside), changes)


def find_desk(store: Store, text: str) -> DeviceId:
    """A desk by its name, its id or the beginning of its id. Refusal(UNKNOWN_DESK) for none or several."""
    names = dict(store.connection.execute("select id, name from devices"))
    found = [key for key in publics(store) if text and (names.get(key) == text or key.startswith(text))]
    if len(found) != 1:
        raise Refusal(Rule.UNKNOWN_DESK, {"desk": text})
    return found[0]


def desk_name(store: Store, device: DeviceId) -> str:
    """The name a desk was given; its id where it has none."""
    row = store.connection.execute("select name from devices where id = ?", (device,)).fetchone()
    return str(row[0]) if row and row[0] else device


def _already_here(store: Store) -> list[Laptop]:
    names = dict(store.connection.execute("select id, name from devices"))
    here = in_good_standing(store)
    return [Laptop(public, str(names.get(key, store.around.device.name))) for key, public in here.items()]


def _enrolled(store: Store) -> set[DeviceId]:
    return {DeviceId(event.subject.removeprefix("desk/")) for event in store.journal.of_kind(Kind.ENROLLED)}


def _enrolment(store: Store, one: Laptop, township: Ed25519PrivateKey, at: datetime, operator: str) -> Draft:
    return Draft(
        Kind.ENROLLED,
        f"desk/{fingerprint(one.public)}",
        at,
        operator,
        trust=trust_of(store, None),
        values={
            "public": one.public.hex(),
            "township": township.public_key().public_bytes_raw().hex(),
            "seal": township.sign(sealed_words(store.incident.id, one.public)).hex(),
        },
        pii=({"name": one.name},) if one.name else (),
    )


def join(bundle: Path, out: Path, around: Surroundings, *, plain: bool, passphrase: str | None) -> Joined:
    """Make this laptop's own file of an incident from a whole bundle: same incident, its own key and epoch.

    A real file is encrypted unless `plain` says otherwise. Whatever goes wrong leaves no file.
    Raises Refusal: those of reading a bundle, NOT_ENROLLED (with this laptop's card), BUNDLE_WITHOUT_TABLES,
    PLAIN_OR_PASSPHRASE, FILE_EXISTS, NOT_A_FOLDER.
    """
    card = device_card(around.device.public)
    try:
        read = read_bundle(bundle, around.device.key)
    except Refusal as refusal:
        if refusal.rule == Rule.NOT_FOR_THIS_DESK:
            raise Refusal(Rule.NOT_ENROLLED, {"device": around.device.id, "card": card}) from None
        raise
    if read.tables is None:
        raise Refusal(Rule.BUNDLE_WITHOUT_TABLES, {"file": str(bundle)})
    if passphrase == "" or (passphrase is None and not plain and not read.drill):
        raise Refusal(Rule.PLAIN_OR_PASSPHRASE, {"file": str(out)})
    keys = new_keys(passphrase, around.draw) if passphrase is not None else None
    create_store(
        out,
        around,
        _meta(read, sealed=keys is not None),
        lambda connection: _fill(connection, read),
        key=keys.key if keys else None,
        slots=keys.slots if keys else None,
    )
    try:
        store = open_store(out, around, passphrase=passphrase)
        try:
            taken, township = _begin(store, read, card)
        finally:
            store.close()
    except BaseException:
        discard_store(out)
        raise
    return Joined(around.device.id, read.incident, township, taken, keys.recovery if keys else None)


def _meta(read: Bundle, *, sealed: bool) -> dict[str, str]:
    return {
        "incident": read.incident,
        "title": read.meta.get("title", ""),
        "district": read.meta.get("district", ""),
        "mode": "drill" if read.drill else "real",
        "plain": "no" if sealed else "yes",
        "sources": read.meta.get("sources", "[]"),
        "sample": read.meta.get("sample", "no"),
        **({"township": read.meta["township"]} if "township" in read.meta else {}),
    }


def _fill(connection: Any, read: Bundle) -> None:
    write_tables(connection, read.tables or {})


def _begin(store: Store, read: Bundle, card: str) -> tuple[TakenIn, str]:
    with store.transaction():
        taken = take_in(store, (read,), store.around.now())
        if store.township is None or store.around.device.id not in _enrolled(store):
            raise Refusal(Rule.NOT_ENROLLED, {"device": store.around.device.id, "card": card})
        township, obeyed = fingerprint(store.township), obey(store)
    if obeyed:
        sweep(store)
    return taken, township
