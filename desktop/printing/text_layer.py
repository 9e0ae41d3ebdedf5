"""Rare names and spaces in the text of a PDF.

Qt writes which character each glyph stands for, but only for the first 65,536, and a space as a tab: a name with 𬱖
could be read but neither copied nor found. So such characters are drawn under private code points of the cut face, and
this puts the real ones into the finished file: new versions of the glyph tables behind its end, as the format allows
(an incremental update).
"""

import re
from collections.abc import Iterable

FIRST = 0xE000
_STEP = 2  # never two in a row, so that Qt never joins them into one range
_TABLE = re.compile(rb"/ToUnicode (\d+) 0 R")
_MEANT = re.compile(rb"(?<=> )(<[0-9A-F]{4}>)(?=\n)|(?<=> )\[[^\]]*\]")  # what glyphs mean: one, or several in a row
_ONE = re.compile(rb"<([0-9A-F]{4})>")
_SPACE = {b"0009": b"0020"}
_LENGTH = re.compile(rb"/Length \d+")


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
    tail = bytearray(b"" if pdf.endswith(b"\n") else b"\n")
    offsets: dict[int, int] = {}
    for number in sorted({int(found[1]) for found in _TABLE.finditer(pdf)}):
        start = pdf.index(b"\n%d 0 obj" % number) + 1
        opened = pdf.index(b"stream\n", start) + len(b"stream\n")
        closed = pdf.index(b"endstream", opened)
        table = pdf[opened:closed].rstrip(b"\n")
        fresh = _MEANT.sub(lambda found: _ONE.sub(lambda one: b"<%s>" % real.get(one[1], one[1]), found[0]), table)
        if fresh != table:
            offsets[number] = len(pdf) + len(tail)
            head = _LENGTH.sub(b"/Length %d" % len(fresh), pdf[start:opened])
            tail += head + fresh + b"\nendstream\nendobj\n"
    return pdf + bytes(tail) + _references(pdf, offsets, len(pdf) + len(tail)) if offsets else pdf


def _references(pdf: bytes, offsets: dict[int, int], at: int) -> bytes:
    """The table of what is new, with the old trailer pointing back."""
    end = pdf.rindex(b"startxref")
    before = pdf[end:].split()[1]
    trailer = pdf[pdf.rindex(b"trailer", 0, end) : end].rstrip()
    trailer = trailer[: trailer.rindex(b">>")] + b"/Prev " + before + b"\n>>\n"
    lines = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(offsets.items()))
    return b"xref\n0 1\n0000000000 65535 f \n" + lines + trailer + b"startxref\n%d\n%%%%EOF\n" % at
