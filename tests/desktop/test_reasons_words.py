"""Every reason has words, with its figure and what the next best costs."""

from dataclasses import replace

import pytest

from core.domain.reasons import RouteReason, ShelterReason, TimeReason
from desktop.reasons_words import route_words, shelter_words, time_words, why_lines
from tests.desktop.plan.boards import WHY

FULL = WHY[0]


@pytest.mark.parametrize("reason", list(ShelterReason))
def test_every_reason_for_a_shelter(reason: ShelterReason) -> None:
    words = shelter_words(replace(FULL, shelter=reason), "妙峰山民族学校")
    assert words.startswith("妙峰山民族学校：")
    assert words.endswith("其次 王平中学，晚 14 分")
    passed = reason in (
        ShelterReason.SOONER_FULL,
        ShelterReason.SOONER_UNFIT,
        ShelterReason.WITH_THE_VILLAGE,
        ShelterReason.FOR_OTHERS,
    )
    assert ("王平村中心小学 早 9 分" in words) == passed
    assert "{" not in words


@pytest.mark.parametrize("reason", list(RouteReason))
def test_every_reason_for_a_route(reason: RouteReason) -> None:
    words = route_words(replace(FULL, route=reason))
    assert words.endswith("第二条多 6 分")
    assert ("G109" in words) == (reason in (RouteReason.QUICKER_CLOSED, RouteReason.QUICKER_CROWDED))


@pytest.mark.parametrize("reason", list(TimeReason))
def test_every_reason_for_a_time(reason: TimeReason) -> None:
    assert time_words(replace(FULL, time=reason)).endswith("，在家等 20 分")
    assert "等 0" not in time_words(replace(FULL, time=reason, wait_min=0.0))


def test_what_is_not_there_is_said() -> None:
    none = replace(FULL, next_shelter="", next_shelter_min=None, next_route_min=None, blocked="")
    assert shelter_words(none, "某岛").endswith("别的岛床不够、收不下或到不了")
    assert route_words(none).endswith("没有第二条路")
    assert "一段村道" in route_words(none)


def test_who_rides_in_a_trip_is_told_of_no_way_that_nobody_looked_for() -> None:
    assert route_words(replace(FULL, next_route_min=None, rides=True)) == "随车走；没有另找第二条路"


def test_a_small_difference_is_never_nothing() -> None:
    assert "早 1 分" in shelter_words(replace(FULL, passed_over_min=0.2), "某岛")


def test_a_next_best_that_is_earlier_is_said_so() -> None:
    assert shelter_words(replace(FULL, next_shelter_min=-3.0), "某岛").endswith("其次 王平中学，早 3 分")


def test_three_lines_a_household() -> None:
    assert [label for _, label, _ in why_lines(FULL, "某岛")] == ["为何去这", "为何走这", "为何这时"]
