"""What only the map says: road tags, lengths and the note about its own data. All else is in `desktop.phrases`."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.phrases import hm, road

translate = QCoreApplication.translate


def kilometres(metres: float) -> str:
    if metres < 950:
        return translate("Phrases", "{n} 米").format(n=round(metres / 10) * 10)
    return translate("Phrases", "{n:.1f} 公里").format(n=metres / 1000)


def closure_kind(name: str) -> str:
    return {
        "observed": translate("Phrases", "实测"),
        "forecast": translate("Phrases", "预报"),
        "planned": translate("Phrases", "计划"),
    }.get(name, name)


def closure_tag(name: str, at: datetime, closing: bool, near: bool) -> str:
    """`20:00 断`, with the road's name in front when near."""
    time = hm(at)
    if near and name:
        if closing:
            return translate("Phrases", "{name} 约{time} 将断").format(name=name, time=time)
        return translate("Phrases", "{name} {time} 断").format(name=name, time=time)
    if closing:
        return translate("Phrases", "约{time} 将断").format(time=time)
    return translate("Phrases", "{time} 断").format(time=time)


def link_name(name: str, ident: str) -> str:
    return road(name, ident)


def note(sample: bool, drill: bool, islands: int, unconfirmed: int, credits_: tuple[str, ...]) -> str:
    """What the map always says about itself."""
    parts = []
    if sample:
        parts.append(translate("Phrases", "示意数据"))
    if drill:
        parts.append(translate("Phrases", "人员虚构"))
    if unconfirmed:
        if unconfirmed == islands:
            parts.append(translate("Phrases", "{n} 岛为候选校、未确认").format(n=islands))
        else:
            parts.append(translate("Phrases", "{n} 岛中 {m} 岛未确认").format(n=islands, m=unconfirmed))
    if sample:
        parts.append(translate("Phrases", "底图为样本，缺路"))
    if credits_:
        first = credits_[0] if "OpenStreetMap" not in " ".join(credits_) else "© OpenStreetMap"
        more = translate("Phrases", "{first} 等") if len(credits_) > 1 else "{first}"
        parts.append(more.format(first=first))
    return " · ".join(parts)


def crossing(kind: str) -> str:
    return {
        "bridge": translate("Phrases", "桥"),
        "low_water": translate("Phrases", "漫水桥：水上路面即断"),
        "gully": translate("Phrases", "过沟口"),
        "cliff": translate("Phrases", "临崖，防落石"),
        "tunnel": translate("Phrases", "隧道"),
    }.get(kind, kind)
