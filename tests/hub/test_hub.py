"""The hub is one replica more: whoever pushes and pulls, in any order and any number of times, all hold the same; the
server sees no word of it; and a laptop that may not read does not."""

import random
from pathlib import Path
from typing import Any

import psycopg
import pytest

from core.domain.findings import Refusal, Rule
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, enrol, revoke
from core.operations.hub import pull, push
from core.operations.people import add_person
from core.queries.names import find_person
from core.store.database import Store
from core.store.device import Surroundings
from core.store.hub import connected
from core.store.merging import quarantined
from desktop.surroundings import seeded_bytes
from tests.desks.simulator import Night, _copy, laptop_of, template
from tests.factories import T0, minute

SAID = {"at": minute(1), "operator": ""}


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return template(tmp_path_factory.mktemp("hub"))


@pytest.fixture
def hub_dsn(database: str) -> str:
    with connected(database) as hub:
        hub.init()
        hub.init()  # said twice it changes nothing
    return database


def lived(beginning: Any, seed: int) -> Night:
    night = Night(beginning, seed)
    night.run()
    return night


@pytest.mark.parametrize("seed", [1, 5, 11, 23])
def test_in_any_order_everybody_holds_the_same(beginning: Any, hub_dsn: str, seed: int) -> None:
    """Nights with wrong clocks, forks, copies put back and cut sticks; then some go by the hub, some by a stick too."""
    night, draws = lived(beginning, seed), random.Random(seed)
    with connected(hub_dsn) as hub:
        for _ in range(len(night.desks) * 3):
            desk = draws.choice(night.desks)
            draws.choice((push, pull))(desk.store, hub)
        for desk in night.desks:
            push(desk.store, hub)
        for desk in draws.sample(night.desks, k=len(night.desks)):
            pull(desk.store, hub)
        again = [push(desk.store, hub).new for desk in night.desks]
    assert again == [0] * len(night.desks)
    assert len({desk.store.dump() for desk in night.desks}) == 1
    first = night.desks[0].store
    dump = first.dump()
    first.rebuild()
    assert first.dump() == dump


def test_a_pull_brings_only_what_lies_beyond_the_vector(beginning: Any, hub_dsn: str) -> None:
    night = lived(beginning, 2)
    one, other = night.desks[0].store, night.desks[1].store
    with connected(hub_dsn) as hub:
        push(one, hub)
        pull(other, hub)
        assert pull(other, hub).merged == pull(other, hub).merged
        add_person(one, name="过路人", place="S1", **SAID)
        assert push(one, hub).new == 2  # that he is taken in, and that he has arrived
        taken = pull(other, hub)
    assert (taken.merged.new, taken.closed) == (2, 0)
    assert find_person(other, "过路人")


def test_the_shorter_branch_of_a_fork_comes_too(beginning: Any, hub_dsn: str) -> None:
    """A disk was copied with its key: who holds more entries of one branch than there are of the other lacks these."""
    stores = []
    for seed, number in enumerate((0, 1, 1)):
        around = Surroundings(lambda: T0, seeded_bytes(700 + seed), laptop_of(number))
        stores.append(Store(Path(f"desk-{seed}"), _copy(beginning), around, None))
        stores[-1].journal.start(stores[-1].around.device, (0, 0))
    duty, island, clone = stores
    for name in ("过路甲", "过路乙", "过路丙"):
        add_person(island, name=name, place="S1", **SAID)
    add_person(clone, name="过路丁", place="S2", **SAID)
    merge(duty, [make_bundle(island, {})[0]])
    with connected(hub_dsn) as hub:
        for store in (duty, clone):
            push(store, hub)
        assert pull(duty, hub).merged.new == 2
        assert find_person(duty, "过路丁")
        pull(clone, hub)
        pull(island, hub)
    assert duty.dump() == island.dump() == clone.dump()


def test_the_server_sees_no_word_not_even_of_a_plain_drill(beginning: Any, hub_dsn: str) -> None:
    store = lived(beginning, 3).desks[0].store
    add_person(store, name="过路人", place="S1", **SAID)
    with connected(hub_dsn) as hub:
        push(store, hub)
    with psycopg.connect(hub_dsn) as connection:
        bodies = [row[0] for row in connection.execute("select bytes from daolian_event")]
    assert len(bodies) == store.connection.execute("select count(*) from events").fetchone()[0]
    for word in ("过路人", "arrived", "person/", "孙拟乙"):
        assert not any(word.encode() in body for body in bodies)


def test_who_is_enrolled_later_reads_all_and_who_is_revoked_nothing_more(beginning: Any, hub_dsn: str) -> None:
    night = lived(beginning, 7)
    duty, lost = night.desks[0].store, night.desks[1].store
    newcomer = night._desk(30, "", _copy(beginning), laptop_of(30)).store
    township = laptop_of(99).key
    add_person(duty, name="过路人", place="S1", **SAID)
    with connected(hub_dsn) as hub:
        push(duty, hub)
        assert pull(newcomer, hub).closed > 0  # rows that were sealed before anybody knew of this laptop
        enrol(duty, laptops=[Laptop(newcomer.around.device.public, "新点")], township=township, **SAID)
        push(duty, hub)
        pull(newcomer, hub)
        assert newcomer.dump() == duty.dump()
        merge(lost, [make_bundle(duty, {})[0]])
        revoke(duty, device=lost.around.device.id, township=township, **SAID)
        push(duty, hub)
        assert pull(lost, hub).merged.new == 0
        assert pull(lost, hub).closed == 1  # the entry that says so


def test_what_the_server_changed_is_not_taken_in(beginning: Any, hub_dsn: str) -> None:
    night = lived(beginning, 9)
    one, other = night.desks[0].store, night.desks[1].store
    draws = random.Random(9)
    with connected(hub_dsn) as hub:
        push(one, hub)
        with psycopg.connect(hub_dsn) as connection:
            rows = connection.execute("select id, bytes from daolian_event").fetchall()
            for n, (key, body) in enumerate(rows):
                hurt = bytearray(body)
                hurt[draws.randrange(len(hurt))] ^= 1 << draws.randrange(8)
                swapped = bytes(hurt) if n % 2 else rows[n - 1][1]  # a bit turned, or another entry's row
                connection.execute("update daolian_event set bytes = %s where id = %s", (swapped, key))
        before = other.dump()
        taken = pull(other, hub)
    assert taken.merged.new == 0
    assert taken.closed > 0
    assert other.dump() == before
    assert quarantined(other) == ()


def test_a_hub_that_is_away_or_has_no_table_is_one_line(database: str, tmp_path: Path, beginning: Any) -> None:
    store = lived(beginning, 1).desks[0].store
    with connected(database) as hub, pytest.raises(Refusal) as bare:
        push(store, hub)
    assert bare.value.rule == Rule.HUB_WITHOUT_TABLE
    with pytest.raises(Refusal) as away, connected(f"host={tmp_path} user=hub"):
        pytest.fail("nobody is there")
    assert away.value.rule == Rule.HUB_AWAY
    assert "\n" not in away.value.facts["why"]
