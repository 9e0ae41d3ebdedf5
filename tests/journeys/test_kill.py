"""A laptop that loses its power in the middle of check-ins loses nothing that it had acknowledged."""

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.ids import EventId
from core.queries.verification import verify
from core.store.database import open_store
from desktop.surroundings import real_surroundings

ROOT = Path(__file__).parents[2]

# Says an event's id, and how long the log is, only after `record` has returned: from then on it is promised.
CHECKING_IN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from core.operations.field import check_in, leave
from core.store.database import open_store
from core.store.people import people
from desktop.surroundings import real_surroundings
store = open_store(Path(sys.argv[1]), real_surroundings())
persons = tuple(people(store))
turn = 0
while True:
    turn += 1
    family = persons[turn % len(persons):][:3]
    said = dict(persons=family, at=datetime.now(UTC), operator="签到员", note=f"第 {turn} 次")
    changes = leave(store, **said) if turn % 4 == 0 else check_in(store, place=("S1", "S2")[turn % 2], **said)
    length = Path(sys.argv[1] + "-wal").stat().st_size
    print(" ".join(event.id for event in changes.events), length, flush=True)
"""


def live_until_killed(path: Path, after_s: float) -> tuple[list[str], int]:
    """Ids that a process acknowledged before it was killed, and how long the log was then; the time runs from its
    first word."""
    with subprocess.Popen(
        [sys.executable, "-c", CHECKING_IN, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after_s)
        process.kill()  # SIGKILL: no handler, no close, no checkpoint
        said = first + process.stdout.read()
        process.wait()
    lines = said[: said.rfind("\n") + 1].splitlines()
    return [word for line in lines for word in line.split()[:-1]], int(lines[-1].split()[-1])


def tear(path: Path, acknowledged: int, draws: random.Random) -> None:
    """What a power cut may do to the log behind the last promise: each sector kept, zeroed or garbage, or cut off; the
    shared index beside it is gone."""
    log = path.with_name(path.name + "-wal")
    raw = bytearray(log.read_bytes())
    end = draws.choice((len(raw), draws.randrange(acknowledged, len(raw) + 1)))
    for start in range(acknowledged, end, 512):
        stop = min(start + 512, end)
        raw[start:stop] = draws.choice((raw[start:stop], bytes(stop - start), draws.randbytes(stop - start)))
    log.write_bytes(raw[:end])
    path.with_name(path.name + "-shm").unlink(missing_ok=True)


def rounds(path: Path, count: int, *, torn: bool = False) -> None:
    draws = random.Random(1)
    promised: list[str] = []
    for _ in range(count):
        acknowledged, length = live_until_killed(path, draws.uniform(0.0, 0.25))
        assert acknowledged
        promised += acknowledged
        if torn:
            tear(path, length, draws)
        with closing(open_store(path, real_surroundings())) as store:
            missing = [event for event in promised if store.journal.find(EventId(event)) is None]
            assert missing == []
            assert verify(store) == ()
    assert len(set(promised)) == len(promised)


def test_no_acknowledged_entry_is_lost_in_3_killings(real_path: Path) -> None:
    rounds(real_path, 3)


def test_no_acknowledged_entry_is_lost_where_the_log_is_torn_behind_it(real_path: Path) -> None:
    rounds(real_path, 3, torn=True)


@pytest.mark.long
@pytest.mark.parametrize("torn", [False, True])
def test_no_acknowledged_entry_is_lost_in_50_killings(real_path: Path, torn: bool) -> None:
    rounds(real_path, 50, torn=torn)
