"""The journal: content ids, one chain for each device and epoch, signatures; what is tampered with is found."""

from contextlib import closing
from pathlib import Path
from typing import Any

import cbor2
import pytest

from core.domain.events import Kind, Outcome
from core.domain.ids import EventId
from core.operations.field import call, check_in, leave
from core.operations.orders import set_level
from core.store.chain import chain_findings
from core.store.database import Store, open_store
from core.store.device import load_device
from core.store.journal import event_bytes, event_id, parse_event
from desktop.surroundings import seeded_bytes
from tests.factories import OFFICER, T0, laptop, make_file, minute, surroundings, who


def rules(store: Store) -> set[str]:
    return {finding.rule for finding in chain_findings(store.connection)}


def night(store: Store) -> None:
    """A few entries, so that there is a chain to break."""
    one, two = who(store, "H1/赵示甲"), who(store, "H4/李虚甲")
    set_level(store, level="一级", scope="全区", issuer="指挥部", at=T0, operator=OFFICER)
    call(store, person=one, outcome=Outcome.ANSWERED, at=minute(5), operator=OFFICER, note="说马上走")
    check_in(store, persons=(one, two), place="S1", at=minute(30), operator=OFFICER)
    leave(store, persons=(two,), at=minute(40), operator="另一位")


def test_the_id_of_an_event_is_the_hash_of_its_canonical_bytes(drill: Store) -> None:
    night(drill)
    for event in drill.journal.all():
        assert event_id(event_bytes(event)) == event.id
        raw = event_bytes(event)
        assert parse_event(raw, event.signature) == event
        assert cbor2.dumps(cbor2.loads(raw), canonical=True) == raw


@pytest.mark.parametrize("name", ["inc", "dev", "prev", "pii", "after"])
def test_a_number_where_an_id_belongs_is_not_read(drill: Store, name: str) -> None:
    """A stick may bring anything; a number can be written in hexadecimal digits too."""
    night(drill)
    event = next(iter(drill.journal.all()))
    said = cbor2.loads(event_bytes(event))
    said[name] = [1.5] if isinstance(said[name], list) else 1.5
    with pytest.raises(TypeError):
        parse_event(cbor2.dumps(said, canonical=True), event.signature)


def test_each_device_has_one_unbroken_chain(drill: Store) -> None:
    night(drill)
    last: dict[str, EventId] = {}
    seqs: dict[str, list[int]] = {}
    for event in drill.journal.all():
        assert event.prev == last.get(event.device)
        last[event.device] = event.id
        seqs.setdefault(event.device, []).append(event.seq)
    assert len(seqs) == 2  # the laptop that made the file, and this one
    for numbers in seqs.values():
        assert numbers == list(range(1, len(numbers) + 1))
    assert rules(drill) == set()


def test_each_entry_names_what_it_knew_of_its_subject_and_of_no_other(drill: Store) -> None:
    night(drill)
    person = f"person/{who(drill, 'H1/赵示甲')}"
    called, arrived = drill.journal.of_subject(person)
    assert called.after == ()
    assert arrived.after == (called.id,)


def test_a_new_operator_is_named_once_in_a_blob_and_known_by_an_id(drill: Store) -> None:
    night(drill)
    named = drill.journal.of_kind(Kind.OPERATOR_NAMED)
    names = [(drill.journal.personal(event.pii[0]) or {})["name"] for event in named]
    assert names == [OFFICER, "另一位"]
    assert drill.operator_name(drill.journal.of_kind(Kind.LEFT)[0].operator) == "另一位"


def _overwrite(store: Store, n: int, **columns: bytes) -> None:
    for name, value in columns.items():
        store.db["events"].update(n, {name: value})


def _row(store: Store, n: int) -> tuple[bytes, bytes]:
    row: tuple[bytes, bytes] = store.connection.execute(
        "select bytes, signature from events where n = ?", (n,)
    ).fetchone()
    return row


