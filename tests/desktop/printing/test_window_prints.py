"""Printing from the window: what each screen prints, the line it says, the record, and what may go wrong."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from core.domain.events import Kind
from core.domain.findings import Finding
from core.queries.papers import Selection
from core.store.database import Store
from desktop import phrases
from desktop.printing.papers import PAPERS
from desktop.printing.wish import BOOK, Wish
from desktop.printing.work import Printed, PrintedFile
from desktop.prints_folder import FOLDER
from desktop.shell import prints
from desktop.shell.printing_keys import wish_of
from desktop.shell.window import MainWindow
from tests.desktop import factories
from tests.desktop.conftest import settle
from tests.desktop.printing.reading import page_texts

ONE = SimpleNamespace(row=SimpleNamespace(household="H1"))


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    qtbot.keyClick(window, key, modifiers)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def says(qtbot: QtBot, window: MainWindow, part: str) -> str:
    qtbot.waitUntil(lambda: part in window.notice.text())
    return window.notice.text()


def printed_events(window: MainWindow, qtbot: QtBot) -> list[Any]:
    answers: list[Any] = []

    def ask(store: Store) -> tuple[Any, ...]:
        return store.journal.of_kind(Kind.PRINTED)

    window.desk.tasks.read(ask, answers.append, key="printed-events")
    qtbot.waitUntil(lambda: bool(answers))
    return list(answers[0])


def test_ctrl_p_saves_what_is_in_front_and_records_it(
    qtbot: QtBot, window: MainWindow, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go("roll")
    settle(qtbot, window)
    printing, while_it_runs = window.prints.printing, list[str]()

    def ask_again() -> None:
        while_it_runs.append(window.notice.text())
        press(qtbot, window, Qt.Key.Key_F12)
        while_it_runs.append(window.notice.text())

    printing.started.connect(ask_again)
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    said = says(qtbot, window, "已存")
    printing.started.disconnect(ask_again)
    assert while_it_runs == ["正在印 0 %…", "上一份还在印，等它印完"]
    (path,) = (profile / FOLDER).iterdir()
    assert path.name.startswith("09-未落实名单与呼叫单-0730-2012-版本")
    assert str(path) in said
    assert "没有打印机，只存 PDF" in said
    assert "上面有姓名，已记入记录，用完收好" in said
    texts = page_texts(path.read_bytes())
    assert f"已存 {len(texts)} 页" in said
    assert "人没有落实" in texts[0]
    (event,) = printed_events(window, qtbot)
    assert event.subject == f"printed/town/{factories.TOWN}"
    assert event.values["papers"] == {"calls": len(texts)}

    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    press(qtbot, window, Qt.Key.Key_O, CTRL, SHIFT)
    assert [url.toLocalFile() for url in opened] == [str(path)]

    paper = profile / "打印机.pdf"
    monkeypatch.setattr(prints, "default_printer", lambda: str(paper))
    press(qtbot, window, Qt.Key.Key_P, CTRL, SHIFT)
    said = says(qtbot, window, "已送")
    assert f"已送 {paper}，{len(texts)} 页" in said
    assert len(page_texts(paper.read_bytes())) == len(texts)
    assert len(printed_events(window, qtbot)) == 2


def test_nothing_selected_and_nothing_printed_say_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    window.go("people")
    settle(qtbot, window)
    window.models["people"].card = None
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert window.notice.text() == "先选一户、一岛，再按 Ctrl+P"
    press(qtbot, window, Qt.Key.Key_O, CTRL, SHIFT)
    assert "还没有印过" in window.notice.text()
    press(qtbot, window, Qt.Key.Key_P, CTRL, SHIFT)
    assert window.notice.text() == "没有打印机，只存 PDF"


def test_at_another_time_nothing_is_printed(qtbot: QtBot, window: MainWindow, profile: Path) -> None:
    window.go("roll")
    window.desk.look(factories.ORDERED)
    settle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert "看的是" in window.notice.text()
    assert not (profile / FOLDER).exists()
    window.desk.look(None)
    settle(qtbot, window)


def test_a_folder_that_cannot_be_made_is_one_sentence(qtbot: QtBot, window: MainWindow, profile: Path) -> None:
    (profile / FOLDER).write_text("在路上的文件")
    window.go("roll")
    settle(qtbot, window)
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert says(qtbot, window, "写不进去") == f"这个文件夹写不进去，换一个：{profile / FOLDER}"
    assert printed_events(window, qtbot) == []
    assert not window.prints.printing.running


@pytest.mark.parametrize(
    ("screen", "model", "papers", "subject"),
    [
        (
            "people",
            SimpleNamespace(card=SimpleNamespace(row=SimpleNamespace(household="H1"))),
            ("cards",),
            "household/H1",
        ),
        ("shelters", SimpleNamespace(state=SimpleNamespace(chosen="S1")), ("expected", "conversion"), "shelter/S1"),
        ("roll", None, ("calls",), "town/练习镇"),
        ("plan", None, ("tasks",), "town/练习镇"),
        ("storm", None, ("response",), "town/练习镇"),
        ("map", None, ("map",), ""),
    ],
)
def test_each_screen_prints_its_own_paper(screen: str, model: Any, papers: tuple[str, ...], subject: str) -> None:
    wish = wish_of(screen, model, "练习镇")
    assert (wish.papers, wish.subject) == (papers, subject)


def test_without_a_choice_there_is_no_wish() -> None:
    assert wish_of("people", SimpleNamespace(card=None), None) is None
    assert wish_of("shelters", SimpleNamespace(state=SimpleNamespace(chosen="")), None) is None
    assert wish_of("calls", None, None) is None


def test_the_book_holds_papers_that_exist() -> None:
    assert set(BOOK) <= {paper.id for paper in PAPERS}
    assert Wish(BOOK, Selection()).subject == ""


def test_the_line_says_what_is_left_out_and_what_has_no_glyph() -> None:
    file = PrintedFile("forms", "08.pdf", 2, 1, 100)
    odd = Finding("no_glyph", facts={"character": "U+31350", "count": 2})
    said = prints.done(Printed("夹", (file, file), (("tasks", "no_plan"), ("expected", "no_plan")), (odd,)), "激光机")
    assert said.split(" · ") == [
        "已存 4 页 夹",
        "Ctrl+Shift+O 打开",
        "Ctrl+Shift+P 送 激光机",
        "没印：还没有方案",
        phrases.finding(odd),
    ]
    assert "上面有姓名" not in said
    assert prints.done(Printed("夹", (), (("calls", "nobody_due"),)), "") == "没有可印的：没有应转的人"
