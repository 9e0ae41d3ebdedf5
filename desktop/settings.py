"""Preferences: a typed description per key, defaults in one table, kept as an INI file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from core.domain.comparing import USUAL_SHARE
from desktop.theme import TEXT_SIZES


@dataclass(frozen=True, slots=True)
class Setting:
    key: str
    default: Any


OPERATOR = Setting("desk/operator", "值班员")
DEVICE = Setting("desk/name", "甲台")
SHELTER = Setting("desk/shelter", "")  # the island whose door this laptop stands at
PALETTE = Setting("look/palette", "night")
TEXT_SIZE = Setting("look/text", "standard")
LANGUAGE = Setting("look/language", "zh_CN")
GEOMETRY = Setting("window/geometry", b"")
QUIET = Setting("desk/quiet", False)
WORTH_TELLING = Setting("plan/worth_telling", round(USUAL_SHARE * 100))  # per cent of person-minutes
CRITICAL_ROADS = Setting("plan/critical_roads", True)
BACKUP_FOLDER = Setting("keep/backup_folder", "")  # the second place; empty: none chosen yet
EXCHANGE_FOLDER = Setting("desks/folder", "")
TAKE_AT_ONCE = Setting("desks/take_at_once", True)
CAMERA = Setting("desks/camera", "0")  # which of them takes the codes from another screen
HUB_ADDRESS = Setting("hub/address", "")  # never with a password in it
TABLE = (
    OPERATOR,
    DEVICE,
    SHELTER,
    PALETTE,
    TEXT_SIZE,
    LANGUAGE,
    GEOMETRY,
    QUIET,
    WORTH_TELLING,
    CRITICAL_ROADS,
    BACKUP_FOLDER,
    EXCHANGE_FOLDER,
    TAKE_AT_ONCE,
    CAMERA,
    HUB_ADDRESS,
)


class Settings:
    """`folder` None is the user's own; tests give theirs. Values of another type than the default are ignored."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            self._file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "daolian", "daolian")
        else:
            self._file = QSettings(str(folder / "daolian.ini"), QSettings.Format.IniFormat)

    def get(self, setting: Setting) -> Any:
        value: Any = self._file.value(setting.key, setting.default)
        if isinstance(setting.default, bool):
            return str(value).lower() in ("true", "1")
        if isinstance(setting.default, int):  # an INI file holds text
            return int(value) if str(value).lstrip("-").isdecimal() else setting.default
        if isinstance(setting.default, bytes):
            return bytes(value) if value else b""
        return value if isinstance(value, type(setting.default)) else setting.default

    def given(self, setting: Setting) -> bool:
        """Whether somebody ever chose a value."""
        return self._file.contains(setting.key)

    def put(self, setting: Setting, value: Any) -> None:
        self._file.setValue(setting.key, value)

    def text_scale(self) -> float:
        return dict(TEXT_SIZES).get(self.get(TEXT_SIZE), 1.0)

    def step_text(self, by: int) -> None:
        """The next larger (1) or smaller (-1) text, as far as there is one."""
        names = [name for name, _scale in TEXT_SIZES]
        at = names.index(self.get(TEXT_SIZE)) if self.get(TEXT_SIZE) in names else 0
        self.put(TEXT_SIZE, names[max(0, min(len(names) - 1, at + by))])

    def save(self) -> None:
        self._file.sync()
