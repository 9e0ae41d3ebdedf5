"""New and newer objects behind the end of a finished PDF: an incremental update, as the format allows.

For files as Qt writes them: a plain table of references, every object on lines of its own.
"""

import re

_SIZE = re.compile(rb"/Size (\d+)")


class Update:
    """Collects objects; `finished` is the file with them, and with the table and trailer that make them count."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._parts = [] if pdf.endswith(b"\n") else [b"\n"]
        self._at = len(pdf) + len(b"".join(self._parts))
        self._end = pdf.rindex(b"startxref")
        self._trailer = pdf[pdf.rindex(b"trailer", 0, self._end) : self._end]
        found = _SIZE.search(self._trailer)
        self._next = int(found[1]) if found else 0
        self._offsets: dict[int, int] = {}

    def add(self, body: bytes) -> int:
        number = self._next
        self._next += 1
        self.replace(number, body)
        return number

    def replace(self, number: int, body: bytes) -> None:
        text = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._offsets[number] = self._at
        self._parts.append(text)
        self._at += len(text)

    def finished(self) -> bytes:
        if not self._offsets:
            return self._pdf
        return b"".join((self._pdf, *self._parts, self._table()))

    def _table(self) -> bytes:
        lines = [b"0 1\n0000000000 65535 f \n"]
        lines += [b"%d 1\n%010d 00000 n \n" % item for item in sorted(self._offsets.items())]
        before = self._pdf[self._end :].split()[1]
        trailer = _SIZE.sub(b"/Size %d" % self._next, self._trailer.rstrip())
        trailer = re.sub(rb"/Prev \d+\n", b"", trailer[: trailer.rindex(b">>")]) + b"/Prev " + before + b"\n>>\n"
        return b"xref\n" + b"".join(lines) + trailer + b"startxref\n%d\n%%%%EOF\n" % self._at


def object_text(pdf: bytes, number: int) -> bytes:
    """What stands between `obj` and `endobj`."""
    start = pdf.index(b"\n%d 0 obj\n" % number)
    start = pdf.index(b"obj\n", start) + len(b"obj\n")
    return pdf[start : pdf.index(b"\nendobj", start)] + b"\n"
