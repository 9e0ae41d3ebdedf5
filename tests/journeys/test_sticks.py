"""A stick comes over the hill: it is taken in by itself and told once; what is held from whom is on the page, and a
bundle goes back on the same stick. All by key."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from pathlib import Path
from shutil import copyfile
from threading import Thread

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from core.domain.findings import Refusal
from core.exchange.frames import Progress
from core.operations.bundles import make_bundle, merge_bundles, take_parcel, write_bundle
from core.operations.enrolment import enrol, laptop
from core.operations.field import check_in
from core.operations.lan import Met, call, party_of
from core.queries.duty import Open
from core.queries.names import shelters
from core.store.database import open_store
from core.store.device import Surroundings, device_card, load_township
from core.store.holdings import vector_of
from core.store.merging import Aside
from core.store.people import people
from desktop.desks.camera_work import Look
from desktop.desks.picture_frames import read_pictures, write_pictures
from desktop.surroundings import profile_folder, seeded_surroundings
from tests.films import Picture, filmed
from tests.journeys.conftest import GO_AT, NAME, SitDown
from tests.journeys.officer import Officer

ISLAND = seeded_surroundings(41, lambda: GO_AT.astimezone(UTC))
STRANGER = seeded_surroundings(42, lambda: GO_AT.astimezone(UTC))

LINE_S = 120  # a bound on hanging


@pytest.fixture
def island_file(night_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The island's file: its laptop is a desk of the night, and five people have come to it."""
    monkeypatch.setenv("DAOLIAN_PROFILE", str(tmp_path / "profile"))
    duty = seeded_surroundings(3, lambda: GO_AT.astimezone(UTC))
    path = tmp_path / "island.daolian"
    with closing(open_store(night_file, duty)) as store:
        key: Ed25519PrivateKey = load_township(profile_folder(), duty.draw)
        cards = [laptop(f"{device_card(ISLAND.device.public)}=妙峰山岛")]
        enrol(store, laptops=cards, township=key, at=GO_AT, operator=NAME)
        store.connection.execute("pragma wal_checkpoint(truncate)")
    copyfile(night_file, path)
    arrive(path, ISLAND, 5)
    return path


def arrive(path: Path, around: Surroundings, count: int) -> None:
    with closing(open_store(path, around)) as store:
        there = min(shelters(store))
        persons = tuple(sorted(people(store)))[:count]
        check_in(store, persons=persons, place=there, at=GO_AT, operator="岛上")


