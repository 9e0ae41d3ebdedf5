"""Times as the desk says them: Beijing time, 24 hours, spans in minutes."""

from datetime import datetime, timedelta, timezone

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
BEIJING = timezone(timedelta(hours=8), "CST")  # no summer time since 1991; needs no time zone files


def local(at: datetime) -> datetime:
    return at.astimezone(BEIJING)


def hm(at: datetime | None) -> str:
    """20:12; an unknown time is a dash."""
    return local(at).strftime("%H:%M") if at is not None else "–"


def day_hm(at: datetime) -> str:
    """30日 18:10."""
    when = local(at)
    return translate("Times", "{day}日 {time}").format(day=when.day, time=when.strftime("%H:%M"))


def month_day_hm(at: datetime) -> str:
    return local(at).strftime("%m-%d %H:%M")


def hm_near(at: datetime | None, now: datetime) -> str:
    """The time alone on the same day, else with its day."""
    if at is None:
        return ""
    return hm(at) if local(at).date() == local(now).date() else day_hm(at)


def date(at: datetime) -> str:
    """2023-07-30 周日."""
    when = local(at)
    return f"{when:%Y-%m-%d} {weekday(when)}"


def weekday(when: datetime) -> str:
    names = (
        translate("Times", "周一"),
        translate("Times", "周二"),
        translate("Times", "周三"),
        translate("Times", "周四"),
        translate("Times", "周五"),
        translate("Times", "周六"),
        translate("Times", "周日"),
    )
    return names[when.weekday()]


def minutes(whole: float) -> str:
    """18 分, 2 小时 19 分; never negative."""
    count = max(0, round(whole))
    if count < 60:
        return translate("Times", "{n} 分").format(n=count)
    return translate("Times", "{h} 小时 {m:02d} 分").format(h=count // 60, m=count % 60)


def ago(at: datetime, now: datetime) -> str:
    return minutes((now - at).total_seconds() / 60)


def left(deadline: datetime, now: datetime) -> str:
    """还有 18 分, 过 12 分."""
    gap = (deadline - now).total_seconds() / 60
    if gap >= 0:
        return translate("Times", "还有 {span}").format(span=minutes(gap))
    return translate("Times", "过 {span}").format(span=minutes(-gap))


def countdown(seconds: float) -> str:
    """7:21."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
