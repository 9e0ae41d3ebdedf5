"""The 23-7 replay against the figures it was fitted to (research storm 1.2), and its options."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.findings import Refusal, Rule
from core.storm.model import LOCAL
from core.storm.replay import Replay, load_replay
from core.storm.replay_options import EmbeddedCell
from core.storm.replay_rain import shifted, with_cell

MOMENTS = ("30T02", "30T08", "30T14", "30T20", "31T02", "31T08", "31T14", "31T20", "01T02", "01T08", "01T20", "02T07")
TOWNS = {
    "妙峰山镇": (21, 76, 129, 259, 315, 380, 530, 580, 593, 602, 608, 610),
    "潭柘寺镇": (21, 74, 125, 250, 304, 368, 513, 561, 574, 583, 588, 590),
    "永定镇": (19, 66, 112, 225, 273, 330, 461, 504, 516, 523, 528, 530),
    "龙泉镇": (18, 64, 108, 216, 263, 318, 443, 485, 496, 504, 508, 510),
    "大峪街道": (17, 60, 102, 204, 247, 299, 417, 456, 467, 474, 478, 480),
    "城子街道": (17, 61, 104, 208, 253, 305, 426, 466, 477, 484, 488, 490),
    "东辛房街道": (18, 65, 110, 221, 268, 324, 452, 494, 506, 514, 518, 520),
    "军庄镇": (19, 68, 114, 229, 278, 337, 470, 513, 525, 533, 538, 540),
    "王平镇": (11, 40, 81, 201, 258, 321, 453, 508, 538, 553, 565, 570),
    "大台街道": (11, 39, 80, 197, 253, 315, 445, 500, 528, 543, 555, 560),
    "雁翅镇": (10, 35, 71, 176, 226, 282, 398, 446, 472, 485, 496, 500),
    "斋堂镇": (3, 12, 35, 108, 160, 214, 298, 357, 403, 421, 434, 440),
    "清水镇": (3, 12, 34, 104, 154, 207, 288, 345, 390, 406, 419, 425),
}
DISTRICT = (9, 32, 65, 158, 210, 266, 373, 425, 458, 472, 483, 488)
# Reported means of the district, and what the generator gives for them.
ANCHORS = {"30T10": 41.9, "31T10": 305.9, "31T22": 434.7, "01T06": 470.1, "01T15": 480.8, "02T07": 487.7}
REFERENCE = {"30T08": 91.8, "30T10": 113.8, "31T10": 528, "01T06": 722, "01T15": 730}


def moment(text: str) -> datetime:
    day, hour = text.split("T")
    month = 7 if int(day) > 20 else 8
    return datetime(2023, month, int(day), int(hour), tzinfo=LOCAL).astimezone(UTC)


def fallen(replay: Replay, town: str, until: datetime) -> float:
    station = dict(replay.town_gauges)[town][0][0]
    return sum(
        (interval.mm for interval in replay.intervals if interval.station == station and interval.end <= until), 0.0
    )


@pytest.mark.parametrize("town", TOWNS)
def test_check_points_of_each_town(town: str) -> None:
    replay = load_replay("23-7", {})
    for text, expected in zip(MOMENTS, TOWNS[town], strict=True):
        assert fallen(replay, town, moment(text)) == pytest.approx(expected, abs=1.0), (town, text)


def test_district_mean_meets_table_and_anchors() -> None:
    mean = dict(load_replay("23-7", {}).mean)
    for text, expected in zip(MOMENTS, DISTRICT, strict=True):
        assert mean[moment(text)] == pytest.approx(expected, abs=1.0), text
    for text, expected in ANCHORS.items():
        assert mean[moment(text)] == pytest.approx(expected, abs=0.1), text


def test_reference_station_follows_its_reported_curve() -> None:
    reference = dict(load_replay("23-7", {}).reference)
    for text, expected in REFERENCE.items():
        assert reference[moment(text)] == pytest.approx(expected, abs=1.0), text


def test_it_says_that_its_figures_are_reconstructed() -> None:
    replay = load_replay("23-7", {})
    assert "重建" in replay.title
    assert "不是实测" in replay.mark
    assert all(closure.source.startswith(("reported; ", "time assumed; ")) for closure in replay.closures)
    assert all(replay.start < closure.start < replay.end for closure in replay.closures)


def test_scale_multiplies_everything() -> None:
    replay = load_replay("23-7", {"scale": "1.105"})
    assert replay.mean[-1][1] == pytest.approx(538.9, abs=0.1)
    assert fallen(replay, "王平镇", replay.end) == pytest.approx(570 * 1.105)


def test_as_displayed_freezes_what_the_screen_showed() -> None:
    plain, shown = load_replay("23-7", {}), load_replay("23-7", {"as_displayed": "yes"})
    mean, station = dict(shown.mean), dict(shown.reference)
    assert [mean[moment(text)] for text in ("31T13", "31T16", "31T17")] == [322.1, 323.9, 326.1]
    assert moment("31T12") not in mean
    assert mean[moment("31T22")] == dict(plain.mean)[moment("31T22")]
    assert {station[moment(f"31T{hour}")] for hour in range(11, 19)} == {580.9}
    assert shown.intervals == plain.intervals


@pytest.mark.parametrize("cell", ["yes", "qianlingshan"])
def test_embedded_cell_keeps_totals_and_sharpens_the_burst(cell: str) -> None:
    plain, sharp = load_replay("23-7", {}), load_replay("23-7", {"embedded_cell": cell})
    for town, gauges in plain.town_gauges[:-1]:
        hours = [interval.mm for interval in sharp.intervals if interval.station == gauges[0][0]]
        before = [interval.mm for interval in plain.intervals if interval.station == gauges[0][0]]
        assert sum(hours) == pytest.approx(sum(before))
        assert min(hours) >= 0
        touched = town in ("潭柘寺镇", "永定镇", "龙泉镇", "妙峰山镇", "军庄镇")
        assert hours[37] == pytest.approx(before[37] * (1.9 if touched else 1.0))
        factor = 3.7 if cell == "qianlingshan" and town in ("潭柘寺镇", "永定镇") else 1.9
        assert hours[38] == pytest.approx(before[38] * (factor if touched else 1.0))


def test_an_even_share_is_taken_where_every_hour_can_give_it() -> None:
    rule = {"towns": ["甲"], "hours": [4], "factor": 2.0, "taken_from": [1, 3], "qianlingshan_towns": []}
    assert with_cell([2.0, 3.0, 4.0, 3.0], "甲", rule, EmbeddedCell.YES) == pytest.approx([1.0, 2.0, 3.0, 6.0])
    assert with_cell([0.5, 3.0, 4.0, 3.0], "甲", rule, EmbeddedCell.YES) == pytest.approx([0.0, 1.75, 2.75, 6.0])


def test_ensemble_is_another_storm_but_always_the_same_one() -> None:
    first, again, other = (load_replay("23-7", {"ensemble": seed}) for seed in ("7", "7", "8"))
    assert first.intervals == again.intervals
    assert first.intervals != other.intervals
    for town, totals in TOWNS.items():
        assert 0.85 * totals[-1] - 1e-6 <= fallen(first, town, first.end) <= 1.15 * totals[-1] + 1e-6


def test_a_shifted_profile_loses_nothing() -> None:
    assert shifted([10, 20, 30, 40], 1) == pytest.approx([0, 1 / 6, 2 / 6, 3 / 6])
    assert shifted([10, 20, 30, 40], -1) == pytest.approx([2 / 9, 3 / 9, 4 / 9, 0])
    assert shifted([1, 3], 0) == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("scale", "0"),
        ("scale", "much"),
        ("scale", "nan"),
        ("as_displayed", "maybe"),
        ("embedded_cell", "2"),
        ("ensemble", "-1"),
        ("ensemble", "x"),
        ("wind", "5"),
    ],
)
def test_bad_options_are_refused(option: str, value: str) -> None:
    with pytest.raises(Refusal) as refusal:
        load_replay("23-7", {option: value})
    assert refusal.value.rule == Rule.BAD_OPTION
    assert refusal.value.facts["option"] == option


def test_unknown_replay_names_the_known_ones() -> None:
    with pytest.raises(Refusal) as refusal:
        load_replay("../storms/23-7", {})
    assert refusal.value.rule == Rule.UNKNOWN_REPLAY
    assert refusal.value.facts["known"] == ["23-7"]


def test_hours_follow_each_other_without_a_hole() -> None:
    replay = load_replay("23-7", {})
    assert replay.end - replay.start == timedelta(hours=83)
    assert len(replay.intervals) == 13 * 83
    assert len(replay.stations) == 13
    by_area = dict(replay.town_gauges)["*"]
    assert sum(weight for _, weight in by_area) == pytest.approx(1.0)
