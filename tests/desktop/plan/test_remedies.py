"""What would help, the proof and the fresh plan in words."""

from datetime import timedelta

import pytest

from core.domain.reasons import RemedyKind
from core.queries.plan_rows import CutRow, RemedyRow
from desktop.plan.offer import Price, fresh_words, gain_words, offer_of, price, price_words
from desktop.plan.remedies import cut_words, limit_lines, limit_words, remedy_lines, remedy_words, vehicle_words
from tests.desktop.plan import boards


def test_remedies_keep_their_order_and_say_what_they_gain() -> None:
    lines = remedy_lines(boards.REMEDIES, frozenset())
    assert [line.title for line in lines] == [
        "东方红路：每时只过 160 人",
        "车不够：有人等车",
        "王平村中心小学：床不够",
    ]
    assert [line.second for line in lines] == [
        "解：疏导，让人都过得去",
        "解：加 1 辆面包车，从 CL-02 的车场",
        "解：加 36 床",
    ]
    assert lines[0].right_second == "少等 310 人·分 · 全部到达早 9 分"
    assert (lines[1].right, lines[1].right_second) == ("还有 7 人排不上", "多排 11 人 · 少等 240 人·分")
    assert [line.cap for line in lines] == ["1", "2", "3"]


def test_people_come_before_time() -> None:
    lines = limit_lines(boards.board(remedies=boards.REMEDIES), None, frozenset())
    assert [line.cap for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    said = [line.title.split("：")[0] for line in lines]
    assert said[:5] == ["车不够", "3 户 15 人排不上", "1 户 3 人排不上", "东方红路", "王平村中心小学"]


def test_an_opened_remedy_says_all_of_it() -> None:
    head = remedy_lines(boards.REMEDIES, frozenset())[1]
    detail = remedy_lines(boards.REMEDIES, frozenset({head.group}))[2]
    assert detail.second == "多排 11 人，少等 240 人·分；还有 7 人排不上。只动这一样，整份重算得出"


@pytest.mark.parametrize("kind", list(RemedyKind))
def test_every_kind_of_remedy_has_its_words(kind: RemedyKind) -> None:
    row = RemedyRow(kind, "x", "某处", 2, 0, 0.0, 0.0, 0)
    assert limit_words(row)
    assert remedy_words(row).startswith("解：")
    assert "{" not in limit_words(row) + remedy_words(row)


def test_what_gets_worse_is_said_as_worse() -> None:
    assert gain_words(-2, -30.0, -4.0) == ["少排 2 人", "多等 30 人·分", "全部到达晚 4 分"]
    assert gain_words(0, 0.2, 0.2) == []


def test_an_unknown_vehicle_is_called_what_the_table_calls_it() -> None:
    assert vehicle_words("高栏车") == "高栏车"


# -- the proof ---------------------------------------------------------------------------------------------------------


def test_the_proof_names_roads_minutes_and_beds() -> None:
    words = cut_words(boards.board())
    assert words.startswith("最晚一人 31日 00:10；再好也快不过 22:16：卡在 ")
    assert "东方红路 20:20-21:40 每时 160 人" in words
    assert "王平村中心小学 172 床" in words


def test_far_villages_and_the_rest_are_counted() -> None:
    by = boards.AT + timedelta(minutes=60)
    beds = tuple((f"岛{n}", n) for n in range(1, 6))
    words = cut_words(boards.board(cut=CutRow(by, 9, 9, (), beds, ("甲村", "乙村", "丙村", "丁村"))))
    assert words.endswith("岛1 1 床、岛2 2 床、岛3 3 床等 5 岛、甲村、乙村、丙村等 4 村 路远，再早也到不了")


def test_no_proof_is_no_words() -> None:
    assert cut_words(boards.board(cut=None)) == ""
    assert cut_words(boards.board(cut=CutRow(boards.AT, 0, 0, (), (), ()))) == ""


# -- the fresh plan ----------------------------------------------------------------------------------------------------


def test_both_plans_have_their_price_in_people_to_tell() -> None:
    offer = offer_of(boards.replan())
    assert offer is not None
    assert (offer.small, offer.fresh) == (Price(3, 3), Price(20, 3))
    assert (offer.saves, offer.less_min, offer.sooner_min) == (3, 420.0, 10.0)
    assert fresh_words(offer) == ("重排：多排 3 人 · 少等 420 人·分", "重排：多排 3 人")
    assert price_words(offer.fresh) == "改 20 户 · 告知 3 处"


def test_one_helper_is_one_call_and_each_household_without_is_one() -> None:
    tell = (boards.telling(1, "甲"), boards.telling(2, "甲"), boards.telling(3, None), boards.telling(4, None))
    assert price(tell) == Price(4, 3)


def test_without_a_fresh_plan_there_is_no_offer() -> None:
    assert offer_of(boards.replan(fresh=False)) is None
