"""A village's list arrives: what is set aside and why, two rows mended, the rest taken in, a second time nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from core.exchange.office.containers import open_source
from core.exchange.office.verdicts import Verdict
from core.store.people import people
from desktop.imports.model import GroupLine, RowLine
from desktop.imports.view import ImportsView
from tests.factories import open_again
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer
from tests.office_files import Page, xlsx

HEAD = ("序号", "户主姓名", "姓名", "身份证号码", "联系电话", "所属村", "能否自理", "年龄", "备注")
MESSY = (
    ("王平镇山洪灾害危险区人员台账",),
    ("填报单位：韭园村", "", "", "", "填表日期：2023年6月1日"),
    HEAD,
    (1, "", "王 示一", "110109195705064523", "１９９００００００１", "韭园", "能", "", ""),
    (2, "", "李示二", "", "010-69842000/1990000002", "韭园村委会", "半自理", 57, "降压药"),
    (3, "买买提•示三", "买买提•示三", "", "", "王平镇韭园村", "轮椅", 66, ""),
    (4, "赵示四", "赵示四", "", "1990000004", "韭园村", "飞", 70, ""),
    (5, "周示五", "周示五", "", "", "西王平庄", "卧床", 92, "独居"),
    (6, "吴示六", "吴示六", "", "", "老虎沟", "能", 50, ""),
    ("合计", "", "6人"),
    ("填表人：张示例", "", "", "", "审核人："),
)


def messy(path: Path) -> Path:
    old = Page([("姓名", "村"), ("去年的人", "韭园村")], "去年", hidden=True)
    path.write_bytes(xlsx(Page(MESSY, "韭园村", merged=[(3, 1, 4, 1, "王 示一")]), old))
    return path


def at_imports(officer: Officer) -> ImportsView:
    """F7, I: the way from the register."""
    officer.screen("people", "F7")
    officer.press("I")
    officer.until(lambda: officer.window.front == "imports")
    view: ImportsView = officer.window.views["imports"]  # type: ignore[assignment]
    return view


def read(officer: Officer, path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportsView:
    view = at_imports(officer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    officer.press("O")
    officer.until(lambda: officer.state("imports").loaded and officer.state("imports").working is None)
    officer.until_at_rest()
    view.focus_first()
    return view


def names(officer: Officer) -> list[tuple[int, str]]:
    """Line and reason of the rows that stand in the list."""
    return [
        (line.row.line, line.compared.row.why.rule if line.compared.row.why else "")
        for line in officer.state("imports").lines
        if isinstance(line, RowLine)
    ]


def select(officer: Officer, view: ImportsView, line: int) -> None:
    for _step in range(len(view.rows.lines)):
        now = view.rows.line(view.table.currentIndex().row())
        if isinstance(now, RowLine) and now.row.line == line:
            return
        officer.press("Down")
    raise AssertionError(line)


def compose(text: str) -> None:
    """What an input method hands over when a word is chosen."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def mended(officer: Officer, count: int) -> None:
    officer.until(lambda: officer.state("imports").mended == count and officer.state("imports").working is None)
    officer.until_at_rest()


