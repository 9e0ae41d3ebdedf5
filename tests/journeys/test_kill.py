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

# Says an event's id only after `record` has returned: from then on it is promised.
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
    print(" ".join(event.id for event in changes.events), flush=True)
"""


def live_until_killed(path: Path, after_s: float) -> list[str]:
    """Ids that a process acknowledged before it was killed; the time runs from its first word."""
    with subprocess.Popen(
        [sys.executable, "-c", CHECKING_IN, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after_s)
        process.kill()  # SIGKILL: no handler, no close, no checkpoint
        said = first + process.stdout.read()
        process.wait(20)
    complete = said[: said.rfind("\n") + 1]
    return complete.split()


def rounds(path: Path, count: int) -> None:
    draws = random.Random(1)
    promised: list[str] = []
    for _ in range(count):
        acknowledged = live_until_killed(path, draws.uniform(0.0, 0.25))
        assert acknowledged
        promised += acknowledged
        with closing(open_store(path, real_surroundings())) as store:
            missing = [event for event in promised if store.journal.find(EventId(event)) is None]
            assert missing == []
            assert verify(store) == ()
    assert len(set(promised)) == len(promised)


def test_no_acknowledged_entry_is_lost_in_5_killings(real_path: Path) -> None:
    rounds(real_path, 5)


@pytest.mark.long
def test_no_acknowledged_entry_is_lost_in_50_killings(real_path: Path) -> None:
    rounds(real_path, 50)
