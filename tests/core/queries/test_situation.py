"""The report upward: every figure adds up, opens to its names, and what does not come out is said, never put right."""

import random
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.events import Evidence
from core.domain.findings import Refusal, Rule
from core.domain.harm import HOSPITAL_PLACE, Harm
from core.domain.hazards import Trigger
from core.domain.helping import Out
from core.domain.ids import PlaceCode
from core.domain.situation import CLASSES, Figure, ReportKind
from core.domain.standing import Class
from core.operations import field
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, enrol, join
from core.operations.helping import send_squad, sortie
from core.operations.orders import complete, lift, order, set_level
from core.operations.people import add_person
from core.operations.rules import set_rule
from core.operations.undo import void
from core.queries.behind import names_behind
from core.queries.calls import call_board
from core.queries.night import night
from core.queries.planning_case import planning_case
from core.queries.roll import roll
from core.queries.rules import calling_book, reporting_book
from core.queries.situation import report_clock, situation
from core.queries.situation_rows import Broken
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.reports import reports
from core.store.stays import every_stay, house_figures
from desktop import phrases
from desktop.reporting import sent
from tests.core.operations.desk_pair import TOWNSHIP  # one key for all tests of several desks
from tests.factories import OFFICER, minute, surroundings, who

AT = minute(30)
SAID: dict[str, Any] = {"at": minute(10), "operator": OFFICER}
P1, P2 = PlaceCode("P1"), PlaceCode("P2")


@pytest.fixture
def ordered(drill: Store) -> Store:
    order(drill, places=(P1, P2), level=Trigger.GO, at=minute(0), operator=OFFICER)
    return drill


def total(store: Store, scope: str | None = None) -> dict[Figure, int]:
    return situation(store, scope, AT).total


# -- figures -----------------------------------------------------------------------------------------------------------


def test_nothing_ordered_is_a_report_too(drill: Store) -> None:
    stands = situation(drill, None, AT)
    assert (stands.total[Figure.DUE], stands.due, stands.differences) == (0, None, ())
    _, upward = sent(drill, scope=None, kind=None, at=AT, operator=OFFICER)
    assert "平安" in upward.text


def test_figures_are_those_of_the_roll(ordered: Store) -> None:
    field.check_in(ordered, persons=(who(ordered, "H1/赵示甲"), who(ordered, "H3/孙拟甲")), place="S1", **SAID)
    field.unreachable(ordered, persons=(who(ordered, "H2/钱例乙"),), **SAID)
    field.refuse(ordered, persons=(who(ordered, "H3/孙拟乙"),), **SAID)
    stranger = add_person(ordered, name="过路人", place="S2", **SAID)
    assert stranger.events
    figures, bar = total(ordered), roll(ordered, None, AT).totals
    assert figures[Figure.DUE] == bar.due == 9
    assert [figures[one] for one in CLASSES] == [bar.moved, bar.not_moved, bar.refused, bar.unreachable, bar.away]
    assert (figures[Figure.BEYOND], figures[Figure.IN_HOUSE], figures[Figure.TOGETHER]) == (1, 3, 3)
    assert (figures[Figure.HOUSEHOLDS], figures[Figure.VILLAGES], figures[Figure.FRAIL]) == (3, 2, 2)


def test_a_hospital_is_safety_and_a_death_stays_where_it_was(ordered: Store) -> None:
    sick, dead, hurt = (who(ordered, name) for name in ("H1/赵示甲", "H1/赵示乙", "H2/钱例甲"))
    field.harm(ordered, persons=(sick,), harm=Harm.HOSPITAL, note="区医院", **SAID)
    field.harm(ordered, persons=(dead,), harm=Harm.DEAD, place="P1", evidence=Evidence.HEARSAY, **SAID)
    field.harm(ordered, persons=(hurt,), harm=Harm.INJURED, place="P1", **SAID)
    stands = situation(ordered, None, AT)
    figures = stands.total
    assert (figures[Figure.MOVED], figures[Figure.NOT_MOVED], figures[Figure.IN_HOSPITAL]) == (1, 8, 1)
    assert (figures[Figure.INJURED], figures[Figure.HOSPITAL], figures[Figure.DEAD]) == (1, 1, 1)
    assert stands.gone == {Figure.NOT_MOVED: 1}
    rows = {row.person: row for row in stands.harmed}
    assert (rows[sick].note, rows[sick].operator, rows[sick].class_) == ("区医院", OFFICER, Class.MOVED)
    assert (rows[dead].where, rows[dead].evidence) == ("甲村", "hearsay")
    assert night(ordered).standing(sick).place == HOSPITAL_PLACE


