"""Two desks on one cable or hotspot: each proves its key, each gives the other what it lacks, sealed for it alone.

Both sign both nonces and both keys before anything is told, so that a third between them can neither read nor stand in
for either. What follows are ordinary bundles: nothing is taken in before the whole of one has come and every byte of it
is as written, and then in one transaction. A desk that goes away takes nothing that was not whole along.
"""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Address

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.findings import Refusal, Rule
from core.domain.ids import DeviceId, IncidentId
from core.operations.bundles import Merged, make_bundle, merge
from core.store.bundle_format import LARGEST, Bundle, Vector, pack, unpack
from core.store.database import Store
from core.store.device import fingerprint, key_words
from core.store.enrolments import in_good_standing
from core.store.journal import signed_by

PORT = 47118
VERSION = 1
PATIENCE_S = 20.0  # without a byte: a hotspot may be slow, a desk that went away must not hold the other up
_GREETING = 4096  # bytes: nobody is believed enough yet to send more
_NONCE = 32


@dataclass(frozen=True, slots=True)
class Party:
    """What a session needs of a desk, each to be called from its own thread: the laptops in good standing, the bytes of
    a bundle for a vector and one reader (None: nothing but what it holds), and taking one in."""

    incident: IncidentId
    key: Ed25519PrivateKey
    draw: Callable[[int], bytes]
    known: Callable[[], Mapping[DeviceId, bytes]]
    give: Callable[[Vector | None, bytes], bytes]
    take: Callable[[Bundle], Merged]

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()


@dataclass(frozen=True, slots=True)
class Met:
    """One session that went through: whom, and what it brought. `given` counts bytes."""

    device: DeviceId
    words: tuple[str, ...]
    merged: Merged
    given: int


def party_of(store: Store) -> Party:
    """A desk whose file is open in this thread."""
    return Party(
        store.incident.id,
        store.around.device.key,
        store.around.draw,
        lambda: in_good_standing(store),
        lambda vector, reader: bundle_for(store, vector, reader),
        lambda bundle: merge(store, [bundle]),
    )


def bundle_for(store: Store, vector: Vector | None, reader: bytes) -> bytes:
    """What a desk of this vector lacks, sealed for its key alone, also in an open drill; with None only the vector of
    this desk."""
    bundle, _ = make_bundle(store, vector or {})
    if vector is None:
        bundle = replace(bundle, events=(), blobs=())
    return pack(bundle, store.around.device.key.sign, [reader], store.around.draw)


def ask(line: socket.socket, party: Party, where: str) -> Met:
    """Be the one who called. Refusal: LAN_BROKEN, LAN_STRANGER, LAN_REFUSED, and those of a bundle and a merge."""
    try:
        line.settimeout(PATIENCE_S)
        mine = party.draw(_NONCE)
        _send(line, {"v": VERSION, "inc": bytes.fromhex(party.incident), "key": party.public, "nonce": mine})
        said = _greeting(line, where)
        there, theirs = _bytes(said, "key", 32), _bytes(said, "nonce", _NONCE)
        device = _of_ours(party, there, where)
        bound = _bound(party.incident, party.public, there, mine, theirs)
        if not signed_by(there, b"answers" + bound, _bytes(said, "sign", 64)):
            raise Refusal(Rule.LAN_STRANGER, {"where": where})
        _send(line, {"sign": party.key.sign(b"asks" + bound)})
        _send_whole(line, party.give(None, there))
        got = unpack(_receive(line, LARGEST), party.key, where)
        _same_desk(got, device, where)
        giving = party.give(got.vector, there)
        taken = party.take(got)
        _send_whole(line, giving)
        _goodbye(line, where)
        return Met(device, key_words(there), taken, len(giving))
    except (OSError, cbor2.CBORError, KeyError, TypeError, ValueError) as error:
        raise _broken(where, error) from None


