"""Bundles with anything wrong in them: never a crash, never a part taken in, never an entry lost or made up.

Three kinds of damage, drawn from a seed: bytes as a bad stick leaves them; bytes with a digest that fits again, as a
hostile one would; and well-formed contents with values swapped, repeated, cut or replaced.
"""

import hashlib
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import cbor2
import pytest
import zstandard

from core.domain.findings import Refusal
from core.operations.bundles import make_bundle, merge
from core.store.bundle_format import unpack
from core.store.chain import chain_findings
from core.store.database import Store
from tests.desks.simulator import Night, template

MUTATIONS = 5_000
CHUNK = 1_000


class Target:
    """A desk that is given damaged bundles; put back to what it was whenever one is taken in."""

    def __init__(self, connection: Any) -> None:
        night = Night(connection, 5)
        night.losing = False
        night.run()
        night.run()
        self.sender, self.desk = night.desks[1], night.desks[0]
        self.raws = [make_bundle(desk.store, known)[1] for desk in night.desks for known in (None, {})]
        self.store = self.desk.store
        self.key = self.store.around.device.key
        self.before = self.state()
        self.held = self.ids()
        self.taken = 0

    def state(self) -> tuple[Any, ...]:
        tables = ("events", "blobs", "devices", "quarantine", "merges", "meta", "standings", "people", "operators")
        counts = tuple(
            self.store.connection.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
            for table in tables
        )
        return (*counts, self.store.connection.execute("select total(length(body)) from standings").fetchone()[0])

    def ids(self) -> set[bytes]:
        return {row[0] for row in self.store.connection.execute("select id from events")}

    def give(self, raw: bytes) -> None:
        try:
            bundle = unpack(raw, self.key, "x.b")
        except Refusal:
            return
        self.store.connection.execute("begin immediate")
        try:
            try:
                merge(self.store, [bundle])
            except Refusal:
                return
            self.taken += 1
            assert self.held <= self.ids()
            assert [finding for finding in chain_findings(self.store.connection) if finding.error] == []
        finally:
            self.store.connection.execute("rollback")
            self.store._memo.clear()

    def give_for_good(self, raw: bytes) -> None:
        """Without a transaction around it: a refusal must leave every table as it was."""
        with suppress(Refusal):
            merge(self.store, [unpack(raw, self.key, "x.b")])
            self.before = self.state()
            return
        assert self.state() == self.before


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    return Target(template(tmp_path_factory.mktemp("fuzz")))


def _digested(raw: bytes) -> bytes:
    return raw[:-32] + hashlib.sha256(raw[:-32]).digest()


def _bytes(raw: bytes, draws: random.Random) -> bytes:
    """One to four faults of a stick: bits, holes, cuts, doubled and moved stretches, a piece of another one."""
    out = bytearray(raw)
    for _ in range(draws.randint(1, 4)):
        at, size = draws.randrange(len(out) + 1), draws.choice((1, 2, 8, 64, 512))
        fault = draws.randrange(6)
        if fault == 0 and out:
            out[at % len(out)] ^= 1 << draws.randrange(8)
        elif fault == 1:
            out[at : at + size] = bytes(len(out[at : at + size]))
        elif fault == 2:
            del out[at : at + size]
        elif fault == 3:
            out[at:at] = out[at : at + size]
        elif fault == 4:
            del out[at:]
        else:
            out[at : at + size] = draws.randbytes(size)
    return bytes(out)


def _with_digest(raw: bytes, draws: random.Random) -> bytes:
    made = _bytes(raw, draws)
    return _digested(made) if len(made) > 46 else made


def _values(raw: bytes, draws: random.Random) -> bytes:
    """Contents that decode, with something in them that is not as it should be."""
    length = int.from_bytes(raw[10:14], "big")
    head, said = cbor2.loads(raw[14 : 14 + length]), cbor2.loads(zstandard.decompress(raw[14 + length : -32]))
    for _ in range(draws.randint(1, 3)):
        if draws.random() < 0.15:
            head[draws.choice(list(head))] = _odd(draws)
        elif draws.random() < 0.2:
            said[draws.choice(list(said))] = _odd(draws)
        else:
            said = _somewhere(said, draws)
    packed = cbor2.dumps(head)
    body = raw[:10] + len(packed).to_bytes(4, "big") + packed + zstandard.compress(cbor2.dumps(said))
    return body + hashlib.sha256(body).digest()


