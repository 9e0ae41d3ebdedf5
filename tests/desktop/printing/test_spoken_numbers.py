"""Figures over a radio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.spoken_numbers import called, many, numeral, said

_DIGITS = {one: n for n, one in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def value(words: str) -> int:
    """What a listener writes down."""
    total = part = digit = 0
    for one in words:
        if one == "万":
            total, part, digit = (part + digit) * 10_000, 0, 0
        elif one in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[one], 0
        else:
            digit = _DIGITS[one]
    return total + part + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1037, "一千零三十七"),
        (1005, "一千零五"),
        (10_000, "一万"),
        (10_203, "一万零二百零三"),
        (16_934, "一万六千九百三十四"),
        (100_010, "十万零一十"),
    ],
)
def test_numerals(number: int, words: str) -> None:
    assert numeral(number) == words


@given(st.integers(0, 99_999_999))
def test_whoever_listens_writes_down_the_same_number(number: int) -> None:
    assert value(numeral(number)) == number


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_other_numbers_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numeral(number)


def test_digits_are_called_one_by_one_from_two_on() -> None:
    assert called("1974") == "幺勾拐四"
    assert said(1037) == "一千零三十七，幺洞三拐"
    assert (said(0), said(9), said(12)) == ("没有", "九", "十二，幺两")
    assert (many(2), many(12)) == ("两", "十二")
