"""Whose night it is: one town or the whole district, by day and by night, in the other language, and for real."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from core.resources import resource
from desktop import app, keys, theme
from desktop.commands.window import FIRST_TOWN
from desktop.settings import CRITICAL_ROADS, LANGUAGE, Settings
from desktop.shell.help_sheet import HelpSheet
from desktop.theme import DAY, NIGHT
from tests.journeys.conftest import PASSPHRASE, SitDown
from tests.journeys.officer import Officer


def choose_town(officer: Officer, town: str | None) -> None:
    """Ctrl+T, and down to the town."""
    officer.press("Ctrl+T")
    towns = officer.window.choosers.towns
    for _step in range(towns.choices.rowCount()):
        if towns.current().ident == (town or "*"):
            break
        officer.press("Down")
    officer.press("Return")
    officer.until(lambda: officer.window.desk.scope == town)
    officer.until_at_rest()


def test_the_town_is_changed_and_every_figure_follows(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.screen("people", "F7")
        mine, own = officer.figures(), officer.state("people").persons
        assert mine["due"]
        choose_town(officer, "清水镇")
        officer.until(lambda: officer.figure("due") == 0)
        officer.until(lambda: officer.state("people").persons not in (0, own))
        other = officer.state("people").persons
        choose_town(officer, None)
        officer.until(lambda: officer.state("people").persons >= own + other)
        officer.until(lambda: officer.figures() == mine)  # nobody else has been ordered
        assert len({row.shelter.town for row in officer.state("shelters").rows}) > 1
        choose_town(officer, FIRST_TOWN)
        officer.until(lambda: officer.state("people").persons == own)
        assert officer.state("shelters").rows[0].shelter.town == FIRST_TOWN


def test_day_and_night_change_at_once_on_every_screen(night_file: Path, sit_down: SitDown) -> None:
    screens = {"storm": "F8", "plan": "F6", "shelters": "F5", "people": "F7", "roll": "F4"}
    with sit_down(night_file) as officer:

        def seen() -> dict[str, int]:
            """The screen in front at once, the others when they are gone to."""
            found = {officer.window.front: brightness(officer)}
            for name in [name for name in screens if name not in found]:
                officer.screen(name, screens[name])
                found[name] = brightness(officer)
            return found

        dark = seen()
        officer.press("F11")
        assert officer.window.desk.palette is DAY
        light = seen()
        assert all(light[name] > 2 * dark[name] for name in screens)
        officer.press("F11")
        assert officer.window.desk.palette is NIGHT
        # Figures may arrive meanwhile, so the ground is compared and not every point of it.
        again = seen()
        assert all(again[name] < light[name] / 2 for name in screens)


def brightness(officer: Officer) -> int:
    """Of the ground that the screen in front is drawn on."""
    image = officer.window.stack.currentWidget().grab().toImage().scaled(8, 8)
    return sum(image.pixelColor(x, y).lightness() for x in range(8) for y in range(8))


@pytest.fixture
def speaking_english(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """The application set up as for a user who has chosen English; Chinese again afterwards."""
    settings = Settings(tmp_path)
    settings.put(CRITICAL_ROADS, False)
    settings.put(LANGUAGE, "en")
    app.application(settings)
    yield None
    for translator in qapp.property("translators"):
        qapp.removeTranslator(translator)
    qapp.setProperty("translators", [])


def test_it_starts_in_english(night_file: Path, sit_down: SitDown, speaking_english: None) -> None:
    catalogue = QTranslator()
    there = catalogue.load("en", str(resource("i18n")))
    with sit_down(night_file) as officer:
        for screen, item in officer.window.navigation.items.items():
            word = keys.key(screen).label
            assert item.text() == ((catalogue.translate("Keys", word) or word) if there else word)
        assert officer.figure("due")


def test_a_real_file_says_so_and_has_no_drill_clock(real_file: Path, sit_down: SitDown) -> None:
    assert not real_file.read_bytes().startswith(b"SQLite format 3")
    with sit_down(real_file, PASSPHRASE) as officer:
        window, desk = officer.window, officer.window.desk
        assert window.bar.badge.accessibleName() == "实战"
        assert "实战" in window.windowTitle()
        assert "未加密" not in window.bar.title.accessibleName()
        assert not desk.drill
        before = desk.now()
        officer.press("Ctrl+K", "Ctrl+Up")
        assert desk.speed == 0
        assert desk.now() >= before
        for screen, key in (("map", "F2"), ("storm", "F8")):
            view = officer.screen(screen, key)
            assert officer.window.models[screen].time.state.speed is None
            assert not view.bar._play.isVisible()
        assert officer.state("storm").board is None
        assert officer.figure("due") == 0


def test_another_time_is_left_from_every_screen_by_the_key_that_the_refusal_names(
    night_file: Path, sit_down: SitDown
) -> None:
    with sit_down(night_file) as officer:
        for name, key in (("roll", "F4"), ("people", "F7"), ("plan", "F6"), ("shelters", "F5"), ("storm", "F8")):
            officer.screen("map", "F2")
            officer.press(".")
            officer.screen(name, key)
            assert officer.window.desk.looking_at is not None
            officer.press("Home")
            assert officer.window.desk.looking_at is None, name


def test_a_list_to_choose_from_does_not_stay_over_the_screen_that_is_gone_to(
    night_file: Path, sit_down: SitDown
) -> None:
    with sit_down(night_file) as officer:
        choosers = officer.window.choosers
        for key, piece in (("Ctrl+T", choosers.towns), ("Ctrl+Shift+D", choosers.islands), ("Ctrl+O", choosers.name)):
            officer.press(key)
            officer.until(piece.isVisible)
            view = officer.screen("shelters", "F5")
            assert not piece.isVisible()
            assert view.isAncestorOf(QApplication.focusWidget())


def test_f1_lists_the_keys_of_an_island_and_all_of_it_fits(
    night_file: Path, sit_down: SitDown, qapp: QApplication
) -> None:
    with sit_down(night_file) as officer:
        officer.screen("shelters", "F5")
        listed = {entry.sequence for entry in keys.for_screen("shelters")}
        assert {"D", "X", "J", "Shift+O", "Shift+G", "L", "U", "B", "A", "P", "O"} <= listed
        officer.window.resize(1366, 768)
        theme.apply(qapp, NIGHT, dict(theme.TEXT_SIZES)["largest"])
        for screen, key in (("people", "F7"), ("reports", "F10"), ("roll", "F4")):
            officer.screen(screen, key)
            officer.press("F1")
            sheet = next(one for one in officer.window.findChildren(HelpSheet) if one.isVisible())
            assert sheet.height() >= sheet.minimumSizeHint().height()
            officer.press("Escape")