def test_a_messy_list_is_seen_mended_and_taken_in(
    drill_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = messy(tmp_path / "韭园村.xlsx")
    with sit_down(drill_file) as officer:
        officer.screen("people", "F7")
        before = officer.state("people").persons
        view = read(officer, source, monkeypatch)
        state = officer.state("imports")
        assert (state.table, state.rows_in, state.new, state.changed) == ("people", 8, 3, 0)
        assert state.counts[Verdict.LEFT_OUT.value] == 2
        assert sorted(names(officer)) == [(7, "bad_value"), (8, "place_alike"), (9, "unknown_place")]
        assert isinstance(state.lines[0], GroupLine)
        assert "会新增 3" in view.outcome.text()

        select(officer, view, 8)  # 西王平庄: the place that looks like it is picked with the arrow
        officer.press("Return")
        assert QApplication.focusWidget() is view.panel.boxes[0]
        assert view.panel.boxes[0].text() == "西王平庄"
        officer.press("Down", "Return")
        mended(officer, 1)

        select(officer, view, 7)  # 飞: typed
        officer.press("Return")
        compose("拄拐")
        officer.press("Return")
        mended(officer, 2)
        assert names(officer) == [(9, "unknown_place")]

        officer.press("2")  # what is accepted with a remark
        reasons = {note.rule for line in officer.state("imports").lines if isinstance(line, RowLine)
                   for note in line.compared.row.notes}  # fmt: skip
        assert {"name_spaced", "full_width", "two_phones", "name_dot", "birth_from_age", "id_check_digit"} <= reasons
        officer.press("4")  # a kind with no rows: the keys go on working from there
        assert officer.state("imports").lines == ()
        officer.press("6")
        assert "hidden_sheet" in {line.finding.rule for line in officer.state("imports").lines}

        officer.press("Ctrl+Return")
        officer.until(lambda: officer.state("imports").taken is not None)
        officer.until_at_rest()
        officer.until(lambda: officer.state("imports").counts[Verdict.REPEATED.value] == 5)
        assert "新增 5，更正 0。还有 1 行放在一边" in view.outcome.text()
        assert not view.take_button.isVisibleTo(view)
        officer.press("Esc")
        officer.until(lambda: officer.window.front == "people")
        officer.until(lambda: officer.state("people").persons == before + 5)
    with open_again(drill_file, write=False) as store:
        listed = [
            person for person in people(store).values() if person.household.split("-")[0] in ("韭园村", "西王平村")
        ]
        found = {person.name: person for person in listed}
        assert found["周示五"].mobility.value == "bedridden"
        assert found["赵示四"].mobility.value == "slow"
        assert found["李示二"].household == found["王示一"].household == "韭园村-王示一"
        assert found["李示二"].phone == "010-69842000 / 1990000002"
        assert "吴示六" not in found
        assert all(found[name].hazards for name in ("王示一", "周示五"))


def test_the_same_list_again_changes_nothing_and_what_was_set_aside_goes_to_a_file(
    drill_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, aside = messy(tmp_path / "韭园村.xlsx"), tmp_path / "没收的.xlsx"
    with sit_down(drill_file) as officer:
        view = read(officer, source, monkeypatch)
        officer.press("Ctrl+Return")
        officer.until(lambda: officer.state("imports").taken is not None)
        officer.until_at_rest()
        officer.press("Ctrl+R")
        officer.until(lambda: officer.state("imports").taken is None and officer.state("imports").working is None)
        officer.until_at_rest()
        assert (officer.state("imports").new, officer.state("imports").changed) == (0, 0)
        assert officer.state("imports").counts[Verdict.REPEATED.value] == 3
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(aside), ""))
        view.focus_first()
        officer.press("W")
        officer.until(lambda: officer.state("imports").saved == aside.name)
        (grid,) = open_source(aside).grids
        assert len(grid.rows) == 4


