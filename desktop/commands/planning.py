"""Verbs that plan: plan, replan, vehicle, close, open. Apart from the others because they load the solvers."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.domain.critical import CriticalRoad
from core.domain.findings import Refusal, Rule
from core.domain.ids import LinkId, VehicleId
from core.domain.pairing import SoftRule
from core.domain.plans import Objective, Plan, Replan
from core.operations.closures import close_link, open_link
from core.operations.plans import adopt_plan, adopt_replan
from core.operations.vehicles import break_down, drive_again
from core.planning.advice.critical import critical_roads
from core.planning.advice.remedies import advise
from core.planning.case import Case
from core.planning.planner import make_plan
from core.planning.prepared import PreparedRoads
from core.planning.replan import least_change, replan
from core.planning.telling import in_place_of
from core.queries.names import find_link
from core.queries.night import night
from core.queries.plan import standing_tell
from core.queries.plan_rows import TellRow
from core.queries.planning_case import planning_case
from core.store.database import Store
from core.store.people import helpers
from desktop import i18n
from desktop.commands.opening import entry_time, opened, parse_time, time_of
from desktop.commands.plan_reasons import critical_result, remedy_result, trip_result, why_result
from desktop.commands.plan_words import critical_lines, plan_words
from desktop.commands.results import local, plan_result, replan_result, tell_result
from desktop.pairing_words import lines
from desktop.tell_words import tell_words


def silent(_share: float) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    return False


def run_plan(arguments: Namespace) -> dict[str, Any]:
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
        roads = PreparedRoads()
        plan = advise(case, make_plan(case, silent, never, roads), silent, never, roads)
        said: dict[str, Any] = {"at": at, "operator": arguments.by, "reason": "plan"}
        if case.standing is None:
            changes = adopt_plan(store, plan=plan, **said)
        else:
            changes = adopt_replan(store, replan=in_place_of(case.standing, plan), **said)
        tell = standing_tell(store)
        result = {
            **plan_result(plan, helpers(store)),
            "to_tell": [tell_result(row) for row in tell],
            "why": why_result(plan),
            "remedies": [remedy_result(remedy) for remedy in plan.remedies],
            "remedies_stopped": plan.remedies_stopped,
            "trips": [trip_result(trip) for trip in plan.trips],
            "events": [event.id for event in changes.events],
        }
        most = vars(arguments).get("critical")
        critical = _critical(case, plan, most, roads) if most else ()
        if most:
            result["critical"] = [critical_result(road) for road in critical]
        if arguments.json:
            return result
        i18n.speak()
        del result["why"]
        return {**result, **plan_words(store, plan), **critical_lines(store, critical), **tell_lines(tell)}


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


def _critical(case: Case, plan: Plan, most: int, roads: PreparedRoads) -> tuple[CriticalRoad, ...]:
    """Of the roads that the plan uses the `most` used, those first that hurt most if they close."""
    return tuple(critical_roads(case, plan, silent, never, most=most, ready=0, roads=roads))


def run_close(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        link = find_link(store, arguments.link)
        at = time_of(store, None)
        start = parse_time(arguments.start) if arguments.start else at
        until = parse_time(arguments.until) if arguments.until else None
        with store.transaction():
            closed = close_link(
                store, link=link, start=start, until=until, source=arguments.note, at=at, operator=arguments.by
            )
            result = follow(store, max(at, _plan_time(store) or at), arguments, link=link)
        return {"events": [event.id for event in closed.events], "from": local(start), **result}


def run_open(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        link = find_link(store, arguments.link)
        at = time_of(store, None)
        since = parse_time(arguments.start) if arguments.start else at
        with store.transaction():
            done = open_link(store, link=link, since=since, at=at, operator=arguments.by)
            result = follow(store, max(at, _plan_time(store) or at), arguments, link=link)
        return {"events": [event.id for event in done.events], "from": local(since), **result}


def run_replan(arguments: Namespace) -> dict[str, Any]:
    """Bring the standing plan up to date with whatever has changed since: orders, arrivals, a full shelter, the fleet.
    Only whom that touches moves."""
    with opened(arguments, write=True) as store:
        at = time_of(store, arguments.at)
        if night(store).adopted is None:
            raise Refusal(Rule.NO_PLAN, {})
        return {"at": local(at), **follow(store, at, arguments, reason="replan")}


def run_vehicle(arguments: Namespace) -> dict[str, Any]:
    """A vehicle breaks down or drives again; the plan follows at once: whom that touches, and whom to call."""
    with opened(arguments, write=True) as store:
        at, trust = entry_time(store, arguments.at)
        vehicle = VehicleId(arguments.vehicle)
        said: dict[str, Any] = {"vehicle": vehicle, "at": at, "operator": arguments.by, "trust": trust}
        with store.transaction():
            change = drive_again if arguments.back else break_down
            done = change(store, note=arguments.note, **said)
            result = follow(store, max(at, _plan_time(store) or at), arguments, vehicle=vehicle, reason="vehicle")
        event = done.events[-1]
        return {"event": event.id, "kind": event.kind, "vehicle": vehicle, **result}


def _threshold(arguments: Namespace) -> float | None:
    """The officer's threshold for showing a fresh plan, as a share of person-minutes."""
    per_cent: float | None = vars(arguments).get("threshold")
    return None if per_cent is None else per_cent / 100


def _plan_time(store: Store) -> datetime | None:
    """Minute of the standing plan: a closure entered for a night that was planned ahead is answered from there."""
    adopted = night(store).adopted
    return adopted.plan.at if adopted else None


def follow(
    store: Store,
    at: datetime,
    arguments: Namespace,
    *,
    link: LinkId | None = None,
    vehicle: VehicleId | None = None,
    reason: str = "closure",
) -> dict[str, Any]:
    """The replan that follows from a change (of the road `link`, of a `vehicle`), adopted; nothing without a standing
    plan."""
    answer = replan_now(store, at, _threshold(arguments))
    if answer is None:
        return {"changed": [], "kept": 0, "to_tell": [], "fresh": None}
    adopt_replan(store, replan=answer, at=at, operator=arguments.by, reason=reason, link=link, vehicle=vehicle)
    tell = standing_tell(store)
    result = replan_result(answer, helpers(store), tell)
    if arguments.json:
        return result
    i18n.speak()
    return {**result, **tell_lines(tell)}


def tell_lines(tell: Sequence[TellRow]) -> dict[str, str]:
    """Whom to call, a line each; nothing where nobody has to be called."""
    said = tell_words(tell)
    return {"calls": lines(said)} if said else {}


def replan_now(
    store: Store, at: datetime, worth_telling: float | None = None, *, compare: bool = True
) -> Replan | None:
    """What the standing plan becomes at `at`; None without one. Covers whom the standing plan covered. With `compare`
    the fresh plan comes with it where it is better by the threshold."""
    adopted = night(store).adopted
    if adopted is None:
        return None
    planned = {move.household for move in adopted.plan.moves} | {short.household for short in adopted.plan.shortfall}
    objective = adopted.plan.objective
    case = planning_case(store, at, objective=objective, worth_telling=worth_telling)
    if planned - {party.household for party in case.parties} - _settled(store):
        case = planning_case(store, at, objective=objective, worth_telling=worth_telling, everyone=True)
    return replan(case, silent, never) if compare else least_change(case, silent, never)


def _settled(store: Store) -> set[str]:
    """Households of which nobody is left to move."""
    known = night(store)
    return {
        household
        for household, party in known.parties.items()
        if all(known.standing(person).class_ in ("moved", "away") for person in party.members)
    }
