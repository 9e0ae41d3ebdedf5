"""The cut of the system's face: what is in it, what is not, and what the PDF says its glyphs mean."""

import io
from itertools import pairwise

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from desktop.printing.marks import Document
from desktop.printing.press import press
from desktop.printing.sheet import A4, Sheet
from desktop.printing.text_layer import restored, stand_ins
from desktop.printing.typeface import Typeface, cut_font, is_compatibility, plain_text
from tests.desktop.printing.nights import NOWHERE, RARE
from tests.desktop.printing.reading import page_texts, picture


def raw_of(face: Typeface, bold: bool = False) -> QRawFont:
    font = QFont(face.family)
    font.setBold(bold)
    return QRawFont.fromFont(font)


def printed(face: Typeface, *lines: str, bold: bool = False) -> bytes:
    sheet = Sheet(face, A4)
    for number, line in enumerate(lines):
        sheet.text(20, 30 + number * 12, line, 14, bold=bold)
    return press([Document("x", "x", *A4, (sheet.page(),), 1)], face, lambda _share: None)[0]


@pytest.mark.parametrize("bold", [False, True])
def test_the_cut_holds_the_characters_and_nothing_else(face: Typeface, bold: bool) -> None:
    font = TTFont(io.BytesIO(cut_font(raw_of(face, bold), "应转避险A1", "Cut", 400)))
    assert {chr(code) for code in font.getBestCmap()} == set("应转避险A1 ")
    assert font["name"].getDebugName(1) == "Cut"
    assert not {"GSUB", "GPOS", "GDEF"} & set(font.keys())


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "人大小水土石",
        "EV1:00000004:7b",
        "fi ffl 11 // --",
        "李 四 五",
        f"赵{RARE}丙𠮷𬍛",
        "䶮㛃·（待核）→〔〕",
        "1990001003",
    ],
)
def test_what_is_copied_from_the_pdf_is_what_was_printed(face: Typeface, line: str, bold: bool) -> None:
    assert page_texts(printed(face, line, bold=bold)) == [line]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("⼈⼤", "人大"),
        ("\ufa0e\uf9d1", "\ufa0e六"),  # the first of them is a character of its own
        ("张\u200b三\ufe0f", "张三"),
        ("张\u00a0三\t四\u3000五", "张 三 四\u3000五"),
        ("\U0002f800", "丽"),
        ("plain 字", "plain 字"),
    ],
)
def test_forms_kept_for_compatibility_become_what_they_stand_for(said: str, plain: str) -> None:
    assert plain_text(said) == plain


@given(st.text())
def test_no_text_brings_a_form_without_a_glyph_of_its_own(text: str) -> None:
    for character in plain_text(text):
        assert not is_compatibility(character) or plain_text(character) == character


def test_a_character_in_no_font_is_a_boxed_code_point_and_counted(face: Typeface) -> None:
    face.missing.clear()
    pdf = printed(face, f"钱{NOWHERE}乙{NOWHERE}")
    assert page_texts(pdf)[0].replace("\n", "") == "钱U+31350乙U+31350"
    assert dict(face.missing) == {NOWHERE: 2}
    assert (picture(pdf, 0) < 128).sum() > 400
    face.missing.clear()


def test_widths_are_those_of_the_printed_line(face: Typeface) -> None:
    """Measured on the raster: the ink ends where the layout says that the line does."""
    line = "转移应到户1990001003国"
    grey = picture(printed(face, line), 0, 300)
    columns = (grey < 128).any(axis=0).nonzero()[0]
    ink = (columns[-1] - columns[0]) / 300 * 25.4
    assert face.width(line, 14) == pytest.approx(ink, abs=1.2)


def test_a_face_with_a_weight_axis_is_cut_at_that_weight(qapp: object) -> None:
    """Some systems have only the variable Noto: the cut stands still at regular or bold."""
    ident = QFontDatabase.addApplicationFontFromData(QByteArray(variable_font()))
    name = QFontDatabase.applicationFontFamilies(ident)[0]
    raw = QRawFont.fromFont(QFont(name))
    widths = {}
    for weight in (400, 700):
        font = TTFont(io.BytesIO(cut_font(raw, "A", "Cut", weight)))
        assert "fvar" not in font
        widths[weight] = font["hmtx"]["A"][0]
    QFontDatabase.removeApplicationFont(ident)
    assert widths == {400: 500, 700: 600}


def variable_font() -> bytes:
    """One letter that grows with its weight."""
    from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
    from fontTools.varLib import build

    space = DesignSpaceDocument()
    space.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=400, default=400, maximum=700))
    for weight, width in ((400, 500), (700, 600)):
        source = SourceDescriptor(name=str(weight), location={"Weight": weight}, font=letter(width))
        space.addSource(source)
    made = io.BytesIO()
    build(space)[0].save(made)
    return made.getvalue()


def letter(width: int) -> TTFont:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", "A"])
    builder.setupCharacterMap({32: "space", 65: "A"})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((width - 100, 0))
    pen.lineTo((width - 100, 700))
    pen.lineTo((0, 700))
    pen.closePath()
    square, nothing = pen.glyph(), TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": nothing, "space": nothing, "A": square})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "space": (250, 0), "A": (width, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Weighing", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    return builder.font


@given(st.sets(st.characters(min_codepoint=0x4E00, max_codepoint=0x323AF, categories=["Lo"]), max_size=60))
def test_stand_ins_are_private_and_never_neighbours(characters: set[str]) -> None:
    made = stand_ins(characters)
    assert set(made) == {character for character in characters if ord(character) > 0xFFFF}
    codes = sorted(ord(private) for private in made.values())
    assert all(0xE000 <= code <= 0xF8FF for code in codes)
    assert all(after - before > 1 for before, after in pairwise(codes))


def test_a_pdf_without_rare_names_keeps_its_bytes_in_front(face: Typeface) -> None:
    pdf = printed(face, "人A")
    again = restored(pdf, {})
    assert again[: len(pdf)] == pdf
