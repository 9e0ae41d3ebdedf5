"""Which plan the people of a household go by: the one they were told of last, whoever adopted it and whatever stands.

A plan that was adopted on no other goes out with the orders and counts as told to everybody whom it names; every later
one is told household by household. Order is that of the journal, never that of clocks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.heads import causes, effective_chain
from core.domain.ids import EventId, HouseholdId
from core.domain.in_force import unreplaced

MEMBERS = "members"  # the people of a household themselves
_ID_DIGITS = 32  # of a helper's id


@dataclass(frozen=True, slots=True)
class Heard:
    """That somebody was told of a plan, and when last; `live` while nothing that was told him since replaces it."""

    plan: EventId
    at: datetime
    event: EventId
    live: bool


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The plans that people go by. `first` are those adopted on no other, `told` those of which somebody of a household
    was told since and which nothing replaces: what two desks said apart, he may go by either. The latest first."""

    first: tuple[EventId, ...] = ()
    told: Mapping[HouseholdId, tuple[EventId, ...]] = field(default_factory=dict)

    @property
    def plans(self) -> frozenset[EventId]:
        return frozenset(self.first).union(*self.told.values())


def told_subject(household: HouseholdId, whom: str = "") -> str:
    """What an entry is about that says who knows what a plan changed for a household: "" whoever is A there, MEMBERS,
    or the id of another helper."""
    return f"household/{household}/{whom}" if whom else f"household/{household}"


def split_told(key: str) -> tuple[HouseholdId, str]:
    """Household and whom, of what follows `household/` in a subject."""
    household, _, whom = key.rpartition("/")
    known = whom == MEMBERS or (len(whom) == _ID_DIGITS and all(digit in "0123456789abcdef" for digit in whom))
    return (HouseholdId(household), whom) if household and known else (HouseholdId(key), "")


def heard(events: Mapping[EventId, Event]) -> tuple[Heard, ...]:
    """Of which plans somebody was told, of all entries about that; each plan once, the one told last at the end."""
    said = [event for event in effective_chain(events) if event.kind == Kind.TOLD]
    live = {str(event.values["plan"]) for event in unreplaced(events, said)}
    last: dict[str, Event] = {}
    for event in said:
        plan = str(event.values["plan"])
        last.pop(plan, None)
        last[plan] = event
    return tuple(Heard(EventId(plan), event.at, event.id, plan in live) for plan, event in last.items())


def first_plans(events: Mapping[EventId, Event]) -> tuple[EventId, ...]:
    """Of all entries about plans, the adoptions still in force that replaced no other; the latest first."""
    adopted = [event.id for event in effective_chain(events) if event.kind == Kind.PLAN_ADOPTED]
    return tuple(one for one in reversed(adopted) if causes(events, one).isdisjoint(adopted))


def plan_order(events: Mapping[EventId, Event]) -> dict[EventId, int]:
    """The adoptions by how much was known of plans when each was made, and where in that order each stands."""
    adopted = [event.id for event in events.values() if event.kind == Kind.PLAN_ADOPTED]
    ranked = sorted(adopted, key=lambda one: (len(causes(events, one)), one))
    return {event: n for n, event in enumerate(ranked)}


def goes_by(
    by_whom: Mapping[str, Sequence[Heard]],
    order: Mapping[EventId, int],
    first: Sequence[EventId] = (),
    aside: EventId | None = None,
) -> tuple[EventId, ...]:
    """The plans by which a household goes of what A (""), its people and other helpers were told; the latest first,
    none where it knows the `first` plans only. `aside` is left out, as if nobody had been told of it.

    A speaks for the household; what others were told counts where it is later than all that he knows."""
    mine = _live(by_whom.get("", ()), aside) or set(first)
    known = max((order.get(plan, -1) for plan in mine), default=-1)
    others = {plan for whom, said in by_whom.items() if whom for plan in _live(said, aside)}
    found = mine | {plan for plan in others if order.get(plan, -1) > known}
    if found == set(first):
        return ()
    return tuple(sorted(found, key=lambda plan: (-order.get(plan, -1), plan)))


def _live(said: Sequence[Heard], aside: EventId | None) -> set[EventId]:
    """What one is told of last; before `aside`, where that is all."""
    left = [one for one in said if one.plan != aside]
    live = {one.plan for one in left if one.live}
    return live or {one.plan for one in left[-1:]}
