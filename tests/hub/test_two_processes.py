"""Two real processes, two files, a night between them: sticks both ways, one laptop killed in the middle and its stick
lost, then the network comes back and the hub does the rest. In the end both hold the same, to the last table."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import THREE_VILLAGES

ROOT = Path(__file__).parents[2]
START = datetime(2023, 7, 30, 18, 0)  # noqa: DTZ001 - as it is typed: Beijing time
EACH_MIN = 10
SHELTERS = ("S1", "S2")
PEOPLE = ("H1/赵示甲", "H3/孙拟乙")


class Laptop:
    """One process with a profile of its own."""

    def __init__(self, profile: Path, file: Path) -> None:
        self.file = file
        self._profile = profile
        self._begin()

    def _begin(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hub.laptop_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "DAOLIAN_PROFILE": str(self._profile), "PYTHONPATH": str(ROOT)},
        )

    def said(self, *words: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def __call__(self, *words: object) -> Any:
        said = self.said(*words)
        assert said["code"] == 0, said["err"]
        return json.loads(said["out"])

    def kill(self) -> None:
        """As a flat battery does."""
        self.end(signal.SIGKILL)
        self._begin()

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.communicate()


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    """The duty room with its drill, and the island that joined from its first stick."""
    duty, island = Laptop(tmp_path / "p1", tmp_path / "1.daolian"), Laptop(tmp_path / "p2", tmp_path / "2.daolian")
    try:
        duty("new", duty.file, "--pack", THREE_VILLAGES, "--drill")
        duty("enrol", duty.file, f"{island('device')['card']}=岛")
        duty("bundle", duty.file, "--out", tmp_path / "first")
        island("join", tmp_path / "first", "--out", island.file)
        yield duty, island
    finally:
        for laptop in (duty, island):
            laptop.end()


class Night:
    """What two desks write and carry, drawn from a seed."""

    def __init__(self, laptops: tuple[Laptop, Laptop], folder: Path, seed: int) -> None:
        self.laptops, self.folder, self.draws = laptops, folder, random.Random(seed)
        self.sticks = 0

    def live(self, hours: float) -> None:
        self.laptops[0]("order", self.laptops[0].file, "甲村", "乙村", "--at", START.isoformat())
        steps = round(hours * 60 / EACH_MIN)
        for step in range(steps):
            at = START + timedelta(minutes=EACH_MIN * step)
            for laptop in self.laptops:
                self.writes(laptop, at)
            if self.draws.random() < 0.35:
                self.carries(lost=self.draws.random() < 0.3)
            if step == steps // 2:
                self.laptops[1].kill()

    def writes(self, laptop: Laptop, at: datetime) -> None:
        person = self.draws.choice(PEOPLE)
        when = ("--at", (at + timedelta(hours=self.draws.choice((0, 0, -8, 26)))).isoformat())
        here = SHELTERS[self.laptops.index(laptop)]
        verb = self.draws.choice(("check-in", "check-in", "asked", "call", "refuse", "unreachable", "leave"))
        if verb == "check-in":
            laptop("check-in", laptop.file, person, here, *when)
        elif verb == "asked":
            laptop("check-in", laptop.file, person, here, "--from", SHELTERS[1 - SHELTERS.index(here)], *when)
        elif verb == "call":
            laptop("call", laptop.file, person, "--outcome", self.draws.choice(("answered", "none")), *when)
        else:
            laptop(verb, laptop.file, person, *when)

    def carries(self, *, lost: bool) -> None:
        """A stick from one to the other; some never arrive."""
        one, other = self.draws.sample(self.laptops, k=2)
        self.sticks += 1
        stick = self.folder / f"stick-{self.sticks}"
        one("bundle", one.file, "--out", stick)
        if not lost:
            other("merge", other.file, stick)


def _equal(laptops: tuple[Laptop, Laptop]) -> None:
    dumps = [laptop("dump", laptop.file) for laptop in laptops]
    assert dumps[0] == dumps[1]
    rolls = [laptop("roll", laptop.file) for laptop in laptops]
    assert rolls[0]["lists"] == rolls[1]["lists"]
    assert [laptop("verify", laptop.file)["violations"] for laptop in laptops] == [[], []]


def _night(laptops: tuple[Laptop, Laptop], folder: Path, database: str, seed: int, hours: float) -> None:
    Night(laptops, folder, seed).live(hours)
    laptops[0]("hub", "init", "--dsn", database)
    for action in ("push", "pull"):
        for laptop in laptops:
            laptop("hub", action, laptop.file, "--dsn", database)
    _equal(laptops)
    assert [laptop("hub", "push", laptop.file, "--dsn", database)["new"] for laptop in laptops] == [0, 0]


def test_two_processes_an_hour_and_the_hub(laptops: tuple[Laptop, Laptop], tmp_path: Path, database: str) -> None:
    _night(laptops, tmp_path, database, seed=1, hours=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
def test_two_processes_six_hours_and_the_hub(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, database: str, seed: int
) -> None:
    _night(laptops, tmp_path, database, seed, hours=6)
