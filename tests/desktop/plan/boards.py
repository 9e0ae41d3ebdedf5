"""A plan board made by hand: the evening of the pictures, invented people."""

from datetime import UTC, datetime, timedelta

from core.domain.critical import CriticalRoad
from core.domain.ids import EventId, HelperId, HouseholdId, LinkId, NodeId, PersonId, PlaceCode, ShelterId, VehicleId
from core.domain.people import Role
from core.domain.places import Position, Shelter, ShelterKind
from core.domain.plans import Mode, Novelty, Objective, Plan, Replan, Route, ShortfallRule, Telling, UncoveredRule
from core.domain.reasons import RemedyKind, RouteReason, ShelterReason, TimeReason
from core.domain.roads import Closure, ClosureKind, Link
from core.queries.map_rows import ClosureRow, ShelterRow
from core.queries.plan_limits import allowances, places_taken
from core.queries.plan_rows import (
    CutLinkRow,
    CutRow,
    LinkLoadRow,
    PlanBoard,
    RemedyRow,
    ShortfallRow,
    StopRow,
    TellRow,
    TripRow,
    UncoveredRow,
)
from core.queries.rows import HelperRow, MoveRow, ReasonsRow

AT = datetime(2023, 7, 30, 12, 3, tzinfo=UTC)  # 20:03 in Beijing
NOW = datetime(2023, 7, 30, 12, 12, tzinfo=UTC)


def link(number: int, name: str = "", length_m: float = 1000.0) -> Link:
    return Link(LinkId(f"l{number}"), NodeId(f"n{number}"), NodeId(f"n{number + 1}"), length_m, name)


LINKS = (link(1, "东方红路", 2400), link(2, "G109", 3200), link(3, "", 600), link(4, "妙峰山路", 5100))


def shelter_row(
    name: str, inside: int, coming: int, capacity: int, *, opened: bool = True, town: str = "王平镇"
) -> ShelterRow:
    shelter = Shelter(
        ShelterId(name), name, town, ShelterKind.SAFETY_ISLAND, Position(116.0, 39.97), capacity, capacity // 27, 2.0
    )
    return ShelterRow(
        shelter=shelter,
        inside=inside,
        coming=coming,
        on_the_way=min(coming, 8),
        beyond=0,
        disputed=0,
        open=opened,
        opened_at=AT - timedelta(hours=2) if opened else None,
        last_arrival=AT if inside else None,
        next_arrival=NOW + timedelta(minutes=18) if coming else None,
        peak=inside + 3,
        visits=inside + 9,
    )


SHELTERS = (
    shelter_row("王平村中心小学", 152, 166, 324),
    shelter_row("妙峰山民族学校", 201, 171, 486, town="妙峰山镇"),
    shelter_row("王平中学", 35, 26, 324),
    shelter_row("潭柘寺中心小学", 96, 12, 324, town="潭柘寺镇"),
    shelter_row("军庄中学", 41, 0, 324, town="军庄镇"),
    shelter_row("丁家滩小学", 13, 0, 324, town="妙峰山镇"),
    shelter_row("大台中心小学", 0, 0, 324, opened=False, town="大台街道"),
)


def helper(name: str, tail: str, role: Role = Role.PRIMARY) -> HelperRow:
    return HelperRow(HelperId(name), role, name, f"199****{tail}", 12.0)


WHY = (
    ReasonsRow(
        ShelterReason.SOONER_FULL,
        RouteReason.QUICKER_CLOSED,
        TimeReason.STAGED,
        "王平村中心小学",
        9.0,
        "王平中学",
        14.0,
        "G109",
        6.0,
        20.0,
    ),
    ReasonsRow(ShelterReason.SOONEST, RouteReason.QUICKEST, TimeReason.READY, "", 0.0, "王平中学", 7.0, "", None, 0.0),
    ReasonsRow(ShelterReason.AS_TOLD, RouteReason.AS_TOLD, TimeReason.AS_TOLD, "", 0.0, "", None, "", 12.0, 0.0),
)


def move(number: int, head: str, shelter: ShelterRow, minutes: int, persons: int = 3) -> MoveRow:
    depart = AT + timedelta(minutes=minutes)
    return MoveRow(
        household=HouseholdId(f"妙-{number:04d}"),
        persons=tuple(PersonId(f"p{number}-{index}") for index in range(persons)),
        head=head,
        place=PlaceCode("110109101201"),
        place_name="大沟村",
        town="王平镇",
        shelter=shelter.shelter.id,
        shelter_name=shelter.shelter.name,
        mode=Mode.WALK if number % 3 else Mode.CAR,
        depart=depart,
        arrive=depart + timedelta(minutes=25 + number % 7),
        deadline=depart + timedelta(minutes=40) if number % 2 else None,
        route=Route((LinkId("l3"), LinkId("l1"), LinkId("l2")), 25.0 + number % 7, 6200.0, access_m=220.0),
        second=Route((LinkId("l3"), LinkId("l4")), 48.0, 5700.0) if number % 4 else None,
        second_shares=(LinkId("l3"),) if number % 4 else (),
        helper=helper("郑拟庚", "0012"),
        deputy=None,
        reasons=WHY[number % 3],
    )


