"""Where files for people go: prints, reports upward."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.surroundings import asked_profile

FOLDER = "岛链打印"
REPORTS = "上报"


def prints_folder() -> Path:
    """The user's documents, or the profile that tests and trials name."""
    asked = asked_profile()
    if asked is not None:
        return asked / FOLDER
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / FOLDER


def reports_folder() -> Path:
    return prints_folder() / REPORTS
