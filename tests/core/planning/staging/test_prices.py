"""The costs behind the bound, against a plain fixed point over all cells, and against the ways themselves."""

from random import Random

import numpy as np
import pytest

from core.domain.plans import Mode
from core.planning.network import access_leg_ms
from core.planning.pace import UNIT, Pace, Way
from core.planning.staging import prices as module
from core.planning.staging.gates import Gates
from core.planning.staging.passages import NO_WAY, PassagesOf, opening_us, stretch_us
from core.planning.staging.pool import WayPool
from core.planning.staging.prices import CELLS_PER_STEP, Departures, Ends, Outlook, Prices
from core.planning.staging.travellers import kinds_to_stage
from core.planning.timeline import MINUTE
from tests.core.planning.staging.test_standing_loads import situation_of
from tests.core.planning.staging.test_turns import capped_case

STEPS = 12


def drawn_prices(rnd: Random, gates: int, shelters: int) -> Prices:
    entry = np.zeros((gates, STEPS + 1), dtype=np.int64)
    for gate in range(gates):
        entry[gate, :STEPS] = [rnd.choice([0, 0, rnd.randint(1, 40)]) * MINUTE for _ in range(STEPS)]
    bed = np.array([rnd.choice([0, rnd.randint(0, 20)]) * MINUTE for _ in range(shelters)], dtype=np.int64)
    return Prices(entry[:, :STEPS], entry, bed, 5 * MINUTE)


