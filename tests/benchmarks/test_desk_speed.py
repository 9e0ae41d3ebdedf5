"""The desk: key to search result, the roll, the calls; figures with their peers in the same run."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.events import Outcome
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode
from core.domain.people import Hazard, Mobility
from core.exchange.packs import read_pack
from core.exchange.people import PersonRow
from core.operations.field import call
from core.operations.files import import_drafts, new_file, people_of
from core.operations.orders import order
from core.queries.calls import call_board
from core.queries.people import search
from core.queries.roll import roll
from core.resources import resource
from core.store.database import Store, open_store
from core.store.people import people
from desktop.surroundings import seeded_surroundings

NOW = datetime(2023, 7, 30, 12, tzinfo=UTC)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
MARKS = "虚拟例样示"
LAST = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥一二三四五六七八九十"
PASSPHRASE = "示例口令"


def invented(count: int, place: PlaceCode) -> Iterator[PersonRow]:
    """Invented people with ids and phones that belong to nobody."""
    names = ("".join(parts) for parts in itertools.cycle(itertools.product(SURNAMES, MARKS, LAST)))
    for n, name in zip(range(count), names, strict=False):
        yield PersonRow(
            HouseholdId(f"测-{n // 3:05d}"),
            name,
            place,
            Mobility.WALKS,
            (Hazard.FLASH_FLOOD,),
            id_number=f"11010919500101{n % 10000:04d}",
            phone=f"199000{n % 10000:04d}",
            birth="1950-01-01",
        )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An encrypted drill with 100,000 people."""
    path = tmp_path_factory.mktemp("desk") / "desk.daolian"
    around = seeded_surroundings(1, lambda: NOW)
    pack = read_pack(resource("mentougou"))
    made: dict[str, Any] = {"drill": True, "plain": False, "passphrase": PASSPHRASE, "sample": True}
    new_file(path, pack, around, **made, at=NOW, operator="值班员")
    opened = open_store(path, around, passphrase=PASSPHRASE)
    rows = people_of(invented(94_000, pack.places[0].code), around.draw, set())
    for start in range(0, len(rows), 5000):
        opened.record(import_drafts("people", rows[start : start + 5000], NOW, "值班员"))
    yield opened
    opened.close()


@pytest.mark.parametrize("typed", ["lxd", "李虚", "0012", "zhaonijia", "w"])
def test_search_by_key(benchmark: Any, store: Store, typed: str) -> None:
    search(store, typed, at=NOW)
    hits = benchmark(search, store, typed, 5, None, NOW)
    assert hits


def test_search_by_scan_is_the_peer(benchmark: Any, store: Store) -> None:
    """The peer: LIKE over names and phones of the same encrypted file."""
    benchmark(
        lambda: store.connection.execute(
            "select id from people where name like ? or phone like ? or id_number like ? limit 5", ("%李虚丁%",) * 3
        ).fetchall()
    )


def test_roll_of_the_built_in_district(benchmark: Any, store: Store) -> None:
    benchmark.pedantic(roll, (store, "王平镇", NOW), rounds=7)


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A drill with 20,000 people more, all of them ordered to go, a tenth of the households called once."""
    path = tmp_path_factory.mktemp("calls") / "calls.daolian"
    around = seeded_surroundings(2, lambda: NOW)
    pack = read_pack(resource("mentougou"))
    new_file(path, pack, around, drill=True, plain=True, passphrase=None, sample=True, at=NOW, operator="值班员")
    with closing(open_store(path, around)) as opened:
        rows = people_of(invented(20_000, pack.places[0].code), around.draw, set())
        opened.record(import_drafts("people", rows, NOW, "值班员"))
        order(opened, places=tuple(p.code for p in pack.places), level=Trigger.GO, at=NOW, operator="值班员")
        for row in rows[::30]:
            call(opened, person=row.id, to="self", outcome=Outcome.NONE, household=True, at=NOW, operator="值班员")
        yield opened


def test_calls_after_one_more_call(benchmark: Any, called: Store) -> None:
    """What stands between a digit and the next state of the calls, on the store thread."""
    ids = itertools.cycle(list(people(called)))

    def one_more() -> Any:
        call(called, person=next(ids), to="A", outcome=Outcome.NONE, household=True, at=NOW, operator="值班员")
        return call_board(called, None, NOW)

    board = benchmark.pedantic(one_more, rounds=7, warmup_rounds=1)
    assert sum(row.persons for row in board.rows if row.household) > 20_000


def test_the_roll_of_the_same_night_is_the_peer(benchmark: Any, called: Store) -> None:
    benchmark.pedantic(roll, (called, None, NOW), rounds=7, warmup_rounds=1)
