"""Moves and plans as values: routes, times and deadlines of everybody who goes somewhere, and what bounds the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import LinkId, ShelterId
from core.domain.plans import Mode, Move, Objective, Plan, Route, ShelterLoad, Shortfall, ShortfallRule
from core.domain.reasons import BoundProof, Reasons
from core.domain.trips import Trip
from core.planning.assignment import Assignment
from core.planning.closed_doors import doors_closed_to
from core.planning.fit import fit_findings
from core.planning.placement import Outcome
from core.planning.proof import written
from core.planning.routes import SecondRoutes, route_of
from core.planning.situation import Situation, key_of
from core.planning.staging.limits import NO_LIMITS, Limits
from core.planning.staging.ways import Turn
from core.planning.timeline import FOREVER, MINUTE, SECOND, micros, moment
from core.planning.travel import Journey, Start


@dataclass(frozen=True, slots=True)
class _Course:
    """What moves have in common whose parties go alike to one shelter."""

    depart: datetime
    arrive: datetime
    deadline: datetime | None
    route: Route
    second: Route | None
    shares: tuple[LinkId, ...]


class MoveWriter:
    """Moves with their first and second routes; whoever goes alike shares what was worked out once."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self.second_routes = SecondRoutes(situation.travel)
        self._courses: dict[tuple[Start, int], _Course] = {}
        self._kinds: Sequence[int] = ()
        self._of_kinds: dict[tuple[int, int], tuple[Mode, _Course]] = {}

    def move(self, party: int, column: int, turn: Turn | None = None) -> Move:
        """The move of a party to a shelter: at its turn, else as soon as the open roads let it."""
        situation = self._situation
        who = situation.parties[party]
        if turn is not None:
            mode = turn.way.mode
            course = self._course(party, column, (turn.way.start, mode), turn.way.journey(turn.depart))
        else:
            mode, course = self._at_once(party, column)
        situation.effort.spend()
        return Move(
            household=who.household,
            persons=tuple(sorted([member.person for member in who.members])),
            place=who.place,
            shelter=situation.travel.shelters[column],
            mode=mode,
            depart=course.depart,
            arrive=course.arrive,
            deadline=course.deadline,
            route=course.route,
            second=course.second,
            second_shares=course.shares,
        )

    def _at_once(self, party: int, column: int) -> tuple[Mode, _Course]:
        """How a party goes as soon as the open roads let it: a kind goes alike, for as long as the situation has these
        kinds."""
        situation = self._situation
        if self._kinds is not situation.kind:
            self._kinds = situation.kind
            self._of_kinds.clear()
        key = self._kinds[party], column
        found = self._of_kinds.get(key)
        if found is None:
            start, mode = situation.start(party, column)
            course = self._courses.get((start, column))
            if course is None:
                course = self._course(party, column, (start, mode), self._journey(start, column))
                self._courses[start, column] = course
            found = self._of_kinds[key] = mode, course
        return found

    def _course(self, party: int, column: int, how: tuple[Start, Mode], journey: Journey) -> _Course:
        situation, (start, mode) = self._situation, how
        travel, at = situation.travel, situation.case.at
        shelter = travel.shelters[column]
        second = None if situation.effort.exhausted else self.second_routes.find(start, shelter, journey)
        return _Course(
            depart=moment(at, journey.depart),
            arrive=moment(at, journey.arrive),
            deadline=deadline_of(situation, party, column, mode),
            route=route_of(travel, start, shelter, journey),
            second=None if second is None else route_of(travel, start, shelter, second.journey),
            shares=() if second is None else second.shares,
        )

    def _journey(self, start: Start, column: int) -> Journey:
        journey = self._situation.travel.journey(start, self._situation.travel.shelters[column])
        if journey is None:
            raise ArithmeticError("an arrival without a journey")
        return journey


