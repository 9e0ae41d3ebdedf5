"""English is complete, says what the source says, and the window in English shows no Chinese of its own."""

import os
import random
import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.people import Hazard
from core.domain.spoken_words import WORDS
from core.exchange.packs import read_pack
from core.operations import field, files, orders, plans
from core.planning.planner import make_plan
from core.queries.names import places
from core.queries.planning_case import planning_case
from core.queries.roll import roll
from core.resources import resource
from core.store.database import open_store
from core.store.device import Surroundings, device_from_key
from desktop import app as root
from desktop import i18n, phrases
from desktop.settings import CRITICAL_ROADS, OPERATOR, Settings
from desktop.shell.window import MainWindow
from tests.desktop.conftest import settle

TOP = Path(__file__).parent.parent.parent
TS = resource("i18n", "en.ts")
CHINESE = re.compile("[\u3400-\u9fff]+")
NOW = datetime(2023, 7, 30, 12, tzinfo=UTC)
START = NOW - timedelta(hours=12)
Key = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    translation: str
    finished: bool


# -- the file of translations ------------------------------------------------------------------------------------------


def entries(path: Path) -> dict[Key, Entry]:
    """(context, source) -> translation. lupdate takes the body of `i18n.tr` for a text without context: not ours."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            said = message.find("translation")
            assert said is not None
            found[name, message.findtext("source") or ""] = Entry(said.text or "", said.get("type") is None)
    return {key: entry for key, entry in found.items() if key[0]}


def tool(name: str) -> str:
    """A program of PySide6, beside the interpreter."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found is not None, name
    return found