def test_nobody_is_sent_to_fetch_or_to_call_the_dead(ordered: Store) -> None:
    """He keeps his line in the report; the queue of calls and the plan are about the living."""
    gone = (who(ordered, "H2/钱例甲"), who(ordered, "H2/钱例乙"))
    field.harm(ordered, persons=gone, harm=Harm.DEAD, **SAID)
    assert "H2" not in {row.household for row in call_board(ordered, None, AT).rows}
    assert "H2" not in {str(party.household) for party in planning_case(ordered, AT).parties}
    assert total(ordered)[Figure.DUE] == 9


def test_nobody_follows_a_member_to_the_hospital(ordered: Store) -> None:
    field.harm(ordered, persons=(who(ordered, "H1/赵示甲"),), harm=Harm.HOSPITAL, **SAID)
    (home,) = [party for party in planning_case(ordered, AT).parties if party.household == "H1"]
    assert home.joins is None


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_whatever_happens_the_figures_add_up_and_open_to_their_names(
    drill_path: Path, drill_bytes: bytes, seed: int
) -> None:
    drill_path.write_bytes(drill_bytes)
    with closing(open_store(drill_path, surroundings(7))) as store:
        draws = random.Random(seed)
        happen(store, draws)
        stands = situation(store, None, AT)
        for line in (stands.total, *(town.figures for town in stands.towns)):
            assert line[Figure.DUE] == sum(line[one] for one in CLASSES)
        for figure in (Figure.DUE, *CLASSES, Figure.TO_RECONCILE, Figure.BEYOND, Figure.INJURED, Figure.IN_HOUSE):
            assert stands.total[figure] == sum(town.figures[figure] for town in stands.towns)
            assert stands.total[figure] == sum(p.figures[figure] for town in stands.towns for p in town.places)
            assert len(names_behind(store, None, figure, AT)) == stands.total[figure]
        assert stands.total[Figure.VISITS] >= stands.total[Figure.PLACED] >= stands.total[Figure.PEAK]
        assert stands.total[Figure.PEAK] >= stands.total[Figure.IN_HOUSE]
        for house in stands.houses:
            assert house.visits >= house.persons >= house.peak >= house.inside * house.together
        assert len(names_behind(store, None, Figure.PEAK, AT)) == stands.total[Figure.PEAK]
        assert len(names_behind(store, None, Figure.PLACED, AT)) == stands.total[Figure.PLACED]
        assert (stands.total[Figure.BEYOND] > 0) == bool(stands.behind.get(Figure.BEYOND))
        before = house_figures(store)
        store.rebuild()
        assert house_figures(store) == before


def happen(store: Store, draws: random.Random) -> None:
    """A short night, clocks all over the place."""
    order(store, places=(P1, P2), level=draws.choice(list(Trigger)[1:]), at=minute(0), operator="")
    people = [row[0] for row in store.connection.execute("select id from people order by id")]
    for n in range(draws.randint(3, 25)):
        said: dict[str, Any] = {"at": minute(draws.randint(-20, 29)), "operator": ""}
        with suppress(Refusal):
            draws.choice(KEYS)(store, draws, (draws.choice(people),), f"过路{n}", said)


