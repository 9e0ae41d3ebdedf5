"""From rows to files: lay out, draw, write. Runs on the command line and in the process that prints for the window."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from core.domain.findings import Finding, Refusal, Rule
from core.queries.paper_rows import PaperCase
from desktop.printing.papers import Paper
from desktop.printing.press import press
from desktop.printing.typeface import Typeface, code_point

PART = ".part"


@dataclass(frozen=True, slots=True)
class PrintedFile:
    paper: str
    file: str
    pages: int
    pieces: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written into `folder`; `left_out` are papers with the reason why there is nothing to print on them."""

    folder: str
    files: tuple[PrintedFile, ...]
    left_out: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = ()
    printer: str = ""

    @property
    def pages(self) -> int:
        return sum(file.pages for file in self.files)


def print_papers(
    case: PaperCase, papers: Iterable[Paper], folder: Path, report: Callable[[float], None], *, suffix: str = ""
) -> Printed:
    """Write the papers as PDF into an existing folder: all of them or none. `suffix` goes behind each file's name.

    Refusal(DISK_FULL), (FOLDER_NOT_WRITABLE), (NO_CHINESE_FONT).
    """
    application()
    face = Typeface()
    left_out = tuple((paper.id, why) for paper in papers if (why := paper.lacks(case)))
    wanted = [paper for paper in papers if not paper.lacks(case)]
    documents = [paper.lay_out(face, case) for paper in wanted]
    report(0.1)
    made = press(documents, face, lambda share: report(0.1 + share * 0.85))
    names = [f"{paper.file}{suffix}.pdf" for paper in wanted]
    write_all(folder, dict(zip(names, made, strict=True)))
    files = tuple(
        PrintedFile(document.paper, name, len(document.pages), document.pieces, len(data))
        for document, name, data in zip(documents, names, made, strict=True)
    )
    return Printed(str(folder), files, left_out, rare_characters(face))


def send_papers(case: PaperCase, papers: Iterable[Paper], printer: str, report: Callable[[float], None]) -> Printed:
    """The same pages on a printer of this system, by its name."""
    application()
    from desktop.printing.press import on_printer

    face = Typeface()
    documents = [paper.lay_out(face, case) for paper in papers if not paper.lacks(case)]
    on_printer(documents, face, printer, report)
    files = tuple(PrintedFile(one.paper, one.title, len(one.pages), one.pieces, 0) for one in documents)
    return Printed("", files, (), rare_characters(face), printer)


def rare_characters(face: Typeface) -> tuple[Finding, ...]:
    """Characters that no font here has: they stand on paper as a boxed code point."""
    return tuple(
        Finding("no_glyph", facts={"character": code_point(character), "count": count})
        for character, count in sorted(face.missing.items())
    )


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Under other names first, then renamed: a full disk or a folder that cannot be written leaves nothing behind."""
    written: list[Path] = []
    try:
        for name, data in files.items():
            part = folder / f".{name}{PART}"
            written.append(part)
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name in files:
            (folder / f".{name}{PART}").replace(folder / name)
            written.append(folder / name)
    except OSError as error:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        full = error.errno in (ENOSPC, EDQUOT)
        raise Refusal(Rule.DISK_FULL if full else Rule.FOLDER_NOT_WRITABLE, {"folder": str(folder)}) from None


def application() -> QGuiApplication:
    """Measuring text needs a QGuiApplication, but no display: papers never depend on the screen they are made at."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    if os.name != "nt":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication([])