@pytest.mark.parametrize("block", [1, 3, 128])
@pytest.mark.parametrize("seed", range(25))
def test_costs_are_the_fixed_point_and_no_way_is_cheaper(
    seed: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BLOCK", block)
    rnd = Random(seed)
    situation = situation_of(capped_case(seed))
    network, gates = situation.network, Gates(situation.network, situation.case.step_s)
    if not len(gates) or not network.shelters or not network.leaving:
        return
    passages = PassagesOf(situation, gates, frozenset(gate.link for gate in gates.gates)).of(Way.FOOT)
    egress = np.array([access_leg_ms(network.shelter_access[s]) for s in situation.travel.shelters], dtype=np.int64)
    taken = np.ones(len(egress), dtype=bool)
    ends, pace = Ends(egress * UNIT, opening_us(situation), taken), Pace(Way.FOOT, UNIT, UNIT)
    outlook = Outlook(passages, pace, ends, gates.step_us, STEPS)
    prices = drawn_prices(rnd, len(gates), len(egress))
    outlook.look(prices)
    assert np.array_equal(outlook.cost, plain_costs(outlook, passages, prices, ends, gates.step_us))
    no_way_is_cheaper_than_the_bound_says(situation, gates, outlook, prices)


def plain_costs(outlook, passages, prices, ends, step_us):  # type: ignore[no-untyped-def]
    """All cells and pairs, over and over, until nothing changes."""
    cells = STEPS * CELLS_PER_STEP + 1
    cell_us = step_us // CELLS_PER_STEP
    count = len(passages.arc)
    hop = stretch_us(passages.ms[:, None] + passages.gap, UNIT)
    last = stretch_us(passages.ms[:, None] + passages.last, UNIT) + ends.egress[None, :]
    windows = passages.entries(UNIT)
    stay = np.zeros((cells, count), dtype=np.int64)
    leave = np.zeros((cells, count), dtype=np.int64)
    for c in range(cells):
        begin, end = c * cell_us, (c + 1) * cell_us - 1 if c < cells - 1 else NO_WAY
        for a in range(count):
            open_ = windows[a] is None or any(first <= end and until >= begin for first, until in windows[a])
            price = prices.entry[passages.gate[a], min(c // CELLS_PER_STEP, STEPS)] if passages.gate[a] >= 0 else 0
            stay[c, a] = price if open_ else NO_WAY
            waits = [max(0, int(o) - end - 1 - int(d)) for o, d in zip(ends.opens, last[a], strict=True)]
            leave[c, a] = min((int(d + b) + w for d, b, w in zip(last[a], prices.bed, waits, strict=True)))
    cost = np.minimum(stay + np.minimum(leave, NO_WAY), NO_WAY)
    changed = True
    while changed:
        changed = False
        for c in range(cells - 1, -1, -1):
            for a, b in zip(*np.nonzero(passages.pairs), strict=True):
                at = min(c + int(hop[a, b]) // cell_us, cells - 1)
                on = int(stay[c, a]) + int(hop[a, b]) + int(min(cost[at, b], cost[min(at + 1, cells - 1), b]))
                if on < cost[c, a]:
                    cost[c, a], changed = on, True
    return cost


def no_way_is_cheaper_than_the_bound_says(situation, gates, outlook, prices):  # type: ignore[no-untyped-def]
    """Every departure of every quickest way costs at least what the outlook gives its start."""
    row = {place: i for i, place in enumerate(situation.network.leaving)}
    pool = WayPool(situation, gates, kinds_to_stage(situation, []))
    for i, start in enumerate(situation.foot):
        if start is None or start.pace != Pace(Way.FOOT, UNIT, UNIT):
            continue
        access = access_leg_ms(situation.network.place_access[start.place]) * UNIT
        bound = outlook.least(np.array([row[start.place]]), np.array([start.ready]), np.array([access]))[0][0]
        for column in range(len(situation.travel.shelters)):
            way = pool.quickest(start, Mode.WALK, column)
            if way is not None:
                cost = Departures(way, STEPS, gates.step_us).cost(prices) + prices.bed[column]
                assert cost.min() >= bound, (i, column)


@pytest.mark.parametrize("block", [3, 128])
@pytest.mark.parametrize("seed", range(25))
def test_no_ride_with_halts_is_cheaper_than_the_bound_says(
    seed: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn drives over arcs in question in any order, with waits before each of them; and no halts cost no less."""
    monkeypatch.setattr(module, "_BLOCK", block)
    rnd = Random(seed)
    situation = situation_of(capped_case(seed))
    network, gates = situation.network, Gates(situation.network, situation.case.step_s)
    if not len(gates) or not network.shelters or not network.leaving:
        return
    passages = PassagesOf(situation, gates, frozenset(gate.link for gate in gates.gates)).of(Way.FOOT)
    count, shelters = len(passages.arc), len(situation.travel.shelters)
    egress = np.zeros(shelters, dtype=np.int64)
    ends, pace = Ends(egress, opening_us(situation), np.ones(shelters, dtype=bool)), Pace(Way.FOOT, UNIT, 0)
    prices = drawn_prices(rnd, len(gates), shelters)
    halting = Outlook(passages, pace, ends, gates.step_us, STEPS, halts=True)
    straight = Outlook(passages, pace, ends, gates.step_us, STEPS)
    halting.look(prices)
    straight.look(prices)
    assert (halting.cost <= straight.cost).all()
    hop = stretch_us(passages.ms[:, None] + passages.gap, UNIT)
    last = stretch_us(passages.ms[:, None] + passages.last, UNIT)
    windows = passages.entries(UNIT)
    home = stretch_us(passages.home, UNIT)
    for _ in range(300 if count else 0):
        row, here, begin = rnd.randrange(len(home)), rnd.randrange(count), rnd.randrange(STEPS * gates.step_us)
        now, paid, allowed = begin + int(home[row, here]), 0, True
        while now < NO_WAY:
            shut = windows[here]
            allowed &= shut is None or any(low <= now <= high for low, high in shut)
            if passages.gate[here] >= 0:
                paid += int(prices.entry[passages.gate[here], min(now // gates.step_us, STEPS)])
            if rnd.random() < 0.4:
                break
            on = rnd.randrange(count)
            now += int(hop[here, on]) + rnd.choice([0, 0, rnd.randrange(4 * gates.step_us)])
            here = on
        column = rnd.randrange(shelters)
        arrive = max(now + int(last[here, column]), int(ends.opens[column]))
        if allowed and now < NO_WAY and arrive < NO_WAY:
            least = halting.least(np.array([row]), np.array([begin]), np.array([0]))[0][0]
            assert least <= arrive + paid + int(prices.bed[column])
