"""Sums, soil, triggers and reasons of places, by hand and against a slow reckoning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Breach, RainInterval, RainKind, Soil, Station, Threshold, Trigger
from core.domain.ids import PlaceCode, StationId
from core.domain.places import Place, Position, Town
from core.storm.model import LOCAL
from core.storm.rain import rain_record
from core.storm.replay import load_replay, storm_of
from core.storm.situation import StormInput, first_triggers, hourly_series, series_at, situation_at

EVENING = datetime(2023, 7, 29, 20, tzinfo=LOCAL).astimezone(UTC)
PREPARE = Threshold("*", Soil.NORMAL, Trigger.PREPARE, (30, 50, 70, 100), "甲")
GO = Threshold("*", Soil.NORMAL, Trigger.GO, (45, 70, 100, 150), "乙")
S1, S2, S3, S4 = (
    Station(StationId(f"s{index}"), f"s{index}", Position(116.0, 40.0 + 0.1 * index)) for index in range(1, 5)
)
VILLAGE = Place(PlaceCode("1"), "王平镇", "甲村", "village", Position(116.0, 40.1))


def storm(
    hours: list[float], places: tuple[Place, ...] = (VILLAGE,), thresholds: tuple[Threshold, ...] = (PREPARE, GO)
) -> StormInput:
    intervals = [RainInterval(S1.id, EVENING + timedelta(hours=hour), mm) for hour, mm in enumerate(hours, 1)]
    return StormInput(places, rain_record(intervals, [S1]), thresholds)


def after(hours: float) -> datetime:
    return EVENING + timedelta(hours=hours)


def test_sums_breaches_and_reason_at_one_minute() -> None:
    now = situation_at(storm([10, 20, 25, 31]), after(4))[0]
    assert now.sums_mm == (31.0, 76.0, 86.0, 86.0)
    assert now.total_mm == 86
    assert (now.level, now.soil, now.antecedent_mm) == (Trigger.GO, Soil.NORMAL, 48)
    assert now.breaches == (
        Breach(Trigger.GO, 3, 76, 70),
        Breach(Trigger.PREPARE, 1, 31, 30),
        Breach(Trigger.PREPARE, 3, 76, 50),
        Breach(Trigger.PREPARE, 6, 86, 70),
    )
    assert now.limits == ((Trigger.PREPARE, PREPARE.mm), (Trigger.GO, GO.mm))
    assert (now.source, now.confirmed, now.lower_bound, now.silent) == ("乙", False, False, ())
    assert now.gauges == ((S1.id, 1.0),)


def test_a_sum_that_meets_the_threshold_exactly_reaches_it() -> None:
    intervals = [RainInterval(S1.id, EVENING + timedelta(minutes=6 * step), 3.0, 6) for step in range(1, 11)]
    exact = StormInput((VILLAGE,), rain_record(intervals, [S1]), (PREPARE, GO))
    assert situation_at(exact, after(1))[0].level is Trigger.PREPARE
    assert situation_at(exact, after(1) - timedelta(minutes=6))[0].level is Trigger.NONE


def test_since_is_the_start_of_the_present_spell() -> None:
    series = storm([60, 0, 0, 0, 0, 0, 0, 60, 0])
    first = first_triggers(series, after(9))[VILLAGE.code]
    assert first == {Trigger.PREPARE: after(0.5), Trigger.GO: after(0) + timedelta(minutes=50)}
    assert situation_at(series, after(6.75))[0].level is Trigger.NONE
    assert situation_at(series, after(6.75))[0].since is None
    assert situation_at(series, after(8))[0].since == after(7) + timedelta(minutes=50)


def test_first_triggers_stop_at_until_and_take_any_step() -> None:
    series = storm([60, 60])
    assert first_triggers(series, after(0.6))[VILLAGE.code] == {Trigger.PREPARE: after(0.5)}
    assert first_triggers(series, EVENING - timedelta(hours=1))[VILLAGE.code] == {}
    fine = first_triggers(series, after(9), step_minutes=1)[VILLAGE.code]
    assert fine[Trigger.GO] == after(0) + timedelta(minutes=45)


def test_soil_index_moves_at_eight_in_the_evening() -> None:
    series = storm([2.0] * 49)
    assert situation_at(series, after(23.99))[0].antecedent_mm == 48
    assert situation_at(series, after(24))[0].antecedent_mm == pytest.approx(0.85 * (48 + 48))
    assert situation_at(series, after(24))[0].soil is Soil.WET
    assert situation_at(series, after(48))[0].antecedent_mm == 90
    dry = storm([0.0] * 30)
    assert situation_at(dry, after(24))[0].antecedent_mm == pytest.approx(40.8)
    assert situation_at(dry, after(24))[0].soil is Soil.DRY


def test_missing_soil_rows_follow_from_normal() -> None:
    limits = {}
    for antecedent in (40.0, 48.0, 80.0):
        place = replace(VILLAGE, antecedent_mm=antecedent)
        now = situation_at(storm([1.0], (place,)), after(1))[0]
        limits[now.soil] = dict(now.limits)[Trigger.GO]
    assert limits == {Soil.DRY: (54, 84, 120, 180), Soil.NORMAL: GO.mm, Soil.WET: (33.75, 52.5, 75, 112.5)}


def test_an_own_row_wins_over_everybodys_and_an_empty_cell_is_never_reached() -> None:
    own = Threshold(VILLAGE.code, Soil.NORMAL, Trigger.GO, (5, None, None, None), "村里", confirmed=True)
    wet = Threshold("*", Soil.WET, Trigger.GO, (1, 1, 1, 1))
    places = (replace(VILLAGE, antecedent_mm=80.0), replace(VILLAGE, code=PlaceCode("2")))
    first, second = situation_at(storm([4.0], places, (PREPARE, GO, own, wet)), after(1))
    assert dict(first.limits)[Trigger.GO] == (3.75, None, None, None)
    assert (first.level, first.source) == (Trigger.GO, "村里")
    assert not first.confirmed, "the prepare row is everybody's and unconfirmed"
    assert second.level is Trigger.NONE
    assert situation_at(storm([99.0], thresholds=()), after(1))[0].level is Trigger.NONE


@pytest.mark.parametrize("moment", [after(-0.1), after(2.1)])
def test_outside_the_storm_is_refused(moment: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        situation_at(storm([1.0, 1.0]), moment)
    assert refusal.value.rule == Rule.OUTSIDE_STORM
    assert refusal.value.facts == {"start": EVENING, "end": after(2), "at": moment}


def test_no_rain_and_no_places() -> None:
    empty = StormInput((VILLAGE,), rain_record([], [S1]), (GO,))
    with pytest.raises(Refusal):
        situation_at(empty, EVENING)
    assert first_triggers(empty, EVENING) == {VILLAGE.code: {}}
    assert hourly_series(empty) == series_at(empty, None, 3) == []
    nowhere = storm([5.0], places=())
    assert situation_at(nowhere, after(1)) == ()
    assert first_triggers(nowhere, after(1)) == {}


def four_gauges(places: tuple[Place, ...], towns: tuple[Town, ...] = ()) -> StormInput:
    intervals = [
        RainInterval(station.id, after(1), mm) for station, mm in zip((S1, S2, S3, S4), (1, 2, 3, 100), strict=True)
    ]
    return StormInput(places, rain_record(intervals, [S1, S2, S3, S4]), (GO,), towns)


def test_three_nearest_by_inverse_distance() -> None:
    place = replace(VILLAGE, position=Position(116.0, 40.05))
    now = situation_at(four_gauges((place,)), after(1))[0]
    assert [station for station, _ in now.gauges] == [S1.id, S2.id, S3.id]
    assert [weight for _, weight in now.gauges] == pytest.approx([15 / 23, 5 / 23, 3 / 23], rel=1e-3)
    assert now.sums_mm[0] == pytest.approx((15 * 1 + 5 * 2 + 3 * 3) / 23, rel=1e-3)


def test_own_gauges_win_and_are_made_to_add_up() -> None:
    place = replace(VILLAGE, gauges=((S1.id, 1.0), (S4.id, 3.0)))
    assert situation_at(four_gauges((place,)), after(1))[0].total_mm == pytest.approx(75.25)


def test_an_unplaced_place_takes_its_town_then_the_seat_then_the_district() -> None:
    lost = replace(VILLAGE, code=PlaceCode("2"), position=None)
    seat = replace(lost, code=PlaceCode("3"), town="军庄镇")
    other = replace(lost, code=PlaceCode("4"), town="永定镇")
    towns = (Town("军庄镇", "", Position(116.0, 40.4)),)
    placed, in_town, at_seat, anywhere = situation_at(four_gauges((VILLAGE, lost, seat, other), towns), after(1))
    assert in_town.gauges == placed.gauges == anywhere.gauges
    assert S4.id in dict(at_seat.gauges)


def test_silent_gauge_marks_the_place_that_leans_on_it() -> None:
    intervals = [RainInterval(station.id, after(1), 20.0) for station in (S1, S2, S3)]
    intervals += [RainInterval(station.id, after(2), 20.0) for station in (S2, S3)]
    here = replace(VILLAGE, gauges=((S1.id, 1.0),))
    there = replace(VILLAGE, code=PlaceCode("2"), gauges=((S2.id, 1.0),))
    leaning, sound = situation_at(StormInput((here, there), rain_record(intervals, [S1, S2, S3]), (GO,)), after(2))
    assert (leaning.total_mm, leaning.lower_bound, leaning.silent) == (45.0, True, ((S1.id, after(1)),))
    assert (sound.total_mm, sound.lower_bound, sound.silent) == (40.0, False, ())


def test_forecast_is_asked_for_by_name() -> None:
    intervals = [RainInterval(S1.id, after(1), 10.0), RainInterval(S1.id, after(2), 90.0, kind=RainKind.FORECAST)]
    observed = StormInput((VILLAGE,), rain_record(intervals, [S1]), (GO,))
    with pytest.raises(Refusal):
        situation_at(observed, after(2))
    assert situation_at(replace(observed, with_forecast=True), after(2))[0].level is Trigger.GO


def test_series_for_plots() -> None:
    series = storm([10, 20, 30])
    assert hourly_series(series, VILLAGE.code) == [(after(1), 10), (after(2), 20), (after(3), 30)]
    assert hourly_series(series) == hourly_series(series, VILLAGE.code)
    assert series_at(series, VILLAGE.code, 1, 60) == [(after(0), 0), (after(1), 10), (after(2), 20), (after(3), 30)]
    assert series_at(series, None, 0, 60)[-1] == (after(3), 60)
    with pytest.raises(Refusal) as refusal:
        hourly_series(series, PlaceCode("no"))
    assert refusal.value.rule == Rule.UNKNOWN_PLACE


def test_a_replay_speaks_for_towns_by_any_of_their_names_and_for_strangers_by_the_mean() -> None:
    replay = load_replay("23-7", {})
    places = tuple(
        replace(VILLAGE, code=PlaceCode(str(index)), town=town)
        for index, town in enumerate(("王平镇", "王平地区", "别处镇"))
    )
    end = situation_at(storm_of(replay, places, (PREPARE, GO)), replay.end)
    assert [place.total_mm for place in end] == pytest.approx([570, 570, 487.71], abs=0.01)
    assert hourly_series(storm_of(replay, places, ()))[-1][1] == pytest.approx(replay.mean[-1][1] - replay.mean[-2][1])


@given(
    st.lists(st.floats(0, 60).map(lambda mm: round(mm, 1)), min_size=1, max_size=60),
    st.integers(0, 100),
    st.floats(0, 90),
)
def test_level_equals_a_slow_reckoning(hours: list[float], tenths: int, antecedent: float) -> None:
    minute = min(tenths * 37, 60 * len(hours))
    place = replace(VILLAGE, antecedent_mm=antecedent)
    now = situation_at(storm(hours, (place,)), EVENING + timedelta(minutes=minute))[0]

    def fell(start: int, end: int) -> float:
        return sum(hours[m // 60] / 60 for m in range(max(0, start), min(end, 60 * len(hours))))

    soil = min(antecedent, 90.0)
    for day in range(minute // 1440):
        soil = min(90.0, 0.85 * (soil + fell(1440 * day, 1440 * (day + 1))))
    assert now.antecedent_mm == pytest.approx(soil, abs=1e-6)
    factor = {Soil.DRY: 1.2, Soil.NORMAL: 1.0, Soil.WET: 0.75}[now.soil]
    sums = [fell(minute - 60 * window, minute) for window in (1, 3, 6, 24)]
    assert now.sums_mm == pytest.approx(sums, abs=1e-5)
    expected = Trigger.NONE
    for row in (PREPARE, GO):
        if any(mm + 1e-5 >= (limit or 0) * factor for mm, limit in zip(sums, row.mm, strict=True)):
            expected = row.level
    if (
        min(abs(mm - (limit or 0) * factor) for row in (PREPARE, GO) for mm, limit in zip(sums, row.mm, strict=True))
        > 1e-4
    ):
        assert now.level is expected
