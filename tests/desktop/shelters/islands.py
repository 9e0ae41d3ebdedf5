"""A night of islands made by hand: real towns, invented people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain.events import Evidence
from core.domain.hazards import Trigger
from core.domain.ids import EventId, HelperId, HouseholdId, PersonId, PlaceCode, ShelterId
from core.domain.people import Mobility, Role
from core.domain.places import Place, Position, Shelter, ShelterKind
from core.domain.relief import Cause, Group, Onward, Relief
from core.domain.returning import Gate, Signature
from core.domain.standing import Claim, Class, Home
from core.exchange.shelter_rules import return_rules
from core.planning.shelter_roads import Drive
from core.queries.map_rows import ShelterRow
from core.queries.relief import NextIsland, ReliefRow
from core.queries.returning import GatePeople, GateRow, Returner
from core.queries.rows import HelperRow, Look, RollGroup, RollRow
from core.queries.shelter_people import Coming, ShelterPeople

NOW = datetime(2027, 7, 22, 6, 36, tzinfo=UTC)  # 14:36 in Beijing
RIVER = (((115.60, 40.23), (115.80, 40.06), (115.96, 39.98), (116.05, 39.98), (116.10, 39.95), (116.25, 39.79)),)

# name, town, lon, lat, rooms
_ISLANDS = (
    ("清水学校", "清水镇", 115.60, 39.92, 18),
    ("斋堂中学", "斋堂镇", 115.69, 39.97, 18),
    ("斋堂中心小学", "斋堂镇", 115.69, 39.97, 12),
    ("雁翅中学", "雁翅镇", 115.88, 40.03, 12),
    ("付家台中心小学", "雁翅镇", 115.84, 40.04, 12),
    ("大台中心小学", "大台街道", 115.94, 39.97, 12),
    ("王平中学", "王平镇", 115.98, 39.98, 12),
    ("王平村中心小学", "王平镇", 115.99, 39.97, 12),
    ("丁家滩小学", "妙峰山镇", 116.04, 39.98, 12),
    ("妙峰山民族学校", "妙峰山镇", 116.06, 39.99, 18),
    ("军庄中学", "军庄镇", 116.09, 39.96, 12),
    ("龙泉雾小学", "龙泉镇", 116.09, 39.955, 12),
    ("三家店小学", "龙泉镇", 116.10, 39.95, 18),
    ("龙泉小学", "龙泉镇", 116.11, 39.94, 18),
    ("城子小学", "城子街道", 116.10, 39.945, 18),
    ("大峪第一小学", "大峪街道", 116.11, 39.92, 24),
    ("大峪第二小学", "大峪街道", 116.095, 39.935, 24),
    ("育园小学", "大峪街道", 116.10, 39.93, 18),
    ("黑山小学", "大峪街道", 116.085, 39.94, 18),
    ("东辛房小学", "东辛房街道", 116.06, 39.93, 18),
    ("京师实验小学", "东辛房街道", 116.07, 39.94, 18),
    ("永定分校", "永定镇", 116.12, 39.91, 18),
    ("大峪中学附小", "永定镇", 116.11, 39.90, 18),
    ("京西校区", "永定镇", 116.12, 39.89, 18),
    ("八中附小", "永定镇", 116.15, 39.90, 18),
    ("潭柘寺中学", "潭柘寺镇", 116.03, 39.90, 12),
    ("潭柘寺中心小学", "潭柘寺镇", 116.03, 39.895, 12),
)
_STATES: dict[str, tuple[int, int, bool]] = {
    "妙峰山民族学校": (318, 150, True),
    "丁家滩小学": (44, 12, True),
    "王平村中心小学": (57, 41, True),
    "王平中学": (0, 20, True),
    "军庄中学": (0, 61, False),
}


def island(name: str, town: str, lon: float, lat: float, rooms: int) -> ShelterRow:
    inside, coming, opened = _STATES.get(name, (0, 0, False))
    shelter = Shelter(
        ShelterId(name),
        name,
        town,
        ShelterKind.SAFETY_ISLAND,
        Position(lon, lat),
        rooms * 27,
        rooms,
        2.0,
        opens_after_min=40,
    )
    return ShelterRow(
        shelter=shelter,
        inside=inside,
        coming=coming,
        on_the_way=coming // 6,
        beyond=inside // 10,
        disputed=1 if inside > 300 else 0,
        open=opened,
        opened_at=NOW - timedelta(minutes=54) if opened else None,
        last_arrival=NOW - timedelta(minutes=1) if inside else None,
        next_arrival=NOW + timedelta(minutes=58 if not opened else 14) if coming else None,
        peak=inside + 3 if inside else 0,
        visits=inside + 14 if inside else 0,
    )


PLACE = Place(PlaceCode("110109106201"), "妙峰山镇", "下苇甸村", "village")
ROWS = tuple(island(*facts) for facts in _ISLANDS)


def rows(scope: str | None = "妙峰山镇") -> tuple[ShelterRow, ...]:
    return tuple(sorted(ROWS, key=lambda row: scope is not None and row.shelter.town != scope))


def person(number: int, name: str, **changes: Any) -> RollRow:
    base = RollRow(
        person=PersonId(f"p{number:03d}"),
        card=f"7K{number:03d}",
        name=name,
        sex="男" if number % 2 else "女",
        age=20 + number * 7 % 70,
        mobility=Mobility.SLOW if number % 3 == 0 else Mobility.WALKS,
        needs=("降压药",) if number % 3 == 0 else (),
        hazards=(),
        household=HouseholdId(f"妙-{number // 4:04d}"),
        household_size=4,
        place=PlaceCode("110109106201"),
        place_name="下苇甸村",
        town="妙峰山镇",
        level=Trigger.GO,
        class_=Class.NOT_MOVED,
        look=Look.ON_THE_WAY,
        group=RollGroup.REST,
        to_reconcile=False,
        claims=(),
        steps=(),
        next_step=None,
        tries=1,
        last_at=None,
        last_kind="",
        last_outcome=None,
        helper=HelperRow(HelperId("h1"), Role.PRIMARY, "韩样子", "199****0031", 6.0),
        deputy=None,
        at_place=None,
        at_name="",
        shelter=ShelterId("妙峰山民族学校"),
        shelter_name="妙峰山民族学校",
        depart=NOW,
        arrive=NOW + timedelta(minutes=14),
        deadline=None,
        beyond_register=False,
        last_event=None,
        since=None,
    )
    return replace(base, **changes)


def inside(number: int, name: str, *, disputed: bool = False, beyond: bool = False) -> RollRow:
    at = NOW - timedelta(minutes=number)
    here = Claim(Class.MOVED, "妙峰山民族学校", at, Evidence.CARD, EventId("e" * 32))
    there = Claim(Class.MOVED, "王平村中心小学", at, Evidence.SLIP, EventId("f" * 32))
    return person(
        number,
        name,
        class_=Class.MOVED,
        look=Look.ARRIVED,
        at_place="妙峰山民族学校",
        at_name="妙峰山民族学校",
        claims=(here, there) if disputed else (here,),
        to_reconcile=disputed,
        beyond_register=beyond,
        since=at,
    )


def people() -> ShelterPeople:
    zhou = tuple(person(number, name) for number, name in ((4, "周例午"), (5, "吴例申"), (6, "周例未"), (7, "周例亥")))
    zhao = tuple(person(number, name) for number, name in ((8, "赵示甲"), (9, "赵示乙")))
    return ShelterPeople(
        "妙峰山民族学校",
        (
            inside(12, "钱样乙", disputed=True),
            inside(13, "何例己"),
            inside(14, "", beyond=True),
            inside(15, "郑例庚"),
            inside(16, "王示巳"),
        ),
        (
            Coming("妙-0022", NOW + timedelta(minutes=14), zhou),
            Coming("妙-0023", NOW + timedelta(minutes=34), zhao),
        ),
    )


def group(household: str, *names: str, cannot_walk: int = 0, came: bool = True) -> Group:
    persons = tuple(PersonId(f"{household}{n}") for n, _ in enumerate(names))
    return Group(HouseholdId(household), persons, cannot_walk, NOW if came else None)


def next_islands() -> tuple[NextIsland, ...]:
    row = next(row for row in ROWS if row.shelter.name == "军庄中学")
    return (NextIsland(row, Drive(6200, 12), 263, 9, 24.0, 48.0),)


def relief(cause: Cause = Cause.FULL) -> ReliefRow:
    """Two households of 妙峰山民族学校 to 军庄中学, and one that no island takes."""
    row = next(row for row in ROWS if row.shelter.name == "妙峰山民族学校")
    goal = ShelterId("军庄中学")
    parts = (group("妙-0001", "周", "吴"), group("妙-0002", "郑", came=False))
    return ReliefRow(
        row=row,
        cause=cause,
        until=NOW + timedelta(hours=2) if cause in (Cause.POWER_ENDS, Cause.ROAD_CLOSES) else None,
        before=468,
        proposed=Relief(tuple(Onward(one, goal) for one in parts), (group("妙-0003", "王", cannot_walk=1),)),
        names=(
            (HouseholdId("妙-0001"), "周例午"),
            (HouseholdId("妙-0002"), "郑例庚"),
            (HouseholdId("妙-0003"), "王示巳"),
        ),
        targets=next_islands(),
        taken=((goal, 3),),
        dry_road=True,
        confirmed=False,
    )


RULES = return_rules()


def gate_row(**changes: Any) -> GateRow:
    """下苇甸村: the order is lifted, six hours of lag are left, one of two has signed."""
    gate = Gate(
        place=PLACE.code,
        needed=True,
        level=Trigger.NONE,
        holding=(),
        lag_from=NOW - timedelta(hours=9),
        lag_until=NOW + timedelta(hours=6),
        lag_passed=False,
        signed=(Signature("village_head", True, frozenset(), "示村长", NOW, ""),),
        unsigned=RULES.signers[1:],
        unclear=(),
        ordered_by=None,
    )
    return GateRow(replace(gate, **changes), PLACE.name, PLACE.town, 4, 1, 0, 1, NOW - timedelta(hours=9), RULES)


def gate_people() -> GatePeople:
    here = inside(20, "赵示甲")
    back = person(21, "赵示乙", home=Home.WENT_BACK, since=NOW, household=here.household)
    return GatePeople(PLACE.code, (Returner(here.household, (here, back), HelperId("h1"), "韩样子"),))
