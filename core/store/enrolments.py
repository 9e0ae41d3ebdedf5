"""Which laptops are desks of an incident: enrolment events that carry the seal of the township's key.

The township's key is an Ed25519 key of its own in the profile of the laptop that enrols, not that laptop's: who carries
it may enrol, from whichever desk. Its public half is pinned in a file by the first enrolment (signed by a desk that the
file already knows) or taken from the bundle that a new desk joins with; enrolments under another key are kept aside.
"""

from typing import Any

import cbor2

from core.domain.events import Event, Kind
from core.domain.ids import DeviceId, IncidentId
from core.store.database import Store
from core.store.device import fingerprint
from core.store.journal import signed_by


def sealed_words(incident: IncidentId, public: bytes) -> bytes:
    """What the township's key signs of one laptop."""
    return cbor2.dumps(["daolian desk", bytes.fromhex(incident), public], canonical=True)


def publics(store: Store) -> dict[DeviceId, bytes]:
    """Public keys of every laptop whose entries count here: those of the file, and this one's own."""
    known = {DeviceId(key): public for key, public in store.connection.execute("select id, public from devices")}
    return known | {store.around.device.id: store.around.device.public}


def in_good_standing(store: Store) -> dict[DeviceId, bytes]:
    """Public keys of the laptops that may read what is written from now on: all but those revoked."""
    out = {row[0] for row in store.connection.execute("select id from devices where kept is not null")}
    return {device: public for device, public in publics(store).items() if device not in out}


def pin_township(store: Store, public: bytes) -> None:
    """Keep the township's key: from now on only its enrolments count."""
    store.connection.execute("insert or ignore into meta (key, value) values ('township', ?)", (public.hex(),))


def is_enrolment(event: Event) -> bool:
    return event.kind == Kind.ENROLLED and event.subject.startswith("desk/")


def honoured(store: Store, event: Event, raw: bytes, known: dict[DeviceId, bytes]) -> bool:
    """Whether an enrolment bears the township's seal; the first one that a known desk signed says whose that is."""
    stated = _stated(event)
    if stated is None:
        return False
    public, township, seal = stated
    if fingerprint(public) != event.subject.removeprefix("desk/"):
        return False
    pinned = store.township
    if pinned is None:
        if not signed_by(known.get(event.device), raw, event.signature):
            return False
    elif pinned != township:
        return False
    if not signed_by(township, sealed_words(store.incident.id, public), seal):
        return False
    pin_township(store, township)
    return True


def know(store: Store, event: Event) -> None:
    """Count the laptop that an honoured enrolment names among the desks, under the name it was given."""
    public = bytes.fromhex(event.values["public"])
    named = store.journal.personal(event.pii[0]) if event.pii else None
    name = str(named["name"]) if named else ""
    store.connection.execute(
        "insert into devices (id, public, name) values (?, ?, ?)"
        " on conflict (id) do update set name = excluded.name where excluded.name <> ''",
        (fingerprint(public), public, name),
    )


def _stated(event: Event) -> tuple[bytes, bytes, bytes] | None:
    """(public key, township's key, seal) of an enrolment, None where it is none."""
    values: Any = event.values
    try:
        public, township, seal = (bytes.fromhex(values[name]) for name in ("public", "township", "seal"))
    except (KeyError, TypeError, ValueError):
        return None
    return (public, township, seal) if (len(public), len(township), len(seal)) == (32, 32, 64) else None
