"""A pack of three villages, written file by file, for tests to bend."""

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "pack.toml": 'title = "三村"\ndistrict = "示例区"\ndatum = "wgs84"\nsources = ["手画"]\n',
    "outline.csv": "ring,lon,lat\n0,115.9,39.9\n0,116.1,39.9\n0,116.1,40.1\n0,115.9,40.1\n",
    "places.csv": (
        "code,town,name,kind,lon,lat,hazards,gauges\n"
        "001,东镇,甲村,village,116.00,40.00,山洪|地灾,g1:2|g2:1\n"
        "002,东镇,乙村,village,116.02,40.00,,\n"
        "003,西镇,甲村,community,,,,\n"
    ),
    "shelters.csv": "id,name,town,kind,lon,lat,capacity,step_free\nS1,东小学,东镇,safety_island,116.01,40.01,120,yes\n",
    "road_nodes.csv": "node,lon,lat\nn1,116.0,40.0\nn2,116.02,40.0\n",
    "road_links.csv": (
        "link,from_node,to_node,length_m,via_lon_lat,modes,capacity_pph,crossing,walk_s\n"
        'L1,n1,n2,1700,"116.005,40.001 116.01,40.002",walk|car,600,low_water,0\n'
    ),
    "stations.csv": "id,name,lon,lat\ng1,甲站,116.0,40.0\ng2,乙站,,\n",
    "rain.csv": "station,time,mm,minutes,kind\ng1,2023-07-30T01:00,12.5,,\ng1,2023-07-30T01:10,3,10,observed\n",
    "thresholds.csv": (
        "place,soil,level,h1_mm,h3_mm,h6_mm,h24_mm,source,confirmed\n*,normal,go,45,70,100,,占位,no\n001,wet,go,30,,,,村里,yes\n"
    ),
    "closures.csv": "link,from,until,kind,modes,source\nL1,2023-07-30T02:00,,observed,car,某人\n",
    "fleet.csv": "id,kind,seats,wheelchair,stretcher,depot,from,until,driver\nV1,bus,45,,,n1,,,\n",
    "institutions.csv": "id,name,place,kind,heads,cannot_walk,low_ground\nJ1,敬老院,乙村,care_home,30,12,1\n",
    "speeds.csv": "mobility,light,rain,factor\nslow,night,*,1.8\n",
    "delays.csv": "mobility,light,minutes\n*,*,20\n",
    "people.csv": (
        "household,name,place,mobility,hazards,id_number,needs\n"
        "东-1,王虚甲,001,walks,山洪,,\n"
        "东-1,李虚乙,东镇/甲村,slow,山洪,,降压药|氧气\n"
        "东-2,张虚丙,乙村,bedridden,,,\n"
    ),
    "helpers.csv": "name,place,age,carries,max_load,night,household\n赵虚丁,乙村,40,2,4,,东-2\n",
}


@pytest.fixture
def small_pack(tmp_path: Path) -> Callable[..., Path]:
    """Writes the three villages into a folder, with files replaced (`places_csv=…`) or left out (None)."""

    def write(**changed: str | None) -> Path:
        folder = tmp_path / "pack"
        folder.mkdir(exist_ok=True)
        files: dict[str, str | None] = dict(FILES)
        for name, text in changed.items():
            stem, _, ending = name.rpartition("_")
            files[f"{stem}.{ending}"] = text
        for name, content in files.items():
            if content is not None:
                (folder / name).write_bytes(content.encode("utf-8"))
        return folder

    return write
