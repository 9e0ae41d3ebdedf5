"""Where somebody is, in words."""

from PySide6.QtCore import QCoreApplication

from core.domain.harm import HOSPITAL_PLACE
from core.domain.scattered import Scattered

translate = QCoreApplication.translate


def at_place(place: str | None, name: str) -> str:
    """Where somebody is: the shelter's name, or in words where no shelter of the table is meant."""
    return {
        Scattered.RELATIVES.value: translate("Domain", "投亲靠友"),
        Scattered.HOST.value: translate("Domain", "安全户"),
        HOSPITAL_PLACE: translate("Domain", "医院"),
    }.get(place or "", name)