KEYS: tuple[Callable[[Store, random.Random, Any, str, dict[str, Any]], object], ...] = (
    *[lambda s, d, p, _, at: field.check_in(s, persons=p, place=d.choice(("S1", "S2")), **at)] * 3,
    lambda s, _d, p, _, at: field.leave(s, persons=p, **at),
    lambda s, _d, p, _, at: field.refuse(s, persons=p, **at),
    lambda s, _d, p, _, at: field.unreachable(s, persons=p, **at),
    lambda s, _d, p, _, at: field.away(s, persons=p, **at),
    lambda s, d, p, _, at: field.harm(s, persons=p, harm=d.choice(list(Harm)), **at),
    lambda s, d, _p, name, at: add_person(s, name=name, place=d.choice(("S1", "P3")), **at),
    lambda s, _d, _p, _, at: void(s, event=list(s.journal.all())[-1].id, **at),
)


# -- what does not come out --------------------------------------------------------------------------------------------


def test_a_village_that_is_said_to_be_done_and_is_not(ordered: Store) -> None:
    field.check_in(ordered, persons=(who(ordered, "H1/赵示甲"),), place="S1", **SAID)
    complete(ordered, places=(P1,), at=minute(12), operator="另一位")
    (found,) = situation(ordered, None, AT).differences
    assert (found.rule, found.where, found.left, found.right, len(found.persons)) == (Broken.COMPLETED, "甲村", 5, 1, 4)
    _, upward = sent(ordered, scope=None, kind=None, at=AT, operator=OFFICER)
    assert "≠ 待核：甲村报已转完，应转 5 人，落实 1 人，差 4 人。" in upward.text


def test_two_desks_that_claim_one_person(ordered: Store, tmp_path: Path) -> None:
    """In each shelter's figure, once among the persons; and their reports are both kept."""
    other_laptop = surroundings(8)
    enrol(ordered, laptops=[Laptop(other_laptop.device.public, "岛")], township=TOWNSHIP, at=minute(1), operator="")
    stick = tmp_path / "s.bundle"
    stick.write_bytes(make_bundle(ordered, None)[1])
    join(stick, tmp_path / "岛.daolian", other_laptop, plain=True, passphrase=None)
    person = who(ordered, "H1/赵示甲")
    with closing(open_store(tmp_path / "岛.daolian", other_laptop)) as island:
        field.check_in(ordered, persons=(person,), place="S1", **SAID)
        field.check_in(island, persons=(person,), place="S2", **SAID)
        sent(ordered, scope=None, kind=None, at=minute(14), operator=OFFICER)
        sent(island, scope=None, kind=None, at=minute(15), operator="岛上")
        merge(ordered, [make_bundle(island, None)[0]])
        merge(island, [make_bundle(ordered, None)[0]])
        assert ordered.dump() == island.dump()
    stands = situation(ordered, None, AT)
    (found,) = [one for one in stands.differences if one.rule is Broken.PLACED]
    assert (found.left, found.right, found.persons) == (2, 1, (person,))
    assert [(house.inside, house.disputed) for house in stands.houses] == [(1, 1), (1, 1)]
    assert (stands.total[Figure.PEAK], stands.total[Figure.TO_RECONCILE]) == (1, 1)
    assert {made.operator for made in stands.made} == {OFFICER, "岛上"}
    assert [odd for odd in verify(ordered) if odd.error] == []


# -- the clock, the event ----------------------------------------------------------------------------------------------


def test_a_report_is_an_event_with_figures_and_no_name(ordered: Store) -> None:
    field.harm(ordered, persons=(who(ordered, "H1/赵示甲"),), harm=Harm.DEAD, note="冲走", **SAID)
    changes, upward = sent(ordered, scope="练习镇", kind=None, at=AT, operator=OFFICER)
    event = changes.events[-1]
    assert (event.kind, event.subject, event.values["report"]) == ("reported", "situation/练习镇", "first")
    assert event.values["total"]["dead"] == 1
    for name in ("赵示", "冲走"):
        assert name not in str(event.values)
        assert name not in upward.text
    assert [odd for odd in verify(ordered) if odd.error] == []


def test_later_reports_say_what_has_changed(ordered: Store) -> None:
    sent(ordered, scope=None, kind=None, at=minute(5), operator=OFFICER)
    field.check_in(ordered, persons=(who(ordered, "H1/赵示甲"),), place="S1", **SAID)
    _, upward = sent(ordered, scope=None, kind=None, at=AT, operator=OFFICER)
    assert upward.kind is ReportKind.NEXT
    assert "已转 +1，未转 −1" in upward.text


