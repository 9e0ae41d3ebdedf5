"""resources/mentougou is a pack without errors, and its register is the generator's."""

from collections import Counter
from datetime import date

import pytest

from core.domain.people import Mobility
from core.exchange import table_writer
from core.exchange.pack import Pack
from core.exchange.packs import read_pack
from core.exchange.sample_names import INVENTED, check_character
from core.exchange.sample_register import SampleRegister, sample_register
from core.resources import resource
from core.storm.replay import load_replay

SEED = 23
MAX_BYTES = 1_000_000


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(resource("mentougou"))


@pytest.fixture(scope="module")
def register(pack: Pack) -> SampleRegister:
    return sample_register(pack.places, pack.towns, pack.nodes, SEED)


def test_counts(pack: Pack) -> None:
    expected = {"places": 304, "towns": 13, "shelters": 27, "road_nodes": 241, "road_links": 289, "stations": 21}
    expected |= {"outline": 377, "river": 4, "streams": 90, "closures": 0, "fleet": 60, "rain": 0}
    assert {name: pack.counts[name] for name in expected} == expected
    assert pack.findings == ()
    assert pack.relief is not None
    assert "示意数据" in pack.title
    assert sum(place.position is None for place in pack.places) == 189


def test_islands_are_candidates_with_the_rule_behind_their_capacity(pack: Pack) -> None:
    for shelter in pack.shelters:
        assert shelter.rooms is not None
        assert shelter.m2_per_person == 2.0
        assert shelter.capacity == int(shelter.rooms * 54 / 2.0)
        assert not shelter.confirmed
    assert [shelter.id for shelter in pack.shelters] == [f"SI-{slot:02d}" for slot in range(1, 28)]


def test_roads_hold_together_and_the_replay_knows_them(pack: Pack) -> None:
    beside: dict[str, set[str]] = {}
    for link in pack.links:
        beside.setdefault(link.from_node, set()).add(link.to_node)
        beside.setdefault(link.to_node, set()).add(link.from_node)
    seen, stack = set(), ["1"]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack.extend(beside[node])
    assert seen == {node.id for node in pack.nodes}
    links = {link.id for link in pack.links}
    replay = load_replay("23-7", {})
    assert {closure.link for closure in replay.closures} <= links
    assert {name for name, _ in replay.town_gauges} - {"*"} == {town.name for town in pack.towns}


def test_thresholds_are_unconfirmed_and_say_so(pack: Pack) -> None:
    assert [row.mm for row in pack.thresholds] == [(30, 50, 70, 100), (45, 70, 100, 150)]
    assert not any(row.confirmed for row in pack.thresholds)
    assert all(row.source for row in pack.thresholds)


def test_committed_register_is_the_generators(register: SampleRegister) -> None:
    files = {
        "people.csv": table_writer.people_csv(register.people),
        "helpers.csv": table_writer.helpers_csv(register.helpers),
        "institutions.csv": table_writer.institutions_csv(register.institutions),
        "fleet.csv": table_writer.fleet_csv(register.fleet),
    }
    for name, data in files.items():
        assert resource("mentougou", name).read_bytes() == data, name


def test_what_is_written_is_what_is_read(pack: Pack, register: SampleRegister) -> None:
    assert (pack.people, pack.helpers) == (register.people, register.helpers)
    assert (pack.institutions, pack.fleet) == (register.institutions, register.fleet)


def test_another_seed_is_another_register(pack: Pack, register: SampleRegister) -> None:
    assert sample_register(pack.places, pack.towns, pack.nodes, 24).people != register.people


def test_sizes_and_mixes(pack: Pack) -> None:
    people = pack.people
    households = {person.household for person in people}
    assert 5_700 <= len(people) <= 6_300
    assert len(households) == 2_600
    assert 850 <= len(pack.helpers) <= 950
    shares = {kind: count / len(people) for kind, count in Counter(person.mobility for person in people).items()}
    assert shares[Mobility.WALKS] == pytest.approx(0.74, abs=0.03)
    assert shares[Mobility.SLOW] == pytest.approx(0.18, abs=0.03)
    assert shares[Mobility.WHEELCHAIR] == pytest.approx(0.05, abs=0.015)
    assert shares[Mobility.BEDRIDDEN] == pytest.approx(0.03, abs=0.01)
    unplaced = {place.code for place in pack.places if place.position is None}
    assert sum(person.place in unplaced for person in people) / len(people) == pytest.approx(0.05, abs=0.01)
    assert 3_000 <= sum(bool(person.hazards) for person in people) <= 3_500


def test_a_household_is_in_one_place_and_one_danger(pack: Pack) -> None:
    for household in {person.household for person in pack.people}:
        assert household[1] == "-"
    kept = {(person.household, person.place, person.hazards) for person in pack.people}
    assert len(kept) == 2_600


def test_helpers_differ(pack: Pack) -> None:
    tagged = {person.household for person in pack.people if person.hazards}
    helpers = pack.helpers
    assert all(25 <= helper.age <= 66 and 2 <= helper.max_load <= 5 for helper in helpers)
    assert {helper.carries for helper in helpers} == {0, 1, 2}
    assert {helper.car_seats for helper in helpers} == {0, 4}
    assert any(helper.household in tagged for helper in helpers)
    assert any(not helper.night for helper in helpers)
    places_in_danger = {person.place for person in pack.people if person.hazards}
    for place in places_in_danger:
        here = [helper for helper in helpers if helper.place == place and helper.household not in tagged]
        assert sum(helper.carries == 2 and helper.night for helper in here) >= 2


def test_nobody_is_real(pack: Pack) -> None:
    for person in pack.people:
        assert person.name[1] in INVENTED
        assert len(person.id_number) == 18
        assert person.id_number[-1] != check_character(person.id_number[:17])
        assert person.id_number[6:14] == date.fromisoformat(person.birth).strftime("%Y%m%d")
    phones = [*(row.phone for row in pack.people if row.phone), *(row.phone for row in pack.helpers)]
    assert all(len(phone) == 10 and phone.startswith("199000") for phone in phones)
    assert len(set(phones)) == len(phones)
    assert len({person.id_number for person in pack.people}) == len(pack.people)


def test_no_file_is_large() -> None:
    for path in resource("mentougou").iterdir():
        assert path.stat().st_size < MAX_BYTES, path.name
