"""Making, opening and closing the file: plain and encrypted, and everything that is not one of ours."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.operations.orders import set_level
from core.store import driver
from core.store.creating import create_store
from core.store.database import Store, open_store
from core.store.device import Surroundings
from core.store.driver import UnsafeDatabaseLibrary, assert_safe_version
from core.store.keys import keys_path
from tests.factories import OFFICER, T0, make_file, surroundings

ROOT = Path(__file__).parents[3]
PASSPHRASE = "雨 before 天亮"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith(".lock")}


def refused(path: Path, passphrase: str | None = None, *, write: bool = True) -> str:
    with pytest.raises(Refusal) as caught:
        open_store(path, surroundings(9), passphrase=passphrase, write=write)
    return caught.value.rule


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An encrypted real file, and its recovery key."""
    path = tmp_path_factory.mktemp("encrypted") / "加密.daolian"
    made = make_file(path, drill=False, passphrase=PASSPHRASE)
    assert made.recovery is not None
    return path, made.recovery


def test_a_plain_drill_opens_and_says_what_it_is(drill_path: Path) -> None:
    with closing(open_store(drill_path, surroundings())) as store:
        incident = store.incident
        assert (incident.title, incident.drill, incident.plain) == ("三村练习", True, True)
        assert incident.sources == ("手画的练习图",)


def test_an_encrypted_file_opens_by_passphrase_and_by_recovery_key(encrypted: tuple[Path, str]) -> None:
    path, recovery = encrypted
    for secret in (PASSPHRASE, recovery):
        with closing(open_store(path, surroundings(), passphrase=secret)) as store:
            assert not store.incident.plain
            assert store.connection.execute("select count(*) from people").fetchone()[0] == 13


def test_nothing_of_an_encrypted_file_can_be_read_from_its_bytes(encrypted: tuple[Path, str]) -> None:
    path, recovery = encrypted
    raw = path.read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    for word in ("赵示甲", "甲村", "create table", OFFICER):
        assert word.encode() not in raw
    slots = keys_path(path).read_text(encoding="utf-8")
    assert PASSPHRASE not in slots
    assert recovery.replace("-", "") not in slots.replace("-", "")


@pytest.mark.parametrize("secret", ["wrong", "", "aaaaa-bbbbb-ccccc-ddddd-eeeee-fffff-00000-11111", "雨 before 天黑"])
def test_a_wrong_passphrase_is_refused_and_changes_nothing(encrypted: tuple[Path, str], secret: str) -> None:
    path, _ = encrypted
    before = contents(path.parent)
    assert refused(path, secret) == Rule.WRONG_PASSPHRASE
    assert contents(path.parent) == before


def test_an_encrypted_file_asks_for_its_passphrase(encrypted: tuple[Path, str]) -> None:
    assert refused(encrypted[0]) == Rule.PASSPHRASE_NEEDED


@pytest.mark.parametrize("text", [None, "", "{}", "[]", "not json", '{"slots": 3}'])
def test_without_its_keys_file_it_says_which_file_is_missing(
    encrypted: tuple[Path, str], tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "搬走了.daolian"
    path.write_bytes(encrypted[0].read_bytes())
    if text is not None:
        keys_path(path).write_text(text, encoding="utf-8")
    assert refused(path, PASSPHRASE) == Rule.KEYS_MISSING


def test_keys_of_another_file_do_not_open_it(encrypted: tuple[Path, str], tmp_path: Path) -> None:
    path = tmp_path / "另一个.daolian"
    make_file(path, passphrase=PASSPHRASE[::-1], around=surroundings(5))
    keys_path(path).write_bytes(keys_path(encrypted[0]).read_bytes())
    before = path.read_bytes()
    assert refused(path, PASSPHRASE) == Rule.FILE_DAMAGED
    assert path.read_bytes() == before


def _sqlite_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table notes (text)")
        connection.execute("insert into notes values ('mine')")
        connection.commit()


def _sqlite_that_claims_to_be_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma application_id = 1145130828")
        connection.execute("create table notes (text)")
        connection.commit()


NOT_OURS = {
    "zero bytes": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("户,姓名\n" * 2000, encoding="utf-8"),
    "a page of ascii": lambda path: path.write_bytes(b"a" * 4096),
    "another program's database": _sqlite_of_another_program,
    "a database without our tables": _sqlite_that_claims_to_be_ours,
    "a head and rubbish": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000),
    "one byte": lambda path: path.write_bytes(b"S"),
}


@pytest.mark.parametrize("kind", NOT_OURS)
@pytest.mark.parametrize("write", [True, False])
def test_what_is_not_a_daolian_file_is_refused_and_stays_as_it_was(tmp_path: Path, kind: str, write: bool) -> None:
    path = tmp_path / "什么.daolian"
    NOT_OURS[kind](path)
    before = contents(tmp_path)
    assert refused(path, write=write) == Rule.NOT_A_DAOLIAN_FILE
    assert contents(tmp_path) == before


def test_an_empty_file_beside_a_keys_file_is_still_not_one_of_ours(encrypted: tuple[Path, str], tmp_path: Path) -> None:
    path = tmp_path / "空.daolian"
    path.write_bytes(b"")
    keys_path(path).write_bytes(keys_path(encrypted[0]).read_bytes())
    assert refused(path, PASSPHRASE) == Rule.NOT_A_DAOLIAN_FILE
    assert path.read_bytes() == b""


@pytest.mark.parametrize("name", ["没有.daolian", ".", "没有/这里.daolian"])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name) == Rule.NO_SUCH_FILE


