"""Figures as they are said over a radio: the whole number in words, and digit by digit where it could be misheard.

幺两三四五六拐八勾洞 is how digits are called on Chinese radio nets: 一 and 七, 二 and 六 are taken for one another.
"""

_NUMERALS = "零一二三四五六七八九"
_CALLED = "洞幺两三四五六拐八勾"
_PLACES = ("", "十", "百", "千")
DIGITS_FROM = 10  # smaller ones cannot be misheard


def numeral(number: int) -> str:
    """A whole number from 0 to 99,999,999 in words: 1037 is 一千零三十七. ValueError for any other."""
    if not 0 <= number <= 99_999_999:
        raise ValueError(number)
    high, low = divmod(number, 10_000)
    if not high:
        return _under_ten_thousand(low)
    rest = ("零" if 0 < low < 1000 else "") + (_places(low) if low else "")
    return f"{_under_ten_thousand(high)}万{rest}"


def many(number: int) -> str:
    """A number before its measure word: 两个, not 二个."""
    return "两" if number == 2 else numeral(number)


def called(number: int | str) -> str:
    """Digit by digit: 1037 is 幺洞三拐; whatever is no digit stays."""
    return "".join(_CALLED[int(one)] if one.isascii() and one.isdigit() else one for one in str(number))


def said(number: int) -> str:
    """The number in words, and digit by digit behind it from two digits on: 三百五十二，三五两."""
    words = "没有" if number == 0 else numeral(number)
    return f"{words}，{called(number)}" if number >= DIGITS_FROM else words


def _under_ten_thousand(number: int) -> str:
    """As it begins a number: ten is 十, not 一十."""
    words = _places(number) if number else "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def _places(number: int) -> str:
    out, gap = "", False
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == "0":
            gap = bool(out)
            continue
        out += ("零" if gap else "") + _NUMERALS[int(digit)] + _PLACES[place]
        gap = False
    return out
