"""Backups: written aside, opened and counted; eight kept; what cannot be written is said, the others stay."""

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.operations.bundles import merge_bundles, write_bundle
from core.operations.enrolment import enrol, join
from core.operations.enrolment import laptop as card_of
from core.operations.field import check_in
from core.operations.orders import set_level
from core.queries.verification import verify
from core.store import backups as module
from core.store.backups import KEPT, backups_of, erase_backups, noted_backups, write_backup
from core.store.database import Store, open_store
from core.store.device import Surroundings, device_card, load_township
from core.store.keys import keys_path
from tests.factories import T0, Clock, laptop, make_file, people_of_house, surroundings

ROOT = Path(__file__).parents[3]
PASSPHRASE = "雨 before 天亮"


def place(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_opens_like_the_file_and_holds_the_same(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "值班.daolian"
    make_file(path, drill=passphrase is None, passphrase=passphrase)
    with closing(open_store(path, surroundings(3), passphrase=passphrase)) as store:
        done = write_backup(store, place(tmp_path))
        assert done.events == store.journal.revision
        dump = store.dump()
    assert (done.kept, done.removed, done.same_disk) == (1, 0, True)
    with closing(open_store(done.path, surroundings(3), passphrase=passphrase)) as copy:
        assert copy.dump() == dump
        assert verify(copy) == ()
    assert keys_path(done.path).exists() == (passphrase is not None)
    assert "值班" not in done.path.name


def test_a_restored_backup_goes_on_in_an_epoch_of_its_own(real_path: Path, tmp_path: Path) -> None:
    around = laptop(tmp_path / "profile")
    with closing(open_store(real_path, around)) as store:
        done = write_backup(store, place(tmp_path))
        set_level(store, level="一级", scope="全区", issuer="指挥部", at=T0, operator="")
    with closing(open_store(done.path, around)) as restored:
        (event,) = set_level(restored, level="二级", scope="全区", issuer="指挥部", at=T0, operator="").events
        assert (event.epoch, event.seq) == (2, 1)


def test_eight_are_kept_and_one_that_is_worked_in_is_left_alone(real_path: Path, tmp_path: Path) -> None:
    clock, folder = Clock(), place(tmp_path)
    around = surroundings(3, clock)
    with closing(open_store(real_path, around)) as store:
        first = write_backup(store, folder).path
        with closing(open_store(first, surroundings(4))):
            pass
        (folder / "not ours.daolian").write_bytes(b"x")
        (folder / f"{first.name[:27]}someday.daolian").write_bytes(b"x")
        for _ in range(KEPT + 2):
            clock.now += timedelta(minutes=15)
            done = write_backup(store, folder)
        kept = backups_of(store, folder)
    assert [each.at for each in kept] == sorted((each.at for each in kept), reverse=True)
    assert len(kept) == KEPT + 1
    assert first in {each.path for each in kept}
    assert (done.kept, done.removed) == (KEPT + 1, 1)
    assert "not ours.daolian" in names(folder)


@pytest.mark.parametrize("wrong", [timedelta(days=3650), timedelta(days=-3650)], ids=["ahead", "behind"])
def test_a_clock_that_was_put_right_costs_no_backup(real_path: Path, tmp_path: Path, wrong: timedelta) -> None:
    """Neither the last one written by the wrong clock nor the first one written by the right one."""
    clock, folder = Clock(), place(tmp_path)
    with closing(open_store(real_path, surroundings(3, clock))) as store:
        for turn in range(2 * KEPT + 3):
            clock.now = T0 + timedelta(minutes=15 * turn) + (wrong if KEPT < turn < KEPT + 3 else timedelta())
            done = write_backup(store, folder)
            assert done.path.exists()
            assert done.kept <= KEPT
            assert backups_of(store, folder)[0].at <= clock.now


def test_two_in_one_second_are_two(real_path: Path, tmp_path: Path) -> None:
    folder = place(tmp_path)
    with closing(open_store(real_path, surroundings(3))) as store:
        assert write_backup(store, folder).path != write_backup(store, folder).path
        assert len(backups_of(store, folder)) == 2


def test_a_reader_beside_the_writer_backs_up_what_is_acknowledged(real_path: Path, tmp_path: Path) -> None:
    with closing(open_store(real_path, surroundings(3))) as store:
        set_level(store, level="一级", scope="全区", issuer="指挥部", at=T0, operator="")
        with closing(store.reader()()) as beside:
            done = write_backup(beside, place(tmp_path))
        assert done.events == store.journal.revision


# -- what goes wrong ----------------------------------------------------------------------------------------------


def refused(store: Store, folder: Path) -> str:
    before = names(folder) if folder.is_dir() else set()
    with pytest.raises(Refusal) as caught:
        write_backup(store, folder)
    assert (names(folder) if folder.is_dir() else set()) == before
    return caught.value.rule


def test_a_place_that_is_gone_is_said(real: Store, tmp_path: Path) -> None:
    assert refused(real, tmp_path / "pulled out") == Rule.BACKUP_PLACE_GONE


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_what_reads_back_wrong_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    """A stick that takes bytes and gives others back: one bit of the journal, any bit of an encrypted copy."""
    path = tmp_path / "值班.daolian"
    make_file(path, passphrase=passphrase)
    folder = place(tmp_path)
    with closing(open_store(path, surroundings(3), passphrase=passphrase)) as store:
        (words,) = store.connection.execute("select bytes from events order by n limit 1").fetchone()

        def worn(copy: Path) -> None:
            raw = bytearray(copy.read_bytes())
            at = raw.index(words[:60]) + 30 if passphrase is None else len(raw) // 2
            raw[at] ^= 1
            copy.write_bytes(raw)

        monkeypatch.setattr(module, "settle_file", worn)
        assert refused(store, folder) == Rule.STICK_MISREAD


FULL_STICK = """
import resource, sys
from pathlib import Path
from core.domain.findings import Refusal
from core.store.backups import write_backup
from core.store.database import open_store
from tests.factories import surroundings
store = open_store(Path(sys.argv[1]), surroundings(3), write=False)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    write_backup(store, Path(sys.argv[2]))
except Refusal as refusal:
    print(refusal.rule)
"""


@pytest.mark.parametrize("bytes_free", [0, 50_000])
def test_a_full_stick_is_said_and_leaves_the_older_backup(real_path: Path, tmp_path: Path, bytes_free: int) -> None:
    """A limit on the size of a file stands for the full stick: the system answers in the middle of the writing."""
    folder = place(tmp_path)
    with closing(open_store(real_path, surroundings(3))) as store:
        write_backup(store, folder)
    before = names(folder)
    command = [sys.executable, "-c", FULL_STICK, str(real_path), str(folder), str(bytes_free)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == (Rule.STICK_FULL, "")
    assert names(folder) == before


def test_a_read_only_stick_is_said(real: Store) -> None:
    """The system's own read-only folder: the administrator cannot write there either."""
    assert refused(real, Path("/sys")) == Rule.STICK_READ_ONLY


def test_erasing_takes_this_laptop_s_backups_and_names_the_place_it_cannot_reach(
    real_path: Path, tmp_path: Path
) -> None:
    around = laptop(tmp_path / "profile")
    here, gone = tmp_path / "here", tmp_path / "gone"
    here.mkdir()
    gone.mkdir()
    with closing(open_store(real_path, around)) as store:
        write_backup(store, here)
        write_backup(store, gone)
        (here / "other.daolian").write_bytes(b"x")
        gone.rename(tmp_path / "in somebody's pocket")
        assert {noted.folder for noted in noted_backups(around.device, store.incident.id)} == {here, gone}
        removed, missed = erase_backups(store)
    assert (len(removed), missed) == (1, (gone,))
    assert names(here) == {"other.daolian"}


# -- peers are backups too ----------------------------------------------------------------------------------------


def _desk(tmp_path: Path, seed: int) -> Surroundings:
    return laptop(tmp_path / f"profile-{seed}", seed)


def _arrive(store: Store, household: str, shelter: str) -> None:
    check_in(store, persons=people_of_house(store, household), place=shelter, at=T0, operator="签到员")  # type: ignore[arg-type]


def test_a_lost_laptop_is_rebuilt_from_the_sticks_of_two_peers(tmp_path: Path) -> None:
    """Each peer holds what the other has not heard; together they are the laptop that was lost."""
    lost, one, two, new = (_desk(tmp_path, seed) for seed in (1, 2, 3, 4))
    path = tmp_path / "lost.daolian"
    make_file(path, around=lost)
    township = load_township(tmp_path / "profile-1", lost.draw)
    cards = [card_of(f"{device_card(around.device.public)}=点") for around in (one, two, new)]
    files = {}
    with closing(open_store(path, lost)) as store:
        houses = [
            row[0] for row in store.connection.execute("select distinct household from people order by household")
        ]
        enrol(store, laptops=cards, township=township, at=T0, operator="")
        write_bundle(store, tmp_path / "all")
        for around, name in ((one, "one"), (two, "two")):
            join(tmp_path / "all", tmp_path / name, around, passphrase=None, plain=True)
            files[name] = around
        _arrive(store, houses[0], "S1")
        write_bundle(store, tmp_path / "late")
    for name, around in files.items():
        with closing(open_store(tmp_path / name, around)) as peer:
            if name == "two":
                merge_bundles(peer, [tmp_path / "late"])
            _arrive(peer, houses[1 if name == "one" else 2], "S2")
            write_bundle(peer, tmp_path / f"stick-{name}")
    with closing(open_store(path, lost)) as store:
        merge_bundles(store, [tmp_path / "stick-one", tmp_path / "stick-two"])
        dump = store.dump()
    join(tmp_path / "stick-one", tmp_path / "rebuilt", new, passphrase=None, plain=True)
    with closing(open_store(tmp_path / "rebuilt", new)) as rebuilt:
        merge_bundles(rebuilt, [tmp_path / "stick-two"])
        assert rebuilt.dump() == dump
        assert verify(rebuilt) == ()
