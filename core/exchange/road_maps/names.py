"""Millions of names and numbers without an object for each: one text with its ends, and a sorted table of hashes."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

# Names looked up or added since the table was sorted: they have objects, so there are few of them at a time.
_RECENT = 32_768


class Names:
    """Names by number, in the order they came: some seven bytes and an end for each instead of an object."""

    def __init__(self) -> None:
        self._text, self._ends = bytearray(), array("I", [0])

    def add(self, name: str) -> int:
        """The number of a name that is put at the end, whether or not it is there already."""
        self._text += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> str:
        return self._text[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def __len__(self) -> int:
        return len(self._ends) - 1


class NameTable:
    """Each name once, numbered in the order of first use."""

    def __init__(self) -> None:
        self.names = Names()
        self._recent: dict[str, int] = {}
        self._keys, self._numbers = array("q"), array("i")  # hashes ascending, and whose they are

    def index(self, name: str) -> int:
        """The number of a name, a new one where it has none."""
        found = self.find(name)
        return self._keep(name, self.names.add(name)) if found is None else found

    def find(self, name: str) -> int | None:
        found = self._recent.get(name)
        if found is not None:
            return found
        key = hash(name)
        at = bisect_left(self._keys, key)
        while at < len(self._keys) and self._keys[at] == key:
            number = self._numbers[at]
            if self.names[number] == name:
                return self._keep(name, number)
            at += 1
        return None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.find(name) is not None

    def __len__(self) -> int:
        return len(self.names)

    def _keep(self, name: str, number: int) -> int:
        self._recent[name] = number
        if len(self._recent) >= _RECENT:
            self._settle()
        return number

    def _settle(self) -> None:
        """Sort the new names among the others and let go of the objects."""
        sorted_ones = len(self._keys)
        new = [(hash(name), number) for name, number in self._recent.items() if number >= sorted_ones]
        self._recent = {}
        if not new:
            return
        keys = np.concatenate([np.frombuffer(self._keys, dtype=np.int64), [key for key, _ in new]]).astype(np.int64)
        numbers = np.concatenate([np.frombuffer(self._numbers, dtype=np.int32), [number for _, number in new]])
        order = np.argsort(keys, kind="stable")
        self._keys = array("q", keys[order].tobytes())
        self._numbers = array("i", numbers[order].astype(np.int32).tobytes())


class NumbersSeen:
    """Whole numbers of 64 bits: whether one was seen before. Nearly all files have them in ascending order."""

    def __init__(self) -> None:
        self._sorted = array("q")
        self._recent: set[int] = set()

    def add(self, number: int) -> bool:
        """Take note of a number; False where it was seen before."""
        if not self._sorted or number > self._sorted[-1]:
            if number in self._recent:
                return False
            self._sorted.append(number)
            return True
        at = bisect_left(self._sorted, number)
        if self._sorted[at] == number or number in self._recent:
            return False
        self._recent.add(number)
        if len(self._recent) >= _RECENT:
            merged = np.sort(np.concatenate([np.frombuffer(self._sorted, dtype=np.int64), sorted(self._recent)]))
            self._sorted, self._recent = array("q", merged.astype(np.int64).tobytes()), set()
        return True
