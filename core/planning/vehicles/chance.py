"""A fixed sequence of numbers that look drawn: the search makes the same choices every time."""

import math
from collections.abc import Iterator

import numpy as np

_MULTIPLIER, _INCREMENT, _MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1  # Knuth, MMIX
_LEVELS = 1024
_BLOCK = 4096  # numbers worked out at once

# -ln of evenly spaced shares, in thousandths: how much worse than the temperature a step may be.
_PATIENCE = tuple(round(-1000 * math.log((level + 0.5) / _LEVELS)) for level in range(_LEVELS))


def _leaps() -> tuple[list[int], list[int]]:
    """Factor and summand that lead from a state to each of the next `_BLOCK` states."""
    factors, summands = [_MULTIPLIER], [_INCREMENT]
    for _ in range(_BLOCK - 1):
        factors.append(factors[-1] * _MULTIPLIER & _MASK)
        summands.append((summands[-1] * _MULTIPLIER + _INCREMENT) & _MASK)
    return factors, summands


_FACTORS, _SUMMANDS = (np.array(each, dtype=np.uint64) for each in _leaps())


def _numbers(state: int) -> Iterator[int]:
    """The high 32 bits of the states that follow, for ever."""
    while True:
        states = _FACTORS * np.uint64(state) + _SUMMANDS  # modulo 2 ** 64
        yield from (states >> np.uint64(32)).tolist()
        state = int(states[-1])


class Sequence:
    """A linear congruential sequence; its high bits are what is used."""

    __slots__ = ("_next",)

    def __init__(self, seed: int) -> None:
        self._next = _numbers((seed * _MULTIPLIER + _INCREMENT) & _MASK).__next__

    def below(self, count: int) -> int:
        """The next number from 0 to count - 1."""
        return self._next() * count >> 32

    def patience(self) -> int:
        """The next share of the temperature, in thousandths, by which a step may be worse (exponential)."""
        return _PATIENCE[self._next() * _LEVELS >> 32]
