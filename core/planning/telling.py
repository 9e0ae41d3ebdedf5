"""What a new plan changes for whom: the list of people to tell."""

from collections.abc import Mapping

from core.domain.heard import Knowledge
from core.domain.ids import EventId, HelperId, HouseholdId
from core.domain.people import Role
from core.domain.plans import Move, Novelty, Plan, Replan, Telling


def in_place_of(old: Plan, new: Plan) -> Replan:
    """A plan made without regard to the one that stands, with whom to tell what it changes for them."""
    news = diff_plans(old, new)
    told = {telling.household for telling in news}
    return Replan(
        plan=new,
        touched=tuple(sorted(told)),
        moved_for_them=(),
        kept=sum(move.household not in told for move in new.moves),
        to_tell=news,
    )


def diff_plans(old: Plan | None, new: Plan) -> tuple[Telling, ...]:
    """Whom to tell what, in the order to be told: who lost his place first, then by departure.

    Households that are no longer in the new plan have moved or are away: there is nothing to tell them. A departure
    that has merely passed is not news.
    """
    before = {(m.household, m.place): m for m in old.moves} if old else {}
    after = {(m.household, m.place): m for m in new.moves}
    lost = {(s.household, s.place) for s in new.shortfall}
    news: dict[HouseholdId, set[Novelty]] = {}
    for key in sorted(set(after) | (lost & set(before))):
        found = novelties(before.get(key), after.get(key), new)
        news.setdefault(key[0], set()).update(found)
    for household in _new_helpers(old, new):
        news.setdefault(household, set()).add(Novelty.HELPER)
    return _in_order({household: tuple(n for n in Novelty if n in found) for household, found in news.items()}, new)


def whom_to_tell(knowledge: Knowledge, plans: Mapping[EventId, Plan | None], new: Plan) -> tuple[Telling, ...]:
    """Whom to tell what of `new`, each measured against every plan by which his household may go: one who goes as he
    knows needs no call, whatever plan stood meanwhile. `plans` are those of `knowledge`, None where one is not here."""
    told = knowledge.told
    first = {event: _named(plans.get(event)) for event in knowledge.first}
    anybody = frozenset[HouseholdId]().union(*first.values())
    found: dict[HouseholdId, set[Novelty]] = {}
    for event in sorted(knowledge.plans):
        named = first.get(event, frozenset())
        for telling in diff_plans(plans.get(event), new):
            household = telling.household
            if household in told:
                counts = event in told[household]
            else:
                counts = household in named or (event in first and household not in anybody)
            if counts:
                found.setdefault(household, set()).update(telling.novelties)
    return _in_order({household: tuple(n for n in Novelty if n in news) for household, news in found.items()}, new)


def _named(plan: Plan | None) -> frozenset[HouseholdId]:
    """Whom a plan says anything of."""
    if plan is None:
        return frozenset()
    return frozenset([move.household for move in plan.moves]).union(short.household for short in plan.shortfall)


def _in_order(news: Mapping[HouseholdId, tuple[Novelty, ...]], new: Plan) -> tuple[Telling, ...]:
    """Who lost his place first, then by departure; nobody without news."""
    first = {p.household: p.helper for p in new.pairings if p.role is Role.PRIMARY}
    departs = {move.household: move.depart for move in reversed(new.moves)}

    def urgency(household: HouseholdId) -> tuple[bool, bool, float, HouseholdId]:
        depart = departs.get(household)
        minutes = (depart - new.at).total_seconds() if depart is not None else 0.0
        return Novelty.LOST not in news[household], depart is None, minutes, household

    return tuple(
        Telling(household, first.get(household), news[household])
        for household in sorted((h for h in news if news[h]), key=urgency)
    )


def novelties(before: Move | None, after: Move | None, new: Plan) -> set[Novelty]:
    """What is new for a party between two plans, of which `new` is the later one."""
    if before is after:
        return set()
    if before is None or after is None:
        return {Novelty.FOUND} if before is None else {Novelty.LOST}
    found = set()
    if before.shelter != after.shelter:
        found.add(Novelty.SHELTER)
    if (before.route.links, before.mode) != (after.route.links, after.mode):
        found.add(Novelty.ROUTE)
    if before.depart != after.depart and (before.depart >= new.at or after.depart != new.at):
        found.add(Novelty.TIME)
    return found


def _new_helpers(old: Plan | None, new: Plan) -> list[HouseholdId]:
    """Households that had helpers and now have others, or in other roles."""

    def pairs(plan: Plan) -> dict[HouseholdId, list[tuple[Role, HelperId]]]:
        found: dict[HouseholdId, list[tuple[Role, HelperId]]] = {}
        for pairing in plan.pairings:
            found.setdefault(pairing.household, []).append((pairing.role, pairing.helper))
        return found

    if old is not None and old.pairings == new.pairings:
        return []
    before = pairs(old) if old else {}
    after = pairs(new)
    due = {p.household for p in new.pairings} | {u.household for u in new.uncovered}
    return sorted(h for h in before if h in due and sorted(before[h]) != sorted(after.get(h, [])))
