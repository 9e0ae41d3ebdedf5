"""A bundle as square codes on a screen, read by a camera or from photographs: no stick, no cable.

The bytes are cut into blocks. Frame n of the first `count` carries block n; every further frame carries the exclusive
or of a set of blocks that its number draws, so that whoever missed some frames needs none of them again: any few more
will do. A frame is text of the QR code's own 45 characters (RFC 9285), with a check of its own.
"""

import hashlib
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = 480  # bytes a frame: a code of 97 modules, which a laptop's screen shows and a telephone reads
LARGEST = 1 << 20  # bytes that are sent this way: beyond it a stick is quicker
MARK = "DL1:"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_HEAD = 12  # digest 4, length 4, number 4
_CHECK = 4
_AT_ONCE = 4  # bundles whose frames are kept while a camera looks on


@dataclass(frozen=True, slots=True)
class Progress:
    """How many independent frames are here of those needed."""

    have: int
    need: int


def frames(raw: bytes) -> Iterator[str]:
    """Frames without end, the plain ones first. ValueError for nothing, or more than `LARGEST`."""
    if not 0 < len(raw) <= LARGEST:
        raise ValueError(len(raw))
    digest = hashlib.sha256(raw).digest()[:4]
    blocks = _blocks(raw)
    number = 0
    while True:
        body = _joined(blocks, _members(digest, len(blocks), number))
        head = digest + len(raw).to_bytes(4, "big") + number.to_bytes(4, "big")
        payload = head + body.to_bytes(BLOCK, "big")
        yield MARK + base45(payload + zlib.crc32(payload).to_bytes(_CHECK, "big"))
        number += 1


def frame_count(size: int) -> int:
    """How many frames carry the bytes themselves."""
    return -(-size // BLOCK)


class Collector:
    """Takes frames in any order, repeated or not; whatever is none of this bundle is passed over."""

    def __init__(self) -> None:
        self._digest = b""
        self._size = 0
        self._rows: dict[int, tuple[int, int]] = {}  # lowest block of a row -> (its blocks as bits, their exclusive or)

    @property
    def progress(self) -> Progress:
        return Progress(len(self._rows), frame_count(self._size))

    def add(self, text: str) -> bool:
        """Take one frame; False where it is none, is damaged, or belongs to another bundle."""
        read = _read(text)
        if read is None:
            return False
        digest, size, number, body = read
        if not self._digest:
            self._digest, self._size = digest, size
        if (digest, size) != (self._digest, self._size):
            return False
        bits = sum(1 << block for block in _members(digest, frame_count(size), number))
        self._reduce(bits, body)
        return True

    def _reduce(self, bits: int, body: int) -> None:
        """One step of elimination over GF(2)."""
        while bits:
            lowest = (bits & -bits).bit_length() - 1
            if lowest not in self._rows:
                self._rows[lowest] = (bits, body)
                return
            other, known = self._rows[lowest]
            bits, body = bits ^ other, body ^ known

    def whole(self) -> bytes | None:
        """The bundle, once enough has come and it is what its digest says."""
        count = frame_count(self._size)
        if not count or len(self._rows) < count:
            return None
        blocks: dict[int, int] = {}
        for lowest in sorted(self._rows, reverse=True):
            bits, body = self._rows[lowest]
            for block in _set_bits(bits ^ (1 << lowest)):
                body ^= blocks[block]
            blocks[lowest] = body
        raw = b"".join(blocks[n].to_bytes(BLOCK, "big") for n in range(count))[: self._size]
        return raw if hashlib.sha256(raw).digest()[:4] == self._digest else None


class Gathering:
    """Frames of several bundles held apart: a camera that looks on need not be told that the other screen has gone over
    to another bundle. `progress` is that of the bundle seen last."""

    def __init__(self) -> None:
        self._collectors: dict[bytes, Collector] = {}  # by digest, the one seen last at the end

    @property
    def progress(self) -> Progress:
        return next(reversed(self._collectors.values())).progress if self._collectors else Progress(0, 0)

    def add(self, text: str) -> bool:
        """Take one frame; False where it is none or is damaged."""
        read = _read(text)
        if read is None:
            return False
        collector = self._collectors.pop(read[0], None) or Collector()
        self._collectors[read[0]] = collector
        if len(self._collectors) > _AT_ONCE:
            self._collectors.pop(next(iter(self._collectors)))
        return collector.add(text)

    def whole(self) -> bytes | None:
        """The bundle seen last, once enough of it has come."""
        return next(reversed(self._collectors.values())).whole() if self._collectors else None


def base45(raw: bytes) -> str:
    """RFC 9285."""
    out = []
    for at in range(0, len(raw) - 1, 2):
        value = raw[at] * 256 + raw[at + 1]
        out += [value % 45, value // 45 % 45, value // 2025]
    if len(raw) % 2:
        out += [raw[-1] % 45, raw[-1] // 45]
    return "".join(_ALPHABET[value] for value in out)


def from_base45(text: str) -> bytes | None:
    """The bytes of a text, None where it is no such text."""
    if len(text) % 3 == 1 or any(character not in _ALPHABET for character in text):
        return None
    values = [_ALPHABET.index(character) for character in text]
    out = bytearray()
    for at in range(0, len(values), 3):
        part = values[at : at + 3]
        value = sum(digit * 45**place for place, digit in enumerate(part))
        size = len(part) - 1
        if value >= 1 << 8 * size:
            return None
        out += value.to_bytes(size, "big")
    return bytes(out)


def _read(text: str) -> tuple[bytes, int, int, int] | None:
    """(digest, size, number, body) of a frame."""
    payload = from_base45(text.removeprefix(MARK)) if text.startswith(MARK) else None
    if payload is None or len(payload) != _HEAD + BLOCK + _CHECK:
        return None
    if zlib.crc32(payload[:-_CHECK]).to_bytes(_CHECK, "big") != payload[-_CHECK:]:
        return None
    size = int.from_bytes(payload[4:8], "big")
    if not 0 < size <= LARGEST:
        return None
    return payload[:4], size, int.from_bytes(payload[8:12], "big"), int.from_bytes(payload[12:-_CHECK], "big")


def _blocks(raw: bytes) -> list[int]:
    padded = raw + bytes(-len(raw) % BLOCK)
    return [int.from_bytes(padded[at : at + BLOCK], "big") for at in range(0, len(padded), BLOCK)]


def _members(digest: bytes, count: int, number: int) -> list[int]:
    """Blocks in one frame: one each at first, then all (whoever missed one frame needs this one alone), then half of
    them by a draw that both sides can repeat."""
    if number < count:
        return [number]
    if number == count:
        return list(range(count))
    draws = random.Random(digest + number.to_bytes(4, "big"))  # noqa: S311 - no secret: which blocks go together
    chosen = [block for block in range(count) if draws.getrandbits(1)]
    return chosen or [number % count]


def _joined(blocks: list[int], members: list[int]) -> int:
    out = 0
    for block in members:
        out ^= blocks[block]
    return out


def _set_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
