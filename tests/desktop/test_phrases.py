"""Every rule has its sentence, every fact its word."""

import string
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from core.domain.events import Kind, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Soil, Trigger
from core.domain.ids import EventId
from core.domain.people import Mobility
from core.domain.plans import Mode, ShortfallRule, SoftRule, UncoveredRule
from core.domain.standing import Class
from core.queries.rows import HistoryRow, Look, RollGroup
from desktop import keys, phrases
from desktop.refusals import SENTENCES

RULES = sorted(value for name, value in vars(Rule).items() if name.isupper())
AT = datetime(2023, 7, 30, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_sentence(rule: str) -> None:
    names = [name for _text, name, _spec, _how in string.Formatter().parse(SENTENCES[rule]) if name]
    said = phrases.refusal(Refusal(rule, {name: f"<{name}>" for name in names}))
    assert all(f"<{name}>" in said for name in names)
    assert "{" not in phrases.refusal(Refusal(rule, {}))


def test_a_rule_of_a_newer_core_still_says_its_name() -> None:
    assert "brand_new" in phrases.refusal(Refusal("brand_new", {"a": 1}))


@pytest.mark.parametrize(
    ("say", "kind"),
    [
        (phrases.trigger, Trigger),
        (phrases.trigger_short, Trigger),
        (phrases.mobility, Mobility),
        (phrases.mode, Mode),
        (phrases.standing, Class),
        (phrases.look, Look),
        (phrases.group, RollGroup),
        (phrases.step, Step),
        (phrases.soil, Soil),
        (phrases.soil_long, Soil),
        (phrases.shortfall, ShortfallRule),
        (phrases.uncovered, UncoveredRule),
        (phrases.soft_rule, SoftRule),
        (phrases.outcome, Outcome),
    ],
)
def test_every_value_has_a_word(say: object, kind: type[StrEnum]) -> None:
    assert all(say(value) for value in kind)  # type: ignore[operator]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_event_can_be_told(kind: Kind) -> None:
    row = HistoryRow(EventId("e"), AT, kind.value, "person/1", "甲", None, "王平村小", None, (), "李虚丁")
    assert phrases.history(row)
    assert "{" not in phrases.history(row)


def test_times_are_beijing_times() -> None:
    assert phrases.hm(AT) == "20:12"
    assert phrases.date(AT) == "2023-07-30 周日"
    assert phrases.left(AT + timedelta(minutes=38), AT) == "还有 38 分"
    assert phrases.left(AT - timedelta(minutes=12), AT) == "过 12 分"
    assert phrases.minutes(139) == "2 小时 19 分"
    assert phrases.countdown(441) == "7:21"


def test_the_key_table_has_each_id_once_and_no_key_of_an_input_method() -> None:
    idents = [entry.id for entry in keys.TABLE]
    assert len(idents) == len(set(idents))
    theirs = {"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+,", "Ctrl+;", "Ctrl+Shift+F"}
    assert not theirs & {entry.sequence for entry in keys.TABLE}


def test_no_two_keys_of_a_screen_are_the_same() -> None:
    for screen in keys.SCREEN_KEYS:
        used = [entry.sequence for entry in keys.for_screen(screen)]
        assert len(used) == len(set(used)), screen
