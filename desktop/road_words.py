"""What a road is called where somebody reads or hears it: an unnamed one by its kind and the villages beside it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from core.domain.road_labels import RoadKind, RoadLabel
from desktop.i18n import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
BESIDE_KM = 0.3  # nearer than this a road is the village's own


def road(label: RoadLabel) -> str:
    """军沿路；G109，田庄—淤白段（离田庄 3.0 公里）；村道，田庄—淤白之间（离田庄 1.2 公里）；桥，田庄东北 0.8 公里."""
    return _called(label, _spoken, far=True)


def short_road(label: RoadLabel) -> str:
    """The same where there is little room: a name alone, and without how far along an unnamed road is."""
    return label.name or _called(label, _spoken, far=False)


def printed_road(label: RoadLabel) -> str:
    """`road` as papers have it: they are in Chinese whatever the window speaks."""
    return _called(label, lambda words: words, far=True)


def _spoken(words: str) -> str:
    return translate("Roads", words)


def _called(label: RoadLabel, say: Callable[[str], str], *, far: bool) -> str:
    kind = label.name or say(_KINDS[label.kind])
    if not label.near:
        return label.name or say(_NOWHERE).format(kind=kind, id=label.link)
    a, b = (_village(name) for name in (label.near[0], label.near[-1]))
    if len(label.near) > 1:
        between = _STRETCH if label.name else _BETWEEN
        words = say(_FAR).format(road=say(between), a="{a}", km="{km}") if far else say(between)
    else:
        words = say(_BESIDE) if label.km < BESIDE_KM else say(_AWAY)
    return words.format(kind=kind, a=a, b=b, way=say(_WAYS[label.bearing]), km=f"{label.km:.1f}")


def _village(name: str) -> str:
    """As people say it: 田庄 for 田庄村."""
    return name.removesuffix("村") if len(name) > 2 else name


_KINDS = {
    RoadKind.PATH: QT_TRANSLATE_NOOP("Roads", "小路"),
    RoadKind.ROAD: QT_TRANSLATE_NOOP("Roads", "村道"),
    RoadKind.BRIDGE: QT_TRANSLATE_NOOP("Roads", "桥"),
    RoadKind.LOW_WATER: QT_TRANSLATE_NOOP("Roads", "漫水路"),
    RoadKind.TUNNEL: QT_TRANSLATE_NOOP("Roads", "隧道"),
}
_BETWEEN = QT_TRANSLATE_NOOP("Roads", "{kind}，{a}—{b}之间")
_STRETCH = QT_TRANSLATE_NOOP("Roads", "{kind}，{a}—{b}段")
_FAR = QT_TRANSLATE_NOOP("Roads", "{road}（离{a} {km} 公里）")
_BESIDE = QT_TRANSLATE_NOOP("Roads", "{kind}，{a}旁")
_AWAY = QT_TRANSLATE_NOOP("Roads", "{kind}，{a}{way} {km} 公里")
_NOWHERE = QT_TRANSLATE_NOOP("Roads", "无名{kind} {id}")
_WAYS = (
    QT_TRANSLATE_NOOP("Roads", "北"),
    QT_TRANSLATE_NOOP("Roads", "东北"),
    QT_TRANSLATE_NOOP("Roads", "东"),
    QT_TRANSLATE_NOOP("Roads", "东南"),
    QT_TRANSLATE_NOOP("Roads", "南"),
    QT_TRANSLATE_NOOP("Roads", "西南"),
    QT_TRANSLATE_NOOP("Roads", "西"),
    QT_TRANSLATE_NOOP("Roads", "西北"),
)
