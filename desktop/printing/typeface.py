"""The system's Chinese face: how wide its characters are, and a cut of it that holds only what a print needs.

A PDF made with the whole face copies and searches wrongly: 人 comes out as the radical ⼈, ligatures lose
their letters. So the face is cut to the characters used, without radicals and compatibility forms and without layout
features. The tables are asked from Qt, which knows the face whatever file or collection it lies in.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from core.domain.findings import Refusal, Rule
from desktop.printing.marks import LEAST_SIZE, MM_PER_POINT
from desktop.printing.text_layer import stand_ins
from desktop.theme import family

# Radicals, and forms that Unicode keeps only for compatibility: never the source of a name.
COMPATIBILITY = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
_UNUSUAL = re.compile(
    "[\x00-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufe00-\ufe0f\ufeff"
    + "".join(f"{chr(low)}-{chr(high)}" for low, high in COMPATIBILITY)
    + "\U000e0100-\U000e01ef]"
)
PROBE = "应转避险户"
RAW_SIZE = 1000.0
_TABLES = (
    "CFF ", "CFF2", "glyf", "loca", "cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post",
    "fvar", "gvar", "avar", "HVAR", "MVAR", "STAT", "cvt ", "fpgm", "prep",
)  # fmt: skip
_MARK_SHARE = 0.7  # size of U+XXXX in a box, of the size around it
_MARK_PAD = 0.15


def is_compatibility(character: str) -> bool:
    return any(low <= ord(character) <= high for low, high in COMPATIBILITY)


def plain_text(text: str) -> str:
    """Radicals and compatibility forms as the characters they stand for; a tab or line end as a space.

    A few characters of those blocks are characters of their own and stay.
    """
    return _UNUSUAL.sub(lambda found: _plain(found[0]), text) if _UNUSUAL.search(text) else text


def _plain(character: str) -> str:
    if is_compatibility(character):
        return unicodedata.normalize("NFKC", character)
    if character.isspace():
        return " "
    return ""  # controls, joiners and variation selectors have no width and no glyph of their own


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


class Typeface:
    """Measures text as it will be printed. Needs a QGuiApplication. Refusal(NO_CHINESE_FONT) where there is none.

    `missing` counts characters that no font of this system has: they are printed as a boxed code point.
    """

    def __init__(self, name: str | None = None) -> None:
        self.family = name or chinese_family()
        self._raw = {bold: _raw(self.family, bold) for bold in (False, True)}
        self._widths: dict[bool, dict[str, float]] = {False: {}, True: {}}
        self._others: dict[str, str | None] = {}
        self.missing: Counter[str] = Counter()

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Millimetres that a line of text takes."""
        widths = self._widths[bold]
        total = 0.0
        for character in text:
            share = widths.get(character)
            if share is None:
                share = widths[character] = self._share(character, bold)
            total += share if share >= 0 else self.mark_width(character, size) / (size * MM_PER_POINT)
        return total * size * MM_PER_POINT

    def _share(self, character: str, bold: bool) -> float:
        """Width in ems, -1 for a character without a glyph anywhere."""
        raw = self._raw[bold]
        if not raw.supportsCharacter(ord(character)):
            other = self.other_family(character)
            if other is None:
                return -1.0
            raw = _raw(other, bold)
        glyphs = raw.glyphIndexesForString(character)
        return float(sum(advance.x() for advance in raw.advancesForGlyphIndexes(glyphs))) / RAW_SIZE

    @property
    def odd(self) -> frozenset[str]:
        """Characters met so far that the main face lacks."""
        return frozenset(self._others)

    def other_family(self, character: str) -> str | None:
        """The family that has a character which the main face lacks; None when no font does."""
        if character not in self._others:
            self._others[character] = next(
                (name for name in other_families(self.family) if _raw(name, False).supportsCharacter(ord(character))),
                None,
            )
        return self._others[character]

    def mark_size(self, size: float) -> float:
        return max(LEAST_SIZE, size * _MARK_SHARE)

    def mark_width(self, character: str, size: float) -> float:
        """Millimetres of the boxed code point that stands for a missing character."""
        mark = self.mark_size(size)
        return self.width(code_point(character), mark) + 2 * _MARK_PAD * mark * MM_PER_POINT

    def cut(self, characters: dict[tuple[str, bool], set[str]]) -> "Cut":
        """Fonts that hold just these characters, by (family, bold); to be closed again."""
        return Cut(characters)


