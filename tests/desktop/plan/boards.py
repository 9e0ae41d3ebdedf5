"""A plan board made by hand: the evening of the pictures, invented people."""

from datetime import UTC, datetime, timedelta

from core.domain.ids import EventId, HelperId, HouseholdId, LinkId, NodeId, PersonId, PlaceCode, ShelterId
from core.domain.people import Role
from core.domain.places import Position, Shelter, ShelterKind
from core.domain.plans import Mode, Route, ShortfallRule, UncoveredRule
from core.domain.roads import Closure, ClosureKind, Link
from core.queries.rows import (
    ClosureRow,
    HelperRow,
    MoveRow,
    PlanBoard,
    ShelterRow,
    ShortfallRow,
    TellRow,
    UncoveredRow,
)

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
        "changed_link": "G109 石古岩",
        "shelters": SHELTERS,
        "not_ordered": ("芹峪村", "下马岭村"),
        "stale": False,
    }
    return PlanBoard(**{**facts, **changes})  # type: ignore[arg-type]


CLOSURES = (
    ClosureRow(Closure(LinkId("l2"), AT + timedelta(minutes=2)), LINKS[1], True, None),
    ClosureRow(Closure(LinkId("l4"), AT + timedelta(minutes=97), kind=ClosureKind.FORECAST), LINKS[3], False, None),
)
