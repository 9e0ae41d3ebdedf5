"""The lock and the backups in the real window, on a real file: nothing personal shows, nothing half typed is lost."""

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from core.store.chain import chain_findings
from core.store.database import open_store
from desktop.settings import BACKUP_FOLDER
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import GO_AT, NAME, PASSPHRASE, SitDown

PIN = "2468"


def test_the_lock_covers_everything_and_loses_nothing(real_file: Path, sit_down: SitDown) -> None:
    with sit_down(real_file, PASSPHRASE) as officer:
        locking = officer.window.keeping.locking
        page = locking.page
        officer.press("Ctrl+O")
        officer.press("Tab")
        officer.until(officer.window.choosers.name.pin.hasFocus)
        officer.type(PIN)
        officer.press("Return")
        assert "PIN 已定" in officer.window.notice.text()
        assert page.isHidden()
        assert locking.can_lock

        # Locked with a screen of names and a word half typed.
        officer.screen("people", "F7")
        officer.command("zha")
        typing = officer.window.row.box
        assert typing.text() == "zha"
        officer.press("Ctrl+L")
        assert locking.is_locked
        page.show_facts("")
        names = officer.window.grab().toImage()

        # No key of the desk does anything, and what opens below stays below.
        officer.press("F2", "Ctrl+Z", "F12", "Ctrl+B", "Esc")
        officer.window.row.popup.raise_()
        assert officer.window.front == "people"
        assert QApplication.focusWidget() is page.field

        # Over another screen, it is the same picture: nothing of what lies below shows through.
        officer.type("1111")
        officer.press("Return")
        assert locking.is_locked
        assert page.note == "PIN 不对，还可试 4 次"
        officer.type(PIN)
        assert page.field.text() == PIN
        officer.press("Return")
        assert not locking.is_locked, page.note
        assert QApplication.focusWidget() is typing
        assert typing.text() == "zha"
        officer.press("Esc", "F2")
        officer.until(lambda: officer.window.front == "map")
        officer.until_at_rest()
        officer.press("Ctrl+L")
        page.show_facts("")
        assert officer.window.grab().toImage() == names


def test_five_quiet_minutes_lock_and_five_wrong_pins_ask_for_the_passphrase(real_file: Path, sit_down: SitDown) -> None:
    with sit_down(real_file, PASSPHRASE) as officer:
        locking = officer.window.keeping.locking
        assert locking.set_pin(PIN)
        now = [0.0]
        locking._clock = lambda: now[0]
        officer.press("F3")
        now[0] = 299.0
        locking.look()
        assert not locking.is_locked
        officer.press("F2")  # a key begins the five minutes anew
        now[0] = 598.0
        locking.look()
        assert not locking.is_locked
        now[0] = 600.0
        locking.look()
        assert locking.is_locked

        for _ in range(5):
            officer.type("9999")
            officer.press("Return")
        officer.type(PIN)  # the right one comes too late
        officer.press("Return")
        officer.until_at_rest()
        assert locking.is_locked
        page = locking.page
        page.field.setText(PASSPHRASE)
        officer.press("Return")
        officer.until(lambda: not locking.is_locked)


def test_a_file_dialog_that_is_open_gives_way_to_the_lock(night_file: Path, sit_down: SitDown) -> None:
    """Whoever walks off with a dialog open leaves nothing behind that could be used: it is as if Esc were pressed."""
    with sit_down(night_file) as officer:
        locking = officer.window.keeping.locking
        assert locking.set_pin(PIN)
        officer.screen("desks", "Ctrl+D")
        open_ones: list[bool] = []

        def lock_over_it() -> None:
            open_ones.append(any(isinstance(one, QFileDialog) for one in QApplication.topLevelWidgets()))
            locking.lock()

        QTimer.singleShot(50, lock_over_it)
        officer.press("F")  # comes back only when the dialog has gone
        assert open_ones == [True]
        assert locking.is_locked
        assert QApplication.activeModalWidget() is None
        assert officer.state("desks").folder is None
        officer.until(lambda: QApplication.focusWidget() is locking.page.field)
        officer.type(PIN)
        officer.press("Return")
        assert not locking.is_locked
        officer.press("F12")  # and the keys of the desk are there again
        officer.until(lambda: bool(officer.window.notice.text()))