def _odd(draws: random.Random) -> Any:
    return draws.choice(
        (
            None,
            True,
            -1,
            1 << 70,
            1.5,
            "",
            "x" * 40,
            b"",
            bytes(16),
            bytes(64),
            [],
            [[]],
            [None],
            {},
            {"a": [1]},
            {1: 2},
        )
    )


def _somewhere(value: Any, draws: random.Random) -> Any:
    """The value with one place in it changed: an odd value, two neighbours swapped, one doubled, one gone, one bit."""
    if isinstance(value, bytes) and value and draws.random() < 0.7:
        at = draws.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << draws.randrange(8))]) + value[at + 1 :]
    if isinstance(value, dict) and value:
        key = draws.choice(list(value))
        return {**value, key: _somewhere(value[key], draws)}
    if isinstance(value, list) and value:
        at, out, fault = draws.randrange(len(value)), list(value), draws.randrange(6)
        if fault == 0:
            del out[at]
        elif fault == 1:
            out.insert(at, out[at])
        elif fault == 2:
            other = draws.randrange(len(out))
            out[at], out[other] = out[other], out[at]
        elif fault == 3:
            out[at] = _odd(draws)
        else:
            out[at] = _somewhere(out[at], draws)
        return out
    return _odd(draws)


DAMAGE: tuple[tuple[Callable[[bytes, random.Random], bytes], int], ...] = ((_bytes, 4), (_with_digest, 3), (_values, 3))


def _fuzz(target: Target, first: int, count: int) -> None:
    kinds, weights = zip(*DAMAGE, strict=True)
    taken = target.taken
    for number in range(first, first + count):
        draws = random.Random(number)
        raw = draws.choices(kinds, weights)[0](draws.choice(target.raws), draws)
        try:
            (target.give_for_good if number % 50 == 0 else target.give)(raw)
        except Exception as crash:
            raise AssertionError(number) from crash
    assert target.state() == target.before
    assert target.taken > taken  # some damage is harmless: then the rest must have come in


@pytest.mark.parametrize("first", range(0, MUTATIONS, CHUNK))
def test_no_damage_is_a_crash_or_half_a_merge(target: Target, first: int) -> None:
    _fuzz(target, first, CHUNK)


@pytest.mark.long
@pytest.mark.parametrize("first", range(MUTATIONS, 100_000, CHUNK))
def test_no_damage_of_a_hundred_thousand_is_a_crash_or_half_a_merge(target: Target, first: int) -> None:
    _fuzz(target, first, CHUNK)


def test_whatever_was_given_the_desk_still_agrees_with_its_peers(target: Target) -> None:
    """After all of it the two desks exchange what they hold, and both are the fold of the same entries."""
    here, there = target.store, target.sender.store
    for one, other in ((here, there), (there, here)):
        merge(one, [unpack(make_bundle(other, None)[1], one.around.device.key, "")])
    assert here.dump() == there.dump()
    assert _rebuilt(here) == here.dump()


def _rebuilt(store: Store) -> str:
    store.rebuild()
    return store.dump()


def test_a_claim_of_a_hundred_million_elements_is_not_believed(target: Target, tmp_path: Path) -> None:
    for claim in (b"\x9a\x05\xf5\xe1\x00", b"\x9b" + b"\xff" * 8, b"\xba\x05\xf5\xe1\x00", b"\x5a\x7f\xff\xff\xff"):
        raw = target.raws[0]
        length = int.from_bytes(raw[10:14], "big")
        body = raw[: 14 + length] + zstandard.compress(claim + b"\x00" * 100)
        with pytest.raises(Refusal):
            unpack(body + hashlib.sha256(body).digest(), target.key, "x.b")


def test_a_frame_that_unpacks_without_end_is_not_unpacked(target: Target) -> None:
    raw = target.raws[0]
    length = int.from_bytes(raw[10:14], "big")
    frame = bytearray(zstandard.ZstdCompressor().compress(bytes(1 << 20)))
    for said in (1 << 40, (1 << 64) - 1):
        bomb = frame[:4] + bytes([0xE0]) + said.to_bytes(8, "little") + frame[9:]
        body = raw[: 14 + length] + bytes(bomb)
        with pytest.raises(Refusal):
            unpack(body + hashlib.sha256(body).digest(), target.key, "x.b")
