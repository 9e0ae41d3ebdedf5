"""From what time a road is closed: a small field for hours and minutes, empty of dates."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import phrases
from desktop.theme import ipx

translate = QCoreApplication.translate


class SinceField(QLineEdit):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFixedWidth(ipx(82))
        self.setInputMask("99:99")
        self.setToolTip(translate("Map", "从几点起断"))
        self.setAccessibleName(self.toolTip())


def moment_near(typed: str, now: datetime) -> datetime:
    """The minute typed (local time), on the day that brings it nearest to now; now itself where nothing sensible is."""
    try:
        hour, minute = (int(part) for part in typed.split(":"))
        there = phrases.local(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        return now
    return min((there + timedelta(days=day) for day in (-1, 0, 1)), key=lambda moment: abs(moment - now))
