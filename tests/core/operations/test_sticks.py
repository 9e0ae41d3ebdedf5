"""Sealed sticks open to whom they are meant for; a bad stick is named and does nothing."""

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.operations.bundles import make_bundle, merge_bundles, write_bundle
from core.operations.enrolment import Joined, join
from core.operations.field import check_in
from core.queries.desks import desks
from core.store.bundle_format import unpack
from core.store.database import Store, open_store
from core.store.device import device_card
from core.store.holdings import vector_of
from tests.core.operations.desk_pair import Two, enrolled
from tests.factories import T0, make_file, surroundings, who

WORDS = "口令"


# -- sealed ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(real: Store, tmp_path: Path) -> Path:
    """A bundle of a real file, for its desks' eyes only."""
    enrolled(real, surroundings(8).device.public)
    done = write_bundle(real, tmp_path / "实.b")
    assert done.sealed
    assert set(done.readers) == {row.device for row in desks(real)}
    return tmp_path / "实.b"


def test_a_bundle_of_a_real_file_shows_no_name_to_who_finds_it(sealed: Path) -> None:
    raw = sealed.read_bytes()
    assert "赵示甲".encode() not in raw
    with pytest.raises(Refusal) as said:
        unpack(raw, surroundings(66).device.key, "实.b")
    assert said.value.rule == Rule.NOT_FOR_THIS_DESK


def test_an_enrolled_laptop_opens_it_and_joins(sealed: Path, tmp_path: Path, real: Store) -> None:
    with pytest.raises(Refusal) as said:
        join(sealed, tmp_path / "岛.daolian", surroundings(8), plain=False, passphrase=None)
    assert said.value.rule == Rule.PLAIN_OR_PASSPHRASE
    done = join(sealed, tmp_path / "岛.daolian", surroundings(8), plain=False, passphrase=WORDS)
    assert isinstance(done, Joined)
    assert done.recovery
    with closing(open_store(tmp_path / "岛.daolian", surroundings(8), passphrase=WORDS)) as store:
        assert not store.incident.plain
        assert store.dump() == real.dump()


def test_a_laptop_that_is_not_enrolled_is_told_its_card(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as said:
        join(sealed, tmp_path / "岛.daolian", surroundings(66), plain=True, passphrase=None)
    assert said.value.rule == Rule.NOT_ENROLLED
    assert said.value.facts["card"] == device_card(surroundings(66).device.public)
    assert not (tmp_path / "岛.daolian").exists()


def test_an_open_bundle_of_a_drill_lets_nobody_in_who_is_not_enrolled(two: Two, tmp_path: Path) -> None:
    write_bundle(two.duty, tmp_path / "all.b")
    with pytest.raises(Refusal) as said:
        join(tmp_path / "all.b", tmp_path / "新.daolian", surroundings(66), plain=True, passphrase=None)
    assert said.value.rule == Rule.NOT_ENROLLED
    assert not (tmp_path / "新.daolian").exists()


def test_a_new_desk_needs_the_whole(two: Two, tmp_path: Path) -> None:
    write_bundle(two.duty, tmp_path / "part.b", known=vector_of(two.island))
    with pytest.raises(Refusal) as said:
        join(tmp_path / "part.b", tmp_path / "新.daolian", surroundings(8), plain=True, passphrase=None)
    assert said.value.rule == Rule.BUNDLE_WITHOUT_TABLES


# -- sticks that fail --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (errno.ENOSPC, Rule.STICK_FULL),
        (errno.EROFS, Rule.STICK_READ_ONLY),
        (errno.EACCES, Rule.STICK_READ_ONLY),
        (errno.EIO, Rule.STICK_GONE),
        (errno.ENODEV, Rule.STICK_GONE),
    ],
)
def test_a_stick_that_fails_is_named_and_leaves_nothing(
    two: Two, monkeypatch: pytest.MonkeyPatch, number: int, rule: str
) -> None:
    def fails(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    before = sorted(two.folder.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(Refusal) as said:
            write_bundle(two.duty, two.folder / "x.b")
    assert said.value.rule == rule
    assert sorted(two.folder.iterdir()) == before


def test_a_stick_that_keeps_something_else_is_found_by_reading_back(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _path: bytes(4096))
        with pytest.raises(Refusal) as said:
            write_bundle(two.duty, two.folder / "x.b")
    assert said.value.rule == Rule.STICK_MISREAD
    assert not (two.folder / "x.b").exists()


def test_nothing_is_written_over(two: Two) -> None:
    (two.folder / "x.b").write_text("别的")
    with pytest.raises(Refusal) as said:
        write_bundle(two.duty, two.folder / "x.b")
    assert said.value.rule == Rule.FILE_EXISTS
    assert (two.folder / "x.b").read_text() == "别的"


def test_a_bundle_of_another_incident_changes_nothing(two: Two, tmp_path: Path) -> None:
    make_file(tmp_path / "别的.daolian", around=surroundings(31))
    with closing(open_store(tmp_path / "别的.daolian", surroundings(31))) as other:
        write_bundle(other, tmp_path / "别的.b")
    before = two.duty.journal.revision
    with pytest.raises(Refusal) as said:
        merge_bundles(two.duty, [tmp_path / "别的.b"])
    assert said.value.rule == Rule.OTHER_INCIDENT
    assert two.duty.journal.revision == before


def test_one_bad_stick_of_three_and_nothing_is_taken(two: Two) -> None:
    check_in(two.island, persons=(who(two.island, "H1/赵示甲"),), place="S1", at=T0, operator="")
    good, bad = two.folder / "good.b", two.folder / "bad.b"
    write_bundle(two.island, good)
    raw = bytearray(good.read_bytes())
    raw[len(raw) // 2] ^= 1
    bad.write_bytes(raw)
    before = two.duty.dump(), two.duty.journal.revision
    with pytest.raises(Refusal) as said:
        merge_bundles(two.duty, [good, bad])
    assert said.value.rule == Rule.BUNDLE_DAMAGED
    assert (two.duty.dump(), two.duty.journal.revision) == before


def _with_digest(raw: bytes) -> bytes:
    return raw[:-32] + hashlib.sha256(raw[:-32]).digest()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda raw: b"", Rule.NOT_A_BUNDLE),
        (lambda raw: b"PK\x03\x04" + raw[4:], Rule.NOT_A_BUNDLE),
        (lambda raw: raw[:-1], Rule.BUNDLE_DAMAGED),
        (lambda raw: raw[: len(raw) // 2], Rule.BUNDLE_DAMAGED),
        (lambda raw: raw + b"\0", Rule.BUNDLE_DAMAGED),
        (lambda raw: _with_digest(raw[:8] + b"\0\x63" + raw[10:]), Rule.NEWER_BUNDLE),
        (lambda raw: _with_digest(raw[:10] + b"\xff\xff\xff\xff" + raw[14:]), Rule.BUNDLE_DAMAGED),
        (lambda raw: _with_digest(raw[:14] + b"\x9b" + bytes([255] * 8) + raw[23:]), Rule.BUNDLE_DAMAGED),
    ],
)
def test_a_damaged_bundle_gives_one_reason(two: Two, change: Callable[[bytes], bytes], rule: str) -> None:
    _, raw = make_bundle(two.island, None)
    with pytest.raises(Refusal) as said:
        unpack(change(raw), two.duty.around.device.key, "x.b")
    assert said.value.rule == rule
