"""The tokens keep the contrasts of ui.md section 3."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop import theme
from desktop.theme import PALETTES, Palette
from desktop.widgets.symbols import NAMES, draw_symbol

TEXTS = ("t1", "t2", "t3", "focus", "go", "prep", "done", "drill", "off", "life_text")


def contrast(one: QColor, other: QColor) -> float:
    def light(color: QColor) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("token", TEXTS)
def test_text_keeps_four_and_a_half_to_one(palette: Palette, token: str) -> None:
    assert contrast(palette.color(token), palette.color("bg1")) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_borders_and_filled_text_keep_theirs(palette: Palette) -> None:
    assert contrast(palette.color("line2"), palette.color("bg1")) >= 3
    assert contrast(palette.color("t1"), palette.color("sel")) >= 7
    assert contrast(palette.color("on_life"), palette.color("life")) >= 4.5
    for token in ("focus", "done"):
        assert contrast(palette.color("onsym"), palette.color(token)) >= 4.5


def test_an_unknown_token_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme.NIGHT.color("red")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_symbol_draws_and_no_two_look_alike_in_grey(palette: Palette) -> None:
    seen: dict[bytes, str] = {}
    alike = {"circle", "shelter_full"}  # the plain ring and the full shelter repeat another by design
    for name in [*NAMES, "shelter:0.5"]:
        image = QImage(36, 36, QImage.Format.Format_ARGB32)
        image.fill(palette.color("bg1"))
        painter = QPainter(image)
        draw_symbol(painter, name, QRectF(0, 0, 36, 36), palette)
        painter.end()
        if name in alike:
            continue
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        key = bytes(grey.constBits())
        assert key not in seen, (name, seen[key])
        seen[key] = name


def test_the_stylesheet_has_no_hole(qapp: object) -> None:
    for palette in PALETTES.values():
        sheet = theme.stylesheet(palette, 1.0)
        assert sheet.count("{") == sheet.count("}")
    assert theme.font("BODY").pointSizeF() == pytest.approx(10.8)
    assert theme.font("BODY").family() == theme.family()
