"""The desk's clock, scope and verbs with a store that only counts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from core.domain.findings import Refusal
from desktop import phrases
from desktop.desk import Desk
from desktop.tasks import Tasks
from desktop.theme import DAY, NIGHT

START = datetime(2023, 7, 29, 12, tzinfo=UTC)
END = START + timedelta(hours=60)


class Wall:
    """Real time that the test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


class Nothing:
    def close(self) -> None:
        return


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def drill(qtbot: QtBot, wall: Wall) -> Iterator[Desk]:
    tasks = Tasks(Nothing)
    yield Desk(tasks, drill=True, operator="甲", at=START, replay=(START, END), wall=wall)
    tasks.close()


def test_a_drill_clock_stands_until_played(drill: Desk, wall: Wall) -> None:
    wall.at += timedelta(hours=1)
    drill._advance()
    assert drill.now() == START


def test_play_runs_at_its_speed_and_says_each_minute(drill: Desk, wall: Wall) -> None:
    minutes: list[datetime] = []
    drill.moment.connect(minutes.append)
    drill.play(600)
    for _ in range(10):
        wall.at += timedelta(seconds=0.1)
        drill._advance()
    assert drill.now() == START + timedelta(minutes=10)
    assert len(minutes) == 10
    drill.pause()
    assert drill.speed == 0


def test_the_clock_stops_at_the_end_of_the_storm(drill: Desk, wall: Wall) -> None:
    drill.play(600)
    wall.at += timedelta(days=1)
    drill._advance()
    assert drill.now() == END
    assert drill.speed == 0


def test_seek_stays_inside_the_storm(drill: Desk) -> None:
    drill.seek(START - timedelta(days=1))
    assert drill.now() == START
    drill.seek(START + timedelta(hours=3))
    assert drill.now() == START + timedelta(hours=3)


def test_at_another_time_no_verb_is_accepted(drill: Desk) -> None:
    refused: list[Refusal] = []
    drill.look(START + timedelta(hours=1))
    drill.write(lambda store, **facts: None, refused=refused.append)
    assert "看的是" in phrases.refusal(refused[0])
    assert drill.at() == START + timedelta(hours=1)
    assert drill.now() == START
    drill.look(None)
    assert drill.at() == START


def test_a_write_says_who_and_when(qtbot: QtBot, drill: Desk) -> None:
    told: list[dict[str, object]] = []
    drill.write(lambda store, **facts: told.append(facts), person="p")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [{"person": "p", "at": START, "operator": "甲"}]


def test_a_real_desk_follows_the_wall(qtbot: QtBot, wall: Wall) -> None:
    tasks = Tasks(Nothing)
    desk = Desk(tasks, drill=False, operator="甲", at=START, wall=wall)
    desk.play(600)
    wall.at += timedelta(minutes=5)
    assert desk.now() == wall.at
    assert desk.speed == 0
    tasks.close()


def test_scope_and_palette_say_so_once(drill: Desk) -> None:
    scopes: list[str | None] = []
    drill.scope_changed.connect(scopes.append)
    drill.set_scope("王平镇")
    drill.set_scope("王平镇")
    drill.set_scope(None)
    assert scopes == ["王平镇", None]
    assert drill.palette is NIGHT
    drill.switch_palette()
    assert drill.palette is DAY
