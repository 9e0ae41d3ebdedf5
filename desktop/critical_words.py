"""What the closing of one road would do, in words that the map and the plan screen share."""

from PySide6.QtCore import QCoreApplication

from core.domain.critical import CriticalRoad

translate = QCoreApplication.translate


def hurt_words(road: CriticalRoad) -> str:
    """断了 37 人无处去; where nobody loses his place, 多等 420 人·分 and 最晚一人再晚 15 分."""
    parts = []
    if road.lost:
        parts.append(translate("Critical", "断了 {n} 人无处去").format(n=road.lost))
    elif road.extra_min >= 0.5:
        parts.append(translate("Critical", "多等 {n} 人·分").format(n=round(road.extra_min)))
    if road.later_min >= 0.5 and len(parts) < 2:
        parts.append(translate("Critical", "最晚一人再晚 {n} 分").format(n=round(road.later_min)))
    return " · ".join(parts) or translate("Critical", "断了也各有别路")


def ready_words(road: CriticalRoad) -> str:
    """Whether an answer is kept ready for the moment that it closes, and how many households it changes."""
    if road.replan is None:
        return translate("Critical", "断了现算")
    return translate("Critical", "方案 B 备好，改 {n} 户").format(n=len(road.replan.to_tell))
