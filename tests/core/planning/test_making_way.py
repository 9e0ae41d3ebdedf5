"""For whom somebody was moved: who has his bed or his ride now."""

import pytest

from core.domain.ids import HouseholdId
from core.domain.plans import Plan
from core.planning.making_way import made_way_for
from tests.core.planning.hand_plans import plan

A, B, C, D = (HouseholdId(name) for name in "abcd")


@pytest.mark.parametrize(
    ("before", "new", "found"),
    [
        (plan(a="s", b="t"), plan(a="u", b="s"), (B,)),
        (plan(a="s", b=""), plan(a="u", b="s"), (B,)),
        (plan(a="s", b="s", c="t"), plan(a="u", b="s", c="s"), (C,)),  # b was there before
        (plan(a="s bus", b=""), plan(a="s", b="t bus"), (B,)),
        (plan(a="s car", b="", helpers="ax bx"), plan(a="s", b="t car", helpers="ax bx"), (B,)),
        (plan(a="s", b="t", c="v"), plan(a="u", b="w", c="t"), ()),  # b made room for c, nobody goes to s
    ],
)
def test_who_has_what_was_given_up(before: Plan, new: Plan, found: tuple[HouseholdId, ...]) -> None:
    knew = dict.fromkeys((A, B, C), before)
    assert made_way_for((A,), knew, new) == {A: found}


def test_who_gave_way_too_is_nobody_for_whom_it_was_done() -> None:
    knew = dict.fromkeys((A, B, C), plan(a="s", b="t", c=""))
    assert made_way_for((A, B), knew, plan(a="u", b="s", c="t")) == {A: (), B: (C,)}


def test_who_is_not_to_be_told_anything_is_not_named() -> None:
    assert made_way_for((A, D), {}, plan(a="s")) == {}
