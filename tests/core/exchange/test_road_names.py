"""Names and numbers kept without objects answer as a dictionary and a set would, also while they are being sorted."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.road_maps import names
from core.exchange.road_maps.lines import Seldom
from core.exchange.road_maps.names import Names, NameTable, NumbersSeen

TEXTS = st.lists(st.text(max_size=4), max_size=60)


@pytest.fixture(autouse=True, scope="module")
def _few_at_a_time() -> object:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(names, "_RECENT", 4)
        yield


@given(TEXTS)
def test_names_stand_in_the_order_they_came(given_names: list[str]) -> None:
    kept = Names()
    assert [kept.add(name) for name in given_names] == list(range(len(given_names)))
    assert list(kept) == given_names
    assert len(kept) == len(given_names)


@given(TEXTS, TEXTS)
def test_a_name_has_the_number_of_its_first_use(given_names: list[str], asked: list[str]) -> None:
    table, plain = NameTable(), dict[str, int]()
    for name in given_names:
        assert table.index(name) == plain.setdefault(name, len(plain))
    for name in (*asked, *given_names):
        assert table.find(name) == plain.get(name)
        assert (name in table) == (name in plain)
    assert list(table.names) == list(plain)
    assert 7 not in table


def test_names_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "hash", lambda _name: 5, raising=False)
    table = NameTable()
    assert [table.index(name) for name in "abcabcdefdef"] == [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]
    assert table.find("z") is None


@given(st.lists(st.integers(-50, 50), max_size=80))
def test_a_number_is_new_once(numbers: list[int]) -> None:
    seen, plain = NumbersSeen(), set[int]()
    for number in numbers:
        assert seen.add(number) == (number not in plain)
        plain.add(number)


@given(st.lists(st.none() | st.floats(0, 9), max_size=20))
def test_figures_seldom_given_stand_where_they_were(values: list[float | None]) -> None:
    kept = Seldom()
    for value in values:
        kept.append(math.nan if value is None else value)
    assert np.array_equal(kept.array(), [math.nan if value is None else value for value in values], equal_nan=True)
