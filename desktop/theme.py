"""Colours, type and spacing as named tokens (ui.md sections 1-3); one stylesheet per palette.

Sizes in the design are device pixels at 125 % scaling: `px` turns them into logical pixels, `font` into points.
"""

import sys
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

DESIGN_SCALE = 1.25
POINTS_PER_PIXEL = 0.75
COUNT, TIME, HEAD, BODY, SMALL = "COUNT", "TIME", "HEAD", "BODY", "SMALL"


class Type:
    """Four weights of voice; device pixels at 125 %."""

    COUNT = 36
    TIME = 28
    HEAD = 22
    BODY = 18
    SMALL = 15


ONE_LINE_FROM = 1.2  # 特大: rows have room for their first line only
TEXT_SIZES = (("standard", 18 / 18), ("large", 20 / 18), ("largest", 23 / 18))


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour per token; `night` says which of the two it is."""

    name: str
    night: bool
    bg0: str
    bg1: str
    bg2: str
    sel: str
    line: str
    line2: str
    t1: str
    t2: str
    t3: str
    focus: str
    life: str
    life_text: str
    go: str
    go_fill: str
    prep: str
    prep_fill: str
    done: str
    done_fill: str
    drill: str
    drill_frame: str
    off: str
    onsym: str
    on_life: str
    land: str
    river: str
    river_edge: str
    stream: str
    rain: str
    road_main: str
    road: str
    outline: str
    shade: str

    def color(self, name: str) -> QColor:
        """The colour of a token; an unknown token is a KeyError."""
        if name in ("name", "night") or name not in type(self).__slots__:
            raise KeyError(name)
        return QColor(getattr(self, name))


NIGHT = Palette(
    name="night",
    night=True,
    bg0="#0E1317",
    bg1="#171E24",
    bg2="#222C34",
    sel="#17395A",
    line="#3A4751",
    line2="#7D8D98",
    t1="#E9EDF0",
    t2="#B7C2CA",
    t3="#93A1AB",
    focus="#6FB7FF",
    life="#D7372D",
    life_text="#FF8A80",
    go="#FF9D3C",
    go_fill="#FF9D3C",
    prep="#E5CE5C",
    prep_fill="#E5CE5C",
    done="#58C8A8",
    done_fill="#58C8A8",
    drill="#C6A0FF",
    drill_frame="#7A5FA6",
    off="#9BA6AE",
    onsym="#0E1317",
    on_life="#FFFFFF",
    land="#12181D",
    river="#356C8C",
    river_edge="#356C8C",
    stream="#2B4556",
    rain="#5B93B8",
    road_main="#8B979F",
    road="#5F6C75",
    outline="#6A7882",
    shade="#0E1317",
)

DAY = Palette(
    name="day",
    night=False,
    bg0="#E6EAEC",
    bg1="#FBFCFC",
    bg2="#EDF1F3",
    sel="#CFE4F7",
    line="#C2CCD2",
    line2="#697681",
    t1="#121C24",
    t2="#3C4A55",
    t3="#566570",
    focus="#0A5BB0",
    life="#B3211A",
    life_text="#B3211A",
    go="#A34700",
    go_fill="#EE8420",
    prep="#6F5A00",
    prep_fill="#F5DA4E",
    done="#086A50",
    done_fill="#35A587",
    drill="#6A3DA6",
    drill_frame="#8D6BC0",
    off="#5C6972",
    onsym="#FFFFFF",
    on_life="#FFFFFF",
    land="#EEF1EE",
    river="#7DAFCD",
    river_edge="#3F7FA8",
    stream="#A9C9DB",
    rain="#3F7FA8",
    road_main="#4A555D",
    road="#87929A",
    outline="#6A7680",
    shade="#E6EAEC",
)

PALETTES = {"night": NIGHT, "day": DAY}
TOKENS = tuple(field.name for field in fields(Palette) if field.name not in ("name", "night"))


def px(design: float) -> float:
    """Design (device) pixels at 125 % as logical pixels."""
    return design / DESIGN_SCALE


def ipx(design: float) -> int:
    """The same, whole: for widget sizes, which Qt keeps in whole logical pixels."""
    return round(design / DESIGN_SCALE)


def family() -> str:
    return "Microsoft YaHei" if sys.platform == "win32" else "Noto Sans CJK SC"


def text_scale() -> float:
    """The text size setting, kept on the application so that no module holds state."""
    app = QCoreApplication.instance()
    value: Any = app.property("textScale") if app is not None else None
    return float(value) if value else 1.0


def font(step: str, bold: bool = False) -> QFont:
    """The face at one of the steps COUNT, TIME, HEAD, BODY, SMALL; figures are tabular in both faces."""
    return _face(step, bold, text_scale() if step in ("BODY", "SMALL", "HEAD") else 1.0)


def frame_font(step: str, bold: bool = False) -> QFont:
    """The same at its design size whatever the text size: for bar, navigation, chips and key caps, where no figure may
    be cut and no place grows."""
    return _face(step, bold, 1.0)


def _face(step: str, bold: bool, scale: float) -> QFont:
    face = QFont(family())
    size: int = getattr(Type, step)
    face.setPointSizeF(size / DESIGN_SCALE * POINTS_PER_PIXEL * scale)
    face.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


def current() -> Palette:
    """The palette in force, for widgets that paint themselves; kept on the application like the text size."""
    app = QCoreApplication.instance()
    name: Any = app.property("paletteName") if app is not None else None
    return PALETTES.get(str(name), NIGHT)


def points(step: str, scale: float) -> str:
    """A step as the `font-size` of a stylesheet."""
    size: int = getattr(Type, step)
    return f"{size / DESIGN_SCALE * POINTS_PER_PIXEL * scale:.2f}pt"


def stylesheet(palette: Palette, scale: float = 1.0) -> str:
    """The one stylesheet; painters read the tokens themselves."""
    tokens = {token: getattr(palette, token) for token in TOKENS}
    sizes = {step.lower(): points(step, scale) for step in ("HEAD", "BODY", "SMALL")}
    sizes |= {step.lower(): points(step, 1.0) for step in ("COUNT", "TIME")}
    return _SHEET.format(family=family(), **tokens, **sizes)


def qt_palette(palette: Palette) -> QPalette:
    """What Qt's own pieces (tool tips, selections, placeholders) paint with."""
    roles = {
        QPalette.ColorRole.Window: "bg1",
        QPalette.ColorRole.Base: "bg1",
        QPalette.ColorRole.AlternateBase: "bg2",
        QPalette.ColorRole.Button: "bg1",
        QPalette.ColorRole.ToolTipBase: "bg2",
        QPalette.ColorRole.Text: "t1",
        QPalette.ColorRole.WindowText: "t1",
        QPalette.ColorRole.ButtonText: "t1",
        QPalette.ColorRole.ToolTipText: "t1",
        QPalette.ColorRole.PlaceholderText: "t3",
        QPalette.ColorRole.Highlight: "sel",
        QPalette.ColorRole.HighlightedText: "t1",
        QPalette.ColorRole.Link: "focus",
    }
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, palette.color(token))
    return made


