"""A report upward as files: spreadsheet, pages, text, and the text to read aloud. All of them or none."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.findings import Finding, Refusal, Rule
from core.domain.situation import ReportKind
from core.exchange.office.sheets_out import SheetOut, write_tables
from core.queries.paper_rows import Stamp
from core.queries.situation_rows import BehindRow, Situation
from desktop.printing.press import press
from desktop.printing.situation_sheet import situation_document
from desktop.printing.situation_tables import SIGNED, forms
from desktop.printing.situation_text import KIND, scope_word
from desktop.printing.typeface import Typeface
from desktop.printing.work import application, rare_characters, write_all
from desktop.times import local


@dataclass(frozen=True, slots=True)
class Upward:
    """What is written: the situation as it was reported, its words, and the names of those who cannot be reached."""

    situation: Situation
    stamp: Stamp
    kind: ReportKind
    text: str
    spoken: str
    lost: tuple[BehindRow, ...]

    @property
    def stem(self) -> str:
        drill = "演练-" if self.situation.drill else ""
        number = f"{self.situation.number:02d}"
        return (
            f"{drill}上报-{scope_word(self.situation)}-{KIND[self.kind]}{number}-{local(self.situation.at):%m%d-%H%M}"
        )

    @property
    def persons(self) -> int:
        """How many people stand in the files by name."""
        return len(self.lost) + len(self.situation.harmed) + sum(not row.squad for row in self.situation.out)


@dataclass(frozen=True, slots=True)
class Written:
    folder: str
    files: tuple[str, ...]
    pages: int
    persons: int
    findings: tuple[Finding, ...] = ()


def write_upward(upward: Upward, folder: Path, report: Callable[[float], None] = lambda _share: None) -> Written:
    """Write `<stem>.xlsx`, `.pdf`, `.txt` and `-念稿.txt` into a folder, made where there is none.

    Refusal: FOLDER_NOT_WRITABLE, DISK_FULL, NO_CHINESE_FONT.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal(Rule.FOLDER_NOT_WRITABLE, {"folder": str(folder)}) from None
    application()
    face = Typeface()
    tables = forms(upward.situation, upward.lost)
    document = situation_document(face, upward.stamp, upward.situation, upward.kind, upward.text, upward.spoken, tables)
    report(0.2)
    made = {
        f"{upward.stem}.xlsx": _workbook(upward),
        f"{upward.stem}.pdf": press([document], face, lambda share: report(0.2 + share * 0.7))[0],
        f"{upward.stem}.txt": (upward.text + "\n").encode("utf-8-sig"),
        f"{upward.stem}-念稿.txt": (upward.spoken + "\n").encode("utf-8-sig"),
    }
    write_all(folder, made)
    return Written(str(folder), tuple(made), len(document.pages), upward.persons, rare_characters(face))


def _workbook(upward: Upward) -> bytes:
    sheets = [
        SheetOut(form.name, form.header, (*form.rows, (), SIGNED)) for form in forms(upward.situation, upward.lost)
    ]
    sheets.append(SheetOut("文字稿", (), [(line,) for line in upward.text.split("\n")]))
    sheets.append(SheetOut("念稿", (), [(line,) for line in upward.spoken.split("\n")]))
    with TemporaryDirectory(prefix="daolian-upward-") as made:
        path = Path(made) / "upward.xlsx"
        write_tables(path, sheets)
        return path.read_bytes()
