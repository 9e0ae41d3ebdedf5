"""The calls: digits are outcomes while a call runs, the next one stands ready, the whole number only on one line."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.domain.calling import CallingRules, Rung, Try, ladder
from core.domain.events import Outcome
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode
from core.domain.refusing import Reason, Remedy
from core.exchange.rule_tables import calling_rules
from core.queries.call_rows import CallBoard, CallGroup, CallRow, RungRow
from desktop import app as root
from desktop.calls import saying
from desktop.calls.filters import filter_text
from desktop.calls.model import Calling, CallsShown, Head, Wanted, arrange, following, next_to_call, outcomes_of
from desktop.calls.outcomes import RungLine
from desktop.calls.table import CallTable
from desktop.calls.view import CallsView
from desktop.settings import CRITICAL_ROADS, OPERATOR, Settings
from desktop.shell.window import MainWindow
from tests.desktop import factories
from tests.desktop.conftest import settle
from tests.desktop.factories import NOW, ORDERED

RULES = calling_rules()
OPEN = Wanted()


def house(number: int, group: CallGroup = CallGroup.UNCALLED, *tries: Try, **changes: object) -> CallRow:
    member = factories.row(number * 2)
    rungs = (
        RungRow(Rung.A, "A", "韩样子", "199****0031", tries),
        RungRow(Rung.B, "B", "杨拟丑", "199****0058"),
        RungRow(Rung.DOOR, "door", "", ""),
        RungRow(Rung.RADIO, "radio", "", ""),
    )
    stands = ladder(tries, [one.rung for one in rungs], Trigger.GO, RULES)
    made = CallRow(
        ident=f"household/王-{number:04d}",
        household=HouseholdId(f"王-{number:04d}"),
        place=PlaceCode("110109101"),
        place_name="安家庄村",
        town=factories.TOWN,
        level=Trigger.GO,
        group=group,
        exposed=False,
        unreachable=False,
        stands=stands,
        rungs=rungs,
        since=stands.since(ORDERED),
        ordered_at=ORDERED,
        members=(member, replace(member, name="李虚二", person=f"{number:031x}f")),
        households=1,
        persons=2,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def board(*rows: CallRow) -> CallBoard:
    return CallBoard(rows, (), RULES, 1, NOW)


def test_groups_count_homes_villages_and_persons() -> None:
    village = replace(house(1), ident="village/V", household=None, members=(), households=3, persons=7)
    shown = arrange(board(house(2, CallGroup.DUE), village, house(3), house(4, CallGroup.ANSWERED)), OPEN)
    heads = [line for line in shown.lines if isinstance(line, Head)]
    assert [(head.group, head.households, head.villages, head.persons) for head in heads] == [
        (CallGroup.DUE, 1, 0, 2),
        (CallGroup.UNCALLED, 1, 1, 2),
    ]
    assert {name: shown.counts[name] for name in ("open", "due", "uncalled", "answered")} == {
        "open": 2, "due": 1, "uncalled": 1, "answered": 1,
    }  # fmt: skip
    assert len(arrange(board(house(4, CallGroup.ANSWERED)), Wanted("answered")).lines) == 2
    assert arrange(board(house(2)), Wanted(words="没有这个字")).lines == ()


def test_a_chip_says_0_only_where_nothing_is_behind_it() -> None:
    village = replace(house(1, CallGroup.DUE), ident="village/V", household=None, members=())
    gone = replace(house(4, CallGroup.ANSWERED), ident="village/W", household=None, members=(), persons=0)
    shown = arrange(board(village, gone, house(2), house(3)), OPEN)
    assert filter_text("due", shown.counts, shown.heads) == "到时 1 村"
    assert filter_text("uncalled", shown.counts, shown.heads) == "未叫 2"
    assert filter_text("answered", shown.counts, shown.heads) == "已应 0"
    both = arrange(board(village, house(2, CallGroup.DUE)), OPEN)
    assert filter_text("due", both.counts, both.heads) == "到时 1"


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((Outcome.NONE,), "未接 20:08"),
        ((Outcome.NONE, Outcome.NONE), "未接 20:08 ×2"),
        ((Outcome.NONE, Outcome.WRONG), "错号 20:08"),  # not a wrong number twice
        ((Outcome.OFF, Outcome.NONE, Outcome.NONE), "未接 20:08 ×2"),
    ],
)
def test_a_rung_counts_only_the_tries_that_ended_alike(outcomes: tuple[Outcome, ...], said: str) -> None:
    last = NOW - timedelta(minutes=4)
    tries = tuple(Try("A", one, last - timedelta(minutes=back)) for back, one in enumerate(reversed(outcomes)))[::-1]
    row = house(1, CallGroup.WAITING, *tries)
    assert saying.rung_note(row.rungs[0], NOW, running=False) == said


def test_the_next_to_call_is_due_first_then_never_called_then_nobody() -> None:
    waiting, due, fresh = house(1, CallGroup.WAITING), house(2, CallGroup.DUE), house(3)
    assert next_to_call(arrange(board(due, waiting, fresh), OPEN), fresh.ident) == due.ident
    assert next_to_call(arrange(board(due, waiting, fresh), OPEN), due.ident) == fresh.ident
    assert next_to_call(arrange(board(due, waiting), OPEN), due.ident) == ""


def test_what_follows_stands_beside_each_outcome() -> None:
    twice = (Try("A", Outcome.NONE, NOW - timedelta(minutes=9)), Try("A", Outcome.NONE, NOW - timedelta(minutes=4)))
    row = house(1, CallGroup.WAITING, *twice)
    calling = Calling(row, row.rungs[0], NOW)
    said = {what: saying.follows(what, following(calling, what, RULES)) for what in outcomes_of(Rung.A)}
    assert said == {
        Outcome.ANSWERED: "复述对了，出门去",
        Outcome.NONE: "马上 → B 角",
        Outcome.OFF: "马上 → B 角",
        Outcome.RELAYED: "15 分内要回话",
        Outcome.WRONG: "马上 → B 角",
    }
    first = Calling(house(2), row.rungs[0], NOW)
    assert saying.follows(Outcome.NONE, following(first, Outcome.NONE, RULES)) == "5 分后再叫"
    door = Calling(house(2), row.rungs[2], NOW)
    assert saying.follows(Outcome.SENT, following(door, Outcome.SENT, RULES)) == "20 分内要回话"
    assert saying.follows(Outcome.NONE, following(door, Outcome.NONE, RULES)) == "马上 → 电台"


def test_the_redial_counts_down_and_then_says_so() -> None:
    row = house(1, CallGroup.WAITING, Try("A", Outcome.NONE, NOW - timedelta(seconds=110)))
    assert saying.redial(row, NOW) == ("3:10", "20:15", False)
    assert saying.redial(row, NOW + timedelta(seconds=190)) == ("到时", "现在就叫", True)
    assert saying.redial(row, NOW + timedelta(minutes=6)) == ("到时", "过 3 分", True)
    ahead = house(1, CallGroup.DUE, Try("A", Outcome.NONE, NOW + timedelta(days=700)))
    assert saying.redial(ahead, NOW) == ("到时", "时钟不准", True)
    assert saying.since(house(1, since=NOW - timedelta(minutes=118)), NOW) == "118 分"
    assert saying.since(house(1, since=NOW - timedelta(hours=30)), NOW) == "30 小时"


def test_the_script_says_who_where_by_when_and_hides_no_markup() -> None:
    row = house(1, deadline=NOW + timedelta(minutes=18))
    text = saying.script(row, row.rungs[0], "吴<拟>辛", NOW)
    for words in (
        "吴&lt;拟&gt;辛",
        "安家庄村",
        "现在立即转移",
        "李虚2",
        "<b>2</b> 个人",
        "2 位慢行",
        "王平村中心小学",
        "20:30",
    ):
        assert words in text
    late = saying.script(replace(row, deadline=NOW - timedelta(minutes=1)), row.rungs[0], "吴", NOW)
    assert "马上就走" in late
    assert "20:11" not in late
    nowhere = replace(row, members=tuple(replace(one, shelter_name="") for one in row.members))
    assert "去哪里随后告诉您" in saying.script(nowhere, row.rungs[0], "吴", NOW)
    radio = saying.script(row, row.rungs[3], "吴", NOW)
    assert radio.count("安家庄村") == 3


def test_new_facts_in_the_same_order_reset_nothing(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table = CallTable()
    lines = arrange(board(*(house(n) for n in range(1, 9))), OPEN).lines
    assert table.show_lines(lines)
    qtmodeltester.check(table)
    resets: list[int] = []
    table.modelReset.connect(lambda: resets.append(1))
    third = lines[3]
    assert isinstance(third, CallRow)
    assert not table.show_lines((*lines[:3], replace(third, exposed=True), *lines[4:]))
    assert resets == []
    assert not table.show_lines(lines)
    assert table.show_lines(lines[:4])


def test_eight_thousand_households_do_not_hold_the_window(qtbot: QtBot) -> None:
    lines = arrange(board(*(house(n) for n in range(8000))), OPEN).lines
    table = CallTable()
    said = list[str]()
    table.modelReset.connect(lambda: said.append("all"))
    table.dataChanged.connect(lambda *_rows: said.append("some"))
    table.show_lines(lines)
    assert table.rowCount() == 8001
    assert said == ["all"]  # told at once, not line by line; benchmarks hold the time


# -- at the window -----------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, night_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    settings = Settings(tmp_path)
    settings.put(CRITICAL_ROADS, False)
    settings.put(OPERATOR, factories.OFFICER)
    made = root.build(
        lambda: factories.open_night(night_file),
        settings,
        drill=True,
        scope=factories.TOWN,
        at=factories.NOW,
        replay=factories.STORM,
        only=("calls", "roll"),
    )
    made.show()
    settle(qtbot, made)
    made.go("calls")
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def view_of(window: MainWindow) -> CallsView:
    view = window.views["calls"]
    assert isinstance(view, CallsView)
    return view


def state_of(window: MainWindow) -> CallsShown:
    state = window.models["calls"].state
    assert isinstance(state, CallsShown)
    return state


def row_of(window: MainWindow, ident: str) -> CallRow:
    return next(line for line in state_of(window).lines if isinstance(line, CallRow) and line.ident == ident)


def phones(view: CallsView) -> list[str]:
    return [line.accessibleName() for line in view.panel.findChildren(RungLine)]


def until(qtbot: QtBot, seen: Callable[[], object]) -> None:
    """What was recorded has come back to the screen."""
    qtbot.waitUntil(lambda: bool(seen()))


def is_shown(window: MainWindow, row: CallRow) -> bool:
    return any(isinstance(line, CallRow) and line.ident == row.ident for line in state_of(window).lines)


def to_a_household(window: MainWindow) -> CallRow:
    view = view_of(window)
    row = next(
        line
        for line in state_of(window).lines
        if isinstance(line, CallRow) and line.household and line.stands.rung is Rung.A and line.stands.last is None
    )
    view._go_to(row.ident)
    return row


def test_a_call_takes_its_outcome_by_digit_and_the_next_stands_ready(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.models["calls"].calling is not None
    qtbot.keyClick(view.table, Qt.Key.Key_2)
    assert window.models["calls"].calling is None
    following_row = view.current()
    assert following_row is not None
    assert following_row.ident != row.ident
    until(qtbot, lambda: row_of(window, row.ident).stands.tries)
    after = row_of(window, row.ident)
    assert (after.group, after.stands.tries) == (CallGroup.WAITING, 1)
    now = view.current()
    assert now is not None
    assert now.ident == following_row.ident


def test_the_whole_number_stands_only_on_the_line_that_is_called(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    to_a_household(window)
    settle(qtbot, window)
    assert all("*" in text for text in phones(view) if "199" in text)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    bare = [text for text in phones(view) if "199 " in text]
    assert len(bare) == 1
    assert "*" not in bare[0]
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert all("*" in text for text in phones(view) if "199" in text)


def test_digits_are_filters_while_no_call_runs(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    qtbot.keyClick(view.table, Qt.Key.Key_6)
    settle(qtbot, window)
    assert state_of(window).chosen == "refused"
    assert state_of(window).counts["refused"] == 1
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    settle(qtbot, window)
    assert state_of(window).chosen == "open"


def test_moving_away_from_a_call_leaves_it_unrecorded(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert window.models["calls"].calling is None
    qtbot.keyClick(view.table, Qt.Key.Key_9)
    settle(qtbot, window)
    assert row_of(window, row.ident).stands.tries == 0


def test_a_rung_where_nobody_stands_says_so(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_B)  # no plan, so no B
    assert window.models["calls"].calling is None
    assert "B 角" in view.panel.notice.text()


def test_verbs_are_about_the_household_and_not_about_a_village(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    village = next(line for line in state_of(window).lines if isinstance(line, CallRow) and not line.household)
    view._go_to(village.ident)
    qtbot.keyClick(view.table, Qt.Key.Key_S)
    assert village.place_name in view.panel.notice.text()
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_S)
    until(qtbot, lambda: row_of(window, row.ident).unreachable)


def test_a_refusal_asks_why_and_each_is_a_round(qtbot: QtBot, window: MainWindow) -> None:
    view, model = view_of(window), window.models["calls"]
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_J)
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert model.asking is None
    qtbot.keyClick(view.table, Qt.Key.Key_J)
    said = " ".join(piece.text() for piece in view.panel.findChildren(QLabel))
    assert "劝第 1 轮" in said
    qtbot.keyClick(view.table, Qt.Key.Key_5)
    model.choose("refused")
    until(qtbot, lambda: state_of(window).chosen == "refused" and is_shown(window, row))
    after = row_of(window, row.ident)
    assert [(talk.reason, talk.remedy) for talk in after.talks] == [(Reason.GUARD, Remedy.WATCH)]
    assert saying.tried(after, NOW)[1] == "看家 · 派人巡看"
    view._go_to(row.ident)
    qtbot.keyClick(view.table, Qt.Key.Key_J)
    qtbot.keyClick(view.table, Qt.Key.Key_9)  # no such reason: the question stands
    assert model.asking is not None
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    until(qtbot, lambda: len(row_of(window, row.ident).talks) == 2)


def test_a_village_that_is_done_wants_a_second_name(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    village = next(line for line in state_of(window).lines if isinstance(line, CallRow) and not line.household)
    view._go_to(village.ident)
    qtbot.keyClick(view.table, Qt.Key.Key_D)
    until(qtbot, lambda: row_of(window, village.ident).done)
    assert "待第二人" in saying.completed(row_of(window, village.ident), NOW)
    window.desk.set_operator("张示二")
    qtbot.keyClick(view.table, Qt.Key.Key_D)
    until(qtbot, lambda: row_of(window, village.ident).done.second)  # type: ignore[union-attr]
    text = saying.completed(row_of(window, village.ident), NOW)
    assert "张示二 确认" in text


def test_the_silent_villages_are_asked_by_radio_one_after_another(qtbot: QtBot, window: MainWindow) -> None:
    view, model = view_of(window), window.models["calls"]
    asked = []
    for _ in range(3):
        qtbot.keyClick(view.table, Qt.Key.Key_V)
        assert model.calling.rung.rung is Rung.RADIO
        asked.append(model.calling.row.ident)
        qtbot.keyClick(view.table, Qt.Key.Key_2)
        until(qtbot, lambda: row_of(window, asked[-1]).stands.tries)
    assert asked == [f"village/{row.place}" for row in state_of(window).silent[:3]]
    before = len(state_of(window).silent)
    qtbot.keyClick(view.table, Qt.Key.Key_V)
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    until(qtbot, lambda: len(state_of(window).silent) == before - 1)


def test_whoever_has_waited_long_enough_rises_and_the_selected_row_stays(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.keyClick(view.table, Qt.Key.Key_2)
    until(qtbot, lambda: row_of(window, row.ident).group is CallGroup.WAITING)
    chosen = view.current()
    assert chosen is not None
    window.desk.seek(NOW + timedelta(minutes=6))
    until(qtbot, lambda: row_of(window, row.ident).group is CallGroup.DUE)
    assert view.rows.row_of(row.ident) == 1
    now = view.current()
    assert now is not None
    assert now.ident == chosen.ident
    assert "1" in window.models["calls"].fact


def test_the_panel_says_whom_to_call_and_what_to_read(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    said = " ".join(label.text() for label in view.panel.findChildren(QLabel))
    assert row.first is not None
    assert row.first.name in said
    assert "照着念" in said
    assert factories.OFFICER in said
    assert view.panel.primary is not None
    assert row.now is not None
    assert row.now.name in view.panel.primary.text()


def test_rules_that_nobody_signed_for_are_said_to_be_open() -> None:
    assert f"{len(RULES.rules)} 项待核" in saying.rules_note(RULES)
    assert saying.rules_note(CallingRules(())) == ""
