"""Verbs that plan: plan, replan, vehicle, close, open. Apart from the others because they load the solvers."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from core.domain.critical import CriticalRoad
from core.domain.findings import Refusal, Rule
from core.domain.ids import LinkId, VehicleId
from core.domain.pairing import SoftRule
from core.domain.plans import Objective, Plan
from core.operations.closures import close_link, open_link
from core.operations.plans import adopt_plan, adopt_replan
from core.operations.vehicles import break_down, drive_again
from core.planning.advice.critical import critical_roads
from core.planning.advice.remedies import advise
from core.planning.case import Case
from core.planning.planner import make_plan
from core.planning.prepared import PreparedRoads
from core.planning.replan import replan
from core.planning.telling import in_place_of
from core.queries.names import find_link
from core.queries.night import night
from core.queries.plan import standing_tell
from core.queries.plan_rows import TellRow
from core.queries.planning_case import case_of_change, planning_case
from core.store.database import Store
from core.store.people import helpers
from desktop import i18n
from desktop.commands.opening import entry_time, opened, parse_time, time_of
from desktop.commands.plan_reasons import critical_result, remedy_result, trip_result, why_result
from desktop.commands.plan_words import Names, critical_lines, left_out_line, names_of, plan_words, remedy_lines
from desktop.commands.results import local, plan_result, replan_result, tell_result
from desktop.pairing_words import lines
from desktop.tell_words import tell_words


def silent(_share: float) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    return False


def run_plan(arguments: Namespace) -> Iterator[dict[str, Any]]:
    """The plan, adopted; then, with nothing more to write, what would help it and which roads it hangs on."""
    roads = PreparedRoads()
    with opened(arguments, write=True) as store:
        at = time_of(store, arguments.at)
        case = planning_case(
            store,
            at,
            everyone=arguments.everyone,
            objective=Objective(arguments.objective),
            step_s=arguments.step_s,
            soft_off=soft_rules(arguments.without),
        )
        plan = make_plan(case, silent, never, roads)
        said: dict[str, Any] = {"at": at, "operator": arguments.by, "reason": "plan"}
        if case.standing is None:
            changes = adopt_plan(store, plan=plan, **said)
        else:
            changes = adopt_replan(store, replan=in_place_of(case.standing, plan), **said)
        tell = standing_tell(store)
        result = {
            **plan_result(plan, helpers(store)),
            "to_tell": [tell_result(row) for row in tell],
            "trips": [trip_result(trip) for trip in plan.trips],
            "events": [event.id for event in changes.events],
        }
        if arguments.json:
            result["why"] = why_result(plan)
        else:
            i18n.speak()
            result |= {**plan_words(store, plan), **tell_lines(tell)}
        later = Later(case, plan, roads, names_of(store, plan))
    yield result
    yield later.remedies(as_json=arguments.json)
    if most := vars(arguments).get("critical"):
        yield later.critical(most, as_json=arguments.json)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Later:
    """What is worked out once a plan stands in the file and the file is closed: nobody waits for it to act, and a
    process that ends in the midst of it loses nothing of the plan."""

    case: Case
    plan: Plan
    roads: PreparedRoads
    names: Names

    def remedies(self, *, as_json: bool) -> dict[str, Any]:
        """What would help, the best first; Ctrl+C ends the search and leaves the rest of the verb as it is."""
        broken_off = replace(self.plan, remedies=(), remedies_stopped=True)
        advised = unless_broken_off(lambda: advise(self.case, self.plan, silent, never, self.roads), broken_off)
        if not as_json:
            return {"remedies": list(advised.remedies), **remedy_lines(advised, self.names)}
        return {
            "remedies": [remedy_result(remedy) for remedy in advised.remedies],
            "remedies_stopped": advised.remedies_stopped,
        }

    def critical(self, most: int, *, as_json: bool) -> dict[str, Any]:
        """Of the roads that the plan uses the `most` used, those first that hurt most if they close."""
        found: tuple[CriticalRoad, ...] = unless_broken_off(
            lambda: tuple(critical_roads(self.case, self.plan, silent, never, most=most, ready=0, roads=self.roads)),
            (),
        )
        if not as_json:
            return {"critical": list(found), **critical_lines(self.names, found)}
        return {"critical": [critical_result(road) for road in found]}


def unless_broken_off(work: Callable[[], T], otherwise: T) -> T:
    """The answer of `work`, `otherwise` where Ctrl+C ended it."""
    try:
        return work()
    except KeyboardInterrupt:
        return otherwise


def soft_rules(names: list[str]) -> tuple[SoftRule, ...] | None:
    """Soft rules named on the command line, None where none is: then those of the standing plan. `none` is no rule, to
    switch all on again. Refusal(UNKNOWN_RULE)."""
    if not names:
        return None
    known = [rule.value for rule in SoftRule]
    for name in names:
        if name not in known and name != "none":
            raise Refusal(Rule.UNKNOWN_RULE, {"rule": name, "known": known})
    return tuple(SoftRule(name) for name in names if name != "none")


def run_close(arguments: Namespace) -> Iterator[dict[str, Any]]:
    with opened(arguments, write=True) as store:
        link = find_link(store, arguments.link)
        at = time_of(store, None)
        start = parse_time(arguments.start) if arguments.start else at
        until = parse_time(arguments.until) if arguments.until else None
        with store.transaction():
            closed = close_link(
                store, link=link, start=start, until=until, source=arguments.note, at=at, operator=arguments.by
            )
            followed = follow(store, at, arguments, link=link)
        result = {"events": [event.id for event in closed.events], "from": local(start)}
    yield from followed.told(result, as_json=arguments.json)


def run_open(arguments: Namespace) -> Iterator[dict[str, Any]]:
    with opened(arguments, write=True) as store:
        link = find_link(store, arguments.link)
        at = time_of(store, None)
        since = parse_time(arguments.start) if arguments.start else at
        with store.transaction():
            done = open_link(store, link=link, since=since, at=at, operator=arguments.by)
            followed = follow(store, at, arguments, link=link)
        result = {"events": [event.id for event in done.events], "from": local(since)}
    yield from followed.told(result, as_json=arguments.json)


def run_replan(arguments: Namespace) -> Iterator[dict[str, Any]]:
    """Bring the standing plan up to date with whatever has changed since: orders, arrivals, a full shelter, the fleet.
    Only whom that touches moves."""
    with opened(arguments, write=True) as store:
        at, adopted = time_of(store, arguments.at), night(store).adopted
        if adopted is None:
            raise Refusal(Rule.NO_PLAN, {})
        at = max(at, adopted.plan.at)
        followed = follow(store, at, arguments, reason="replan")
    yield from followed.told({"at": local(at)}, as_json=arguments.json)


def run_vehicle(arguments: Namespace) -> Iterator[dict[str, Any]]:
    """A vehicle breaks down or drives again; the plan follows at once: whom that touches, and whom to call."""
    with opened(arguments, write=True) as store:
        at, trust = entry_time(store, arguments.at)
        vehicle = VehicleId(arguments.vehicle)
        said: dict[str, Any] = {"vehicle": vehicle, "at": at, "operator": arguments.by, "trust": trust}
        with store.transaction():
            change = drive_again if arguments.back else break_down
            done = change(store, note=arguments.note, **said)
            followed = follow(store, at, arguments, vehicle=vehicle, reason="vehicle")
        event = done.events[-1]
        result = {"event": event.id, "kind": event.kind, "vehicle": vehicle}
    yield from followed.told(result, as_json=arguments.json)


def _threshold(arguments: Namespace) -> float | None:
    """The officer's threshold for showing a fresh plan, as a share of person-minutes."""
    per_cent: float | None = vars(arguments).get("threshold")
    return None if per_cent is None else per_cent / 100


