"""叫应: the ladder as a table of cases, and what holds of any calls whatever the clocks say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calling import CALLED, CallingRule, CallingRules, Ladder, Rung, Try, known_by, ladder, rung_of
from core.domain.events import Evidence, Outcome
from core.domain.hazards import Trigger
from tests.factories import minute

NUMBERS = {
    ("answer", "go"): 5,
    ("answer", "prepare"): 10,
    ("redials", "A"): 2,
    ("redials", "B"): 2,
    ("redials", "neighbour"): 0,
    ("redials", "door"): 0,
    ("relayed", "*"): 15,
    ("sent", "*"): 20,
    ("radio", "*"): 10,
    ("silence", "*"): 60,
}
RULES = CallingRules(tuple(CallingRule(r, s, n, "", "", "", "", False) for (r, s), n in NUMBERS.items()))
ALL = tuple(Rung)


def tries(words: str) -> list[Try]:
    """`A none, B off` one minute apart."""
    pairs = [word.split() for word in words.split(",") if word.strip()]
    return [Try(to, Outcome(outcome), minute(n)) for n, (to, outcome) in enumerate(pairs)]


def stand(words: str, rungs: tuple[Rung, ...] = ALL, level: Trigger = Trigger.GO) -> Ladder:
    return ladder(tries(words), rungs, level, RULES)


# calls -> rung now, minutes waited for, settled
CASES: dict[str, tuple[str, Rung | None, float | None, bool]] = {
    "not called yet": ("", Rung.A, None, False),
    "no answer is redialled": ("A none", Rung.A, 5, False),
    "twice": ("A none, A none", Rung.A, 5, False),
    "unanswered thrice goes to the deputy at once": ("A none, A none, A none", Rung.B, None, False),
    "off goes on at once": ("A off", Rung.B, None, False),
    "a wrong number goes on at once": ("A wrong", Rung.B, None, False),
    "the deputy has his redials": ("A off, B none", Rung.B, 5, False),
    "neither": ("A off, B none, B none, B none", Rung.NEIGHBOUR, None, False),
    "the neighbour has none": ("A off, B off, neighbour none", Rung.DOOR, None, False),
    "somebody is sent": ("A off, B off, neighbour none, door sent", Rung.DOOR, 20, False),
    "nobody at the door": ("A off, B off, neighbour none, door sent, door none", Rung.RADIO, None, False),
    "the radio goes on for ever": ("A off, door none, radio none, radio none, gong off", Rung.RADIO, 10, False),
    "answered": ("A none, A answered", Rung.A, None, True),
    "answered by whoever it was": ("A off, B off, neighbour answered", Rung.A, None, True),
    "answered himself": ("A none, self answered", Rung.A, None, True),
    "his own phone alone is no rung": ("self none, self off", Rung.A, None, False),
    "a message is waited for": ("A off, neighbour relayed", Rung.NEIGHBOUR, 15, False),
    "a message that brought nothing": ("A relayed, A none", Rung.A, 5, False),
    "answered once, silent since": ("A none, A answered, A none", Rung.A, 5, False),
    "the door out of turn stands for all before": ("A none, door sent", Rung.DOOR, 20, False),
    "an earlier one called again changes no turn": ("A none, door sent, A none", Rung.DOOR, 20, False),
    "and neither does it when he answers": ("A none, door sent, A answered", Rung.A, None, True),
}


@pytest.mark.parametrize("case", CASES)
def test_what_follows(case: str) -> None:
    words, rung, wait, settled = CASES[case]
    stands = stand(words)
    assert (stands.rung, stands.settled) == (rung, settled)
    assert (None if stands.waits_on is None else stands.wait / timedelta(minutes=1)) == wait


def test_rungs_that_are_not_there_are_left_out() -> None:
    assert stand("", (Rung.DOOR, Rung.RADIO)).rung is Rung.DOOR
    assert stand("A off", (Rung.A, Rung.DOOR, Rung.RADIO)).rung is Rung.DOOR
    assert stand("A off", ()).rung is None
    assert stand("A off, B off", (Rung.A, Rung.B)).rung is Rung.B  # the last one is never passed


def test_the_level_has_its_minutes_and_a_missing_number_is_an_error() -> None:
    assert stand("A none", level=Trigger.PREPARE).wait == timedelta(minutes=10)
    with pytest.raises(KeyError):
        RULES.number("answer", "none")


def test_a_future_clock_makes_it_due_at_once_and_a_past_one_too() -> None:
    stands = stand("A none")
    assert stands.waits(minute(4.9))
    assert not stands.waits(minute(5))
    assert not stands.waits(minute(-1))  # the call is said to be still to come


def test_since_when_nobody_answers() -> None:
    ordered = minute(-30)
    assert stand("").since(ordered) == ordered
    assert stand("self off, A none, A none").since(ordered) == minute(0)
    assert stand("A none, A answered, A none").since(ordered) == minute(1)


def test_how_it_is_known() -> None:
    assert known_by("A", Outcome.ANSWERED) is Evidence.PHONE_HELPER
    assert known_by("self", Outcome.ANSWERED) is Evidence.PHONE_SELF
    assert known_by("door", Outcome.ANSWERED) is Evidence.SEEN
    assert known_by("radio", Outcome.ANSWERED) is Evidence.HEARSAY
    assert known_by("A", Outcome.RELAYED) is Evidence.HEARSAY
    assert {known_by(to, outcome) for to in CALLED for outcome in Outcome if not outcome.spoken} == {None}


# -- whatever was called -----------------------------------------------------------------------------------------------

calls = st.lists(
    st.builds(Try, st.sampled_from(CALLED), st.sampled_from(Outcome), st.integers(-600, 600).map(minute)), max_size=14
)
rungs = st.sets(st.sampled_from(Rung), min_size=1).map(tuple)
levels = st.sampled_from([Trigger.GO, Trigger.PREPARE])


@given(calls, rungs, levels, st.data())
def test_no_clock_moves_anybody_on_the_ladder(
    made: list[Try], there: tuple[Rung, ...], level: Trigger, data: st.DataObject
) -> None:
    other = [replace(one, at=minute(data.draw(st.integers(-6000, 6000)))) for one in made]
    a, b = ladder(made, there, level, RULES), ladder(other, there, level, RULES)
    assert (a.rung, a.tried, a.tries, a.settled, a.wait) == (b.rung, b.tried, b.tries, b.settled, b.wait)


@given(calls, rungs, levels, st.integers(-600, 600).map(minute))
def test_nobody_waits_longer_than_the_longest_rule(
    made: list[Try], there: tuple[Rung, ...], level: Trigger, now: object
) -> None:
    stands = ladder(made, there, level, RULES)
    assert stands.rung in there
    assert stands.wait <= timedelta(minutes=20)
    if stands.waits(now):  # type: ignore[arg-type]
        assert stands.waits_on in made
        assert stands.due is not None
        assert not stands.settled


@given(calls, rungs, levels, st.sampled_from([Outcome.NONE, Outcome.OFF, Outcome.WRONG]))
def test_silence_never_goes_back_and_always_reaches_the_last_rung(
    made: list[Try], there: tuple[Rung, ...], level: Trigger, silence: Outcome
) -> None:
    order = list(Rung)
    made = list(made)
    before = ladder(made, there, level, RULES)
    for _ in range(12):
        assert before.rung is not None
        made.append(Try(str(before.rung), silence, minute(0)))
        after = ladder(made, there, level, RULES)
        assert after.rung is not None
        assert not after.settled
        if not before.settled:
            assert order.index(after.rung) >= order.index(before.rung)
        before = after
    assert before.rung is max(there, key=order.index)


@given(calls, rungs, levels)
def test_an_answer_settles_and_the_next_silence_begins_anew(
    made: list[Try], there: tuple[Rung, ...], level: Trigger
) -> None:
    answered = [*made, Try("B", Outcome.ANSWERED, minute(700))]
    assert ladder(answered, there, level, RULES).settled
    again = ladder([*answered, Try("A", Outcome.NONE, minute(701))], there, level, RULES)
    assert (again.settled, again.tries, again.since(minute(0))) == (False, 1, minute(700))


@given(calls, levels)
def test_a_second_count_by_hand(made: list[Try], level: Trigger) -> None:
    """The same ladder, walked call by call as the sheet of paper has it."""
    at, missed = 0, dict.fromkeys(Rung, 0)
    for one in made:
        if one.outcome.spoken:
            at, missed = 0, dict.fromkeys(Rung, 0)
            if one.outcome is Outcome.RELAYED and rung_of(one.to) is not None:
                at = list(Rung).index(rung_of(one.to))  # type: ignore[arg-type]
            continue
        rung = rung_of(one.to)
        if rung is None:
            continue
        missed[rung] += 99 if one.outcome in (Outcome.OFF, Outcome.WRONG) else one.outcome is Outcome.NONE
        at = max(at, list(Rung).index(rung))
        while at < 4 and missed[list(Rung)[at]] > NUMBERS["redials", list(Rung)[at]]:
            at += 1
    assert ladder(made, ALL, level, RULES).rung is list(Rung)[at]
