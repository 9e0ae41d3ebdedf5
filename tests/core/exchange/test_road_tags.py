"""What OSM tags mean, case by case as the wiki defines them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.plans import Mode
from core.exchange.road_maps.lines import Facts
from core.exchange.road_maps.osm_tags import (
    CLASS_MODES,
    MODES,
    WayUse,
    is_ford,
    name_of,
    one_direction,
    read_way,
    stops_vehicles,
)
from core.exchange.road_maps.problems import RoadProblem

ALL = ()
FEET = ("walk", "carried")
MOTORS = ("car", "bus")


def use_of(**tags: str) -> WayUse:
    use = read_way({key.replace("__", ":"): value for key, value in tags.items()}, Counter())
    assert isinstance(use, WayUse)
    return use


def facts_of(**tags: str) -> Facts:
    return use_of(**tags).facts


# tags -> modes
USERS: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({"highway": "motorway"}, MOTORS),
    ({"highway": "motorway_link", "foot": "yes"}, ALL),
    ({"highway": "trunk"}, ALL),
    ({"highway": "trunk", "motorroad": "yes"}, MOTORS),
    ({"highway": "residential"}, ALL),
    ({"highway": "service"}, ALL),
    ({"highway": "busway"}, ("bus",)),
    ({"highway": "track"}, FEET),
    ({"highway": "track", "tracktype": "grade2"}, (*FEET, "car")),
    ({"highway": "track", "tracktype": "grade4"}, FEET),
    ({"highway": "track", "motor_vehicle": "yes"}, (*FEET, "car")),
    ({"highway": "path"}, FEET),
    ({"highway": "path", "sac_scale": "hiking"}, FEET),
    ({"highway": "path", "sac_scale": "mountain_hiking"}, ("walk",)),
    ({"highway": "footway"}, FEET),
    ({"highway": "footway", "bus": "yes"}, (*FEET, "bus")),
    ({"highway": "steps"}, ("walk",)),
    ({"highway": "steps", "foot": "yes"}, ("walk",)),
    ({"highway": "residential", "access": "no", "foot": "yes"}, FEET),
    ({"highway": "residential", "access": "no", "bus": "designated"}, ("bus",)),
    ({"highway": "residential", "motor_vehicle": "no"}, FEET),
    ({"highway": "residential", "motor_vehicle": "no", "psv": "yes"}, (*FEET, "bus")),
    ({"highway": "residential", "motor_vehicle": "private", "motorcar": "permissive"}, (*FEET, "car")),
    ({"highway": "residential", "access": "destination"}, ALL),
    ({"highway": "primary", "foot": "use_sidepath"}, MOTORS),
    ({"highway": "residential", "smoothness": "horrible"}, FEET),
    ({"highway": "residential", "maxwidth": "2.3"}, (*FEET, "car")),
    ({"highway": "residential", "maxwidth": "1.8 m"}, FEET),
    ({"highway": "residential", "maxheight": "2.5"}, (*FEET, "car")),
    ({"highway": "residential", "maxheight": "1.9 m"}, FEET),
    ({"highway": "residential", "maxheight": "default"}, ()),
    ({"highway": "residential", "width": "2.9"}, (*FEET, "car")),
    ({"highway": "residential", "width": "3.5"}, ALL),
    ({"highway": "residential", "width": "200 cm"}, FEET),
]


@pytest.mark.parametrize(("tags", "modes"), USERS, ids=lambda value: str(value))
def test_who_may_use_a_way(tags: dict[str, str], modes: tuple[str, ...]) -> None:
    assert facts_of(**tags).modes == modes


@pytest.mark.parametrize(
    ("tags", "rule"),
    [
        ({"highway": "proposed"}, RoadProblem.NOT_A_ROAD),
        ({"highway": "construction"}, RoadProblem.NOT_A_ROAD),
        ({"highway": "platform"}, RoadProblem.NOT_A_ROAD),
        ({"highway": "path", "sac_scale": "alpine_hiking"}, RoadProblem.NOT_A_ROAD),
        ({"highway": "track", "ford": "boat"}, RoadProblem.NOT_A_ROAD),
        ({"highway": "service", "access": "private"}, RoadProblem.CLOSED_TO_ALL),
        ({"highway": "footway", "foot": "no"}, RoadProblem.CLOSED_TO_ALL),
    ],
)
def test_what_is_no_road(tags: dict[str, str], rule: str) -> None:
    assert read_way(tags, Counter()) == rule


@pytest.mark.parametrize(
    ("tags", "oneway", "backward"),
    [
        ({"highway": "primary"}, False, False),
        ({"highway": "primary", "oneway": "yes"}, True, False),
        ({"highway": "primary", "oneway": "true"}, True, False),
        ({"highway": "primary", "oneway": "-1"}, True, True),
        ({"highway": "primary", "oneway": "no"}, False, False),
        ({"highway": "primary", "oneway": "alternating"}, False, False),
        ({"highway": "primary", "oneway": "sideways"}, False, False),
        ({"highway": "primary", "junction": "roundabout"}, True, False),
        ({"highway": "primary", "junction": "circular"}, True, False),
        ({"highway": "motorway"}, True, False),
        ({"highway": "motorway", "oneway": "no"}, False, False),
        ({"highway": "motorway_link"}, False, False),
        ({"highway": "footway", "oneway": "yes"}, False, False),
        ({"highway": "footway", "oneway:foot": "yes"}, True, False),
    ],
)
def test_one_way_roads(tags: dict[str, str], oneway: bool, backward: bool) -> None:
    use = read_way(tags, Counter())
    assert isinstance(use, WayUse)
    assert (use.facts.oneway, use.backward) == (oneway, backward)


@pytest.mark.parametrize(
    ("value", "speed"),
    [
        ("60", 60),
        ("60 km/h", 60),
        ("40 mph", 64.37376),
        ("12.5", 12.5),
        *((value, None) for value in ("CN:urban", "none", "walk", "0", "", "9" * 400, "-5", "1e9", "30;50")),
    ],
)
def test_speeds(value: str, speed: float | None) -> None:
    assert facts_of(highway="primary", maxspeed=value).speed_kmh == (None if speed is None else pytest.approx(speed))
    assert facts_of(highway="footway", maxspeed=value).speed_kmh is None


@pytest.mark.parametrize(
    ("tags", "crossing"),
    [
        ({"bridge": "yes"}, "bridge"),
        ({"bridge": "viaduct"}, "bridge"),
        ({"bridge": "no"}, ""),
        ({"bridge": "low_water_crossing"}, "low_water"),
        ({"tunnel": "yes"}, "tunnel"),
        ({"tunnel": "building_passage"}, ""),
        ({"ford": "yes"}, "low_water"),
        ({"ford": "stepping_stones", "bridge": "yes"}, "bridge|low_water"),
        ({"layer": "1"}, ""),
    ],
)
def test_crossings(tags: dict[str, str], crossing: str) -> None:
    assert facts_of(highway="unclassified", **tags).crossing == crossing


def test_what_nobody_understands_is_counted() -> None:
    unread: Counter[tuple[str, str]] = Counter()
    for _ in range(2):
        read_way({"highway": "primary", "maxspeed": "schnell", "width": "breit"}, unread)
    assert unread == {("maxspeed", "schnell"): 2, ("width", "breit"): 2}


def test_numbered_roads_begin_with_their_number() -> None:
    assert name_of({"name": "京拉线", "ref": "G109"}) == "G109 京拉线"
    assert name_of({"name": "G109 国道", "ref": "G109"}) == "G109 国道"
    assert name_of({"name": "村路", "ref": "Y001"}) == "村路"
    assert name_of({"ref": "S219;S241"}) == "S219"
    assert name_of({}) == ""


def test_what_stands_on_a_node() -> None:
    assert stops_vehicles({"barrier": "bollard"})
    assert not stops_vehicles({"barrier": "gate"})
    assert stops_vehicles({"barrier": "gate", "access": "private"})
    assert stops_vehicles({"barrier": "lift_gate", "motor_vehicle": "no"})
    assert stops_vehicles({"barrier": "gate", "locked": "yes"})
    assert not stops_vehicles({"barrier": "gate", "locked": "yes", "motor_vehicle": "yes"})
    assert not stops_vehicles({"access": "private"})
    assert not stops_vehicles({"barrier": "block", "motor_vehicle": "yes"})
    assert is_ford({"ford": "yes"})
    assert is_ford({"highway": "ford"})
    assert not is_ford({"ford": "no"})


def test_the_modes_are_those_of_the_plan() -> None:
    assert {mode for modes in CLASS_MODES.values() for mode in modes} == {mode.value for mode in Mode} == set(MODES)


WORDS = st.sampled_from(["yes", "no", "-1", "private", "designated", "2.3", "grade1", "bridge", "", "全"]) | st.text()
KEYS = (
    *("access", "foot", "motor_vehicle", "bus", "oneway", "oneway:foot", "maxspeed", "width", "maxwidth", "bridge"),
    *("tunnel", "ford", "junction", "tracktype", "sac_scale", "smoothness", "motorroad", "name", "ref"),
)
TAGS = st.dictionaries(
    st.sampled_from(KEYS),
    WORDS,
)


@given(highway=st.sampled_from(sorted(CLASS_MODES)) | st.text(), tags=TAGS)
def test_any_tags_give_a_road_or_a_reason(highway: str, tags: dict[str, str]) -> None:
    use = read_way({**tags, "highway": highway}, Counter())
    if isinstance(use, str):
        assert use in (RoadProblem.NOT_A_ROAD, RoadProblem.CLOSED_TO_ALL)
        return
    facts = use.facts
    assert set(facts.modes) < set(MODES)  # all four are said by none
    assert facts.speed_kmh is None or 0 < facts.speed_kmh < 1e7
    assert facts.oneway or not use.backward


@given(value=st.text())
def test_any_direction_is_read_or_not(value: str) -> None:
    read = one_direction(value)
    assert read is None or read[0] or not read[1]