def deadline_of(situation: Situation, party: int, column: int, mode: Mode) -> datetime | None:
    """The last safe departure by the mode planned, by whatever road; None where no closure ends all of them."""
    latest = situation.last_departure(party, column, mode)
    return None if latest >= FOREVER else moment(situation.case.at, latest)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no plan that serves as many can better: persons, person-microseconds of all due, last arrival; `proof` are
    the prices behind the second."""

    served: int
    cost: int
    last: int
    prices: tuple[int, ...]
    proof: BoundProof | None = None

    @classmethod
    def of(
        cls, situation: Situation, outcome: Outcome, arrivals: Mapping[int, int], *, joined: bool = True
    ) -> "Bounds":
        """Bounds of the free parties, with the fixed (party -> arrival) and the hopeless added. `joined` says that
        whoever follows his household is fixed."""
        size = [len(party.members) for party in situation.parties]
        hopeless = [i for i in range(len(size)) if i not in arrivals and i not in outcome.able]
        return cls(
            served=outcome.served_bound + sum(size[i] for i in arrivals),
            cost=outcome.cost_bound
            + sum(size[i] * arrive for i, arrive in arrivals.items())
            + sum(size[i] * situation.unserved_us(i) for i in hopeless),
            last=max([outcome.last_bound, *arrivals.values()]),
            prices=outcome.prices,
            proof=written(situation, outcome.proof, joined=joined) if outcome.proof else None,
        )


def write_plan(
    situation: Situation,
    pairing: Assignment,
    moves: Sequence[Move],
    bounds: Bounds,
    *,
    together: int = 0,
    reasons: tuple[Reasons, ...] = (),
    roads: Limits = NO_LIMITS,
    most_by: tuple[tuple[float, int], ...] = (),
    trips: tuple[Trip, ...] = (),
    with_rides: int = 0,
    any_helper: int,
) -> Plan:
    """The whole answer as one value. `together` is the person-microseconds that keeping villages together costs,
    `roads` what roads that let only so many through have to do with it, `most_by` the curve of the bound, `with_rides`
    the bound of the cost (microseconds) with the fleet's trips as they are: what lies below it is the fleet's;
    `any_helper` is how many could be saved at most whoever helps whom."""
    case, effort = situation.case, situation.effort
    served_by = {(move.household, move.place): move for move in moves}
    left = [i for i, party in enumerate(situation.parties) if key_of(party) not in served_by]
    arrive = [max(0, micros(case.at, move.arrive)) for move in moves]
    value = sum([len(move.persons) * there for move, there in zip(moves, arrive, strict=True)])
    value += sum(len(situation.parties[i].members) * situation.unserved_us(i) for i in left)
    last = max(arrive, default=0)
    cost = min(bounds.cost, value)
    exposure_gap = _gap(value, cost)
    bound_last = min(bounds.last, last)
    return Plan(
        at=case.at,
        revision=case.revision,
        objective=case.objective,
        due=sum(len(party.members) for party in situation.parties),
        served=sum(len(move.persons) for move in moves),
        moves=tuple(sorted(moves, key=lambda move: (move.household, move.place))),
        shortfall=_shortfall(situation, left, roads.crowded),
        pairings=pairing.pairings,
        uncovered=pairing.uncovered,
        served_bound=bounds.served,
        clearance_s=last / SECOND,
        clearance_bound_s=bound_last / SECOND,
        exposure=value / MINUTE,
        exposure_bound=cost / MINUTE,
        whole_household_loss=(value - together - min(max(cost, with_rides), value - together)) / MINUTE,
        gap=exposure_gap if case.objective is Objective.EXPOSURE else _gap(last, bound_last),
        stopped=effort.exhausted,
        steps=effort.steps,
        loads=_loads(situation, moves),
        not_ordered=case.not_ordered,
        findings=(*situation.findings(), *fit_findings(case, moves)),
        bottlenecks=_bottlenecks(situation, bounds.prices),
        seconds=effort.seconds,
        step_s=case.step_s,
        reasons=reasons,
        together_loss=together / MINUTE,
        bound_curve=most_by,
        trips=trips,
        loads_of_links=roads.loads,
        cut=roads.cut if roads.cut is not None and bounds.last <= roads.proved else None,
        soft_off=case.soft_off,
        pairing_figures=pairing.figures,
        locks_aside=pairing.aside,
        pair_remedies=pairing.remedies,
        proof=bounds.proof,
        served_bound_any=max(any_helper, bounds.served),
    )


def _gap(value: int, bound: int) -> float:
    return (value - bound) / bound if bound > 0 else 0.0


def _shortfall(situation: Situation, left: Sequence[int], crowded: frozenset[int]) -> tuple[Shortfall, ...]:
    rules = dict(situation.shortfall_rules(left))
    for i in left:
        if i in crowded and rules[i] is ShortfallRule.NO_ROOM:
            rules[i] = ShortfallRule.ROAD_CROWDED
    found = []
    for i in left:
        party, rule, door = situation.parties[i], rules[i], None
        if rule is ShortfallRule.CUT_OFF:  # nobody may wait at a shelter that is not open yet
            door = next(doors_closed_to(situation, i), None)
            rule = rule if door is None else ShortfallRule.OPENS_LATE
        found.append(
            Shortfall(party.household, tuple(sorted(m.person for m in party.members)), party.place, rule, door)
        )
    return tuple(found)


def _loads(situation: Situation, moves: Sequence[Move]) -> tuple[ShelterLoad, ...]:
    inside = dict(situation.case.inside)
    planned: dict[ShelterId, int] = {}
    for move in moves:
        planned[move.shelter] = planned.get(move.shelter, 0) + len(move.persons)
    return tuple(
        ShelterLoad(
            shelter.id,
            inside.get(shelter.id, 0),
            planned.get(shelter.id, 0),
            shelter.capacity,
            moment(situation.case.at, shelter.opens_after_min * MINUTE)
            if planned.get(shelter.id) and shelter.opens_after_min > 0
            else None,
        )
        for shelter in sorted(situation.case.shelters, key=lambda s: s.id)
    )


def _bottlenecks(situation: Situation, prices: Sequence[int]) -> tuple[ShelterId, ...]:
    """Shelters where one more bed would save somebody time, the dearest bed first."""
    dear = sorted((-price, shelter) for price, shelter in zip(prices, situation.travel.shelters, strict=False) if price)
    return tuple(shelter for _, shelter in dear)
