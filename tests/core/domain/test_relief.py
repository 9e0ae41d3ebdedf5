"""Relief along the chain: households whole, nobody put where there is no bed, nobody dropped."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import HouseholdId, PersonId, ShelterId
from core.domain.relief import Group, Onward, ReliefRules, Target, persons_over, relief
from core.exchange.shelter_rules import relief_rules
from tests.factories import minute

RULES = ReliefRules(0.95, 0.9, timedelta(hours=6), True)


def group(name: str, size: int, cannot_walk: int = 0, came: float | None = 0) -> Group:
    persons = tuple(PersonId(f"{name}{n}") for n in range(size))
    return Group(HouseholdId(name), persons, cannot_walk, minute(came) if came is not None else None)


def target(
    name: str, capacity: int, inside: int = 0, minutes: float = 10, opens: int = 0, step_free: bool | None = None
) -> Target:
    return Target(ShelterId(name), capacity, inside, 0, minutes * 500, minutes, opens, step_free)


def test_who_has_not_set_out_goes_elsewhere_first_then_the_last_to_come_who_walk() -> None:
    groups = [
        group("old", 2, came=1),
        group("new", 2, came=9),
        group("bed", 1, 1, came=10),
        group("home", 2, came=None),
    ]
    order = [one.group.household for one in relief(groups, 7, [target("S2", 100)], RULES).onward]
    assert order == ["home", "new", "old", "bed"]
    assert [one.group.household for one in relief(groups, 3, [target("S2", 100)], RULES).onward] == ["home", "new"]


def test_everybody_goes_from_one_that_closes_and_those_who_cannot_walk_first() -> None:
    groups = [group("walk", 3), group("bed", 2, 1)]
    found = relief(groups, None, [target("S2", 100)], RULES)
    assert [one.group.household for one in found.onward] == ["bed", "walk"]
    assert (found.persons, found.unplaced) == (5, ())


def test_an_open_island_is_taken_before_a_nearer_one_that_needs_longer_to_open() -> None:
    islands = [target("near", 100, minutes=5, opens=40), target("far", 100, minutes=20)]
    assert relief([group("a", 2)], None, islands, RULES).targets == ("far",)


def test_stairs_and_full_islands_take_nobody_who_does_not_fit() -> None:
    stairs, full = target("stairs", 100, minutes=1, step_free=False), target("full", 100, 94, minutes=2)
    found = relief([group("bed", 2, 1), group("walk", 1)], None, [stairs, full], RULES)
    assert [(one.group.household, one.to) for one in found.onward] == [("walk", "stairs")]
    assert [one.household for one in found.unplaced] == ["bed"]


def test_an_island_is_over_from_its_share_on() -> None:
    assert [persons_over(100, load, RULES) for load in (95, 96, 120)] == [0, 6, 30]
    assert relief_rules().confirmed is False


@given(
    sizes=st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.booleans()), max_size=20),
    rooms=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.none() | st.booleans()), max_size=4),
    wanted=st.none() | st.integers(1, 60),
)
def test_nobody_is_dropped_and_no_bed_is_given_twice(
    sizes: list[tuple[int, bool, bool]], rooms: list[tuple[int, int, bool | None]], wanted: int | None
) -> None:
    groups = [group(f"h{n}", size, int(bed), 0 if came else None) for n, (size, bed, came) in enumerate(sizes)]
    islands = [
        target(f"S{n}", capacity, min(inside, capacity), 5 + n, 0, free)
        for n, (capacity, inside, free) in enumerate(rooms)
    ]
    found = relief(groups, wanted, islands, RULES)
    placed = [one.group for one in found.onward]
    assert len({one.household for one in placed}) == len(placed)
    for island in islands:
        taken = sum(len(one.group.persons) for one in found.onward if one.to == island.shelter)
        assert taken <= island.room(RULES)
        assert island.load + taken <= max(island.load, island.capacity * RULES.full_share)
    by_id = {island.shelter: island for island in islands}
    assert not any(one.group.cannot_walk and by_id[one.to].step_free is False for one in found.onward)
    if wanted is None:
        assert sorted(one.household for one in (*placed, *found.unplaced)) == sorted(one.household for one in groups)
    elif found.persons < wanted:
        assert len(placed) + len(found.unplaced) == len(groups)  # who could not be placed is named
    else:
        most = max((len(one.persons) for one in placed), default=0)
        assert found.persons < wanted + most  # one household more than needed at the most
    assert relief(list(reversed(groups)), wanted, islands, RULES).persons == found.persons
    assert all(isinstance(one, Onward) for one in found.onward)
