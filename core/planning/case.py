"""What the planner is given: one frozen value, read from the file before, pickled to the worker."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.comparing import USUAL_SHARE
from core.domain.helping import Lock
from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode, ShelterId
from core.domain.pairing import PairRule, SoftRule
from core.domain.people import Helper, Mobility
from core.domain.places import Place, Shelter
from core.domain.plans import Objective, Plan
from core.domain.roads import Closure, Delay, Link, Node, SpeedFactor, Vehicle


@dataclass(frozen=True, slots=True)
class CaseMember:
    person: PersonId
    mobility: Mobility
    needs: tuple[str, ...] = ()
    sex: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class CaseParty:
    """The members of one household who are to move and have not moved yet.

    `joins` is the shelter where the rest of the household already is: they follow it where there is room and a way.
    `sent_to` is where somebody in charge has sent them since: no other shelter takes them. Who has left is not turned
    round: it is never set beside `left`.
    `institution` marks the people of an institution (its id is the household's).
    `left` says that an entry has them out of their door: their standing move goes on at its own times while its roads
    hold, and is planned afresh from the door where one breaks (nobody knows how far along they are).
    """

    household: HouseholdId
    place: PlaceCode
    members: tuple[CaseMember, ...]
    joins: ShelterId | None = None
    left: bool = False
    institution: bool = False
    sent_to: ShelterId | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a plan depends on. Same case, same plan.

    `inside` is persons already in each shelter (they hold their beds). `due_households` are all households with
    anybody due, moved or not: a helper living in one of them is due himself. `night` and `raining` choose factors and
    who is awake. `standing` is the plan in force as people know it (`core.planning.as_known`), `in_force` the same as
    it was adopted; a fresh plan is worth showing beside the least change to it where it saves more people, or
    `worth_telling` (a share) of its own person-minutes. Roads that let only so many persons through in an hour are
    counted in steps of `step_s` seconds. `together` brings split villages together where that costs little. Helpers in
    `out` have dropped out and come to no door; `locks` are pairs set by hand, `pair_rules` the rows that say for whom
    soft rules of pairing hold, `soft_off` those that are switched off. `max_steps` bounds the search in steps of work,
    `watchdog_s` only ends what has gone wrong.
    """

    at: datetime
    revision: int
    objective: Objective
    places: tuple[Place, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    closures: tuple[Closure, ...]
    shelters: tuple[Shelter, ...]
    inside: tuple[tuple[ShelterId, int], ...]
    parties: tuple[CaseParty, ...]
    helpers: tuple[Helper, ...]
    due_households: frozenset[HouseholdId]
    kept_pairings: tuple[tuple[HouseholdId, HelperId], ...] = ()
    fleet: tuple[Vehicle, ...] = ()
    speeds: tuple[SpeedFactor, ...] = ()
    delays: tuple[Delay, ...] = ()
    night: bool = False
    raining: bool = True
    not_ordered: tuple[PlaceCode, ...] = ()
    standing: Plan | None = None
    max_steps: int = 2_000_000
    watchdog_s: float = 60.0
    step_s: int = 300
    worth_telling: float = USUAL_SHARE
    together: bool = True
    out: frozenset[HelperId] = frozenset()
    locks: tuple[Lock, ...] = ()
    pair_rules: tuple[PairRule, ...] = ()
    soft_off: tuple[SoftRule, ...] = ()
    in_force: Plan | None = None
