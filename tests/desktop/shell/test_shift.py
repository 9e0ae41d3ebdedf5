"""Who is on shift is asked before anything is recorded, on a laptop that was never told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app as root
from desktop.settings import CRITICAL_ROADS, OPERATOR, Settings
from desktop.shell.window import MainWindow
from tests.desktop import factories
from tests.desktop.conftest import settle


def opened(file: Path, settings: Settings) -> MainWindow:
    settings.put(CRITICAL_ROADS, False)
    return root.build(
        lambda: factories.open_night(file), settings, drill=True, scope=factories.TOWN, at=factories.NOW,
        replay=factories.STORM, only=("roll", "people"),
    )  # fmt: skip


@pytest.mark.parametrize(("named", "real", "asked"), [(False, False, True), (True, False, False), (True, True, True)])
def test_who_is_on_shift(qtbot: QtBot, night_file: Path, tmp_path: Path, named: bool, real: bool, asked: bool) -> None:
    settings = Settings(tmp_path)
    if named:
        settings.put(OPERATOR, "吴拟辛")
    window = opened(night_file, settings)
    window.ask_shift |= real  # as `run` does: the first screen comes after it and must not take the focus
    window.show()
    settle(qtbot, window)
    try:
        field = window.choosers.name.field
        assert field.isVisible() == asked
        if asked:
            qtbot.waitUntil(field.hasFocus)
            field.setText("冯拟子")
            qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
            assert window.desk.operator == settings.get(OPERATOR) == "冯拟子"
            assert not field.isVisible()
    finally:
        window.close()
        window.deleteLater()
        qtbot.wait(1)
