"""Card codes are said over a radio and written on wet paper: every single slip must show."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.cards import ALPHABET, BODY, card_codes, check_character, is_card_code
from desktop.surroundings import seeded_bytes

bodies = st.text(ALPHABET, min_size=BODY, max_size=BODY)


@given(bodies, st.integers(0, BODY), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, position: int, wrong: str) -> None:
    code = body + check_character(body)
    changed = code[:position] + wrong + code[position + 1 :]
    assert is_card_code(changed) == (changed == code)


def test_every_single_substitution_is_noticed() -> None:
    for body in ("22222", "YYYYY", "7K3QM", "ABCDE"):
        code = body + check_character(body)
        for position in range(len(code)):
            for wrong in ALPHABET:
                changed = code[:position] + wrong + code[position + 1 :]
                assert is_card_code(changed) == (changed == code), (code, changed)


@given(bodies, st.integers(0, BODY - 1))
def test_two_neighbours_swapped_are_noticed(body: str, position: int) -> None:
    code = body + check_character(body)
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert is_card_code(swapped) == (swapped == code)


def test_every_swap_of_neighbours_is_noticed() -> None:
    for one in ALPHABET:
        for two in ALPHABET:
            for body in (f"{one}{two}7K3", f"7{one}{two}K3", f"7K3{one}{two}"):
                code = body + check_character(body)
                for position in range(BODY):
                    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
                    assert is_card_code(swapped) == (swapped == code), (code, swapped)


def test_characters_that_are_misread_are_not_used() -> None:
    assert not set("01IOZ") & set(ALPHABET)
    assert not is_card_code("7K3QO2")
    assert not is_card_code("")
    assert not is_card_code("7K3")


@given(bodies)
def test_case_does_not_matter(body: str) -> None:
    assert is_card_code((body + check_character(body)).lower())


def test_no_code_is_given_twice() -> None:
    taken: set[str] = set()
    codes = card_codes(seeded_bytes(3), taken)
    given_out = [next(codes) for _ in range(500)]
    assert len(set(given_out)) == 500 == len(taken)
    assert all(is_card_code(code) for code in given_out)
