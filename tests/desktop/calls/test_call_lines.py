"""The lines of the calls: what they count, in which order they stand and what they say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.domain.calling import CallingRules, Rung, Try, ladder
from core.domain.events import Outcome
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode
from core.exchange.rule_tables import calling_rules
from core.queries.call_rows import CallBoard, CallGroup, CallRow, RungRow
from desktop.calls import saying
from desktop.calls.filters import filter_text
from desktop.calls.model import Calling, Head, Wanted, arrange, following, next_to_call, outcomes_of
from desktop.calls.table import CallTable
from tests.desktop import factories
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


def test_rules_that_nobody_signed_for_are_said_to_be_open() -> None:
    assert f"{len(RULES.rules)} 项待核" in saying.rules_note(RULES)
    assert saying.rules_note(CallingRules(())) == ""


def test_a_household_that_may_have_been_entered_elsewhere_since_says_so() -> None:
    """The mark of the roll stands here too: before somebody knocks, the other desk may be asked."""
    row = house(1, CallGroup.WAITING, Try("A", Outcome.NONE, NOW))
    assert "没收到" not in saying.tried(row, NOW)[1]
    late = replace(row, members=(replace(row.members[0], overtaken=True), *row.members[1:]))
    assert saying.tried(late, NOW)[1] == "可能有后来的记录没收到"
