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


def kind(label: RoadLabel) -> str:
    """The name, or what an unnamed road is: for a line that says beside it where that is."""
    return label.name or _spoken(_KINDS[label.kind])


def where(label: RoadLabel) -> str:
    """田庄—淤白；田庄东北 0.8 公里. The id of an unnamed road that lies nowhere near a village."""
    if not label.near:
        return "" if label.name else str(label.link)
    words = _PLACE_BETWEEN if len(label.near) > 1 else _PLACE_BESIDE if label.km < BESIDE_KM else _PLACE_AWAY
    return _filled(label, _spoken(words), _spoken)


def printed_road(label: RoadLabel) -> str:
    """`road` as papers have it: they are in Chinese whatever the window speaks."""
    return _called(label, lambda words: words, far=True)


def _spoken(words: str) -> str:
    return translate("Roads", words)


def _called(label: RoadLabel, say: Callable[[str], str], *, far: bool) -> str:
    if not label.near:
        return label.name or _filled(label, say(_NOWHERE), say)
    if len(label.near) > 1:
        between = say(_STRETCH if label.name else _BETWEEN)
        words = say(_FAR).format(road=between, a="{a}", km="{km}") if far else between
    else:
        words = say(_BESIDE) if label.km < BESIDE_KM else say(_AWAY)
    return _filled(label, words, say)


def _filled(label: RoadLabel, words: str, say: Callable[[str], str]) -> str:
    a, b = (_village(label.near[at]) if label.near else "" for at in (0, -1))
    way = say(_WAYS[label.bearing])
    what = label.name or say(_KINDS[label.kind])
    return words.format(kind=what, id=label.link, a=a, b=b, way=way, km=f"{label.km:.1f}")


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
_PLACE_BETWEEN = QT_TRANSLATE_NOOP("Roads", "{a}—{b}")
_PLACE_BESIDE = QT_TRANSLATE_NOOP("Roads", "{a}旁")
_PLACE_AWAY = QT_TRANSLATE_NOOP("Roads", "{a}{way} {km} 公里")
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
