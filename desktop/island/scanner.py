"""A scanner is a keyboard that types faster than a hand: bursts are told by the times that come with the keys.

Gaps of up to 30 ms between keys are a scanner's (research: registry.md section 4); a hand needs three times as long.
"""

GAP_MS = 30
FEWEST = 4  # keys of the shortest code worth taking for a scan


class Burst:
    """Collects keys by the time at which each was pressed, in milliseconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._text = ""
        self._last: int | None = None

    @property
    def text(self) -> str:
        return self._text

    def key(self, character: str, at: int) -> bool:
        """One key; whether it followed the one before as only a scanner does."""
        fast = self._follows(at)
        self._text = self._text + character if fast else character
        self._last = at
        return fast

    def end(self, at: int) -> str:
        """Enter: the code where it ended a burst, else nothing; what follows begins anew."""
        text = self._text if self._follows(at) and len(self._text) >= FEWEST else ""
        self.forget()
        return text

    def forget(self) -> None:
        self._text = ""
        self._last = None

    def _follows(self, at: int) -> bool:
        return self._last is not None and 0 <= at - self._last <= GAP_MS
