"""Card codes on paper: the square for a scanner, the letters for a radio."""

from collections.abc import Sequence

import segno

# Digits as Chinese radio operators say them, letters in the international alphabet.
_DIGITS = {"2": "两", "3": "三", "4": "四", "5": "五", "6": "六", "7": "拐", "8": "八", "9": "勾"}
_LETTERS = {
    "A": "Alfa", "B": "Bravo", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf", "H": "Hotel",
    "J": "Juliett", "K": "Kilo", "L": "Lima", "M": "Mike", "N": "November", "P": "Papa", "Q": "Quebec", "R": "Romeo",
    "S": "Sierra", "T": "Tango", "U": "Uniform", "V": "Victor", "W": "Whiskey", "X": "X-ray", "Y": "Yankee",
}  # fmt: skip
QUIET = 4  # modules of white that a reader needs around the code

Blocks = tuple[tuple[int, int, int, int], ...]


def spaced(code: str) -> str:
    """4QLAE-8: five characters, then the check character."""
    return f"{code[:5]}-{code[5:]}"


def spoken(code: str) -> str:
    """The code as it is said over a radio: 四 Quebec Lima Alfa Echo，八."""
    words = [_DIGITS.get(character) or _LETTERS.get(character, character) for character in code]
    return f"{' '.join(words[:5])}，{' '.join(words[5:])}"


def squares(text: str, error: str = "h") -> tuple[int, Blocks]:
    """Modules a side without the quiet zone, and what is dark: (column, row, width, height) of rectangles.

    A card code fits the smallest size at the highest correction: a third of it may be dirt. Its mask is fixed,
    because trying all eight takes six times as long and no reader needs it.
    """
    short = len(text) <= 10
    made = segno.make_qr(text, version=1 if short else None, error=error, mask=3 if short else None, boost_error=False)
    open_runs: dict[tuple[int, int], int] = {}
    blocks = []
    for row, line in enumerate((*made.matrix, ())):
        runs = _runs(line)
        for (start, length), top in [*open_runs.items()]:
            if (start, length) not in runs:
                blocks.append((start, top, length, row - top))
                del open_runs[start, length]
        for run in runs:
            open_runs.setdefault(run, row)
    return len(made.matrix), tuple(blocks)


def _runs(line: Sequence[int]) -> set[tuple[int, int]]:
    """(first column, length) of what is dark in one row."""
    runs, start = set(), None
    for column, dark in enumerate((*line, 0)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            runs.add((start, column - start))
            start = None
    return runs
