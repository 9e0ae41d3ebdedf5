"""Check-ins to the disk: budget 1,000 a second sustained by the store, and none that was acknowledged is ever lost.

One by one, each waits until the disk says that it has it (`synchronous=FULL`): how long that takes is the disk's, and
nobody's desk checks in faster than the disk. So the figure stands beside its peer in the same rounds on the same disk:
the bare commit of one row, same driver, key and pragmas. What is ours is the ratio, one wait a check-in as there, and
the CPU time, which is to be below a millisecond. People who come together (a household, a bus, a stick) share one wait.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from core.domain.ids import PersonId
from core.exchange.packs import read_pack
from core.operations.field import check_in
from core.operations.files import new_file
from core.resources import resource
from core.store.connections import connect, settle
from core.store.database import Store, open_store
from core.store.people import people
from desktop.surroundings import seeded_surroundings
from tests.benchmarks.test_desk_speed import NOW, PASSPHRASE

EACH = 40  # check-ins, and commits of the peer, of one round
ROUNDS = 9


@dataclass(frozen=True)
class Took:
    wall: float  # seconds of each
    cpu: float


def took(work: Callable[[], object], times: int) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        work()
    return Took((time.perf_counter() - wall) / times, (time.process_time() - cpu) / times)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The built-in district, encrypted."""
    path = tmp_path_factory.mktemp("desk") / "desk.daolian"
    around = seeded_surroundings(1, lambda: NOW)
    made: dict[str, Any] = {"drill": True, "plain": False, "passphrase": PASSPHRASE, "sample": True}
    new_file(path, read_pack(resource("mentougou")), around, **made, at=NOW, operator="值班员")
    opened = open_store(path, around, passphrase=PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def arrive(store: Store) -> Callable[[], object]:
    ids: Iterator[PersonId] = cycle(list(people(store)))
    return lambda: check_in(store, persons=(next(ids),), place="SI-26", at=NOW, operator="值班员")


@pytest.fixture(scope="module")
def bare(store: Store) -> Iterator[Callable[[], object]]:
    """The peer, on the disk of the store: one row of the size of an event in one transaction."""
    path: Path = store.path.with_name("peer.db")
    connection = connect(path, b"k" * 32)
    settle(connection, "wal")
    connection.execute("create table row (n integer primary key, body blob)")
    yield lambda: connection.execute("insert into row (body) values (zeroblob(320))")
    connection.close()


def told(benchmark: Any, text: str, **figures: float) -> None:
    benchmark.extra_info.update({name: round(value, 3) for name, value in figures.items()})
    print(text.format(**figures))  # noqa: T201


def test_one_by_one_beside_the_bare_commit(
    benchmark: Any, arrive: Callable[[], object], bare: Callable[[], object]
) -> None:
    """Interleaved, because a shared disk is quick in one second and slow in the next."""
    ours, peers = list[Took](), list[Took]()

    def rounds() -> None:
        peers.append(took(bare, EACH))
        ours.append(took(arrive, EACH))

    benchmark.pedantic(rounds, rounds=ROUNDS, warmup_rounds=1)
    told(
        benchmark,
        "one by one: {rate:.0f} a second beside {peer:.0f} bare commits ({ratio:.2f} of the time); {cpu_ms:.2f} ms CPU",
        rate=1 / statistics.median(one.wall for one in ours),
        peer=1 / statistics.median(one.wall for one in peers),
        ratio=statistics.median(one.wall / peer.wall for one, peer in zip(ours, peers, strict=True)),
        cpu_ms=1000 * statistics.median(one.cpu for one in ours),
    )


@pytest.mark.parametrize("together", [4, 40, 200], ids=["household", "bus", "stick"])
def test_together(benchmark: Any, store: Store, arrive: Callable[[], object], together: int) -> None:
    """So many check-ins that share one wait for the disk."""
    found = list[Took]()

    def party() -> None:
        with store.transaction():
            for _ in range(together):
                arrive()

    benchmark.pedantic(lambda: found.append(took(party, max(1, 200 // together))), rounds=ROUNDS, warmup_rounds=1)
    told(
        benchmark,
        "{together:.0f} together: {rate:.0f} a second, {cpu_ms:.2f} ms CPU each",
        together=together,
        rate=together / statistics.median(one.wall for one in found),
        cpu_ms=1000 * statistics.median(one.cpu for one in found) / together,
    )