def test_a_drill_does_without_and_says_how(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        locking = officer.window.keeping.locking
        officer.press("Ctrl+L")
        assert not locking.is_locked
        assert "PIN" in officer.window.notice.text()
        assert officer.window.navigation.backup.text() == ""


def test_backups_are_written_beside_the_desk_and_missing_ones_stand_on_the_frame(
    real_file: Path, sit_down: SitDown, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with sit_down(real_file, PASSPHRASE) as officer:
        line = officer.window.navigation.backup
        backups = officer.window.keeping.backups
        assert line.text() == "备份 未设"
        backups.choose(str(stick))
        officer.until(lambda: not backups.running and list(stick.glob("backup-*.daolian")))
        officer.until(lambda: line.text().startswith("备份 "))
        assert line.text() != "备份 未设"

        # The stick is pulled out: at hand-over that is said, and stands there.
        stick.rename(tmp_path / "pocket")
        officer.press("Ctrl+O")
        officer.type("relief")
        officer.press("Return")
        officer.until(lambda: line.text() == "备份 失败")
        assert "备份处不在了" in officer.window.notice.text()
        (tmp_path / "pocket").rename(stick)
        officer.press("Ctrl+B")
        officer.until(lambda: not backups.running and line.text() != "备份 失败")
        assert len(list(stick.glob("backup-*.daolian"))) == 2
        assert officer.window.settings.get(BACKUP_FOLDER) == str(stick)
    for copy in stick.glob("backup-*.daolian"):
        with closing(open_store(copy, seeded_surroundings(9, lambda: GO_AT), passphrase=PASSPHRASE)) as restored:
            assert not list(chain_findings(restored.connection))


def test_a_shift_is_handed_over_by_keyboard(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.press("Ctrl+J")
        officer.until(lambda: officer.window.front == "duty")
        officer.until_at_rest()
        view = officer.window.views["duty"]
        told = [line.words for line in view.lines.lines]
        assert any("未应" in words for words in told)
        # Ninety seconds: Ctrl+J, J, the name, Enter at 0.3 s a key, and 5 s for each line before the log, all of which
        # stand on the screen at once.
        heads = [number for number, line in enumerate(view.lines.lines) if line.head]
        assert (2 + len("relief") + 1) * 0.3 + (heads[1] - 1) * 5 <= 90
        officer.window.resize(1366, 768)
        last = view.list.visualRect(view.lines.index(heads[1] - 1, 0))
        assert view.list.viewport().rect().contains(last)
        officer.press("N")
        officer.type("bridge under water")
        officer.press("Return")
        officer.until(lambda: any("bridge under water" in line.words for line in view.lines.lines))
        officer.press("J")
        view.entry.field.setText(NAME)
        officer.press("Return")
        officer.until(lambda: view.entry.refusal())  # nobody hands over to himself
        view.entry.field.setText("relief")
        officer.press("Return")
        officer.until(lambda: officer.window.desk.operator == "relief")
        officer.until(lambda: any("relief" in line.words for line in view.lines.lines))

        # The end of the incident: only its name, written out, is meant; nothing is erased before its time.
        officer.press("Shift+X")
        officer.until(lambda: view.entry.isVisible())
        view.entry.field.setText("yes")
        officer.press("Return")
        officer.until(lambda: view.entry.refusal())
        view.entry.field.setText(officer.window.shell.row.title)
        officer.press("Return")
        officer.until(lambda: any("结束这次事件" in line.words for line in view.lines.lines))
        assert officer.figure("due")