def test_reports_go_up_in_turn(ordered: Store) -> None:
    with pytest.raises(Refusal) as refused:
        sent(ordered, scope=None, kind=ReportKind.NEXT, at=AT, operator=OFFICER)
    assert refused.value.rule == Rule.NO_REPORT_DUE
    sent(ordered, scope=None, kind=ReportKind.FIRST, at=minute(5), operator=OFFICER)
    with pytest.raises(Refusal):
        sent(ordered, scope=None, kind=ReportKind.FIRST, at=AT, operator=OFFICER)
    sent(ordered, scope=None, kind=ReportKind.FINAL, at=AT, operator=OFFICER, remark="余下的由村里看着")
    assert report_clock(ordered, None, AT) is None
    order(ordered, places=(P1,), level=Trigger.GO, at=minute(60), operator=OFFICER)
    lift(ordered, places=(P2,), at=minute(60), operator=OFFICER)
    again = report_clock(ordered, None, minute(61))
    assert again is not None
    assert again.kind is ReportKind.FIRST


def test_a_final_report_says_whom_it_leaves_behind_and_asks_why(ordered: Store) -> None:
    """Ending an incident with people missing from the count must be somebody's stated decision."""
    sent(ordered, scope=None, kind=None, at=minute(5), operator=OFFICER)
    due = situation(ordered, None, AT).behind[Figure.DUE]
    field.check_in(ordered, persons=due[:-2], place="S1", **SAID)
    field.unreachable(ordered, persons=due[-2:-1], **SAID)
    final: dict[str, Any] = {"scope": None, "kind": ReportKind.FINAL, "at": AT, "operator": OFFICER}
    for remark in ("", "  "):
        with pytest.raises(Refusal) as refused:
            sent(ordered, **final, remark=remark)
        assert (refused.value.rule, refused.value.facts) == (Rule.FINAL_UNSETTLED, {"not_moved": 1, "unreachable": 1})
        assert "未转 1 人" in phrases.refusal(refused.value)
    assert len(reports(ordered, "*")) == 1
    made, upward = sent(ordered, **final, remark="村里看着")
    assert "还没落实：未转 1 人，失联 1 人" in upward.text
    assert "备注：村里看着" in upward.text
    assert {row.ident for row in upward.lost} == set(due[-2:])
    said = ordered.journal.personal(made.events[-1].pii[0])
    assert said is not None
    assert said["remark"] == "村里看着"
    assert "村里看着" not in str(made.events[-1].values)


def test_a_final_report_of_a_settled_night_needs_no_remark(ordered: Store) -> None:
    sent(ordered, scope=None, kind=None, at=minute(5), operator=OFFICER)
    due = situation(ordered, None, AT).behind[Figure.DUE]
    field.check_in(ordered, persons=due[1:], place="S1", **SAID)
    field.harm(ordered, persons=due[:1], harm=Harm.DEAD, **SAID)
    _, upward = sent(ordered, scope=None, kind=ReportKind.FINAL, at=AT, operator=OFFICER)
    assert "没落实" not in upward.text


def test_a_report_taken_back_was_never_sent(ordered: Store) -> None:
    changes, _ = sent(ordered, scope=None, kind=None, at=AT, operator=OFFICER)
    void(ordered, event=changes.events[-1].id, at=AT, operator=OFFICER)
    assert reports(ordered, "*") == ()
    assert situation(ordered, None, AT).kind is ReportKind.FIRST


def test_the_level_sets_the_pace_and_an_incident_may_set_another(ordered: Store) -> None:
    sent(ordered, scope=None, kind=None, at=minute(5), operator=OFFICER)
    set_level(ordered, level="一级", scope="全区", issuer="指挥部", **SAID)
    due = report_clock(ordered, None, AT)
    assert due is not None
    assert due.by == minute(5 + reporting_book(ordered).number("next", "一级"))
    set_rule(ordered, rule="next", scope="一级", value=45, source="镇防指会定", confirmed=True, **SAID)
    due = report_clock(ordered, None, AT)
    assert due is not None
    assert (due.by, due.row.confirmed, due.row.source, due.row.by) == (minute(50), True, "镇防指会定", OFFICER)
    set_rule(ordered, rule="next", scope="一级", value=None, **SAID)
    assert reporting_book(ordered).row("next", "一级").changed_at is None


