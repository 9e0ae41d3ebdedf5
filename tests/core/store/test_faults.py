"""What a disk and a damaged file do: said in a refusal, nothing acknowledged lost, nothing wrong shown as right.

A limit on the size of a process's files stands for the full disk: the system answers in the middle of a write, also to
the administrator. Protection against writing is tried as a user without rights.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId
from core.queries.verification import verify
from core.store import keys
from core.store.chain import chain_findings
from core.store.database import open_store
from core.store.keys import keys_path
from tests.factories import make_file, surroundings

ROOT = Path(__file__).parents[3]
PASSPHRASE = "雨 before 天亮"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted real file whose passphrase is stretched little: it is opened some hundred times."""
    path = tmp_path_factory.mktemp("sealed") / "加密.daolian"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "ARGON2_MIB", 1)
        patch.setattr(keys, "ARGON2_PASSES", 1)
        make_file(path, drill=False, passphrase=PASSPHRASE)
    return path


def everything(path: Path, passphrase: str | None) -> str:
    """All that is in a file, read through: its dump where journal and blobs are what their hashes say."""
    with closing(open_store(path, surroundings(9), passphrase=passphrase, write=False)) as store, store.reading():
        assert not list(chain_findings(store.connection))
        return store.dump()


def flipped(source: Path, target: Path, draws: random.Random) -> None:
    raw = bytearray(source.read_bytes())
    raw[draws.randrange(len(raw))] ^= 1 << draws.randrange(8)
    target.write_bytes(raw)
    if keys_path(source).exists():
        shutil.copyfile(keys_path(source), keys_path(target))


def read_or_refused(path: Path) -> str:
    """What is in it, or why it cannot be read."""
    try:
        return everything(path, PASSPHRASE)
    except Refusal as refusal:
        return refusal.rule


def flip_bits(sealed: Path, tmp_path: Path, count: int) -> int:
    """How many of `count` single flipped bits were said; none may be read as something else."""
    draws, right, said = random.Random(1), everything(sealed, PASSPHRASE), 0
    for _ in range(count):
        copy = tmp_path / "copy.daolian"
        flipped(sealed, copy, draws)
        before = copy.read_bytes()
        found = read_or_refused(copy)
        assert found in (right, Rule.FILE_DAMAGED)
        said += found == Rule.FILE_DAMAGED
        assert copy.read_bytes() == before
    return said


def test_no_flipped_bit_of_an_encrypted_file_is_read_as_something_else(sealed: Path, tmp_path: Path) -> None:
    assert flip_bits(sealed, tmp_path, 40) >= 20  # the others lie in an index or a free page: not read, not wrong


@pytest.mark.long
def test_no_flipped_bit_of_an_encrypted_file_is_read_as_something_else_1000(sealed: Path, tmp_path: Path) -> None:
    assert flip_bits(sealed, tmp_path, 1000) >= 500


def test_a_file_cut_short_is_damaged(sealed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.daolian"
    shutil.copyfile(keys_path(sealed), keys_path(copy))
    raw = sealed.read_bytes()
    for length in (4096, len(raw) // 2, len(raw) - 4096):
        copy.write_bytes(raw[:length])
        with pytest.raises(Refusal) as caught:
            everything(copy, PASSPHRASE)
        assert caught.value.rule == Rule.FILE_DAMAGED


# -- a full disk -----------------------------------------------------------------------------------------------------

UNTIL_FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from core.domain.findings import Refusal
from core.operations.field import check_in
from core.store.database import open_store
from core.store.people import people
from desktop.surroundings import real_surroundings
path = Path(sys.argv[1])
store = open_store(path, real_surroundings())
persons = tuple(people(store))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
said = []
for turn in range(2000):
    try:
        changes = check_in(store, persons=persons[turn % len(persons):][:3], place=("S1", "S2")[turn % 2],
                           at=datetime.now(UTC), operator="", note=f"第 {turn} 次" * 20)
    except Refusal as refusal:
        print(refusal.rule, flush=True)
        break
    print(" ".join(event.id for event in changes.events), flush=True)
if len(sys.argv) > 3:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    changes = check_in(store, persons=persons[:1], place="S1", at=datetime.now(UTC), operator="", note="有地方了")
    print(" ".join(event.id for event in changes.events), flush=True)
store.close()
"""


def fill(path: Path, limit: int, *more: str) -> tuple[list[str], str]:
    """(ids acknowledged, the rule that ended it) of a process that writes until its files may not grow."""
    run = subprocess.run(
        [sys.executable, "-c", UNTIL_FULL, str(path), str(limit), *more], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    (rule,) = [line for line in lines if not all(len(word) == 32 for word in line.split())]
    return [word for line in lines if line != rule for word in line.split()], rule


def until_full(path: Path, rounds: int) -> None:
    draws, promised = random.Random(2), list[str]()
    for turn in range(rounds):
        acknowledged, rule = fill(path, draws.randrange(20_000, 400_000), *(["then go on"] if turn % 2 else []))
        assert rule in (Rule.DISK_FULL, Rule.DISK_FAILS)
        promised += acknowledged
        with closing(open_store(path, surroundings(9), write=False)) as store:
            assert [event for event in promised if store.journal.find(EventId(event)) is None] == []
            assert verify(store) == ()
    assert len(set(promised)) == len(promised) > rounds


def test_a_full_disk_loses_nothing_that_was_acknowledged(real_path: Path) -> None:
    until_full(real_path, 2)


@pytest.mark.long
def test_a_full_disk_loses_nothing_that_was_acknowledged_30_times(real_path: Path) -> None:
    until_full(real_path, 30)


# -- what cannot be written -------------------------------------------------------------------------------------------

WITHOUT_RIGHTS = """
import json, os, sys
from contextlib import closing
from pathlib import Path
from core.domain.findings import Refusal
from core.exchange.packs import read_pack
from core.operations.files import new_file
from core.store.database import open_store
from tests.factories import T0, THREE_VILLAGES, surroundings
pack, around = read_pack(THREE_VILLAGES), surroundings(3)
if os.getuid() == 0:
    os.setuid(65534)
said = {}
for name, work in {
    "write": lambda: open_store(Path(sys.argv[1]), around).close(),
    "new": lambda: new_file(Path(sys.argv[1]).with_name("new.daolian"), pack, around, drill=True, plain=True,
                            passphrase=None, sample=False, at=T0, operator=""),
}.items():
    try:
        work()
        said[name] = "done"
    except Refusal as refusal:
        said[name] = refusal.rule
print(json.dumps(said))
"""


@pytest.fixture
def protected(real_bytes: bytes) -> Iterator[Path]:
    """A file in a folder that may be read by everybody and written by nobody but the administrator."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "只读.daolian"
    path.write_bytes(real_bytes)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_stick_is_said_and_nothing_is_left_on_it(protected: Path) -> None:
    before = {path.name: path.read_bytes() for path in protected.parent.iterdir()}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_RIGHTS, str(protected)],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"write": Rule.FILE_READ_ONLY, "new": Rule.FILE_READ_ONLY}
    assert {path.name: path.read_bytes() for path in protected.parent.iterdir()} == before
