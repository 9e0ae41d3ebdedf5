"""What the journeys stand on: the drill of the built-in district, made once, and a real window on a copy of it.

Every window runs under the watchdog. A stall is never a failure here (another process may have had the processor): all
are listed at the end of the run with what the window was doing.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.hazards import Trigger
from core.exchange.packs import read_pack
from core.operations.drills import set_clock
from core.operations.files import new_file
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.planning.planner import make_plan
from core.queries.names import places
from core.queries.planning_case import planning_case
from core.queries.rain import rain_end, rain_start
from core.queries.timing import BEIJING
from core.resources import resource
from core.store.database import Store, open_store
from core.store.drills import drill_clock
from desktop import app, theme
from desktop.commands.window import DRILL_STARTS, FIRST_TOWN, start_drill
from desktop.logs import Watchdog
from desktop.settings import CRITICAL_ROADS, OPERATOR, Settings
from desktop.shell.loading import qt_classes
from desktop.surroundings import seeded_surroundings
from tests.journeys.officer import Officer

NAME = "吴拟辛"
PASSPHRASE = "雨夜示例口令"
GO_AT = datetime(2023, 7, 30, 18, 10, tzinfo=BEIJING)


class SitDown(Protocol):
    """Open the window on a file and sit down at it; leaving the context closes it.

    `foresight` lets it look in the background for the roads whose closing would hurt most; `now` is what this laptop's
    clock says all the time, `seed` which laptop it is.
    """

    def __call__(
        self, file: Path, passphrase: str | None = None, foresight: bool = False, now: datetime = GO_AT, seed: int = 3
    ) -> AbstractContextManager[Officer]: ...


_STALLS = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Where the window stood still for over 50 ms: to be read, never asserted."""
    stalls = config.stash.get(_STALLS, [])
    if stalls:
        terminalreporter.section("the window stood still (journeys)")
        for line in sorted(stalls, reverse=True):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def first_drill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drill as the program makes it for a new user: the storm is set, the clock stands at noon."""
    path = tmp_path_factory.mktemp("journeys") / "drill.daolian"
    around = seeded_surroundings(1, lambda: DRILL_STARTS.astimezone(UTC))
    pack = read_pack(resource("mentougou"))
    new_file(path, pack, around, drill=True, plain=True, passphrase=None, sample=True, at=DRILL_STARTS, operator=NAME)
    with closing(open_store(path, around)) as store:
        start_drill(store)
    return path


@pytest.fixture(scope="session")
def first_night(first_drill: Path) -> Path:
    """The same drill at 18:10: the town is ordered to go and planned."""
    path = first_drill.with_name("night.daolian")
    copyfile(first_drill, path)
    around = seeded_surroundings(2, lambda: GO_AT.astimezone(UTC))
    with closing(open_store(path, around)) as store:
        codes = tuple(place.code for place in places(store).values() if place.town == FIRST_TOWN)
        order(store, places=codes, level=Trigger.GO, at=GO_AT, operator=NAME)
        plan = make_plan(planning_case(store, GO_AT), lambda _share: None, lambda: False)
        adopt_plan(store, plan=plan, reason="首次方案", at=GO_AT, operator=NAME)
        set_clock(store, at=GO_AT, operator=NAME)
    return path


@pytest.fixture(scope="session")
def first_real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real file of the district, encrypted, as it is made before any rain: nobody is ordered."""
    path = tmp_path_factory.mktemp("kept") / "real.daolian"
    around = seeded_surroundings(1, lambda: GO_AT.astimezone(UTC))
    pack = read_pack(resource("mentougou"))
    new_file(path, pack, around, drill=False, plain=False, passphrase=PASSPHRASE, sample=True, at=GO_AT, operator=NAME)
    return path


@pytest.fixture
def real_file(first_real: Path, tmp_path: Path) -> Path:
    """It opens with PASSPHRASE."""
    path = tmp_path / "real.daolian"
    for end in ("", ".keys"):
        copyfile(f"{first_real}{end}", f"{path}{end}")
    return path


@pytest.fixture(scope="session")
def first_full_night(first_night: Path) -> Path:
    """The night in full swing at 18:35, lived on two laptops (`full_night.fill`)."""
    from tests.journeys.full_night import fill  # stands on this module itself

    path = first_night.with_name("full.daolian")
    copyfile(first_night, path)
    fill(path, path.parent / "full")
    return path


@pytest.fixture
def full_night(first_full_night: Path, tmp_path: Path) -> Path:
    path = tmp_path / "full.daolian"
    copyfile(first_full_night, path)
    return path


@pytest.fixture
def drill_file(first_drill: Path, tmp_path: Path) -> Path:
    path = tmp_path / "drill.daolian"
    copyfile(first_drill, path)
    return path


@pytest.fixture
def night_file(first_night: Path, tmp_path: Path) -> Path:
    path = tmp_path / "night.daolian"
    copyfile(first_night, path)
    return path


@pytest.fixture
def sit_down(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    stray_logs: list[logging.LogRecord],
) -> SitDown:
    """Open the whole window on a file as the program does; the file is closed and the threads joined at the end."""
    for _class in qt_classes():
        pass
    theme.apply(qapp, theme.NIGHT, 1.0)
    stalls = request.config.stash.setdefault(_STALLS, [])

    @contextmanager
    def sit(
        file: Path, passphrase: str | None = None, foresight: bool = False, now: datetime = GO_AT, seed: int = 3
    ) -> Iterator[Officer]:
        settings = Settings(tmp_path)
        settings.put(OPERATOR, NAME)
        settings.put(CRITICAL_ROADS, foresight)
        around = seeded_surroundings(seed, lambda: now.astimezone(UTC))

        def reach() -> Store:
            return open_store(file, around, passphrase=passphrase)

        with closing(reach()) as store:
            drill, clock = store.incident.drill, drill_clock(store)
            start, end = rain_start(store), rain_end(store)
        window = app.build(
            reach,
            settings,
            drill=drill,
            scope=FIRST_TOWN,
            at=clock if drill else None,
            replay=(start, end) if drill and start and end else None,
        )
        watchdog = Watchdog(parent=window)
        window.show()
        watchdog.start()
        officer = Officer(qtbot, window)
        try:
            officer.until(lambda: set(window.models) == set(window.screens) and window.front == window.first)
            officer.until(lambda: officer.figure("due") is not None)
            officer.until_at_rest()
            yield officer
        finally:
            watchdog.stop()
            name = request.node.name.removeprefix("test_")
            stalls.extend(f"{name}: {note}" for note in officer.notes)
            stalls.extend(f"{stall.ms:6.0f} ms  {name}: {stall.where or 'unknown'}" for stall in watchdog.stalls)
            stray_logs[:] = [record for record in stray_logs if record.name != "desktop.logs"]
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return sit