def answer(line: socket.socket, party: Party, where: str) -> Met:
    """Be the one who was called. Refusal: as `ask`; a stranger is told that he is one and nothing else."""
    try:
        line.settimeout(PATIENCE_S)
        said = _greeting(line, where)
        there, theirs = _bytes(said, "key", 32), _bytes(said, "nonce", _NONCE)
        if said.get("v") != VERSION or said.get("inc") != bytes.fromhex(party.incident):
            _send(line, {"no": "incident"})
            raise Refusal(Rule.LAN_REFUSED, {"where": where, "why": "incident"})
        try:
            device = _of_ours(party, there, where)
        except Refusal:
            _send(line, {"no": "stranger"})
            raise
        mine = party.draw(_NONCE)
        bound = _bound(party.incident, there, party.public, theirs, mine)
        _send(line, {"key": party.public, "nonce": mine, "sign": party.key.sign(b"answers" + bound)})
        if not signed_by(there, b"asks" + bound, _bytes(_greeting(line, where), "sign", 64)):
            raise Refusal(Rule.LAN_STRANGER, {"where": where})
        holds = unpack(_receive(line, LARGEST), party.key, where)
        _same_desk(holds, device, where)
        giving = party.give(holds.vector, there)
        _send_whole(line, giving)
        got = unpack(_receive(line, LARGEST), party.key, where)
        _same_desk(got, device, where)
        taken = party.take(got)
        _send(line, {"done": True})
        return Met(device, key_words(there), taken, len(giving))
    except (OSError, cbor2.CBORError, KeyError, TypeError, ValueError) as error:
        raise _broken(where, error) from None


def address_of(text: str) -> tuple[str, int]:
    """`192.168.43.1` or `192.168.43.1:47118`; names are none: there is nobody to ask. Refusal(LAN_ADDRESS)."""
    host, sep, port = text.strip().replace("：", ":").rpartition(":")
    if not sep:
        host, port = port, str(PORT)
    try:
        IPv4Address(host)
    except ValueError:
        raise Refusal(Rule.LAN_ADDRESS, {"address": text}) from None
    if not port.isdigit() or not 0 < int(port) < 1 << 16:
        raise Refusal(Rule.LAN_ADDRESS, {"address": text})
    return host, int(port)


def call(address: str, party: Party) -> Met:
    """Exchange with the desk at an address. Refusal: LAN_ADDRESS, and those of `ask`."""
    host, port = address_of(address)
    try:
        line = socket.create_connection((host, port), timeout=PATIENCE_S)
    except OSError as error:
        raise _broken(address, error) from None
    with line:
        return ask(line, party, address)


# -- the line ----------------------------------------------------------------------------------------------------------


def _send(line: socket.socket, said: dict[str, object]) -> None:
    _send_whole(line, cbor2.dumps(said))


def _send_whole(line: socket.socket, raw: bytes) -> None:
    line.sendall(len(raw).to_bytes(8, "big") + raw)


def _receive(line: socket.socket, at_most: int) -> bytes:
    size = int.from_bytes(_exactly(line, 8), "big")
    if size > at_most:
        raise ValueError(size)
    return _exactly(line, size)


def _exactly(line: socket.socket, count: int) -> bytes:
    out = bytearray()
    while len(out) < count:
        part = line.recv(min(1 << 16, count - len(out)))
        if not part:
            raise ConnectionError("went away")
        out += part
    return bytes(out)


def _greeting(line: socket.socket, where: str) -> dict[str, object]:
    said = cbor2.loads(_receive(line, _GREETING))
    if type(said) is not dict:
        raise ValueError("greeting")
    if "no" in said:
        raise Refusal(Rule.LAN_REFUSED, {"where": where, "why": str(said["no"])[:20]})
    return said


def _goodbye(line: socket.socket, where: str) -> None:
    """The other desk has taken all of it in: only then is it said that it was given."""
    if _greeting(line, where).get("done") is not True:
        raise ValueError("goodbye")


def _bytes(said: dict[str, object], name: str, size: int) -> bytes:
    value = said[name]
    if type(value) is not bytes or len(value) != size:
        raise ValueError(name)
    return value


def _bound(incident: IncidentId, asker: bytes, answerer: bytes, asked: bytes, answered: bytes) -> bytes:
    parts = ["daolian lan", VERSION, bytes.fromhex(incident), asker, answerer, asked, answered]
    return cbor2.dumps(parts, canonical=True)


def _of_ours(party: Party, public: bytes, where: str) -> DeviceId:
    device = fingerprint(public)
    if party.known().get(device) != public or public == party.public:
        raise Refusal(Rule.LAN_STRANGER, {"where": where})
    return device


def _same_desk(bundle: Bundle, device: DeviceId, where: str) -> None:
    if bundle.sender != device:
        raise Refusal(Rule.LAN_STRANGER, {"where": where})


def _broken(where: str, error: Exception) -> Refusal:
    return Refusal(Rule.LAN_BROKEN, {"where": where, "why": type(error).__name__})
