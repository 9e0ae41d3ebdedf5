"""How papers say things: always Chinese, short, and the same on every paper."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.hazards import Trigger
from core.domain.people import Mobility
from core.domain.plans import Mode, ShortfallRule, UncoveredRule
from core.domain.standing import Class
from core.queries.masking import mask_phone
from core.queries.paper_rows import HouseholdPaper, Member, Ride, Stretch, Way
from desktop import road_words
from desktop.times import local

MOBILITY = {
    Mobility.WALKS: "能走",
    Mobility.SLOW: "慢行",
    Mobility.WHEELCHAIR: "坐轮椅",
    Mobility.BEDRIDDEN: "卧床",
}
MODE = {Mode.WALK: "步行", Mode.CARRIED: "抬送", Mode.CAR: "坐车", Mode.BUS: "坐客车"}
TRIGGER = {Trigger.NONE: "未下令", Trigger.PREPARE: "准备转移", Trigger.GO: "立即转移"}
CLASS = {
    Class.MOVED: "已转",
    Class.NOT_MOVED: "未转",
    Class.REFUSED: "拒转",
    Class.UNREACHABLE: "失联",
    Class.AWAY: "外出",
}
OVERTAKEN = "可能有后来的记录没收到"
SHORTFALL = {
    ShortfallRule.NO_POSITION: "本村在图上没有位置",
    ShortfallRule.TOO_FAR_FROM_ROAD: "离路超过 3 公里",
    ShortfallRule.NO_ROUTE: "没有路通到安全岛",
    ShortfallRule.CUT_OFF: "路在走之前就断",
    ShortfallRule.NO_ROOM: "走得到的安全岛都满了",
    ShortfallRule.LARGER_THAN_ANY: "没有一处放得下整户",
    ShortfallRule.NO_FIT_SHELTER: "没有合适的安全岛（台阶、用电）",
    ShortfallRule.SENT_ELSEWHERE: "已令去指定的岛，那里去不了或没有床",
    ShortfallRule.ROAD_CROWDED: "路断之前过不完",
    ShortfallRule.OPENS_LATE: "安全岛还没开门，路就断了",
    ShortfallRule.NOBODY_PASSES: "必经的路登记为一人也过不了",
}
UNCOVERED = {
    UncoveredRule.NO_HELPER_IN_REACH: "没有人赶得到",
    UncoveredRule.ALL_LOADED: "责任人都满了",
    UncoveredRule.NOBODY_CAN_CARRY: "没有会抬的人",
    UncoveredRule.NOBODY_AWAKE: "夜里没人在岗",
    UncoveredRule.ONLY_SAME_HOUSE: "只有同户的人",
}
CROSSING = {"bridge": "桥", "low_water": "漫水桥", "gully": "过沟", "cliff": "临崖", "tunnel": "隧道"}
VEHICLE = {"minibus": "小客车", "bus": "客车", "van": "面包车", "car": "小车", "ambulance": "救护车"}


def when(at: datetime | None) -> str:
    """30日 18:10; nothing for an unknown time."""
    if at is None:
        return ""
    said = local(at)
    return f"{said.day}日 {said:%H:%M}"


def clock(at: datetime | None) -> str:
    return f"{local(at):%H:%M}" if at is not None else ""


def masked(number: str) -> str:
    return mask_phone(number) if number else ""


def distance(metres: float) -> str:
    return f"{max(10, round(metres / 10) * 10)} 米" if metres < 950 else f"{metres / 1000:.1f} 公里"


def minutes(count: float) -> str:
    whole = max(1, round(count))
    return f"{whole} 分钟" if whole < 90 else f"{whole // 60} 小时 {whole % 60} 分"


def who(member: Member) -> str:
    """女 81岁; what is not known is left out."""
    age = f"{member.age}岁" if member.age is not None else ""
    return " ".join(part for part in (member.sex, age) if part)


def needs(member: Member) -> str:
    """How somebody moves, if not easily, and what has to come along."""
    return "、".join(need_list(member.mobility, member.needs))


def need_list(mobility: Mobility, said: Sequence[str]) -> list[str]:
    """Each need once: who sits in a wheelchair needs it."""
    moves = [MOBILITY[mobility]] if mobility.needs_help else []
    return [need for need in dict.fromkeys([*moves, *said]) if need != "轮椅" or mobility is not Mobility.WHEELCHAIR]


def household_needs(row: HouseholdPaper) -> str:
    """Needs of all members: 卧床1、轮椅1、氧气1."""
    counts: dict[str, int] = {}
    for member in row.members:
        for need in need_list(member.mobility, member.needs):
            counts[need] = counts.get(need, 0) + 1
    return "、".join(f"{need}{count}" for need, count in counts.items())


def way(route: Way, to: str, home: str = "") -> str:
    """Every stretch with its length: 到路边 140 米 → 村道 3.0 公里（经城子村） → 城子小学 · 全程 3.1 公里."""
    parts = [f"到路边 {distance(route.access_m)}"] if route.access_m >= 50 else []
    parts += [f"{part.road or '村道'} {distance(part.metres)}{_passing(part, home)}" for part in route.stretches]
    return " → ".join([*parts, to]) + f" · 全程 {distance(route.length_m)}{closed(route)}"


def way_in_short(route: Way, to: str, home: str = "") -> str:
    """The roads and villages in order without their lengths: 村道（经城子村）→ G109 → 城子小学，共 3.1 公里."""
    parts = [f"{part.road or '村道'}{_passing(part, home)}" for part in route.stretches]
    return " → ".join([*parts, to]) + f"，共 {distance(route.length_m)}{closed(route)}"


def closed(route: Way) -> str:
    """What of a way is closed while it is printed: a plan may be older than the closure."""
    return f"【{'；'.join(map(road_words.printed_road, route.closed))} 已断，不要走】" if route.closed else ""


def _passing(part: Stretch, home: str) -> str:
    """Two villages on the way at most, not the one they leave, and every kind of danger."""
    villages = [name for name in part.through if name != home][:2]
    through = f"（经{'、'.join(villages)}）" if villages else ""
    dangers = "、".join(CROSSING.get(kind, kind) for kind in part.crossings)
    return through + (f"〔有{dangers}〕" if dangers else "")


def ride(place: Ride) -> str:
    if place.own:
        return f"坐{place.driver or '责任人'}的车，第 {place.trip} 趟"
    who_drives = f"，司机 {place.driver}" if place.driver else ""
    text = f"{VEHICLE.get(place.kind, place.kind)}第 {place.trip} 趟{who_drives}"
    if place.walk_minutes is not None:
        text += f"；先走 {minutes(place.walk_minutes)} 到上车点，{clock(place.leaves)} 开车"
    return text


def listed(parts: Sequence[str]) -> str:
    return "、".join(part for part in parts if part)


def marked(member: Member, text: str) -> str:
    """What a list says of a member, and that entries about him may be missing."""
    return "；".join(part for part in (text, OVERTAKEN if member.overtaken else "") if part)