class Cut:
    """The cut faces, known to Qt under names of their own until `close`."""

    def __init__(self, characters: dict[tuple[str, bool], set[str]]) -> None:
        self._ids: list[int] = []
        self._names: dict[tuple[str, bool], str] = {}
        self.standing_in = stand_ins(character for wanted in characters.values() for character in wanted)
        self.translation = str.maketrans(self.standing_in)
        for number, ((name, bold), wanted) in enumerate(sorted(characters.items())):
            made = f"DaolianPaper{number}"
            data = cut_font(_raw(name, bold), wanted, made, 700 if bold else 400, self.standing_in)
            ident = QFontDatabase.addApplicationFontFromData(QByteArray(data))
            self._ids.append(ident)
            families = QFontDatabase.applicationFontFamilies(ident)
            self._names[name, bold] = families[0] if families else name

    def font(self, name: str, bold: bool, size: float) -> QFont:
        font = QFont(self._names[name, bold])
        font.setPointSizeF(size)
        font.setKerning(False)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def close(self) -> None:
        for ident in self._ids:
            QFontDatabase.removeApplicationFont(ident)
        self._ids.clear()


def chinese_family() -> str:
    """The family that the window uses, else any that has Chinese. Refusal(NO_CHINESE_FONT)."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    wanted = [family(), "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei"]
    for name in (*[name for name in wanted if name in families], *families):
        raw = _raw(name, False)
        if all(raw.supportsCharacter(ord(character)) for character in PROBE):
            return str(name)
    raise Refusal(Rule.NO_CHINESE_FONT, {})


def other_families(main: str) -> list[str]:
    """Where a rare character may be found: every scalable family, those for Chinese first."""
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    chinese += QFontDatabase.families(QFontDatabase.WritingSystem.TraditionalChinese)
    found = dict.fromkeys([*chinese, *QFontDatabase.families()])
    return [name for name in found if name != main and QFontDatabase.isScalable(name)]


def _raw(name: str, bold: bool) -> QRawFont:
    font = QFont(name)
    font.setPixelSize(int(RAW_SIZE))
    font.setBold(bold)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QRawFont.fromFont(font)


def cut_font(
    raw: QRawFont, characters: Iterable[str], name: str, weight: int, standing_in: Mapping[str, str] | None = None
) -> bytes:
    """A font file of one face with only these characters, under a name of its own; collections and CFF as well.

    Characters in `standing_in` are found under their private code points instead of their own.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.sfnt import SFNTWriter

    tables = {tag: bytes(raw.fontTable(tag).data()) for tag in _TABLES}
    tables = {tag: data for tag, data in tables.items() if data}
    whole = io.BytesIO()
    writer = SFNTWriter(whole, len(tables), "\0\1\0\0" if "glyf" in tables else "OTTO")
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    whole.seek(0)
    font = TTFont(whole, lazy=True)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(character) for character in characters} | {0x20})
    cutter.subset(font)
    if "fvar" in font:
        from fontTools.varLib import instancer

        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        axes.update({"wght": weight} if "wght" in axes else {})
        font = instancer.instantiateVariableFont(font, axes)
    known = dict(font.getBestCmap())
    for table in font["cmap"].tables:
        for character, private in (standing_in or {}).items():
            table.cmap.pop(ord(character), None)
            if ord(character) in known:
                table.cmap[ord(private)] = known[ord(character)]
    for ident, text in ((1, name), (2, "Regular"), (4, name), (6, name)):
        font["name"].setName(text, ident, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.toUnicode() in (name, "Regular")]
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
