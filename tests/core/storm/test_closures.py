"""Closures in time against a count of every minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import LinkId
from core.domain.roads import Closure
from core.storm.closures import closed_at, closed_intervals

T0 = datetime(2023, 7, 31, tzinfo=UTC)
LINK = LinkId("1")


def at(minute: int) -> datetime:
    return T0 + timedelta(minutes=minute)


def closure(start: int, end: int | None, modes: tuple[str, ...] = (), link: str = "1") -> Closure:
    return Closure(LinkId(link), at(start), None if end is None else at(end), modes=modes)


closures_lists = st.lists(
    st.builds(
        closure,
        st.integers(0, 40),
        st.one_of(st.none(), st.integers(0, 45)),
        st.sampled_from([(), ("car",), ("walk", "bus")]),
        st.sampled_from(["1", "1", "1", "2"]),
    ),
    max_size=6,
)


@given(closures_lists, st.sampled_from([None, "car", "walk"]))
def test_intervals_are_the_closed_minutes(closures: list[Closure], mode: str | None) -> None:
    intervals = closed_intervals(closures, LINK, mode)
    for minute in range(60):
        now = at(minute)
        brute = any(
            item.link == LINK
            and (mode is None or not item.modes or mode in item.modes)
            and item.start <= now
            and (item.end is None or now < item.end)
            for item in closures
        )
        assert brute == any(start <= now and (end is None or now < end) for start, end in intervals)
        assert brute == (LINK in closed_at(closures, now, mode))


@given(closures_lists)
def test_intervals_are_apart_and_in_order(closures: list[Closure]) -> None:
    intervals = closed_intervals(closures, LINK)
    assert all(end is not None for _, end in intervals[:-1])
    assert all(end is None or start < end for start, end in intervals)
    for (_, end), (start, _) in pairwise(intervals):
        assert end is not None
        assert end < start


def test_a_road_closes_opens_and_closes_again() -> None:
    closures = [closure(30, None), closure(0, 10), closure(10, 20)]
    assert closed_intervals(closures, LINK) == ((at(0), at(20)), (at(30), None))
    assert closed_at(closures, at(20)) == frozenset()