def choose(officer: Officer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    officer.press("F")
    officer.until(lambda: officer.state("desks").folder == folder)


def at_the_page(officer: Officer) -> Callable[[], object]:
    officer.screen("desks", "Ctrl+D")
    officer.window.models["desks"].watch._every = 0.05  # the thread reads it at its next look
    officer.until(lambda: officer.state("desks").board is not None)
    return lambda: officer.state("desks")


def test_a_stick_is_taken_in_told_once_and_written_back(
    night_file: Path, island_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(open_store(island_file, ISLAND, write=False)) as store:
        write_bundle(store, stick / "from-island.dlb", known={})
    with sit_down(night_file) as officer:
        at_the_page(officer)
        before = officer.state("desks").board.verified
        choose(officer, stick, monkeypatch)
        officer.until(lambda: [one.state for one in officer.state("desks").arrivals] == ["merged"])
        officer.until(lambda: officer.window.notice.isVisible())
        assert "妙峰山岛" in officer.window.notice.text()
        assert "新 6 条" in officer.window.notice.text()  # five arrivals, and who wrote them
        officer.until_at_rest()
        row = next(row for row in officer.state("desks").board.rows if row.name == "妙峰山岛")
        assert (row.events > 0, row.missing, row.met_at is not None) == (True, 0, True)
        assert officer.state("desks").board.heard == 4  # the drill was made and ordered on two other laptops
        assert "4 台收到 4 台" in officer.window.bar.clock.accessibleName()
        assert officer.state("desks").board.verified == before + 5

        officer.press("Down", "Return")
        officer.until(lambda: "可以拔出" in officer.state("desks").written)
        (out,) = [path for path in stick.iterdir() if path.name != "from-island.dlb"]
        with closing(open_store(island_file, ISLAND)) as store:
            assert merge_bundles(store, [out]).aside == ()
        officer.window.notice.clear()
        copyfile(stick / "from-island.dlb", stick / "again.dlb")
        officer.until(lambda: len(officer.state("desks").arrivals) == 2)
        officer.until(lambda: officer.state("desks").arrivals[0].state == "merged")
        assert officer.state("desks").arrivals[0].new == 0
        assert not officer.window.notice.isVisible()  # nothing new is not news


def test_a_desk_on_the_cable_exchanges_both_ways_while_it_is_open(
    night_file: Path, island_file: Path, sit_down: SitDown
) -> None:
    met: list[Met | Refusal] = []

    def island_calls(address: str) -> None:
        with closing(open_store(island_file, ISLAND)) as store:
            try:
                met.append(call(address, party_of(store)))
            except Refusal as refusal:
                met.append(refusal)

    with sit_down(night_file) as officer:
        at_the_page(officer)
        lan = officer.window.models["desks"].lan
        lan._host, lan._port = "127.0.0.1", 0
        officer.press("N")
        officer.until(lambda: officer.state("desks").addresses)
        (address,) = officer.state("desks").addresses
        calling = Thread(target=island_calls, args=(address,))
        calling.start()
        officer.until(lambda: "妙峰山岛" in officer.state("desks").told)
        calling.join(LINE_S)
        assert not calling.is_alive()
        officer.until_at_rest()
        assert isinstance(met[0], Met)
        assert next(row for row in officer.state("desks").board.rows if row.name == "妙峰山岛").missing == 0
        officer.press("N")
        officer.until(lambda: not officer.state("desks").addresses)
        officer.press("C")
        officer.window.views["desks"].entry.field.setText(address)
        officer.press("Return")
        officer.until(lambda: "没有接通" in officer.window.views["desks"].entry.refusal())


def met_before(night_file: Path, island_file: Path, tmp_path: Path) -> Surroundings:
    """They have met by stick; since then each has written a little, and the sticks are gone."""
    with closing(open_store(island_file, ISLAND, write=False)) as store:
        write_bundle(store, tmp_path / "s", known={})
    duty = seeded_surroundings(3, lambda: GO_AT.astimezone(UTC))
    with closing(open_store(night_file, duty)) as store:
        merge_bundles(store, [tmp_path / "s"])
    arrive(night_file, duty, 7)
    return duty


def screens_shown(officer: Officer) -> list[QImage]:
    """The window with each frame for the island's desk in turn."""
    at_the_page(officer)
    names = [row.name for row in officer.state("desks").board.rows]
    officer.press(*["Down"] * names.index("妙峰山岛"), "Q")
    show = officer.window.views["desks"].frames
    officer.until(show.isVisible)
    show._timer.stop()  # turned by hand: on a slow machine two frames may go by between two photographs
    screens = []
    for _ in show._frames:
        screens.append(officer.window.grab().toImage())
        show._timer.timeout.emit()
    officer.press("Esc")
    assert not show.isVisible()
    return screens


def test_what_is_on_the_screen_is_photographed_and_taken_in_at_the_other_desk(
    night_file: Path, island_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = met_before(night_file, island_file, tmp_path)
    photographs: list[Path] = []
    with sit_down(night_file) as officer:
        for number, screen in enumerate(screens_shown(officer)):
            photographs.append(tmp_path / f"{number}.png")
            screen.save(str(photographs[-1]))
        with closing(open_store(island_file, ISLAND)) as store:
            assert take_parcel(store, raw=read_pictures(photographs[1:]), path="").new == 7
        arrive(island_file, ISLAND, 9)
        with closing(open_store(night_file, duty, write=False)) as store:
            known = vector_of(store)
        with closing(open_store(island_file, ISLAND, write=False)) as store:
            taken = write_pictures(make_bundle(store, known)[1], tmp_path / "photographs")
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(one) for one in taken[1:]], ""))
        officer.press("I")
        officer.until(lambda: [one.state for one in officer.state("desks").arrivals] == ["merged"])
        assert officer.state("desks").arrivals[0].new == 9


