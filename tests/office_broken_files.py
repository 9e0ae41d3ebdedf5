"""Files of every kind: what can be read is, what cannot is refused in one sentence before it fills the memory."""

import io
import zipfile

from tests.office_cases import OK_A, OK_B, A, B, Case, people
from tests.office_files import bomb, compound, csv, html, lying, with_part, xls, xlsx


def far_cell(book: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    return with_part(book, "xl/worksheets/sheet1.xml", lambda body: body.replace(b"</sheetData>", cell))


def styled_far_cell(book: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    return with_part(book, "xl/worksheets/sheet1.xml", lambda body: body.replace(b"</sheetData>", cell))


def wide_dimension(book: bytes) -> bytes:
    return with_part(
        book, "xl/worksheets/sheet1.xml", lambda body: body.replace(b'ref="A1:F3"', b'ref="A1:XFD1048576"')
    )


PLAIN = xlsx(people(A, B))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


FILE_CASES = (
    Case("plain xlsx", lambda: PLAIN, (OK_A, OK_B)),
    Case("utf-8 csv", lambda: csv(people(A, B)), (OK_A, OK_B)),
    Case("utf-8 csv with mark", lambda: b"\xef\xbb\xbf" + csv(people(A, B)), (OK_A, OK_B)),
    Case("utf-16 csv", lambda: csv(people(A, B), "utf-16", "\t"), (OK_A, OK_B)),
    Case("gbk csv", lambda: csv(people(A, B), "gbk"), (OK_A, OK_B)),
    Case(
        "gb18030 csv with a rare character",
        lambda: csv(people(("J-1", "王\U00020bb7", *A[2:])), "gb18030"),
        ("2 remarked id_check_digit name_rare",),
    ),
    Case("semicolons", lambda: csv(people(A, B), separator=";"), (OK_A, OK_B)),
    Case("tabs", lambda: csv(people(A, B), separator="\t"), (OK_A, OK_B)),
    Case("full-width commas", lambda: csv(people(A, B), separator="，"), (OK_A, OK_B)),
    Case("old line ends", lambda: csv(people(A, B), end="\r"), (OK_A, OK_B)),
    Case("biff8 xls", lambda: xls(people(A, B)), (OK_A, OK_B)),
    Case("xls under the name of csv", lambda: xls(people(A)), (OK_A,)),
    Case("html saved as xls", lambda: html(people(A, B)), ("file html_as_xls", OK_A, OK_B)),
    Case(
        "html with a title over all columns",
        lambda: html(people(A), "utf-8", "<tr><th colspan=6>王平镇台账</th></tr>"),
        ("file html_as_xls", "3 remarked id_check_digit"),
    ),
    Case("html without a table", lambda: b"<html><body><table></table></body></html>", refused="other_format"),
    Case("xml of excel 2003", lambda: b'<?xml version="1.0"?><Workbook/>', refused="other_format"),
    Case("a pdf", lambda: b"%PDF-1.4\n%...", refused="other_format"),
    Case("a word file", lambda: _zip({"word/document.xml": b"<x/>"}), refused="other_format"),
    Case("an old word file", lambda: compound({"WordDocument": b"x"}), refused="other_format"),
    Case("nothing at all", lambda: b"", refused="empty_file"),
    Case("blanks alone", lambda: b"\xef\xbb\xbf\r\n \r\n", refused="empty_file"),
    Case("NUL bytes alone", lambda: bytes(5000), refused="empty_file"),
    Case(
        "NUL bytes in a csv",
        lambda: csv(people(A, B)).replace("王示甲".encode(), "王示甲\0".encode()),
        ("file broken_bytes", OK_A, OK_B),
    ),
    Case(
        "one broken byte in gbk",
        lambda: csv(people(A, B), "gbk").replace("李示乙".encode("gbk"), "李示".encode("gbk") + b"\xff"),
        ("file broken_bytes", OK_A, "3 remarked id_check_digit name_gap"),
    ),
    Case(
        "two encodings in one file",
        lambda: csv(people(*[A] * 30)) + csv([B] * 30, "gbk"),
        (
            OK_A,
            *(f"{n} repeated same_row" for n in range(3, 32)),
            "32 remarked id_check_digit",
            *(f"{n} repeated same_row" for n in range(33, 62)),
        ),
    ),
    Case("bytes that are nothing", lambda: bytes(range(128, 256)) * 40, refused="not_text"),
    Case("words without a table", lambda: "今天下雨，请大家注意。\n明天也下。\n".encode(), refused="no_header_found"),
    Case("a header alone", lambda: xlsx(people()), ()),
    Case(
        "an open password on xlsx",
        lambda: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
        refused="password_protected",
    ),
    Case("an open password on xls", lambda: xls(people(A), password=True), refused="password_protected"),
    Case("half an xlsx", lambda: PLAIN[: len(PLAIN) // 2], refused="broken_file"),
    Case("a zip bomb", lambda: bomb(PLAIN, 300), refused="too_large_inside"),
    Case("a directory that lies", lambda: lying(PLAIN), refused="broken_file"),
    Case("a cell in the last corner", lambda: far_cell(PLAIN), refused="too_many_cells_in_sheet"),
    Case("a styled cell in the last corner", lambda: styled_far_cell(PLAIN), (OK_A, OK_B)),
    Case("a dimension that lies", lambda: wide_dimension(PLAIN), (OK_A, OK_B)),
    Case(
        "entities in the workbook",
        lambda: with_part(PLAIN, "xl/workbook.xml", lambda b: b"<!DOCTYPE x>" + b),
        refused="broken_file",
    ),
    Case(
        "a quote never closed",
        lambda: csv(people(A, B)).replace("王示甲".encode(), '"王示甲'.encode()) + csv([("",)] * 30),
        (OK_A, OK_B),
    ),
)