def tell_row(number: int, head: str, who: HelperRow | None, novelties: tuple[str, ...], told: bool = False) -> TellRow:
    changed = "shelter" in novelties
    return TellRow(
        household=HouseholdId(f"妙-{number:04d}"),
        head=head,
        place_name="大沟村",
        persons=3,
        helper=who,
        novelties=novelties,
        move=move(number, head, SHELTERS[1] if changed else SHELTERS[0], number * 3),
        before_shelter="王平村中心小学",
        after_shelter="妙峰山民族学校" if changed else "王平村中心小学",
        told_at=NOW - timedelta(minutes=3) if told else None,
    )


TELL = (
    tell_row(1, "李虚甲", helper("郑拟庚", "0012"), ("shelter", "route")),
    tell_row(2, "李虚乙", helper("郑拟庚", "0012"), ("shelter", "route")),
    tell_row(3, "李虚丙", helper("郑拟庚", "0012"), ("shelter", "route")),
    tell_row(4, "钱拟丁", helper("沈例午", "0019"), ("time",)),
    tell_row(5, "钱拟戊", helper("沈例午", "0019"), ("time", "route")),
    tell_row(6, "孙拟己", helper("杨拟丑", "0058", Role.DEPUTY), ("helper",)),
    tell_row(7, "周例庚", None, ("lost",)),
    tell_row(8, "吴例辛", helper("冯样壬", "0045"), ("route",), told=True),
    tell_row(9, "郑例壬", helper("韩样子", "0031"), ("route",), told=True),
)


def short(number: int, head: str, place: str, rule: ShortfallRule, persons: int) -> ShortfallRow:
    return ShortfallRow(HouseholdId(f"王-{number:04d}"), head, place, "王平镇", persons, rule)


SHORTFALL = (
    short(1, "何例巳", "大沟村", ShortfallRule.CUT_OFF, 5),
    short(2, "何例午", "大沟村", ShortfallRule.CUT_OFF, 4),
    short(3, "何例未", "炭厂村", ShortfallRule.CUT_OFF, 6),
    short(4, "何例申", "色树坟村", ShortfallRule.NO_POSITION, 3),
)
UNCOVERED = tuple(
    UncoveredRow(
        HouseholdId(f"王-{number:04d}"),
        f"陈例{number}",
        "安家庄村",
        "王平镇",
        Role.DEPUTY,
        UncoveredRule.NOBODY_CAN_CARRY,
    )
    for number in range(10, 22)
)
MOVES = tuple(
    move(number, f"户主{number}", SHELTERS[number % 4], int(number**1.25 / 3), 2 + number % 4)
    for number in range(1, 180)
)


def _curve() -> tuple[tuple[float, int], ...]:
    steps = [(0.0, 0)]
    arrived = 0
    for entry in sorted(MOVES, key=lambda entry: entry.arrive):
        arrived += len(entry.persons)
        steps.append(((entry.arrive - AT).total_seconds() / 60, arrived))
    return tuple(steps)


CURVE = _curve()


def _bound() -> tuple[tuple[float, int], ...]:
    """A bound that is a quarter of an hour ahead of the plan at its end."""
    last = CURVE[-1][0]
    return tuple((minute * (1 - 15 / last) ** 1.6, persons) for minute, persons in CURVE)


BOUND_CURVE = _bound()


def load(number: int, name: str, towards: str, per_hour: float, entering: tuple[int, ...]) -> LinkLoadRow:
    allowed = allowances(per_hour, 300, len(entering))
    taken = places_taken(entering, allowed)
    return LinkLoadRow(LinkId(f"l{number}"), name, True, towards, per_hour, 300, entering, taken, allowed)


