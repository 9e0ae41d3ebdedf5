"""Two desks on one line: both hold the same afterwards, a third one is told nothing, and a line that breaks at any byte
leaves both as they were."""

import random
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.ids import PersonId
from core.operations.enrolment import Laptop, enrol, revoke
from core.operations.field import check_in
from core.operations.lan import Met, address_of, answer, ask, call, party_of
from core.operations.lan_listening import addresses, listening, serve
from core.store.database import Store
from core.store.device import Surroundings
from core.store.driver import dbapi2
from desktop.surroundings import seeded_bytes
from tests.desks.simulator import laptop_of, template
from tests.factories import T0, minute

HERE = "127.0.0.1"
LINE_S = 120  # a bound on hanging


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return template(tmp_path_factory.mktemp("lan"))


def desk(beginning: Any, number: int, arrivals: int = 0) -> Store:
    """A desk of the drill with some entries of its own; its connection goes to the one thread that uses it."""
    around = Surroundings(lambda: T0, seeded_bytes(700 + number), laptop_of(number))
    connection = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    beginning.backup(connection)
    store = Store(Path(f"desk-{number}"), connection, around, None)
    store.journal.start(around.device, (0, 0))
    people = [PersonId(row[0]) for row in beginning.execute("select id from people order by id")]
    for person in people[:arrivals]:
        check_in(store, persons=(person,), place=f"S{number + 1}", at=minute(number), operator="")
    return store


Outcome = Met | Refusal


def meet(
    one: Store, other: Store, between: Callable[[socket.socket], socket.socket] = lambda line: line
) -> list[Outcome]:
    """What the caller and the called came to; `between` may spoil the caller's end."""
    here, there = socket.socketpair()
    out: list[Outcome] = []

    def run(work: Callable[[], Met]) -> None:
        try:
            out.append(work())
        except Refusal as refusal:
            out.append(refusal)

    calling = threading.Thread(target=run, args=(lambda: _closing(there, lambda: answer(there, party_of(other), "x")),))
    calling.start()
    spoiled = between(here)
    run(lambda: _closing(spoiled, lambda: _closing(here, lambda: ask(spoiled, party_of(one), "x"))))
    calling.join(LINE_S)
    assert not calling.is_alive()
    return out


def _closing(line: socket.socket, work: Callable[[], Met]) -> Met:
    try:
        return work()
    finally:
        line.close()


def test_one_call_and_both_hold_the_same(beginning: Any) -> None:
    one, other = desk(beginning, 0, 2), desk(beginning, 1, 3)
    assert all(isinstance(side, Met) for side in meet(one, other))
    assert one.dump() == other.dump()
    again = meet(one, other)
    assert [side.merged.new for side in again if isinstance(side, Met)] == [0, 0]


def test_a_laptop_that_is_no_desk_is_told_nothing_and_a_revoked_one_neither(beginning: Any) -> None:
    one, stranger = desk(beginning, 0, 2), desk(beginning, 40)
    before = stranger.dump()
    for caller, called in ((stranger, one), (one, stranger)):
        rules = {side.rule for side in meet(caller, called) if isinstance(side, Refusal)}
        assert rules <= {Rule.LAN_STRANGER, Rule.LAN_REFUSED, Rule.LAN_BROKEN}
        assert len(rules) >= 1
    assert stranger.dump() == before
    lost = desk(beginning, 1, 1)
    revoke(one, device=lost.around.device.id, township=laptop_of(99).key, at=minute(1), operator="")
    assert not any(isinstance(side, Met) for side in meet(lost, one))
    fresh = [Laptop(stranger.around.device.public, "新点")]
    enrol(one, laptops=fresh, township=laptop_of(99).key, at=minute(2), operator="")
    assert all(isinstance(side, Met) for side in meet(stranger, one))  # it knew the duty room, and now is known there
    assert stranger.dump() == one.dump()


class Breaking(socket.socket):
    """A line that ends after so many bytes, turns one, or has another desk's key put in."""

    def __init__(self, line: socket.socket, after: int, flip: bool) -> None:
        super().__init__(fileno=socket.dup(line.fileno()))
        self._left, self._flip = after, flip

    def sendall(self, data: Any, flags: int = 0) -> None:
        raw = bytearray(data)
        if self._left < len(raw):
            if not self._flip:
                super().sendall(raw[: self._left])
                self.shutdown(socket.SHUT_RDWR)
                raise ConnectionError("pulled")
            raw[self._left] ^= 1
            self._left = 1 << 60
        self._left -= len(raw)
        super().sendall(raw)


@pytest.mark.parametrize("flip", [False, True], ids=["pulled", "one bit turned"])
def test_a_line_that_breaks_at_any_byte_leaves_nothing_half_applied(beginning: Any, flip: bool) -> None:
    draws = random.Random(4)
    one, other = desk(beginning, 0, 2), desk(beginning, 1, 3)
    counts = [store.connection.execute("select count(*) from events").fetchone()[0] for store in (one, other)]
    dumps = [store.dump() for store in (one, other)]
    for _ in range(25):
        after = draws.randrange(4000)
        out = meet(one, other, lambda line, after=after: Breaking(line, after, flip))  # type: ignore[misc]
        if all(isinstance(side, Met) for side in out):
            break
        for store, dump, count in zip((one, other), dumps, counts, strict=True):
            held = store.connection.execute("select count(*) from events").fetchone()[0]
            assert (store.dump() == dump) == (held == count)
            assert not store.connection.in_transaction
    meet(one, other)
    assert one.dump() == other.dump()


def test_a_desk_waits_at_an_address_until_it_is_told_to_stop(beginning: Any) -> None:
    one, other = desk(beginning, 0, 2), desk(beginning, 1, 3)
    waiting = listening(HERE, 0)
    port = waiting.getsockname()[1]
    met: list[Met] = []
    refused: list[Refusal] = []
    thread = threading.Thread(
        target=serve,
        args=(waiting, party_of(other), lambda: not met, met.append, refused.append),
        daemon=True,  # where nobody gets through it would wait on
    )
    thread.start()
    with socket.create_connection((HERE, port)) as noise:
        noise.sendall(b"GET / HTTP/1.1\r\n\r\n")
    done = call(f"{HERE}:{port}", party_of(one))
    thread.join(LINE_S)
    assert not thread.is_alive()
    assert [refusal.rule for refusal in refused] == [Rule.LAN_BROKEN]
    assert (done.device, met[0].device) == (other.around.device.id, one.around.device.id)
    assert len(done.words) == 6
    assert one.dump() == other.dump()
    with pytest.raises(Refusal) as gone:
        call(f"{HERE}:{port}", party_of(one))
    assert gone.value.rule == Rule.LAN_BROKEN


@pytest.mark.parametrize("text", ["", ":", "x:y", "10.0.0.1:0", "10.0.0.1:99999", ":80"])
def test_what_is_no_address_is_said_at_once(text: str) -> None:
    with pytest.raises(Refusal) as said:
        address_of(text)
    assert said.value.rule == Rule.LAN_ADDRESS


def test_an_address_is_read_out_without_the_usual_port() -> None:
    assert address_of("192.168.43.1") == ("192.168.43.1", 47118)
    assert address_of("192.168.43.1：5000") == ("192.168.43.1", 5000)
    assert all(not one.startswith("127.") for one in addresses(47118))
