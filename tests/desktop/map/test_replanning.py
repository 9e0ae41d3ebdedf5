"""A late answer is asked again, never adopted blindly; a stopped run says nothing more."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from pytestqt.qtbot import QtBot

from core.domain.findings import Refusal, Rule
from desktop.replanning import Replanning


class FakeDesk:
    """Answers when told to; refuses an adoption as often as asked."""

    def __init__(self, stale: int = 0) -> None:
        self.stale = stale
        self.reads: list[Callable[[Any], None]] = []
        self.computed: list[Callable[[Any], None]] = []
        self.adopted = 0
        self.stopped: list[str] = []
        self.hear: list[Callable[[Any], None]] = []  # what `changed` is connected to
        self.changed = SimpleNamespace(connect=self.hear.append)

    def now(self) -> str:
        return "now"

    def read(self, _query: object, then: Callable[[Any], None], **_facts: object) -> None:
        self.reads.append(then)

    def compute(self, _work: object, _case: object, then: Callable[[Any], None], **_facts: object) -> None:
        self.computed.append(then)

    def write(self, _operation: object, *, refused: Any, then: Any, **_facts: object) -> None:
        if self.stale:
            self.stale -= 1
            refused(Refusal(Rule.STALE_PLAN, {}))
        else:
            self.adopted += 1
            then(None)

    def stop(self, key: str) -> None:
        self.stopped.append(key)


class Case:
    standing = None


def answer(desk: FakeDesk) -> None:
    desk.reads.pop(0)(Case())
    desk.computed.pop(0)("plan")


def test_a_stale_answer_is_computed_again_from_the_newest_case(qtbot: QtBot) -> None:
    desk = FakeDesk(stale=2)
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.plan_afresh()
    answer(desk)
    answer(desk)
    assert desk.adopted == 0
    assert replanning.running
    with qtbot.waitSignal(replanning.finished):
        answer(desk)
    assert desk.adopted == 1
    assert not replanning.running


def test_it_gives_up_saying_so_when_the_input_never_rests(qtbot: QtBot) -> None:
    desk = FakeDesk(stale=99)
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.plan_afresh()
    with qtbot.waitSignal(replanning.refused):
        for _ in range(4):
            answer(desk)
    assert not replanning.running


def test_an_answer_after_stop_is_not_adopted(qtbot: QtBot) -> None:
    desk = FakeDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.plan_afresh()
    desk.reads.pop(0)(Case())
    with qtbot.waitSignal(replanning.stopped):
        replanning.stop()
    desk.computed.pop(0)("plan")
    assert desk.adopted == 0


def test_a_newer_run_overtakes_an_older_one(qtbot: QtBot) -> None:
    desk = FakeDesk()
    replanning = Replanning(desk)  # type: ignore[arg-type]
    replanning.plan_afresh()
    desk.reads.pop(0)(Case())
    replanning.replan("断路")
    desk.computed.pop(0)("old")
    assert desk.adopted == 0
    answer(desk)
    assert desk.adopted == 1
