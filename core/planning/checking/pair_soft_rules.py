"""What a pairing says of itself: the soft rules it names as broken, its locks, its figures, and whom it asks for."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from core.domain.ids import HelperId, HouseholdId, PlaceCode
from core.domain.pairing import Level, PairRule, SoftRule
from core.domain.people import Helper, Mobility, Role
from core.domain.plans import Pairing
from core.planning.case import CaseParty
from core.planning.checking.inspection import Findings, Inspection, wrong

_ASKED_OF = attrgetter("mobility", "sex", "age")
_NOBODY: frozenset[HelperId] = frozenset()
_SHARED = frozenset({SoftRule.SHARED_ROAD})


def broken_rules_are_those_that_are_broken(inspection: Inspection) -> Findings:
    """Each pairing names exactly the soft rules that it breaks and that are not switched off. Whether two ways share a
    road is only asked of both alike: of equally quick ways either may be meant. Whether a stretcher can be at a door in
    time is not worked out again: where one is on duty at all, who comes without gear may break the rule or not."""
    case, off = inspection.case, frozenset(inspection.case.soft_off)
    helpers = {helper.id: helper for helper in case.helpers}
    known = _known(inspection)
    danger = frozenset(party.place for party in case.parties)
    doors, about, guessed = inspection.doors, _About(case.pair_rules), _Guessed(inspection)
    stretchers = any(car.stretcher and car.on_duty(case.at) for car in case.fleet)
    likes = _likes(case.helpers, danger, case.pair_rules)
    right: dict[object, bool] = {}  # who is alike is asked once
    for household, pair in inspection.pairs.items():
        party = doors.get(household)
        names = [each.helper for each in pair]
        alike = [likes.get(name) for name in names]
        if party is None or None in alike:
            continue  # said by other rules
        familiar = known.get(household, _NOBODY)
        rows, place = about.rows(party), party.place
        common = id(rows), bool(familiar and familiar.difference(names)), len(pair) == 1
        sharing = False
        for pairing, like in zip(pair, alike, strict=True):
            helper, said = helpers[pairing.helper], pairing.broken
            neighbour = helper.place == place
            unsure = False if neighbour else guessed.of(helper.place, place)
            key = common, like, neighbour, helper.id in familiar, unsure, helper.staff_of == household, said
            holds = right.get(key)
            if holds is None:
                pairs_up = _PairsUp(helper.place in danger, neighbour, key[3], *common[1:], unsure, key[5], stretchers)
                holds = right[key] = _says_what_it_breaks(rows, helper, pairs_up, said, off)
            if not holds:
                yield wrong("soft_rule_wrong", "pairings", household=household, helper=pairing.helper)
            sharing = sharing or (bool(said) and SoftRule.SHARED_ROAD in said)
        if sharing and not _may_share(pair, [helpers[pairing.helper] for pairing in pair], party, off):
            yield wrong("shared_road_wrong", "pairings", household=household)


def _likes(helpers: Sequence[Helper], danger: frozenset[PlaceCode], rules: Sequence[PairRule]) -> dict[HelperId, int]:
    """A number for each helper, the same for all who are alike in what the rules ask about at any door."""
    too_old = sorted({row.helper_age_to for row in rules if row.helper_age_to is not None})
    number: dict[object, int] = {}
    return {
        each.id: number.setdefault(
            (
                0 if each.age is None else bisect_left(too_old, each.age),  # how many limits he is above
                each.sex,
                each.carries,
                each.car_seats > 0,
                each.place in danger,
            ),
            len(number),
        )
        for each in helpers
    }


class _PairsUp(NamedTuple):
    """A helper at a door: whether he lives in danger himself, and in the same village, the household knows him, it has
    lost somebody it knows, he goes alone, nobody can say how far it is, he works there, and a vehicle with a stretcher
    is on duty somewhere."""

    endangered: bool
    neighbour: bool
    knows: bool
    lost: bool
    alone: bool
    unsure: bool | None
    on_the_staff: bool
    stretchers: bool


def _says_what_it_breaks(
    rows: Sequence[PairRule], helper: Helper, at: _PairsUp, said: tuple[SoftRule, ...], off: frozenset[SoftRule]
) -> bool:
    expected = set(_by_one(rows, helper, at))
    if at.lost and not at.knows:
        expected.add(SoftRule.KNOWN_HELPER)
    if at.alone and at.endangered:
        expected.add(SoftRule.TWO_BY_TWO)
    if at.unsure or (at.unsure is None and SoftRule.POSITION_UNKNOWN in said):
        expected.add(SoftRule.POSITION_UNKNOWN)
    if _without_gear(rows, helper) and (not at.stretchers or SoftRule.CARRY_GEAR in said):
        expected.add(SoftRule.CARRY_GEAR)
    return {*said} - _SHARED == expected - off and len({*said}) == len(said)


def _may_share(pair: list[Pairing], who: list[Helper], party: CaseParty, off: frozenset[SoftRule]) -> bool:
    """A shared road that is named at one is named at both of two who both come from elsewhere."""
    sharing = [SoftRule.SHARED_ROAD in pairing.broken for pairing in pair]
    from_elsewhere = all(helper.place != party.place for helper in who)
    return len(pair) == 2 and all(sharing) and from_elsewhere and SoftRule.SHARED_ROAD not in off


def _known(inspection: Inspection) -> Mapping[HouseholdId, frozenset[HelperId]]:
    """Whom households know: those the case keeps, or those of the plan it replans."""
    case = inspection.case
    kept = case.kept_pairings
    if not kept and case.standing is not None and inspection.plan.pairing_figures is not None:
        kept = tuple((p.household, p.helper) for p in case.standing.pairings)
        kept = kept if inspection.plan.pairing_figures.held else ()
    found: dict[HouseholdId, frozenset[HelperId]] = {}
    for household, helper in kept:
        found[household] = found.get(household, frozenset()) | {helper}
    return found


def _by_one(rows: Sequence[PairRule], helper: Helper, at: _PairsUp) -> Iterator[SoftRule]:
    """What a helper breaks at a door by himself; `rows` are those about its people."""
    ages = [row.helper_age_to for row in rows if row.rule is SoftRule.AGE and row.helper_age_to is not None]
    if ages and helper.age is not None and helper.age > min(ages):
        yield SoftRule.AGE
    if at.endangered:
        yield SoftRule.OWN_DANGER_ZONE
    for row in {row.rule: row for row in rows}.values():
        if row.rule is SoftRule.SAME_SEX and helper.sex not in ("", row.sex):
            yield row.rule
        if row.rule is SoftRule.STRANGER and not at.knows and not at.neighbour:
            yield row.rule
        if row.rule is SoftRule.OWN_STAFF and not at.on_the_staff:
            yield row.rule


def _without_gear(rows: Sequence[PairRule], helper: Helper) -> bool:
    """He comes to a bed without a car and with fewer hands than the rows say."""
    hands = [row.helper_hands or 0 for row in rows if row.rule is SoftRule.CARRY_GEAR]
    return bool(hands) and helper.carries < max(hands) and not helper.car_seats


class _About:
    """Which rows of the rules are about a household; those alike are asked once."""

    def __init__(self, rules: Sequence[PairRule]) -> None:
        self._rules = rules
        self._known: dict[object, tuple[PairRule, ...]] = {}
        self._alike: dict[object, tuple[PairRule, ...]] = {}

    def rows(self, party: CaseParty) -> tuple[PairRule, ...]:
        alike = (party.institution, *map(_ASKED_OF, party.members))
        found = self._alike.get(alike)
        if found is None:
            found = self._alike[alike] = self._among(party)
        return found

    def _among(self, party: CaseParty) -> tuple[PairRule, ...]:
        people = party.members
        ages = [member.age for member in people]
        known = [age for age in ages if age is not None]
        span = (min(known), max(known)) if known and len(known) == len(ages) else None
        lying = Mobility.BEDRIDDEN in [member.mobility for member in people]
        sexes = frozenset([member.sex for member in people])
        key = (len(people) == 1, party.institution, lying, sexes, span)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(row for row in self._rules if self._is_about(row, *key))
        return found

    @staticmethod
    def _is_about(
        row: PairRule, alone: bool, institution: bool, lying: bool, sexes: frozenset[str], span: tuple[int, int] | None
    ) -> bool:
        asks_age = row.age_from is not None or row.age_to is not None
        of_age = not asks_age or (
            span is not None and span[0] >= (row.age_from or 0) and (row.age_to is None or span[1] <= row.age_to)
        )
        return (
            of_age
            and (institution or not row.institution)
            and (alone or not row.alone)
            and row.carry in (None, lying)
            and (not row.sex or sexes == {row.sex})
        )


class _Guessed:
    """Whether no minutes can be computed between two villages, as one is not on the map; None where that depends on how
    far it is from any road."""

    def __init__(self, inspection: Inspection) -> None:
        self._joined, self._places = inspection.junctions.places, inspection.places

    def of(self, one: PlaceCode, other: PlaceCode) -> bool | None:
        """Of two villages."""
        if one in self._joined and other in self._joined:
            return False
        unplaced = self._places.get(one) is None or self._places.get(other) is None
        return True if unplaced else None


def locks_are_followed_or_left_aside(inspection: Inspection) -> Findings:
    """Whoever is locked to a due household goes there, or stands among the locks left aside; never both."""
    plan = inspection.plan
    if not plan.locks_aside and not inspection.case.locks:
        return
    aside = {(each.household, each.role, each.helper) for each in plan.locks_aside}
    doors = inspection.doors
    going = {(pairing.household, pairing.helper) for pairing in plan.pairings}
    followed = {(x.household, x.helper) for x in inspection.case.locks if (x.household, x.role, x.helper) not in aside}
    for lock in inspection.case.locks:
        there = (lock.household, lock.helper)  # for either part; who is set for both can do only one
        if lock.household in doors and (there in going) != (there in followed):
            yield wrong("lock_wrong", "pairings", household=lock.household, helper=lock.helper, role=lock.role)
    known = {(lock.household, lock.role, lock.helper) for lock in inspection.case.locks}
    for household, role, helper in sorted(aside - known):
        yield wrong("lock_unknown", "pairings", household=household, helper=helper, role=role)


def pairing_figures_are_what_they_count(inspection: Inspection) -> Findings:
    """The figures are counted from the pairings; none is better than its bound while all before it are at theirs."""
    figures = inspection.plan.pairing_figures
    if figures is None:
        return
    counted = _counted(inspection)
    for figure in figures.levels:
        if figure.value != counted[figure.level]:
            yield wrong("pairing_figure_wrong", "pairings", level=figure.level, counted=counted[figure.level])
    order = list(Level)
    if figures.held:  # a change at night puts the standing pairs first
        order = [Level.UNCOVERED_A, Level.UNCOVERED_B, Level.CHANGES, Level.BROKEN, Level.TENTHS, Level.LOAD]
    by_level = {figure.level: figure for figure in figures.levels}
    if set(by_level) != set(Level):
        yield wrong("pairing_figure_wrong", "pairings", level="missing")
        return
    values = [by_level[level].value for level in order]
    bounds = [by_level[level].bound for level in order]
    if values < bounds:
        yield wrong("pairing_bound_wrong", "pairings")


def _counted(inspection: Inspection) -> dict[Level, int]:
    plan = inspection.plan
    due, pairs = inspection.doors, inspection.pairs
    known = _known(inspection)
    lost = sum(
        len(mine - {each.helper for each in pairs.get(household, [])})
        for household, mine in known.items()
        if household in due
    )
    named = Counter([pairing.broken for pairing in plan.pairings])
    broken = sum(count * len({*said} - _SHARED - {SoftRule.KNOWN_HELPER}) for said, count in named.items())
    if any(SoftRule.SHARED_ROAD in said for said in named):
        broken += len({each.household for each in plan.pairings if SoftRule.SHARED_ROAD in each.broken})
    broken += 0 if SoftRule.KNOWN_HELPER in inspection.case.soft_off else lost
    load = Counter([pairing.helper for pairing in plan.pairings])
    return {
        Level.UNCOVERED_A: sum(1 for missing in plan.uncovered if missing.role is Role.PRIMARY),
        Level.UNCOVERED_B: sum(1 for missing in plan.uncovered if missing.role is Role.DEPUTY),
        Level.BROKEN: broken,
        Level.CHANGES: lost,
        Level.TENTHS: int(np.rint(10 * np.array([pairing.minutes for pairing in plan.pairings])).sum()),
        Level.LOAD: sum(count * count for count in load.values()),
    }


def who_is_looked_for_would_help(inspection: Inspection) -> Findings:
    """A remedy is about households that lack somebody, each with one remedy, and no more of them than he takes on."""
    plan = inspection.plan
    missing = {each.household for each in plan.uncovered}
    places = {place.code for place in inspection.case.places}
    seen: set[HouseholdId] = set()
    for remedy in plan.pair_remedies:
        mine = set(remedy.households)
        fits = 0 < len(mine) == len(remedy.households) <= min(remedy.load, remedy.of)
        if not fits or not mine <= missing or mine & seen or remedy.place not in places:
            yield wrong("pair_remedy_wrong", "pairings", place=remedy.place, kind=remedy.hand)
        seen |= mine
