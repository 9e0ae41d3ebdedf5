"""Reading packs: what comes out of a good one, and what is said about each kind of bad one."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from core.domain.findings import Refusal, Rule
from core.domain.hazards import RainInterval, Soil, Threshold, Trigger
from core.domain.ids import HouseholdId, PlaceCode, StationId
from core.domain.people import Hazard, Mobility
from core.domain.places import Position
from core.exchange.cells import Problem
from core.exchange.packs import read_pack
from core.exchange.people import HelperRow, PersonRow

Small = Callable[..., Path]
PEOPLE = "household,name,place,mobility,hazards\n"
PLACES = "code,town,name,kind,lon,lat\n"


def test_a_good_pack(small_pack: Small) -> None:
    pack = read_pack(small_pack())
    assert (pack.title, pack.district, pack.sources) == ("三村", "示例区", ("手画",))
    assert [town.name for town in pack.towns] == ["东镇", "西镇"]
    first, _, third = pack.places
    assert first.hazards == (Hazard.FLASH_FLOOD, Hazard.LANDSLIDE)
    assert first.gauges == (("g1", 2.0), ("g2", 1.0))
    assert third.position is None
    link = pack.links[0]
    assert link.via == (Position(116.005, 40.001), Position(116.01, 40.002))
    assert (link.modes, link.capacity_pph, link.walk_s, link.crossing) == (("walk", "car"), 600, 0, "low_water")
    assert pack.shelters[0].step_free is True
    assert pack.shelters[0].confirmed is False
    assert pack.rain == (
        RainInterval(StationId("g1"), datetime(2023, 7, 29, 17, tzinfo=UTC), 12.5),
        RainInterval(StationId("g1"), datetime(2023, 7, 29, 17, 10, tzinfo=UTC), 3, 10),
    )
    assert pack.thresholds[1] == Threshold("001", Soil.WET, Trigger.GO, (30, None, None, None), "村里", True)
    assert (pack.closures[0].end, pack.closures[0].modes) == (None, ("car",))
    assert pack.institutions[0].place == "002"
    assert pack.people[1] == PersonRow(
        HouseholdId("东-1"), "李虚乙", PlaceCode("001"), Mobility.SLOW, (Hazard.FLASH_FLOOD,), needs=("降压药", "氧气")
    )
    assert pack.helpers == (HelperRow("赵虚丁", PlaceCode("002"), 40, 2, 4, household=HouseholdId("东-2")),)
    assert pack.counts["people"] == 3
    assert pack.counts["streams"] == 0
    assert pack.findings == ()
    assert pack.outline[0][0] == (115.9, 39.9)


def test_only_three_tables_are_required(tmp_path: Path, small_pack: Small) -> None:
    folder = small_pack()
    for path in folder.iterdir():
        if path.name not in ("pack.toml", "places.csv", "people.csv"):
            path.unlink()
    (folder / "places.csv").write_text(PLACES + "001,东镇,甲村,village,116,40\n", encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    pack = read_pack(folder)
    assert len(pack.places) == 1
    assert (pack.people, pack.links) == ((), ())


def test_zip_with_a_folder_bom_and_crlf(tmp_path: Path, small_pack: Small) -> None:
    folder = small_pack()
    expected = read_pack(folder)
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        for path in folder.iterdir():
            archive.writestr(f"三村/{path.name}", b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_pack(tmp_path / "pack.zip") == expected


def test_people_from_xlsx(small_pack: Small) -> None:
    folder = small_pack(people_csv=None)
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        rows = [[*PEOPLE.strip().split(","), "birth"], ["东-2", "张虚丙", "002", "walks", "", 1950], ["东-9"]]
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    (folder / "people.xlsx").write_bytes(data.getvalue())
    with pytest.raises(Refusal) as refusal:
        read_pack(folder)
    assert {(finding.where, finding.line) for finding in refusal.value.findings} == {("people.xlsx", 3)}
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        read_pack(folder)
    assert Problem.TWO_TABLES in {finding.rule for finding in refusal.value.findings}


def test_a_year_in_xlsx_is_no_float(small_pack: Small) -> None:
    folder = small_pack(people_csv=None, helpers_csv=None)
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*PEOPLE.strip().split(","), "birth"])
        sheet.write_row(1, 0, ["东-2", "张虚丙", "002", "walks", "", 1950])
    (folder / "people.xlsx").write_bytes(data.getvalue())
    assert read_pack(folder).people[0].birth == "1950"


def test_unknown_columns_and_files_are_findings(small_pack: Small) -> None:
    folder = small_pack(people_csv="colour," + PEOPLE + "red,东-2,张虚丙,002,walks,\n")
    (folder / "notes.txt").write_text("x")
    pack = read_pack(folder)
    assert {(item.rule, item.where, item.column) for item in pack.findings} == {
        (Problem.UNKNOWN_COLUMN, "people.csv", "colour"),
        (Problem.UNKNOWN_FILE, "notes.txt", ""),
    }
    assert not any(item.error for item in pack.findings)


def test_odd_people_are_findings(small_pack: Small) -> None:
    people = "household,name,place,mobility,hazards,id_number\na,张虚丙,002,walks,,1\nb,张虚丙,002,walks,,1\n"
    pack = read_pack(small_pack(people_csv=people))
    assert {(item.rule, item.where, item.line) for item in pack.findings} == {
        (Problem.DUPLICATE_ID_NUMBER, "people.csv", 3),
        (Problem.UNKNOWN_HOUSEHOLD, "helpers.csv", 2),
    }
    assert len(pack.people) == 2


LINKS = "link,from_node,to_node,length_m,capacity_pph,walk_s,modes,oneway\n"
SHELTERS = "id,name,town,kind,lon,lat,capacity\n"
RAIN = "station,time,mm,minutes\n"
CLOSURES = "link,from,until,kind,modes,source\n"
BAD = [
    ("places_csv", None, Problem.MISSING_TABLE, "", None),
    ("people_csv", None, Problem.MISSING_TABLE, "", None),
    ("pack_toml", None, Problem.MISSING_TABLE, "", None),
    ("pack_toml", "title = \n", Problem.NOT_TOML, "", None),
    ("pack_toml", 'title = "x"\ndatum = "wgs84"\n', Problem.MISSING_VALUE, "district", None),
    ("pack_toml", 'title="x"\ndistrict="y"\ndatum="cgcs"\n', Problem.BAD_VALUE, "datum", None),
    ("people_csv", "household,name,place,mobility\n", Problem.MISSING_COLUMN, "hazards", 1),
    ("people_csv", PEOPLE.replace("name", "place", 1), Problem.DOUBLE_COLUMN, "place", 1),
    ("people_csv", PEOPLE + ",张虚丙,002,walks,\n", Problem.MISSING_VALUE, "household", 2),
    ("people_csv", PEOPLE + "\na,张虚丙,002,flies,\n", Problem.BAD_VALUE, "mobility", 3),
    ("people_csv", PEOPLE + "a,张虚丙,002,walks,火灾\n", Problem.BAD_VALUE, "hazards", 2),
    ("people_csv", PEOPLE + "a,张虚丙,甲村,walks,\n", Problem.AMBIGUOUS_PLACE, "place", 2),
    ("people_csv", PEOPLE + "a,张虚丙,丙村,walks,\n", Problem.UNKNOWN_PLACE, "place", 2),
    ("people_csv", PEOPLE + "a,张虚丙,002,walks,,x\n", Problem.TOO_MANY_CELLS, "", 2),
    ("people_csv", PEOPLE + 'a,"张"虚丙,002,walks,\n', Problem.NOT_A_TABLE, "", 2),
    ("helpers_csv", "name,place,age,carries,max_load\n甲,9,40,2,3\n", Problem.UNKNOWN_PLACE, "place", 2),
    ("helpers_csv", "name,place,age,carries,max_load\n甲,002,40,3,3\n", Problem.TOO_LARGE, "carries", 2),
    ("helpers_csv", "name,place,age,carries,max_load\n甲,002,40.5,1,3\n", Problem.NOT_WHOLE, "age", 2),
    ("helpers_csv", "name,place,age,carries,max_load,night\n甲,002,40,1,3,maybe\n", Problem.BAD_FLAG, "night", 2),
    ("places_csv", PLACES + "002,东镇,乙村,village,116,x\n", Problem.NOT_A_NUMBER, "lat", 2),
    ("places_csv", PLACES + "002,东镇,乙村,village,nan,40\n", Problem.NOT_A_NUMBER, "lon", 2),
    ("places_csv", PLACES + "002,东镇,乙村,village,116,\n", Problem.HALF_POSITION, "lat", 2),
    ("places_csv", PLACES + "002,东镇,乙村,village,117,40\n", Problem.OUTSIDE_OUTLINE, "lon", 2),
    ("places_csv", PLACES + "002,东镇,乙村,village,40,116\n", Problem.LON_LAT_SWAPPED, "lon", 2),
    ("places_csv", PLACES + "002,东镇,乙村,city,116,40\n", Problem.BAD_VALUE, "kind", 2),
    ("places_csv", PLACES + "002,东镇,乙村,village,,\n002,东镇,丙村,village,,\n", Problem.DUPLICATE, "code", 3),
    ("outline_csv", "ring,lon,lat\n0,115,39\n0,117,39\n", Problem.SHORT_RING, "ring", None),
    ("shelters_csv", SHELTERS + "S1,校,东镇,school,116,40,9\n", Problem.BAD_VALUE, "kind", 2),
    ("shelters_csv", SHELTERS + "S1,校,东镇,hall,116,40,-9\n", Problem.NEGATIVE, "capacity", 2),
    ("shelters_csv", SHELTERS + "S1,校,东镇,hall,116,40,1e30\n", Problem.TOO_LARGE, "capacity", 2),
    ("shelters_csv", SHELTERS + "S1,校,东镇,hall,,,9\n", Problem.MISSING_VALUE, "lon", 2),
    ("shelters_csv", SHELTERS + "S1,校,东镇,hall,116,40.2,9\n", Problem.OUTSIDE_OUTLINE, "lon", 2),
    ("road_links_csv", LINKS + "L1,n1,n9,5,,,,\n", Problem.UNKNOWN_NODE, "to_node", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,-5,,,,\n", Problem.NEGATIVE, "length_m", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,1e12,,,,\n", Problem.TOO_LARGE, "length_m", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,5,,1e15,,\n", Problem.TOO_LARGE, "walk_s", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,5,-1,,,\n", Problem.NEGATIVE, "capacity_pph", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,5,,-1,,\n", Problem.NEGATIVE, "walk_s", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,5,,,boat,\n", Problem.BAD_VALUE, "modes", 2),
    ("road_links_csv", LINKS + "L1,n1,n2,5,,,,2\n", Problem.BAD_FLAG, "oneway", 2),
    ("closures_csv", CLOSURES + "L9,2023-07-30T02:00,,observed,,\n", Problem.UNKNOWN_LINK, "link", 2),
    ("closures_csv", CLOSURES + "L1,30/07/2023,,observed,,\n", Problem.BAD_TIME, "from", 2),
    (
        "closures_csv",
        CLOSURES + "L1,2023-07-30T02:00,2023-07-30T01:00,observed,,\n",
        Problem.EMPTY_INTERVAL,
        "until",
        2,
    ),
    ("speeds_csv", "mobility,light,rain,factor\nwalks,*,*,0\n", Problem.TOO_SMALL, "factor", 2),
    ("delays_csv", "mobility,light,minutes\nwalks,*,1e15\n", Problem.TOO_LARGE, "minutes", 2),
    ("rain_csv", RAIN + "g9,2023-07-30T01:00,1,\n", Problem.UNKNOWN_STATION, "station", 2),
    ("rain_csv", RAIN + "g1,2023-07-30T01:00,-1,\n", Problem.NEGATIVE, "mm", 2),
    ("rain_csv", RAIN + "g1,2023-07-30T01:00,1,0\n", Problem.EMPTY_INTERVAL, "minutes", 2),
    ("rain_csv", RAIN + "g1,2023-07-30T01:00,1,\ng1,2023-07-30T01:30,1,\n", Problem.OVERLAPPING_INTERVAL, "time", 3),
]


@pytest.mark.parametrize(("file", "text", "rule", "column", "line"), BAD)
def test_each_error_says_where_and_what(
    small_pack: Small, file: str, text: str | None, rule: str, column: str, line: int | None
) -> None:
    with pytest.raises(Refusal) as refusal:
        read_pack(small_pack(**{file: text}))
    assert refusal.value.rule == Rule.PACK_ERRORS
    found = [item for item in refusal.value.findings if item.rule == rule and item.column == column]
    assert [(item.line, item.error) for item in found] == [(line, True)], refusal.value.findings
    assert found[0].where.startswith(file.rpartition("_")[0])
    assert refusal.value.facts["count"] == sum(item.error for item in refusal.value.findings)
    assert refusal.value.facts["first"] == refusal.value.findings[0].rule


def test_one_bad_row_is_one_error_and_not_one_for_all_who_refer_to_it(small_pack: Small) -> None:
    with pytest.raises(Refusal) as refusal:
        read_pack(small_pack(road_nodes_csv="node,lon,lat\nn1,116.0,40.0\nn2,x,40.0\n"))
    assert [(item.where, item.line) for item in refusal.value.findings] == [("road_nodes.csv", 3)]


def test_all_errors_come_at_once(small_pack: Small) -> None:
    with pytest.raises(Refusal) as refusal:
        read_pack(small_pack(people_csv=PEOPLE + "a,甲,9,walks,\nb,乙,002,walks,\n,丙,002,x,\n"))
    found = {(item.line, item.column) for item in refusal.value.findings if item.where == "people.csv"}
    assert found == {(2, "place"), (4, "household"), (4, "mobility")}
    assert refusal.value.facts["count"] == 3


def test_a_table_in_another_encoding_is_named(small_pack: Small) -> None:
    folder = small_pack()
    (folder / "people.csv").write_bytes((PEOPLE + "a,张虚丙,乙村,walks,\n").encode("gb18030"))
    with pytest.raises(Refusal) as refusal:
        read_pack(folder)
    assert [(item.rule, item.where, item.line) for item in refusal.value.findings if item.error] == [
        (Problem.NOT_UTF8, "people.csv", 2)
    ]


def test_broken_relief_is_an_error(small_pack: Small) -> None:
    folder = small_pack()
    (folder / "relief.npz").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(Refusal) as refusal:
        read_pack(folder)
    assert refusal.value.facts["first"] == Problem.NOT_RELIEF


@pytest.mark.parametrize(("name", "rule"), [("none", Rule.NO_SUCH_FILE), ("file", Rule.NOT_A_FOLDER)])
def test_what_is_no_pack_at_all(tmp_path: Path, name: str, rule: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal) as refusal:
        read_pack(tmp_path / name)
    assert refusal.value.rule == rule


def test_gcj02_comes_out_as_wgs84(small_pack: Small) -> None:
    plain = read_pack(small_pack())
    toml = 'title = "三村"\ndistrict = "示例区"\ndatum = "gcj02"\n'
    moved = read_pack(small_pack(pack_toml=toml))
    before, after = plain.nodes[0].position, moved.nodes[0].position
    metres = ((before.lon - after.lon) * 85_000, (before.lat - after.lat) * 111_000)
    assert 400 < (metres[0] ** 2 + metres[1] ** 2) ** 0.5 < 700