def test_a_file_of_a_newer_format_is_refused_unchanged(drill_path: Path) -> None:
    with closing(sqlite3.connect(drill_path)) as connection:
        connection.execute("update meta set value = '99' where key = 'format'")
        connection.commit()
    before = drill_path.read_bytes()
    assert refused(drill_path) == Rule.NEWER_FORMAT
    assert drill_path.read_bytes() == before


HOLDER = """
import sys
from pathlib import Path
from core.store.database import open_store
from desktop.surroundings import real_surroundings
store = open_store(Path(sys.argv[1]), real_surroundings())
print("held", flush=True)
sys.stdin.readline()
store.close()
"""


def test_one_process_writes_and_others_read_beside_it(drill_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(drill_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert refused(drill_path) == Rule.LOCKED
        with closing(open_store(drill_path, surroundings(), write=False)) as reader:
            assert reader.journal.revision > 0
            assert not reader.writable
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.wait() == 0
    open_store(drill_path, surroundings()).close()


def test_the_lock_is_gone_with_its_process(drill_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(drill_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
        holder.wait()
    open_store(drill_path, surroundings()).close()


def test_durable_settings_are_on(drill_path: Path) -> None:
    with closing(open_store(drill_path, surroundings())) as store:
        settings = {
            name: store.connection.execute(f"pragma {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_sqlite_is_one_that_cannot_lose_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_safe_version()
    monkeypatch.setattr(driver.dbapi2, "sqlite_version", "3.51.2")
    with pytest.raises(UnsafeDatabaseLibrary):
        assert_safe_version()


def test_opening_and_closing_changes_no_byte(drill_path: Path) -> None:
    before = contents(drill_path.parent)
    open_store(drill_path, surroundings(77)).close()
    open_store(drill_path, surroundings(78), write=False).close()
    assert contents(drill_path.parent) == before


def test_a_file_is_never_written_over(drill_path: Path) -> None:
    before = drill_path.read_bytes()
    with pytest.raises(Refusal) as caught:
        make_file(drill_path)
    assert caught.value.rule == Rule.FILE_EXISTS
    assert drill_path.read_bytes() == before


def test_keys_of_a_file_that_was_moved_are_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "新.daolian"
    keys_path(path).write_text("keys of another", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        make_file(path, passphrase=PASSPHRASE)
    assert caught.value.rule == Rule.FILE_EXISTS
    assert contents(tmp_path) == {keys_path(path).name: b"keys of another"}


@pytest.mark.parametrize("passphrase", [None, ""])
def test_a_real_file_needs_a_passphrase_or_the_word_plain(tmp_path: Path, passphrase: str | None) -> None:
    from core.exchange.packs import read_pack
    from core.operations.files import new_file
    from tests.factories import THREE_VILLAGES

    with pytest.raises(Refusal) as caught:
        new_file(
            tmp_path / "实战.daolian",
            read_pack(THREE_VILLAGES),
            surroundings(),
            drill=False,
            plain=False,
            passphrase=passphrase,
            sample=False,
            at=T0,
            operator=OFFICER,
        )
    assert caught.value.rule == Rule.PLAIN_OR_PASSPHRASE
    assert contents(tmp_path) == {}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        make_file(tmp_path / "没有" / "新.daolian")
    assert caught.value.rule == Rule.NOT_A_FOLDER


class PenBroke(Exception):
    """Something nobody foresaw, half way."""


@pytest.mark.parametrize("slots", [None, "{}"])
def test_a_failure_while_tables_are_written_leaves_nothing(tmp_path: Path, slots: str | None) -> None:
    def fill(connection: object) -> None:
        connection.execute("insert into towns (key, body) values ('a', 'b')")  # type: ignore[attr-defined]
        raise PenBroke

    with pytest.raises(PenBroke):
        create_store(tmp_path / "半.daolian", surroundings(), {"incident": "0" * 32}, fill, slots=slots)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_while_the_first_events_are_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.operations import files

    def broken(*_: object) -> None:
        raise PenBroke

    monkeypatch.setattr(files, "import_drafts", broken)
    for passphrase in (None, PASSPHRASE):
        with pytest.raises(PenBroke):
            make_file(tmp_path / "半.daolian", passphrase=passphrase)
        assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_pack_are_two_incidents(tmp_path: Path) -> None:
    ids = set()
    for seed in (1, 2):
        make_file(tmp_path / f"{seed}.daolian", around=surroundings(seed))
        with closing(open_store(tmp_path / f"{seed}.daolian", surroundings(), write=False)) as store:
            ids.add(store.incident.id)
    assert len(ids) == 2


def test_the_same_seed_makes_the_same_journal(tmp_path: Path) -> None:
    dumps = set()
    for name in "ab":
        make_file(tmp_path / name)
        with closing(open_store(tmp_path / name, surroundings())) as store:
            dumps.add((store.dump(), tuple(event.id for event in store.journal.all())))
    assert len(dumps) == 1


def _half_a_transaction(store: Store) -> None:
    with store.transaction():
        set_level(store, level="一级", scope="全区", issuer="指挥部", at=T0, operator="没有写成的人")
        raise PenBroke


def test_a_transaction_that_fails_leaves_no_trace_and_no_new_epoch(drill_path: Path, around: Surroundings) -> None:
    with closing(open_store(drill_path, around)) as store:
        revision, dump = store.journal.revision, store.dump()
        with pytest.raises(PenBroke):
            _half_a_transaction(store)
        assert (store.journal.revision, store.dump()) == (revision, dump)
        (event,) = set_level(store, level="一级", scope="全区", issuer="指挥部", at=T0, operator="").events
        assert (event.epoch, event.seq) == (1, 1)
