"""Helpers who are to fetch households that nobody else's car can save: settled at their doors before all soft rules.

Like a lock, but nothing that breaks a hard rule is followed, and whoever has no household or hand left is left aside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.ids import HelperId, HouseholdId
from core.planning.pairing.doors import Door, Doorsteps
from core.planning.pairing.hard_rules import different_houses, hands_for

Pairs = list[list[int]]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Whose car is to fetch the `persons` of one household."""

    household: HouseholdId
    helper: HelperId
    persons: int


def with_fetchers(
    steps: Doorsteps, doors: Sequence[Door], locked: Pairs, fetchers: Sequence[Fetcher]
) -> tuple[Pairs, dict[int, Fetcher]]:
    """What is locked, and the fetchers that may come beside it; by door those who do."""
    if not fetchers:
        return locked, {}
    table, at = steps.table, {door.household: i for i, door in enumerate(doors)}
    found, settled = list(locked), {}
    households, hands = table.max_load.copy(), table.hands.copy()
    for i, pair in enumerate(locked):
        for helper in pair:
            households[helper] -= 1
            hands[helper] -= hands_for(doors[i].kind.carried, int(table.hands[helper]))
    for fetcher in sorted(fetchers, key=lambda each: (-each.persons, each.household)):
        i, helper = at.get(fetcher.household, -1), table.index.get(fetcher.helper, -1)
        if i < 0 or helper < 0 or helper not in doors[i].step.of:
            continue
        pair, taken = found[i], hands_for(doors[i].kind.carried, int(table.hands[helper]))
        if helper in pair:
            settled[i] = fetcher
            continue
        if len(pair) > 1 or not all(different_houses(table, helper, other) for other in pair):
            continue
        if households[helper] < 1 or hands[helper] < taken:
            continue
        found[i] = [*pair, helper]
        settled[i] = fetcher
        households[helper] -= 1
        hands[helper] -= taken
    return found, settled


def driven_by_fetchers(
    steps: Doorsteps, doors: Sequence[Door], pairs: Pairs, settled: dict[int, Fetcher]
) -> list[Door]:
    """The doors, with the fetcher as A where the other's car has seats enough too: A's car is the one that drives."""
    table, found = steps.table, list(doors)
    for i, fetcher in settled.items():
        helper = table.index[fetcher.helper]
        others = [table.helpers[each].car_seats for each in pairs[i] if each != helper]
        if any(seats >= fetcher.persons for seats in others) and doors[i].set_a < 0 and doors[i].set_b != helper:
            found[i] = doors[i]._replace(set_a=helper)
    return found