LOADS = (
    load(1, "东方红路", "妙峰山民族学校", 160, (3, 9, 12, *[13] * 16, 14, 9, 4, 2)),
    load(4, "妙峰山路", "王平中学", 240, (0, 0, 5, 8, 11, 12, 20, 20, 20, 20, 14, 9, 9, 7, 3)),
    load(3, "", "王平中学", 90, (0, 2, 5, 3, 4, 0, 4)),
)
CUT = CutRow(
    by=AT + timedelta(minutes=133),
    persons=628,
    capacity=628,
    links=(CutLinkRow(LinkId("l1"), "东方红路", AT + timedelta(minutes=17), AT + timedelta(minutes=97), 213, 160.0),),
    shelters=(("王平村中心小学", 172),),
    places=(),
)
REMEDIES = (
    RemedyRow(RemedyKind.STAGE, "l1", "东方红路", 160, 0, 310.0, 9.0, 18),
    RemedyRow(RemedyKind.VEHICLE, "CL-02", "van", 1, 11, 240.0, 0.0, 7),
    RemedyRow(RemedyKind.BED, "王平村中心小学", "王平村中心小学", 36, 0, 420.0, 2.0, 18),
)
TRIPS = (
    TripRow(
        VehicleId("CL-01"),
        "minibus",
        "孙样甲",
        1,
        AT + timedelta(minutes=4),
        (
            StopRow("大沟村", AT + timedelta(minutes=14), AT + timedelta(minutes=22), 9, True),
            StopRow("炭厂村", AT + timedelta(minutes=30), AT + timedelta(minutes=34), 6, False),
        ),
        ShelterId("王平村中心小学"),
        "王平村中心小学",
        AT + timedelta(minutes=51),
        (LinkId("l1"), LinkId("l2")),
    ),
    TripRow(
        VehicleId("CL-02"),
        "van",
        "罗虚子",
        1,
        AT + timedelta(minutes=9),
        (StopRow("色树坟村", AT + timedelta(minutes=21), AT + timedelta(minutes=25), 4, False),),
        ShelterId("王平中学"),
        "王平中学",
        AT + timedelta(minutes=40),
        (LinkId("l3"),),
    ),
)


def board(**changes: object) -> PlanBoard:
    """The board of the pictures with `changes` on top."""
    served = CURVE[-1][1]
    facts: dict[str, object] = {
        "version": 7,
        "event": EventId("e" * 32),
        "at": AT,
        "adopted_at": AT,
        "operator": "吴拟辛",
        "reason": "",
        "due": served + 18,
        "due_households": len(MOVES) + 4,
        "served": served,
        "served_households": len(MOVES),
        "clearance_s": CURVE[-1][0] * 60,
        "clearance_bound_s": CURVE[-1][0] * 60 - 900,
        "exposure": 61234.0,
        "exposure_bound": 61001.0,
        "whole_household_loss": 120.0,
        "gap": 233 / 61001,
        "objective": "exposure",
        "stopped": False,
        "seconds": 1.2,
        "curve": CURVE,
        "moves": MOVES,
        "shortfall": SHORTFALL,
        "uncovered": UNCOVERED,
        "tell": TELL,
        "kept": 401,
        "changed": 11,
        "changed_link": "l2",
        "changed_link_name": "G109 石古岩",
        "shelters": SHELTERS,
        "not_ordered": ("芹峪村", "下马岭村"),
        "stale": False,
        "served_bound": served + 4,
        "together_loss": 40.0,
        "bound_curve": BOUND_CURVE,
        "loads": LOADS,
        "cut": CUT,
        "trips": TRIPS,
    }
    return PlanBoard(**{**facts, **changes})  # type: ignore[arg-type]


CLOSURES = (
    ClosureRow(Closure(LinkId("l2"), AT + timedelta(minutes=2)), LINKS[1], True, None),
    ClosureRow(Closure(LinkId("l4"), AT + timedelta(minutes=97), kind=ClosureKind.FORECAST), LINKS[3], False, None),
)


def plan(served: int, exposure: float, clearance_s: float = 8000.0) -> Plan:
    """A plan of which only the figures matter."""
    return Plan(
        at=AT,
        revision=1,
        objective=Objective.EXPOSURE,
        due=700,
        served=served,
        moves=(),
        shortfall=(),
        pairings=(),
        uncovered=(),
        served_bound=served,
        clearance_s=clearance_s,
        clearance_bound_s=clearance_s,
        exposure=exposure,
        exposure_bound=exposure,
        whole_household_loss=0.0,
        gap=0.0,
        stopped=False,
        steps=1,
    )


def telling(number: int, who: str | None) -> Telling:
    return Telling(HouseholdId(f"妙-{number:04d}"), HelperId(who) if who else None, (Novelty.SHELTER,))


def replan(fresh: bool = True) -> Replan:
    """Eleven households to tell in two calls; the fresh plan saves three more and asks for twenty in four calls."""
    small = tuple(telling(number, "甲" if number % 2 else None) for number in range(3))
    large = tuple(telling(number, "甲乙丙"[number % 3]) for number in range(20))
    better = plan(631, 60_800.0, 7400.0) if fresh else None
    return Replan(plan(628, 61_220.0), (), (), 401, small, better, large if fresh else ())


CRITICAL = (
    CriticalRoad(
        LinkId("l1"), 11, 37, 52_000.0, 0.0, (HouseholdId("妙-0001"), HouseholdId("妙-0004")), replan(fresh=False)
    ),
    CriticalRoad(LinkId("l4"), 5, 0, 120.0, 31.0, (HouseholdId("妙-0009"),)),
)
