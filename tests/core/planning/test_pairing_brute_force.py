"""The whole order of levels against an enumeration of every legal pairing, by rules written down a second time."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product
from random import Random

import pytest

from core.domain.helping import Lock
from core.domain.ids import EventId
from core.domain.pairing import PairRule, SoftRule
from core.domain.people import Helper, Mobility, Role
from core.domain.roads import Vehicle
from core.planning.assignment import Assignment, assign
from core.planning.case import Case, CaseMember, CaseParty
from core.planning.effort import Effort
from core.planning.network import build_network
from core.planning.prepared import Roads
from core.planning.reach import Reach
from core.planning.travel import Travel
from tests.core.planning.villages import AGES, AT, case, helper, link, never, node, nothing, place, shelter

ROWS = (
    *AGES,
    PairRule(SoftRule.SAME_SEX, sex="女", age_from=60, alone=True),
    PairRule(SoftRule.STRANGER, age_to=13),
    PairRule(SoftRule.OWN_STAFF, institution=True),
    PairRule(SoftRule.CARRY_GEAR, carry=True, helper_hands=2),
)
# Three villages in a triangle; from u to w the direct road is quicker than by v. Minutes on foot, a quarter by car.
ROADS = {frozenset("uv"): ("uv", 10), frozenset("vw"): ("vw", 11), frozenset("uw"): ("uw", 16)}


def drawn(rnd: Random) -> tuple[Case, dict[str, float | None]]:
    spots = {"u": (0, 0), "v": (600, 0), "w": (600, 700)}
    homes = ["u", "v", "w"]
    helpers = [
        helper(
            f"z{i}",
            rnd.choice(homes),
            age=rnd.choice([40, 62, 68]),
            carries=rnd.choice([0, 1, 2, 2]),
            max_load=rnd.randint(0, 3),
            car_seats=rnd.choice([0, 0, 4]),
            night=rnd.random() < 0.85,
            day=rnd.random() < 0.85,
            household=rnd.choice([None, None, "k", "h0"]),
            sex=rnd.choice(["", "男", "女"]),
            staff_of=rnd.choice(["", "", "h1"]),
        )
        for i in range(rnd.randint(1, 5))
    ]
    parties = []
    for i in range(rnd.randint(1, 3)):
        members = tuple(
            CaseMember(
                f"p{i}{n}",
                rnd.choice([Mobility.WALKS, Mobility.WALKS, Mobility.BEDRIDDEN]),
                (),
                rnd.choice(["", "男", "女"]),
                rnd.choice([None, 8, 30, 70]),
            )
            for n in range(rnd.choice([1, 1, 2, 3]))
        )
        parties.append(
            CaseParty(f"h{i}", rnd.choice(["u", "v", "w"]), members, institution=i == 1 and rnd.random() < 0.7)
        )
    kept = tuple(
        sorted({(p.household, rnd.choice(helpers).id) for p in parties for _ in range(2) if rnd.random() < 0.4})
    )
    locks = tuple(
        Lock(p.household, role, rnd.choice(helpers).id, AT, "", EventId("00"))
        for p in parties
        for role in Role
        if rnd.random() < 0.1
    )
    made = case(
        [node(name, *at) for name, at in spots.items()],
        [link(name, *sorted(ends), minutes) for ends, (name, minutes) in ROADS.items()],
        [place(name, *at) for name, at in spots.items()],
        [shelter("s", 0, 0, 99)],
        parties,
        helpers=tuple(helpers),
        kept_pairings=kept,
        locks=locks,
        out=frozenset(h.id for h in helpers if rnd.random() < 0.05),
        night=rnd.random() < 0.5,
        pair_rules=ROWS,
        fleet=(Vehicle("ambulance", "ambulance", 2, 0, 1, "u"),) if rnd.random() < 0.3 else (),
        soft_off=tuple(rule for rule in SoftRule if rnd.random() < 0.1),
    )
    return made, {p.household: rnd.choice([None, None, 3.0, 12.0]) for p in parties}


def paired(given: Case, deadlines: dict[str, float | None]) -> Assignment:
    effort = Effort(nothing, never, 10**9, 1e9)
    travel = Travel(given, Roads(build_network(given)), effort)
    return assign(given, Reach(given, travel, effort), deadlines)  # type: ignore[arg-type]


class Reference:
    """The rules once more, straight from their words."""

    def __init__(self, given: Case, deadlines: dict[str, float | None]) -> None:
        self.given, self.deadlines = given, deadlines
        self.free = [h for h in given.helpers if h.household not in given.due_households and h.id not in given.out]
        self.known: dict[str, set[str]] = {}
        for household, name in given.kept_pairings:
            self.known.setdefault(household, set()).add(name)
        self.due = {p.place for p in given.parties}
        self.options = [self.of(p) for p in given.parties]

    def minutes(self, one: Helper, party: CaseParty) -> float:
        if one.place == party.place:
            return 2.0
        return ROADS[frozenset((one.place, party.place))][1] / (4 if one.car_seats else 1)

    def roads(self, one: Helper, party: CaseParty) -> set[str]:
        return set() if one.place == party.place else {ROADS[frozenset((one.place, party.place))][0]}

    def lying(self, party: CaseParty) -> int:
        return sum(m.mobility is Mobility.BEDRIDDEN for m in party.members)

    def may(self, one: Helper, party: CaseParty) -> bool:
        limit = self.deadlines[party.household]
        there = one.night if self.given.night else one.day
        in_time = self.minutes(one, party) <= min(30.0, float("inf") if limit is None else limit)
        return there and in_time and (one.carries > 0 or not self.lying(party)) and one.max_load > 0

    def of(self, party: CaseParty) -> list[tuple[Helper, ...]]:
        able = [h for h in self.free if self.may(h, party)]
        apart = [p for p in combinations(able, 2) if p[0].household is None or p[0].household != p[1].household]
        return [(), *((h,) for h in able), *apart]

    def applies(self, row: PairRule, party: CaseParty) -> bool:
        people = party.members
        return (
            (not row.institution or party.institution)
            and (not row.alone or len(people) == 1)
            and (row.carry is None or row.carry == (self.lying(party) > 0))
            and (not row.sex or all(m.sex == row.sex for m in people))
            and all(
                (row.age_from is None and row.age_to is None)
                or (m.age is not None and (row.age_from or 0) <= m.age <= (999 if row.age_to is None else row.age_to))
                for m in people
            )
        )

    def broken_by(self, one: Helper, party: CaseParty) -> set[SoftRule]:
        rules = {row.rule: row for row in self.given.pair_rules if self.applies(row, party)}
        found = set()
        if SoftRule.AGE in rules and one.age > (60 if self.lying(party) else 65):
            found.add(SoftRule.AGE)
        if one.place in self.due:
            found.add(SoftRule.OWN_DANGER_ZONE)
        if SoftRule.SAME_SEX in rules and one.sex == "男":
            found.add(SoftRule.SAME_SEX)
        if SoftRule.CARRY_GEAR in rules and one.carries < 2 and not one.car_seats and not self.given.fleet:
            found.add(SoftRule.CARRY_GEAR)
        knows = one.id in self.known.get(party.household, set())
        if SoftRule.STRANGER in rules and one.place != party.place and not knows:
            found.add(SoftRule.STRANGER)
        if SoftRule.OWN_STAFF in rules and one.staff_of != party.household:
            found.add(SoftRule.OWN_STAFF)
        return found - set(self.given.soft_off)

    def figures(self, chosen: tuple[tuple[Helper, ...], ...]) -> tuple[int, ...] | None:
        """The levels, or None for a pairing that breaks a hard rule about load."""
        load: dict[str, int] = {}
        hands: dict[str, int] = {}
        a = b = broken = changes = tenths = 0
        for party, pair in zip(self.given.parties, chosen, strict=True):
            a += len(pair) < 1
            b += len(pair) < 2
            for one in pair:
                load[one.id] = load.get(one.id, 0) + 1
                hands[one.id] = hands.get(one.id, 0) + min(self.lying(party), one.carries)
                if load[one.id] > one.max_load or hands[one.id] > one.carries:
                    return None
                broken += len(self.broken_by(one, party))
                tenths += round(self.minutes(one, party) * 10)
            off = self.given.soft_off
            if len(pair) == 2 and SoftRule.SHARED_ROAD not in off:
                broken += bool(self.roads(pair[0], party) & self.roads(pair[1], party))
            if len(pair) == 1 and SoftRule.TWO_BY_TWO not in off:
                broken += pair[0].place in self.due
            lost = len(self.known.get(party.household, set()) - {one.id for one in pair})
            changes += lost
            broken += lost * (SoftRule.KNOWN_HELPER not in off)
        return a, b, broken, changes, tenths, sum(n * n for n in load.values())

    def locked(self, household: str, followed: set[tuple[str, str]], pair: tuple[Helper, ...]) -> bool:
        names = {one.id for one in pair}
        return all(name in names for door, name in followed if door == household)

    def best(self, found: Assignment) -> tuple[int, ...]:
        aside = {(each.household, each.role) for each in found.aside}
        followed = {(k.household, k.helper) for k in self.given.locks if (k.household, k.role) not in aside}
        options = [
            [pair for pair in each if self.locked(party.household, followed, pair)]
            for party, each in zip(self.given.parties, self.options, strict=True)
        ]
        return min(figures for chosen in product(*options) if (figures := self.figures(chosen)) is not None)


@pytest.mark.parametrize("seed", range(400))
def test_every_level_is_as_small_as_any_pairing_makes_it(seed: int) -> None:
    given, deadlines = drawn(Random(seed))
    found = paired(given, deadlines)
    assert found.figures is not None
    value = tuple(figure.value for figure in found.figures.levels)
    reference = Reference(given, deadlines)
    by_name = {h.id: h for h in given.helpers}
    chosen = tuple(
        tuple(by_name[p.helper] for p in found.pairings if p.household == party.household) for party in given.parties
    )
    assert reference.figures(chosen) == value
    assert reference.best(found) == value
    assert found.figures.proved
    _what_is_shown_as_broken_is_broken(reference, found, given)


def _what_is_shown_as_broken_is_broken(reference: Reference, found: Assignment, given: Case) -> None:
    by_name = {h.id: h for h in given.helpers}
    whole_door = {SoftRule.SHARED_ROAD, SoftRule.KNOWN_HELPER, SoftRule.TWO_BY_TWO}
    for party in given.parties:
        for pairing in (p for p in found.pairings if p.household == party.household):
            assert set(pairing.broken) - whole_door == reference.broken_by(by_name[pairing.helper], party)


@pytest.mark.parametrize("seed", range(60))
def test_more_helpers_never_leave_more_doors_without(seed: int) -> None:
    given, deadlines = drawn(Random(seed + 1000))
    fewer = replace(given, helpers=given.helpers[:-1], locks=(), kept_pairings=())
    more = replace(given, locks=(), kept_pairings=())

    def uncovered(each: Case) -> tuple[int, ...]:
        figures = paired(each, deadlines).figures
        assert figures is not None
        return tuple(figure.value for figure in figures.levels[:2])

    assert uncovered(more) <= uncovered(fewer)
    assert AT + timedelta() == given.at