def apply(app: QApplication, palette: Palette, scale: float) -> None:
    """Dress the whole application; used at start and by F11, without a restart."""
    app.setProperty("textScale", scale)
    app.setProperty("paletteName", palette.name)
    app.setPalette(qt_palette(palette))
    app.setFont(font("BODY"))
    app.setStyleSheet(stylesheet(palette, scale))


_SHEET = """
QWidget {{ background: {bg1}; color: {t1}; font-family: "{family}"; font-size: {body}; outline: 0; }}
QLabel, SymbolLabel, KeyCap {{ background: transparent; }}
QToolTip {{ background: {bg2}; color: {t1}; border: 1px solid {line2}; padding: 3px; font-size: {small}; }}
#frame, #gap {{ background: {bg0}; }}
#panelLine, #line {{ background: {line}; border: 0; }}
*[role="small"] {{ font-size: {small}; color: {t2}; }}
*[role="hint"] {{ font-size: {small}; color: {t3}; }}
*[role="source"] {{ color: {t2}; }}
*[role="head"] {{ font-size: {head}; font-weight: bold; }}
*[role="time"] {{ font-size: {time}; font-weight: bold; }}
*[role="count"] {{ font-size: {count}; font-weight: bold; }}
*[role="strong"] {{ font-weight: bold; }}
*[role="go"] {{ color: {go}; font-weight: bold; }}
*[role="prep"] {{ color: {prep}; font-weight: bold; }}
*[role="done"] {{ color: {done}; font-weight: bold; }}
*[role="life"] {{ color: {life_text}; font-weight: bold; }}
*[role="off"] {{ color: {off}; font-size: {small}; }}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{
  background: {bg1}; border: 1px solid {line2}; border-radius: 3px; padding: 2px 8px;
  selection-background-color: {sel}; selection-color: {t1};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: 2px solid {focus}; padding: 1px 7px;
}}
QComboBox QAbstractItemView {{ border: 1px solid {line2}; selection-background-color: {sel}; selection-color: {t1}; }}
QAbstractItemView {{ border: 0; background: {bg1}; selection-background-color: {sel}; selection-color: {t1}; }}
QHeaderView {{ background: {bg1}; }}
QHeaderView::section {{
  background: {bg1}; color: {t2}; border: 0; border-bottom: 1px solid {line}; padding: 0 8px; font-size: {small};
  font-weight: normal;
}}
#rollHeader::section:first {{ padding-left: 43px; }}
#peopleHeader::section {{ padding-left: 10px; }}
QTableCornerButton::section {{ background: {bg1}; border: 0; }}
QScrollArea {{ border: 0; }}
QScrollBar:vertical {{ background: {bg1}; width: 8px; margin: 0; }}
QScrollBar:horizontal {{ background: {bg1}; height: 8px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {line2}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: transparent; width: 0; height: 0;
}}
QSplitter::handle {{ background: {line}; }}
QMenu {{ background: {bg1}; border: 1px solid {line2}; }}
QMenu::item:selected {{ background: {sel}; }}
#popup {{ background: {bg1}; border: 2px solid {focus}; }}
#sheet {{ background: {bg1}; border: 2px solid {focus}; border-radius: 3px; }}
#notice {{ background: {bg1}; border: 1px solid {line2}; border-left: 6px solid {go}; }}
#note {{ background: {bg2}; border: 0; }}
#script {{ background: {bg0}; border: 1px solid {line2}; border-left: 5px solid {focus}; }}
#card {{ background: {bg1}; border: 1px solid {line2}; border-left: 6px solid {t1}; }}
"""