def test_any_changed_byte_of_any_event_is_found(drill: Store) -> None:
    night(drill)
    for n in range(1, drill.journal.revision + 1):
        raw, _ = _row(drill, n)
        for position in (0, len(raw) // 2, len(raw) - 1):
            _overwrite(drill, n, bytes=raw[:position] + bytes([raw[position] ^ 1]) + raw[position + 1 :])
            assert "event_changed" in rules(drill)
        _overwrite(drill, n, bytes=raw)
    assert rules(drill) == set()


def test_a_rewritten_event_with_a_fitting_id_fails_its_signature(drill: Store) -> None:
    night(drill)
    n = drill.journal.revision
    raw, _ = _row(drill, n)
    forged = cbor2.dumps({**cbor2.loads(raw), "site": "S2"}, canonical=True)
    _overwrite(drill, n, bytes=forged, id=bytes.fromhex(event_id(forged)))
    assert rules(drill) == {"bad_signature"}


def test_a_changed_signature_is_found(drill: Store) -> None:
    night(drill)
    _, signature = _row(drill, 3)
    _overwrite(drill, 3, signature=bytes(len(signature)))
    assert rules(drill) == {"bad_signature"}


def test_an_event_of_a_device_without_a_key_is_found(drill: Store) -> None:
    night(drill)
    drill.connection.execute("delete from devices where id = ?", (drill.around.device.id,))
    assert rules(drill) == {"bad_signature"}


def test_a_missing_event_is_found(drill: Store) -> None:
    night(drill)
    called = drill.journal.of_kind(Kind.CALLED)[0]
    drill.connection.execute("delete from events where id = ?", (bytes.fromhex(called.id),))
    assert rules(drill) == {"chain_broken", "sequence_gap", "after_missing"}


def test_a_changed_blob_is_found(drill: Store) -> None:
    night(drill)
    digest = drill.journal.of_kind(Kind.CALLED)[0].pii[0]
    drill.connection.execute("update blobs set bytes = x'00' where hash = ?", (bytes.fromhex(digest),))
    assert rules(drill) == {"blob_changed"}


def test_two_blobs_of_the_same_words_have_different_hashes(drill: Store) -> None:
    one = who(drill, "H1/赵示甲")
    for _ in range(2):
        call(drill, person=one, outcome=Outcome.NONE, at=T0, operator="", note="同一句话")
    first, second = drill.journal.of_kind(Kind.CALLED)
    assert first.pii != second.pii
    assert drill.journal.personal(first.pii[0]) == drill.journal.personal(second.pii[0]) == {"note": "同一句话"}


def test_an_older_copy_of_the_file_begins_a_new_epoch(tmp_path: Path) -> None:
    """Copy the file, write, put the copy back, write: no sequence number is used for two events."""
    path, around = tmp_path / "夜.daolian", laptop(tmp_path / "profile")
    make_file(path, around=around)
    older = path.read_bytes()
    with closing(open_store(path, around)) as store:
        set_level(store, level="三级", scope="全区", issuer="指挥部", at=T0, operator="")
    path.write_bytes(older)
    with closing(open_store(path, around)) as store:
        first = set_level(store, level="二级", scope="全区", issuer="指挥部", at=T0, operator="").events[0]
        second = set_level(store, level="一级", scope="全区", issuer="指挥部", at=T0, operator="").events[0]
        assert [(e.epoch, e.seq) for e in (first, second)] == [(2, 1), (2, 2)]
        assert first.prev is not None
        assert rules(store) == set()
    with closing(open_store(path, around)) as store:
        again = set_level(store, level="解除", scope="全区", issuer="指挥部", at=T0, operator="").events[0]
        assert (again.epoch, again.seq) == (2, 3)


@pytest.mark.parametrize("torn", ["", "\0" * 27, '{"epoch": 1, "se', "[]"])
def test_a_note_that_a_power_cut_tore_stops_nobody(tmp_path: Path, torn: str) -> None:
    """Nobody knows what was written: the file goes on in a new epoch, also when it is only looked at first."""
    path, around = tmp_path / "夜.daolian", laptop(tmp_path / "profile")
    make_file(path, around=around)
    older = path.read_bytes()
    said: dict[str, Any] = {"scope": "全区", "issuer": "指挥部", "at": T0, "operator": ""}
    with closing(open_store(path, around)) as store:
        set_level(store, level="三级", **said)
    (note,) = (tmp_path / "profile" / "written").iterdir()
    note.write_text(torn, encoding="ascii")
    path.write_bytes(older)
    for _ in range(2):
        with closing(open_store(path, around)) as store:
            assert store.journal.position[0] == 1
    with closing(open_store(path, around)) as store:
        event = set_level(store, level="二级", **said).events[0]
        assert (event.epoch, event.seq) == (2, 1)
    with closing(open_store(path, around)) as store:
        event = set_level(store, level="一级", **said).events[0]
        assert (event.epoch, event.seq) == (2, 2)


def test_the_newer_file_goes_on_in_its_epoch(tmp_path: Path) -> None:
    path, around = tmp_path / "夜.daolian", laptop(tmp_path / "profile")
    make_file(path, around=around)
    for level in ("三级", "二级"):
        with closing(open_store(path, around)) as store:
            event = set_level(store, level=level, scope="全区", issuer="指挥部", at=T0, operator="").events[0]
            assert event.epoch == 1


def test_another_laptop_writes_its_own_chain_into_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "夜.daolian"
    make_file(path, around=laptop(tmp_path / "one", 1))
    with closing(open_store(path, laptop(tmp_path / "two", 2))) as store:
        event = set_level(store, level="三级", scope="全区", issuer="指挥部", at=T0, operator="").events[0]
        assert (event.epoch, event.seq, event.prev) == (1, 1, None)
        assert rules(store) == set()
        assert store.connection.execute("select count(*) from devices").fetchone()[0] == 2


def test_the_device_key_is_made_once_and_kept_for_its_user_alone(tmp_path: Path) -> None:
    first = load_device(tmp_path / "p", "desk", seeded_bytes(1))
    second = load_device(tmp_path / "p", "desk", seeded_bytes(2))
    assert first.id == second.id
    assert (tmp_path / "p" / "device.pem").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("clock", [T0.replace(year=1999), T0.replace(year=2099)])
def test_nothing_is_refused_for_its_clock(drill_path: Path, clock: object) -> None:
    with closing(open_store(drill_path, surroundings(3, clock=lambda: clock))) as store:  # type: ignore[arg-type,return-value]
        one = who(store, "H1/赵示甲")
        (event,) = check_in(store, persons=(one,), place="S1", at=T0, operator="").events
        assert event.wall == clock
        assert rules(store) == set()