@dataclass(frozen=True, slots=True)
class Followed:
    """What following a change said, and what is worked out after it; None where no plan stands."""

    result: dict[str, Any]
    later: Later | None

    def told(self, before: dict[str, Any], *, as_json: bool) -> Iterator[dict[str, Any]]:
        """The change and its answer first, then what would help whom the answer leaves out."""
        yield {**before, **self.result}
        if self.later is not None:
            yield self.later.remedies(as_json=as_json)
        elif as_json:
            yield {"remedies": [], "remedies_stopped": False}


def follow(
    store: Store,
    at: datetime,
    arguments: Namespace,
    *,
    link: LinkId | None = None,
    vehicle: VehicleId | None = None,
    reason: str = "closure",
) -> Followed:
    """The replan that follows from a change (of the road `link`, of a `vehicle`), adopted; nothing without a standing
    plan."""
    if night(store).adopted is None:
        return Followed({"changed": [], "kept": 0, "to_tell": [], "fresh": None}, None)
    case = case_of_change(store, at, worth_telling=_threshold(arguments))
    roads = PreparedRoads()
    answer = replan(case, silent, never, roads)
    adopt_replan(store, replan=answer, at=case.at, operator=arguments.by, reason=reason, link=link, vehicle=vehicle)
    tell = standing_tell(store)
    result = replan_result(answer, helpers(store), tell)
    names = names_of(store, answer.plan)
    if not arguments.json:
        i18n.speak()
        result |= {**left_out_line(store, answer.plan, names), **tell_lines(tell)}
    return Followed(result, Later(replace(case, standing=answer.plan, in_force=answer.plan), answer.plan, roads, names))


def tell_lines(tell: Sequence[TellRow]) -> dict[str, str]:
    """Whom to call, a line each; nothing where nobody has to be called."""
    said = tell_words(tell)
    return {"calls": lines(said)} if said else {}
