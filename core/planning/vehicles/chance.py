"""A fixed sequence of numbers that look drawn: the search makes the same choices every time."""

import math

_MULTIPLIER, _INCREMENT, _MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1  # Knuth, MMIX
_LEVELS = 1024

# -ln of evenly spaced shares, in thousandths: how much worse than the temperature a step may be.
_PATIENCE = tuple(round(-1000 * math.log((level + 0.5) / _LEVELS)) for level in range(_LEVELS))


class Sequence:
    """A linear congruential sequence; its high bits are what is used."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = (seed * _MULTIPLIER + _INCREMENT) & _MASK

    def below(self, count: int) -> int:
        """The next number from 0 to count - 1."""
        self._state = state = (self._state * _MULTIPLIER + _INCREMENT) & _MASK
        return ((state >> 32) * count) >> 32

    def patience(self) -> int:
        """The next share of the temperature, in thousandths, by which a step may be worse (exponential)."""
        return _PATIENCE[self.below(_LEVELS)]
