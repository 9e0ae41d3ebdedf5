"""The planner's input as one frozen value, read from the file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.events import Kind, Step
from core.domain.hazards import Trigger
from core.domain.ids import HelperId, HouseholdId, PlaceCode, ShelterId
from core.domain.orders import Party, due_members
from core.domain.pairing import SoftRule
from core.domain.people import Role, age_at
from core.domain.places import Shelter
from core.domain.plans import Objective, Plan
from core.domain.returning import with_went_back
from core.domain.roads import Delay, SpeedFactor, Vehicle
from core.domain.standing import Class
from core.exchange.pairing_rules import pair_rules
from core.planning.case import Case, CaseMember, CaseParty
from core.queries.names import institution_ids, links, nodes, shelters
from core.queries.night import Night, night, night_known
from core.queries.rain import triggered
from core.queries.roads import closures_known
from core.queries.shelters import beds_taken, inside_counts
from core.queries.telling import standing_as_known, standing_as_known_to
from core.queries.timing import is_night
from core.store.database import Store
from core.store.helping import absences, locks
from core.store.holdings import still_to_come
from core.store.journal import Until, millis
from core.store.orders import openings
from core.store.people import households
from core.store.plans import Adopted, known_to_plan, plan_before
from core.store.reference import read_rows
from core.store.shelters import added_shelters, unplaced_shelters
from core.store.vehicles import breakdowns


def planning_case(
    store: Store,
    at: datetime,
    *,
    everyone: bool = False,
    objective: Objective | str = Objective.EXPOSURE,
    ordered_only: bool = False,
    step_s: int | None = None,
    worth_telling: float | None = None,
    soft_off: Iterable[SoftRule] | None = None,
) -> Case:
    """Who has to move at `at` and has not yet, and everything that bears on how.

    Plans places that are ordered and places that the rain has triggered (`not_ordered` names the latter);
    `everyone` plans every household of a placed village; `ordered_only` leaves triggered places out. `step_s` (seconds)
    and `worth_telling` (a share) are the officer's own; without them the standing plan's step and the usual threshold.
    `soft_off` are soft rules of pairing that he switches off; without it those that the standing plan has off.
    """
    known = night(store)
    levels = dict(known.levels)
    not_ordered: list[PlaceCode] = []
    if not everyone and not ordered_only:
        for place, level in triggered(store, at).items():
            if level.rank > levels.get(place, Trigger.NONE).rank:
                levels[place] = level
                not_ordered.append(place)
    parties = _everyone(store, known) if everyone else _due(known, levels)
    standing = known.adopted.plan if known.adopted else None
    base = standing_as_known(store, known.adopted) if known.adopted else None
    case = _case(store, known, at, parties, Objective(objective), tuple(sorted(not_ordered)), (standing, base), None)
    return replace(
        case,
        step_s=step_s or (standing.step_s if standing else case.step_s),
        worth_telling=case.worth_telling if worth_telling is None else worth_telling,
        soft_off=(standing.soft_off if standing else ()) if soft_off is None else tuple(sorted(set(soft_off))),
    )


def case_of_change(store: Store, at: datetime, *, worth_telling: float | None = None) -> Case:
    """What the standing plan is brought up to date from; without one the same as `planning_case`.

    It covers whom that plan covered, by its objective. A plan that begins later than `at` (made ahead, or by a desk
    whose clock is fast) is changed from where it begins: nobody can have begun what it does not yet ask for.
    """
    adopted = night(store).adopted
    if adopted is None:
        return planning_case(store, at, worth_telling=worth_telling)
    plan, at = adopted.plan, max(at, adopted.plan.at)
    case = planning_case(store, at, objective=plan.objective, worth_telling=worth_telling)
    planned = {move.household for move in plan.moves} | {short.household for short in plan.shortfall}
    if planned - {party.household for party in case.parties} - _gone(store):
        return planning_case(store, at, objective=plan.objective, worth_telling=worth_telling, everyone=True)
    return case


def _gone(store: Store) -> set[HouseholdId]:
    """Households of which nobody is left to move."""
    known = night(store)
    return {
        household
        for household, party in known.parties.items()
        if all(known.standing(person).class_ in (Class.MOVED, Class.AWAY) for person in party.members)
    }


def case_of_plan(store: Store, adopted: Adopted) -> Case:
    """The case that an adopted plan answered, read again from what the desk knew that made it."""
    plan = adopted.plan
    told = known_to_plan(store, adopted)
    until = plan.revision if told is None else told
    known = night_known(store, until)
    levels = dict(known.levels)
    rain = triggered(store, plan.at)
    levels.update({place: rain[place] for place in plan.not_ordered if place in rain})
    parties = _due(known, levels)
    planned = {move.household for move in plan.moves} | {short.household for short in plan.shortfall}
    if planned - {party.household for party in parties}:
        parties = _everyone(store, known)
    before = plan_before(store, until)
    base = standing_as_known_to(store, before, adopted.event)
    case = _case(store, known, plan.at, parties, plan.objective, plan.not_ordered, (before, base), until)
    return replace(case, step_s=plan.step_s, soft_off=plan.soft_off)


def _case(
    store: Store,
    known: Night,
    at: datetime,
    parties: tuple[Party, ...],
    objective: Objective,
    not_ordered: tuple[PlaceCode, ...],
    plans: tuple[Plan | None, Plan | None],
    until: Until | None,
) -> Case:
    """`plans` are the standing one and the same as people know it."""
    standing, base = plans
    pairs = {(p.household, p.role): p.helper for p in base.pairings} if base else {}
    return Case(
        at=at,
        revision=known.revision,
        objective=objective,
        places=tuple(known.places.values()),
        nodes=nodes(store),
        links=tuple(links(store).values()),
        closures=closures_known(store, at, until),
        shelters=_shelters_at(store, known, at, standing, until),
        inside=tuple(sorted(beds_taken(known).items())),
        parties=tuple(case for party in parties if (case := _still_to_move(store, known, party, at)) is not None),
        helpers=tuple(known.helpers.values()),
        due_households=frozenset(party.household for party in parties),
        kept_pairings=_kept(pairs),
        fleet=_fleet(store, until),
        speeds=read_rows(store.connection, "speeds", SpeedFactor),
        delays=read_rows(store.connection, "delays", Delay),
        night=is_night(at),
        raining=True,
        not_ordered=not_ordered,
        standing=base,
        in_force=standing,
        out=frozenset(absences(store, until)),
        locks=tuple(locks(store, until).values()),
        pair_rules=pair_rules(),
    )


def _fleet(store: Store, until: Until | None) -> tuple[Vehicle, ...]:
    """The vehicles that can drive."""
    broken = breakdowns(store, until)
    return tuple(one for one in read_rows(store.connection, "fleet", Vehicle) if one.id not in broken)


def _shelters_at(
    store: Store, known: Night, at: datetime, standing: Plan | None, until: Until | None
) -> tuple[Shelter, ...]:
    """Shelters with the minutes that are left until each can take people.

    One that is open, or has people in it, takes them at once. One that the standing plan asked to open goes on opening:
    a new plan does not put it off; one that it counted as open was open then, though the plan that asked for that is an
    older one. One that was closed by hand takes nobody more than are in it."""
    doors, inside = openings(store, until), inside_counts(known)
    asked = {load.shelter: load.opens or standing.at for load in standing.loads if load.planned} if standing else {}
    found = []
    nowhere = unplaced_shelters(store) | _added_since(store, until)
    for shelter in (one for one in shelters(store).values() if one.id not in nowhere):
        door, here = doors.get(shelter.id), inside.get(shelter.id, 0)
        wait = shelter.opens_after_min
        if door is not None and not door.open:
            shelter = replace(shelter, capacity=min(shelter.capacity, here))
        elif door is not None:
            ahead = millis(door.at) > still_to_come(store)  # opened by a clock that is ahead: it is open
            wait = 0 if ahead else _minutes_left(at, door.at)
        elif here:
            wait = 0
        elif shelter.id in asked:
            wait = min(wait, _minutes_left(at, asked[shelter.id]))
        found.append(shelter if wait == shelter.opens_after_min else replace(shelter, opens_after_min=wait))
    return tuple(found)


def _added_since(store: Store, until: Until | None) -> frozenset[ShelterId]:
    """Shelters of the night that were not known yet: a plan of before could not send anybody there."""
    if until is None or not added_shelters(store):
        return frozenset()
    later = (event for event in store.journal.all(since=until) if event.kind == Kind.SHELTER_ADDED)
    return frozenset(ShelterId(event.subject.removeprefix("site/")) for event in later)


def _minutes_left(at: datetime, moment: datetime) -> int:
    """Whole minutes until a moment, rounded up; none for what is past."""
    return max(0, -((at - moment) // timedelta(minutes=1)))


_LEFT = frozenset({Step.OUT, Step.ABOARD})


def _kept(pairs: dict[tuple[HouseholdId, Role], HelperId]) -> tuple[tuple[HouseholdId, HelperId], ...]:
    return tuple(sorted((household, helper) for (household, _), helper in pairs.items()))


def _due(known: Night, levels: dict[PlaceCode, Trigger]) -> tuple[Party, ...]:
    """Who is due at these levels, and whoever went home against the gate."""
    return with_went_back(due_members(known.people.values(), levels), known.people, known.standings)


def _everyone(store: Store, known: Night) -> tuple[Party, ...]:
    """Every household of the register that lives in a placed village, all of its members."""
    parties = []
    for household, members in households(store).items():
        here = [member for member in members if member.place == members[0].place]
        place = known.places.get(members[0].place)
        if place is not None and place.position is not None:
            parties.append(Party(household, place.code, tuple(sorted(m.id for m in here)), Trigger.GO))
    return tuple(parties)


def _still_to_move(store: Store, known: Night, party: Party, at: datetime) -> CaseParty | None:
    """The members who are neither safe nor away nor on their way from one shelter to the next; they follow the rest of
    the household where it already is."""
    waiting, been, left, sent = [], [], [], set[ShelterId]()
    for person in party.members:
        stands = known.standing(person)
        if stands.class_ in (Class.MOVED, Class.AWAY) or stands.going_to is not None:
            there = known.onward[person].to if person in known.onward else stands.place
            been.append(there if there in shelters(store) else None)  # nobody follows to a hospital
        elif stands.dead:
            been.append(None)
        else:
            who = known.people[person]
            waiting.append(CaseMember(person, who.mobility, who.needs, who.sex, age_at(who.birth, at)))
            if person in known.onward:
                sent.add(known.onward[person].to)
            left.append(stands.class_ is Class.NOT_MOVED and not _LEFT.isdisjoint(stands.steps))
    if not waiting:
        return None
    joined = next((ShelterId(place) for place in sorted(filter(None, been))), None)
    return CaseParty(
        household=party.household,
        place=party.place,
        members=tuple(waiting),
        joins=joined,
        left=all(left),
        institution=party.household in institution_ids(store),
        sent_to=None if all(left) else min(sent, default=None),
    )
