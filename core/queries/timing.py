"""Local time where a rule speaks of days and nights: Beijing."""

from datetime import datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
NIGHT_FROM, NIGHT_TO = 22, 6  # hours in which a helper marked "not at night" is asleep


def is_night(at: datetime) -> bool:
    hour = at.astimezone(BEIJING).hour
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def age(birth: str, at: datetime) -> int | None:
    """Whole years of a birth date or year, None where it is not known."""
    if not birth[:4].isdigit():
        return None
    local = at.astimezone(BEIJING)
    years = local.year - int(birth[:4])
    had_birthday = len(birth) < 10 or birth[5:10] <= local.strftime("%m-%d")
    return years if had_birthday else years - 1