def test_one_word_is_mended_for_all_its_rows_and_the_whole_import_taken_back(
    drill_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, halls = tmp_path / "云上.xlsx", tmp_path / "安全岛.xlsx"
    head = ("姓名", "所属村", "能否自理")
    source.write_bytes(xlsx([head, *((f"郑示{n}", "云上", "能") for n in "一二三"), ("郑示四", "韭园村", "飞")]))
    halls.write_bytes(xlsx([("编号", "名称", "镇街", "类型", "经度", "纬度", "可容人数")]))
    with sit_down(drill_file) as officer:
        officer.screen("people", "F7")
        before = officer.state("people").persons
        view = read(officer, source, monkeypatch)
        assert officer.state("imports").counts[Verdict.SET_ASIDE.value] == 4
        assert not view.datum_button.isVisibleTo(view)
        select(officer, view, 3)
        officer.press("Return")
        compose("韭园村")
        officer.press("Shift+Return")
        mended(officer, 3)
        assert names(officer) == [(5, "bad_value")]
        officer.press("Ctrl+Return")
        officer.until(lambda: officer.state("imports").taken is not None)
        officer.until_at_rest()
        assert "Ctrl+Z 整次撤掉" in view.outcome.text()
        officer.screen("people", "F7")
        officer.until(lambda: officer.state("people").persons == before + 3)
        officer.press("Ctrl+Z")
        officer.until(lambda: officer.state("people").persons == before)
        officer.until_at_rest()

        view = at_imports(officer)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(halls), ""))
        officer.press("O")
        officer.until(lambda: officer.state("imports").path == halls and officer.state("imports").working is None)
        officer.until_at_rest()
        while officer.state("imports").table != "shelters":
            view.focus_first()
            officer.press("T")
            officer.until(lambda: officer.state("imports").working is None)
            officer.until_at_rest()
        view.focus_first()
        officer.press("D")
        officer.until(lambda: officer.state("imports").working is None)
        assert officer.state("imports").datum == "gcj02"
        assert "GCJ-02" in view.datum_button.text()


def drop(officer: Officer, *paths: Path) -> bool:
    """Drag files over the window and, where it takes them, let them fall; whether it did."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPoint(300, 300), *how)
    over.setAccepted(False)
    QApplication.sendEvent(officer.window, over)
    if over.isAccepted():
        QApplication.sendEvent(officer.window, QDropEvent(QPointF(300, 300), *how))
    return over.isAccepted()


def test_a_file_dropped_on_any_screen_is_read_as_what_it_is(
    drill_file: Path, tmp_path: Path, sit_down: SitDown
) -> None:
    helpers = tmp_path / "责任人.xlsx"
    helpers.write_bytes(xlsx([("责任人", "联系电话", "所属村", "职务"), ("钱示七", "1990000007", "韭园村", "书记")]))
    with sit_down(drill_file) as officer:
        assert officer.window.front == "map"
        assert not drop(officer, tmp_path)
        assert not drop(officer, helpers, helpers)
        assert officer.window.front == "map"
        assert drop(officer, helpers)
        officer.until(lambda: officer.window.front == "imports" and officer.state("imports").loaded)
        officer.until_at_rest()
        state = officer.state("imports")
        assert (state.table, state.new) == ("helpers", 1)
        view = officer.window.views["imports"]
        view.focus_first()
        officer.press("T")
        officer.until(lambda: officer.state("imports").table != "helpers")
        officer.until(lambda: officer.state("imports").working is None)
        officer.until_at_rest()


def test_a_file_that_is_no_table_says_so_in_one_sentence(drill_file: Path, tmp_path: Path, sit_down: SitDown) -> None:
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"%PDF-1.4 nothing")
    with sit_down(drill_file) as officer:
        assert drop(officer, path)
        officer.until(lambda: officer.window.front == "imports" and officer.state("imports").refusal is not None)
        view: ImportsView = officer.window.views["imports"]  # type: ignore[assignment]
        assert "照片.xlsx" in view.empty.text()
        assert "pdf" in view.empty.text()
        view.focus_first()
        officer.press("Esc")
        officer.until(lambda: officer.window.front == "people")


def test_a_template_and_an_export_are_a_key_away(
    drill_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "出.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    with sit_down(drill_file) as officer:
        at_imports(officer)
        officer.press("Shift+T")
        officer.until(lambda: officer.state("imports").saved == out.name)
        assert len(open_source(out).grids) == 2
        out.unlink()
        officer.press("Shift+E")
        officer.until(out.exists)
        officer.until_at_rest()
        assert len(open_source(out).grids[0].rows) > 6000
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "出.pdf"), ""))
        officer.press("Shift+E")
        officer.until(lambda: officer.window.views["imports"].notice.text())
