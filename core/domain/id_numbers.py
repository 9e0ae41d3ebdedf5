"""The citizen's id number (GB 11643-1999): 17 digits and a check character, ISO 7064 MOD 11-2.

A number whose check character does not fit is never refused: it stands on somebody's card with a slip of the pen, or
on an invented person's. Screens mark it 待核.
"""

from operator import mul

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ZEROS = sum(_WEIGHTS) * ord("0")  # what the codes of the digits are too large


def check_digit(body: str) -> str:
    """The last character of the number that begins with these 17 digits."""
    return _CHECKS[(sum(map(mul, _WEIGHTS, body.encode("ascii"))) - _ZEROS) % 11]


def check_fits(number: str) -> bool:
    """Whether `number` has 18 characters and the last one fits the others."""
    return len(number) == 18 and number[:17].isdecimal() and number.isascii() and check_digit(number[:17]) == number[17]


def from_15_digits(number: str) -> str:
    """The 18-digit form of an id number as issued before 1999: the century 19 put in, the check character added."""
    body = number[:6] + "19" + number[6:]
    return body + check_digit(body)
