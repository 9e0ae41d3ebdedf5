"""Pages put together from layers that are in the file once.

The three copies of a card differ in one word and a page number. Drawn thrice, they cost three times the time and the
bytes. So each layer is drawn once, as a page of its own, and this adds the pages that are meant behind the end of the
file (an incremental update): each one names the layers that it is made of.
"""

import re
from collections.abc import Sequence

from desktop.printing.pdf_update import Update, object_text

_PAGE = re.compile(
    rb"\n(\d+) 0 obj\n<<\n/Type /Page\n/Parent (\d+) 0 R\n/Contents (\d+) 0 R\n/Resources (\d+) 0 R\n"
    rb"(?:/Annots \d+ 0 R\n)?(.*?)>>\nendobj",
    re.DOTALL,
)
_STREAM = b"<< /Length 2 >>\nstream\n%s\nendstream"
_FONTS = re.compile(rb"/Font <<\n(.*?)>>\n", re.DOTALL)


def composed(pdf: bytes, pages: Sequence[Sequence[int]]) -> bytes:
    """A PDF whose pages are stacks of the pages of `pdf`: each entry lists their numbers from 0, lowest first."""
    drawn = [found.groups() for found in _PAGE.finditer(pdf)]
    root, box = int(drawn[0][1]), drawn[0][4]
    update = Update(pdf)
    begin, end = update.add(_STREAM % b"q"), update.add(_STREAM % b"Q")  # each layer has its own coordinates
    resources = _Resources(pdf, update)
    kids = []
    for layers in pages:
        contents = b" ".join(b"%d 0 R %s 0 R %d 0 R" % (begin, drawn[layer][2], end) for layer in layers)
        found = resources.of(tuple(int(drawn[layer][3]) for layer in layers))
        page = b"<<\n/Type /Page\n/Parent %d 0 R\n/Contents [%s]\n/Resources %d 0 R\n%s>>"
        kids.append(update.add(page % (root, contents, found, box)))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    update.replace(root, b"<<\n/Type /Pages\n/Kids [%s]\n/Count %d\n>>" % (listed, len(kids)))
    return update.finished()


class _Resources:
    """One list of fonts for each set of layers' lists."""

    def __init__(self, pdf: bytes, update: Update) -> None:
        self._pdf = pdf
        self._update = update
        self._fonts: dict[int, bytes] = {}
        self._made: dict[bytes, int] = {}

    def of(self, lists: tuple[int, ...]) -> int:
        lines = sorted({line for number in lists for line in self._lines(number)})
        fonts = b"".join(line + b"\n" for line in lines)
        if fonts not in self._made:
            body = _FONTS.sub(lambda _: b"/Font <<\n" + fonts + b">>\n", object_text(self._pdf, lists[0]))
            self._made[fonts] = self._update.add(body)
        return self._made[fonts]

    def _lines(self, number: int) -> list[bytes]:
        if number not in self._fonts:
            found = _FONTS.search(object_text(self._pdf, number))
            self._fonts[number] = found[1].strip() if found else b""
        return [line for line in self._fonts[number].split(b"\n") if line]
