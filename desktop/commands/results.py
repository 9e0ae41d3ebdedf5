"""Core facts as JSON results: local times, the pack's own ids, counts beside the lists behind them."""

from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from core.domain.findings import Finding
from core.domain.ids import HelperId, HouseholdId
from core.domain.people import Helper, Role
from core.domain.plans import ClosedDoor, Move, Plan, Replan
from core.queries.plan_rows import TellRow
from core.queries.timing import BEIJING


def local(at: datetime | None) -> str | None:
    """Local ISO time, seconds only where there are any."""
    if at is None:
        return None
    text = at.astimezone(BEIJING).replace(tzinfo=None).isoformat(timespec="seconds")
    return text.removesuffix(":00") if text.endswith(":00") and text.count(":") == 2 else text


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(item) for key, item in asdict(value).items()}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [plain(item) for item in value]
    return value


def finding_result(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.where,
        "line": finding.line,
        "column": finding.column,
        "rule": finding.rule,
        "facts": plain(finding.facts),
        "error": finding.error,
    }


def plan_result(plan: Plan, helpers: dict[HelperId, Helper], *, seconds: bool = True) -> dict[str, Any]:
    """A plan in the shape of the `plan` verb; `seconds` False leaves the one figure out that changes run by run."""
    pairs = {(p.household, p.role): helpers[p.helper].name for p in plan.pairings if p.helper in helpers}
    result = {
        "at": local(plan.at),
        "objective": plan.objective.value,
        "due": plan.due,
        "served": plan.served,
        "served_bound": plan.served_bound,
        "served_bound_any": plan.served_bound_any,
        "not_ordered": list(plan.not_ordered),
        "shortfall": [
            {
                "household": s.household,
                "persons": len(s.persons),
                "rule": s.rule.value,
                "place": s.place,
                "members": list(s.persons),
                "door": None if s.door is None else _door(s.door),
            }
            for s in plan.shortfall
        ],
        "uncovered": [{"household": u.household, "role": u.role.value, "rule": u.rule.value} for u in plan.uncovered],
        "clearance_s": round(plan.clearance_s, 1),
        "clearance_bound_s": round(plan.clearance_bound_s, 1),
        "exposure": round(plan.exposure, 2),
        "exposure_bound": round(plan.exposure_bound, 2),
        "whole_household_loss": round(plan.whole_household_loss, 2),
        "together_loss": round(plan.together_loss, 2),
        "shared_cars_loss": round(plan.shared_cars_loss, 2),
        "gap": round(plan.gap, 6),
        "stopped": plan.stopped,
        "step_s": plan.step_s,
        "findings": [finding_result(finding) for finding in plan.findings],
        "households": [
            *(_move_result(move, pairs) for move in plan.moves),
            *(_left_out(s.household, len(s.persons), list(s.persons), pairs) for s in plan.shortfall),
        ],
    }
    if seconds:
        result["seconds"] = round(plan.seconds, 3)
    return result


def _door(door: ClosedDoor) -> dict[str, Any]:
    """A shelter that is not open yet when they could be there at the latest, and the road that closes then."""
    return {
        "shelter": door.shelter,
        "opens": local(door.opens),
        "latest": local(door.latest),
        "link": door.link,
        "closes": local(door.closes),
    }


def _move_result(move: Move, pairs: dict[tuple[HouseholdId, Role], str]) -> dict[str, Any]:
    return {
        "id": move.household,
        "persons": len(move.persons),
        "members": list(move.persons),
        "place": move.place,
        "shelter": move.shelter,
        "mode": move.mode.value,
        "depart": local(move.depart),
        "arrive": local(move.arrive),
        "deadline": local(move.deadline),
        "vehicle": move.vehicle,
        "trip": move.trip or None,
        "links": list(move.route.links),
        "length_m": round(move.route.length_m, 1),
        "access_m": round(move.route.access_m, 1),
        "egress_m": round(move.route.egress_m, 1),
        "second_links": list(move.second.links) if move.second else [],
        "second_shares": list(move.second_shares),
        "helper": pairs.get((move.household, Role.PRIMARY)),
        "deputy": pairs.get((move.household, Role.DEPUTY)),
    }


def _left_out(
    household: HouseholdId, persons: int, members: list[Any], pairs: dict[tuple[HouseholdId, Role], str]
) -> dict[str, Any]:
    return {
        "id": household,
        "persons": persons,
        "members": members,
        "shelter": None,
        "mode": None,
        "depart": None,
        "arrive": None,
        "links": [],
        "second_links": [],
        "helper": pairs.get((household, Role.PRIMARY)),
        "deputy": pairs.get((household, Role.DEPUTY)),
    }


def tell_result(row: TellRow) -> dict[str, Any]:
    """Whom to tell what, and what he has to go by: helper A, what is new, where to now and before."""
    return {
        "household": row.household,
        "helper": row.helper.name if row.helper else None,
        "what": list(row.novelties),
        "shelter": row.move.shelter if row.move else None,
        "depart": local(row.move.depart) if row.move else None,
        "before": row.before_shelter or None,
        "made_way_for": list(row.made_way_for) if row.gave_way else None,
        "told": local(row.told_at),
    }


def replan_result(
    replan: Replan, helpers: dict[HelperId, Helper], tell: Sequence[TellRow] | None = None
) -> dict[str, Any]:
    """What a change did: households, how many kept their plan, and whom to tell what; `tell` is the list as adopted,
    with those who had not been told of what changed before."""
    names = {helper.id: helper.name for helper in helpers.values()}
    return {
        "changed": sorted({*replan.touched, *replan.moved_for_them}),
        "moved_for_others": list(replan.moved_for_them),
        "kept": replan.kept,
        "to_tell": [
            {
                "household": telling.household,
                "helper": names.get(telling.helper) if telling.helper else None,
                "what": [novelty.value for novelty in telling.novelties],
            }
            for telling in replan.to_tell
        ]
        if tell is None
        else [tell_result(row) for row in tell],
        "shortfall": [
            {"household": s.household, "persons": len(s.persons), "rule": s.rule.value} for s in replan.plan.shortfall
        ],
        "fresh": None if replan.fresh is None else _fresh_result(replan.fresh, replan),
    }


def _fresh_result(fresh: Plan, replan: Replan) -> dict[str, Any]:
    """A plan made without regard to the standing one, beside the least change, each with its price in households."""
    return {
        "served": fresh.served,
        "more_served": fresh.served - replan.plan.served,
        "exposure": round(fresh.exposure, 2),
        "saves_min": round(replan.plan.exposure - fresh.exposure, 2),
        "clearance_s": round(fresh.clearance_s, 1),
        "to_tell": len(replan.fresh_to_tell),
        "to_tell_now": len(replan.to_tell),
    }