def test_a_whole_file_stands_on_the_screen_at_once_and_is_drawn_meanwhile(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        at_the_page(officer)
        officer.press("Q")  # for everybody: hundreds of squares
        show = officer.window.views["desks"].frames
        officer.until(show.isVisible)
        first = len(show._frames)
        assert first < show._needed < show._count
        assert f"共 {show._count} 张" in show.words.text()
        assert "U 盘快得多" in show.words.text()  # said before anybody stands there for a quarter of an hour
        for _ in range(first):
            show._timer.timeout.emit()
        officer.until(lambda: len(show._frames) > first)
        officer.press("Esc")


def test_the_camera_takes_what_another_desk_shows_and_any_trouble_is_one_sentence(
    night_file: Path, island_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    met_before(night_file, island_file, tmp_path)
    with sit_down(night_file) as officer:
        screens = [grey_of(screen) for screen in screens_shown(officer)]
    film = filmed(screens[1:], tmp_path / "seen.avi")  # the first was missed
    with sit_down(island_file) as officer:
        at_the_page(officer)
        model, view = officer.window.models["desks"], officer.window.views["desks"]
        looks: list[Look] = []
        model.camera.looked.connect(looks.append)
        model.which_camera = str(film)
        officer.press("V")
        officer.until(lambda: [one.state for one in officer.state("desks").arrivals] == ["merged"])
        assert (officer.state("desks").arrivals[0].new, view.camera.isVisible()) == (7, False)
        assert looks[-1].progress == Progress(looks[-1].progress.need, looks[-1].progress.need)
        assert [one.progress.have for one in looks] == sorted(one.progress.have for one in looks)

        model.which_camera = str(filmed(screens[:1], tmp_path / "one.avi", each=1))  # whoever shows has stopped
        officer.press("V")
        officer.until(lambda: "码还不够" in view.notice.text())
        officer.burst("V")  # a film of one picture may be over within one turn of the loop
        assert view.camera.isVisible()
        officer.press("Esc")
        assert (view.camera.isVisible(), model.camera.going) == (False, False)
        officer.press("V", "9")  # the ninth camera, which no laptop has
        officer.until(lambda: "打不开 9 号摄像头" in view.notice.text())
        monkeypatch.setattr("desktop.desks.camera.TAKES", "no_such_package")
        officer.press("V")
        officer.until(lambda: "要先装附加包 camera" in view.notice.text())


def grey_of(image: QImage) -> Picture:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return np.ascontiguousarray(rows[:, : grey.width()])


def test_who_is_not_enrolled_is_kept_aside_until_his_card_is_typed_and_a_lost_one_is_stopped(
    night_file: Path, island_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, other = tmp_path / "stick", tmp_path / "other.daolian"
    stick.mkdir()
    copyfile(night_file, other)
    arrive(other, STRANGER, 3)
    with closing(open_store(other, STRANGER, write=False)) as store:
        write_bundle(store, stick / "stranger.dlb", known={})
    with sit_down(night_file) as officer:
        at_the_page(officer)
        officer.press("A")  # look first, take in when asked
        choose(officer, stick, monkeypatch)
        officer.until(lambda: [one.state for one in officer.state("desks").arrivals] == ["waiting"])
        officer.press("G")
        officer.until(lambda: officer.state("desks").arrivals[0].state == "merged")
        officer.until(lambda: bool(officer.state("desks").board.aside))
        (aside,) = officer.state("desks").board.aside
        assert aside.reason is Aside.UNKNOWN_DEVICE

        officer.press("E")
        officer.type("12ab")
        officer.press("Return")
        officer.until(lambda: "登记号" in officer.window.views["desks"].entry.refusal())
        officer.window.views["desks"].entry.field.setText(f"{device_card(STRANGER.device.public)}=丙点")
        officer.press("Return")
        officer.until(lambda: not officer.state("desks").board.aside)
        officer.until_at_rest()
        names = [row.name for row in officer.state("desks").board.rows]
        assert "丙点" in names

        officer.press(*["Down"] * names.index("丙点"), "X")
        officer.window.views["desks"].entry.field.setText("丙")
        officer.press("Return")
        officer.until(lambda: "丙点" in officer.window.views["desks"].entry.refusal())
        officer.window.views["desks"].entry.field.setText("丙点")
        officer.press("Return")
        officer.until(lambda: any(row.revoked_at for row in officer.state("desks").board.rows))
        assert next(row.revoked_by for row in officer.state("desks").board.rows if row.revoked_at) == NAME


def test_what_a_lost_laptop_goes_on_writing_is_kept_apart_and_itself_is_told(
    night_file: Path, island_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(open_store(island_file, ISLAND, write=False)) as store:
        write_bundle(store, stick / "before.dlb", known={})
    with sit_down(night_file) as officer:
        at_the_page(officer)
        choose(officer, stick, monkeypatch)
        officer.until(lambda: [one.state for one in officer.state("desks").arrivals] == ["merged"])
        officer.until_at_rest()
        names = [row.name for row in officer.state("desks").board.rows]
        officer.press(*["Down"] * names.index("妙峰山岛"), "X")
        officer.window.views["desks"].entry.field.setText("妙峰山岛")
        officer.press("Return")
        officer.until(lambda: any(row.revoked_at for row in officer.state("desks").board.rows))

        arrive(island_file, ISLAND, 9)  # whoever found it goes on
        with closing(open_store(island_file, ISLAND, write=False)) as store:
            write_bundle(store, stick / "after.dlb", known={})
        officer.until(lambda: [one.reason for one in officer.state("desks").board.aside] == [Aside.REVOKED])
        officer.until(lambda: "9 条放在一边" in officer.window.notice.text())
        officer.screen("duty", "Ctrl+J")
        officer.until(lambda: officer.state("duty").page is not None)
        items = {item.kind: item for item in officer.state("duty").page.items}
        assert (items[Open.PUT_ASIDE].count, items[Open.PUT_ASIDE].names) == (9, ("妙峰山岛",))
        assert "妙峰山岛" not in items[Open.STALE_DESKS].names  # nobody waits for it
        view = officer.window.views["duty"]
        at = next(n for n, line in enumerate(view.lines.lines) if line.item is Open.PUT_ASIDE)
        while view.list.currentIndex().row() != at:
            officer.press("Down")
        officer.press("Return")
        assert officer.window.front == "desks"
        officer.press("Return")  # its own row: a stick for everybody, on which it stands
        officer.until(lambda: bool(officer.state("desks").written))

    with sit_down(island_file, seed=41) as officer:
        at_the_page(officer)
        choose(officer, stick, monkeypatch)
        officer.until(lambda: "停用" in officer.window.notice.text())
        officer.until(lambda: "已停用" in officer.window.bar.title.accessibleName())
