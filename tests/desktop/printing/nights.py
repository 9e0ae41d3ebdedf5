"""A night of three villages to print: phones, needs, a long name, rare characters, one household without a way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.domain.events import Evidence
from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode, ShelterId
from core.exchange.packs import read_pack
from core.operations.closures import close_link
from core.operations.field import check_in
from core.operations.files import new_file
from core.operations.orders import order, set_level
from core.operations.plans import adopt_plan
from core.operations.shelters import tick
from core.planning.planner import make_plan
from core.queries.paper_rows import PaperCase
from core.queries.papers import ALL, Selection, paper_case
from core.queries.planning_case import planning_case
from core.store.database import Store, open_store
from tests.factories import OFFICER, T0, open_again, people_of_house, surroundings, write_pack

RARE = "𬱖"  # beyond the first plane, in the usual Chinese fonts
NOWHERE = "\U00031350"  # in no font that is likely to be here
LONG = "阿卜杜热合曼尼亚孜·买买提依明"
PEOPLE = f"""household,name,place,mobility,hazards,birth,sex,phone,address,needs
H1,赵示甲,甲村,walks,山洪,1950-03-01,男,19900010001,甲村1号,降压药
H1,赵示乙,甲村,walks,山洪,1952-03-01,女,,甲村1号,
H1,赵{RARE}丙,甲村,slow,山洪,1980-03-01,男,1990001003,甲村1号,助听
H2,{LONG},甲村,walks,山洪,1960-03-01,女,1990001004,甲村一条很长很长的胡同最里边靠山的那个院子西厢房2号,
H2,钱{NOWHERE}乙,甲村,walks,山洪,,男,,甲村2号,
H3,孙拟甲,乙村,walks,山洪,1948-03-01,男,1990001006,乙村3号,
H3,孙拟乙,乙村,bedridden,山洪,1949-03-01,女,,乙村3号,担架|氧气
H4,李虚甲,丙村,walks,山洪,1955-03-01,男,1990001008,丙村4号,
H6,吴虚丙,丁村,walks,山洪,1966-03-01,男,1990001009,,
H5,周样甲,乙村,walks,,1985-03-01,男,1990001010,乙村5号,
"""
HELPERS = """name,place,age,carries,max_load,phone,car_seats
吴样一,甲村,40,2,4,19900020001,0
郑样二,乙村,41,2,4,1990002002,4
王样三,丙村,42,2,4,1990002003,0
"""
PLACES = """code,town,name,kind,lon,lat,hazards
P1,练习镇,甲村,village,115.98,39.96,山洪
P2,练习镇,乙村,village,116.00,39.94,山洪
P3,练习镇,丙村,village,116.04,40.00,山洪
P4,练习镇,丁村,village,,,山洪
"""
SHELTERS = """id,name,town,kind,lon,lat,capacity,confirmed
S1,岛一小学,练习镇,safety_island,116.02,39.98,6,no
S2,岛二小学,练习镇,safety_island,116.04,39.96,8,yes
"""
THRESHOLDS = """place,soil,level,h1_mm,h3_mm,h6_mm,h24_mm,source,confirmed
*,normal,prepare,30,50,70,100,练习值,no
*,normal,go,45,70,100,150,练习值,yes
"""
LATER = T0 + timedelta(minutes=10)


@dataclass(frozen=True)
class Night:
    path: Path
    drill: bool


def new_night(folder: Path, *, drill: bool = True, people: str = PEOPLE, planned: bool = True) -> Night:
    """Three placed villages and an unplaced one under GO, planned, one road closed, one person arrived."""
    changes = {
        "people.csv": people,
        "helpers.csv": HELPERS,
        "places.csv": PLACES,
        "shelters.csv": SHELTERS,
        "thresholds.csv": THRESHOLDS,
    }
    path = folder / "夜.daolian"
    new_file(
        path,
        read_pack(write_pack(folder / "pack", changes)),
        surroundings(),
        drill=drill,
        plain=True,
        passphrase=None,
        sample=drill,
        at=T0,
        operator=OFFICER,
    )
    if planned:
        with open_again(path) as store:
            _order_and_plan(store)
    return Night(path, drill)


def _order_and_plan(store: Store) -> None:
    villages = tuple(PlaceCode(f"P{number}") for number in range(1, 5))
    order(store, places=villages, level=Trigger.GO, at=T0, operator=OFFICER)
    set_level(store, level="一级", scope="练习镇", issuer="区防指", at=T0, operator=OFFICER)
    adopt_plan(
        store,
        plan=make_plan(planning_case(store, T0), lambda _share: None, lambda: False),
        at=T0,
        operator=OFFICER,
    )
    close_link(store, link=LinkId("L8"), start=LATER, at=T0, operator=OFFICER, source="练习")
    tick(store, shelter=ShelterId("S1"), item="plates", who="示老师", at=LATER, operator=OFFICER)
    first = people_of_house(store, "H4")[:1]
    check_in(store, persons=first, place=ShelterId("S2"), at=LATER, operator=OFFICER, evidence=Evidence.CARD)


def case_of(night: Night, selection: Selection = ALL, at: datetime = LATER) -> PaperCase:
    store = open_store(night.path, surroundings(9), write=False)
    try:
        return paper_case(store, at, selection)
    finally:
        store.close()
