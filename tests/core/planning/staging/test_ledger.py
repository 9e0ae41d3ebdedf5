"""Gates' books against a second implementation of the rule (earliest deadline first over all parties)."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.planning.staging.gates import LAST_STEP, Gate
from core.planning.staging.ledger import Book

RATES = st.sampled_from([Fraction(1, 3), Fraction(1), Fraction(5, 4), Fraction(7, 2), Fraction(5)])


def gate(per_step: Fraction) -> Gate:
    return Gate(0, forward=True, per_step=per_step)


def all_fit(parties: list[tuple[int, int]], one: Gate) -> bool:
    """Whether parties (step, persons) keep the rule together: each step goes to the windows that end first."""
    windows = []
    for step, persons in parties:
        begins = [j for j in range(step + 1) if one.allowed_until(step) - one.allowed_until(j - 1) >= persons]
        if not begins:
            return False
        windows.append([max(begins), step, persons])
    for k in range(max((step for step, _ in parties), default=-1) + 1):
        room = one.allowance(k)
        for window in sorted((w for w in windows if w[0] <= k and w[2]), key=lambda w: w[1]):
            taken = min(room, window[2])
            room -= taken
            window[2] -= taken
        if any(window[2] for window in windows if window[1] <= k):
            return False
    return True


PARTIES = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 7)), max_size=14)


@given(RATES, PARTIES)
def test_a_party_fits_exactly_where_all_together_keep_the_rule(
    per_step: Fraction, offered: list[tuple[int, int]]
) -> None:
    one = gate(per_step)
    book, inside = Book(one), []
    for step, persons in offered:
        fits = all_fit([*inside, (step, persons)], one)
        assert book.fits(step, persons) == fits
        if fits:
            book.add(step, persons)
            inside.append((step, persons))


@given(RATES, PARTIES, st.integers(0, 9), st.integers(1, 7))
def test_the_earliest_step_is_the_first_that_fits(
    per_step: Fraction, offered: list[tuple[int, int]], step: int, persons: int
) -> None:
    one = gate(per_step)
    book, inside = Book(one), []
    for at, size in offered:
        found = book.earliest(at, size)
        assert found is not None
        book.add(found, size)
        inside.append((found, size))
        assert all_fit(inside, one)
    found = book.earliest(step, persons)
    assert found == next(k for k in range(step, 500) if all_fit([*inside, (k, persons)], one))


@given(RATES, PARTIES, st.randoms(use_true_random=False), st.integers(1, 7))
def test_taking_a_party_out_leaves_no_trace(
    per_step: Fraction, offered: list[tuple[int, int]], rnd: Random, persons: int
) -> None:
    one = gate(per_step)
    book, inside = Book(one), []
    for at, size in offered:
        found = book.earliest(at, size)
        assert found is not None
        book.add(found, size)
        inside.append((found, size))
    rnd.shuffle(inside)
    for step, size in inside[: len(inside) // 2]:
        book.remove(step, size)
    left = inside[len(inside) // 2 :]
    for k in range(14):
        assert book.fits(k, persons) == all_fit([*left, (k, persons)], one)
        expected = next(j for j in range(k, 500) if all_fit([*left, (j, persons)], one))
        assert book.earliest(k, persons) == expected
    assert {k: n for k, n in book.entered.items() if n} == {
        k: sum(n for at, n in left if at == k) for k in {at for at, _ in left}
    }


class Counting(Book):
    """A book that counts how often it is asked; one that does not look ahead where `looks_ahead` is off."""

    def __init__(self, one: Gate, *, looks_ahead: bool = True) -> None:
        super().__init__(one)
        self.asked, self._looks_ahead = 0, looks_ahead

    def fits(self, step: int, persons: int) -> bool:
        self.asked += 1
        return super().fits(step, persons)

    def _after_tight(self, persons: int) -> int:
        return super()._after_tight(persons) if self._looks_ahead else 0


@given(RATES, st.lists(st.tuples(st.integers(0, 9), st.integers(1, 7), st.booleans()), max_size=14))
def test_looking_ahead_over_a_full_stretch_changes_no_answer(
    per_step: Fraction, offered: list[tuple[int, int, bool]]
) -> None:
    """Those who are on the road anyway (forced in) among them."""
    ahead, plain = Counting(gate(per_step)), Counting(gate(per_step), looks_ahead=False)
    for step, persons, forced in offered:
        for k in range(step, step + 4):
            assert ahead.fits(k, persons) == plain.fits(k, persons)
        found = ahead.earliest(step, persons)
        assert found == plain.earliest(step, persons)
        assert found is not None
        for book in (ahead, plain):
            if forced:
                book.force(step, persons)
            else:
                book.add(found, persons)


def test_a_family_is_put_behind_a_long_full_stretch_without_asking_each_of_its_steps() -> None:
    """One person in 4000 steps: the third family of three enters in step 36000."""
    book = Counting(gate(Fraction(1, 4000)))
    for turn in (1, 2, 3):
        found = book.earliest(0, 3)
        assert found == turn * 12_000 - 1
        book.add(found, 3)
    assert book.asked < 50


def test_a_family_larger_than_a_step_gathers_while_its_first_go() -> None:
    """Five a step: seven may enter in step 1, using two of step 0; then three more have room, in step 0 or (the seven
    giving way) in step 1."""
    book = Book(gate(Fraction(5)))
    assert not book.fits(0, 7)
    book.add(1, 7)
    assert book.fits(0, 3)
    assert not book.fits(0, 4)
    assert book.fits(1, 3)
    assert not book.fits(1, 4)
    assert book.earliest(0, 4) == 2


def test_who_is_on_the_road_counts_even_where_there_is_no_room() -> None:
    book = Book(gate(Fraction(2)))
    book.force(0, 5)
    assert not book.fits(0, 1)
    assert book.earliest(0, 2) == 1


def test_a_road_so_slow_that_nobody_could_ever_pass_ends_the_search() -> None:
    assert Book(gate(Fraction(1, 10 * LAST_STEP))).earliest(0, 1) is None
