"""What a pairing says of itself: the soft rules it names as broken, its locks, its figures, and whom it asks for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from core.domain.ids import HelperId, HouseholdId
from core.domain.pairing import Level, PairRule, SoftRule
from core.domain.people import Helper, Mobility, Role
from core.domain.plans import Pairing
from core.planning.case import CaseParty
from core.planning.checking.inspection import Findings, Inspection, wrong


def doors_of(inspection: Inspection) -> dict[HouseholdId, CaseParty]:
    """Where each household's helpers go: to most of its members."""
    door: dict[HouseholdId, CaseParty] = {}
    for party in inspection.case.parties:
        other = door.setdefault(party.household, party)
        if (-len(party.members), party.place) < (-len(other.members), other.place):
            door[party.household] = party
    return door


def _pairs(inspection: Inspection) -> dict[HouseholdId, list[Pairing]]:
    found: dict[HouseholdId, list[Pairing]] = {}
    for pairing in inspection.plan.pairings:
        found.setdefault(pairing.household, []).append(pairing)
    return found


def broken_rules_are_those_that_are_broken(inspection: Inspection) -> Findings:
    """Each pairing names exactly the soft rules that it breaks and that are not switched off. Whether two ways share a
    road is only asked of both alike: of equally quick ways either may be meant. Whether a stretcher can be at a door in
    time is not worked out again: where one is on duty at all, who comes without gear may break the rule or not."""
    case = inspection.case
    helpers = {helper.id: helper for helper in case.helpers}
    known = _known(inspection)
    danger = frozenset(party.place for party in case.parties)
    doors, off = doors_of(inspection), frozenset(case.soft_off)
    stretchers = any(car.stretcher and car.on_duty(case.at) for car in case.fleet)
    for household, pair in _pairs(inspection).items():
        party = doors.get(household)
        if party is None or any(each.helper not in helpers for each in pair):
            continue  # said by other rules
        lost = known.get(household, frozenset()) - {each.helper for each in pair}
        rows = [row for row in case.pair_rules if _is_about(row, party)]
        for pairing in pair:
            helper = helpers[pairing.helper]
            knows = pairing.helper in known.get(household, frozenset())
            expected = set(_by_one(rows, helper, party, danger, knows=knows))
            if _without_gear(rows, helper) and (not stretchers or SoftRule.CARRY_GEAR in pairing.broken):
                expected.add(SoftRule.CARRY_GEAR)
            if lost and not knows:
                expected.add(SoftRule.KNOWN_HELPER)
            if len(pair) == 1 and helper.place in danger:
                expected.add(SoftRule.TWO_BY_TWO)
            said = set(pairing.broken)
            guessed = _guessed(inspection, helper, party)
            if guessed or (guessed is None and SoftRule.POSITION_UNKNOWN in said):
                expected.add(SoftRule.POSITION_UNKNOWN)
            if said - {SoftRule.SHARED_ROAD} != expected - off or len(said) != len(pairing.broken):
                yield wrong("soft_rule_wrong", "pairings", household=household, helper=pairing.helper)
        if not _may_share(pair, [helpers[pairing.helper] for pairing in pair], party, off):
            yield wrong("shared_road_wrong", "pairings", household=household)


def _may_share(pair: list[Pairing], who: list[Helper], party: CaseParty, off: frozenset[SoftRule]) -> bool:
    """A shared road is named at both of two who both come from elsewhere, or at none."""
    sharing = [SoftRule.SHARED_ROAD in pairing.broken for pairing in pair]
    if not any(sharing):
        return True
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


def _by_one(
    rows: Sequence[PairRule], helper: Helper, party: CaseParty, danger: frozenset[str], *, knows: bool
) -> Iterator[SoftRule]:
    """What a helper breaks at a door by himself; `rows` are those about its people."""
    ages = [row.helper_age_to for row in rows if row.rule is SoftRule.AGE and row.helper_age_to is not None]
    if ages and helper.age is not None and helper.age > min(ages):
        yield SoftRule.AGE
    if helper.place in danger:
        yield SoftRule.OWN_DANGER_ZONE
    for row in {row.rule: row for row in rows}.values():
        if row.rule is SoftRule.SAME_SEX and helper.sex not in ("", row.sex):
            yield row.rule
        if row.rule is SoftRule.STRANGER and not knows and helper.place != party.place:
            yield row.rule
        if row.rule is SoftRule.OWN_STAFF and helper.staff_of != party.household:
            yield row.rule


def _without_gear(rows: Sequence[PairRule], helper: Helper) -> bool:
    """He comes to a bed without a car and with fewer hands than the rows say."""
    hands = [row.helper_hands or 0 for row in rows if row.rule is SoftRule.CARRY_GEAR]
    return bool(hands) and helper.carries < max(hands) and not helper.car_seats


def _is_about(row: PairRule, party: CaseParty) -> bool:
    people = party.members
    lying = sum(member.mobility is Mobility.BEDRIDDEN for member in people) > 0
    asks_age = row.age_from is not None or row.age_to is not None
    ages = [member.age for member in people]
    of_age = not asks_age or all(
        age is not None and age >= (row.age_from or 0) and (row.age_to is None or age <= row.age_to) for age in ages
    )
    return (
        of_age
        and (party.institution or not row.institution)
        and (len(people) == 1 or not row.alone)
        and row.carry in (None, lying)
        and (not row.sex or {member.sex for member in people} == {row.sex})
    )


def _guessed(inspection: Inspection, helper: Helper, party: CaseParty) -> bool | None:
    """Whether no minutes can be computed between the two villages, as one is not on the map; None where that depends
    on how far it is from any road."""
    if helper.place == party.place:
        return False
    ends = (helper.place, party.place)
    if any(inspection.places.get(place) is None for place in ends):
        return True
    return False if all(place in inspection.junctions.places for place in ends) else None


def locks_are_followed_or_left_aside(inspection: Inspection) -> Findings:
    """Whoever is locked to a due household goes there, or stands among the locks left aside; never both."""
    plan = inspection.plan
    aside = {(each.household, each.role, each.helper) for each in plan.locks_aside}
    doors = doors_of(inspection)
    going = {(pairing.household, pairing.helper) for pairing in plan.pairings}
    for lock in inspection.case.locks:
        left = (lock.household, lock.role, lock.helper) in aside
        if lock.household in doors and ((lock.household, lock.helper) in going) == left:
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
    due = doors_of(inspection)
    pairs = _pairs(inspection)
    known = _known(inspection)
    lost = sum(
        len(known.get(household, frozenset()) - {each.helper for each in pairs.get(household, [])}) for household in due
    )
    broken = sum(len(set(p.broken) - {SoftRule.SHARED_ROAD, SoftRule.KNOWN_HELPER}) for p in plan.pairings)
    broken += sum(any(SoftRule.SHARED_ROAD in each.broken for each in pair) for pair in pairs.values())
    broken += 0 if SoftRule.KNOWN_HELPER in inspection.case.soft_off else lost
    load = Counter([pairing.helper for pairing in plan.pairings])
    return {
        Level.UNCOVERED_A: sum(1 for missing in plan.uncovered if missing.role is Role.PRIMARY),
        Level.UNCOVERED_B: sum(1 for missing in plan.uncovered if missing.role is Role.DEPUTY),
        Level.BROKEN: broken,
        Level.CHANGES: lost,
        Level.TENTHS: sum(round(pairing.minutes * 10) for pairing in plan.pairings),
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
