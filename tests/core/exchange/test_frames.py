"""A bundle in square codes: whichever frames are missed, any few more bring the rest; a wrong one changes nothing."""

import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.frames import (
    BLOCK,
    LARGEST,
    Collector,
    Gathering,
    Progress,
    base45,
    frame_count,
    frames,
    from_base45,
)


@given(st.binary(max_size=300))
def test_base45_is_read_back(raw: bytes) -> None:
    assert from_base45(base45(raw)) == raw


@pytest.mark.parametrize(("raw", "text"), [(b"AB", "BB8"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")])
def test_base45_is_that_of_the_rfc(raw: bytes, text: str) -> None:
    assert base45(raw) == text
    assert from_base45(text) == raw


@given(size=st.integers(1, BLOCK * 14), seed=st.integers(0, 2**32))
def test_any_order_any_losses(size: int, seed: int) -> None:
    draws = random.Random(seed)
    raw, collector = draws.randbytes(size), Collector()
    need = frame_count(size)
    caught = [frame for frame in islice(frames(raw), need * 3 + 40) if draws.random() < 0.55]
    draws.shuffle(caught)
    taken = 0
    for frame in caught:
        if collector.whole() is not None:
            break
        taken += 1
        assert collector.add(frame)
    assert collector.whole() == raw
    assert taken <= need + 30


@given(size=st.integers(1, BLOCK * 9), missed=st.integers(0, 8))
def test_whoever_missed_one_frame_needs_one_more(size: int, missed: int) -> None:
    raw, collector = random.Random(size).randbytes(size), Collector()
    need = frame_count(size)
    for number, frame in enumerate(islice(frames(raw), need + 1)):
        if number != missed % need:
            assert collector.add(frame)
    assert collector.whole() == raw


@given(size=st.integers(1, BLOCK * 4), seed=st.integers(0, 2**32))
def test_a_damaged_frame_or_one_of_another_bundle_changes_nothing(size: int, seed: int) -> None:
    draws = random.Random(seed)
    raw, collector = draws.randbytes(size), Collector()
    other = next(frames(draws.randbytes(size) + b"x"))
    for frame in islice(frames(raw), frame_count(size)):
        assert collector.add(frame)
        at = draws.randrange(len(frame))
        spoiled = frame[:at] + draws.choice("0AZ:") + frame[at + 1 :]
        assert spoiled == frame or not collector.add(spoiled)
        assert not collector.add(other)
        assert not collector.add("HTTP://EXAMPLE")
    assert collector.whole() == raw


def test_nothing_and_too_much_are_no_bundle() -> None:
    for raw in (b"", bytes(LARGEST + 1)):
        with pytest.raises(ValueError):
            next(frames(raw))
    assert Collector().whole() is None


def test_a_camera_may_look_from_one_bundle_to_another_and_back() -> None:
    one, other = random.Random(1).randbytes(BLOCK * 3), random.Random(2).randbytes(BLOCK * 2)
    gathering = Gathering()
    assert (gathering.whole(), gathering.progress) == (None, Progress(0, 0))
    first, second = frames(one), frames(other)
    assert gathering.add(next(first))
    assert gathering.add(next(second))
    assert gathering.progress == Progress(1, 2)
    assert not gathering.add("DL1:NOTHING")
    assert gathering.add(next(second))
    assert gathering.whole() == other
    assert all(gathering.add(frame) for frame in islice(first, 2))
    assert gathering.whole() == one
