"""The duty log and the hand-over: nothing is changed or removed, what is open is counted, the chain says its words."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.domain.events import Event, Kind, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.domain.situation import ReportKind
from core.operations.duty import hand_over, note_duty
from core.operations.field import call, check_in, refuse, unreachable
from core.operations.orders import order
from core.operations.situation import report_upward
from core.operations.undo import void
from core.queries.duty import Open, duty_log, hand_over_page
from core.queries.verification import verify
from core.store.anchor import anchor
from core.store.backups import write_backup
from core.store.database import Store, open_store
from tests.core.store.test_projections import NO_FIGURES
from tests.factories import T0, laptop, minute, people_of_house, surroundings


def rule_of(do: object, *arguments: object, **said: object) -> str:
    with pytest.raises(Refusal) as caught:
        do(*arguments, **said)  # type: ignore[operator]
    return caught.value.rule


def test_a_note_is_text_in_a_blob_and_stays(real: Store) -> None:
    (event,) = [
        event
        for event in note_duty(real, text=" 桥头水到桥面了，老示报的 ", at=T0, operator="张示值班").events
        if event.kind == Kind.DUTY_NOTED
    ]
    assert event.values == {}
    (row,) = [row for row in duty_log(real) if row.kind == Kind.DUTY_NOTED]
    assert (row.note, row.operator, row.at) == ("桥头水到桥面了，老示报的", "张示值班", T0)
    assert rule_of(void, real, event=event.id, at=T0, operator="") == Rule.NOT_YOURS_TO_VOID
    assert verify(real) == ()


def test_calls_stand_on_the_page_by_how_they_ended_a_household_once(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=T0, operator="张示值班")
    first, other = people_of_house(drill, "H1")[0], people_of_house(drill, "H2")[0]
    for person, outcome, at in ((first, Outcome.NONE, 1), (first, Outcome.ANSWERED, 4), (other, Outcome.NONE, 5)):
        call(drill, person=person, to="A", outcome=outcome, household=True, at=minute(at), operator="张示值班")
    page = hand_over_page(drill, None, minute(6))
    assert page.calls == ((Outcome.ANSWERED, 1), (Outcome.NONE, 2))
    hand_over(drill, to="李示接班", open_items={}, at=minute(7), operator="张示值班")
    assert hand_over_page(drill, None, minute(8)).calls == ()


@pytest.mark.parametrize("text", ["", "   ", "长" * 2001])
def test_a_note_says_something(real: Store, text: str) -> None:
    assert rule_of(note_duty, real, text=text, at=T0, operator="") == Rule.EMPTY_NOTE


def test_what_has_not_happened_yet_is_no_entry(real: Store) -> None:
    soon, later = T0 + timedelta(minutes=9), T0 + timedelta(minutes=11)
    assert rule_of(note_duty, real, text="水退了", at=later, operator="") == Rule.IMPOSSIBLE_TIME
    assert rule_of(hand_over, real, to="接班", open_items={}, at=later, operator="") == Rule.IMPOSSIBLE_TIME
    assert note_duty(real, text="水退了", at=soon, operator="").events  # clocks differ by some minutes


def test_a_shift_goes_to_somebody_else_with_what_is_open(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=T0, operator="张示值班")
    first, second, *_ = people_of_house(drill, "H1")
    refuse(drill, persons=(first,), at=minute(1), operator="")
    unreachable(drill, persons=(second,), at=minute(2), operator="")
    page = hand_over_page(drill, None, minute(5))
    counts = {item.kind: item.count for item in page.items}
    assert counts[Open.REFUSED] == 1
    assert counts[Open.UNREACHABLE] == 1
    assert all(item.count for item in page.items)
    assert [item.kind for item in page.items] == sorted(counts, key=list(Open).index)
    assert rule_of(hand_over, drill, to="张示值班", open_items={}, at=minute(6), operator="张示值班") == Rule.SAME_NAME
    said = hand_over(drill, to="李示接班", open_items=page.counts, at=minute(6), operator="张示值班")
    event = said.events[-1]
    assert event.values == {"open": page.counts}
    assert "李示接班" not in str(event)
    (row, *_) = duty_log(drill)
    assert (row.kind, row.to) == (Kind.HANDED_OVER, "李示接班")
    assert hand_over_page(drill, None, minute(7)).operator_since == minute(6)
    check_in(drill, persons=(first, second), place="S1", at=minute(8), operator="")  # type: ignore[arg-type]
    after = hand_over_page(drill, None, minute(9)).counts
    assert {Open.REFUSED, Open.UNREACHABLE}.isdisjoint(map(Open, after))


def test_the_page_says_what_was_reported_upward_and_what_is_due(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=T0, operator="张示值班")
    page = hand_over_page(drill, None, minute(5))
    assert page.report is None
    assert page.report_due is not None
    assert page.report_due.kind is ReportKind.FIRST

    def report(kind: ReportKind, at: int) -> Event:
        said = report_upward(
            drill, scope="*", kind=kind, figures=NO_FIGURES, text="稿", spoken="稿", at=minute(at), operator="李示上报"
        )
        return said.events[-1]

    report(ReportKind.FIRST, 10)
    wrong = report(ReportKind.NEXT, 20)
    assert [row.kind for row in duty_log(drill, 2)] == [Kind.REPORTED, Kind.REPORTED]
    page = hand_over_page(drill, None, minute(25))
    assert page.report is not None
    assert (page.report.kind, page.report.at, page.report.operator) == (ReportKind.NEXT, minute(20), "李示上报")
    void(drill, event=wrong.id, at=minute(26), operator="")
    page = hand_over_page(drill, None, minute(27))
    assert page.report is not None
    assert page.report.kind is ReportKind.FIRST  # what was taken back was not reported
    assert page.report_due is not None
    assert page.report_due.kind is ReportKind.NEXT


def test_the_page_says_when_the_backup_was_written_and_that_it_is_gone(real_path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def backup(store: Store) -> tuple[datetime | None, bool]:
        page = hand_over_page(store, None, T0)
        return page.backup, page.backup_there

    with closing(open_store(real_path, laptop(tmp_path / "profile"))) as store:
        assert backup(store) == (None, False)
        done = write_backup(store, stick)
        assert backup(store) == (done.at, True)
        stick.rename(tmp_path / "pocket")
        assert backup(store) == (done.at, False)


def test_the_words_are_those_of_all_entries_whatever_order_they_came_in(drill_path: Path) -> None:
    with closing(open_store(drill_path, surroundings(7))) as store:
        before = anchor(store)
        assert len(before) == 8
        note_duty(store, text="一句", at=T0, operator="")
        assert anchor(store) != before
        store.connection.execute("update events set n = -n where n in (1, 2)")
        store.connection.execute("update events set n = 3 + n where n < 0")
        store._memo.clear()
        assert anchor(store) != before
        words = anchor(store)
        store.connection.execute("delete from events where n = 1")
        store._memo.clear()
        assert anchor(store) != words
