"""What a table to be filled in looks like: its columns in our words, what may stand in them, and examples."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.people import Hazard
from core.exchange.office.cells_out import cells_of, columns_of, our_cells
from core.exchange.office.header_words import HEADER_WORDS, NEEDED, label
from core.exchange.office.office_words import KINDS, MOBILITY
from core.exchange.office.place_words import PlaceFinder
from core.exchange.office.reading import REQUIRED
from core.exchange.office.sheets_out import SheetOut

EXAMPLE = "示例"
_YES_NO = ("是", "否")
_FLAGS = ("step_free", "care", "confirmed", "low_ground", "oneway", "night", "day")
_WITH_TOWN = ("people", "helpers", "institutions")

_EXAMPLES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "people": (
        {
            "household": "韭-001", "name": "王示例", "town": "王平镇", "place": "韭园村", "mobility": "能走",
            "hazards": "山洪",
            "id_number": "110109195705064523", "phone": "1990004657", "birth": "1957-05-06", "sex": "女",
            "address": "韭园村1号", "needs": "降压药", "ledger": "防汛",
        },
        {
            "household": "韭-001", "name": "李示例", "town": "王平镇", "place": "韭园村", "mobility": "卧床",
            "hazards": "山洪|危房",
            "birth": "1949", "sex": "男", "needs": "氧气",
        },
    ),
    "helpers": (
        {
            "name": "张示例", "town": "王平镇", "place": "韭园村", "age": "44", "carries": "2", "max_load": "5",
            "phone": "1990007328", "car_seats": "4", "night": "是", "household": "韭-002",
        },
    ),
    "shelters": (
        {
            "id": "SI-01", "name": "示例小学", "town": "王平镇", "kind": "安全岛", "lon": "116.02", "lat": "39.98",
            "capacity": "120", "rooms": "6", "m2_per_person": "2", "step_free": "是", "confirmed": "否",
        },
    ),
    "rooms": (
        {
            "id": "SI-01-01", "shelter": "SI-01", "plate": "应急安置室一", "everyday": "一(1)班", "beds": "27",
            "care": "是", "floor": "1", "step_free": "是", "confirmed": "否",
        },
    ),
    "fleet": (
        {"id": "京A00000", "kind": "中巴", "seats": "18", "wheelchair": "0", "stretcher": "0", "driver": "刘示例"},
    ),
    "institutions": (
        {
            "id": "JG-01", "name": "示例养老院", "town": "王平镇", "place": "韭园村", "kind": "养老院", "heads": "30",
            "cannot_walk": "12", "low_ground": "是", "contact": "陈示例 1990006076", "capacity": "60",
        },
    ),
    "thresholds": (
        {
            "place": "王平镇/韭园村", "soil": "中", "level": "立即转移", "h1_mm": "45", "h3_mm": "70", "h6_mm": "100",
            "source": "山洪灾害调查评价", "confirmed": "否",
        },
    ),
    "rain": ({"station": "54505", "time": "2023-07-30 20:00", "mm": "12.5", "minutes": "60", "kind": "实测"},),
    "closures": ({"link": "12", "from": "2023-07-30 20:00", "kind": "实测", "modes": "车", "source": "村里电话"},),
    "stations": (
        {"id": "G1", "name": "示例站", "lon": "116.02", "lat": "39.98", "elevation_m": "210", "kind": "rain"},
    ),
    "places": (
        {
            "code": "110109000000", "town": "王平镇", "name": "示例村", "kind": "村", "lon": "116.02", "lat": "39.98",
            "hazards": "山洪|地灾",
        },
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """`word` stands over it; `choices` empty where anything may stand there."""

    field: str
    word: str
    needed: bool
    choices: tuple[str, ...]


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in the order in which they are exported and asked for."""
    must = {group[0] for group in (*NEEDED[table], *REQUIRED.get(table, ()))}
    fields: list[str] = []
    for name in columns_of(table):
        if name == "place" and table in _WITH_TOWN:
            fields.append("town")
        fields.append(name)
    return tuple(Column(name, label(table, name), name in must, _choices(table, name)) for name in fields)


def _choices(table: str, name: str) -> tuple[str, ...]:
    if name in _FLAGS:
        return _YES_NO
    if name == "mobility" and table == "people":
        return tuple(words[0] for words in MOBILITY.values())
    if name == "hazards":
        return tuple(hazard.value for hazard in Hazard)
    if name == "sex":
        return ("男", "女")
    kinds = KINDS.get(f"{table}.{name}", {})
    return tuple(words[0] for words in kinds.values())


def template_sheet(table: str, name: str) -> SheetOut:
    """The sheet to fill in: a column of numbers,
    then the table's; rows marked 示例 are left out when it comes back."""
    asked = columns(table)
    header = (label(table, "serial"), *(f"*{column.word}" if column.needed else column.word for column in asked))
    rows = [(EXAMPLE, *(row.get(column.field, "") for column in asked)) for row in _EXAMPLES.get(table, ())]
    lists = {number: column.choices for number, column in enumerate(asked, 1) if column.choices}
    return SheetOut(name, header, rows, lists, faint=len(rows))


def export_sheet(table: str, name: str, values: Iterable[Any], places: PlaceFinder) -> SheetOut:
    """Every value of a table in our words; reading it again gives the same values."""
    asked = columns(table)
    rows = (our_cells(table, cells_of(table, value), places) for value in values)
    return SheetOut(
        name,
        tuple(column.word for column in asked),
        (tuple(cells.get(column.field, "") for column in asked) for cells in rows),
        {number: column.choices for number, column in enumerate(asked) if column.choices},
    )


def known_tables() -> tuple[str, ...]:
    return tuple(HEADER_WORDS)
