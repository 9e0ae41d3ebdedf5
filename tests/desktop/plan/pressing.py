"""Keys, to whatever has the focus on the plan screen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.plan.view import PlanView


def press(view: PlanView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.focusWidget() or view, key, modifier)
