import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.spoken_words import BITS_A_WORD, WORDS, spoken


def test_every_word_is_two_characters_and_stands_once():
    assert len(set(WORDS)) == len(WORDS) == 1 << BITS_A_WORD
    assert {len(word) for word in WORDS} == {2}


def test_the_list_of_one_version_is_that_of_the_next():
    """Two laptops of different versions must read the same key with the same words."""
    listed = hashlib.sha256(" ".join(WORDS).encode()).hexdigest()
    assert listed == "241c1d71acfd57df0748d8fde8c2eab4717eda33b02ac7d38ae3f478b408e89c"


@given(digest=st.binary(min_size=9, max_size=40), count=st.integers(1, 8))
def test_words_are_the_first_bits_of_a_digest_and_nothing_else(digest, count):
    words = spoken(digest, count)
    bits = "".join(f"{WORDS.index(word):09b}" for word in words)
    assert "".join(f"{byte:08b}" for byte in digest).startswith(bits)
    assert spoken(digest, 8)[:count] == words


@pytest.mark.parametrize(("digest", "count"), [(b"", 1), (bytes(6), 6), (bytes(8), 0), (bytes(8), -1)])
def test_a_digest_too_short_for_its_words_is_refused(digest, count):
    with pytest.raises(ValueError):
        spoken(digest, count)
