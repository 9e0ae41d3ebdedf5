"""The battery as Linux writes it down, and when the window says something about it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.power import Battery, battery
from desktop.shell.battery_watch import BatteryWatch


def supply(folder: Path, name: str, **said: str) -> None:
    (folder / name).mkdir(parents=True)
    for key, text in said.items():
        (folder / name / key).write_text(text + "\n")


def test_batteries_of_a_laptop_count_together_and_a_mouse_does_not(tmp_path: Path) -> None:
    assert battery(tmp_path / "none") is None
    supply(tmp_path, "AC", type="Mains", online="0")
    assert battery(tmp_path) is None
    supply(tmp_path, "BAT0", type="Battery", capacity="10", status="Discharging")
    supply(tmp_path, "BAT1", type="Battery", capacity="31", status="Unknown")
    supply(tmp_path, "mouse", type="Battery", capacity="3", status="Discharging", scope="Device")
    supply(tmp_path, "odd", type="Battery", capacity="full", status="Full")
    assert battery(tmp_path) == Battery(20, True)


def test_each_step_is_said_once_and_again_after_the_mains(qtbot: QtBot) -> None:
    now: list[Battery | None] = [None]
    said: list[str] = []
    watch = BatteryWatch(ask=lambda: now[0])
    watch.said.connect(said.append)
    for percent, draining, count in (
        (80, True, 0),
        (20, True, 1),
        (15, True, 1),
        (10, True, 2),
        (12, True, 2),
        (4, True, 3),
        (4, False, 3),
        (19, True, 4),
    ):
        now[0] = Battery(percent, draining)
        watch.look()
        assert len(said) == count
    assert "F12" in said[0]
    now[0] = None
    watch.look()
    assert len(said) == 4
