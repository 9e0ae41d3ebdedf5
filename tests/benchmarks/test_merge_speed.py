"""Desks meeting: a stick with 2,000 entries merged, one of 20,000 written and folded again; peers in the same run.

Budgets: merge of 2,000 events 0.5 s, rebuild of 20,000 events 0.5 s. The peers are what no merge can do without: the
bare insert of the same rows into the same encrypted file, and the bare check of their signatures.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain.ids import PersonId
from core.exchange.packs import read_pack
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, enrol
from core.operations.field import call, check_in
from core.operations.files import new_file
from core.resources import resource
from core.store.bundle_format import Bundle, unpack
from core.store.database import Store, open_store
from core.store.device import Surroundings, device_from_key
from core.store.holdings import vector_of
from core.store.journal import parse_event, signed_by
from desktop.surroundings import seeded_bytes

NOW = datetime(2023, 7, 30, 12, tzinfo=UTC)
PASSPHRASE = "示例口令"
TOWNSHIP = device_from_key(b"T" * 32, "").key


def laptop(number: int) -> Surroundings:
    draw = seeded_bytes(number)
    return Surroundings(lambda: NOW, draw, device_from_key(draw(32), f"点{number}"))


def busy(store: Store, entries: int) -> None:
    """`entries` entries about the people of the register: calls, then arrivals, in transactions of a hundred."""
    everybody = [PersonId(row[0]) for row in store.connection.execute("select id from people order by id")]
    for start in range(0, entries, 100):
        with store.transaction():
            for n in range(start, start + 100):
                said: dict[str, Any] = {"at": NOW + timedelta(seconds=n), "operator": ""}
                person = everybody[n // 2 % len(everybody)]
                if n % 2:
                    check_in(store, persons=(person,), place="SI-01", **said)
                else:
                    call(store, person=person, outcome="answered", **said)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("merge") / "值班.daolian"
    made: dict[str, Any] = {"drill": True, "plain": False, "passphrase": PASSPHRASE, "sample": True}
    new_file(path, read_pack(resource("mentougou")), laptop(1), **made, at=NOW, operator="")
    store = open_store(path, laptop(1), passphrase=PASSPHRASE)
    enrol(store, laptops=[Laptop(laptop(2).device.public, "岛")], township=TOWNSHIP, at=NOW, operator="")
    store.close()
    return path


def _open(drill: Path, number: int) -> Store:
    """A copy of the drill, open on one of its two laptops."""
    path = drill.with_name(f"{number}.daolian")
    path.write_bytes(drill.read_bytes())
    path.with_name(path.name + ".keys").write_bytes(drill.with_name(drill.name + ".keys").read_bytes())
    return open_store(path, laptop(number), passphrase=PASSPHRASE)


@pytest.fixture(scope="module")
def duty(drill: Path) -> Iterator[Store]:
    store = _open(drill, 1)
    yield store
    store.close()


@pytest.fixture(scope="module")
def stick(drill: Path, duty: Store) -> bytes:
    """2,000 entries of the island's desk, as bytes for the duty room."""
    store = _open(drill, 2)
    busy(store, 2_000)
    raw = make_bundle(store, vector_of(duty))[1]
    store.close()
    return raw


def undone(store: Store, work: Callable[[], object]) -> Callable[[], None]:
    """The work on a file that is put back afterwards, so that every round finds the same."""

    def once() -> None:
        store.connection.execute("begin immediate")
        try:
            work()
        finally:
            store.connection.execute("rollback")
            store._memo.clear()

    return once


def bundle_of(store: Store, stick: bytes) -> Bundle:
    return unpack(stick, store.around.device.key, "")


def test_merge_2000(benchmark: Any, duty: Store, stick: bytes) -> None:
    """Opened, verified one by one, inserted, folded; the commit alone is not in it."""
    result: list[int] = []
    benchmark(undone(duty, lambda: result.append(merge(duty, [bundle_of(duty, stick)]).new)))
    assert set(result) == {2_000}
    benchmark.extra_info["bytes"] = len(stick)


def test_bare_insert_2000_is_the_peer(benchmark: Any, duty: Store, stick: bytes) -> None:
    rows = [(parse_event(raw, signature), raw) for raw, signature in bundle_of(duty, stick).events]
    benchmark(undone(duty, lambda: duty.journal.receive(rows)))


def test_bare_signatures_2000_are_the_bound(benchmark: Any, duty: Store, stick: bytes) -> None:
    events = bundle_of(duty, stick).events
    public = laptop(2).device.public
    assert all(benchmark(lambda: [signed_by(public, raw, signature) for raw, signature in events]))


def test_bundle_2000(benchmark: Any, drill: Path, duty: Store, stick: bytes) -> None:
    """Written for a desk that lacks them: packed and sealed, not yet on the stick."""
    merge(duty, [bundle_of(duty, stick)])
    vector = {key: until for key, until in vector_of(duty).items() if key[0] != laptop(2).device.id}
    made, _ = benchmark(make_bundle, duty, vector)
    assert len(made.events) == 2_000


def test_rebuild_20000(benchmark: Any, duty: Store) -> None:
    busy(duty, 20_000 - duty.journal.revision)
    assert 20_000 <= duty.journal.revision < 20_200
    benchmark(undone(duty, duty.rebuild))


def test_bare_read_20000_is_the_peer(benchmark: Any, duty: Store) -> None:
    """The peer of the rebuild: only reading and decoding the same events."""
    assert len(benchmark(lambda: list(duty.journal.all()))) == duty.journal.revision
