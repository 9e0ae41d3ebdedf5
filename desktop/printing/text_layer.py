"""Rare names and spaces in the text of a PDF.

Qt writes which character each glyph stands for, but only for the first 65,536, and a space as a tab: a name with 𬱖
could be read but neither copied nor found. So such characters are drawn under private code points of the cut face, and
this puts the real ones into the finished file: new versions of the glyph tables behind its end, as the format allows
(an incremental update).
"""

import re
from collections.abc import Iterable

from desktop.printing.pdf_update import Update, object_text

FIRST = 0xE000
_STEP = 2  # never two in a row, so that Qt never joins them into one range
_TABLE = re.compile(rb"/ToUnicode (\d+) 0 R")
_MEANT = re.compile(rb"(?<=> )(<[0-9A-F]{4}>)(?=\n)|(?<=> )\[[^\]]*\]")  # what glyphs mean: one, or several in a row
_ONE = re.compile(rb"<([0-9A-F]{4})>")
_SPACE = {b"0009": b"0020"}


def stand_ins(characters: Iterable[str]) -> dict[str, str]:
    """A private code point for each character beyond the first plane."""
    beyond = sorted({character for character in characters if ord(character) > 0xFFFF})
    return {character: chr(FIRST + number * _STEP) for number, character in enumerate(beyond)}


def restored(pdf: bytes, standing_in: dict[str, str]) -> bytes:
    """The PDF with the real characters in its glyph tables."""
    real = _SPACE | {
        f"{ord(private):04X}".encode(): character.encode("utf-16-be").hex().upper().encode()
        for character, private in standing_in.items()
    }
    update = Update(pdf)
    for number in sorted({int(found[1]) for found in _TABLE.finditer(pdf)}):
        text = object_text(pdf, number)
        opened = text.index(b"stream\n") + len(b"stream\n")
        table = text[opened : text.index(b"endstream", opened)].rstrip(b"\n")
        fresh = _MEANT.sub(lambda found: _ONE.sub(lambda one: b"<%s>" % real.get(one[1], one[1]), found[0]), table)
        if fresh != table:
            update.replace(number, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(fresh), fresh))
    return update.finished()