def placeholders(text: str) -> list[tuple[str, str]]:
    """Names and formats between braces, in order of name."""
    return sorted((name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def english() -> dict[Key, Entry]:
    return entries(TS)


def test_every_text_has_a_finished_translation(english: Mapping[Key, Entry]) -> None:
    assert len(english) > 800
    assert [key for key, entry in english.items() if not entry.finished or not entry.translation.strip()] == []


def test_placeholders_are_those_of_the_source(english: Mapping[Key, Entry]) -> None:
    wrong = [key for key, entry in english.items() if placeholders(key[1]) != placeholders(entry.translation)]
    assert wrong == []


def test_no_chinese_is_left_in_english(english: Mapping[Key, Entry]) -> None:
    assert [key for key, entry in english.items() if CHINESE.search(entry.translation)] == []


def test_no_chinese_marks_are_left_in_english(english: Mapping[Key, Entry]) -> None:
    marks = set("，。、；：「」（）　")
    kept = {key: marks & set(entry.translation) - (set(key[1]) & {"　"}) for key, entry in english.items()}
    assert {key: found for key, found in kept.items() if found} == {}


def test_the_sources_hold_nothing_else(english: Mapping[Key, Entry], tmp_path: Path) -> None:
    """`pyside6-lupdate` over the program finds what the file has, no more and no less."""
    fresh = tmp_path / "en.ts"
    sources = sorted(path.relative_to(TOP).as_posix() for path in (TOP / "desktop").rglob("*.py"))
    asked = [tool("pyside6-lupdate"), *sources, "-source-language", "zh_CN", "-target-language", "en"]
    subprocess.run([*asked, "-ts", str(fresh)], cwd=TOP, check=True, capture_output=True)
    found = set(entries(fresh))
    assert sorted(found - set(english)) == []
    assert sorted(set(english) - found) == []


def test_the_compiled_file_is_the_file(english: Mapping[Key, Entry]) -> None:
    translator = QTranslator()
    assert translator.load("en", str(resource("i18n")))
    for (context, source), entry in english.items():
        assert translator.translate(context, source) == entry.translation, (context, source)


def test_the_compiled_file_holds_nothing_else(tmp_path: Path) -> None:
    fresh = tmp_path / "en.qm"
    subprocess.run([tool("pyside6-lrelease"), str(TS), "-qm", str(fresh)], check=True, capture_output=True)
    assert fresh.read_bytes() == resource("i18n", "en.qm").read_bytes()


# -- choosing a language -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "saved", "spoken"),
    [("", "zh_CN", "zh_CN"), ("", "en", "en"), ("en", "zh_CN", "en"), ("zh_CN", "en", "zh_CN"), ("xx", "yy", "zh_CN")],
)
def test_the_environment_stands_above_the_setting(
    monkeypatch: pytest.MonkeyPatch, asked: str, saved: str, spoken: str
) -> None:
    monkeypatch.setenv(i18n.ASKED, asked)
    assert i18n.language(saved) == spoken


@pytest.mark.parametrize(
    ("asked", "line"), [("en", "No such file: nosuch True\n"), ("zh_CN", "没有这个文件：nosuch False\n")]
)
def test_the_command_line_speaks_what_is_asked(asked: str, line: str) -> None:
    """In a process of its own: the command line has no application, and this one must not keep an English one."""
    says = (
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from core.domain.findings import Refusal, Rule\n"
        "from desktop import i18n, phrases\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "i18n.speak()\n"
        "said = phrases.refusal(Refusal(Rule.NO_SUCH_FILE, {'file': 'nosuch'}))\n"
        "print(said, QCoreApplication.instance() is not None)\n"
    )
    wish = {**os.environ, i18n.ASKED: asked}
    run = subprocess.run([sys.executable, "-c", says], cwd=TOP, env=wish, check=True, capture_output=True)
    assert run.stdout.decode("utf-8").replace("\r", "") == line


# -- the window in English ---------------------------------------------------------------------------------------------


@pytest.fixture
def in_english(qapp: QApplication) -> Iterator[None]:
    translators = i18n.install(qapp, "en", resource("i18n"))
    assert translators
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


def latin(text: str) -> str:
    """Names of the practice pack in Latin letters, so that Chinese on screen is the program's own; hazards stay."""
    hazards = set(Hazard)
    return CHINESE.sub(lambda found: found[0] if found[0] in hazards else "".join(lazy_pinyin(found[0])).title(), text)


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """Three villages in Latin letters with a night's rain: ordered, planned, one household refusing."""
    pack = tmp_path / "pack"
    pack.mkdir()
    for table in (TOP / "tests/packs/three_villages").iterdir():
        (pack / table.name).write_text(latin(table.read_text("utf-8")), "utf-8")
    (pack / "stations.csv").write_text("id,name,lon,lat\nG1,Gauge,116.00,39.96\n", "utf-8")
    hours = "".join(f"G1,2023-07-30T{hour:02d}:00,{hour}\n" for hour in range(9, 23))
    (pack / "rain.csv").write_text("station,time,mm\n" + hours, "utf-8")
    (pack / "thresholds.csv").write_text(
        "place,soil,level,h1_mm,h3_mm,h6_mm,h24_mm,source,confirmed\n"
        "*,normal,prepare,10,20,30,50,Practice,no\n*,normal,go,15,30,50,80,Practice,no\n",
        "utf-8",
    )
    path = tmp_path / "practice.daolian"
    files.new_file(
        path,
        read_pack(pack),
        around(),
        drill=True,
        plain=True,
        passphrase=None,
        sample=False,
        at=START,
        operator="Officer",
    )
    store = open_store(path, around())
    codes = tuple(place.code for place in places(store).values())
    orders.order(store, places=codes[:2], level=Trigger.GO, at=NOW - timedelta(hours=1), operator="Officer")
    plan = make_plan(planning_case(store, NOW), lambda _share: None, lambda: False)
    plans.adopt_plan(store, plan=plan, at=NOW, operator="Officer")
    rows = roll(store, None, NOW).rows
    field.refuse(store, persons=(rows[0].person,), reason="stays", at=NOW, operator="Officer")
    field.check_in(store, persons=(rows[-1].person,), place="S1", at=NOW, operator="Officer")
    store.close()
    return path


def around(seed: int = 1) -> Surroundings:
    return Surroundings(lambda: NOW, random.Random(seed).randbytes, device_from_key(b"1" * 32, "Desk 1"))


@pytest.fixture
def window(qtbot: QtBot, practice: Path, tmp_path: Path, in_english: None) -> Iterator[MainWindow]:
    settings = Settings(tmp_path)
    settings.put(CRITICAL_ROADS, False)
    settings.put(OPERATOR, "Officer")
    made = root.build(
        lambda: open_store(practice, around(2)), settings, drill=True, at=NOW, replay=(START, NOW + timedelta(hours=3))
    )
    made.show()
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def texts(widget: QWidget) -> Iterator[str]:
    """What a widget says: its text, hints, the name read aloud, and for a table every head and cell."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    if isinstance(widget, QAbstractItemView):
        yield from cells(widget)


def cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 50)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                said = model.index(row, column).data(role)
                yield said if isinstance(said, str) else ""


def chinese_in(window: QWidget) -> set[str]:
    said = {text for widget in (window, *window.findChildren(QWidget)) for text in texts(widget)}
    data = re.compile("|".join((*Hazard, *WORDS)))  # hazards, and the words that stand for a state of the file
    return {text for text in said if CHINESE.search(data.sub("", text))}


def test_the_window_in_english_shows_no_chinese(qtbot: QtBot, window: MainWindow) -> None:
    left = chinese_in(window)
    for screen in window.screens:
        window.go(screen)
        settle(qtbot, window)
        left |= chinese_in(window)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
            focus = QApplication.focusWidget()
            qtbot.keyClick(focus if focus is not None else window, key)
        settle(qtbot, window)
        left |= chinese_in(window)
        window.help()
        left |= chinese_in(window)
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert sorted(left) == []


def test_the_pages_of_the_register_are_english(qtbot: QtBot, window: MainWindow) -> None:
    view = window.go("people")
    settle(qtbot, window)
    left = set()
    keys = (Qt.Key.Key_Down, Qt.Key.Key_E, Qt.Key.Key_5, Qt.Key.Key_Escape, Qt.Key.Key_D, Qt.Key.Key_Escape)
    pages = (Qt.Key.Key_K, Qt.Key.Key_Escape, Qt.Key.Key_O, Qt.Key.Key_Escape, Qt.Key.Key_U, Qt.Key.Key_Escape)
    for key in (*keys, Qt.Key.Key_Escape, *pages, Qt.Key.Key_N):
        focus = QApplication.focusWidget()
        qtbot.keyClick(focus if focus is not None else window, key)
        settle(qtbot, window)
        left |= chinese_in(window)
    assert view is not None
    assert sorted(left) == []


def test_the_subjects_on_the_map_are_english(qtbot: QtBot, window: MainWindow) -> None:
    left = set()
    for subject in ("place/P1", "place/P3", "shelter/S1", "link/L1"):
        window.open_subject("map", subject)
        settle(qtbot, window)
        left |= chinese_in(window)
    assert sorted(left) == []


def test_every_refusal_is_english(in_english: None) -> None:
    rules = [rule for name, rule in vars(Rule).items() if name.isupper()]
    assert len(rules) > 30
    said = [phrases.refusal(Refusal(rule, {})) for rule in rules]
    assert [text for text in said if CHINESE.search(text)] == []
