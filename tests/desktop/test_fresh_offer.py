"""The fresh plan is worked out after the least change and offered until anything else begins; one key adopts it."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from pytestqt.qtbot import QtBot

from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.plans import Plan, Replan
from core.planning.case import Case
from core.planning.planner import make_plan
from core.planning.replan import replan
from desktop.planning_work import answer_change, plan_afresh
from desktop.replanning import Replanning
from desktop.worker import Memory
from tests.core.planning.villages import case, closed, link, never, node, nothing, place, shelter, walkers
from tests.desktop.map.test_replanning import FakeDesk


def offered_answer() -> Replan:
    """Two roads open: the short one was shut when the plan was made."""
    roads = [link("short", "a", "s", 10), link("long", "a", "t", 60)]
    drawn = case(
        [node("a", 0, 0), node("s", 640, 0), node("t", 0, 3850)],
        roads,
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9), shelter("t", 0, 3850, 9)],
        [walkers("h", "v", 2)],
        closures=(closed("short", 0),),
    )
    standing = make_plan(drawn, nothing, never)
    return replan(replace(drawn, closures=(), standing=standing), nothing, never)


class OfferingDesk(FakeDesk):
    """Remembers what it was asked to write and with which facts cases were read."""

    def __init__(self, stale: int = 0) -> None:
        super().__init__(stale)
        self.facts: list[dict[str, object]] = []
        self.written: list[dict[str, Any]] = []

    def read(self, query: object, then: Any, **facts: object) -> None:
        self.facts.append(facts)
        super().read(query, then, **facts)

    def write(self, operation: Any, *, refused: Any, then: Any, **facts: Any) -> None:
        self.written.append({"operation": operation.__name__, **facts})
        super().write(operation, refused=refused, then=then, **facts)


class StandingCase:
    standing = "plan"
    worth_telling = 0.05


def answered(desk: OfferingDesk, replanning: Replanning, answer: Replan) -> None:
    """The least change is adopted; the comparison is under way where the bounds leave room for it."""
    replanning.replan("断路")
    desk.reads.pop(0)(StandingCase())
    desk.computed.pop(0)(replace(answer, fresh=None, fresh_to_tell=()))


def run(desk: OfferingDesk, replanning: Replanning, answer: Replan) -> None:
    answered(desk, replanning, answer)
    desk.computed.pop(0)(answer)


def change(kind: Kind) -> Changes:
    return Changes(1, (SimpleNamespace(kind=kind),))  # type: ignore[arg-type]


def test_it_is_offered_after_the_answer_is_adopted_and_adopted_by_itself(qtbot: QtBot) -> None:
    desk, answer = OfferingDesk(), offered_answer()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    with qtbot.waitSignal(replanning.offered) as offer:
        run(desk, replanning, answer)
    assert offer.args == [answer]
    assert replanning.offer == answer
    with qtbot.waitSignal(replanning.finished) as finished:
        replanning.adopt_fresh("重排")
    assert finished.args == [answer.fresh]
    assert [each["operation"] for each in desk.written] == ["adopt_replan", "adopt_fresh"]
    assert desk.written[1]["replan"] == answer
    assert replanning.offer is None
    replanning.adopt_fresh()
    assert len(desk.written) == 2


def test_anything_else_that_begins_takes_the_offer_away(qtbot: QtBot) -> None:
    desk = OfferingDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    run(desk, replanning, offered_answer())
    replanning.replan("通路")
    assert replanning.offer is None


def planned_case(standing: Plan) -> Case:
    drawn = case([node("a", 0, 0)], [], [], [], [])
    return replace(drawn, standing=standing, in_force=standing, worth_telling=0.05)


def test_an_answer_that_was_prepared_is_compared_too(qtbot: QtBot) -> None:
    desk, answer, said = OfferingDesk(), offered_answer(), []
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.comparing.connect(said.append)
    replanning.compare(replace(answer, fresh=None, fresh_to_tell=()), answer.plan)
    assert desk.facts[-1]["worth_telling"] == replanning.worth_telling
    desk.reads.pop(0)(planned_case(answer.plan))
    with qtbot.waitSignal(replanning.offered):
        desk.computed.pop(0)(answer)
    assert (said, replanning.offer) == ([True, False], answer)


def test_a_comparison_of_a_prepared_answer_gives_way_to_another_replan(qtbot: QtBot) -> None:
    desk = OfferingDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.compare(offered_answer(), offered_answer().plan)
    replanning.replan("断路")
    desk.reads.pop(0)(planned_case(offered_answer().plan))
    assert desk.computed == []


def test_the_answer_stands_before_anybody_looks_for_a_better_plan(qtbot: QtBot) -> None:
    desk, answer, said = OfferingDesk(), offered_answer(), []
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.comparing.connect(said.append)
    with qtbot.waitSignal(replanning.finished):
        answered(desk, replanning, answer)
    assert not replanning.running
    assert replanning.offer is None
    desk.computed.pop(0)(answer)
    assert replanning.offer == answer
    assert said == [True, False]


def test_nobody_looks_for_a_better_plan_where_the_bounds_rule_one_out(qtbot: QtBot) -> None:
    desk, answer = OfferingDesk(), offered_answer()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    best = replace(answer.plan, exposure_bound=answer.plan.exposure, served_bound=answer.plan.served)
    answered(desk, replanning, replace(answer, plan=best))
    assert desk.computed == []


def test_a_comparison_that_is_overtaken_is_never_offered(qtbot: QtBot) -> None:
    """A road closes elsewhere while a fresh plan is being made: its late answer is about what is no longer so."""
    for kind, still in ((Kind.ARRIVED, True), (Kind.LINK_CLOSED, False), (Kind.VOIDED, False)):
        desk, answer = OfferingDesk(), offered_answer()
        replanning = Replanning(desk)  # type: ignore[arg-type]
        answered(desk, replanning, answer)
        for hear in desk.hear:
            hear(change(kind))
        assert desk.stopped == ([] if still else ["comparing-afresh"])
        desk.computed.pop(0)(answer)
        assert (replanning.offer is not None) == still


def test_where_it_is_too_late_a_plan_is_made_anew(qtbot: QtBot) -> None:
    desk = OfferingDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    run(desk, replanning, offered_answer())
    desk.stale = 1
    replanning.adopt_fresh()
    assert replanning.running
    desk.reads.pop(0)(StandingCase())
    with qtbot.waitSignal(replanning.finished):
        desk.computed.pop(0)("plan")
    assert [each["operation"] for each in desk.written] == ["adopt_replan", "adopt_fresh", "adopt_plan"]


def test_the_officers_threshold_goes_into_the_case(qtbot: QtBot) -> None:
    desk = OfferingDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.worth_telling = 0.02
    replanning.replan("断路")
    assert desk.facts[0]["worth_telling"] == 0.02


def test_works_of_one_process_share_what_they_remember() -> None:
    memory = Memory()
    assert memory.of(dict) is memory.of(dict)
    assert memory.of(list) == []
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("ab", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9)],
        [walkers("h", "v", 2)],
    )
    plan = plan_afresh(drawn, nothing, never, memory)
    assert isinstance(plan, Plan)
    again = replace(drawn, standing=plan)
    assert answer_change(again, nothing, never, memory) == answer_change(again, nothing, never, Memory())


def test_a_whole_plan_in_place_of_another_says_whom_to_tell_and_is_not_compared(qtbot: QtBot) -> None:
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("ab", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9), shelter("t", 0, 0, 9)],
        [walkers("h", "v", 2)],
    )
    memory = Memory()
    first = plan_afresh(replace(drawn, shelters=drawn.shelters[:1]), nothing, never, memory)
    assert isinstance(first, Plan)
    answer = plan_afresh(replace(drawn, standing=first), nothing, never, memory)
    assert isinstance(answer, Replan)
    assert [telling.household for telling in answer.to_tell] == ["h"]
    assert (answer.touched, answer.kept) == (("h",), 0)

    desk = OfferingDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.plan_afresh()
    desk.reads.pop(0)(replace(drawn, standing=first))
    with qtbot.waitSignal(replanning.finished):
        desk.computed.pop(0)(answer)
    assert [each["operation"] for each in desk.written] == ["adopt_replan"]
    assert not desk.computed


def test_a_refusal_of_any_other_kind_ends_the_run(qtbot: QtBot) -> None:
    desk = OfferingDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    run(desk, replanning, offered_answer())
    desk.write = lambda *_a, refused, **_f: refused(Refusal(Rule.BAD_TIME, {}))  # type: ignore[method-assign]
    with qtbot.waitSignal(replanning.refused):
        replanning.adopt_fresh()
    assert not replanning.running
