"""Helpers who offer alike send as one: what is dealt out of that costs what it costs if everybody sends by himself, and
keeps to the limits of each; and whoever has too many to carry gives them away at no cost."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from core.planning import assignment
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.network import build_network
from core.planning.pairing import relaxed_flow
from core.planning.pairing.alike import Alike
from core.planning.pairing.behind_helpers import Behind
from core.planning.pairing.doors import Door, Doorsteps, doors_of
from core.planning.pairing.exchanging import exchanged, persons_carried
from core.planning.pairing.offers import Group, Spare, offers_of
from core.planning.pairing.relaxed_flow import Dealt, deal
from core.planning.pairing.scoring import Scoring, ordered
from core.planning.pairing.senders import each_alone
from core.planning.prepared import Roads
from core.planning.reach import Reach
from core.planning.travel import Travel
from tests.core.planning.drawn_nights import breaches
from tests.core.planning.test_pairing_brute_force import Reference, drawn, paired
from tests.core.planning.villages import never, nothing

_ROOT = Path(__file__).parents[3]


def crowd(rnd: Random) -> tuple[Case, dict[str, float | None]]:
    """Each helper of a small drawn case several times over, with other loads and hands, and each household."""
    given, deadlines = drawn(rnd)
    helpers = tuple(
        replace(
            each,
            id=f"{each.id}.{n}",
            max_load=rnd.randint(0, 4),
            carries=rnd.choice([0, each.carries, each.carries, 2]),
            household=each.household if n == 0 else None,
        )
        for each in given.helpers
        for n in range(rnd.randint(1, 6))
    )
    parties = tuple(
        replace(each, household=f"{each.household}.{n}") for each in given.parties for n in range(rnd.randint(1, 7))
    )
    kept = tuple((party.household, rnd.choice(helpers).id) for party in parties if rnd.random() < 0.1)
    made = replace(
        given,
        helpers=helpers,
        parties=parties,
        due_households=frozenset(party.household for party in parties),
        kept_pairings=kept,
        locks=(),
        out=frozenset(),
    )
    return made, {party.household: deadlines[party.household.split(".")[0]] for party in parties}


class Drawn:
    """The doors of a crowd, in groups, with all that helpers can take on."""

    def __init__(self, seed: int) -> None:
        case, deadlines = crowd(Random(seed))
        effort = Effort(nothing, never, 10**9, 1e9)
        self.steps = Doorsteps(case, Reach(case, Travel(case, Roads(build_network(case)), effort), effort))
        self.doors: list[Door] = doors_of(self.steps, deadlines)  # type: ignore[arg-type]
        self.table = self.steps.table
        by_step: dict[object, list[int]] = {}
        for i, door in enumerate(self.doors):
            by_step.setdefault(door.step, []).append(i)
        self.groups = []
        for mine in by_step.values():
            door = self.doors[mine[0]]
            known = Counter([h for i in mine for h in self.doors[i].known if h >= 0])
            self.groups.append(Group(door.step, door.kind.carried, tuple(mine), (), dict(known)))
        self.spare = Spare(self.table.max_load, self.table.hands, np.zeros_like(self.table.hands))

    def dealt(self) -> Dealt:
        return deal(self.steps, self.groups, self.spare, changes_first=False)


def costs(dealt: Dealt) -> tuple[int, ...]:
    a, b = dealt.uncovered_a, dealt.uncovered_b
    return a, b, dealt.broken, dealt.changes, dealt.tenths, dealt.squares


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_together_costs_what_each_alone_costs_and_nobody_is_dealt_too_much(
    first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(first, first + 20):
        each = Drawn(seed)
        alone = each.dealt()
        with monkeypatch.context() as patched:
            patched.setattr(relaxed_flow, "_MANY", 0)
            together = each.dealt()
        assert costs(together) == costs(alone)
        households, lifted = Counter[int](), Counter[int]()
        for group, share in zip(each.groups, together.shares, strict=True):
            his = Counter[int]()
            for helper, count, _ in share:
                assert helper in group.step.of
                his[helper] += count
                lifted[helper] += count if group.carried else 0
            assert all(count <= len(group.doors) for count in his.values())
            assert sum(count for _, count, known in share if known) <= sum(group.known.values())
            households += his
        assert all(count <= each.table.max_load[helper] for helper, count in households.items())
        assert all(count <= each.table.hands[helper] for helper, count in lifted.items())


def test_who_offers_alike_sends_as_one() -> None:
    sent = [0, 0]
    for seed in range(30):
        each = Drawn(seed)
        offers = offers_of(each.steps, each.groups, each.spare)
        if not len(offers.who):
            continue
        heads = Behind(offers, each.table.house).heads
        together = Alike(offers, each.spare, each.table.hands, heads).senders()
        alone = each_alone(offers, each.spare)
        assert together.count <= alone.count
        assert together.given[1].sum() == alone.given[1].sum()
        assert together.lifted[2].sum() == alone.lifted[2].sum()
        sent = [sent[0] + len(together.rows), sent[1] + len(alone.rows)]
    assert sent[0] < sent[1] / 2


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_a_large_district_is_paired_as_well_as_any_pairing_is(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxed_flow, "_MANY", 0)
    monkeypatch.setattr(assignment, "_QUICKLY_DEALT", 0)
    for seed in range(first, first + 20):
        given, deadlines = drawn(Random(seed))
        found = paired(given, deadlines)
        assert found.figures is not None
        value = tuple(figure.value for figure in found.figures.levels)
        assert Reference(given, deadlines).best(found) == value


@pytest.mark.parametrize("seed", range(8))
def test_nights_of_a_large_district_break_no_rule(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxed_flow, "_MANY", 0)
    monkeypatch.setattr(assignment, "_QUICKLY_DEALT", 0)
    assert list(breaches(seed)) == []


def prints() -> str:
    """One digest of the pairings of some crowds as in a large district."""
    digest = hashlib.sha256()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(relaxed_flow, "_MANY", 0)
        patched.setattr(assignment, "_QUICKLY_DEALT", 0)
        for seed in range(20):
            digest.update(repr(paired(*crowd(Random(seed)))).encode())
    return digest.hexdigest()


def test_the_same_pairing_in_another_process() -> None:
    code = "from tests.core.planning.test_alike import prints; print(prints())"
    there = os.environ | {"PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, env=there, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == prints()


def test_who_has_too_many_to_carry_exchanges_at_no_cost() -> None:
    mended = 0
    for seed in range(300):
        rnd, each = Random(seed), Drawn(seed)
        scoring, settled = Scoring(each.steps), [[] for _ in each.doors]
        pairs = [list(pair) for pair in anyhow(rnd, each)]
        hands = each.table.hands.tolist()
        before = persons_carried(each.doors, pairs, hands)
        if all(persons <= hands[helper] for helper, persons in before.items()):
            continue
        found = exchanged(each.table, scoring, each.doors, settled, pairs, changes_first=False)
        if found is None:
            continue
        mended += 1
        after = persons_carried(each.doors, found, hands)
        assert all(persons <= hands[helper] for helper, persons in after.items())
        costs_of = [ordered(scoring.of(each.doors, these), changes_first=False) for these in (found, pairs)]
        assert costs_of[0] <= costs_of[1]
        assert all(len(now) == len(was) for now, was in zip(found, pairs, strict=True))
        for door, pair in zip(each.doors, found, strict=True):
            assert all(helper in door.step.of for helper in pair)
            assert len({each.table.houses[helper] for helper in pair}) == len(pair)
    assert mended >= 10


def anyhow(rnd: Random, each: Drawn) -> list[list[int]]:
    """Two of those who may come to each door, from two houses, whatever they have to carry then."""
    found = []
    for door in each.doors:
        pair: list[int] = []
        for helper in rnd.sample(door.step.who.tolist(), len(door.step.who)):
            if len(pair) < 2 and all(each.table.houses[other] != each.table.houses[helper] for other in pair):
                pair.append(helper)
        found.append(pair)
    return found
