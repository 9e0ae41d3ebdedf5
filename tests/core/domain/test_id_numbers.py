"""The check character of the id number, against the standard's own example and against every slip of one digit."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.id_numbers import check_digit, check_fits, from_15_digits

EXAMPLE = "11010519491231002X"  # GB 11643-1999, clause 4
BODIES = st.text("0123456789", min_size=17, max_size=17)


def test_the_standards_example() -> None:
    assert check_fits(EXAMPLE)
    assert from_15_digits("110105491231002") == EXAMPLE


@given(BODIES)
def test_as_the_standard_writes_the_sum(body: str) -> None:
    """ISO 7064 MOD 11-2: weights are powers of two, the whole is 1 modulo 11."""
    last = check_digit(body)
    value = 10 if last == "X" else int(last)
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body)) + value
    assert total % 11 == 1


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_no_slip_of_one_digit_fits(body: str, place: int, more: int) -> None:
    number = body + check_digit(body)
    slip = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert check_fits(number)
    assert not check_fits(slip)


def test_what_is_no_number_does_not_fit() -> None:
    for text in ("", "1", "11010519491231002x", "１１０１０５１９４９１２３１００２X", "a" * 18):
        assert not check_fits(text)