@pytest.mark.parametrize(
    ("rule", "scope", "value"), [("answer", "go", -1), ("answer", "go", 2.5), ("redials", "A", 10)]
)
def test_a_number_out_of_its_range_is_refused(drill: Store, rule: str, scope: str, value: float) -> None:
    before = drill.journal.revision
    with pytest.raises(Refusal) as refused:
        set_rule(drill, rule=rule, scope=scope, value=value, **SAID)
    assert (refused.value.rule, drill.journal.revision) == (Rule.BAD_FIELD, before)


def test_the_calls_follow_the_number_of_the_incident(ordered: Store) -> None:
    set_rule(ordered, rule="answer", scope="go", value=9, **SAID)
    assert calling_book(ordered).number("answer", "go") == 9
    assert call_board(ordered, None, AT).rules.number("answer", "go") == 9


# -- helpers and squads ------------------------------------------------------------------------------------------------


def test_who_is_out_there_is_counted_and_missed(ordered: Store) -> None:
    helper = ordered.connection.execute("select id from helpers order by id").fetchone()[0]
    sortie(ordered, responder=helper, state=Out.OUT, place="P1", at=minute(0), operator=OFFICER)
    squad = send_squad(ordered, name="示例队", heads=8, place="P2", at=minute(20), operator=OFFICER)
    stands = situation(ordered, None, AT)
    assert (stands.total[Figure.OUT], stands.total[Figure.OUT_SILENT]) == (9, 1)
    assert [(row.responder, row.silent) for row in stands.out] == [(helper, True), (stands.out[1].responder, False)]
    sortie(ordered, responder=helper, state=Out.SAFE, at=minute(29), operator=OFFICER)
    assert total(ordered)[Figure.OUT_SILENT] == 0
    sortie(ordered, responder=squad.events[-1].subject.partition("/")[2], state=Out.BACK, at=AT, operator=OFFICER)
    assert total(ordered)[Figure.OUT] == 1


def test_whoever_went_nobody_knows_where_is_in_every_report(ordered: Store) -> None:
    send_squad(ordered, name="示例队", heads=5, **SAID)
    assert (total(ordered)[Figure.OUT], total(ordered, "练习镇")[Figure.OUT]) == (5, 5)
    (row,) = names_behind(ordered, "练习镇", Figure.OUT, AT)
    assert row.name == "示例队"


def test_a_clock_that_runs_ahead_hides_no_silence(ordered: Store) -> None:
    send_squad(ordered, name="示例队", heads=3, at=minute(600), operator=OFFICER)
    assert total(ordered)[Figure.OUT_SILENT] == 3


@pytest.mark.parametrize(
    ("who_", "state", "rule"), [("nobody", Out.OUT, Rule.UNKNOWN_HELPER), ("", Out.BACK, Rule.NOT_OUT)]
)
def test_whoever_never_went_cannot_be_back(ordered: Store, who_: str, state: Out, rule: str) -> None:
    helper = who_ or ordered.connection.execute("select id from helpers order by id").fetchone()[0]
    with pytest.raises(Refusal) as refused:
        sortie(ordered, responder=helper, state=state, **SAID)
    assert refused.value.rule == rule


def test_stays_are_brought_up_to_date_person_by_person(ordered: Store) -> None:
    for n, name in enumerate(("H1/赵示甲", "H1/赵示乙", "H3/孙拟甲")):
        field.check_in(ordered, persons=(who(ordered, name),), place="S1", at=minute(n), operator="")
        assert len(every_stay(ordered)) == n + 1
    field.leave(ordered, persons=(who(ordered, "H1/赵示甲"),), at=minute(9), operator="")
    assert (house_figures(ordered)["S1"].peak, house_figures(ordered)["S1"].now) == (3, 2)
    assert every_stay(ordered, minute(1)) == every_stay(ordered, minute(1.5))
